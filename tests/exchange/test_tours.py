"""Tours of a folder: read whole, and refused with words that say which stop of which file is wrong."""

import pytest

from presnya import config
from presnya.exchange import tours
from presnya.terms.errors import BadInput

KNOWN = {"event/strike", "place/mill", "question/who-began", "source/diary", "person/otto-baker"}

WALK = """---
title: The mill and the street
subtitle: A walk in two stops
long: 30
---
Before we go. [@source/diary]

## 1. The gate
where: The mill, March 1917
things: event/strike; question/who-began

Nobody goes in. [@source/diary]

### long
[Otto](person/otto-baker) stood there. [@source/diary]

Nobody went in.

### ru
title: Ворота

Никто не входит. [@source/diary]

### ru long
Никто не вошёл.

## 2. The street
Note: this line is text.
"""


@pytest.fixture
def read(tmp_path):
    """Reads one tour of a folder."""
    (tmp_path / "museum.toml").write_text('name = "Our Street"\norigin = "street.example/presnya"\ncurator = "A. Curator"\n', encoding="utf-8")
    (tmp_path / "tours").mkdir()
    museum = config.load(tmp_path)

    def reading(words):
        (tmp_path / "tours/mill-and-street.md").write_text(words, encoding="utf-8")
        return tours.read(museum, KNOWN)
    return reading


def test_a_tour_is_read_with_its_stops_lengths_and_languages(read):
    one, = read(WALK)
    assert (one.id, one.title, one.lang, one.origin, one.about) == ("tour/mill-and-street", "The mill and the street", "en", "tours/mill-and-street.md", ("event/strike", "question/who-began"))
    assert (one.contents["subtitle"], one.contents["lead"], one.contents["minutes"]) == ("A walk in two stops", "Before we go. [@source/diary]", {"long": 30})
    gate, street = one.contents["stops"]
    assert (gate["number"], gate["where"], gate["things"]) == (1, "The mill, March 1917", ["event/strike", "question/who-began"])
    assert gate["texts"]["en"] == {"title": "The gate", "short": "Nobody goes in. [@source/diary]", "long": "[Otto](person/otto-baker) stood there. [@source/diary]\n\nNobody went in."}
    assert gate["texts"]["ru"] == {"title": "Ворота", "short": "Никто не входит. [@source/diary]", "long": "Никто не вошёл."}
    assert street["texts"] == {"en": {"title": "The street", "short": "Note: this line is text."}}


def test_lines_of_windows_are_read_the_same(read):
    assert read(WALK.replace("\n", "\r\n")) == read(WALK)


def test_a_folder_without_tours_has_none(tmp_path):
    (tmp_path / "museum.toml").write_text('name = "Our Street"\norigin = "street.example/presnya"\ncurator = "A. Curator"\n', encoding="utf-8")
    assert tours.read(config.load(tmp_path), KNOWN) == ()


@pytest.mark.parametrize(("old", "new", "said"), [
    ("---\ntitle", "title", "has no lines of its own above the text"),
    ("title: The mill and the street\n", "", "has no title"),
    ("subtitle:", "sub title:", "'sub title: A walk in two stops' is not known there"),
    ("long: 30", "long: half an hour", 'long is "half an hour"'),
    ("## 1. The gate", "## The gate", 'line 8: the stop "The gate" has no number'),
    ("## 2. The street", "## 4. The street", "has the number 4 where 2 comes"),
    ("things: event/strike", "things: event/march", 'stop 1 shows "event/march"'),
    ("things:", "shows:", "'shows: event/strike; question/who-began' is not known there"),
    ("Nobody goes in. [@source/diary]", "Nobody goes in. [@source/letter]", "source/letter"),
    ("(person/otto-baker)", "(person/otto-bakker)", "person/otto-bakker"),
    ("### ru\n", "### Russian\n", '"Russian" is no length and no language'),
    ("### ru long", "### ru", "told twice"),
    ("### ru\ntitle: Ворота\n\nНикто не входит. [@source/diary]\n", "", "Stop 1 has no short narration in ru"),
    ("Before we go. [@source/diary]", "### long\nBefore we go.", "stands before the first stop"),
    ("Note: this line is text.", "", "Stop 2 has no short narration in en"),
])
def test_what_is_wrong_is_named(read, old, new, said):
    assert old in WALK
    with pytest.raises(BadInput) as refused:
        read(WALK.replace(old, new, 1))
    assert said in refused.value.message
    assert "mill-and-street.md" in refused.value.message
    assert refused.value.next_step


def test_a_file_that_is_no_utf8_is_refused(read, tmp_path):
    read(WALK)
    (tmp_path / "tours/mill-and-street.md").write_bytes(WALK.encode("cp1251"))
    with pytest.raises(BadInput, match="UTF-8"):
        tours.read(config.load(tmp_path), KNOWN)
