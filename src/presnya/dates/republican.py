"""The French Republican calendar, years I to XIV.

No later year is read: the calendar was abolished from 1 January 1806, and from year XV on the days depend on a rule for leap years that was never settled (autumnal
equinox at Paris, or Romme's arithmetic), so that one date has up to three readings. Within I to XIV the leap years were III, VII and XI under every rule.
See also E. M. Reingold and N. Dershowitz, "Calendrical Calculations".
"""

import re
from itertools import accumulate
from typing import Final

from presnya.dates.calendar import Day, day_number
from presnya.terms.errors import BadDate

LAST_YEAR: Final = 14
LEAP: Final = (3, 7, 11)
MONTHS: Final = ("vendémiaire", "brumaire", "frimaire", "nivôse", "pluviôse", "ventôse", "germinal", "floréal", "prairial", "messidor", "thermidor", "fructidor", "jours complémentaires")
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")
_STARTS: Final = tuple(accumulate((366 if year in LEAP else 365 for year in range(1, LAST_YEAR + 1)), initial=day_number(1792, 9, 22)))
"""Day number of 1 vendémiaire of each year, and of the day after the last."""
_FORM: Final = re.compile(r"(?P<year>\d{1,4}|[IVX]{1,4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<sign>[?~%]?)", re.ASCII)


def republican_month_length(year: int, month: int) -> int:
    """Days of a month; the 13th is that of the complementary days, five or six."""
    return 30 if month <= 12 else 6 if year in LEAP else 5  # noqa: PLR2004  months


def republican_day_number(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (Gregorian) of a Republican day; BadDate for what the years I to XIV do not hold."""
    if not 1 <= year <= LAST_YEAR:
        raise BadDate(f"Year {year} of the Republic is not read.", next_step="Only years 1 to 14 were in use; later ones depend on a rule for leap years that was never settled.")
    if not 1 <= month <= 13 or not 1 <= day <= republican_month_length(year, month):  # noqa: PLR2004  months and the complementary days
        raise BadDate(f"There is no day {day} in month {month} of year {year} of the Republic.", next_step="Months 1 to 12 have 30 days; 13 stands for the complementary days, 5 or (III, VII, XI) 6.")
    return _STARTS[year - 1] + 30 * (month - 1) + day - 1


def from_republican_day_number(number: int) -> Day:
    """The Republican day so many days after 1970-01-01 (Gregorian); BadDate outside 22 September 1792 to 22 September 1806."""
    if not _STARTS[0] <= number < _STARTS[-1]:
        raise BadDate(f"Day {number} after 1 January 1970 lies outside the years I to XIV of the Republic.", next_step="They run from 22 September 1792 to 22 September 1806.")
    year = next(year for year in range(1, LAST_YEAR + 1) if number < _STARTS[year])
    month, day = divmod(number - _STARTS[year - 1], 30)
    return Day(year, month + 1, day + 1)


def republican_days(text: str) -> tuple[int, int, str]:
    """First and last day number, and the mark, of "II-11-09", "0002-11-09", "II-11" or "II" (year in Roman or Arabic figures, month and day in two digits each)."""
    found = _FORM.fullmatch(text)
    year = 0 if not found else ROMAN.index(found["year"]) + 1 if found["year"] in ROMAN else int(found["year"]) if found["year"].isdigit() else 0
    if not found or not year:
        raise BadDate(f'"{text}" is no date of the Republic.', next_step="Write year, month and day, e.g. II-11-09 for 9 thermidor II; months 01 to 12, 13 for the complementary days.")
    month, day = int(found["month"] or 0), int(found["day"] or 0)
    first = republican_day_number(year, month if found["month"] else 1, day if found["day"] else 1)
    last_month = month if found["month"] else 13
    last = first if found["day"] else republican_day_number(year, last_month, republican_month_length(year, last_month))
    return first, last, found["sign"]
