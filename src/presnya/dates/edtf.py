"""EDTF levels 0, 1 and 2 (ISO 8601-2:2019 / Library of Congress specification), with bounds.

Stated extension: times to the hour or minute (`1917-11-07T21` , `1917-11-07T21:40`), as historians have them.
Seasons 21–24 and 33–41 stand for the months in SEASONS (northern hemisphere for the bare four; winter runs into the next year).
"""

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from presnya.dates.calendar import DAY, day_number, month_length
from presnya.terms.errors import BadDate

Bound = tuple[int | None, int | None]
Shape = Literal["date", "interval", "one of", "all of"]

SEASONS: Final[dict[int, tuple[int, int]]] = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3), 29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}
"""Code → (first month, how many): 25–28 northern, 29–32 southern, quarters, thirds, halves."""
FARTHEST_YEAR: Final = 10**9

_PLAIN: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_Q = "[?~%]"
PART: Final = re.compile(
    rf"(?P<q1>{_Q})?(?:(?P<year>-?[0-9X]{{4}})|Y(?P<long>-?\d{{1,10}})(?:E(?P<exp>\d))?)(?:S(?P<sig>\d{{1,9}}))?(?P<q2>{_Q})?"
    rf"(?:-(?P<q3>{_Q})?(?P<month>[0-9X]{{2}})(?P<q4>{_Q})?(?:-(?P<q5>{_Q})?(?P<day>[0-9X]{{2}})(?P<q6>{_Q})?)?)?"
    r"(?:T(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d))?)?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?", re.ASCII)


class Edtf(NamedTuple):
    """A parsed string. `begin` and `end` are (earliest, latest) in minutes since 1970; None is open or unknown.

    `approximate` (~), `uncertain` (?), and whether the end is stated as unknown ('' rather than '..').
    """

    text: str
    shape: Shape
    begin: Bound
    end: Bound
    approximate: bool = False
    uncertain: bool = False


def bounds(text: str) -> tuple[Bound, Bound]:
    """(begin, end) of an EDTF string; BadDate when it is none."""
    parsed = parse(text)
    return parsed.begin, parsed.end


@lru_cache(maxsize=65_536)
def parse(text: str) -> Edtf:
    """Parse; BadDate names the string and what is wrong with it."""
    if plain := _PLAIN.fullmatch(text):
        low, high = _plain_range(text, plain)
        return Edtf(text, "date", (low, high), (low, high))
    if text[:1] + text[-1:] in ("[]", "{}") and len(text) > 2:  # noqa: PLR2004  the brackets themselves
        return _set(text)
    if "/" in text:
        return _interval(text)
    low, high, approximate, uncertain = _date(text)
    return Edtf(text, "date", (low, high), (low, high), approximate, uncertain)


def is_edtf(text: str) -> bool:
    """Whether `parse` takes it."""
    try:
        parse(text)
    except BadDate:
        return False
    return True


def _wrong(text: str, why: str) -> BadDate:
    return BadDate(f'"{text}" is no date: {why}.', next_step="Write EDTF, e.g. 1917, 1917-11, 1917-11-07, 1905~, 1920/1923, 191X, 2013-22 (summer).")


def _plain_range(text: str, found: "re.Match[str]") -> tuple[int, int]:
    year, month, day = int(found[1]), found[2], found[3]
    if month is None:
        return day_number(year, 1, 1) * DAY, day_number(year + 1, 1, 1) * DAY - 1
    if day is None:
        return _month_range(text, year, int(month))
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= month_length(year, int(month)):  # noqa: PLR2004  months
        raise _wrong(text, f"there is no day {day} in month {month} of {year}")
    low = day_number(year, int(month), int(day)) * DAY
    return low, low + DAY - 1


def _month_range(text: str, year: int, month: int) -> tuple[int, int]:
    if month in SEASONS:
        first, count = SEASONS[month]
    elif 1 <= month <= 12:  # noqa: PLR2004
        first, count = month, 1
    else:
        raise _wrong(text, f"there is no month {month:02}")
    after = first + count
    return day_number(year, first, 1) * DAY, day_number(year + (after > 12), after - 12 if after > 12 else after, 1) * DAY - 1  # noqa: PLR2004


def _date(text: str) -> tuple[int, int, bool, bool]:
    found = PART.fullmatch(text)
    if not found:
        raise _wrong(text, "it does not have the form of one")
    marks = "".join(found[name] or "" for name in ("q1", "q2", "q3", "q4", "q5", "q6"))
    if found["hour"] is not None:
        low, high = _moment(text, found)
    else:
        low, high = _range(text, found)
    return low, high, "~" in marks or "%" in marks, "?" in marks or "%" in marks


def _years(text: str, found: "re.Match[str]") -> tuple[int, int]:
    if found["long"] is not None:
        year = int(found["long"]) * 10 ** int(found["exp"] or 0)
        low = high = year
    else:
        words = found["year"]
        if words == "-0000":
            raise _wrong(text, "the year 0 has no sign")
        negative, digits = words.startswith("-"), words.lstrip("-")
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        if negative:
            low, high = -high, -low
    if found["sig"] is not None:
        low, high = _significant(text, found, low)
    if max(abs(low), abs(high)) > FARTHEST_YEAR:
        raise _wrong(text, "it lies beyond a thousand million years")
    return low, high


def _significant(text: str, found: "re.Match[str]", year: int) -> tuple[int, int]:
    digits = int(found["sig"])
    if not digits or "X" in (found["year"] or ""):
        raise _wrong(text, "significant digits need a plain year")
    step = 10 ** max(0, len(str(abs(year))) - digits)
    low = abs(year) // step * step
    high = low + step - 1
    return (-high, -low) if year < 0 else (low, high)


def _range(text: str, found: "re.Match[str]") -> tuple[int, int]:
    first, last = _years(text, found)
    month, day = found["month"], found["day"]
    if month is None:
        return day_number(first, 1, 1) * DAY, day_number(last + 1, 1, 1) * DAY - 1
    months = _fits(month, 1, 12) or ([int(month)] if "X" not in month and int(month) in SEASONS else [])
    if not months:
        raise _wrong(text, f"there is no month {month}")
    if day is None:
        return _month_range(text, first, months[0])[0], _month_range(text, last, months[-1])[1]
    lows = [(found_month, low[0]) for found_month in months if found_month not in SEASONS and (low := _fits(day, 1, month_length(first, found_month)))]
    highs = [(found_month, high[-1]) for found_month in months if found_month not in SEASONS and (high := _fits(day, 1, month_length(last, found_month)))]
    if not lows or not highs:
        raise _wrong(text, f"there is no day {day} in month {month} of {found['year'] or found['long']}")
    return day_number(first, *lows[0]) * DAY, day_number(last, *highs[-1]) * DAY + DAY - 1


def _fits(pattern: str, low: int, high: int) -> list[int]:
    """Numbers from low to high whose two digits fit a pattern with X."""
    if "X" not in pattern:
        return [int(pattern)] if low <= int(pattern) <= high else []
    return [number for number in range(low, high + 1) if all(letter in ("X", digit) for letter, digit in zip(pattern, f"{number:02}", strict=True))]


def _moment(text: str, found: "re.Match[str]") -> tuple[int, int]:
    if found["day"] is None or "X" in text or found["sig"]:
        raise _wrong(text, "a time of day needs a whole date")
    hour, minute, second = int(found["hour"]), int(found["minute"] or 0), int(found["second"] or 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):  # noqa: PLR2004  a day's own limits
        raise _wrong(text, f"there is no time {found['hour']}:{found['minute'] or '00'}")
    low = _range(text, found)[0] + hour * 60 + minute
    return low, low if found["minute"] is not None else low + 59


def _interval(text: str) -> Edtf:
    left, slash, right = text.partition("/")
    if not slash or "/" in right or not (left or right):
        raise _wrong(text, "an interval has one slash and two ends")
    first = None if left in ("", "..") else _date(left)
    last = None if right in ("", "..") else _date(right)
    if first and last and first[0] > last[1]:
        raise _wrong(text, "it ends before it begins")
    begin: Bound = (first[0], first[1]) if first else (None, None)
    end: Bound = (last[0], last[1]) if last else (None, None)
    if begin[1] is not None and end[0] is not None:  # the parts of an interval come one after the other
        begin = (begin[0], min(begin[1], end[1] if end[1] is not None else begin[1]))
        end = (max(end[0], begin[0] if begin[0] is not None else end[0]), end[1])
    known = [one for one in (first, last) if one]
    return Edtf(text, "interval", begin, end, any(one[2] for one in known), any(one[3] for one in known))


def _set(text: str) -> Edtf:
    """`[..]` one of these, `{..}` all of these; `a..b` every value between, an open end before or after."""
    lows: list[int | None] = []
    highs: list[int | None] = []
    flags = [False, False]
    for part in text[1:-1].split(","):
        part = part.strip()  # noqa: PLW2901  spaces after commas are common
        left, dots, right = part.partition("..")
        if dots and not left and not right:
            raise _wrong(text, "two dots need a date beside them")
        ends = [_date(one) if one else None for one in ((left, right) if dots else (part, part))]
        if ends[0] and ends[1] and ends[0][0] > ends[1][1]:
            raise _wrong(text, f"{part} ends before it begins")
        lows.append(ends[0][0] if ends[0] else None)
        highs.append(ends[1][1] if ends[1] else None)
        flags = [flags[0] or any(one[2] for one in ends if one), flags[1] or any(one[3] for one in ends if one)]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    if text[0] == "[":
        return Edtf(text, "one of", (low, high), (low, high), *flags)
    return Edtf(text, "all of", (low, high if low is None else low), (low if high is None else high, high), *flags)
