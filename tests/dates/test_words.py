"""Dates in English words: read right, or declined with a reason. Wrong is never."""

import pytest

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


DECLINED = ["31 February 1917", "29 February 1900", "12.5.1917", "5/6/1917", "some day", "the week after", "the thirties", "Tuesday", "1917 people", "13th month of 1917", "next", "", "45 March 1917",
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


def test_a_dual_date_that_does_not_agree_is_declined():
    assert not dates.read_words("25 October (8 November) 1917").edtf


def test_a_language_without_rules_is_declined_not_guessed():
    assert "no rules" in dates.read_words("9 марта 1917", lang="ru").rule
