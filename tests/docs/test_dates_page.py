"""The page on dates in words: each of its lines is run."""

import re
from pathlib import Path

import pytest

from presnya import dates

PAGE = (Path(__file__).parents[2] / "docs/curators/dates.md").read_text(encoding="utf-8")


def read_rows():
    """(language, words, EDTF) of the tables of what is read."""
    for section in re.split(r"^### ", PAGE.partition("## What is declined")[0], flags=re.MULTILINE)[1:]:
        lang = re.search(r"\((\w\w)\)", section)[1]
        for words, edtf in re.findall(r"^\| (.+?) \| `(.+?)` \|$", section.partition("## ")[0], flags=re.MULTILINE):
            yield lang, words, edtf


READ = list(read_rows())
DECLINED = re.findall(r"^\| (.+?) \| (\w\w) \| (.+?) \|$", PAGE.partition("## What is declined")[2], flags=re.MULTILINE)


def test_the_page_has_rows_for_every_language():
    assert {lang for lang, _, _ in READ} == {"en", "ru", "fr", "de", "es"}
    assert len(READ) > 60
    assert len(DECLINED) > 15


@pytest.mark.parametrize(("lang", "words", "edtf"), READ)
def test_the_page_says_what_words_are_read_as(lang, words, edtf):
    assert dates.read_words(words, lang=lang).edtf == edtf


@pytest.mark.parametrize(("words", "lang", "why"), DECLINED)
def test_the_page_says_why_words_are_declined(words, lang, why):
    read = dates.read_words(words, lang=lang)
    assert not read.edtf
    assert why.replace(", or month", " or month") in read.rule
