"""Dates against dates: what cannot both hold, what is the same day, how old somebody was."""

import pytest

from presnya import dates
from presnya.terms.errors import BadDate

v = dates.date_value


@pytest.mark.parametrize(("one", "other", "apart"), [
    ("1917-03-09", "1917-03-10", True), ("1917-03-09", "1917-03", False), ("1917", "1918", True), ("1917~", "1918-01-05", False), ("1917~", "1925", True), ("1917/..", "1950", False),
    ("[1917,1919]", "1918", False), ("../1917", "1918", True), ("1917-03-09?", "1917-03-10", True), ("1917-03-09T10", "1917-03-09", False), ("1917-21", "1917-06", True),
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


def test_days_between_are_counted_across_months():
    assert dates.days_between("2013-10-20", "2013-11-30") == 41
    assert dates.days_between("1917-03-09", "1917-03-09") == 0


def test_before_is_certain_only_without_overlap():
    assert dates.certainly_before(v("1917-03"), v("1917-04"))
    assert not dates.certainly_before(v("1917-03"), v("1917"))
