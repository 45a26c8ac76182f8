"""Feasts, years of the world, years in words: what their arithmetic must keep."""

import pytest
from dateutil.easter import easter

from presnya import dates
from presnya.dates.words.numerals import numerals
from presnya.dates.words.rules_eras import gregorian_easter


def test_gregorian_easter_is_that_of_another_library():
    for year in range(1583, 3000):
        other = easter(year)
        assert tuple(gregorian_easter(year)) == (other.year, other.month, other.day)


@pytest.mark.parametrize(("words", "edtf"), {"Рождество 1904 г.": "1905-01-07", "Пасха 1917 г.": "1917-04-15", "рождество 1899 г.": "1900-01-06"}.items())
def test_a_feast_in_an_old_style_text_is_that_of_its_calendar(words, edtf):
    assert dates.read_words(words, lang="ru", calendar="julian").edtf == edtf


def test_years_of_the_world_follow_each_other_without_a_gap():
    for year in range(7001, 7208):
        one, other = (dates.read_words(f"лета {nth}", lang="ru") for nth in (year, year + 1))
        assert one.end[1] + 1 == other.begin[0]
        assert one.calendar == "julian"


@pytest.mark.parametrize("lang", ["de", "en", "es", "fr", "ru"])
def test_every_year_from_1100_to_2099_can_be_said_in_words(lang):
    said = {value for kind, value in numerals(lang).values() if kind == "Y4"}
    assert said >= set(range(1101, 2000)) - ({1100} if lang == "ru" else set())
    assert said >= set(range(2001, 2100))


@pytest.mark.parametrize("lang", ["de", "en", "es", "fr", "ru"])
def test_a_year_in_words_is_read_alone_and_in_no_other_way(lang):
    for words, (kind, value) in list(numerals(lang).items())[::37]:
        expected = f"{value:04}" if kind == "Y4" else f"{value // 10:03}X"
        assert dates.read_words(" ".join(words), lang=lang).edtf == expected


@pytest.mark.parametrize("lang", ["de", "en", "es", "fr", "ru"])
@pytest.mark.parametrize("year", [3000, 7208, 9999])
def test_a_year_past_our_era_is_declined_in_every_language(lang, year):
    for words in (f"{year}", f"1.9.{year}", f"1/9/{year}", f"{year}-09-01", f"{year}-09", f"9.{year}", f"{dates.edtf_in_words('1917-09-01', lang=lang)}".replace("1917", str(year))):
        assert not dates.read_words(words, lang=lang).edtf
