"""Dates against dates: what cannot both hold, what is the same day, how old somebody was."""

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates
from presnya.terms.errors import BadDate
from tests.dates.conftest import EDTF

v = dates.date_value


@pytest.mark.parametrize(("one", "other", "apart"), [
    ("1917-03-09", "1917-03-10", True), ("1917-03-09", "1917-03", False), ("1917", "1918", True), ("1917~", "1918-01-05", False), ("1917~", "1925", True), ("1917/..", "1950", False),
    ("[1917,1919]", "1918", True), ("../1917", "1918", True), ("1917-03-09?", "1917-03-10", True), ("1917-03-09T10", "1917-03-09", False), ("1917-21", "1917-06", True),
])
def test_two_dates_are_apart_only_when_no_moment_fits_both(one, other, apart):
    assert dates.disjoint(v(one), v(other)) is apart
    assert dates.disjoint(v(other), v(one)) is apart


def test_what_nobody_could_read_contradicts_nothing():
    unread = dates.declined("the week after", "no rule")
    assert not dates.disjoint(unread, v("1917"))
    assert dates.year_of(unread) is None


@pytest.mark.parametrize(("one", "other", "said"), [("1917-03-09", "1917-03-09", "certainly"), ("1917-03-09", "1917-03", "possibly"), ("1917-03-09", "1917-03-10", "")])
def test_same_day_is_certain_possible_or_not(one, other, said):
    assert dates.same_day(v(one), v(other)) == said


@pytest.mark.parametrize(("born", "then", "age"), [("1890-12-30", "1917-03-09", (26, 26)), ("1890", "1917-03-09", (26, 27)), ("1890-12-30", "1917", (26, 27)), ("1890-12-30", "1890-12-31", (0, 0))])
def test_age_is_a_range_when_days_are_not_known(born, then, age):
    assert dates.age_at(v(born), v(then)) == age


def test_a_julian_date_keeps_its_words_and_is_turned():
    read = dates.from_julian("1917-10-25", words="25 октября 1917")
    assert (read.edtf, read.calendar, read.words) == ("1917-11-07", "julian", "25 октября 1917")
    assert dates.from_julian("1900-02-29").edtf == "1900-03-13"
    assert dates.from_julian("1917").edtf == "1917"
    with pytest.raises(BadDate):
        dates.from_julian("1917-02-29")


TURNED = {
    # days and what is made of them
    "1917-10-25": "1917-11-07", "1917-10-25?": "1917-11-07?", "1917-10-25T21:40": "1917-11-07T21:40", "1900-02-29T10": "1900-03-13T10", "1917-10~-25": "1917-11-07~", "?1917-10-25%": "1917-11-07%",
    "1917-10-24/1917-10-26": "1917-11-06/1917-11-08", "1917-10-25/..": "1917-11-07/..", "../1917-10-25": "../1917-11-07", "[1917-10-25,1917-10-26]": "[1917-11-07,1917-11-08]",
    "{1917-10-24..1917-10-26}": "{1917-11-06..1917-11-08}", "[1900-02-29]": "[1900-03-13]", "-0043-03-15": "-0043-03-13", "1917-12-25": "1918-01-07",
    # months become the days they span
    "1917-10": "1917-10-14/1917-11-13", "1917-10~": "1917-10-14~/1917-11-13~", "1917-10-XX": "1917-10-14/1917-11-13", "1917-1X": "1917-10-14/1918-01-13", "[..1917-10]": "[..1917-11-13]",
    "[1917-10..]": "[1917-10-14..]", "[1917-10]": "[1917-10-14..1917-11-13]", "1917-10/..": "1917-10-14/..", "1917-10/1918-01-05": "1917-10-14/1918-01-18",
    # years, seasons and quarters stay
    "1917": "1917", "1917~": "1917~", "191X": "191X", "1917/1918": "1917/1918", "[1917,1918]": "[1917,1918]", "1917-XX": "1917-XX", "1917-21": "1917-21", "1917-34": "1917-34", "../1917": "../1917",
}


@pytest.mark.parametrize(("julian", "gregorian"), TURNED.items())
def test_julian_dates_of_every_form_are_turned_once(julian, gregorian):
    read = dates.from_julian(julian)
    assert (read.edtf, read.words, read.calendar) == (gregorian, julian, "julian")
    assert (read.begin, read.end) == dates.bounds(gregorian)


@pytest.mark.parametrize("words", ["", "1917-13", "1917-00", "1917-10-32", "1917-02-29", "[1917-02-30]", "1917-10/1917/1918", "[]", "[..]", "/", "1917-10-25\n", "１９１７-１０-２５", "1917-02-3X", "1917-10-25T25"])
def test_what_is_no_julian_date_is_refused(words):
    with pytest.raises(BadDate) as caught:
        dates.from_julian(words)
    assert caught.value.next_step


@given(st.dates(dt.date(1583, 1, 1), dt.date(2900, 1, 1)))
def test_a_julian_day_is_turned_to_the_same_day_alone_in_an_interval_and_in_a_set(day):
    julian = "{:04}-{:02}-{:02}".format(*dates.to_julian(day.year, day.month, day.day))
    for form in ("{}", "{}/..", "../{}", "[{}]", "[..{}]", "{{{}..}}", "{}T12", "{}~"):
        assert dates.from_julian(form.format(julian)).edtf == form.format(day.isoformat())


@given(EDTF)
def test_a_record_has_the_bounds_of_its_string_and_stands_with_itself(edtf):
    value = v(edtf)
    assert not dates.disjoint(value, value)
    assert not dates.certainly_before(value, value)
    low, high = dates.span(value)
    middle = dates.midpoint(value)
    assert middle is not None
    assert low is None or low <= middle
    assert high is None or middle <= high


@given(EDTF, EDTF)
def test_before_and_apart_agree(one, other):
    first, second = v(one), v(other)
    assert not (dates.certainly_before(first, second) and dates.certainly_before(second, first))
    if dates.certainly_before(first, second) and not set(one + other) & set("~%"):  # what is only about a day may be another day
        assert dates.disjoint(first, second)
        assert dates.disjoint(second, first)


def test_days_between_are_counted_across_months():
    assert dates.days_between("2013-10-20", "2013-11-30") == 41
    assert dates.days_between("1917-03-09", "1917-03-09") == 0


def test_before_is_certain_only_without_overlap():
    assert dates.certainly_before(v("1917-03"), v("1917-04"))
    assert not dates.certainly_before(v("1917-03"), v("1917"))
