"""Dates that a historian trusts: EDTF with bounds, two calendars, words kept beside what they were read as. Usable alone."""

from presnya.dates.calendar import DAY, Day, civil, day_number, from_day_number, is_leap, minutes, month_length, to_gregorian, to_julian
from presnya.dates.edtf import Edtf, bounds, is_edtf, parse
from presnya.dates.show import Face, edtf_in_words, face, show, year_of
from presnya.dates.value import (
    age_at, certainly_before, date_value, days_between, declined, disjoint, from_julian, midpoint, same_day, span, start,
)
from presnya.dates.words import Kind, read_words

__all__ = [
    "DAY", "Day", "Edtf", "Face", "Kind", "age_at", "bounds", "certainly_before", "civil", "date_value", "day_number", "days_between", "declined",
    "disjoint", "edtf_in_words", "face", "from_day_number", "from_julian", "is_edtf", "is_leap", "midpoint", "minutes", "month_length", "parse",
    "read_words", "same_day", "show", "span", "start", "to_gregorian", "to_julian", "year_of",
]
