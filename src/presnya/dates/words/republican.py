"""The French Republican calendar, years I–XIV, as pieces of the grammar."""

from typing import Final

from presnya.dates.calendar import day_number, from_day_number
from presnya.dates.republican import LAST_YEAR, republican_day_number, republican_month_length
from presnya.dates.words.pieces import Not, Piece, plain, stretch, ymd
from presnya.terms.errors import BadDate

_COMPLEMENTARY: Final = 13
_END: Final = day_number(1805, 12, 31)
"""10 nivôse XIV, the last day of the calendar."""


def _number(year: int, month: int, day: int) -> int:
    try:
        number = republican_day_number(year, month, day)
    except BadDate as error:
        raise Not(f"the Republican calendar: {error.message}") from None
    if number > _END:
        raise Not("the Republican calendar ended with 10 nivôse XIV")
    return number


def republican_day(year: int, month: int, day: int) -> Piece:
    """The Gregorian day of a Republican one; month 13 holds the complementary days."""
    return plain(*from_day_number(_number(year, month, day)), final="republican")


def republican_month(year: int, month: int) -> Piece:
    """The Gregorian days of a Republican month."""
    first = _number(year, month, 1)
    return stretch(ymd(*from_day_number(first)), ymd(*from_day_number(min(_END, first + republican_month_length(year, month) - 1))), final="republican")


def republican_year(year: int) -> Piece:
    """The Gregorian days of a Republican year, the complementary days with it."""
    first = _number(year, 1, 1)
    last = _END if year == LAST_YEAR else _number(year, _COMPLEMENTARY, republican_month_length(year, _COMPLEMENTARY))
    return stretch(ymd(*from_day_number(first)), ymd(*from_day_number(last)), final="republican")
