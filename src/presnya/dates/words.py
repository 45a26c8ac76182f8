"""Dates in words → EDTF, or declined with a reason. Never a guess: an expression no rule reads whole is declined.

One rule is one pattern over the whole expression and one function; its name stands in the answer. English so far;
other languages bring a table and their own rules beside this one.
"""

import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from presnya.dates.calendar import DAY, Day, day_number, from_day_number, from_julian_day_number, julian_day_number
from presnya.dates.value import date_value, declined, from_julian, span
from presnya.dates.words_en import DECADES, MONTHS, NUMBERS, ORDINALS, ROMAN, SEASONS, WEEKDAYS
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate

Kind = Literal["essay", "memoir", "chronicle", "news"]
VERSION: Final = "1"

_M = "|".join(sorted(MONTHS, key=len, reverse=True)).replace("may", "may")
_S = "|".join(SEASONS)
_N = "|".join(sorted(NUMBERS, key=len, reverse=True))
_O = "|".join(sorted(ORDINALS, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th|d)?"
_YEAR = r"(\d{4})"
_PART = r"(early|mid|middle|late|the beginning of|beginning of|the end of|end of|the start of|start of|the middle of|middle of)"


class Ground(NamedTuple):
    """What relative dates hang on. `anchor` is the date last stated before; `document` the source's own. Both are Gregorian; with `julian` the text counts Old Style."""

    document: DateValue | None
    anchor: DateValue | None
    kind: Kind
    julian: bool = False


class _No(Exception):  # not an error: a rule's way to say that it read the words but may not answer
    """Declined, with the reason."""


Answer = Callable[["re.Match[str]", Ground], str]
_RULES: list[tuple[str, "re.Pattern[str]", Answer]] = []


def _rule(name: str, pattern: str) -> Callable[[Answer], Answer]:
    def keep(answer: Answer) -> Answer:
        _RULES.append((f"{name}@{VERSION}", re.compile(pattern), answer))
        return answer

    return keep


def read_words(
    words: str, *, lang: str = "en", document_date: DateValue | None = None, calendar: Calendar = "gregorian", kind: Kind = "essay", anchor: DateValue | None = None,
) -> DateValue:
    """Read one date expression. The answer keeps `words`; `edtf` is empty and `rule` says "declined: why" when it was not read.

    In the Julian calendar, days and months are turned into Gregorian ones, unless the words say which style they are. Rules answer in the calendar of the
    text: what hangs on another date is counted in that calendar too ("that month" is the Old Style month), and all is turned once, at the end.
    """
    if lang.partition("-")[0] != "en":
        return declined(words, f"no rules for dates in “{lang}” yet", lang=lang, calendar=calendar)
    plain, style = _style(_tidy(words))
    ground = Ground(document_date, anchor, kind, julian=(style or calendar) == "julian")
    for name, pattern, answer in _RULES:
        found = pattern.fullmatch(plain)
        if not found:
            continue
        try:
            edtf = answer(found, ground)  # both ways below raise BadDate for a day that its calendar does not have
            if "dual" not in name and ground.julian:
                return from_julian(edtf, words=words, lang=lang, rule=f"{name}+julian")
            return date_value(edtf, words=words, calendar="julian" if "dual" in name else style or calendar, lang=lang, rule=name)
        except _No as reason:
            return declined(words, str(reason), lang=lang, calendar=calendar)
        except BadDate as error:
            return declined(words, error.message, lang=lang, calendar=calendar)
    return declined(words, "no rule reads these words whole", lang=lang, calendar=calendar)


def _tidy(words: str) -> str:
    plain = words.casefold().replace("–", "-").replace("—", "-").replace("−", "-").replace("’", "'").replace(" ", " ")
    plain = re.sub(r"\s+", " ", plain).strip(" ,.;:'\"“”")
    plain = re.sub(r"\b([a-z]{3,4})\.(?=\s|$)", r"\1", plain)
    plain = re.sub(r"^(?:in|on|at|by the time of|during|of|throughout|over|just) (?=\S)", "", plain)
    return re.sub(r"^the (?!end|beginning|start|middle|first|second|very|night|same|following|next|previous|day|evening|morning)", "", plain)


def _style(plain: str) -> tuple[str, Calendar | None]:
    old = re.sub(r"[ ,(]*\(?(?:o\.? ?s\.?|old style)\)?$", "", plain)
    if old != plain:
        return old.strip(" ,("), "julian"
    new = re.sub(r"[ ,(]*\(?(?:n\.? ?s\.?|new style)\)?$", "", plain)
    return (new.strip(" ,("), "gregorian") if new != plain else (plain, None)


def _month(words: str) -> int:
    return MONTHS[words]


def _ymd(year: int | str, month: int | None = None, day: int | str | None = None) -> str:
    number = int(year)
    out = f"{'-' if number < 0 else ''}{abs(number):04}"
    if month is not None:
        out += f"-{month:02}"
    return out if day is None else f"{out}-{int(day):02}"


# ── absolute dates ──────────────────────────────────────────────────────────────────────────────────────────────


@_rule("year", _YEAR)
def _year(found: "re.Match[str]", _: Ground) -> str:
    return found[1]


@_rule("uncertain-year", rf"(?:{_YEAR}\?|(?:probably|perhaps|possibly) {_YEAR})")
def _uncertain(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[1] or found[2]}?"


@_rule("about-year", rf"(?:c|ca|circa|about|around|some time around|sometime around|roughly|approximately)\.? ?{_YEAR}")
def _about(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[1]}~"


@_rule("bc", r"(\d{1,4}) (?:bc|b\.c|bce)\.?")
def _bc(found: "re.Match[str]", _: Ground) -> str:
    if not int(found[1]):
        raise _No("there is no year 0 before Christ")
    return _ymd(1 - int(found[1]))


@_rule("month-year", rf"({_M})(?: of)?,? {_YEAR}")
def _month_year(found: "re.Match[str]", _: Ground) -> str:
    return _ymd(found[2], _month(found[1]))


@_rule("day-month-year", rf"{_DAY}(?: of)? ({_M}),? {_YEAR}")
def _day_month_year(found: "re.Match[str]", _: Ground) -> str:
    return _ymd(found[3], _month(found[2]), found[1])


@_rule("month-day-year", rf"({_M}) (?:the )?{_DAY},? {_YEAR}")
def _month_day_year(found: "re.Match[str]", _: Ground) -> str:
    return _ymd(found[3], _month(found[1]), found[2])


@_rule("day-roman-year", r"(\d{1,2})\.? ?([ivx]+)\.? ?(\d{4})")
def _roman(found: "re.Match[str]", _: Ground) -> str:
    if found[2] not in ROMAN:
        raise _No(f"{found[2]} is no month")
    return _ymd(found[3], ROMAN[found[2]], found[1])


@_rule("dual", rf"{_DAY}(?: ({_M}))? ?\({_DAY}(?: ({_M}))?\)(?: ({_M}))?,? {_YEAR}")
def _dual(found: "re.Match[str]", _: Ground) -> str:
    """Old Style first, New Style in brackets: kept as New Style when the two are the same day."""
    last = found[5] or found[4] or found[2]
    if not last:
        raise _No("two days but no month")
    new_month = _month(found[4] or found[5] or found[2] or last)
    old_month = _month(found[2] or found[5] or found[4])
    year = int(found[6])
    old = from_julian(_ymd(year, old_month, found[1]))
    new = _ymd(year, new_month, found[3])
    if old.edtf != new and from_julian(_ymd(year - 1, old_month, found[1])).edtf != new:
        raise _No("the two days are not one day in the two calendars")
    return new


@_rule("day-range", rf"{_DAY} ?- ?{_DAY} ({_M}),? {_YEAR}")
def _day_range(found: "re.Match[str]", _: Ground) -> str:
    month = _month(found[3])
    return f"{_ymd(found[4], month, found[1])}/{_ymd(found[4], month, found[2])}"


@_rule("month-day-range", rf"({_M}) {_DAY} ?- ?{_DAY},? {_YEAR}")
def _month_day_range(found: "re.Match[str]", _: Ground) -> str:
    month = _month(found[1])
    return f"{_ymd(found[4], month, found[2])}/{_ymd(found[4], month, found[3])}"


@_rule("year-range", r"(\d{4}) ?- ?(\d{4}|\d{2})")
def _year_range(found: "re.Match[str]", _: Ground) -> str:
    last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]  # noqa: PLR2004  a whole year
    return f"{found[1]}/{last}"


@_rule("between", rf"between (?:({_M}) )?{_YEAR} and (?:({_M}) )?{_YEAR}")
@_rule("from-to", rf"(?:from )?(?:({_M}) )?{_YEAR} (?:to|until|till|through) (?:({_M}) )?{_YEAR}")
def _from_to(found: "re.Match[str]", _: Ground) -> str:
    return f"{_ymd(found[2], _month(found[1]) if found[1] else None)}/{_ymd(found[4], _month(found[3]) if found[3] else None)}"


@_rule("months-of-year", rf"(?:from |between )?({_M}) (?:to|and|until|-) ({_M}),? {_YEAR}")
def _months_of_year(found: "re.Match[str]", _: Ground) -> str:
    first, last = _month(found[1]), _month(found[2])
    if first >= last:
        raise _No("the months are in no order within one year")
    return f"{_ymd(found[3], first)}/{_ymd(found[3], last)}"


@_rule("before", rf"(?:before|until|till|up to|prior to) (?:({_M}) )?{_YEAR}")
def _before(found: "re.Match[str]", _: Ground) -> str:
    return f"[..{_ymd(found[2], _month(found[1]) if found[1] else None)}]"


@_rule("after", rf"(?:after|since) (?:({_M}) )?{_YEAR}")
def _after(found: "re.Match[str]", _: Ground) -> str:
    return f"[{_ymd(found[2], _month(found[1]) if found[1] else None)}..]"


@_rule("by", rf"by (?:({_M}) )?{_YEAR}")
def _by(found: "re.Match[str]", _: Ground) -> str:
    return f"../{_ymd(found[2], _month(found[1]) if found[1] else None)}"


@_rule("or", rf"{_YEAR} or {_YEAR}")
def _or(found: "re.Match[str]", _: Ground) -> str:
    return f"[{found[1]},{found[2]}]"


@_rule("night-of", rf"the (?:night|evening) of (?:the )?{_DAY}(?: of)? ({_M}),? {_YEAR}")
def _night(found: "re.Match[str]", ground: Ground) -> str:
    year, month, day = int(found[3]), _month(found[2]), int(found[1])
    number = (julian_day_number if ground.julian else day_number)(year, month, day)
    return f"{_ymd(year, month, day)}/{_named(number + 1, ground)}"


# ── parts of years, decades, centuries ──────────────────────────────────────────────────────────────────────────


@_rule("season-year", rf"({_S})(?: of)?,? {_YEAR}")
def _season(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[2]}-{SEASONS[found[1]]}"


@_rule("winter-years", r"winter(?: of)? (\d{4}) ?- ?(?:\d{4}|\d{2})")
def _winter(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[1]}-24"


@_rule("quarter", rf"(?:the )?(first|second|third|fourth|last) quarter of {_YEAR}")
def _quarter(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[2]}-{33 + ('first', 'second', 'third', 'fourth').index(found[1].replace('last', 'fourth'))}"


@_rule("half-year", rf"(?:the )?(first|second) half of {_YEAR}")
def _half(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[2]}-{40 if found[1] == 'first' else 41}"


@_rule("part-of-year", rf"{_PART}[ -](?:in |of )?{_YEAR}")
def _part_of_year(found: "re.Match[str]", _: Ground) -> str:
    first, last = {"e": (1, 4), "m": (5, 8), "l": (10, 12)}[_which(found[1])]
    return f"{_ymd(found[2], first)}/{_ymd(found[2], last)}"


def _which(words: str) -> str:
    if "early" in words or "beginning" in words or "start" in words:
        return "e"
    return "m" if "mid" in words else "l"


@_rule("hundreds", rf"(?:{_PART}(?:[ -]to[ -]late)?[ -](?:the )?)?\d{{2}}00'?s")
def _hundreds(found: "re.Match[str]", _: Ground) -> str:  # noqa: ARG001  every rule has both
    raise _No("whether ten years or a hundred are meant is not said")


@_rule("decade", r"(\d{2}[1-9])0'?s")
def _decade(found: "re.Match[str]", _: Ground) -> str:
    return f"{found[1]}X"


@_rule("part-of-decade", rf"{_PART}(?:[ -]to[ -]late)?[ -](?:the )?(\d{{2}}[1-9])0'?s")
def _part_of_decade(found: "re.Match[str]", _: Ground) -> str:
    first, last = {"e": (0, 3), "m": (4, 6), "l": (6, 9)}[_which(found[1])]
    return f"{found[2]}{first}~/{found[2]}{last}~"


@_rule("worded-decade", rf"(?:({_O})-century )?({'|'.join(DECADES)})")
def _worded_decade(found: "re.Match[str]", _: Ground) -> str:
    if found[1]:
        return f"{ORDINALS[found[1]] - 1:02}{DECADES[found[2]]}X"
    raise _No("which century is not said")


@_rule("century", rf"(?:({_O})|(\d{{1,2}})(?:st|nd|rd|th))[ -]century")
def _century(found: "re.Match[str]", _: Ground) -> str:
    return f"{_number(found) - 1:02}XX"


def _number(found: "re.Match[str]") -> int:
    return ORDINALS[found[1]] if found[1] else int(found[2])


@_rule("half-century", rf"(?:the )?(?P<half>first|second|last) half of (?:the )?(?:(?P<o>{_O})|(?P<n>\d{{1,2}})(?:st|nd|rd|th)) century")
def _half_century(found: "re.Match[str]", _: Ground) -> str:
    century = (ORDINALS[found["o"]] if found["o"] else int(found["n"])) - 1
    return f"{century:02}01/{century:02}50" if found["half"] == "first" else f"{century:02}51/{century + 1:02}00"


@_rule("part-of-century", rf"{_PART}[ -](?:years of )?(?:the )?(?:(?P<o>{_O})|(?P<n>\d{{1,2}})(?:st|nd|rd|th))[ -]century")
@_rule("early-years-of-century", rf"(early|middle|late|last|first) years of (?:the )?(?:(?P<o>{_O})|(?P<n>\d{{1,2}})(?:st|nd|rd|th)) century")
def _part_of_century(found: "re.Match[str]", ground: Ground) -> str:
    century = (ORDINALS[found["o"]] if found["o"] else int(found["n"])) - 1
    words = found[1].replace("first", "early").replace("last", "late")
    first, last = {"e": (1, 33), "m": (34, 66), "l": (67, 100)}[_which(words)]
    begin, end = century * 100 + first, century * 100 + last
    written = _latest_year(ground)
    return f"{begin:04}/{min(end, written) if written and written >= begin else end:04}"


# ── relative to the document or to a date before ────────────────────────────────────────────────────────────────


def _named(number: int, ground: Ground) -> str:
    """A day, by its number, as YYYY-MM-DD of the calendar the text counts in."""
    return _ymd(*_day_of(number, ground))


def _day_of(number: int, ground: Ground) -> Day:
    return from_julian_day_number(number) if ground.julian else from_day_number(number)


def _days(value: DateValue, ground: Ground) -> tuple[Day, Day] | None:
    """First and last day of a date in the calendar the text counts in, None when an end is open. Whole years are years in either calendar (`from_julian` does not turn them)."""
    low, high = span(value)
    if low is None or high is None:
        return None
    first, last = from_day_number(low // DAY), from_day_number(high // DAY)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return first, last
    return _day_of(low // DAY, ground), _day_of(high // DAY, ground)


def _days_of_writing(ground: Ground) -> tuple[Day, Day]:
    """First and last day on which the text can have been written."""
    if ground.document is None or not ground.document.edtf:
        raise _No("it hangs on the date of the document, which nobody has said")
    days = _days(ground.document, ground)
    if days is None:
        raise _No("it hangs on the date of the document, which is open")
    return days


def _year_of_writing(ground: Ground, *, ago: int = 0) -> int:
    first, last = _days_of_writing(ground)
    if first.year != last.year:
        raise _No("the date of the document is too wide to say which year is meant")
    return first.year - ago


def _latest_year(ground: Ground) -> int | None:
    """The last year in which the text can have been written, None when nobody knows."""
    try:
        return _days_of_writing(ground)[1].year
    except _No:
        return None


def _anchor_year(ground: Ground) -> int:
    if ground.anchor is None or not ground.anchor.edtf:
        raise _No("the year is not said here, nor just before")
    days = _days(ground.anchor, ground)
    if days is None or days[0].year != days[1].year:
        raise _No("the date before it spans more than one year")
    return days[0].year


def _retrospective(ground: Ground) -> bool:
    """Memoirs and chronicles count from the date told before; essays and news from their own day, unless a date was just told."""
    return ground.kind in ("memoir", "chronicle")


def _recent_month(month: int, ground: Ground) -> str:
    """The last such month at the time of writing. Declined when the text may have been written before or after it (“last July” in a text of 1917)."""
    years = {day.year if month <= day.month else day.year - 1 for day in _days_of_writing(ground)}
    if len(years) > 1:
        raise _No("the date of the document is too wide to say which year is meant")
    return _ymd(years.pop(), month)


def _not_in_memoirs(words: str, ground: Ground) -> None:
    if _retrospective(ground):
        raise _No(f"“{words}” in a memoir may be counted from the time told or the time of writing")


@_rule("month-alone", rf"({_M})")
def _month_alone(found: "re.Match[str]", ground: Ground) -> str:
    month = _month(found[1])
    if ground.anchor is not None and ground.anchor.edtf:
        return _ymd(_anchor_year(ground), month)
    if _retrospective(ground):
        raise _No("the year is not said here, nor just before")
    return _recent_month(month, ground)


@_rule("month-of-that-year", rf"({_M}) (?:of )?(that|the same|this|last) year")
def _month_that_year(found: "re.Match[str]", ground: Ground) -> str:
    month = _month(found[1])
    if found[2] in ("that", "the same"):
        return _ymd(_anchor_year(ground), month)
    _not_in_memoirs(f"{found[2]} year", ground)
    return _ymd(_year_of_writing(ground, ago=int(found[2] == "last")), month)


@_rule("day-month", rf"(?:{_DAY}(?: of)? ({_M})|({_M}) (?:the )?{_DAY})")
def _day_month(found: "re.Match[str]", ground: Ground) -> str:
    month, day = _month(found[2] or found[3]), found[1] or found[4]
    if ground.anchor is None or not ground.anchor.edtf:
        raise _No("the year is not said here, nor just before")
    return _ymd(_anchor_year(ground), month, day)


@_rule("last-month-name", rf"(?:last|this past) ({_M})")
def _last_month(found: "re.Match[str]", ground: Ground) -> str:
    _not_in_memoirs(found[0], ground)
    return _recent_month(_month(found[1]), ground)


@_rule("last-season", rf"(?:last|this past) ({_S})")
def _last_season(found: "re.Match[str]", ground: Ground) -> str:
    _not_in_memoirs(found[0], ground)
    code = SEASONS[found[1]]
    over = {21: 6, 22: 9, 23: 12, 24: 15}[code]
    years = {day.year if day.month >= over else day.year - 1 for day in _days_of_writing(ground)}
    if len(years) > 1:
        raise _No("the date of the document is too wide to say which year is meant")
    return f"{years.pop()}-{code}"


@_rule("this-year", r"(?:earlier |later )?(?:this|the present|the current) year|so far this year")
def _this_year(found: "re.Match[str]", ground: Ground) -> str:
    _not_in_memoirs(found[0], ground)
    return _ymd(_year_of_writing(ground))


@_rule("last-year", r"last year")
def _last_year(found: "re.Match[str]", ground: Ground) -> str:
    _not_in_memoirs(found[0], ground)
    return _ymd(_year_of_writing(ground, ago=1))


@_rule("that-year", r"(?:that|the same) year|later that year|earlier that year")
def _that_year(found: "re.Match[str]", ground: Ground) -> str:  # noqa: ARG001
    return _ymd(_anchor_year(ground))


@_rule("that-month", r"(?:later |earlier )?(?:that|the same) month")
def _that_month(found: "re.Match[str]", ground: Ground) -> str:  # noqa: ARG001
    low, high = _anchor_days(ground)
    if (low.year, low.month) != (high.year, high.month):
        raise _No("the date before it is wider than a month")
    return _ymd(low.year, low.month)


def _anchor_days(ground: Ground) -> tuple[Day, Day]:
    if ground.anchor is None or not ground.anchor.edtf:
        raise _No("it hangs on a date before, and there is none")
    days = _days(ground.anchor, ground)
    if days is None:
        raise _No("the date it hangs on is open")
    return days


@_rule("year-after", rf"(?:the |a )?(?P<way>following|next|previous|preceding) year|(?:just )?(?P<n>{_N}) years? (?P<side>later|earlier|before|after|afterwards?)")
def _year_after(found: "re.Match[str]", ground: Ground) -> str:
    year = _anchor_year(ground)
    if found["way"]:
        return _ymd(year + (1 if found["way"] in ("following", "next") else -1))
    number = NUMBERS[found["n"]]
    return _ymd(year + (-number if found["side"] in ("earlier", "before") else number))


@_rule("days-after", rf"(?:just |only |some )?(?P<n>{_N}|\d{{1,3}}) (?P<unit>days?|weeks?|months?) (?P<side>later|earlier|before|after|afterwards?)|(?:the )?(?:very )?(?P<way>next|following|previous) day|the day (?P<rel>after|before)")
def _days_after(found: "re.Match[str]", ground: Ground) -> str:
    low, high = _anchor_days(ground)
    back = (found["side"] or found["way"] or found["rel"]) in ("earlier", "before", "previous")
    number = 1 if not found["n"] else NUMBERS.get(found["n"]) or int(found["n"])
    unit = (found["unit"] or "day").rstrip("s")
    if low == high and unit != "month":
        days = number * (7 if unit == "week" else 1)
        return _named((julian_day_number if ground.julian else day_number)(*low) + (-days if back else days), ground)
    if (low.year, low.month) == (high.year, high.month) and unit == "month":
        months = low.year * 12 + low.month - 1 + (-number if back else number)
        return _ymd(months // 12, months % 12 + 1)
    if (low.year, low.month) == (high.year, high.month) and unit in ("day", "week") and number * (7 if unit == "week" else 1) <= 7:  # noqa: PLR2004  a week at most
        return f"{_ymd(low.year, low.month)}~"
    raise _No("the date it hangs on is wider than its own unit")


@_rule("yesterday", r"(yesterday|today|tonight|this morning|last night)")
def _yesterday(found: "re.Match[str]", ground: Ground) -> str:
    _not_in_memoirs(found[0], ground)
    if not ground.document or not _single_day(ground.document):
        raise _No("the day of writing is not known")
    low = span(ground.document)[0] or 0
    return _named(low // DAY - (found[1] in ("yesterday", "last night")), ground)


def _single_day(value: DateValue) -> bool:
    low, high = span(value)
    return low is not None and high is not None and low // DAY == high // DAY


@_rule("instant", rf"(?:the )?{_DAY} (inst|ult|prox)\.?(?:ant|imo)?")
def _instant(found: "re.Match[str]", ground: Ground) -> str:
    (year, month, _), last = _days_of_writing(ground)
    if (year, month) != (last.year, last.month):
        raise _No("the month of writing is not known")
    months = year * 12 + month - 1 + {"inst": 0, "ult": -1, "prox": 1}[found[2]]
    return _ymd(months // 12, months % 12 + 1, found[1])


@_rule("weekday", rf"(?:last |on )?({'|'.join(WEEKDAYS)})")
def _weekday(found: "re.Match[str]", ground: Ground) -> str:
    if not ground.document or not _single_day(ground.document) or ground.kind != "news":
        raise _No("which week is not said")
    number = (span(ground.document)[0] or 0) // DAY
    back = (((number + 3) % 7) - WEEKDAYS.index(found[1])) % 7 or 7
    return _named(number - back, ground)
