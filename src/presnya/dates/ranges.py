"""First and last day of a date of which some parts or digits are left open, and ready tables of both for the common forms.

Two ways to one answer: `extremes` tries years, months and days one by one and is right for every pattern and calendar; `YEARS` and `tails`
hold minutes made ready by `year_entry`, for strings by the million. Tests hold the one against the other.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from presnya.dates.calendar import DAY, Day, day_number, is_leap, month_length

SEASONS: Final[dict[int, tuple[int, int]]] = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3), 29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 37: (1, 4), 38: (5, 4), 39: (9, 4), 40: (1, 6), 41: (7, 6),
}
"""Code → (first month, how many): 21–24 and 25–28 northern, 29–32 southern, quarters, thirds, halves. Whole months, because the standard names none; what runs past
December runs into the next year."""

Span = tuple[int, int]
"""(first, last) minute since 1970-01-01T00:00, both inclusive."""
Tails = dict[str, Span]
"""What follows the year ("", "-03", "-03-09", "-21", "-XX" …) → minutes from the year's first."""


def fits(pattern: str, low: int, high: int) -> list[int]:
    """Numbers from low to high whose two digits fit a pattern with X."""
    if "X" not in pattern:
        return [int(pattern)] if low <= int(pattern) <= high else []
    return [number for number in range(low, high + 1) if all(letter in ("X", digit) for letter, digit in zip(pattern, f"{number:02}", strict=True))]


def years_of(pattern: str, *, down: bool = False) -> Iterator[int]:
    """Astronomical years that fit four places of digits and X, with or without a minus, in order; lazily, for there may be ten thousand."""
    negative, digits = pattern[0] == "-", pattern.lstrip("-")
    places = (("9876543210" if down != negative else "0123456789") if letter == "X" else letter for letter in digits)
    years = (int("".join(one)) for one in product(*places))
    return (-year for year in years if year) if negative else years


def extremes(years: tuple[Iterable[int], Iterable[int]], month: str | None, day: str | None, *, julian: bool = False) -> tuple[Day, Day] | None:
    """First and last day that fit; None when none does. `years` are the years upward and the same downward; month and day may hold X, month may be a season's code."""
    up, down = years
    if month is None:
        return Day(next(iter(up)), 1, 1), Day(next(iter(down)), 12, 31)
    if "X" not in month and int(month) in SEASONS:
        return None if day else _season(next(iter(up)), next(iter(down)), int(month), julian=julian)
    first = next(_days(up, month, day or "XX", down=False, julian=julian), None)
    last = next(_days(down, month, day or "XX", down=True, julian=julian), None)
    return (first, last) if first and last else None


def _days(years: Iterable[int], month: str, day: str, *, down: bool, julian: bool) -> Iterator[Day]:
    step = -1 if down else 1
    for year in years:
        for month_number in fits(month, 1, 12)[::step]:
            for day_in_month in fits(day, 1, month_length(year, month_number, julian=julian))[::step]:
                yield Day(year, month_number, day_in_month)


def _season(first: int, last: int, code: int, *, julian: bool) -> tuple[Day, Day]:
    begin, count = SEASONS[code]
    over, end = divmod(begin + count - 2, 12)
    return Day(first, begin, 1), Day(last + over, end + 1, month_length(last + over, end + 1, julian=julian))


def minutes_of(days: tuple[Day, Day]) -> Span:
    """First minute of the first and last of the last of two Gregorian days."""
    return day_number(*days[0]) * DAY, day_number(*days[1]) * DAY + DAY - 1


def _tails(year: int) -> Tails:
    start = day_number(year, 1, 1) * DAY
    patterns: list[tuple[str | None, str | None]] = [(None, None), ("XX", None), ("XX", "XX"), *((f"{code}", None) for code in SEASONS)]
    for month in (f"{number:02}" for number in range(1, 13)):
        patterns += [(month, None), (month, "XX"), *((month, f"{day:02}") for day in range(1, month_length(year, int(month)) + 1))]
    made: Tails = {}
    for month_pattern, day_pattern in patterns:
        days = extremes(((year,), (year,)), month_pattern, day_pattern)
        assert days is not None
        low, high = minutes_of(days)
        made["".join(f"-{part}" for part in (month_pattern, day_pattern) if part)] = (low - start, high - start)
    return made


_COMMON: Final = _tails(2001)
_LEAP: Final = _tails(2000)
_BEFORE_LEAP: Final = _tails(2003)
"""A common year whose winter has 29 February."""


def _tails_of(year: int) -> Tails:
    return _LEAP if is_leap(year) else _BEFORE_LEAP if is_leap(year + 1) else _COMMON


YearEntry = tuple[int, Tails, int, Tails]
"""Minute at which the first year that fits begins, its tails, the same of the last."""
YEARS: Final[dict[str, YearEntry]] = {}
"""Four places of digits and X, with or without a minus → entry; filled as years come. At most 2 × 11^4 of them."""


def year_entry(pattern: str) -> YearEntry | None:
    """The entry of a year, kept for the next time; None for what is no year of four places."""
    digits = pattern.removeprefix("-")
    if len(digits) != 4 or not set(digits) <= set("0123456789X") or pattern == "-0000":  # noqa: PLR2004  places
        return None
    first, last = next(years_of(pattern)), next(years_of(pattern, down=True))
    entry = day_number(first, 1, 1) * DAY, _tails_of(first), day_number(last, 1, 1) * DAY, _tails_of(last)
    YEARS[pattern] = entry
    return entry
