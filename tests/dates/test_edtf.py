"""EDTF levels 0 to 2 with bounds: good strings with the days they span, and strings that are no date."""

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates
from presnya.terms.errors import BadDate

DAY = 24 * 60


def days(first, last):
    """Minutes from the first day's first to the last day's last."""
    epoch = dt.date(1970, 1, 1)
    return ((dt.date.fromisoformat(first) - epoch).days * DAY, ((dt.date.fromisoformat(last) - epoch).days + 1) * DAY - 1)


SINGLE = {
    # level 0
    "1917-03-09": ("1917-03-09", "1917-03-09"), "1917-03": ("1917-03-01", "1917-03-31"), "1917": ("1917-01-01", "1917-12-31"), "1916-02": ("1916-02-01", "1916-02-29"),
    # level 1
    "1917?": ("1917-01-01", "1917-12-31"), "1917-03~": ("1917-03-01", "1917-03-31"), "1917-03-09%": ("1917-03-09", "1917-03-09"), "191X": ("1910-01-01", "1919-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"), "1917-XX": ("1917-01-01", "1917-12-31"), "1917-03-XX": ("1917-03-01", "1917-03-31"), "1917-XX-XX": ("1917-01-01", "1917-12-31"),
    "1917-21": ("1917-03-01", "1917-05-31"), "1917-24": ("1917-12-01", "1918-02-28"), "1915-24": ("1915-12-01", "1916-02-29"),
    # level 2
    "1917-03~-09": ("1917-03-09", "1917-03-09"), "?1917-03-09": ("1917-03-09", "1917-03-09"), "156X-12-25": ("1560-12-25", "1569-12-25"), "1917-1X": ("1917-10-01", "1917-12-31"),
    "1917-34": ("1917-04-01", "1917-06-30"), "1917-41": ("1917-07-01", "1917-12-31"), "1950S2": ("1900-01-01", "1999-12-31"), "1950S3": ("1950-01-01", "1959-12-31"),
}


@pytest.mark.parametrize(("edtf", "wanted"), SINGLE.items(), ids=SINGLE)
def test_a_date_spans_the_days_it_says(edtf, wanted):
    begin, end = dates.bounds(edtf)
    assert begin == end == days(*wanted)


@pytest.mark.parametrize(("edtf", "begin", "end"), [
    ("1917/1918", days("1917-01-01", "1917-12-31"), days("1918-01-01", "1918-12-31")),
    ("1917-03-09/1917-03-12", days("1917-03-09", "1917-03-09"), days("1917-03-12", "1917-03-12")),
    ("1917-03/..", days("1917-03-01", "1917-03-31"), (None, None)), ("../1917", (None, None), days("1917-01-01", "1917-12-31")), ("1917/", days("1917-01-01", "1917-12-31"), (None, None)),
    ("1917~/1918?", days("1917-01-01", "1917-12-31"), days("1918-01-01", "1918-12-31")),
    ("[1917,1919]", days("1917-01-01", "1919-12-31"), days("1917-01-01", "1919-12-31")), ("[1917..1919]", days("1917-01-01", "1919-12-31"), days("1917-01-01", "1919-12-31")),
    ("[..1917]", (None, days("1917-01-01", "1917-12-31")[1]), (None, days("1917-01-01", "1917-12-31")[1])),
])
def test_intervals_and_sets_keep_both_ends(edtf, begin, end):
    assert dates.bounds(edtf) == (begin, end)


def test_all_of_is_not_one_of():
    all_of, one_of = dates.parse("{1917,1919}"), dates.parse("[1917,1919]")
    assert (all_of.shape, one_of.shape) == ("all of", "one of")
    assert all_of.begin != one_of.begin


@pytest.mark.parametrize(("edtf", "approximate", "uncertain"), [("1917", False, False), ("1917~", True, False), ("1917?", False, True), ("1917%", True, True), ("1917/1918~", True, False)])
def test_marks_are_kept(edtf, approximate, uncertain):
    read = dates.parse(edtf)
    assert (read.approximate, read.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(("edtf", "low", "high"), [("1917-03-09T10:30", 630, 630), ("1917-03-09T10", 600, 659), ("1917-03-09T24:00", 1440, 1440)])
def test_hours_and_minutes_are_our_stated_extension(edtf, low, high):
    first = days("1917-03-09", "1917-03-09")[0]
    assert dates.bounds(edtf)[0] == (first + low, first + high)


@pytest.mark.parametrize(("edtf", "year"), [("Y17E4", 170000), ("Y-170000", -170000), ("-0044", -44), ("Y1950", 1950)])
def test_far_years(edtf, year):
    assert dates.from_day_number(dates.bounds(edtf)[0][0] // DAY).year == year


NONE = ["", "1917-13", "1917-02-29", "1900-02-29", "1917-02-3X", "1917-00", "1917-03-00", "17-03-09", "1917/03/09", "9.3.1917", "March 1917", "1917-3-9", "1918/1917", "/", "1917//1918", "[1917",
        "1917]", "[]", "[..]", "-0000", "1917-03-09T25", "1917-03T10", "1917-03-09T10:60", "Y1E9E9", "1917-42", "１９１７", "1917 ", "0x1917", "1917-03-09Z9", "1917\n", "1917-03-09\n", "1917~\n", "[1917]\n", "Y99999999999"]


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_date_is_refused_with_the_words(words):
    assert not dates.is_edtf(words)
    with pytest.raises(BadDate) as caught:
        dates.parse(words)
    assert f'"{words}"' in caught.value.message
    assert caught.value.next_step


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_every_day_spans_itself(day):
    assert dates.bounds(day.isoformat())[0] == days(day.isoformat(), day.isoformat())


@given(st.text(max_size=14) | st.text("0123456789-/.[]{},~?%XYST:", max_size=14))
def test_any_text_is_a_date_or_refused_and_bounds_are_in_order(words):
    try:
        begin, end = dates.bounds(words)
    except BadDate:
        return
    for low, high in (begin, end):
        assert low is None or high is None or low <= high
    assert begin[0] is None or end[1] is None or begin[0] <= end[1]
