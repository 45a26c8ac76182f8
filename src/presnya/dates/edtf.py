"""EDTF levels 0, 1 and 2 (ISO 8601-2:2019; Library of Congress, "Extended Date/Time Format Specification", 2019), with bounds.

Stated extension: times to the hour or minute (`1917-11-07T21`, `1917-11-07T21:40`, `1917-11-07T21~`), as historians have them; a zone is checked and kept in
the text, bounds are those of the clock that the text names. Stated limit: years to ±10^9. Seasons stand for the months in SEASONS.

`parse` reads a string whole; `bounds` gives its (begin, end) alone, by ready tables, and comes to the same answer (tests hold them together).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from presnya.dates.calendar import Day, day_number, from_day_number
from presnya.dates.ranges import SEASONS, YEARS, Span, extremes, minutes_of, year_entry, years_of
from presnya.terms.errors import BadDate

__all__ = ["FARTHEST_YEAR", "NO_MARKS", "PART", "SEASONS", "Bound", "Edtf", "End", "Marks", "Shape", "bounds", "days_of", "is_edtf", "parse", "values"]

Bound = tuple[int | None, int | None]
Shape = Literal["date", "interval", "one of", "all of", "run"]
End = Literal["dated", "open", "unknown"]
Mark = Literal["", "?", "~", "%"]

FARTHEST_YEAR: Final = 10**9
MOST_VALUES: Final = 10_000

_Q = "[?~%]"
PART: Final = re.compile(
    rf"(?P<q1>{_Q})?(?:(?P<year>-?[0-9X]{{4}})|Y(?P<long>-?\d{{1,10}})(?:E(?P<exp>\d{{1,2}}))?)(?:S(?P<sig>\d{{1,9}}))?(?P<q2>{_Q})?"
    rf"(?:-(?P<q3>{_Q})?(?P<month>[0-9X]{{2}})(?P<q4>{_Q})?(?:-(?P<q5>{_Q})?(?P<day>[0-9X]{{2}})(?P<q6>{_Q})?)?)?"
    rf"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?(?P<q7>{_Q})?)?", re.ASCII)
_MARKED: Final = re.compile(rf"{_Q}?-{_Q}?\d\d{_Q}?(?:-{_Q}?\d\d)?", re.ASCII)
"""What follows the year where marks may stand among the parts."""
_UNMARKED: Final = str.maketrans("", "", "?~%")
_CLOCK: Final = {f"{hour:02}": (hour * 60, hour * 60 + 59) for hour in range(24)} | {f"{at // 60:02}:{at % 60:02}": (at, at) for at in range(24 * 60)}
_SCOPE: Final = (("q1", "year"), ("q2", "year"), ("q3", "month"), ("q4", "year month"), ("q5", "day"), ("q6", "year month day"), ("q7", "year month day"))
"""What a mark qualifies, by its place: left of a part that part alone, right of it that part and all before it."""


class Marks(NamedTuple):
    """The mark on each part of a date: "" none, "?" uncertain, "~" approximate, "%" both."""

    year: Mark = ""
    month: Mark = ""
    day: Mark = ""


NO_MARKS: Final = Marks()


class Edtf(NamedTuple):
    """A parsed string. `begin` and `end` are (earliest, latest) in minutes since 1970; None is open or unknown.

    `shape`: a "date", an "interval", "one of" a set, "all of" a set, or a "run": a stretch a..b within a set, of which every value counts.
    `approximate` and `uncertain` say whether any part bears ~ or ? (% is both); `marks` says which part of a date does.
    `members`: the dates and runs of a set, the first and last date of a run; the dated ends of an interval.
    `first_is`, `last_is`: whether an interval's or run's end is dated, open (`..`) or unknown (nothing).
    """

    text: str
    shape: Shape
    begin: Bound
    end: Bound
    approximate: bool = False
    uncertain: bool = False
    marks: Marks = NO_MARKS
    members: "tuple[Edtf, ...]" = ()
    first_is: End = "dated"
    last_is: End = "dated"


# ── bounds alone, by tables ─────────────────────────────────────────────────────────────────────────────────────────
def bounds(text: str) -> tuple[Bound, Bound]:
    """(begin, end) of an EDTF string, the same as `parse` gives; BadDate when it is none."""
    if (year := YEARS.get(text[:4])) and (low := year[1].get(text[4:])) and (high := year[3].get(text[4:])):
        span = year[0] + low[0], year[2] + high[1]
        return span, span
    if text[:1] in ("[", "{"):
        return _set_bounds(text)
    if "/" in text:
        left, right = _two_ends(text)
        first = None if left in ("", "..") else _span(left)
        last = None if right in ("", "..") else _span(right)
        return _joined(text, first, last)
    span = _span(text)
    return span, span


def _span(text: str) -> Span:
    """Bounds of one date."""
    if (year := YEARS.get(text[:4])) and (low := year[1].get(text[4:])) and (high := year[3].get(text[4:])):
        return year[0] + low[0], year[2] + high[1]
    head = 5 if text[:1] == "-" else 4
    if (year := YEARS.get(text[:head]) or year_entry(text[:head])) is None:
        return _date(text)[:2]
    tail = text[head:-1] if text[-1:] in ("?", "~", "%") else text[head:]
    if _MARKED.fullmatch(tail):
        tail = tail.translate(_UNMARKED)
    elif "T" in tail and year[0] == year[2]:
        return _clock_span(text, year[0], year[1], tail)
    if (low := year[1].get(tail)) and (high := year[3].get(tail)):
        return year[0] + low[0], year[2] + high[1]
    return _date(text)[:2]


def _clock_span(text: str, start: int, tails: dict[str, Span], tail: str) -> Span:
    day, _, clock = tail.partition("T")
    if len(day) == 6 and (low := tails.get(day)) and day[4:] != "XX" and (moment := _CLOCK.get(clock)):  # noqa: PLR2004  -03-09
        return start + low[0] + moment[0], start + low[0] + moment[1]
    return _date(text)[:2]


def _set_bounds(text: str) -> tuple[Bound, Bound]:
    pairs: list[tuple[Bound, Bound]] = []
    for part, left, right in _parts(text):
        first = _span(left) if left else None
        if right is None and first:
            pairs.append((first, first))
        else:
            pairs.append(_joined(part, first, _span(right) if right else None))
    return _hull(text, pairs)


# ── the whole string ────────────────────────────────────────────────────────────────────────────────────────────────
@lru_cache(maxsize=65_536)
def parse(text: str) -> Edtf:
    """Parse; BadDate names the string and what is wrong with it."""
    if text[:1] in ("[", "{"):
        return _set(text)
    if "/" in text:
        left, right = _two_ends(text)
        return _stretch(text, "interval", left, right)
    return _single(text)


def is_edtf(text: str) -> bool:
    """Whether `parse` takes it."""
    try:
        bounds(text)
    except BadDate:
        return False
    return True


def values(text: str) -> tuple[str, ...]:
    """The single values a set names, runs told out at the precision of their ends ([1917-10-24..1917-10-26] is three days); any other date is one value.

    BadDate for a run without an end, with ends of different or vague precision, or of more than ten thousand values.
    """
    read = parse(text)
    if read.shape not in ("one of", "all of"):
        return (text,)
    told: list[str] = []
    for member in read.members:
        told += _told(member) if member.shape == "run" else [member.text]
    return tuple(told)


def _wrong(text: str, why: str) -> BadDate:
    return BadDate(f'"{text}" is no date: {why}.', next_step="Write EDTF, e.g. 1917, 1917-11, 1917-11-07, 1905~, 1920/1923, 191X, 2013-22 (summer).")


def _told(run: Edtf) -> list[str]:
    forms = [re.fullmatch(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?", member.text) for member in run.members]
    ends = [tuple(int(part) for part in form.groups() if part) for form in forms if form]
    if len(ends) != 2 or len(ends[0]) != len(ends[1]) or (len(ends[0]) == 2 and ends[0][1] > 12):  # noqa: PLR2004  two ends, two parts, months
        raise _wrong(run.text, "its values cannot be told out one by one, for its ends are not two plain days, months or years")
    numbers = range(_rank(ends[0]), _rank(ends[1]) + 1)
    if len(numbers) > MOST_VALUES:
        raise _wrong(run.text, f"it has more than {MOST_VALUES} values")
    return [_named(number, len(ends[0])) for number in numbers]


def _rank(parts: tuple[int, ...]) -> int:
    return parts[0] if len(parts) == 1 else parts[0] * 12 + parts[1] - 1 if len(parts) == 2 else day_number(*parts)  # noqa: PLR2004  year, month, day


def _named(number: int, precision: int) -> str:
    parts = (number,) if precision == 1 else (number // 12, number % 12 + 1) if precision == 2 else from_day_number(number)  # noqa: PLR2004  year, month, day
    return "-".join([f"{'-' if parts[0] < 0 else ''}{abs(parts[0]):04}", *(f"{part:02}" for part in parts[1:])])


def _single(text: str) -> Edtf:
    low, high, marks = _date(text)
    all_marks = "".join(marks)
    return Edtf(text, "date", (low, high), (low, high), "~" in all_marks or "%" in all_marks, "?" in all_marks or "%" in all_marks, marks)


def _date(text: str) -> tuple[int, int, Marks]:
    """Bounds and marks of one date, by trying what fits."""
    found = PART.fullmatch(text)
    if not found:
        raise _wrong(text, "it does not have the form of one")
    days = days_of(text, found)
    low, high = minutes_of(days)
    if found["hour"] is not None:
        low, high = _moment(text, found, low)
    return low, high, _marks(found)


def _marks(found: "re.Match[str]") -> Marks:
    marks = {"year": "", "month": "", "day": ""}
    for place, parts in _SCOPE:
        if mark := found[place]:
            for part in parts.split():
                marks[part] += mark
    present = {"year": True, "month": found["month"] is not None, "day": found["day"] is not None}
    return Marks(**{part: _both(signs) if present[part] else "" for part, signs in marks.items()})


def _both(signs: str) -> Mark:
    if "%" in signs or ("?" in signs and "~" in signs):
        return "%"
    return "~" if "~" in signs else "?" if "?" in signs else ""


def days_of(text: str, found: "re.Match[str]", *, julian: bool = False) -> tuple[Day, Day]:
    """First and last day, in the calendar of the text, of a match of PART; BadDate when the calendar has no such day."""
    month, day = found["month"], found["day"]
    if found["long"] is not None or found["sig"] is not None:
        if month is not None:
            raise _wrong(text, "a year with Y or S stands alone")
        first, last = _long_years(text, found)
        return Day(first, 1, 1), Day(last, 12, 31)
    if found["year"] == "-0000":
        raise _wrong(text, "the year 0 has no sign")
    days = extremes((years_of(found["year"]), years_of(found["year"], down=True)), month, day, julian=julian)
    if days is None:
        raise _wrong(text, f"there is no month {month}" if day is None or not _is_month(month) else f"there is no day {day} in month {month} of {found['year']}")
    return days


def _is_month(month: str) -> bool:
    return "X" in month or 1 <= int(month) <= 12  # noqa: PLR2004  months


def _long_years(text: str, found: "re.Match[str]") -> Span:
    year = int(found["year"] or 0) if found["long"] is None and "X" not in found["year"] else 0
    if found["long"] is not None:
        exponent = int(found["exp"] or 0)
        if exponent > 9:  # noqa: PLR2004  a thousand million
            raise _wrong(text, "it lies beyond a thousand million years")
        year = int(found["long"]) * 10**exponent
        if found["exp"] is None and abs(year) <= 9999:  # noqa: PLR2004  the standard's own limit
            raise _wrong(text, "the letter Y is for years of more than four digits")
    elif "X" in found["year"] or found["year"] == "-0000":
        raise _wrong(text, "significant digits need a plain year")
    low, high = (year, year) if found["sig"] is None else _significant(text, int(found["sig"]), year)
    if max(abs(low), abs(high)) > FARTHEST_YEAR:
        raise _wrong(text, "it lies beyond a thousand million years")
    return low, high


def _significant(text: str, digits: int, year: int) -> Span:
    """1950S2: the years that share the first two digits."""
    written = max(4, len(str(abs(year))))
    if not 1 <= digits <= written:
        raise _wrong(text, f"a year of {written} digits has 1 to {written} significant ones")
    step = 10 ** max(0, len(str(abs(year))) - digits)
    low = abs(year) // step * step
    return (-(low + step - 1), -low) if year < 0 else (low, low + step - 1)


def _moment(text: str, found: "re.Match[str]", midnight: int) -> Span:
    if found["day"] is None or "X" in text or found["sig"]:
        raise _wrong(text, "a time of day needs a whole date")
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):  # noqa: PLR2004  a day's own limits
        raise _wrong(text, f"there is no time {found['hour']}:{found['minute'] or '00'}")
    zone = re.sub(r"\D", "", found["zone"] or "").ljust(4, "0")
    if int(zone[:2]) > 14 or int(zone[2:]) > 59:  # noqa: PLR2004  no clock was ever farther from Greenwich
        raise _wrong(text, f"there is no time zone {found['zone']}")
    low = midnight + hour * 60 + minute
    return low, low if found["minute"] is not None else low + 59


def _two_ends(text: str) -> tuple[str, str]:
    left, _, right = text.partition("/")
    if "/" in right or (left in ("", "..") and right in ("", "..")):
        raise _wrong(text, "an interval has one slash and two ends, of which one or both are dates")
    return left, right


def _joined(text: str, first: Span | None, last: Span | None) -> tuple[Bound, Bound]:
    """Begin and end of what runs from one date to another, None where there is none; each narrowed by the other, since they come one after the other."""
    if first is None or last is None:
        return first or (None, None), last or (None, None)
    if first[0] > last[1]:
        raise _wrong(text, "it ends before it begins")
    return (first[0], min(first[1], last[1])), (max(last[0], first[0]), last[1])


def _stretch(text: str, shape: Shape, left: str, right: str) -> Edtf:
    ends = tuple(None if part in ("", "..") else _single(part) for part in (left, right))
    spans = [None if one is None else _date(one.text)[:2] for one in ends]
    begin, end = _joined(text, *spans)
    known = tuple(one for one in ends if one)
    first_is, last_is = (_end(part, shape) for part in (left, right))
    return Edtf(text, shape, begin, end, any(one.approximate for one in known), any(one.uncertain for one in known), members=known, first_is=first_is, last_is=last_is)


def _end(part: str, shape: Shape) -> End:
    if part == ".." or (part == "" and shape == "run"):
        return "open"
    return "dated" if part else "unknown"


def _parts(text: str) -> Iterator[tuple[str, str, str | None]]:
    """Each member of a set, its first value, and its last where it is a run; BadDate where the brackets or dots are wrong."""
    if text[:1] + text[-1:] not in ("[]", "{}"):
        raise _wrong(text, "a set stands between [ and ] or { and }")
    parts = [part.strip(" ") for part in text[1:-1].split(",")]
    for nth, part in enumerate(parts):
        left, dots, right = part.partition("..")
        if not part:
            raise _wrong(text, "a place of the set is empty")
        if not dots:
            yield part, part, None
        elif (not left and (nth or not right)) or (not right and nth < len(parts) - 1):
            raise _wrong(text, "two dots stand before the first date of a set, between two dates, or after the last")
        else:
            yield part, left, right


def _set(text: str) -> Edtf:
    members = tuple(_single(part) if right is None else _stretch(part, "run", left, right) for part, left, right in _parts(text))
    begin, end = _hull(text, [(member.begin, member.end) for member in members])
    shape: Shape = "one of" if text[0] == "[" else "all of"
    return Edtf(text, shape, begin, end, any(one.approximate for one in members), any(one.uncertain for one in members), members=members)


def _hull(text: str, pairs: list[tuple[Bound, Bound]]) -> tuple[Bound, Bound]:
    """One of them: some moment from the earliest to the latest. All of them: from the earliest's beginning to the latest's end."""
    lows = [begin[0] for begin, _ in pairs]
    highs = [end[1] for _, end in pairs]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    if text[0] == "[":
        return (low, high), (low, high)
    firsts = [begin[1] for begin, _ in pairs if begin[1] is not None]
    lasts = [end[0] for _, end in pairs if end[0] is not None]
    return (low, min(firsts) if low is not None else None), (max(lasts) if high is not None else None, high)
