"""Where and when the Gregorian calendar took the Julian one's place.

Days after general reference tables on the web, among them that of the Rundetårn observatory (E. Poulsen, "The transition from Julian to Gregorian Calendar"); neither the
laws nor a handbook was opened. Where the tables do not agree, the row holds both days, and between them nothing is claimed. See also, not consulted: "Explanatory
Supplement to the Astronomical Almanac"; H. Grotefend, "Taschenbuch der Zeitrechnung".
Civil use only: churches, and people writing abroad, kept other calendars longer.
"""

from typing import Final, Literal, NamedTuple

from presnya.dates.calendar import DAY, Day, from_day_number, iso_day, julian_day_number, minutes, month_length
from presnya.terms.errors import BadDate


class CutOver(NamedTuple):
    """`last`: the last day that was certainly counted in the old calendar, `first`: the first that was certainly counted in the new one, each as it was then called.

    Where the references agree, `first` is the day after `last`; where they do not (`disputed`), nothing is claimed between the two.
    """

    last: Day
    first: Day
    note: str = ""
    disputed: bool = False

    @property
    def minute(self) -> int:
        """The first minute (as in `terms.DateValue`) after the last day that was certainly counted in the old calendar."""
        return (julian_day_number(*self.last) + 1) * DAY


def _row(last: tuple[int, int, int], note: str = "", *, first: tuple[int, int, int] | None = None) -> CutOver:
    return CutOver(Day(*last), Day(*first) if first else from_day_number(julian_day_number(*last) + 1), note, disputed=first is not None)


_BULL: Final = "bull Inter gravissimas"
PLACES: Final[dict[str, CutOver]] = {
    "italy": _row((1582, 10, 4), _BULL), "spain": _row((1582, 10, 4), _BULL), "portugal": _row((1582, 10, 4), _BULL), "poland": _row((1582, 10, 4), f"{_BULL}; not Russian Poland"),
    "france": _row((1582, 12, 9), "with Lorraine; not Alsace"), "bavaria": _row((1583, 10, 5)), "bohemia": _row((1584, 1, 6)), "hungary": _row((1587, 10, 21)),
    "transylvania": _row((1590, 12, 14)), "prussia": _row((1610, 8, 22), "the Duchy: 2 September 1610 or 1612", first=(1612, 9, 2)), "protestant germany": _row((1700, 2, 18)),
    "denmark": _row((1700, 2, 18), "with Norway"), "great britain": _row((1752, 9, 2), "with Ireland and the colonies"),
    "sweden": _row((1753, 2, 17), "with Finland; 1 March 1700 to 30 February 1712 in a calendar of its own"), "bulgaria": _row((1916, 3, 31)),
    "russia": _row((1918, 1, 31), "decree of 24 January 1918 O.S."), "romania": _row((1919, 1, 18), "1 February or 14 April 1919", first=(1919, 4, 14)),
    "serbia": _row((1919, 1, 14), "Kingdom of Serbs, Croats and Slovenes: 28 January or 1 February 1919", first=(1919, 2, 1)), "greece": _row((1923, 2, 15), "civil; the church later"),
}
REFORM: Final = minutes(1582, 10, 15)
"""The Gregorian calendar's first minute: before it there is no New Style to tell from the Old."""
RUSSIA: Final = PLACES["russia"].minute
"""Where pages stop to say Old Style, when nothing else is said."""
_SWEDISH: Final = (1700, 3, 1), (1712, 2, 30)


def cut_over(place: str) -> CutOver:
    """The change at a place (lower or upper case); BadDate with the places known. Turkey is not among them: before 1917 its civil days were of the Rumi calendar, years until 1926."""
    found = PLACES.get(place.casefold())
    if found is None:
        raise BadDate(f'When "{place}" changed its calendar is not in the table.', next_step=f"Name the calendar (julian or gregorian), or one of: {', '.join(PLACES)}.")
    return found


def calendar_of(place: str, year: int, month: int, day: int) -> Literal["julian", "gregorian", "unknown"]:
    """The calendar in which a day so named at a place was counted; "unknown" where the references do not agree. BadDate for a day that was left out, or that no calendar has."""
    row = cut_over(place)
    named = Day(year, month, day)
    if place.casefold() == "sweden" and _SWEDISH[0] <= named <= _SWEDISH[1]:
        raise BadDate(f"{iso_day(named)} in Sweden is a day of the Swedish calendar of 1700 to 1712, which is not read.", next_step="Give the day in the Julian or the Gregorian calendar.")
    if not 1 <= month <= 12 or not 1 <= day <= month_length(year, month, julian=named < row.first):  # noqa: PLR2004  months
        raise BadDate(f"{iso_day(named)} is no day of the calendar then in use at {place}.", next_step="See the day and month in the source again.")
    if row.last < named < row.first and row.disputed:
        return "unknown"
    if row.last < named < row.first:
        raise BadDate(f"There was no {iso_day(named)} at {place}: {iso_day(row.last)} was followed by {iso_day(row.first)}.", next_step="If the source counts otherwise, name its calendar.")
    return "julian" if named <= row.last else "gregorian"
