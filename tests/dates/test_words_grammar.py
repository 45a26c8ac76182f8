"""The grammar of dates in words: what holds in every language."""

import datetime as dt
from itertools import pairwise

import hypothesis.strategies as st
import pytest
from babel.dates import format_date
from hypothesis import given

from presnya import dates
from presnya.dates.words import explain_words, languages
from presnya.dates.words.republican import republican_day, republican_month, republican_year
from presnya.dates.words.shapes import GRAMMAR, VALUED
from presnya.dates.words.tokens import _TABLES, _lexicon

LANGS = ("de", "en", "es", "fr", "ru")
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))


def test_the_five_languages_have_tables():
    assert set(languages()) == set(LANGS)


def test_every_symbol_of_the_grammar_has_a_rule():
    named = {choice for rules in GRAMMAR.values() for rule in rules for choices, _ in rule.shape for choice in choices if not choice[0].isupper()}
    assert named <= set(GRAMMAR)


@pytest.mark.parametrize("lang", LANGS)
def test_every_class_of_a_table_is_one_the_grammar_uses(lang):
    used = {choice for rules in GRAMMAR.values() for rule in rules for choices, _ in rule.shape for choice in choices}
    classes = {key.partition("=")[0] for key in _TABLES[lang].words}
    assert classes - used <= {"DROP", "OLD", "NEW"}
    assert {key.partition("=")[0] for key in _TABLES[lang].words if "=" in key} <= VALUED


def test_optional_words_of_a_shape_all_bring_a_value_or_none_does():
    for rules in GRAMMAR.values():
        for rule in rules:
            for choices, _ in rule.shape:
                assert len({choice in VALUED or choice[0].islower() for choice in choices}) == 1, (rule.name, choices)


@pytest.mark.parametrize("lang", LANGS)
@given(day=DAYS)
def test_a_day_as_our_pages_print_it_reads_back(lang, day):
    words = dates.edtf_in_words(day.isoformat(), lang=lang)
    assert dates.read_words(words, lang=lang).edtf == day.isoformat()


@pytest.mark.parametrize("lang", LANGS)
@given(day=DAYS, form=st.sampled_from(["long", "full"]))
def test_a_day_in_the_long_form_of_the_locale_reads_back_with_its_weekday(lang, day, form):
    assert dates.read_words(format_date(day, form, locale=lang), lang=lang).edtf == day.isoformat()


@pytest.mark.parametrize("lang", LANGS)
@given(day=DAYS, mark=st.sampled_from(["", "~", "?"]))
def test_a_year_and_a_month_as_our_pages_print_them_read_back(lang, day, mark):
    for edtf in (day.strftime("%Y") + mark, day.strftime("%Y-%m")):
        assert dates.read_words(dates.edtf_in_words(edtf, lang=lang), lang=lang).edtf == edtf


@pytest.mark.parametrize("lang", LANGS)
@given(day=DAYS)
def test_a_weekday_that_contradicts_the_day_is_declined_naming_both(lang, day):
    names = [format_date(day + dt.timedelta(step), "EEEE", locale=lang) for step in range(7)]
    for name in names[1:]:
        read = dates.read_words(f"{name}, {format_date(day, 'long', locale=lang)}", lang=lang)
        assert not read.edtf
        assert "one of the two is wrong" in read.rule


def soups(lang):
    words = sorted({" ".join(phrase) for entries in _lexicon(lang).values() for phrase, _ in entries})
    return st.lists(st.sampled_from(words) | st.sampled_from([
        "1917", "25", "7", "XIX", "18", "-", "–", "/", ",", "(", ")", "?", "[", "]", "12.5", "0", "99", "1900", "9999", "X"]), max_size=8).map(" ".join)


@pytest.mark.parametrize("lang", [*LANGS, "und"])
@given(data=st.data())
def test_any_soup_of_words_is_read_by_a_rule_or_declined_with_a_reason(lang, data):
    words = data.draw(soups(lang if lang != "und" else data.draw(st.sampled_from(LANGS))))
    calendar, kind = data.draw(st.sampled_from(["gregorian", "julian", "republican"])), data.draw(st.sampled_from(["essay", "memoir", "chronicle", "news"]))
    for ground in (None, dates.date_value("1917-11-07"), dates.date_value("-0043-03-15"), dates.date_value("../1917")):
        read = dates.read_words(words, lang=lang, document_date=ground, anchor=ground, calendar=calendar, kind=kind)
        assert read.words == words
        if read.edtf:
            assert (read.begin, read.end) == dates.bounds(read.edtf)
            assert len(read.rule.partition("@")[0]) > 2
        else:
            assert len(read.rule) > len("declined: ")


@pytest.mark.parametrize("words", ["a" * 10_000, "1 " * 5_000, "(" * 10_000, "1917 or " * 1_250, "first last mid early " * 500, "1917, " * 30, "c. ? " * 40])
@pytest.mark.parametrize("lang", ["en", "und"])
def test_words_without_end_are_declined(words, lang):
    assert not dates.read_words(words, lang=lang).edtf


UNSAID = {"1917": "1917", "7 novembre 1917": "1917-11-07", "25 октября 1917 г.": "1917-10-25", "c. 1785": "1785~", "mai 1917": "1917-05", "s. XIX": "18XX"}


@pytest.mark.parametrize(("words", "edtf"), UNSAID.items())
def test_a_language_nobody_said_is_told_by_the_words_alone(words, edtf):
    for lang in ("", "und"):
        assert dates.read_words(words, lang=lang).edtf == edtf


@pytest.mark.parametrize("words", ["7/11/1917", "07.11.1917", "some words", "13 Marvember 1917"])
def test_words_that_languages_read_differently_or_not_at_all_are_declined(words):
    assert not dates.read_words(words, lang="und").edtf


def test_a_language_may_have_a_region():
    assert dates.read_words("7 November 1917", lang="en-GB").edtf == "1917-11-07"
    assert not dates.read_words("7/11/1917", lang="en-GB").edtf


STYLES = {
    "25 October 1917 (O.S.)": "1917-11-07", "25 October O.S. (7 November N.S.) 1917": "1917-11-07", "7 November [O.S. 25 October] 1917": "1917-11-07",
    "7 November 1917 (25 October O.S.)": "1917-11-07", "Wednesday, 25 October 1917 (O.S.)": "1917-11-07",
}


@pytest.mark.parametrize(("words", "edtf"), STYLES.items())
def test_the_words_say_which_day_is_old_style(words, edtf):
    read = dates.read_words(words)
    assert (read.edtf, read.calendar) == (edtf, "julian")


@pytest.mark.parametrize("words", ["7 November O.S. (25 October N.S.) 1917", "25 October O.S. (7 November O.S.) 1917", "25 October (8 November) 1917"])
def test_a_dual_date_whose_days_or_styles_contradict_is_declined(words):
    assert not dates.read_words(words).edtf


def test_a_weekday_is_checked_in_the_calendar_of_the_text():
    assert dates.read_words("Wednesday, 25 October 1917", calendar="julian").edtf == "1917-11-07"
    assert "was a Thursday in the Gregorian" in dates.read_words("Wednesday, 25 October 1917").rule


REPUBLICAN = {(2, 11, 9): "1794-07-27", (8, 2, 18): "1799-11-09", (1, 1, 1): "1792-09-22", (3, 13, 6): "1795-09-22", (14, 4, 10): "1805-12-31"}


@pytest.mark.parametrize(("day", "edtf"), REPUBLICAN.items())
def test_days_of_the_republican_calendar(day, edtf):
    assert republican_day(*day).first == edtf


@pytest.mark.parametrize("day", [(0, 1, 1), (15, 1, 1), (2, 13, 6), (14, 4, 11), (2, 3, 31)])
def test_days_the_republican_calendar_does_not_have(day):
    with pytest.raises(Exception, match="Republican"):
        republican_day(*day)


def test_republican_months_and_years_join_without_a_gap():
    for year in range(1, 14):
        ends = [republican_year(year)] + [republican_month(year, month) for month in range(1, 14)]
        assert ends[1].first == ends[0].first
        assert ends[-1].last == ends[0].last
        assert dates.days_between(ends[0].last, republican_year(year + 1).first) == 1
        for one, other in pairwise(ends[1:]):
            assert dates.days_between(one.last, other.first) == 1


def test_a_republican_date_is_kept_as_one():
    assert dates.read_words("18 brumaire an VIII", lang="fr").calendar == "republican"
    assert not dates.read_words("7 novembre 1799", lang="fr", calendar="republican").edtf


MUSEUM = {
    "1930–8, cast 1937–8": "1930/1938", "1819, engraved 1820": "1819",
    "1942, printed later": "1942", "published 1819, reprinted 1978–9": "1819", "?exhibited 1806": "1806?",
    "before 1929, printed c. 1929": "[..1929]", "?late 1810s to mid–1820s": "1816%/1826%",
}


@pytest.mark.parametrize(("words", "edtf"), MUSEUM.items())
def test_of_a_works_dates_the_one_without_a_label_is_that_of_the_making(words, edtf):
    assert dates.read_words(words).edtf == edtf


@pytest.mark.parametrize("words", ["1917, completed 1919", "begun 1917, completed 1919",
                                   "printed 1799–1800, annotated 1826", "exhibition copy 2007 (original 1993)"])
def test_dates_of_which_none_is_surely_the_making_are_declined(words):
    assert not dates.read_words(words).edtf


TIMES = {"at 9.40 p.m. on 7 November 1917": "1917-11-07T21:40",
         "21:40 on 7 November 1917": "1917-11-07T21:40", "at noon on 7 November 1917": "1917-11-07T12:00",
         "12.30 a.m. on 7 November 1917": None, "12 p.m. on 7 November 1917": None,
         "9.40 on 7 November 1917": None, "25.00 on 7 November 1917": None, "13 p.m. on 7 November 1917": None}


@pytest.mark.parametrize(("words", "edtf"), TIMES.items())
def test_times_of_day_are_read_when_the_half_of_the_day_is_said(words, edtf):
    assert (dates.read_words(words).edtf or None) == edtf


@pytest.mark.parametrize("words", ["spring of 1917 or 1918", "1200 BC – 1100", "1905-07", "summer 1917–1919", "the week after", "1920s-1900s"])
def test_words_with_two_readings_are_declined(words):
    assert not dates.read_words(words, anchor=dates.date_value("1917-11-07")).edtf


def test_what_hangs_on_an_event_names_it():
    assert "“coup”" in dates.read_words("three days after the coup").rule
    assert "“переворота”" in dates.read_words("через три дня после переворота", lang="ru").rule


def test_an_explanation_shows_the_parts():
    reading, tokens = explain_words("the 7th of Nov. 1917")
    assert tokens["en"].texts == ("7th", "nov", "1917")
    assert reading.rule == "day-month-year:year@2"
