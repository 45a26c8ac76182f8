"""Dates as pages print them, in five languages and both styles."""

import re

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates
from tests.dates.conftest import EDTF

v = dates.date_value


@pytest.mark.parametrize(("edtf", "words"), [
    ("1917", "1917"), ("1917-03", "March 1917"), ("1917-03-09", "9 March 1917"), ("1917~", "about 1917"), ("1917?", "perhaps 1917"), ("191X", "the 1910s"), ("19XX", "20th century"),
    ("1917-21", "spring 1917"), ("2001-34", "April – June 2001"), ("1917/1918", "1917 – 1918"), ("1917-03/..", "from March 1917"), ("../1917", "until 1917"), ("[1917,1919]", "1917 or 1919"),
    ("1917-03-09T10:30", "9 March 1917, 10:30"), ("-0044", "45 BC"), ("Y17E4", "170\u202f000"), ("Y-170000", "170\u202f001 BC"), ("0000", "1 BC"), ("-01XX", "2nd century BC"), ("-004X", "some time between 50 BC and 41 BC"), ("1XXX", "some time between 1000 and 1999"),
    ("1917-1X", "some time between October and December 1917"), ("1917-XX", "1917"), ("1917-03-XX", "March 1917"), ("1917%", "perhaps about 1917"), ("1917-03-09T10", "9 March 1917, 10 h"),
    ("{1905..1907,1917}", "between 1905 and 1907, 1917"), ("[1917,1919..]", "1917 or from 1919"), ("[..1917]", "until 1917"), ("[1917..1919]", "between 1917 and 1919"), ("/1917", "until 1917"),
    ("[1917-11-07..1917-11-09]", "some time between 7 November 1917 and 9 November 1917"), ("21XX", "22nd century"), ("10XX", "11th century"), ("Y-17E7", "170\u202f000\u202f001 BC"),
    ("1950S2", "about 1950"), ("-0044-03-15", "15 March 45 BC"),
])
def test_english(edtf, words):
    assert dates.show(v(edtf)) == words


@pytest.mark.parametrize(("lang", "words"), [("ru", "9 марта 1917"), ("fr", "9 mars 1917"), ("de", "9. März 1917"), ("es", "9 de marzo de 1917"), ("en", "9 March 1917")])
def test_a_day_in_five_languages(lang, words):
    assert dates.show(v("1917-03-09"), lang=lang) == words


@pytest.mark.parametrize(("lang", "words"), [("ru", "II век до н. э."), ("fr", "IIe siècle av. J.-C."), ("de", "2. Jahrhundert v. Chr."), ("es", "siglo II a. C."), ("en", "2nd century BC")])
def test_a_century_before_christ_in_five_languages(lang, words):
    assert dates.show(v("-01XX"), lang=lang) == words


@given(EDTF, st.sampled_from(["en", "ru", "fr", "de", "es"]))
def test_whatever_is_a_date_is_shown_in_words_and_not_in_signs(edtf, lang):
    """No letter X for what is not known, no tilde, no brackets, no two dots: a visitor does not read EDTF."""
    shown = dates.edtf_in_words(edtf, lang=lang)
    assert shown
    assert not set(shown) & set("~?%[]{}/")
    assert ".." not in shown
    assert not re.search(r"\dX|X\d|XX\b(?! век| siècle)", shown) or lang == "es", shown


@given(EDTF)
def test_old_style_is_given_for_a_single_day_before_the_change_and_for_nothing_else(edtf):
    face = dates.face(v(edtf))
    if face.old:
        assert face.day
        assert face.old.endswith(", Old Style")
        assert "1582" <= edtf.lstrip("?~%")[:4] <= "1918"


def test_the_first_day_in_french_and_a_month_in_russian():
    assert dates.show(v("1917-05-01"), lang="fr") == "1er mai 1917"
    assert dates.show(v("1917-05"), lang="ru") == "май 1917"
    assert dates.show(v("1917-05"), lang="es") == "mayo de 1917"


@pytest.mark.parametrize(("cutover", "edtf", "old"), [
    (dates.cut_over("Great Britain").minute, "1752-09-13", "2 September 1752, Old Style"), (dates.cut_over("Great Britain").minute, "1752-09-14", ""),
    (dates.cut_over("Greece").minute, "1923-02-28", "15 February 1923, Old Style"), (None, "1917-11-07", ""), (dates.RUSSIA, "1582-10-15", "5 October 1582, Old Style"), (dates.RUSSIA, "1582-10-14", ""),
])
def test_old_style_is_said_from_the_reform_to_the_cut_over_of_a_place(cutover, edtf, old):
    assert dates.face(v(edtf), cutover=cutover).old == old
    assert dates.show(v(edtf), style="old", cutover=cutover) == (old or dates.show(v(edtf)))


def test_old_style_is_always_marked_and_ends_in_1918():
    assert dates.face(v("1917-11-07")).old == "25 October 1917, Old Style"
    assert dates.face(v("1918-02-13")).old == "31 January 1918, Old Style"
    assert dates.face(v("1918-02-14")).old == ""
    assert dates.show(v("1917-11-07"), style="old") == "25 October 1917, Old Style"


def test_what_was_not_read_is_shown_in_its_own_words():
    assert "the week after" in dates.show(dates.declined("the week after", "no rule"))
