"""Dates as pages print them, in five languages and both styles."""

import pytest

from presnya import dates

v = dates.date_value


@pytest.mark.parametrize(("edtf", "words"), [
    ("1917", "1917"), ("1917-03", "March 1917"), ("1917-03-09", "9 March 1917"), ("1917~", "about 1917"), ("1917?", "perhaps 1917"), ("191X", "the 1910s"), ("19XX", "20th century"),
    ("1917-21", "spring 1917"), ("2001-34", "April – June 2001"), ("1917/1918", "1917 – 1918"), ("1917-03/..", "from March 1917"), ("../1917", "until 1917"), ("[1917,1919]", "1917 or 1919"),
    ("1917-03-09T10:30", "9 March 1917, 10:30"), ("-0044", "45 BC"), ("Y17E4", "170\u202f000"), ("Y-170000", "170\u202f001 BC"), ("1950S2", "about 1950"), ("-0044-03-15", "15 March 45 BC"),
])
def test_english(edtf, words):
    assert dates.show(v(edtf)) == words


@pytest.mark.parametrize(("lang", "words"), [("ru", "9 марта 1917"), ("fr", "9 mars 1917"), ("de", "9. März 1917"), ("es", "9 de marzo de 1917"), ("en", "9 March 1917")])
def test_a_day_in_five_languages(lang, words):
    assert dates.show(v("1917-03-09"), lang=lang) == words


def test_the_first_day_in_french_and_a_month_in_russian():
    assert dates.show(v("1917-05-01"), lang="fr") == "1er mai 1917"
    assert dates.show(v("1917-05"), lang="ru") == "май 1917"
    assert dates.show(v("1917-05"), lang="es") == "mayo de 1917"


def test_old_style_is_always_marked_and_ends_in_1918():
    assert dates.face(v("1917-11-07")).old == "25 October 1917, Old Style"
    assert dates.face(v("1918-02-13")).old == "31 January 1918, Old Style"
    assert dates.face(v("1918-02-14")).old == ""
    assert dates.show(v("1917-11-07"), style="old") == "25 October 1917, Old Style"


def test_what_was_not_read_is_shown_in_its_own_words():
    assert "the week after" in dates.show(dates.declined("the week after", "no rule"))
