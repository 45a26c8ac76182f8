"""Dates that a historian trusts: EDTF with bounds, three calendars, words kept beside what they were read as, and how dates stand to each other. Usable alone."""

from presnya.dates.calendar import DAY, Day, civil, day_number, from_day_number, is_leap, minutes, month_length, to_gregorian, to_julian
from presnya.dates.edtf import Edtf, Marks, bounds, is_edtf, parse, values
from presnya.dates.relations import RELATIONS, Relation, duration, elapsed, possible_relations, relation, same_day, same_week
from presnya.dates.show import Face, edtf_in_words, face, show, year_of
from presnya.dates.value import age_at, certainly_before, date_value, days_between, declined, disjoint, from_julian, midpoint, span, start
from presnya.dates.words import Kind, read_words

__all__ = [
    "DAY", "RELATIONS", "Day", "Edtf", "Face", "Kind", "Marks", "Relation", "age_at", "bounds", "certainly_before", "civil", "date_value", "day_number",
    "days_between", "declined", "disjoint", "duration", "edtf_in_words", "elapsed", "face", "from_day_number", "from_julian", "is_edtf", "is_leap", "midpoint",
    "minutes", "month_length", "parse", "possible_relations", "read_words", "relation", "same_day", "same_week", "show", "span", "start", "to_gregorian",
    "to_julian", "values", "year_of",
]
