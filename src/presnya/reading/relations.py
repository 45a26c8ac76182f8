"""A few relations between names, found by patterns over the parse. The patterns are data: relations.csv.

A row says: this verb in this voice, with a name of these kinds as its subject and one of those as its object (or after the
preposition `by`), states the property `predicate`; with a date in its clause it states the dated property `date` too. Rows
of voice "noun" are read in appositions and compounds: "X, the G leader", "G activist X", "X was a founder of G".
"""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import takewhile
from typing import Final, NamedTuple

from presnya.reading.grammar import child, clause, is_verb, passive, prepositional, stretch, subject, ups
from presnya.reading.ledger import Name
from presnya.reading.parse import Parsed
from presnya.reading.speakers import Persons, resolve
from presnya.reading.timing import Timing
from presnya.reading.whole import Whole
from presnya.reading.words import FEMININE, MASCULINE, WORK_OPENERS, WRITINGS
from presnya.terms import DateValue, Span

_LONGEST: Final = 400
_BETWEEN: Final = frozenset({"“", '"', "«", "‘", "the", "a", "an", ",", "called", "entitled"})
_TABLE: Final = "relations.csv"


class Pattern(NamedTuple):
    """A row of the table; `by`, `subject` and `object` are words between blanks."""

    verb: str
    voice: str
    by: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    predicate: str
    date: str


class Relation(NamedTuple):
    """`object` is '' for a dated property (then `date` is there). `implied`: the subject was a pronoun."""

    span: Span
    subject: str
    predicate: str
    object: str
    date: DateValue | None
    implied: bool
    rule: str


@cache
def patterns() -> Mapping[tuple[str, str], tuple[Pattern, ...]]:
    """Rows by verb and voice."""
    table = resources.files("presnya.reading").joinpath(_TABLE).read_text(encoding="utf-8")
    out: dict[tuple[str, str], list[Pattern]] = defaultdict(list)
    for row in csv.DictReader(table.splitlines()):
        out[row["verb"], row["voice"]].append(Pattern(
            row["verb"], row["voice"], tuple(row["by"].split()), tuple(row["subject"].split()), tuple(row["object"].split()), row["predicate"], row["date"]))
    return {key: tuple(rows) for key, rows in out.items()}


def find_relations(whole: Whole, times: Sequence[Timing], persons: Persons) -> tuple[Relation, ...]:
    """Relations stated in the narrator's own words, in order, each once a passage."""
    found: dict[tuple[str, str, str, Span], Relation] = {}
    for parsed in whole.parsed:
        if parsed.quotation < 0:
            for one in (*_of_verbs(whole, parsed, times, persons), *_of_nouns(whole, parsed, persons), *_of_possessives(whole, parsed, persons)):
                if one.subject != one.object and one.span.end - one.span.start <= _LONGEST:
                    found.setdefault((one.subject, one.predicate, one.object, one.span), one)
    return tuple(sorted(found.values(), key=lambda one: one.span))


# ── verbs ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_verbs(whole: Whole, parsed: Parsed, times: Sequence[Timing], persons: Persons) -> Iterator[Relation]:
    for token in parsed.tokens:
        if not is_verb(token) or child(parsed, token.nth, "neg") is not None or _meant(parsed, token.nth):
            continue
        rows = patterns().get((token.lemma, "passive" if passive(parsed, token.nth) else "active"), ())
        who = subject(parsed, token.nth) if rows else None
        if who is None:
            continue
        name, implied = _who(whole, parsed, persons, who)
        for row in rows:
            if name is not None and name.type in row.subject:
                yield from _stated(parsed, token.nth, row, name=name, times=times, persons=persons, implied=implied, who=who)


def _meant(parsed: Parsed, verb: int) -> bool:
    """Whether it is only a purpose or a possibility: "came to command", "could join", "if she joined"."""
    token = parsed.tokens[verb]
    helpers = [parsed.tokens[one].lemma for one in parsed.children[verb] if parsed.tokens[one].dep == "aux"]
    if "to" in helpers and token.dep != "xcomp":
        return True
    return bool({"would", "could", "should", "might", "may", "must", "can", "will", "shall"} & set(helpers)) or any(
        parsed.tokens[one].dep == "mark" and parsed.tokens[one].text.casefold() in ("if", "unless", "lest") for one in parsed.children[verb])


def _who(whole: Whole, parsed: Parsed, persons: Persons, nth: int) -> tuple[Name | None, bool]:
    """The name a token belongs to, or whom its pronoun stands for."""
    token = parsed.tokens[nth]
    if token.text.casefold() in MASCULINE | FEMININE | {"it"}:
        canonical = resolve(whole, persons, parsed, nth)
        return (persons.named(canonical) if canonical else None), True
    return _name(parsed, persons, nth), False


def _name(parsed: Parsed, persons: Persons, nth: int) -> Name | None:
    """The name whose head this token is; of a noun that an apposition names, that name ("the poet A. Person")."""
    token = parsed.tokens[nth]
    if token.masked >= 0:
        return None
    name = persons.at(token.start)
    if name is not None:
        return name
    beside = [one for one in parsed.subtree(nth) if parsed.tokens[one].dep == "appos" and parsed.tokens[one].masked < 0 and all(
        parsed.tokens[up].dep in ("conj", "appos") or up == nth for up in takewhile(lambda up: up != nth, ups(parsed, one)))]
    return next((held for one in sorted(beside) if (held := persons.at(parsed.tokens[one].start))), None)


def _stated(parsed: Parsed, verb: int, row: Pattern, *, name: Name, times: Sequence[Timing], persons: Persons, implied: bool, who: int) -> Iterator[Relation]:
    numbers = {nth for nth in clause(parsed, verb) if parsed.tokens[nth].masked < 0 and parsed.tokens[nth].start < parsed.tokens[nth].end}
    if abs(who - min(numbers)) < 4:  # noqa: PLR2004  a subject shared with a verb right before is printed with it, a far one is not
        numbers.add(who)
    span = stretch(parsed, numbers)
    date = _date(times, parsed, numbers)
    rule = f"{row.voice}-{row.verb}@1"
    for nth in _objects(parsed, verb, row):
        held = _name(parsed, persons, nth)
        if held is not None and held.type in row.object:
            yield Relation(span, name.canonical, row.predicate, held.canonical, date, implied, rule)
    if row.date and date is not None:
        yield Relation(span, name.canonical, row.date, "", date, implied, rule)


def _objects(parsed: Parsed, verb: int, row: Pattern) -> Iterator[int]:
    if row.by:
        yield from prepositional(parsed, verb, *row.by)
    elif row.object:
        for one in parsed.children[verb]:
            if parsed.tokens[one].dep == "dobj":
                yield one
                yield from (other for other in parsed.children[one] if parsed.tokens[other].dep == "conj")


def _date(times: Sequence[Timing], parsed: Parsed, numbers: set[int]) -> DateValue | None:
    """The one date of the clause itself; none where there are two."""
    span = stretch(parsed, numbers)
    starts = {parsed.tokens[nth].start for nth in numbers}
    inside = [one.value for one in times if span.start <= one.span.start and one.span.end <= span.end and one.value.edtf and one.span.start in starts]
    return inside[0] if len(inside) == 1 else None


# ── nouns: appositions, compounds, "was a member of" ────────────────────────────────────────────────────────────


def _of_nouns(whole: Whole, parsed: Parsed, persons: Persons) -> Iterator[Relation]:
    for token in parsed.tokens:
        for row in patterns().get((token.lemma, "noun"), ()) if token.pos in ("NOUN", "PROPN") else ():
            who = _bearer(parsed, token.nth)
            name, implied = _who(whole, parsed, persons, who) if who is not None else (None, False)
            if who is None or name is None or name.type not in row.subject:
                continue
            for nth in _of_what(parsed, token.nth, row):
                held = persons.at(parsed.tokens[nth].start)
                if held is not None and held.type in row.object:
                    span = stretch(parsed, {who, token.nth, nth} | _compound(parsed, who) | _compound(parsed, nth))
                    yield Relation(_over(persons, parsed, span, who, nth), name.canonical, row.predicate, held.canonical, None, implied, f"noun-{row.verb}@1")


def _bearer(parsed: Parsed, noun: int) -> int | None:
    """Who is said to be one: the name this noun is an apposition of or a word before, or the subject of "was"."""
    token, tokens = parsed.tokens[noun], parsed.tokens
    if token.dep in ("appos", "conj"):
        at = token.head
        while tokens[at].dep == "conj" and tokens[at].head != at:
            at = tokens[at].head
        return tokens[at].head if tokens[at].dep == "appos" and token.dep == "conj" else at
    if token.dep == "compound" and tokens[token.head].pos == "PROPN":
        return token.head
    if token.dep == "attr":
        return subject(parsed, token.head)
    return child(parsed, noun, "appos")


def _of_what(parsed: Parsed, noun: int, row: Pattern) -> Iterator[int]:
    for one in parsed.children[noun]:
        token = parsed.tokens[one]
        if token.dep in ("compound", "poss", "nmod") and token.pos == "PROPN":
            yield one
    yield from prepositional(parsed, noun, *(row.by or ("of",)))
    token = parsed.tokens[noun]
    if token.dep == "compound":
        yield from (other for other in parsed.children[token.head] if other < noun and parsed.tokens[other].dep in ("compound", "nmod") and parsed.tokens[other].pos == "PROPN")


def _compound(parsed: Parsed, nth: int) -> set[int]:
    return {nth} | {one for one in parsed.children[nth] if parsed.tokens[one].dep == "compound"}


def _over(persons: Persons, parsed: Parsed, span: Span, *tokens: int) -> Span:
    """The stretch, grown to hold the whole names of its ends."""
    held = [persons.span_at(parsed.tokens[nth].start) for nth in tokens]
    return Span(min([span.start, *(one.start for one in held if one)]), max([span.end, *(one.end for one in held if one)]))


# ── X's novel T ─────────────────────────────────────────────────────────────────────────────────────────────────


def _of_possessives(whole: Whole, parsed: Parsed, persons: Persons) -> Iterator[Relation]:
    """"X's novel T", "his Memoirs of …": X wrote T, where a word for a piece of writing goes before the title or opens it. A newspaper is nobody's writing."""
    for span, work in persons.within(parsed, "work"):
        place = next((one for one in whole.within(span) if one.parsed is parsed), None)
        owner = _owner(parsed, place.nth) if place is not None else None
        name, implied = _who(whole, parsed, persons, owner) if owner is not None else (None, False)
        if owner is not None and name is not None and name.type == "person":
            start = persons.span_at(parsed.tokens[owner].start) or Span(parsed.tokens[owner].start, parsed.tokens[owner].end)
            yield Relation(Span(start.start, max(start.end, span.end)), name.canonical, "wrote", work.canonical, None, implied, "possessive-work@1")


def _owner(parsed: Parsed, nth: int) -> int | None:
    """The possessor on the word for a writing right before the title, or on a title that opens with one."""
    tokens = parsed.tokens
    before = nth - 1
    while before > 0 and tokens[before].text.casefold() in _BETWEEN:
        before -= 1
    noun = before if before >= 0 and tokens[before].lemma in WRITINGS else nth if tokens[nth].text in WORK_OPENERS else None
    if noun is None:
        return None
    for up in (noun, tokens[noun].head, nth, tokens[nth].head):
        owner = child(parsed, up, "poss")
        if owner is not None and owner < nth <= owner + 6 and tokens[owner].masked < 0:
            return owner
    return None
