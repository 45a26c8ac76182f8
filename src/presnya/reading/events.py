"""Dated events: the clause around each date that was read, in the narrator's own words."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.reading.grammar import SUBJECTS, child, clause, is_verb, stretch, subject, ups
from presnya.reading.parse import Parsed
from presnya.reading.speakers import Persons, resolve
from presnya.reading.timing import Timing
from presnya.reading.whole import Place, Whole
from presnya.reading.words import DEPICTING, EVENT_NOUNS, FEMININE, MASCULINE, WORK_NOUNS
from presnya.terms import DateValue, Span

_VAGUE: Final = frozenset({"century", "decade", "years-of-century"})
_TITLE_LENGTH: Final = 140
_LONGEST: Final = 600
_LEFT_OUT: Final = frozenset({"relcl", "appos", "advcl", "parataxis", "intj", "preconj"})
_COMMAS: Final = frozenset({",", ";", ":", "—", "–", "--", "-"})
_CLOSING: Final = frozenset({",", ".", ";", ":", "?", "!", ")", "]", "’s", "'s", "’", "'"})
_POINTING: Final = frozenset({"This", "That", "It", "There", "These", "Those", "Such", "All"})
_TIMELY: Final = frozenset({"in", "on", "at", "during", "since", "by", "until", "from", "before", "after", "between", "of", "about", "around", "to"})


class Event(NamedTuple):
    """`span` is the passage; `title` its clause without asides and without the date, a pronoun's person in brackets; `implied` says that a pronoun was resolved."""

    span: Span
    title: str
    date: DateValue
    participants: tuple[str, ...]
    implied: bool
    rule: str


def find_events(whole: Whole, times: Sequence[Timing], persons: Persons) -> tuple[Event, ...]:
    """One event a clause; of two dates in one clause the finer that lies within the other."""
    found: dict[Span, tuple[Event, Timing]] = {}
    for time in times:
        event = _event(whole, time, persons)
        if event is None:
            continue
        there = found.get(event.span)
        if there is None or _within(time.value, there[0].date):
            found[event.span] = (event, time)
        elif not _within(there[0].date, time.value):
            found[Span(time.span.start, event.span.end) if time.span.start > event.span.start else event.span] = (event._replace(
                span=Span(time.span.start, max(event.span.end, time.span.end))), time)
    return tuple(event for event, _ in sorted(found.values(), key=lambda one: one[0].span))


def _within(one: DateValue, other: DateValue) -> bool:
    (low, high), (first, last) = dates.span(one), dates.span(other)
    return None not in (low, high, first, last) and first <= low and high <= last  # type: ignore[operator]  # no None is left


def _event(whole: Whole, time: Timing, persons: Persons) -> Event | None:
    place = _head(whole, time.span)
    if time.shape in _VAGUE or not time.value.edtf or place is None or place.parsed.quotation >= 0:
        return None
    noun = _noun(place)
    verb = _verb(place)
    if noun is not None and (verb is None or not _sets_time(place.parsed, noun, verb)):
        return _of_noun(whole, time, persons, place.parsed, noun, verb=verb)
    return _of_verb(whole, time, persons, place, verb) if verb is not None else None


def _head(whole: Whole, span: Span) -> Place | None:
    """The token of a date by which it hangs in the sentence."""
    inside = list(whole.within(span))
    numbers = {place.nth for place in inside}
    return next((place for place in inside if place.token.head not in numbers or place.token.head == place.nth), None)


def _noun(place: Place) -> int | None:
    """The noun a date belongs to: "the 1905 revolution", "the protests of 2011", "August coup attempt"."""
    tokens = place.parsed.tokens
    for nth in ups(place.parsed, place.nth):
        token = tokens[nth]
        if is_verb(token):
            return None
        if nth != place.nth and token.pos in ("NOUN", "PROPN") and (token.lemma in EVENT_NOUNS or token.lemma in WORK_NOUNS):
            return nth
    return None


def _verb(place: Place) -> int | None:
    return next((nth for nth in ups(place.parsed, place.nth) if is_verb(place.parsed.tokens[nth])), None)


def _sets_time(parsed: Parsed, noun: int, verb: int) -> bool:
    """Whether the dated noun only says when: "during the 1905 revolution, the quarter was taken"."""
    above = parsed.tokens[parsed.tokens[noun].head]
    return above.dep == "prep" and above.lemma in ("in", "during", "after", "before", "at", "since") and above.head == verb


def _depicts(parsed: Parsed, verb: int, persons: Persons) -> bool:
    """A novel, a panorama, a tour depicts: what it shows did not happen there and then. A person who describes is a witness."""
    if parsed.tokens[verb].lemma not in DEPICTING:
        return False
    who = subject(parsed, verb)
    if who is None:
        return False
    name = persons.at(parsed.tokens[who].start)
    return not ((name and name.type == "person") or parsed.tokens[who].text.casefold() in MASCULINE | FEMININE | {"i", "we", "they"})


# ── events that a noun names ────────────────────────────────────────────────────────────────────────────────────


def _of_noun(whole: Whole, time: Timing, persons: Persons, parsed: Parsed, noun: int, *, verb: int | None) -> Event | None:
    if verb is not None and _depicts(parsed, verb, persons):
        return None
    numbers = set(parsed.subtree(noun)) - _below(parsed, (one for one in parsed.children[noun] if parsed.tokens[one].dep in ("conj", "cc", "appos", "acl", "advcl", "relcl")))
    return _made(whole, time, persons, parsed, numbers, verb=noun, rule="dated-noun@1")


def _below(parsed: Parsed, tops: Iterable[int]) -> set[int]:
    return {nth for top in tops for nth in parsed.subtree(top)}


# ── events that a verb tells ────────────────────────────────────────────────────────────────────────────────────


def _of_verb(whole: Whole, time: Timing, persons: Persons, place: Place, verb: int) -> Event | None:
    parsed = place.parsed
    while parsed.tokens[verb].dep == "xcomp" and is_verb(parsed.tokens[parsed.tokens[verb].head]):
        verb = parsed.tokens[verb].head
    if _depicts(parsed, verb, persons) or child(parsed, verb, "neg") is not None:
        return None
    numbers = clause(parsed, verb, keep=place.nth)
    token = parsed.tokens[verb]
    said_of: set[int] = set()
    if token.dep in ("acl", "relcl") and token.head < verb and verb - token.head < 12:  # noqa: PLR2004  the noun it is said of, when near
        said_of = {nth for nth in parsed.subtree(token.head) if nth <= verb and parsed.tokens[nth].dep not in ("relcl", "appos")}
    return _made(whole, time, persons, parsed, numbers, verb=verb, rule="dated-clause@1", said_of=said_of)


# ── passage, title, who ─────────────────────────────────────────────────────────────────────────────────────────


def _made(whole: Whole, time: Timing, persons: Persons, parsed: Parsed, numbers: set[int], *, verb: int, rule: str,
          said_of: Iterable[int] = ()) -> Event | None:
    numbers = _unmasked(parsed, numbers, verb)
    if not numbers:
        return None
    span = stretch(parsed, numbers.union(said_of))
    span = _tidied(whole.text, Span(min(span.start, time.span.start), max(span.end, time.span.end)))
    if span.end - span.start > _LONGEST:
        return None
    who, put = _subject(whole, parsed, numbers, verb, persons)
    named = [name.canonical for _, name in persons.between(span.start, span.end)]
    participants = tuple(dict.fromkeys(([who] if who else []) + named))
    return Event(span, _title(whole, parsed, numbers, verb, date=time.span, put=put), time.value, participants, bool(who), rule)


def _unmasked(parsed: Parsed, numbers: set[int], verb: int) -> set[int]:
    """The tokens around the verb up to the nearest quotation on either side."""
    masks = [nth for nth in numbers if parsed.tokens[nth].masked >= 0]
    low, high = max((nth for nth in masks if nth < verb), default=-1), min((nth for nth in masks if nth > verb), default=len(parsed.tokens))
    return {nth for nth in numbers if low < nth < high and parsed.tokens[nth].start < parsed.tokens[nth].end}


def _subject(whole: Whole, parsed: Parsed, numbers: set[int], verb: int, persons: Persons) -> tuple[str, dict[int, str]]:
    """(who was meant by a pronoun or left unsaid, words to put for a token of the title; those for token -1 go in front of it)."""
    if not is_verb(parsed.tokens[verb]):
        whose = next((nth for nth in parsed.children[verb] if parsed.tokens[nth].dep == "poss" and parsed.tokens[nth].text.casefold() in MASCULINE | FEMININE), None)
        who = resolve(whole, persons, parsed, whose) if whose is not None else ""
        return who, {whose: f"[{who}’s]"} if who and whose is not None else {}
    nth = subject(parsed, verb)
    if nth is None or _expletive(parsed, verb, nth):
        return "", {}
    token = parsed.tokens[nth]
    where = nth if nth in numbers else next((one for one in parsed.children[verb] if parsed.tokens[one].dep in SUBJECTS), -1)
    if token.text.casefold() in MASCULINE | FEMININE | {"it"}:
        who = resolve(whole, persons, parsed, nth)
        return who, {where: f"[{who}]"} if who else {}
    if nth in numbers or token.masked >= 0 or token.pos == "PRON":
        return "", {}
    name = persons.at(token.start) or (persons.at(parsed.tokens[token.head].start) if token.dep == "appos" else None)
    return (name.canonical, {where: f"[{name.canonical}]"}) if name else ("", {where: f"[{_phrase(whole, parsed, nth)}]"})


def _expletive(parsed: Parsed, verb: int, nth: int) -> bool:
    return parsed.tokens[nth].text.casefold() == "it" and child(parsed, verb, "ccomp", "acomp", "xcomp") is not None


def _phrase(whole: Whole, parsed: Parsed, noun: int) -> str:
    held = set(parsed.subtree(noun)) - _below(parsed, (one for one in parsed.children[noun] if parsed.tokens[one].dep in ("relcl", "appos", "acl", "conj", "cc", "punct", "prep")))
    return whole.words(stretch(parsed, held))


def _tidied(text: str, span: Span) -> Span:
    words = text[span.start:span.end]
    lead = len(words) - len(words.lstrip(" \n,;:—–-)"))
    tail = len(words.rstrip(" \n,;:—–-("))
    return Span(span.start + lead, span.start + tail) if lead < tail else span


def _title(whole: Whole, parsed: Parsed, numbers: set[int], verb: int, *, date: Span, put: dict[int, str]) -> str:
    """The clause without asides; without its date too where the date is a phrase by itself ("in 1919"), not where it names the thing ("the 1905 revolution")."""
    tops = [nth for nth in numbers if nth != verb and (_aside(parsed, nth, verb) or _only_time(parsed, nth, date))]
    left_out = {nth for top in tops if verb not in (below := set(parsed.subtree(top))) for nth in below}
    kept = numbers - left_out
    kept |= {nth for nth in range(min(kept, default=0), max(kept, default=0)) if parsed.tokens[nth].text in _COMMAS and {nth - 1, nth + 1} <= kept}
    kept -= {nth for nth in kept if parsed.tokens[nth].text in _COMMAS and not {nth - 1, nth + 1} <= kept}
    words = [put[-1]] if -1 in put else []
    before = -1
    for nth in sorted(kept):
        token = parsed.tokens[nth]
        gap = " " if words and (nth != before + 1 or token.start > parsed.tokens[nth - 1].end) and token.text not in _CLOSING else ""
        words.append(gap + put.get(nth, whole.words(Span(token.start, token.end))))
        before = nth
    title = _cut("".join(words).replace("()", "").strip(" ,.;:—–-("))
    return title[:1].upper() + title[1:]


def _aside(parsed: Parsed, nth: int, verb: int) -> bool:
    token = parsed.tokens[nth]
    if token.dep in ("cc", "mark"):
        return token.head == verb
    if token.dep == "ccomp" and nth < verb:
        return True
    return token.dep in _LEFT_OUT


def _only_time(parsed: Parsed, nth: int, date: Span) -> bool:
    """Whether a preposition's whole phrase is the date: "in 1919"."""
    token = parsed.tokens[nth]
    if token.dep == "npadvmod" or (token.dep == "advmod" and date.start <= token.start < date.end):
        return date.start <= token.start < date.end
    if token.dep != "prep" or token.lemma not in _TIMELY or not is_verb(parsed.tokens[token.head]):
        return False
    below = [parsed.tokens[one] for one in parsed.subtree(nth) if one != nth]
    return bool(below) and all(date.start <= one.start < date.end or one.dep in ("punct", "det") for one in below)


def _cut(title: str) -> str:
    if len(title) <= _TITLE_LENGTH:
        return title
    return title[:title.rfind(" ", 0, _TITLE_LENGTH)].rstrip(" ,;:—–-") + " …"


def titled(events: Sequence[Event]) -> Iterator[Event]:
    """Events that have a title: a bare date in a heading names nothing that happened."""
    yield from (event for event in events if len(event.title.split()) > 1 and not (len(event.title.split()) < 5 and event.title.split()[0] in _POINTING))  # noqa: PLR2004  "This was in 1801"
