"""Dates in English words: read right, or declined with a reason. Wrong is never."""

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates

WRITTEN, ANCHOR = dates.date_value("1917-11-07"), dates.date_value("1905-12-09")

ALONE = {
    "1917": "1917", "9 March 1917": "1917-03-09", "March 9, 1917": "1917-03-09", "9th March, 1917": "1917-03-09", "the 9th of March 1917": "1917-03-09", "March 1917": "1917-03",
    "24-26 October 1917": "1917-10-24/1917-10-26", "24–26 October 1917": "1917-10-24/1917-10-26", "March 9–12, 1917": "1917-03-09/1917-03-12", "25 October (7 November) 1917": "1917-11-07",
    "1917-18": "1917/1918", "1905–07": "1905/1907", "between 1905 and 1907": "1905/1907", "from 1905 to 1907": "1905/1907", "about 1917": "1917~", "c. 1917": "1917~", "circa 1917": "1917~",
    "early 1917": "1917-01/1917-04", "the 1930s": "193X", "late 1930s": "1936~/1939~", "nineteenth century": "18XX", "the 19th century": "18XX", "before 1917": "[..1917]", "after 1917": "[1917..]",
    "by 1917": "../1917", "1905 or 1906": "[1905,1906]", "spring 1918": "1918-21", "the winter of 1917-18": "1917-24", "the first half of 1917": "1917-40", "44 BC": "-0043",
}


@pytest.mark.parametrize(("words", "edtf"), ALONE.items())
def test_words_that_stand_alone_are_read(words, edtf):
    read = dates.read_words(words)
    assert (read.edtf, read.words) == (edtf, words), read.rule
    assert "@" in read.rule
    assert dates.bounds(edtf) == (read.begin, read.end)


HANGING = {
    "yesterday": "1917-11-06", "today": "1917-11-07", "last year": "1916", "this year": "1917", "last July": "1917-07", "last summer": "1917-22", "two days later": "1905-12-11",
    "the same year": "1905", "a year later": "1906",
}


@pytest.mark.parametrize(("words", "edtf"), HANGING.items())
def test_words_that_hang_on_a_day_are_read_when_it_is_known(words, edtf):
    assert dates.read_words(words, document_date=WRITTEN, kind="news", anchor=ANCHOR).edtf == edtf


@pytest.mark.parametrize("words", HANGING)
def test_words_that_hang_on_a_day_nobody_has_said_are_declined(words):
    read = dates.read_words(words)
    assert read.edtf == ""
    assert read.rule.startswith("declined: ")
    assert read.words == words


def test_a_season_or_month_before_a_year_that_is_all_we_know_is_declined():
    """ "Last July" in a text of 1917 may be July 1916 or July 1917."""
    for words in ("last July", "last summer"):
        assert not dates.read_words(words, document_date=dates.date_value("1917")).edtf


IN_OLD_STYLE = {
    "yesterday": "1917-11-06", "today": "1917-11-07", "Monday": "1917-11-05", "the next day": "1917-11-08", "three days later": "1917-11-10", "a week earlier": "1917-10-31",
    "25 October": "1917-11-07", "that month": "1917-10-14/1917-11-13", "two months later": "1917-12-14/1918-01-13", "the 14th inst.": "1917-10-27", "the 30th ult.": "1917-10-13",
    "last July": "1917-07-14/1917-08-13", "that year": "1917", "last year": "1916", "the night of 25 October 1917": "1917-11-07/1917-11-08", "before October 1917": "[..1917-11-13]",
    "1 November 1917 (N.S.)": "1917-11-01",
}


@pytest.mark.parametrize(("words", "edtf"), IN_OLD_STYLE.items())
def test_a_text_in_old_style_counts_from_its_own_days_and_is_turned_once(words, edtf):
    """Document and anchor are kept as Gregorian dates: what is counted from them may not be shifted by thirteen days again."""
    day = dates.from_julian("1917-10-25")
    assert dates.read_words(words, document_date=day, anchor=day, calendar="julian", kind="news").edtf == edtf


@given(st.dates(dt.date(1600, 1, 1), dt.date(2100, 1, 1)), st.integers(2, 12))
def test_days_later_are_the_same_days_in_either_calendar(day, count):
    number = ("", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")[count]
    for calendar in ("gregorian", "julian"):
        read = dates.read_words(f"{number} days later", anchor=dates.date_value(day.isoformat()), calendar=calendar)
        assert read.edtf == (day + dt.timedelta(count)).isoformat()


def test_whole_years_are_years_in_either_calendar():
    for calendar in ("gregorian", "julian"):
        read = dates.read_words("the same year", anchor=dates.date_value("1917"), calendar=calendar)
        assert read.edtf == "1917"


def test_the_night_before_a_leap_day_that_only_the_old_calendar_has():
    assert dates.read_words("the night of 28 February 1900", calendar="julian").edtf == "1900-03-12/1900-03-13"
    assert dates.read_words("the night of 28 February 1900").edtf == "1900-02-28/1900-03-01"


@pytest.mark.parametrize(("written", "words"), [
    ("../1917", "this year"), ("../1917", "last year"), ("../1917", "last June"), ("1917/..", "this year"), ("1916/1917", "this year"), ("1916/1917", "October of this year"), ("1916/1917", "last June"),
    ("1917", "the 14th inst."), ("1917", "yesterday"), ("1917-03", "today"), ("1916/1917", "the 14th inst."),
])
def test_a_document_whose_date_is_too_wide_to_say_is_no_ground(written, words):
    read = dates.read_words(words, document_date=dates.date_value(written))
    assert not read.edtf, read
    assert "declined: " in read.rule


@pytest.mark.parametrize("words", ["this year", "last year", "October of this year", "last June", "last summer", "yesterday", "today"])
@pytest.mark.parametrize("kind", ["memoir", "chronicle"])
def test_a_memoir_may_speak_from_the_time_it_tells_of(kind, words):
    read = dates.read_words(words, document_date=dates.date_value("1921-05-03"), kind=kind)
    assert not read.edtf
    assert "time told or the time of writing" in read.rule


@given(st.text(max_size=30) | st.lists(st.sampled_from(
    ["the", "of", "in", "late", "early", "1917", "25", "7th", "October", "Oct.", "(", ")", "-", "–", "to", "and", "between", "spring", "year", "last", "century", "19th", "1920s", "later", "days", "two", "O.S.", "BC",
     "0", "31", "99", "?", "c.", "night", "month", "that", "inst.", "XII", "1900"]), max_size=7).map(" ".join), st.sampled_from(["gregorian", "julian"]), st.sampled_from(["essay", "memoir", "chronicle", "news"]))
def test_any_words_are_read_to_a_date_or_declined_and_kept_as_they_are(words, calendar, kind):
    for anchor in (None, dates.date_value("1917-11-07"), dates.date_value("-0043-03-15"), dates.date_value("../1917")):
        read = dates.read_words(words, document_date=anchor, anchor=anchor, calendar=calendar, kind=kind)
        assert read.words == words
        if read.edtf:
            assert (read.begin, read.end) == dates.bounds(read.edtf)
        else:
            assert len(read.rule) > len("declined: ")


@given(st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]), st.sampled_from(["", "~", "?"]))
def test_what_pages_print_reads_back(day, form, mark):
    edtf = day.strftime(form) + (mark if form == "%Y" else "")
    assert dates.read_words(dates.edtf_in_words(edtf)).edtf == edtf


DECLINED = ["the 1800s", "1900s", "the late 1800s", "the early 1900s", "0 BC", "0th century", "31 December 1917 (12 January 1918)", "31 February 1917", "29 February 1900", "12.5.1917", "5/6/1917", "some day", "the week after", "the thirties", "Tuesday", "1917 people", "13th month of 1917", "next", "", "45 March 1917",
            "the night of the big fire"]


@pytest.mark.parametrize("words", DECLINED)
def test_what_is_not_certain_is_declined_with_a_reason(words):
    read = dates.read_words(words, document_date=WRITTEN)
    assert read.edtf == "", read
    assert len(read.rule) > len("declined: ")


def test_a_julian_text_is_turned_unless_it_says_otherwise():
    assert dates.read_words("25 October 1917", calendar="julian").edtf == "1917-11-07"
    assert dates.read_words("29 February 1900", calendar="julian").edtf == "1900-03-13"
    assert dates.read_words("7 November 1917 (N.S.)", calendar="julian").edtf == "1917-11-07"


def test_a_dual_date_may_lie_in_two_years():
    assert dates.read_words("31 December 1917 (13 January 1918)").edtf == "1918-01-13"


def test_a_dual_date_that_does_not_agree_is_declined():
    assert not dates.read_words("25 October (8 November) 1917").edtf


def test_a_language_without_rules_is_declined_not_guessed():
    assert "no rules" in dates.read_words("9 marca 1917", lang="pl").rule
