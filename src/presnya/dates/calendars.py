"""A date as a source wrote it, in whichever calendar, → the Gregorian record of a claim."""

from presnya.dates.calendar import DAY, Day, iso_day
from presnya.dates.cutover import calendar_of
from presnya.dates.edtf import PART, is_edtf, parse
from presnya.dates.republican import republican_days
from presnya.dates.styles import Style, modern_year
from presnya.dates.value import date_value, from_julian, iso, span
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate


def in_calendar(text: str, calendar: Calendar, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a date written in that calendar; "unknown" is read both ways (`suspected`). BadDate for what that calendar does not have."""
    match calendar:
        case "gregorian":
            return date_value(text, words=words, lang=lang)
        case "julian":
            return from_julian(text, words=words, lang=lang)
        case "republican":
            return from_republican(text, words=words, lang=lang)
        case _:
            return suspected(text, words=words, lang=lang)


def from_republican(text: str, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a date of the French Republic, years I to XIV: "II-11-09" (9 thermidor II), "0002-11", "II". A month or year becomes "some day of those"."""
    first, last, sign = republican_days(text)
    edtf = iso(first) + sign if first == last else f"[{iso(first)}{sign}..{iso(last)}{sign}]"
    return date_value(edtf, words=words or text, calendar="republican", lang=lang, rule="republican@1")


def dual_date(old: str, new: str, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a day given in both styles, "25 October (7 November) 1917": two EDTF days, Julian and Gregorian. BadDate when they are not the same day."""
    turned = from_julian(old).edtf
    if turned != new or not _is_day(new):
        raise BadDate(f"{old} (Old Style) and {new} (New Style) are not one day.", next_step=f"{old} Old Style is {turned} New Style. See the source again, or give one of them.")
    return date_value(new, words=words or f"{old} ({new})", calendar="julian", lang=lang, rule="dual@1")


def suspected(text: str, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a date that is Julian or Gregorian, nobody says which: one of its two readings, `calendar` "unknown", rule "suspected-julian@1".

    A day, or a day with its hour, becomes [Julian reading, Gregorian reading]; a month, the days from the first of either to the last; the dates of "one of" a set each
    their two. Years, seasons and what has them alone do not differ and stay. A day that only the Julian calendar has (29 February 1900) is Julian: rule "only-julian@1".
    BadDate for intervals and "all of" sets, whose readings cannot be said in one EDTF string.
    """
    if not is_edtf(text):
        return from_julian(text, words=words, lang=lang, rule="only-julian@1")  # BadDate when neither calendar has it
    read = parse(text)
    members = read.members if read.shape == "one of" else (read,)
    if any(member.shape != "date" for member in members):
        raise BadDate(f'"{text}" cannot be read in two calendars at once.', next_step="Name the calendar, or give each of its dates alone.")
    readings = [reading for member in members for reading in _readings(member.text)]
    edtf = readings[0] if len(readings) == 1 and ".." not in readings[0] else f"[{','.join(readings)}]"
    return date_value(edtf, words=words or text, calendar="unknown", lang=lang, rule="suspected-julian@1")


def _readings(edtf: str) -> list[str]:
    julian = from_julian(edtf).edtf
    if julian == edtf:
        return [edtf]
    if "/" not in julian:
        return [edtf, *julian.strip("[]").split(",")]
    spans = [span(date_value(reading)) for reading in (edtf, julian)]
    lows, highs = [low for low, _ in spans if low is not None], [high for _, high in spans if high is not None]
    return [f"{iso(min(lows) // DAY)}..{iso(max(highs) // DAY)}"]


def at_place(text: str, place: str, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a day by the calendar that its place then used (see `cutover.PLACES`); both readings where the references do not agree on the change.

    `text` is one EDTF day. BadDate for a day that the place left out, and for a place that is not in the table.
    """
    found = PART.fullmatch(text)
    if not found or not found["day"] or "X" in text:
        raise BadDate(f'"{text}" is no single day.', next_step="Only a day tells by itself on which side of the change it lies; for months and years name the calendar.")
    calendar = calendar_of(place, int(found["year"]), int(found["month"]), int(found["day"]))
    return in_calendar(text, calendar, words=words, lang=lang)


def in_style(year: int, month: int, day: int, style: Style, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of a Julian day whose year began otherwise than on 1 January (`styles.STYLES`)."""
    modern = modern_year(year, month, day, style)
    return from_julian(iso_day(modern), words=words or iso_day(Day(year, month, day)), lang=lang, rule=f"{style.replace(' ', '-')}-style@1")


def split_year(first: int, second: int, month: int, day: int, *, words: str = "", lang: str = "und") -> DateValue:
    """The record of an English day with both years, "11 February 1731/2": the later is that from 1 January. BadDate unless it lies between 1 January and 24 March, a year on."""
    if second != first + 1 or modern_year(first, month, day, "annunciation").year != second:
        raise BadDate(f"{first}/{second} is no double year for day {day} of month {month}.", next_step="Only 1 January to 24 March have one, of two years that follow each other.")
    return from_julian(iso_day(Day(second, month, day)), words=words or f"{iso_day(Day(first, month, day))}/{second}", lang=lang, rule="split-year@1")


def _is_day(text: str) -> bool:
    read = parse(text) if is_edtf(text) else None
    return bool(read and read.shape == "date" and read.begin[0] is not None and read.begin[1] is not None and read.begin[1] - read.begin[0] < DAY)

