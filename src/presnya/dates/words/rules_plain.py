"""Rules for plain dates: years, months, days in every writing, dual dates, times of day."""

from typing import Final

from presnya.dates.calendar import Day, from_day_number
from presnya.dates.calendars import split_year
from presnya.dates.value import from_julian
from presnya.dates.words.pieces import Era, Ground, Hangs, No, Not, Piece, check_day, day_of, number_of, plain, stretch, ymd
from presnya.dates.words.republican import republican_day, republican_month, republican_year
from presnya.dates.words.shapes import rule
from presnya.dates.words.tokens import LAST_YEAR

TWELVE: Final = 12
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("n", "N1|N2")
@rule("num", "N1|N2|N3|Y4|N5")
@rule("d", "N1|N2 DOT?", "ORD DOT?")
@rule("d", "dayword")
@rule("count", "NUMW", "N1|N2|N3")
@rule("centn", "ORD", "ROMAN", "N1|N2 DOT?")
@rule("nth", "ORD", "ROMAN", "N1|N2 DOT?")
def _same(_: Ground, value: int) -> int:
    return value


@rule("dayword", "NUMW", langs="fr es")
def _day_word(_: Ground, day: int) -> int:
    if day == 1:
        raise Not("the word may be an article")
    return day


@rule("_dash", "DASH|HYPHEN")
@rule("_to", "DASH|HYPHEN", "TO", "DASH|HYPHEN TO", "COMMA TO")
@rule("_slash", "DASH|HYPHEN|SLASH")
@rule("_open", "LP|LB")
@rule("_close", "RP|RB")
def _nothing(_: Ground) -> None:
    return None


# ── years ───────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("y", "Y4 YEARW?", "YEARW Y4|N3 YEARW?", name="year")
def _year(_: Ground, year: int) -> int:
    if not year:
        raise No("there is no year 0")
    if year > LAST_YEAR:
        raise No(f"{year} is no year of our era")
    return year


@rule("y", "N3 YEARW", name="year", langs="ru")
def _early_year(ground: Ground, year: int) -> int:
    return _year(ground, year)


@rule("y", "N5 YEARW?", "YEARW N5 YEARW?", name="year")
def _late_year(_: Ground, __: int) -> int:
    raise Not("so great a number is no year of our era, and the words name no other")


@rule("year", "NEGATIVE", name="year-edtf")
def _negative_year(_: Ground, year: int) -> Piece:
    return plain(year)


@rule("y", "num YEARW? AD", "AD num YEARW?", "YEARW num AD", name="year-ad")
def _year_ad(ground: Ground, year: int) -> int:
    return Era(_year(ground, year))


@rule("y", "num YEARW? BC", "YEARW num BC", name="year-bc")
def _year_bc(_: Ground, year: int) -> int:
    if not year:
        raise No("there is no year 0 before Christ")
    return Era(1 - year)


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


@rule("month", "MONTH UNIT y", name="month-year", langs="ru")
def _month_word_year(_: Ground, month: int, unit: str, year: int) -> Piece:
    return plain(year, _month_word(month, unit))


def _month_word(month: int, unit: str) -> int:
    if unit != "m":
        raise Not("another unit beside a month")
    return month


# ── days ────────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("day", "d MONTH COMMA? y", name="day-month-year")
def _day_month_year(_: Ground, day: int, month: int, year: int) -> Piece:
    return plain(year, month, day)


@rule("day", "d MONTH UNIT y", name="day-month-year", langs="ru")
def _day_month_word_year(_: Ground, day: int, month: int, unit: str, year: int) -> Piece:
    return plain(year, _month_word(month, unit), day)


@rule("day", "UNIT d MONTH COMMA? y", name="day-month-year", langs="es")
def _day_word_month_year(_: Ground, unit: str, day: int, month: int, year: int) -> Piece:
    if unit != "d":
        raise Not("another unit beside a day")
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


@rule("short-year", "n DOT n DOT N2", "n SLASH n SLASH N2", "n HYPHEN n HYPHEN N2", "d ROMAN DOT? N2", "d MONTH COMMA? APOSTROPHE? N2",
      "MONTH d COMMA APOSTROPHE? N2", "MONTH APOSTROPHE N2")
def _short_year(_: Ground, *__: int) -> Piece:
    raise No("the year has two figures and its century is not said")


@rule("weekday-day", "WDAY COMMA? day|dual", "WDAY _open day _close", name="weekday")
def _weekday_day(ground: Ground, weekday: int, day: Piece) -> Piece:
    return _checked(ground, day, weekday)


@rule("weekday-day", "day|dual COMMA? WDAY", "day LP WDAY RP", "day LB WDAY RB", name="weekday")
def _day_weekday(ground: Ground, day: Piece, weekday: int) -> Piece:
    return _checked(ground, day, weekday)


def _checked(ground: Ground, day: Piece, weekday: int) -> Piece:
    """The day, when it is that day of the week in the calendar of the text."""
    if day.at is None:
        raise Not("a weekday beside something that is no day")
    right = (number_of(Day(*day.at), ground._replace(julian=ground.julian and not day.final)) + 3) % 7
    if right != weekday:
        calendar = "Julian" if ground.julian else "Gregorian"
        raise No(f"{day.first} was a {WEEKDAYS[right]} in the {calendar} calendar, not a {WEEKDAYS[weekday]}: one of the two is wrong, or the calendar is")
    return day


# ── Republican ──────────────────────────────────────────────────────────────────────────────────────────────────


@rule("republican", "d REPMONTH COMMA? YEARW? nth YEARW?", name="republican-day")
def _republican(_: Ground, day: int, month: int, year: int) -> Piece:
    return republican_day(year, month, day)


@rule("republican", "REPMONTH COMMA? YEARW? nth YEARW?", name="republican-month")
def _republican_month(_: Ground, month: int, year: int) -> Piece:
    return republican_month(year, month)


@rule("republican", "YEARW ROMAN", "YEARW n", name="republican-year", langs="fr")
def _republican_year(_: Ground, year: int) -> Piece:
    return republican_year(year)


@rule("republican", "d REPMONTH", "REPMONTH", name="republican-without-year")
def _republican_open(_: Ground, *__: int) -> Piece:
    raise Hangs("the year of the Republican calendar is not said")


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


@rule("dual", "halfday _open halfday _close", name="dual")
def _dual(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int]) -> Piece:
    return _both(ground, one, other, 0, 0)


@rule("dual", "halfday _open halfday _close COMMA? y", name="dual")
def _dual_year(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int], year: int) -> Piece:
    return _both(ground, one, other, 0, year)


@rule("dual", "halfday SLASH halfday", "halfday SLASH halfday COMMA? y", name="dual")
def _dual_stroke(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int], year: int = 0) -> Piece:
    """A stroke may join other things than two calendars: what is not one day is left to other rules."""
    try:
        return _both(ground, one, other, 0, year)
    except No as reason:
        raise Not(str(reason)) from None


@rule("dual", "d MONTH COMMA? Y4 SLASH n", name="split-year", langs="en")
def _split(_: Ground, day: int, month: int, year: int, other: int) -> Piece:
    """An English day with both years, "11 February 1731/2"."""
    size = 10 if other < 10 else 100  # noqa: PLR2004  one figure or two
    later = year + 1
    if later % size != other:
        raise Not("the two years do not follow each other")
    return plain(*(int(part) for part in split_year(year, later, month, day).edtf.split("-")), final="julian")


@rule("dual", "MONTH d COMMA? Y4 SLASH n", name="split-year", langs="en")
def _split_month_first(ground: Ground, month: int, day: int, year: int, other: int) -> Piece:
    return _split(ground, day, month, year, other)


@rule("dual", "d MONTH SLASH d MONTH COMMA? y", name="two-days")
def _stroke_months(ground: Ground, one: int, month: int, other: int, *rest: int) -> Piece:
    """Two days that follow each other, the last of a month and the first of the next."""
    next_month, year = rest
    first = Day(year - (month > next_month), month, one)
    if number_of(Day(year, next_month, other), ground) != number_of(first, ground) + 1:
        raise Not("the days do not follow each other")
    return stretch(ymd(*first), ymd(year, next_month, other))


@rule("dual", "d SLASH d MONTH COMMA? y", name="two-days")
def _stroke(ground: Ground, one: int, other: int, month: int, year: int) -> Piece:
    """A stroke between days that follow each other joins the two, between others one day in two calendars."""
    if other == one + 1:
        return stretch(ymd(year, month, one), ymd(year, month, other))
    return _both(ground, (0, 0, one), (0, 0, other), month, year)


@rule("dual", "d _open d _close MONTH COMMA? y", name="dual")
def _dual_month(ground: Ground, one: int, other: int, month: int, year: int) -> Piece:
    return _both(ground, (0, 0, one), (0, 0, other), month, year)


@rule("dual", "MONTH d SLASH d COMMA? y", "MONTH d _open d _close COMMA? y", name="dual", langs="en es")
def _dual_of_month(ground: Ground, month: int, one: int, other: int, year: int) -> Piece:
    return _both(ground, (0, 0, one), (0, 0, other), month, year)


def _both(ground: Ground, one: tuple[int, int, int], other: tuple[int, int, int], month: int, year: int) -> Piece:
    """The New Style day, when the two are one day in the two calendars, whichever stands first. A part not said is taken from the other, or its neighbour."""
    found = {new for first, second in ((one, other), (other, one)) for new in _same_day(first, second, month, year)}
    if ground.old_first is not None:
        found = _same_day(one, other, month, year) if ground.old_first else _same_day(other, one, month, year)
    if len(found) != 1:
        raise No("the two days are not one day in the two calendars" if not found else "the two days can be one in two ways")
    text = found.pop()
    year, month, day = (int(part) for part in text.rsplit("-", 2))
    return plain(year, month, day, final="julian")


def _same_day(old: tuple[int, int, int], new: tuple[int, int, int], month: int, year: int) -> set[str]:
    months_old = {old[1] or month or new[1]} - {0}
    months_new = {new[1] or month or old[1]} - {0}
    years = {year or new[0] or old[0]} - {0}
    pairs = {(old[0] or told - less, new[0] or told) for told in years for less in (0, 1)}
    pairs |= {(old[0] or told, new[0] or told + 1) for told in years if not year and not new[0]}
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
    return _hour(hour, half or other, minutes=True), minute


@rule("clock", "n HOURW|OCLOCK AMPM", "n AMPM OCLOCK?", name="time")
def _clock_hour(ground: Ground, hour: int, half: str) -> tuple[int, int | None]:
    return _hour(hour, half, minutes=ground.lang != "en"), None


@rule("clock", "n HOURW|OCLOCK", name="time")
def _clock_bare(_: Ground, hour: int) -> tuple[int, int | None]:
    return _hour(hour, None), None


@rule("clock", "NOON", name="time")
def _noon(_: Ground) -> tuple[int, int | None]:
    return 12, 0


@rule("clock", "MIDNIGHT", name="time")
def _midnight(_: Ground) -> tuple[int, int | None]:
    raise No("midnight may begin that day or end it")


def _hour(hour: int, half: str | None, *, minutes: bool = False) -> int:
    if half == "night":
        half = "am" if hour <= 4 else "pm" if 8 <= hour < TWELVE else ""  # noqa: PLR2004  one to four in the night, eight to eleven
    if half == "" or (half and hour == TWELVE and (half == "am" or not minutes)):
        raise No("which twelve or which part of the night is meant is not said")
    if half and (hour > TWELVE or not hour):
        raise Not(f"there is no hour {hour} in half a day")
    if half is None:
        if 1 <= hour <= TWELVE:
            raise No("morning or evening is not said")
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
def _night_months(ground: Ground, first: int, month: int, last: int, *rest: int) -> Piece:
    other, year = rest
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


@rule("daypart", "AMPM anyday", name="part-of-day")
def _part_day(_: Ground, __: str, day: Piece) -> Piece:
    return day


def near_days(day: Piece, step: int, ground: Ground) -> Piece:
    """The day so many days from another."""
    if day.at is None or not day.at[2]:
        raise Not("days are counted from a day")
    counted = ground._replace(julian=ground.julian and not day.final)
    number = number_of(Day(*day.at), counted) + step
    return plain(*(from_day_number(number) if day.final else day_of(number, counted)), final=day.final)
