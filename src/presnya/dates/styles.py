"""When the year began. A date's year as its writer counted it → the year that begins on 1 January.

After general reference pages on the web; no handbook was opened. See also, not consulted: C. R. Cheney and M. Jones, "A Handbook of Dates"; H. Grotefend, "Taschenbuch
der Zeitrechnung"; A. Giry, "Manuel de diplomatique"; E. I. Kamentseva, "Khronologiya". Days and months stay as they are written: the styles belong to the Julian calendar,
and turning a day into a Gregorian one is the next step (`from_julian`).
"""

from typing import Final, Literal

from presnya.dates.calendar import Day, from_julian_day_number, julian_day_number, month_length
from presnya.terms.errors import BadDate

Style = Literal["january", "venetian", "annunciation", "pisan", "nativity", "easter", "september world", "march world"]

STYLES: Final[dict[Style, str]] = {
    "january": "1 January, as now",
    "venetian": "1 March after (more veneto): January and February belong to the year before",
    "annunciation": "25 March after (Florence; England until 1751): 1 January to 24 March belong to the year before",
    "pisan": "25 March before (Pisa): 25 March to 31 December belong to the year after",
    "nativity": "25 December before: 25 to 31 December belong to the year after",
    "easter": "Easter (France, until the edict of Roussillon, 1564)",
    "september world": "1 September, years of the world, 5508 before Christ (Byzantium; Muscovy until 1699)",
    "march world": "1 March, years of the world, 5508 before Christ (old Rus)",
}
_WORLD: Final = -5508
_CHANGES: Final[dict[Style, tuple[tuple[int, int], int, int]]] = {
    "january": ((1, 1), 0, 0), "venetian": ((3, 1), 1, 0), "annunciation": ((3, 25), 1, 0), "pisan": ((3, 25), 0, -1), "nativity": ((12, 25), 0, -1),
    "september world": ((9, 1), _WORLD, _WORLD - 1), "march world": ((3, 1), _WORLD + 1, _WORLD),
}
"""Style → (month, day) on which its year begins, and what to add to the year before and from that day."""
_EASTER_YEARS: Final = (1000, 1567)
"""Within these; the edict took hold in the Paris chancery in 1564, in the Parlement in 1567."""


def julian_easter(year: int) -> Day:
    """Easter Sunday of the Julian calendar: Sunday after the full moon of the tables (nineteen-year cycle, epact of 15)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return Day(year, month, day + 1)


def modern_year(year: int, month: int, day: int, style: Style) -> Day:
    """The same day with the year that begins on 1 January. BadDate for a day that the style's year does not have, or has twice (Easter), and for an unknown style."""
    if style not in STYLES:
        raise BadDate(f'There is no style of the year "{style}".', next_step=f"Styles: {', '.join(STYLES)}.")
    if style == "easter":
        return _easter_style(year, month, day)
    begins, before, since = _CHANGES[style]
    new = year + (before if (month, day) < begins else since)
    if not 1 <= month <= 12 or not 1 <= day <= month_length(new, month, julian=True):  # noqa: PLR2004  months
        raise BadDate(f"There is no day {day} in month {month} of the year {year} ({style}).", next_step="See the day and month in the source again.")
    return Day(new, month, day)


def _easter_style(year: int, month: int, day: int) -> Day:
    if not _EASTER_YEARS[0] <= year <= _EASTER_YEARS[1]:
        raise BadDate(f"The year {year} did not begin at Easter.", next_step=f"The style was that of France, here read for {_EASTER_YEARS[0]} to {_EASTER_YEARS[1]}; choose another.")
    first = julian_day_number(*julian_easter(year))
    after = julian_day_number(*julian_easter(year + 1))
    fit = [one for one in (year, year + 1) if 1 <= month <= 12 and 1 <= day <= month_length(one, month, julian=True)  # noqa: PLR2004  months
           and first <= julian_day_number(one, month, day) < after]
    if len(fit) == 1:
        return Day(fit[0], month, day)
    written = f"Day {day} of month {month} of the year {year} from Easter"
    if fit:
        raise BadDate(f"{written} came twice.", next_step=f"Was it in {year} or {year + 1}? Words like “before” or “after Easter” tell; then give it with the year from 1 January.")
    begins = from_julian_day_number(first)
    raise BadDate(f"{written} never came.", next_step=f"That year began on {begins.day}.{begins.month:02}.{year} and ended before the next Easter; see the source again.")
