"""Panoramas of a museum's folder: what becomes of a good one, and what each bad one is refused with."""

import pytest

from presnya.config import load
from presnya.exchange import panoramas
from presnya.terms.errors import BadInput, BadValue, UnknownWord

KNOWN = frozenset({"picture/street", "place/mill", "source/diary", "question/how-many"})
WORDS = """---
title: Our street
subtitle: From the mill to the bridge
---
The wall text.

## The old show
What is known of it.
"""
TABLE = """picture = "picture/street"
start = { x = 0.5, y = 0.5, width = 0.25 }
[[layers]]
file = "near.png"
depth = 0.5
[[spots]]
id = "mill"
title = "The mill"
x = 0.25
y = 0.5
things = ["place/mill"]
then = "It stood still."
sources = ["source/diary"]
status = "sourced"
[[shows]]
id = "dusk"
title = "Dusk"
kind = "commentary"
version = "1"
[[shows.cues]]
at = 1.5
spot = "mill"
light = "flash"
text = "A shot."
sound = "shot.ogg"
"""


@pytest.fixture
def folder(tmp_path):
    for name, data in (("pictures/near.png", b"near"), ("sounds/shot.ogg", b"shot"), ("panoramas/street.md", WORDS.encode()), ("panoramas/street.toml", TABLE.encode())):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return tmp_path


def read(folder, old="", new="", file="street.toml"):
    """Read it with one thing changed."""
    path = folder / "panoramas" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return panoramas.read(load(folder), KNOWN)


def test_a_panorama_is_arranged_without_floats(folder):
    (one,) = read(folder)
    assert (one.id, one.title, one.about, one.origin) == ("panorama/street", "Our street", ("place/mill",), "panoramas/street.md")
    assert one.contents["start"] == [5000, 5000, 2500]
    assert one.contents["text"] == "The wall text."
    assert one.contents["documents"] == [{"title": "The old show", "text": "What is known of it."}]
    (spot,), (layer,) = one.contents["spots"], one.contents["layers"]
    assert (spot["x"], spot["y"], spot["width"], spot["things"]) == (2500, 5000, 1600, ["place/mill"])
    assert (layer["file"], layer["depth"], len(layer["sha256"])) == ("near.png", 5000, 64)


def test_a_cue_stands_where_its_hot_spot_does(folder):
    (one,) = read(folder)
    (cue,) = one.contents["shows"][0]["cues"]
    assert (cue["at"], cue["x"], cue["y"], cue["sound"]) == (1500, 2500, 5000, "shot.ogg")


def test_a_folder_without_panoramas_has_none(tmp_path):
    assert panoramas.read(load(tmp_path), KNOWN) == ()


@pytest.mark.parametrize(("times", "refused"), [((0, 0.3, 0.6), False), ((0, 0.3, 0.6, 0.9), True), ((0, 0.3, 0.6, 1.0), False), ((5, 5, 5, 5), True)])
def test_more_than_three_flashes_in_any_second_are_refused(folder, times, refused):
    cues = "".join(f'[[shows.cues]]\nat = {time}\nlight = "gun"\ntext = "A gun."\n' for time in times)
    table = TABLE[:TABLE.index("[[shows.cues]]")] + cues
    (folder / "panoramas/street.toml").write_text(table, encoding="utf-8")
    if refused:
        with pytest.raises(BadValue, match="flashes more than 3 times"):
            read(folder)
    else:
        assert len(read(folder)[0].contents["shows"][0]["cues"]) == len(times)


def test_flashes_of_one_cue_are_counted_too(folder):
    with pytest.raises(BadValue, match=r"second from 1\.5 s"):
        read(folder, 'light = "flash"', 'light = "flash"\nflashes = 4\nevery = 0.2')


@pytest.mark.parametrize(("old", "new", "error", "words"), [
    ("place/mill", "place/null", BadInput, '"place/null" is the id of nothing'),
    ('sources = ["source/diary"]\n', "", BadValue, "is sourced and names no source"),
    ('status = "sourced"', 'status = "source"', UnknownWord, 'status is "source"'),
    ('status = "sourced"', 'state = "sourced"', UnknownWord, 'unknown key "state"'),
    ("x = 0.25", "x = 25", BadValue, "hot-spot mill: x is 25"),
    ('light = "flash"', 'light = "strobe"', UnknownWord, 'light is "strobe"'),
    ('text = "A shot."', 'text = " "', BadValue, "cue 1 has no text"),
    ('kind = "commentary"', 'kind = "historical"', BadValue, "is historical and names no source"),
    ('version = "1"', 'version = ""', BadValue, "no version"),
    ("shot.ogg", "../shot.ogg", BadValue, "no name of a file in sounds/"),
    ("near.png", "far.png", BadInput, "pictures/far.png is not there"),
    ('spot = "mill"', 'spot = "bridge"', UnknownWord, 'names the hot-spot "bridge"'),
    ("at = 1.5", "at = -1", BadValue, "at is -1"),
    ('picture = "picture/street"', "", BadInput, "has no picture"),
    ('picture = "picture/street"', "picture = ", BadInput, "cannot be read"),
])
def test_what_is_wrong_in_the_table_is_named(folder, old, new, error, words):
    with pytest.raises(error, match=r"panoramas/street\.toml") as told:
        read(folder, old, new)
    assert words in str(told.value)
    assert told.value.next_step


@pytest.mark.parametrize(("old", "new", "error", "words"), [
    ("title: Our street", "", BadInput, "has no title"), ("subtitle:", "subject:", UnknownWord, 'unknown key "subject"'), ("---\ntitle", "title", BadInput, "has no front matter"),
])
def test_what_is_wrong_in_the_words_is_named(folder, old, new, error, words):
    with pytest.raises(error, match=r"panoramas/street\.md") as told:
        read(folder, old, new, "street.md")
    assert words in str(told.value)


def test_words_without_their_table_are_refused(folder):
    (folder / "panoramas/street.toml").unlink()
    with pytest.raises(BadInput, match=r"street\.toml is not there"):
        panoramas.read(load(folder), KNOWN)


def test_cues_out_of_order_and_double_ids_are_refused(folder):
    with pytest.raises(BadValue, match="order of time"):
        read(folder, "[[shows.cues]]", '[[shows.cues]]\nat = 9\ntext = "Late."\n[[shows.cues]]')
    (folder / "panoramas/street.toml").write_text(TABLE, encoding="utf-8")
    with pytest.raises(BadValue, match='called hot-spot "mill"'):
        read(folder, "[[shows]]", '[[spots]]\nid = "mill"\ntitle = "Again"\nx = 0\ny = 0\nthen = "x"\nstatus = "invented"\n[[shows]]')
