"""Time expressions: where they stand, and what they hang on. What they mean is the business of `presnya.dates`."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from presnya import dates
from presnya.dates.words_en import DECADES, MONTHS, NUMBERS, ORDINALS, SEASONS, WEEKDAYS
from presnya.reading.whole import Whole
from presnya.terms import DateValue, Span


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_M: Final = rf"(?:(?:{_any(name.capitalize() for name in MONTHS)})\b\.?)"
_D: Final = r"(?:\d{1,2}(?:st|nd|rd|th|d)?)"
_Y: Final = r"(?:1\d{3}|20\d{2})"
_DASH: Final = r" ?[-–—] ?"
_PART: Final = r"(?:[Ee]arly|[Mm]id|[Mm]iddle|[Ll]ate|(?:[Tt]he )?(?:[Bb]eginning|[Ee]nd|[Ss]tart|[Mm]iddle) of)"
_N: Final = rf"(?i:{_any(NUMBERS)})"
_O: Final = rf"(?:(?i:{_any(ORDINALS)})|\d{{1,2}}(?:st|nd|rd|th))"
_S: Final = rf"(?:{_any((*SEASONS, *(name.capitalize() for name in SEASONS)))})"
_STYLE: Final = r"(?:,? ?\(?(?:O\. ?S\.|N\. ?S\.|Old Style|New Style)\)?)?"

_SHAPES: Final = {
    "dual": rf"{_D}(?: {_M})? ?\({_D}(?: {_M})?\)(?: {_M})?,? {_Y}",
    "night": rf"[Tt]he (?:night|evening) of (?:the )?{_D}(?: of)? {_M},? {_Y}",
    "days": rf"(?:{_D}{_DASH}{_D} {_M}|{_M} {_D}{_DASH}{_D}),? {_Y}{_STYLE}",
    "day": rf"(?:{_D}(?: of)? {_M}|{_M} (?:the )?{_D}),? {_Y}{_STYLE}",
    "span": rf"(?:[Ff]rom |[Bb]etween )?{_M} {_Y} (?:to|until|till|through|and) {_M} {_Y}|(?:[Bb]etween|[Ff]rom) {_Y} (?:and|to|until|till|through) {_Y}",
    "months": rf"(?:[Ff]rom |[Bb]etween )?{_M} (?:to|and|until) {_M},? {_Y}",
    "fraction": rf"(?:[Tt]he )?(?i:first|second|third|fourth|last) (?:quarter|half) of (?:{_Y}|the {_O} century)",
    "years-of-century": rf"(?i:early|middle|late|last|first) years of the {_O}[ -]century",
    "century": rf"(?:{_PART}[ -](?:the )?)?{_O}[ -]century(?!-)|{_O}-century (?:{_any(DECADES)})",
    "decade": rf"(?:{_PART}[ -](?:to[ -]late[ -])?(?:the )?)?\d{{3}}0[’']?s",
    "part-of-year": rf"{_PART}[ -](?:in |of )?{_Y}",
    "season": rf"{_S}(?: of)?,? {_Y}",
    "month": rf"{_M}(?: of)?,? {_Y}{_STYLE}",
    "month-that-year": rf"{_M} (?:of )?(?:that|the same|this|last) year",
    "day-month": rf"(?:{_D}(?: of)? {_M}(?! ?\d)|{_M} (?:the )?{_D}(?![:,]\d| o.clock|[ap]\.?m)){_STYLE}",
    "about": rf"(?:[Cc]irca|[Cc]a\.|c\.) ?{_Y}",
    "years": rf"{_Y}{_DASH}(?:{_Y}|\d\d)|{_Y} or {_Y}",
    "last": rf"(?:[Ll]ast|[Tt]his past) (?:{_M}|{_S})",
    "that": r"(?:[Ll]ater |[Ee]arlier )?(?:[Tt]hat|[Tt]he same) (?:year|month)",
    "this": r"(?:[Ee]arlier |[Ll]ater )?this year|[Ss]o far this year|[Ll]ast year",
    "after": rf"[Tt]he (?:following|next|previous|preceding) year|(?:[Jj]ust |[Oo]nly |[Ss]ome )?{_N} (?:years?|days?|weeks?|months?) (?:later|earlier|before|after|afterwards?)"
             r"|[Tt]he (?:very )?(?:next|following|previous) day",
    "today": rf"[Yy]esterday|[Tt]oday(?!['’])|(?:[Ll]ast |[Oo]n )?(?:{_any(day.capitalize() for day in WEEKDAYS)})",
    "month-alone": _M,
    "year": _Y,
}
"""Longest first; a space stands for any white space, for texts are wrapped."""
_FIND: Final = re.compile("|".join(f"(?P<{name.replace('-', '_')}>(?<![^\\W_]|[$£€.,’'/])(?:{shape})(?![^\\W_]|[,./]\\d))" for name, shape in _SHAPES.items()).replace("[ -]", r"[\s-]").replace(" ?", r"\s*").replace(" ", r"\s+"))
_MONTH_BEFORE: Final = re.compile(
    r"(?:\b(?:in|of|since|by|until|till|from|to|between|last|this|next|early|late|mid|during|and|before|after|for|through|throughout|every|each)[\s-]+|['’]s?\s+|\d\s+|[(\-–—]\s*)$", re.IGNORECASE)
_YEAR_BEFORE: Final = re.compile(r"\b(?:in|of|since|by|until|till|from|to|before|after|around|about|year|during|for|and|the|through|mid|early|late|spring|summer|autumn|fall|winter)[\s,-]+$", re.IGNORECASE)
_NO_YEAR_BEFORE: Final = re.compile(r"(?:\b(?:No\.|Nos\.|number|p\.|pp\.|page|pages|vol\.|volume|chapter|line|some|nearly|almost|only|than|over|least)\s*|[#§№]\s*)$", re.IGNORECASE)
_LIKELY_YEARS: Final = (1700, 2059)
_HANGING: Final = frozenset({"that", "after"})
_YEARS_HEARD: Final = 9
"""Of so many dates stated last, two thirds must be of one year for a day without a year to be of that year."""
_LOOSE: Final = frozenset({"month-alone", "day-month", "month-that-year"})


class Timing(NamedTuple):
    """A time expression and what it was read as. `hangs_on` is the date before it that it was counted from, `quotation` the one it stands in or -1."""

    span: Span
    value: DateValue
    shape: str
    hangs_on: Span | None = None
    quotation: int = -1


def find_times(whole: Whole, *, spared: Iterable[Span] = ()) -> tuple[Timing, ...]:
    """Time expressions in order, each read. `spared` are titles, in which numbers are not dates.

    Expressions that hang on a date told before, where there is none, are left out; those that name a day or a month are kept unread.
    """
    held = sorted(spared)
    out: list[Timing] = []
    for paragraph in whole.paragraphs:
        for found in _FIND.finditer(whole.text, paragraph.start, paragraph.end):
            span, shape = Span(*found.span()), str(found.lastgroup).replace("_", "-")
            if any(one.start <= span.start and span.end <= one.end for one in held) or not _is_time(whole, span, shape):
                continue
            timing = _read(whole, span, shape, out)
            if timing.value.edtf or (shape in _LOOSE and not _present(timing)):
                out.append(timing)
    return tuple(out)


def _present(timing: Timing) -> bool:
    return not any(letter.isdigit() for letter in timing.value.words) and timing.shape == "month-alone"


def _is_time(whole: Whole, span: Span, shape: str) -> bool:
    if shape == "month-alone":
        return _month(whole, span)
    if shape == "year":
        return _year(whole, span)
    if shape == "today":
        return whole.document.kind == "news"
    return True


def _month(whole: Whole, span: Span) -> bool:
    """A month's name by itself: after a word that goes before dates, or where the parser saw a date."""
    before = whole.text[max(0, span.start - 14):span.start]
    words = whole.text[span.start:span.end].rstrip(".")
    if len(words) <= 3 and words != "May":  # noqa: PLR2004  "Jan" and "Dec" alone are first names and posts
        return False
    place = whole.at(span.start)
    return bool(_MONTH_BEFORE.search(before)) or (words not in ("May", "March") and place is not None and place.token.pos == "PROPN")


def _year(whole: Whole, span: Span) -> bool:
    """A bare number of four digits: a year unless a plural is counted by it or a word before says that it is a number of something."""
    number = int(whole.text[span.start:span.end])
    before = whole.text[max(0, span.start - 16):span.start]
    place = whole.at(span.start)
    if _NO_YEAR_BEFORE.search(before) or place is None:
        return False
    after = place.parsed.tokens[place.nth + 1] if place.nth + 1 < len(place.parsed.tokens) else None
    if after is not None and after.text in ("%", "percent", "per"):
        return False
    counted = after is not None and after.tag == "NNS" and not re.search(r"\b(?:the|of|his|her|their|its)\s+$", before, re.IGNORECASE)
    if _LIKELY_YEARS[0] <= number <= _LIKELY_YEARS[1]:
        return not counted
    return not counted and bool(_YEAR_BEFORE.search(before))


def _read(whole: Whole, span: Span, shape: str, told: list[Timing]) -> Timing:
    document = whole.document
    words = " ".join(whole.text[span.start:span.end].split())
    anchor = _anchor(whole, span, shape, told)
    value = dates.read_words(words, lang=document.lang, document_date=document.date, calendar=document.calendar, kind=document.kind, anchor=anchor.value if anchor else None)
    return Timing(span, value, shape, anchor.span if anchor else None, whole.quotation(span))


def _anchor(whole: Whole, span: Span, shape: str, told: list[Timing]) -> Timing | None:
    """The date told before that this one hangs on; only dates in the same person's words count (a letter quoted in a memoir has its own).

    In the same sentence any date will do. Beyond it, "that month" and "two days later" hang on the last date of the paragraph or the one before it; a
    month or day without a year does so only in memoirs and chronicles (see `_year_told`).
    """
    sentence, quotation = whole.sentence(span.start), whole.quotation(span)
    known = [one for one in reversed(told[-60:]) if one.value.edtf and "~" not in one.value.edtf and one.quotation == quotation]
    same = next((one for one in known if whole.sentence(one.span.start) == sentence), None)
    if same is not None:
        return same
    if shape in _HANGING:
        return next((one for one in known if span.start - one.span.end < 1500 and _fine(one)), None)  # noqa: PLR2004  some two paragraphs
    if shape in _LOOSE and whole.document.kind in ("memoir", "chronicle"):
        return _year_told([one for one in told if one.hangs_on is None and one.value.edtf and _fine(one)][-_YEARS_HEARD:])
    return None


def _year_told(stated: list[Timing]) -> Timing | None:
    """The last of the dates stated to the month, as long as most of the ones before it are of its year: a story that leaps between years leaves the year open."""
    if not stated:
        return None
    years = Counter(one.value.edtf[:4] for one in stated)
    year, count = years.most_common(1)[0]
    last = next(one for one in reversed(stated) if one.value.edtf[:4] == year)
    return last if count * 3 >= len(stated) * 2 else None


def _fine(timing: Timing) -> bool:
    """Whether a date is told to the month or the day."""
    low, high = dates.span(timing.value)
    return low is not None and high is not None and high - low < 32 * dates.DAY
