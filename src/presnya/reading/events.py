"""Dated events: the clause around each date that was read, in the narrator's own words."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.reading.grammar import child, clause, is_verb, stretch, subject, ups
from presnya.reading.parse import Parsed
from presnya.reading.speakers import Persons, resolve
from presnya.reading.timing import Timing
from presnya.reading.whole import Place, Whole
from presnya.reading.words import DEPICTING, EVENT_NOUNS, FEMININE, MASCULINE, WORK_NOUNS
from presnya.terms import DateValue, Span

_VAGUE: Final = frozenset({"century", "decade", "years-of-century"})
_TITLE_LENGTH: Final = 140
_LONGEST: Final = 600
_LEFT_OUT: Final = frozenset({"relcl", "appos", "advcl", "parataxis", "cc", "mark", "intj", "preconj"})
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
        return _of_noun(whole, time, persons, place.parsed, noun, verb)
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


def _depicts(whole: Whole, parsed: Parsed, verb: int, persons: Persons) -> bool:
    """A novel, a panorama, a tour depicts: what it shows did not happen there and then. A person who describes is a witness."""
    if parsed.tokens[verb].lemma not in DEPICTING:
        return False
    who = subject(parsed, verb)
    if who is None:
        return True
    name = persons.at(parsed.tokens[who].start)
    return not ((name and name.type == "person") or parsed.tokens[who].text.casefold() in MASCULINE | FEMININE | {"i", "we", "they"})


# ── events that a noun names ────────────────────────────────────────────────────────────────────────────────────


def _of_noun(whole: Whole, time: Timing, persons: Persons, parsed: Parsed, noun: int, verb: int | None) -> Event | None:
    if verb is not None and _depicts(whole, parsed, verb, persons):
        return None
    held = {nth for nth in parsed.subtree(noun)} - {other for one in parsed.children[noun] if parsed.tokens[one].dep in ("conj", "appos", "acl", "advcl") for other in parsed.subtree(one)}
    numbers = _whole_phrase(parsed, noun, held)
    return _made(whole, time, persons, parsed, numbers, verb=None, rule="dated-noun@1")


def _whole_phrase(parsed: Parsed, noun: int, held: set[int]) -> set[int]:
    return {nth for nth in held if parsed.tokens[nth].sentence == parsed.tokens[noun].sentence}


# ── events that a verb tells ────────────────────────────────────────────────────────────────────────────────────


def _of_verb(whole: Whole, time: Timing, persons: Persons, place: Place, verb: int) -> Event | None:
    parsed = place.parsed
    if _depicts(whole, parsed, verb, persons) or child(parsed, verb, "neg") is not None:
        return None
    numbers = clause(parsed, verb, keep=place.nth)
    token = parsed.tokens[verb]
    if token.dep in ("acl", "relcl") and token.head < verb and verb - token.head < 12:  # noqa: PLR2004  the noun it is said of, when near
        numbers |= {nth for nth in parsed.subtree(token.head) if nth <= verb and parsed.tokens[nth].dep not in ("relcl", "appos")}
    return _made(whole, time, persons, parsed, numbers, verb=verb, rule="dated-clause@1")


# ── passage, title, who ─────────────────────────────────────────────────────────────────────────────────────────


def _made(whole: Whole, time: Timing, persons: Persons, parsed: Parsed, numbers: set[int], *, verb: int | None, rule: str) -> Event | None:
    numbers = {nth for nth in numbers if parsed.tokens[nth].start < parsed.tokens[nth].end}
    if not numbers:
        return None
    span = stretch(parsed, numbers)
    span = _tidied(whole.text, Span(min(span.start, time.span.start), max(span.end, time.span.end)))
    if span.end - span.start > _LONGEST:
        return None
    who, words = _pronoun(whole, parsed, numbers, verb, persons)
    title = _title(whole, parsed, numbers, time.span, {words: who} if who else {})
    named = [name.canonical for _, name in persons.between(span.start, span.end)]
    participants = tuple(dict.fromkeys(([who] if who else []) + named))
    return Event(span, title, time.value, participants, bool(who), rule)


def _tidied(text: str, span: Span) -> Span:
    words = text[span.start:span.end]
    lead = len(words) - len(words.lstrip(" \n,;:—–-)"))
    tail = len(words.rstrip(" \n,;:—–-("))
    return Span(span.start + lead, span.start + tail) if lead < tail else span


def _pronoun(whole: Whole, parsed: Parsed, numbers: set[int], verb: int | None, persons: Persons) -> tuple[str, int]:
    """(who, token number) of the clause's he or she, or of a noun's his or her."""
    whose = [subject(parsed, verb)] if verb is not None else [nth for nth in numbers if parsed.tokens[nth].dep == "poss"]
    for nth in whose:
        if nth is not None and parsed.tokens[nth].text.casefold() in MASCULINE | FEMININE:
            return resolve(whole, persons, parsed, nth), nth
    return "", -1


def _title(whole: Whole, parsed: Parsed, numbers: set[int], date: Span, named: dict[int, str]) -> str:
    left_out = {below for nth in numbers if parsed.tokens[nth].dep in _LEFT_OUT or _only_time(parsed, nth, date) for below in parsed.subtree(nth)}
    kept = [nth for nth in sorted(numbers - left_out) if not date.start <= parsed.tokens[nth].start < date.end]
    words, before = [], -1
    for nth in kept:
        token = parsed.tokens[nth]
        gap = " " if before >= 0 and (nth != before + 1 or token.start > parsed.tokens[before].end) and not re.match(r"[,.;:?!)’']", token.text) else ""
        said = whole.words(Span(token.start, token.end))
        if nth in named:
            said = f"[{named[nth]}’s]" if token.dep == "poss" else f"[{named[nth]}]"
        words.append(gap + said)
        before = nth
    title = re.sub(r"\(\s*\)|\s+(?=[,.;:])|[,;:]+(?=[,.;:])", "", "".join(words)).strip(" ,.;:—–-")
    title = _cut(title)
    return title[:1].upper() + title[1:]


def _only_time(parsed: Parsed, nth: int, date: Span) -> bool:
    """Whether a preposition's whole phrase is the date: "in 1919"."""
    token = parsed.tokens[nth]
    if token.dep != "prep" or token.lemma not in _TIMELY:
        return False
    below = [parsed.tokens[one] for one in parsed.subtree(nth) if one != nth]
    return bool(below) and all(date.start <= one.start < date.end or one.dep in ("punct", "det") for one in below)


def _cut(title: str) -> str:
    if len(title) <= _TITLE_LENGTH:
        return title
    return title[:title.rfind(" ", 0, _TITLE_LENGTH)].rstrip(" ,;:—–-") + " …"


def titled(events: Sequence[Event]) -> Iterator[Event]:
    """Events that have a title: a bare date in a heading names nothing that happened."""
    yield from (event for event in events if len(event.title.split()) > 1)
