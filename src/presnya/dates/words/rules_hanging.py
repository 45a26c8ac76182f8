"""Rules for words that hang on the document's date or on a date told before."""

from presnya.dates.calendar import Day
from presnya.dates.value import span
from presnya.dates.words.pieces import (
    Ground, Hangs, No, Not, Piece, anchor_days, anchor_year, day_of, days_in, day_of_writing, days_of_writing, month_of_writing,
    not_in_memoirs, number_of, of_day, plain, retrospective, stretch,
    year_of_writing, ymd,
)
from presnya.dates.words.shapes import rule


@rule("hanging", "MONTH", name="month-alone")
def _month_alone(ground: Ground, month: int) -> Piece:
    if ground.anchor is not None and ground.anchor.edtf and not _own_date(ground):
        return plain(anchor_year(ground), month)
    if retrospective(ground):
        raise Hangs("the year is not said here, nor just before")
    return _recent_month(month, ground)


def _own_date(ground: Ground) -> bool:
    """Whether the date told before is only that of the document."""
    return ground.anchor is not None and ground.document is not None and ground.anchor.edtf == ground.document.edtf


def _year_of_day(ground: Ground, month: int, day: int) -> int:
    """The year of a day and month without one: that of the date told before.

    Where only the document is dated and the day would lie after it, last year's may be meant: declined.
    """
    year = anchor_year(ground)
    if _own_date(ground) and (month, day) > tuple(days_of_writing(ground)[1])[1:]:
        raise Hangs("the year is not said here, and that day of the document's own year was yet to come")
    return year


def _recent_month(month: int, ground: Ground) -> Piece:
    """The last such month at the time of writing. Declined when the text may have been written before or after it ("last July" in a text of 1917)."""
    years = {day.year if month <= day.month else day.year - 1 for day in days_of_writing(ground)}
    if len(years) > 1:
        raise Hangs("the date of the document is too wide to say which year is meant")
    return plain(years.pop(), month)


@rule("hanging", "MONTH SAME UNIT", name="month-of-that-year")
def _month_that_year(ground: Ground, month: int, unit: str) -> Piece:
    if unit != "y":
        raise Not("a month is one of a year")
    return plain(anchor_year(ground), month)


@rule("hanging", "d MONTH SAME UNIT", name="day-of-that-year")
def _day_that_year(ground: Ground, day: int, month: int, unit: str) -> Piece:
    if unit != "y":
        raise Not("a day and month are of a year")
    return plain(anchor_year(ground), month, day)


@rule("hanging", "MONTH THISYEAR", name="month-of-this-year")
def _month_this_year(ground: Ground, month: int, years: int) -> Piece:
    not_in_memoirs(ground)
    return plain(year_of_writing(ground) + years, month)


@rule("hanging", "d MONTH THISYEAR", name="day-of-this-year")
def _day_this_year(ground: Ground, day: int, month: int, years: int) -> Piece:
    not_in_memoirs(ground)
    return plain(year_of_writing(ground) + years, month, day)


@rule("hanging", "SEASON THISYEAR", name="season-of-this-year")
def _season_this_year(ground: Ground, season: int, years: int) -> Piece:
    not_in_memoirs(ground)
    if season == 24:  # noqa: PLR2004  winter
        raise No("a winter lies in two years")
    return plain(year_of_writing(ground) + years, season)


@rule("hanging", "SEASON SAME UNIT", name="season-of-that-year")
def _season_that_year(ground: Ground, season: int, unit: str) -> Piece:
    if unit != "y" or season == 24:  # noqa: PLR2004  winter
        raise No("which season is meant is not certain")
    return plain(anchor_year(ground), season)


@rule("hanging", "d MONTH", name="day-month")
def _day_month(ground: Ground, day: int, month: int) -> Piece:
    return plain(_year_of_day(ground, month, day), month, day)


@rule("hanging", "MONTH d", name="day-month", langs="en es")
def _month_day(ground: Ground, month: int, day: int) -> Piece:
    return plain(_year_of_day(ground, month, day), month, day)


@rule("hanging", "WDAY COMMA? d MONTH", name="day-month")
def _weekday_day_month(ground: Ground, weekday: int, day: int, month: int) -> Piece:
    piece = plain(_year_of_day(ground, month, day), month, day)
    if (number_of(Day(*(piece.at or (0, 0, 0))), ground) + 3) % 7 != weekday:
        raise No(f"in the year before that was no such day of the week ({piece.first})")
    return piece


@rule("hanging", "LAST MONTH", "MONTH LAST", name="last-month-name")
def _last_month(ground: Ground, month: int) -> Piece:
    not_in_memoirs(ground)
    return _recent_month(month, ground)


@rule("hanging", "LAST SEASON", "SEASON LAST", name="last-season")
def _last_season(ground: Ground, code: int) -> Piece:
    not_in_memoirs(ground)
    over = {21: 6, 22: 9, 23: 12, 24: 15}[code]
    years = {day.year if day.month >= over else day.year - 1 for day in days_of_writing(ground)}
    if code == 24:  # noqa: PLR2004  winter ends in March of the next year
        years = {day.year - 1 if day.month >= 3 else day.year - 2 for day in days_of_writing(ground)}  # noqa: PLR2004
    if len(years) > 1:
        raise Hangs("the date of the document is too wide to say which year is meant")
    return plain(years.pop(), code)


@rule("hanging", "THISYEAR", name="this-year")
def _this_year(ground: Ground, years: int) -> Piece:
    not_in_memoirs(ground)
    return plain(year_of_writing(ground) + years)


@rule("hanging", "SAME UNIT", "SAMEAS UNIT", "SAME DAYPART", "SAME NIGHT", name="that-time")
def _that(ground: Ground, unit: str = "d") -> Piece:
    if unit == "y":
        return plain(anchor_year(ground))
    low, high = anchor_days(ground)
    if unit == "m":
        if (low.year, low.month) != (high.year, high.month):
            raise Hangs("the date before it is wider than a month")
        return plain(low.year, low.month)
    if unit != "d" or low != high:
        raise Hangs("the date before it is wider than its unit")
    return of_day(low)


@rule("hanging", "NEXT UNIT", "UNIT NEXT", name="next")
def _next(ground: Ground, one: "int | str", other: "int | str") -> Piece:
    step, unit = (one, other) if isinstance(one, int) else (other, one)
    if unit in ("w", "f"):
        raise No("a week, not a day of it, is said")
    return _shift(ground, int(step), str(unit))


@rule("hanging", "NEXTDAY", name="next-day")
def _next_day(ground: Ground, step: int) -> Piece:
    return _shift(ground, step, "d")


@rule("hanging", "UNIT LATER", name="next")
def _unit_later(ground: Ground, unit: str, way: int) -> Piece:
    if unit in ("w", "f") and ground.lang != "ru":
        raise No("a week, not a day of it, is said")
    return _shift(ground, way, unit)


@rule("hanging", "count UNIT LATER", name="later")
def _later(ground: Ground, count: int, unit: str, way: int) -> Piece:
    return _shift(ground, way * count, unit)


@rule("hanging", "LATERPRE count UNIT", name="later", langs="ru")
@rule("hanging", "LATERPRE count UNIT BEFORETHAT", name="later", langs="ru")
def _later_first(ground: Ground, way: int, count: int, unit: str) -> Piece:
    if way < 0:
        raise Not("read with what it comes before")
    return _shift(ground, count, unit)


@rule("hanging", "LATERPRE count UNIT BEFORETHAT", "count UNIT BEFORETHAT", name="later", langs="ru")
def _before_that(ground: Ground, *got: "int | str") -> Piece:
    count, unit = got[-2:]
    return _shift(ground, -int(count), str(unit))


@rule("hanging", "LATERPRE count UNIT AFTERTHAT", "count UNIT AFTERTHAT", name="later", langs="ru")
def _after_that(ground: Ground, *got: "int | str") -> Piece:
    count, unit = got[-2:]
    return _shift(ground, int(count), str(unit))


@rule("hanging", "LATERPRE UNIT", name="later", langs="ru")
def _unit_later_first(ground: Ground, way: int, unit: str) -> Piece:
    return _later_first(ground, way, 1, unit)


@rule("hanging", "AFTER count UNIT", name="later", langs="de fr en es")
def _after_count(ground: Ground, count: int, unit: str) -> Piece:
    return _shift(ground, count, unit)


def _shift(ground: Ground, step: int, unit: str) -> Piece:
    """So many days, weeks, months or years from the date told before, as fine as both allow."""
    if unit == "y":
        return plain(anchor_year(ground) + step)
    low, high = anchor_days(ground)
    if unit == "m":
        if (low.year, low.month) != (high.year, high.month):
            raise Hangs("the date it hangs on is wider than its own unit")
        months = low.year * 12 + low.month - 1 + step
        return plain(months // 12, months % 12 + 1)
    days = days_in(abs(step), unit, ground) * (1 if step > 0 else -1)
    if low == high:
        return of_day(day_of(number_of(low, ground) + days, ground))
    if (low.year, low.month) == (high.year, high.month) and abs(days) <= 7:  # noqa: PLR2004  a week at most
        return stretch(ymd(low.year, low.month), ymd(low.year, low.month), mark="~")
    raise Hangs("the date it hangs on is wider than its own unit")


@rule("hanging", "TODAY", name="yesterday")
def _today(ground: Ground, step: int) -> Piece:
    not_in_memoirs(ground)
    return of_day(day_of(day_of_writing(ground) + step, ground))


@rule("hanging", "count UNIT AGO", "AGOPRE count UNIT", name="ago")
def _ago(ground: Ground, count: int, unit: str) -> Piece:
    not_in_memoirs(ground)
    if unit == "y":
        return plain(year_of_writing(ground) - count)
    if unit == "m":
        year, month = month_of_writing(ground)
        months = year * 12 + month - 1 - count
        return plain(months // 12, months % 12 + 1)
    return of_day(day_of(day_of_writing(ground) - days_in(count, unit, ground), ground))


@rule("hanging", "LAST UNIT", "UNIT LAST", name="last-month")
def _last_unit(ground: Ground, unit: str) -> Piece:
    not_in_memoirs(ground)
    if unit == "y":
        return plain(year_of_writing(ground) - 1)
    if unit != "m":
        raise No("which days of the week before are meant is not said")
    year, month = month_of_writing(ground)
    return plain(year - (month == 1), month - 1 or 12)


@rule("hanging", "UNIT AGO", name="ago", langs="ru")
def _unit_ago(ground: Ground, unit: str) -> Piece:
    return _ago(ground, 1, unit)


@rule("hanging", "d LAST UNIT", "d UNIT LAST", name="instant")
def _of_last_month(ground: Ground, day: int, unit: str) -> Piece:
    if unit != "m":
        raise Not("a day is one of a month")
    not_in_memoirs(ground)
    return _instant(ground, day, -1)


@rule("hanging", "d INST MONTH", name="instant")
def _instant_month(ground: Ground, day: int, inst: int, month: int) -> Piece:
    return _instant(ground, day, month, inst)


@rule("hanging", "d INST", "d MONTH INST", name="instant")
def _instant(ground: Ground, day: int, *rest: int) -> Piece:
    year, month = month_of_writing(ground)
    months = year * 12 + month - 1 + rest[-1]
    if len(rest) > 1 and rest[0] != months % 12 + 1:
        raise No("the month that is named is not the one that is counted")
    return plain(months // 12, months % 12 + 1, day)


@rule("hanging", "WDAY", "LAST WDAY", "WDAY LAST", name="weekday")
def _weekday(ground: Ground, weekday: int) -> Piece:
    if ground.document is None or ground.kind != "news":
        raise Hangs("which week is not said")
    low, high = span(ground.document)
    if low is None or high is None:
        raise Hangs("which week is not said")
    number = day_of_writing(ground)
    return of_day(day_of(number - ((((number + 3) % 7) - weekday) % 7 or 7), ground))

