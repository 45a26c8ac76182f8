"""Republican days, styles of the year, changes of calendar by place, double and suspected dates; against other libraries where there are any."""

import convertdate.french_republican
import convertdate.gregorian
import hypothesis.strategies as st
import pymeeus.Epoch
import pytest
from hypothesis import given

from presnya import dates
from presnya.dates.calendar import julian_day_number
from presnya.dates.republican import ROMAN
from presnya.terms.errors import BadDate


@given(st.integers(1, 14), st.integers(1, 13), st.data())
def test_republican_days_are_those_of_another_library_and_go_both_ways(year, month, data):
    day = data.draw(st.integers(1, 30 if month <= 12 else 6 if year in (3, 7, 11) else 5))
    number = dates.republican_day_number(year, month, day)
    there = convertdate.gregorian.from_jd(convertdate.french_republican.to_jd(year, month, day, "equinox"))
    assert tuple(dates.from_day_number(number)) == there
    assert tuple(dates.from_republican_day_number(number)) == (year, month, day)
    assert dates.from_republican(f"{ROMAN[year - 1]}-{month:02}-{day:02}").edtf == "{:04}-{:02}-{:02}".format(*there)


@pytest.mark.parametrize(("republican", "gregorian"), [
    ("I-01-01", "1792-09-22"), ("II-11-09", "1794-07-27"), ("VIII-02-18", "1799-11-09"), ("0003-13-06", "1795-09-22"), ("XIV-04-10", "1805-12-31"), ("2-11-09~", "1794-07-27~"),
    ("II-11", "[1794-07-19..1794-08-17]"), ("II", "[1793-09-22..1794-09-21]"),
])
def test_republican_dates_that_history_knows(republican, gregorian):
    read = dates.from_republican(republican)
    assert (read.edtf, read.calendar, read.words, read.rule) == (gregorian, "republican", republican, "republican@1")
    assert (read.begin, read.end) == dates.bounds(gregorian)


@pytest.mark.parametrize("words", ["XV-01-01", "79-08-05", "II-13-06", "II-14-01", "II-01-31", "II-00-01", "0-01-01", "IIII-01-01", "", "II-1-1", "1794-07-27"])
def test_what_the_republic_did_not_have_is_refused(words):
    with pytest.raises(BadDate) as caught:
        dates.from_republican(words)
    assert caught.value.next_step


@pytest.mark.parametrize("number", [dates.day_number(1792, 9, 21), dates.day_number(1806, 9, 23)])
def test_days_outside_the_republic_have_no_republican_name(number):
    with pytest.raises(BadDate):
        dates.from_republican_day_number(number)


@given(st.integers(326, 1582))
def test_easter_is_that_of_another_library(year):
    assert tuple(dates.julian_easter(year))[1:] == pymeeus.Epoch.Epoch.easter(year)


@pytest.mark.parametrize(("style", "written", "modern"), [
    ("january", (1700, 1, 1), 1700), ("annunciation", (1648, 1, 30), 1649), ("annunciation", (1648, 3, 24), 1649), ("annunciation", (1649, 3, 25), 1649), ("pisan", (1200, 3, 25), 1199),
    ("pisan", (1200, 3, 24), 1200), ("venetian", (1570, 2, 28), 1571), ("venetian", (1571, 3, 1), 1571), ("nativity", (801, 12, 25), 800), ("nativity", (801, 12, 24), 801),
    ("september world", (7208, 9, 1), 1699), ("september world", (7208, 12, 31), 1699), ("september world", (7157, 1, 29), 1649), ("march world", (6745, 2, 1), 1238), ("march world", (6745, 3, 1), 1237),
])
def test_the_year_is_that_of_the_first_of_january(style, written, modern):
    assert tuple(dates.modern_year(*written, style)) == (modern, *written[1:])


@given(st.integers(1001, 1560), st.integers(1, 12), st.data())
def test_a_year_from_easter_runs_from_one_easter_to_the_next(year, month, data):
    day = data.draw(st.integers(1, dates.month_length(year, month)))
    try:
        modern = dates.modern_year(year, month, day, "easter")
    except BadDate:
        assert month in (3, 4)
        return
    first, after = (julian_day_number(*dates.julian_easter(one)) for one in (year, year + 1))
    assert first <= julian_day_number(*modern) < after


def test_a_day_that_came_twice_in_a_year_from_easter_or_never_is_refused():
    assert (dates.julian_easter(1347), dates.julian_easter(1348)) == ((1347, 4, 1), (1348, 4, 20))
    with pytest.raises(BadDate, match="came twice"):
        dates.modern_year(1347, 4, 10, "easter")
    assert (dates.julian_easter(1348), dates.julian_easter(1349)) == ((1348, 4, 20), (1349, 4, 12))
    with pytest.raises(BadDate, match="never came"):
        dates.modern_year(1348, 4, 15, "easter")
    with pytest.raises(BadDate, match="did not begin at Easter"):
        dates.modern_year(1600, 1, 1, "easter")


def test_a_day_in_a_style_becomes_a_record():
    read = dates.in_style(1648, 1, 30, "annunciation", words="30 January 1648")
    assert (read.edtf, read.words, read.calendar, read.rule) == ("1649-02-09", "30 January 1648", "julian", "annunciation-style@1")
    assert dates.split_year(1731, 1732, 2, 11).edtf == "1732-02-22"
    for bad in [(1731, 1732, 3, 25), (1731, 1733, 2, 11), (1731, 1732, 12, 1)]:
        with pytest.raises(BadDate):
            dates.split_year(*bad)
    with pytest.raises(BadDate, match="no style"):
        dates.modern_year(1700, 1, 1, "chinese")
    with pytest.raises(BadDate):
        dates.modern_year(1699, 2, 29, "january")


@pytest.mark.parametrize(("place", "last", "first"), [
    ("italy", (1582, 10, 4), (1582, 10, 15)), ("france", (1582, 12, 9), (1582, 12, 20)), ("Great Britain", (1752, 9, 2), (1752, 9, 14)), ("protestant germany", (1700, 2, 18), (1700, 3, 1)),
    ("sweden", (1753, 2, 17), (1753, 3, 1)), ("bulgaria", (1916, 3, 31), (1916, 4, 14)), ("Russia", (1918, 1, 31), (1918, 2, 14)), ("greece", (1923, 2, 15), (1923, 3, 1)),
])
def test_the_day_after_the_last_old_one_is_the_first_new_one(place, last, first):
    row = dates.cut_over(place)
    assert (tuple(row.last), tuple(row.first)) == (last, first)
    assert (dates.calendar_of(place, *last), dates.calendar_of(place, *first)) == ("julian", "gregorian")
    with pytest.raises(BadDate, match="There was no"):
        dates.calendar_of(place, last[0], first[1], first[2] - 1) if first[2] > 1 else dates.calendar_of(place, last[0], last[1], last[2] + 1)


@pytest.mark.parametrize(("place", "day", "edtf", "calendar"), [
    ("russia", "1917-10-25", "1917-11-07", "julian"), ("russia", "1918-02-14", "1918-02-14", "gregorian"), ("russia", "1900-02-29", "1900-03-13", "julian"),
    ("serbia", "1919-01-20", "[1919-01-20,1919-02-02]", "unknown"), ("great britain", "1649-01-30~", "1649-02-09~", "julian"), ("russia", "1917-10-25T21:40", "1917-11-07T21:40", "julian"),
])
def test_a_day_at_a_place_is_read_in_the_calendar_of_the_place(place, day, edtf, calendar):
    read = dates.at_place(day, place)
    assert (read.edtf, read.calendar, read.words) == (edtf, calendar, day)


@pytest.mark.parametrize(("place", "day"), [("russia", "1918-02-05"), ("atlantis", "1918-02-05"), ("russia", "1917"), ("russia", "1917-10"), ("russia", "19XX-10-25"), ("great britain", "1751-02-29"),
                                            ("sweden", "1712-02-30"), ("russia", "1919-02-29"), ("russia", "no day")])
def test_a_day_that_a_place_did_not_have_is_refused(place, day):
    with pytest.raises(BadDate) as caught:
        dates.at_place(day, place)
    assert caught.value.next_step


def test_a_double_date_must_agree():
    read = dates.dual_date("1917-10-25", "1917-11-07", words="25 October (7 November) 1917")
    assert (read.edtf, read.words, read.rule) == ("1917-11-07", "25 October (7 November) 1917", "dual@1")
    assert dates.dual_date("1917-12-25", "1918-01-07").edtf == "1918-01-07"
    for old, new in [("1917-10-25", "1917-11-06"), ("1817-10-25", "1817-11-07"), ("1917-10", "1917-11"), ("1917", "1917")]:
        with pytest.raises(BadDate, match="not one day"):
            dates.dual_date(old, new)


@pytest.mark.parametrize(("written", "edtf", "rule"), [
    ("1917-10-25", "[1917-10-25,1917-11-07]", "suspected-julian@1"), ("1900-02-29", "1900-03-13", "only-julian@1"), ("1917", "1917", "suspected-julian@1"), ("1917-22", "1917-22", "suspected-julian@1"),
    ("1917-10", "[1917-10-01..1917-11-13]", "suspected-julian@1"), ("1917-10-25T21", "[1917-10-25T21,1917-11-07T21]", "suspected-julian@1"),
    ("[1917-10-24,1917-10-25]", "[1917-10-24,1917-11-06,1917-10-25,1917-11-07]", "suspected-julian@1"),
])
def test_a_suspected_date_is_one_of_its_two_readings(written, edtf, rule):
    read = dates.in_calendar(written, "unknown")
    assert (read.edtf, read.rule, read.calendar) == (edtf, rule, "julian" if rule.startswith("only") else "unknown")
    assert (read.begin, read.end) == dates.bounds(edtf)
    assert not dates.disjoint(read, dates.in_calendar(written, "julian"))


@pytest.mark.parametrize("written", ["1917-10-24/1917-10-26", "{1917-10-24,1917-10-26}", "[1917-10-24..1917-10-26]", "1917-02-29", ""])
def test_a_suspected_date_that_cannot_be_said_is_refused(written):
    with pytest.raises(BadDate):
        dates.suspected(written)


def test_a_suspected_date_is_apart_from_a_day_between_its_readings():
    read = dates.suspected("1917-10-25")
    assert dates.disjoint(read, dates.date_value("1917-11-01"))
    assert not dates.disjoint(read, dates.date_value("1917-11-07"))


@pytest.mark.parametrize(("julian", "gregorian"), [
    ("191X-12-25", "[1911-01-07,1912-01-07,1913-01-07,1914-01-07,1915-01-07,1916-01-07,1917-01-07,1918-01-07,1919-01-07,1920-01-07]"), ("19XX-12-25", "[1901-01-07..2000-01-07]"),
    ("190X-02-29", "[1900-03-13,1904-03-13,1908-03-13]"), ("1900-02-2X", "1900-03-04/1900-03-13"), ("1917-XX-25", "1917-02-07/1918-01-07"),
])
def test_julian_patterns_are_turned_with_all_their_days(julian, gregorian):
    assert dates.from_julian(julian).edtf == gregorian


@pytest.mark.parametrize(("text", "calendar", "edtf"), [("1917-11-07", "gregorian", "1917-11-07"), ("1917-10-25", "julian", "1917-11-07"), ("II-11-09", "republican", "1794-07-27")])
def test_a_date_in_a_named_calendar(text, calendar, edtf):
    read = dates.in_calendar(text, calendar, words="as written", lang="en")
    assert (read.edtf, read.calendar, read.words, read.lang) == (edtf, calendar, "as written", "en")
