"""The French Republican calendar, years I–XIV, by the day on which each year began."""

from typing import Final

from presnya.dates.calendar import day_number, from_day_number
from presnya.dates.words.pieces import LAST_YEAR_OF_THE_CALENDAR, Not, Piece, plain, stretch, ymd

_STARTS: Final = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""Day of September on which the years I (1792) to XIV (1805) began."""
_LEAP: Final = frozenset({3, 7, 11})
"""Years with a sixth complementary day."""
_MONTH: Final = 30
_END: Final = day_number(1805, 12, 31)
"""10 nivôse XIV, the last day of the calendar."""


def _start(year: int) -> int:
    if not 1 <= year <= LAST_YEAR_OF_THE_CALENDAR:
        raise Not(f"the Republican calendar has the years I to XIV, not {year}")
    return day_number(1791 + year, 9, _STARTS[year - 1])


def republican_day(year: int, month: int, day: int) -> Piece:
    """The Gregorian day of a Republican one; month 13 holds the complementary days."""
    longest = _MONTH if month <= 12 else 5 + (year in _LEAP)  # noqa: PLR2004  months
    number = _start(year) + (month - 1) * _MONTH + day - 1
    if not 1 <= day <= longest or number > _END:
        raise Not(f"the Republican calendar has no day {day} in month {month} of the year {year}")
    return plain(*from_day_number(number), final="republican")


def republican_month(year: int, month: int) -> Piece:
    """The Gregorian days of a Republican month."""
    return stretch(republican_day(year, month, 1).first, ymd(*from_day_number(min(_END, _start(year) + month * _MONTH - 1))), final="republican")


def republican_year(year: int) -> Piece:
    """The Gregorian days of a Republican year, the complementary days with it."""
    last = _END if year == LAST_YEAR_OF_THE_CALENDAR else _start(year) + 364 + (year in _LEAP)
    return stretch(ymd(*from_day_number(_start(year))), ymd(*from_day_number(last)), final="republican")
