"""Bytes under their hash: written whole or not at all, never altered, missed when gone."""

import hashlib

import pytest

from presnya.strongroom import Strongroom, write_atomically
from presnya.terms.errors import StrongroomError


@pytest.fixture
def room(tmp_path):
    return Strongroom(tmp_path / "strongroom")


def test_bytes_come_back_under_their_hash(room):
    kept = room.put(b"the mill")
    assert kept.sha256 == hashlib.sha256(b"the mill").hexdigest()
    assert (kept.size, kept.new) == (8, True)
    assert room.get(kept.sha256) == b"the mill"
    assert room.path(kept.sha256).stat().st_mode & 0o222 == 0
    assert kept.sha256 in room
    assert list(room) == [kept.sha256]


def test_the_same_bytes_are_kept_once(room):
    assert room.put(b"the mill").new
    assert not room.put(b"the mill").new
    assert len(list(room)) == 1


def test_a_damaged_file_is_named_and_mended_by_the_good_bytes(room):
    kept = room.put(b"the mill")
    place = room.path(kept.sha256)
    place.chmod(0o644)
    place.write_bytes(b"the mull")
    with pytest.raises(StrongroomError, match="damaged"):
        room.get(kept.sha256)
    assert [problem.file for problem in room.check()] == [place.relative_to(room.folder).as_posix()]
    room.put(b"the mill")
    assert not list(room.check())


def test_what_is_missing_is_said_with_the_next_step(room):
    with pytest.raises(StrongroomError, match="not in the strongroom") as caught:
        room.get("0" * 64)
    assert "copy" in caught.value.next_step


def test_fixity_names_what_does_not_belong(room):
    room.put(b"the mill")
    (room.folder / "note.txt").write_text("hello")
    (room.folder / "ab").mkdir(exist_ok=True)
    (room.folder / "ab/.half.part").write_bytes(b"x")
    assert {problem.what.partition(":")[0].partition(";")[0] for problem in room.check()} == {"does not belong here", "left over from a write that was cut off"}


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    place = tmp_path / "file"
    write_atomically(place, b"old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/inside").write_bytes(b"x")
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / "folder", b"new")
    assert place.read_bytes() == b"old"
    assert not list(tmp_path.glob(".*.part"))
