"""Rules for plain dates: years, months, days in every writing, dual dates, times of day."""

from typing import Final

from presnya.dates.calendar import Day, from_day_number
from presnya.dates.value import from_julian
from presnya.dates.words.pieces import Ground, No, Not, Piece, check_day, day_of, number_of, plain, retrospective, stretch, ymd
from presnya.dates.words.republican import republican_day, republican_month, republican_year
from presnya.dates.words.shapes import rule

TWELVE: Final = 12
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("n", "N1|N2")
@rule("num", "N1|N2|N3|Y4")
@rule("d", "N1|N2 DOT?", "ORD DOT?")
@rule("count", "NUMW", "N1|N2|N3")
@rule("centn", "ORD", "ROMAN", "N1|N2 DOT?")
@rule("nth", "ORD", "ROMAN", "N1|N2 DOT?")
def _same(_: Ground, value: int) -> int:
    return value


@rule("_dash", "DASH|HYPHEN")
@rule("_to", "DASH|HYPHEN", "TO", "DASH|HYPHEN TO", "COMMA TO")
@rule("_slash", "DASH|HYPHEN|SLASH")
@rule("_open", "LP|LB")
@rule("_close", "RP|RB")
def _nothing(_: Ground) -> None:
    return None


# ── years ───────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("y", "Y4 YEARW?", "YEARW Y4 YEARW?", name="year")
def _year(_: Ground, year: int) -> int:
    if not year:
        raise No("there is no year 0")
    return year


@rule("y", "num YEARW? AD", "AD num YEARW?", "YEARW num AD", name="year-ad")
def _year_ad(ground: Ground, year: int) -> int:
    return _year(ground, year)


@rule("y", "num YEARW? BC", "YEARW num BC", name="year-bc")
def _year_bc(_: Ground, year: int) -> int:
    if not year:
        raise No("there is no year 0 before Christ")
    return 1 - year


@rule("year", "y")
def _year_alone(_: Ground, year: int) -> Piece:
    return plain(year)


# ── months ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("month", "MONTH COMMA? y", name="month-year")
def _month_year(_: Ground, month: int, year: int) -> Piece:
    return plain(year, month)


@rule("month", "y COMMA? MONTH", name="year-month")
def _year_month(_: Ground, year: int, month: int) -> Piece:
    return plain(year, month)


@rule("month", "n SLASH|DOT Y4 YEARW?", name="month-number-year")
def _month_number(_: Ground, month: int, year: int) -> Piece:
    if not 1 <= month <= TWELVE:
        raise Not(f"there is no month {month}")
    return plain(year, month)


@rule("month", "ROMAN DOT|SLASH|HYPHEN? Y4", name="roman-month-year")
def _roman_month(_: Ground, month: int, year: int) -> Piece:
    return plain(year, _roman(month))


def _roman(month: int) -> int:
    if month > TWELVE:
        raise Not(f"there is no month {month}")
    return month


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("day", "d MONTH COMMA? y", name="day-month-year")
def _day_month_year(_: Ground, day: int, month: int, year: int) -> Piece:
    return plain(year, month, day)


@rule("day", "MONTH d COMMA? y", name="month-day-year", langs="en es")
def _month_day_year(_: Ground, month: int, day: int, year: int) -> Piece:
    return plain(year, month, day)


@rule("day", "y COMMA? MONTH d", name="year-month-day", langs="en es de")
def _year_month_day(_: Ground, year: int, month: int, day: int) -> Piece:
    return plain(year, month, day)


@rule("day", "y COMMA? d MONTH", name="year-day-month")
def _year_day_month(_: Ground, year: int, day: int, month: int) -> Piece:
    return plain(year, month, day)


@rule("day", "d ROMAN DOT? Y4 YEARW?", "n SLASH ROMAN SLASH? Y4 YEARW?", "n HYPHEN|DASH ROMAN HYPHEN|DASH Y4", name="day-roman-year")
def _day_roman_year(_: Ground, day: int, month: int, year: int) -> Piece:
    return plain(year, _roman(month), day)


@rule("day", "n DOT n DOT Y4 YEARW?", "n SLASH n SLASH Y4 YEARW?", "n HYPHEN|DASH n HYPHEN|DASH Y4 YEARW?", name="numbers")
def _numbers(ground: Ground, first: int, second: int, year: int) -> Piece:
    if max(first, second) > TWELVE and ground.lang == "en":
        day, month = max(first, second), min(first, second)
    elif ground.lang == "en" and first != second:
        raise No(f"in English {first} and {second} may be day and month or month and day")
    else:
        day, month = first, second
    if not 1 <= month <= TWELVE:
        raise Not(f"there is no month {month}")
    return plain(year, month, day)


@rule("day", "Y4 HYPHEN N2 HYPHEN N2", "Y4 SLASH n SLASH n", "Y4 DOT n DOT n", name="iso-day")
def _iso(_: Ground, year: int, month: int, day: int) -> Piece:
    return plain(year, month, day)


@rule("short-year", "n DOT n DOT N2", "n SLASH n SLASH N2", "n HYPHEN n HYPHEN N2", "d ROMAN DOT? N2", "d MONTH COMMA? APOSTROPHE? N2", "MONTH d COMMA APOSTROPHE? N2", "MONTH APOSTROPHE N2")
def _short_year(_: Ground, *__: int) -> Piece:
    raise No("the year has two figures and its century is not said")


@rule("weekday-day", "WDAY COMMA? day", "WDAY _open day _close", name="weekday")
def _weekday_day(ground: Ground, weekday: int, day: Piece) -> Piece:
    return _checked(ground, day, weekday)


@rule("weekday-day", "day COMMA? WDAY", "day LP WDAY RP", "day LB WDAY RB", name="weekday")
def _day_weekday(ground: Ground, day: Piece, weekday: int) -> Piece:
    return _checked(ground, day, weekday)


def _checked(ground: Ground, day: Piece, weekday: int) -> Piece:
    """The day, when it is that day of the week in the calendar of the text."""
    if day.at is None:
        raise Not("a weekday beside something that is no day")
    right = (number_of(Day(*day.at), ground._replace(julian=ground.julian and not day.final)) + 3) % 7
    if right != weekday:
        raise No(f"{day.first} was a {WEEKDAYS[right]} in the {'Julian' if ground.julian else 'Gregorian'} calendar, not a {WEEKDAYS[weekday]}: one of the two is wrong, or the calendar is")
    return day


# ── Republican ──────────────────────────────────────────────────────────────────────────────────────────────────


@rule("republican", "d REPMONTH YEARW? nth", name="republican-day")
def _republican(_: Ground, day: int, month: int, year: int) -> Piece:
    return republican_day(year, month, day)


@rule("republican", "REPMONTH YEARW? nth", name="republican-month")
def _republican_month(_: Ground, month: int, year: int) -> Piece:
    return republican_month(year, month)


@rule("republican", "YEARW ROMAN", "YEARW n", name="republican-year", langs="fr")
def _republican_year(_: Ground, year: int) -> Piece:
    return republican_year(year)


@rule("republican", "d REPMONTH", "REPMONTH", name="republican-without-year")
def _republican_open(_: Ground, *__: int) -> Piece:
    raise No("the year of the Republican calendar is not said")


# ── dual dates ──────────────────────────────────────────────────────────────────────────────────────────────────


@rule("halfday", "d MONTH")
@rule("halfday", "d ROMAN")
def _half_day(_: Ground, day: int, month: int) -> tuple[int, int, int]:
    return 0, _roman(month), day


@rule("halfday", "MONTH d", langs="en es")
def _half_month_day(_: Ground, month: int, day: int) -> tuple[int, int, int]:
    return 0, month, day


@rule("halfday", "d")
def _half_bare(_: Ground, day: int) -> tuple[int, int, int]:
    return 0, 0, day


@rule("halfday", "day")
def _half_whole(_: Ground, day: Piece) -> tuple[int, int, int]:
    assert day.at is not None
    return day.at


@rule("dual", "halfday _open halfday _close", "halfday SLASH halfday", name="dual")
def _dual(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int]) -> Piece:
    return _both(ground, one, other, 0, 0)


@rule("dual", "halfday _open halfday _close COMMA? y", "halfday SLASH halfday COMMA? y", name="dual")
def _dual_year(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int], year: int) -> Piece:
    return _both(ground, one, other, 0, year)


@rule("dual", "d _open d _close MONTH COMMA? y", "d SLASH d MONTH COMMA? y", name="dual")
def _dual_month(ground: Ground, one: int, other: int, month: int, year: int) -> Piece:
    return _both(ground, (0, 0, one), (0, 0, other), month, year)


@rule("dual", "MONTH d SLASH d COMMA? y", "MONTH d _open d _close COMMA? y", name="dual", langs="en es")
def _dual_of_month(ground: Ground, month: int, one: int, other: int, year: int) -> Piece:
    return _both(ground, (0, 0, one), (0, 0, other), month, year)


def _both(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int], month: int, year: int) -> Piece:
    """The New Style day, when the two are one day in the two calendars, whichever stands first. A part not said is taken from the other, or its neighbour."""
    found = {new for first, second in ((one, other), (other, one)) for new in _same_day(first, second, month, year)}
    if ground.styles[:1] == ("gregorian",):
        found = _same_day(other, one, month, year)
    elif ground.styles[:1] == ("julian",):
        found = _same_day(one, other, month, year)
    if len(found) != 1:
        raise No("the two days are not one day in the two calendars" if not found else "the two days can be one in two ways")
    text = found.pop()
    return Piece(text, text, final="julian")


def _same_day(old: tuple[int, int, int], new: tuple[int, int, int], month: int, year: int) -> set[str]:
    months_old = {old[1] or month or new[1]} - {0}
    months_new = {new[1] or month or old[1]} - {0}
    years = {year or new[0] or old[0]} - {0}
    pairs = {(old[0] or told - less, new[0] or told) for told in years for less in (0, 1)} | {(old[0] or told, new[0] or told + 1) for told in years if not year and not new[0]}
    out = set()
    for old_year, new_year in pairs:
        for old_month in months_old:
            for new_month in months_new:
                text = ymd(new_year, new_month, new[2])
                if _turned(old_year, old_month, old[2]) == text:
                    out.add(text)
    return out


def _turned(year: int, month: int, day: int) -> str:
    try:
        check_day(Day(year, month, day), Ground(None, None, "essay", julian=True))
    except Not:
        return ""
    return from_julian(ymd(year, month, day)).edtf


# ── times of day and nights ─────────────────────────────────────────────────────────────────────────────────────


@rule("clock", "n DOT|COLON N2 AMPM? HOURW? OCLOCK? AMPM?", "n HOURW DOT|COLON? n MINW? AMPM? AMPM?", name="time")
def _clock(_: Ground, hour: int, minute: int, half: str | None, other: str | None) -> tuple[int, int | None]:
    return _hour(hour, half or other), minute


@rule("clock", "n HOURW|OCLOCK AMPM", "n AMPM OCLOCK?", name="time")
def _clock_hour(_: Ground, hour: int, half: str) -> tuple[int, int | None]:
    return _hour(hour, half), None


@rule("clock", "n HOURW|OCLOCK", name="time")
def _clock_bare(_: Ground, hour: int) -> tuple[int, int | None]:
    return _hour(hour, None), None


@rule("clock", "NOON", name="time")
def _noon(_: Ground) -> tuple[int, int | None]:
    return 12, 0


@rule("clock", "MIDNIGHT", name="time")
def _midnight(_: Ground) -> tuple[int, int | None]:
    raise No("midnight may begin that day or end it")


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        if 1 <= hour <= TWELVE:
            raise No("morning or evening is not said")
        return hour
    if hour > TWELVE:
        return hour
    return hour % TWELVE + (TWELVE if half == "pm" else 0)


@rule("moment", "TO|ABOUT? clock COMMA? anyday", name="moment", langs="de fr es")
@rule("moment", "clock COMMA? anyday", name="moment", langs="en ru")
def _clock_day(ground: Ground, clock: tuple[int, int | None], day: Piece) -> Piece:
    return _day_clock(ground, day, clock)


@rule("moment", "anyday COMMA? TO|ABOUT? clock", name="moment", langs="de fr es")
@rule("moment", "anyday COMMA? clock", name="moment", langs="en ru")
def _day_clock(_: Ground, day: Piece, clock: tuple[int, int | None]) -> Piece:
    hour, minute = clock
    text = f"{day.first}T{hour:02}" + ("" if minute is None else f":{minute:02}")
    return Piece(text, text, final=day.final)


@rule("anyday", "day")
@rule("anyday", "weekday-day")
@rule("anyday", "dual")
@rule("anyday", "republican")
def _any_day(_: Ground, day: Piece) -> Piece:
    if not day.single or len(day.first.lstrip("-")) < 10:  # noqa: PLR2004  YYYY-MM-DD
        raise Not("no day")
    return day


@rule("night", "NIGHT anyday", "anyday NIGHT", name="night-of")
def _night(ground: Ground, day: Piece) -> Piece:
    return _two(ground, day, 1)


@rule("night", "NIGHTTO anyday", name="night-to")
def _night_to(ground: Ground, day: Piece) -> Piece:
    return _two(ground, day, -1)


def _two(ground: Ground, day: Piece, step: int) -> Piece:
    """A day and the one after or before it."""
    year, month, dom = (int(part) for part in day.first.split("-")) if not day.first.startswith("-") else (day.at or (0, 0, 0))
    counted = ground._replace(julian=ground.julian and not day.final)
    near = day_of(number_of(Day(year, month, dom), counted) + step, counted)
    ends = sorted(((year, month, dom), tuple(near)))
    return stretch(ymd(*ends[0]), ymd(*ends[1]), final=day.final)


@rule("night", "NIGHT FROM? d _to|AND|SLASH d MONTH COMMA? y", name="night-of")
def _night_between(ground: Ground, first: int, last: int, month: int, year: int) -> Piece:
    return _night_of_two(ground, Day(year, month, first), Day(year, month, last))


@rule("night", "NIGHT FROM? d MONTH _to|AND|SLASH d MONTH COMMA? y", name="night-of")
def _night_months(ground: Ground, first: int, month: int, last: int, other: int, year: int) -> Piece:
    return _night_of_two(ground, Day(year, month, first), Day(year, other, last))


@rule("night", "NIGHT FROM? MONTH d _to|AND|SLASH d COMMA? y", name="night-of", langs="en es")
def _night_month_first(ground: Ground, month: int, first: int, last: int, year: int) -> Piece:
    return _night_of_two(ground, Day(year, month, first), Day(year, month, last))


def _night_of_two(ground: Ground, first: Day, last: Day) -> Piece:
    if number_of(last, ground) != number_of(first, ground) + 1:
        raise No("a night lies between two days that follow each other")
    return stretch(ymd(*first), ymd(*last))


@rule("daypart", "DAYPART anyday", "anyday COMMA? DAYPART", "anyday AMPM", name="part-of-day")
def _day_part(_: Ground, day: Piece, *__: str) -> Piece:
    return day


def recent(ground: Ground) -> bool:
    """Whether words about now are counted from the document."""
    return not retrospective(ground)


def near_days(day: Piece, step: int, ground: Ground) -> Piece:
    """The day so many days from another."""
    if day.at is None or not day.at[2]:
        raise Not("days are counted from a day")
    counted = ground._replace(julian=ground.julian and not day.final)
    number = number_of(Day(*day.at), counted) + step
    return plain(*(from_day_number(number) if day.final else day_of(number, counted)), final=day.final)
