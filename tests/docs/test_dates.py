"""What docs/dates.md says of dates is what they do."""

import re
from pathlib import Path

import pytest

from presnya import dates
from presnya.terms.errors import BadDate

TEXT = (Path(__file__).parents[2] / "docs/dates.md").read_text(encoding="utf-8")
ROWS = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if re.match(r"\| `[^`]+` \|", line)]
PLACES = [[cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if re.match(r"\| [a-z ]+ \| \d{4}-", line)]


def day(moment):
    if moment is None:
        return "open"
    year, month, number = dates.from_day_number(moment // dates.DAY)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_docs_dates_span_what_they_say(row):
    edtf, _, first, last = row
    begin, end = dates.bounds(edtf)
    assert (day(begin[0]), day(end[1])) == (first, last)


def test_docs_dates_name_what_is_refused():
    refused = re.findall(r"`([^`]+)`", re.search(r"^Refused, for instance: (.*)$", TEXT, flags=re.MULTILINE)[1])
    assert len(refused) >= 5
    for edtf in refused:
        with pytest.raises(BadDate):
            dates.parse(edtf)


def test_docs_dates_name_every_place_and_its_change():
    named = {place: (last, first, note.startswith("disputed")) for place, last, first, note in PLACES}
    assert named == {place: ("{:04}-{:02}-{:02}".format(*row.last), "{:04}-{:02}-{:02}".format(*row.first), row.disputed) for place, row in dates.PLACES.items()}


def test_docs_dates_name_every_style_and_function():
    for style in dates.STYLES:
        assert f"`{style}`" in TEXT, style
    for name in re.findall(r"`([a-z]+_[a-z_]+|disjoint|duration|elapsed|relation|suspected)`", TEXT):
        assert callable(getattr(dates, name)), name


def test_docs_dates_tell_their_examples_truly():
    v = dates.date_value
    assert dates.from_julian("1917-10-25").edtf == "1917-11-07"
    assert dates.from_julian("1900-02-29").edtf == "1900-03-13"
    assert dates.from_republican("II-11-09").edtf == "1794-07-27"
    assert dates.suspected("1917-10-25").edtf == "[1917-10-25,1917-11-07]"
    assert dates.in_style(1648, 1, 30, "annunciation").edtf == "1649-02-09"
    assert dates.split_year(1731, 1732, 2, 11).edtf == "1732-02-22"
    assert dates.disjoint(v("[1917,1919]"), v("1918"))
    assert dates.relation(v("1917-03-09"), v("1917-03-10"), "meets", unit="day") == "certainly"
    assert dates.age_at(v("1890"), v("1917-03-09")) == (26, 27)
    with pytest.raises(BadDate):
        dates.at_place("1918-02-05", "russia")
