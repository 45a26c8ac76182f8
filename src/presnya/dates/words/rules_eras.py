"""Rules for years of the world, and for feasts with a fixed day or counted from Easter."""

from typing import Final

from presnya.dates.calendar import Day, from_julian_day_number, julian_day_number
from presnya.dates.calendars import in_style
from presnya.dates.styles import julian_easter
from presnya.dates.value import from_julian
from presnya.dates.words.pieces import Ground, No, Not, Piece, day_of, number_of, plain, stretch, ymd
from presnya.dates.words.shapes import rule

_WORLD_YEARS: Final = (7001, 7208)
"""Years that began on 1 September in Muscovy, from 1492 until the decree of December 1699 (general reference pages); earlier ones may have begun in March."""
_SUMMER: Final = 22
_SAME_EASTER: Final = 1800
"""Since then all that used the Gregorian calendar kept one Easter, the Orthodox apart."""


@rule("world", "N5 YEARW? WORLD", "YEARW N5 YEARW? WORLD", name="year-of-the-world", langs="ru")
def _world(_: Ground, year: int) -> int:
    if not _WORLD_YEARS[0] <= year <= _WORLD_YEARS[1]:
        raise No(f"whether the year of the world {year} began in March or September is not said")
    return year


@rule("point", "world")
def _world_year(_: Ground, year: int) -> Piece:
    """1 September to 31 August; 7208 was cut short, by the new year of 1 January 1700."""
    last = Day(year - 5509, 12, 31) if year == _WORLD_YEARS[1] else Day(year - 5508, 8, 31)
    first = in_style(year, 9, 1, "september world").edtf
    return stretch(first, from_julian(ymd(*last)).edtf, final="julian")


@rule("point", "SEASON N5", name="year-of-the-world", langs="ru")
def _summer_of_the_world(ground: Ground, season: int, year: int) -> Piece:
    """«Лето 7089»: the old word for a year."""
    if season != _SUMMER:
        raise Not("no word for a year")
    return _world_year(ground, _world(ground, year))


@rule("point", "d MONTH world", name="day-month-year", langs="ru")
def _world_day(_: Ground, day: int, month: int, year: int) -> Piece:
    if year == _WORLD_YEARS[1] and month < 9:  # noqa: PLR2004  September
        raise Not("the year of the world 7208 had only four months")
    return plain(*(int(part) for part in in_style(year, month, day, "september world").edtf.split("-")), final="julian")


@rule("day", "FEAST COMMA? y", name="feast")
def _feast(ground: Ground, feast: int, year: int) -> Piece:
    _not_orthodox(ground)
    return plain(year, feast // 100, feast % 100)


@rule("day", "EASTER COMMA? y", name="easter")
def _easter(ground: Ground, days: int, year: int) -> Piece:
    _not_orthodox(ground)
    if ground.julian:
        return plain(*from_julian_day_number(julian_day_number(*julian_easter(year)) + days))
    if year < _SAME_EASTER:
        raise No("Easter was not yet the same wherever the Gregorian calendar was kept")
    return plain(*day_of(number_of(gregorian_easter(year), ground) + days, ground))


def _not_orthodox(ground: Ground) -> None:
    if ground.lang == "ru" and not ground.julian:
        raise No("whose feast it is, and by which calendar, is not said")


def gregorian_easter(year: int) -> Day:
    """Easter Sunday of the Gregorian calendar: Sunday after the full moon of the tables, by the golden number and the two corrections of the centuries."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= moon // 28 * (1 - (29 // (moon + 1)) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return Day(year, month, offset + 28 - 31 * (month // 4))
