"""Rooms of a folder: what is read, and what is refused with file and line."""

from pathlib import Path

import pytest

from presnya.config import Museum, load
from presnya.exchange import rooms
from presnya.museum.room import searched
from presnya.terms.errors import BadInput

KNOWN = frozenset({"object/banner", "person/baker", "source/report"})
ROOM = "---\ntitle: The mill\nnumber: 1\nyears: 1905-1907\n---\nThe wall speaks. [@source/report]\n\n## vitrine: Cloth\nRed once.\n\n- object/banner\n- person/baker: Sewed it.\n"


def _museum(folder: Path, text: str, name: str = "mill.md") -> Museum:
    (folder / "rooms").mkdir(exist_ok=True)
    (folder / "rooms" / name).write_text(text, encoding="utf-8")
    return load(folder)


def test_a_room_is_read_with_wall_text_and_vitrines(tmp_path: Path) -> None:
    (room,) = rooms.read(_museum(tmp_path, ROOM), KNOWN)
    assert (room.id, room.title, room.about) == ("room/mill", "The mill", ("object/banner", "person/baker"))
    assert room.contents["years"] == [1905, 1907]
    assert room.contents["vitrines"] == [{"title": "Cloth", "text": "Red once.", "items": [{"thing": "object/banner", "label": ""}, {"thing": "person/baker", "label": "Sewed it."}]}]
    assert searched(room) == "The wall speaks. Cloth Red once. Sewed it."


@pytest.mark.parametrize(("old", "new", "said"), [
    ("object/banner", "object/lost", r"line 11: \"object/lost\""), ("[@source/report]", "[@source/none]", "line 6"), ("## vitrine: Cloth", "## Cloth", "line 8"),
    ("number: 1", "number: one", "no number"), ("years: 1905-1907", "years: long ago", "long ago"), ("title:", "tittle:", "line 2"), ("- object/banner", "- the banner", "line 11"),
])
def test_what_is_wrong_is_refused_with_file_and_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as caught:
        rooms.read(_museum(tmp_path, ROOM.replace(old, new)), KNOWN)
    assert "mill.md" in caught.value.message


def test_two_rooms_of_one_number_are_refused(tmp_path: Path) -> None:
    _museum(tmp_path, ROOM)
    with pytest.raises(BadInput, match="both have the number 1"):
        rooms.read(_museum(tmp_path, ROOM, "street.md"), KNOWN)
