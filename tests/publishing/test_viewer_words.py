"""The viewer's words: gathered from the front end, said in every language, in every plural form that browsers ask for."""

import json
import re
import runpy
from pathlib import Path

import pytest
from babel import Locale

from presnya.publishing import viewer_table
from presnya.publishing.viewer_words import said

ROOT = Path(__file__).parents[2]

LANGUAGES = ("en", "ru", "fr", "de", "es")
ENGLISH = {key: words for name in ("words.json", "words-more.json") for key, words in json.loads((ROOT / "front/src/chronology" / name).read_text(encoding="utf-8")).items()}


def holes(words):
    return set(re.findall(r"\{\w+\}", words))


def test_table_is_what_the_front_end_says():
    gathered = runpy.run_path(str(ROOT / "front/gather_words.py"))["gathered"]()
    assert Path(viewer_table.__file__).read_text(encoding="utf-8") == gathered[Path(viewer_table.__file__)], "next: make messages"
    assert said("en") == ENGLISH


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_has_its_forms_and_its_holes(lang):
    spoken = said(lang)
    tags = {*Locale.parse(lang).plural_form.tags, "other"}
    assert set(spoken) == {*viewer_table.ONE, *(f"{key}.{tag}" for key in viewer_table.COUNTED for tag in tags)}
    for key, words in viewer_table.ONE.items():
        assert holes(spoken[key]) == holes(words), key
    for key, (one, many) in viewer_table.COUNTED.items():
        for tag in tags:
            assert holes(spoken[f"{key}.{tag}"]) in ({*holes(one)}, {*holes(many)}), (key, tag)


@pytest.mark.parametrize(("lang", "forms"), [
    ("ru", {"one": "{n} год", "few": "{n} года", "many": "{n} лет", "other": "{n} лет"}), ("fr", {"one": "{n} an", "many": "{n} ans", "other": "{n} ans"}),
    ("de", {"one": "{n} Jahr", "other": "{n} Jahre"}), ("es", {"one": "{n} año", "many": "{n} años", "other": "{n} años"}),
])
def test_plural_forms_are_those_that_browsers_ask_for(lang, forms):
    assert {key.rpartition(".")[2]: words for key, words in said(lang).items() if key.startswith("years.")} == forms
