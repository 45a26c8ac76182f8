"""EDTF and calendars → the date record of a claim, and how two records stand to each other."""

import re
from itertools import islice, product
from typing import Final

from presnya.dates.calendar import DAY, day_number, from_day_number, iso_day, julian_day_number, month_length
from presnya.dates.edtf import PART, Edtf, days_of, parse
from presnya.dates.ranges import years_of
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate

RULE: Final = "given@1"
MOST_YEARS: Final = 10
_PLAIN: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([?~%]?)", re.ASCII)


def date_value(edtf: str, *, words: str = "", calendar: Calendar = "gregorian", lang: str = "und", rule: str = RULE) -> DateValue:
    """The record of a Gregorian EDTF date; `calendar` is that of the words. BadDate when it is no date."""
    parsed = parse(edtf)
    return DateValue(words=words or edtf, edtf=edtf, lang=lang, calendar=calendar, begin=parsed.begin, end=parsed.end, rule=rule)


def declined(words: str, why: str, *, lang: str = "und", calendar: Calendar = "unknown") -> DateValue:
    """A record that keeps the words and says why they were not read."""
    return DateValue(words=words, lang=lang, calendar=calendar, rule=f"declined: {why}")


def from_julian(edtf: str, *, words: str = "", lang: str = "und", rule: str = "julian@1") -> DateValue:
    """The record of a date written in the Julian calendar. Days are turned into Gregorian days, also in intervals, in sets and with hours; a Julian month into the days it spans.

    BadDate for what is no Julian date (29 February 1900 is one). Years, seasons and quarters are not turned: a shift of days would claim a precision nobody gave.
    """
    return date_value(_turned(edtf), words=words or edtf, calendar="julian", lang=lang, rule=rule)


def _turned(edtf: str) -> str:
    if edtf[:1] in "[{" and len(edtf) > 2:  # noqa: PLR2004  the brackets themselves
        return edtf[0] + ",".join(_ends(part.strip(), "..") for part in edtf[1:-1].split(",")) + edtf[-1]
    part = PART.fullmatch(edtf)
    if part and "X" in (part["year"] or "") and _has_days(part):
        return _some_year(edtf, part)
    return _ends(edtf, "/")


def _has_days(part: "re.Match[str]") -> bool:
    """Whether there is a month or day to turn: not in years, seasons, quarters."""
    month, day = part["month"], part["day"]
    if not month or month == "XX":
        return bool(month) and day not in (None, "XX")
    return bool(month <= "1X" or "X" in month)


def _some_year(edtf: str, part: "re.Match[str]") -> str:
    """A day or month of one of several years: one of them, each turned for itself; where they are more than a decade's, one of the days from the first to the last."""
    years = list(islice(years_of(part["year"]), MOST_YEARS + 1))
    if len(years) > MOST_YEARS:
        return f"[{'..'.join(_turn(edtf))}]"
    turned: list[str] = []
    for year in years:
        try:
            first, last = _turn(edtf.replace(part["year"], f"{'-' if year < 0 else ''}{abs(year):04}"))
        except BadDate:  # 29 February of a common year: some other year has it, or the whole is refused below
            continue
        turned.append(first if first == last else f"{first}..{last}")
    days_of(edtf, part, julian=True)
    return f"[{','.join(turned)}]"


def _ends(edtf: str, mark: str) -> str:
    """A date, or two with a mark between, each of which may be open."""
    left, between, right = edtf.partition(mark)
    first, last = _turn(left)[0], _turn(right)[1] if between else _turn(left)[1]
    return first if first == last and not between else f"{first}{mark}{last}"


def _turn(edtf: str) -> tuple[str, str]:
    """First and last Gregorian day of a Julian date; twice the date itself where it is open, or has no month or day to turn."""
    found = _PLAIN.fullmatch(edtf)
    if found and found[2] and found[2] <= "12":  # not by way of the Gregorian calendar: it lacks some Julian days
        return _turn_plain(edtf, found)
    part = PART.fullmatch(edtf)
    if part is None or not _has_days(part):
        return edtf, edtf
    if part["hour"]:
        day, _, hour = edtf.partition("T")
        return (f"{_turn(day)[0]}T{hour}",) * 2
    low, high = days_of(edtf, part, julian=True)
    signs = "".join(part[f"q{nth}"] or "" for nth in range(1, 8))
    sign = "%" if "%" in signs or ("~" in signs and "?" in signs) else signs[:1]
    return iso(julian_day_number(*low)) + sign, iso(julian_day_number(*high)) + sign


def _turn_plain(edtf: str, found: "re.Match[str]") -> tuple[str, str]:
    year, month, day, sign = int(found[1]), int(found[2]), int(found[3] or 0), found[4]
    if not month:
        parse(edtf)  # says that there is no month 0
    length = month_length(year, month or 1, julian=True)
    if found[3] and not 1 <= day <= length:
        raise BadDate(f'"{edtf}" is no date of the Julian calendar.', next_step=f"Month {found[2]} of {year} has {length} days there.")
    return iso(julian_day_number(year, month, day or 1)) + sign, iso(julian_day_number(year, month, day or length)) + sign


def iso(number: int) -> str:
    """A day number as YYYY-MM-DD."""
    return iso_day(from_day_number(number))


def span(value: DateValue) -> tuple[int | None, int | None]:
    """(earliest, latest) minute the date can touch."""
    return value.begin[0], value.end[1]


def midpoint(value: DateValue) -> int | None:
    """Minute by which to order; None for a date that was not read. Open ends count as their known end."""
    low, high = span(value)
    if low is None:
        return high
    return low if high is None else (low + high) // 2


def start(value: DateValue) -> int | None:
    """Earliest minute, for sorting; the latest where the beginning is open."""
    low, high = span(value)
    return high if low is None else low


Bounds = tuple[int | None, int | None]
Range = tuple[Bounds, Bounds]
"""Begin and end, each (earliest, latest)."""


def ranges(value: DateValue) -> list[Range]:
    """The (begin, end) it may have: one pair, or one for each member of "one of" a set. Approximate ends are widened by `slack`."""
    parsed = parse(value.edtf)
    if parsed.shape == "one of":
        return [_widened(member, member.begin, member.end, as_run=member.shape == "run") for member in parsed.members]
    return [_widened(parsed, value.begin, value.end)]


def _widened(parsed: Edtf, begin: Bounds, end: Bounds, *, as_run: bool = False) -> Range:
    if as_run:  # some one of its values
        begin = end = (begin[0], end[1])
    if not parsed.approximate:
        return begin, end
    firsts: tuple[Edtf, ...] = (parsed,)
    lasts: tuple[Edtf, ...] = (parsed,)
    if parsed.shape in ("interval", "run"):
        firsts, lasts = (parsed.members[:1] if parsed.first_is == "dated" else ()), (parsed.members[-1:] if parsed.last_is == "dated" else ())
    more = [max((slack(one) for one in ends if one.approximate), default=0) for ends in (firsts, lasts)]
    first, last = (more[0] or more[1], more[1] or more[0]) if as_run else more
    return _wider(begin, first), _wider(end, last)


def _wider(bounds: Bounds, more: int) -> Bounds:
    low, high = bounds
    return None if low is None else low - more, None if high is None else high + more


def disjoint(one: DateValue, other: DateValue) -> bool:
    """Whether the two certainly cannot be the same time. Approximate dates are widened first (see `slack`), members of "one of" are tried one by one; unread ones are never disjoint."""
    if not one.edtf or not other.edtf:
        return False
    return all(_apart(first, second) for first, second in product(ranges(one), ranges(other)))


def _apart(one: Range, other: Range) -> bool:
    low, high, other_low, other_high = one[0][0], one[1][1], other[0][0], other[1][1]
    return (high is not None and other_low is not None and high < other_low) or (other_high is not None and low is not None and other_high < low)


def slack(parsed: Edtf) -> int:
    """Minutes by which `~` may miss: an hour for an hour, one day for a day, a month for a month, two years for a year, its own length for more. A stated rule, not a measurement."""
    low, high = parsed.begin[0], parsed.end[1]
    if low is None or high is None:
        return 0
    length = high - low + 1
    if length <= 60:  # noqa: PLR2004  minutes
        return 60
    if length <= DAY:
        return DAY
    if length <= 31 * DAY:
        return 31 * DAY
    return 2 * 366 * DAY if length <= 366 * DAY else length


def certainly_before(one: DateValue, other: DateValue) -> bool:
    """Whether the first certainly ends before the second begins."""
    high, low = one.end[1], other.begin[0]
    return high is not None and low is not None and high < low


def age_at(born: DateValue, then: DateValue) -> tuple[int, int] | None:
    """(least, greatest) age in whole years at a date; None where either is open, or the date is before every possible birth."""
    if None in (*span(born), *span(then)):
        return None
    low, high = span(born)
    first, last = span(then)
    least, greatest = _years(high or 0, first or 0), _years(low or 0, last or 0)
    return (max(0, least), greatest) if greatest >= 0 else None


def _years(birth: int, then: int) -> int:
    born, now = from_day_number(birth // DAY), from_day_number(then // DAY)
    return now.year - born.year - ((now.month, now.day) < (born.month, born.day))


def days_between(one: str, other: str) -> int:
    """Whole days from one plain EDTF day to another (2013-10-20 to 2013-11-30 is 41)."""
    first, last = (day_number(*(int(part) for part in text.split("-"))) for text in (one, other))
    return last - first
