"""Two calendars, against another implementation of both."""

import datetime as dt

import convertdate.gregorian
import convertdate.julian
import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates

YEARS = st.integers(-4000, 4000)


@given(YEARS, st.integers(1, 12), st.data())
def test_gregorian_days_and_numbers_go_both_ways(year, month, data):
    day = data.draw(st.integers(1, dates.month_length(year, month)))
    assert dates.from_day_number(dates.day_number(year, month, day)) == (year, month, day)
    if 1 <= year <= 9999:
        assert dates.day_number(year, month, day) == (dt.date(year, month, day) - dt.date(1970, 1, 1)).days


@given(st.integers(1, 3000), st.integers(1, 12), st.data())
def test_julian_days_are_those_of_another_library(year, month, data):
    day = data.draw(st.integers(1, dates.month_length(year, month, julian=True)))
    there = convertdate.gregorian.from_jd(convertdate.julian.to_jd(year, month, day))
    assert tuple(dates.to_gregorian(year, month, day)) == there
    assert tuple(dates.to_julian(*there)) == (year, month, day)


@pytest.mark.parametrize(("julian", "gregorian"), [
    ((1917, 10, 25), (1917, 11, 7)), ((1905, 1, 9), (1905, 1, 22)), ((1900, 2, 29), (1900, 3, 13)), ((1700, 2, 28), (1700, 3, 10)), ((1700, 2, 29), (1700, 3, 11)), ((1582, 10, 5), (1582, 10, 15)),
])
def test_days_that_history_knows_by_both_names(julian, gregorian):
    assert tuple(dates.to_gregorian(*julian)) == gregorian
    assert tuple(dates.to_julian(*gregorian)) == julian


def test_leap_years_differ_between_the_calendars():
    assert [dates.is_leap(year) for year in (1900, 1904, 2000)] == [False, True, True]
    assert [dates.is_leap(year, julian=True) for year in (1900, 1904, 2000)] == [True, True, True]
