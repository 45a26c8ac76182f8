"""Dates of every form, made by rule."""

import datetime as dt

import hypothesis.strategies as st

_DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)).map(dt.date.isoformat)
_MONTHS = st.builds("{:04}-{:02}".format, st.integers(1000, 2999), st.integers(1, 12) | st.integers(21, 41))
_YEARS = st.builds("{:04}".format, st.integers(1000, 2999)) | st.sampled_from(["191X", "19XX", "-0043", "0000", "-01XX", "1917-1X", "1917-XX", "1917-03-XX", "Y170000", "1950S2"])
_MARKED = st.builds(str.__add__, _DAYS | _MONTHS | st.builds("{:04}".format, st.integers(1000, 2999)), st.sampled_from("?~%"))
_HOURS = st.builds("{}T{:02}{}".format, _DAYS, st.integers(0, 23), st.sampled_from(["", ":00", ":45", ":59:30", ":30Z"]))
PLAIN = _DAYS | _MONTHS | _YEARS | _MARKED
_TWO = st.tuples(_DAYS, _DAYS).map(sorted)
_SETS = st.lists(_DAYS, min_size=1, max_size=4).map(sorted).map(",".join) | _TWO.map("..".join) | _DAYS.map("..{}".format) | _DAYS.map("{}..".format)
EDTF = PLAIN | _HOURS | _TWO.map("/".join) | PLAIN.map("{}/..".format) | PLAIN.map("../{}".format) | _SETS.map("[{}]".format) | _SETS.map("{{{}}}".format)
"""Strings of the standard, levels 0 to 2, with our hours."""
