"""Days and minutes. Proleptic Gregorian and Julian calendars by day number; no datetime, so years run to ±10^9.

Day arithmetic after E. G. Richards, "Calendars" (Explanatory Supplement to the Astronomical Almanac, 3rd ed., 2013), in the
civil-from-days form: era of 400 years Gregorian, 4 years Julian; years are astronomical (0 = 1 BC).
"""

from typing import Final, NamedTuple

DAY: Final = 24 * 60
"""Minutes."""
_TO_1970: Final = 719_468
_JULIAN_TO_1970: Final = 719_470
_MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """A day of some calendar; `year` is astronomical."""

    year: int
    month: int
    day: int


def is_leap(year: int, *, julian: bool = False) -> bool:
    """Whether the year has a 29 February in that calendar."""
    return year % 4 == 0 and (julian or year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, *, julian: bool = False) -> int:
    """Days in a month."""
    return 29 if month == 2 and is_leap(year, julian=julian) else _MONTHS[month - 1]  # noqa: PLR2004  February


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 of a Gregorian day."""
    year -= month <= 2  # noqa: PLR2004  the year begins in March, so that the leap day comes last
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1  # noqa: PLR2004
    return era * 146_097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _TO_1970


def from_day_number(number: int) -> Day:
    """The Gregorian day so many days after 1970-01-01."""
    number += _TO_1970
    era = number // 146_097
    of_era = number - era * 146_097
    year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    return _spring_day(year + era * 400, of_year)


def _spring_day(year: int, of_year: int) -> Day:
    shifted = (5 * of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)  # noqa: PLR2004
    return Day(year + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1)  # noqa: PLR2004


def julian_day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (Gregorian) of a Julian day."""
    year -= month <= 2  # noqa: PLR2004
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1  # noqa: PLR2004
    return year * 365 + year // 4 + of_year - _JULIAN_TO_1970


def from_julian_day_number(number: int) -> Day:
    """The Julian day so many days after 1970-01-01 (Gregorian)."""
    number += _JULIAN_TO_1970
    cycle = number // 1461
    of_cycle = number - cycle * 1461
    year = min(of_cycle // 365, 3)
    return _spring_day(cycle * 4 + year, of_cycle - 365 * year)


def to_julian(year: int, month: int, day: int) -> Day:
    """The Old Style day of a Gregorian one."""
    return from_julian_day_number(day_number(year, month, day))


def to_gregorian(year: int, month: int, day: int) -> Day:
    """The New Style day of a Julian one."""
    return from_day_number(julian_day_number(year, month, day))


def iso_day(day: Day) -> str:
    """YYYY-MM-DD, as EDTF writes it: years of four digits and more, a sign before those below 0."""
    return f"{'-' if day.year < 0 else ''}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def minutes(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """Minutes since 1970-01-01T00:00 of a Gregorian moment."""
    return day_number(year, month, day) * DAY + hour * 60 + minute


def civil(moment: int) -> tuple[int, int, int, int, int]:
    """(year, month, day, hour, minute), Gregorian, of minutes since 1970-01-01T00:00."""
    number, rest = divmod(moment, DAY)
    return (*from_day_number(number), rest // 60, rest % 60)
