"""Dates that a historian trusts: EDTF with bounds, three calendars, words kept beside what they were read as, and how dates stand to each other. Usable alone."""

from presnya.dates.calendar import DAY, Day, civil, day_number, from_day_number, is_leap, iso_day, minutes, month_length, to_gregorian, to_julian
from presnya.dates.calendars import at_place, dual_date, from_republican, in_calendar, in_style, split_year, suspected
from presnya.dates.cutover import PLACES, REFORM, RUSSIA, CutOver, calendar_of, cut_over
from presnya.dates.edtf import Edtf, Marks, bounds, is_edtf, parse, values
from presnya.dates.meeting import NEAR, Spans
from presnya.dates.relations import RELATIONS, Relation, duration, elapsed, possible_relations, relation, same_day, same_week
from presnya.dates.republican import from_republican_day_number, republican_day_number
from presnya.dates.show import Face, edtf_in_words, face, show, year_of
from presnya.dates.styles import STYLES, Style, julian_easter, modern_year
from presnya.dates.value import age_at, certainly_before, date_value, days_between, declined, disjoint, from_julian, midpoint, span, start
from presnya.dates.words import Kind, read_words

__all__ = [
    "DAY", "NEAR", "PLACES", "REFORM", "RELATIONS", "RUSSIA", "STYLES", "CutOver", "Day", "Edtf", "Face", "Kind", "Marks", "Relation", "Spans", "Style", "age_at", "at_place", "bounds",
    "calendar_of", "certainly_before", "civil", "cut_over", "date_value", "day_number", "days_between", "declined", "disjoint", "dual_date", "duration",
    "edtf_in_words", "elapsed", "face", "from_day_number", "from_julian", "from_republican", "from_republican_day_number", "in_calendar", "in_style",
    "is_edtf", "is_leap", "iso_day", "julian_easter", "midpoint", "minutes", "modern_year", "month_length", "parse", "possible_relations", "read_words", "relation",
    "republican_day_number", "same_day", "same_week", "show", "span", "split_year", "start", "suspected", "to_gregorian", "to_julian", "values", "year_of",
]
