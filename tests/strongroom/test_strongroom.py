"""Bytes under their hash: written whole or not at all, never altered, missed when gone."""

import concurrent.futures
import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya.strongroom import Stage, Strongroom, leftovers, write_atomically
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


def test_a_write_that_is_cut_off_leaves_the_old_bytes_or_the_new(tmp_path):
    """A process that may write so many bytes and no more, as on a full disk: the old file stays whole, and nothing half written lies beside it."""
    place = tmp_path / "file"
    write_atomically(place, b"old")
    program = ("import resource, signal, sys; from pathlib import Path; from presnya.strongroom import write_atomically; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
               "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); write_atomically(Path(sys.argv[1]), b'n' * 5000)")
    done = subprocess.run([sys.executable, "-c", program, str(place)], capture_output=True, text=True, check=False)
    assert "File too large" in done.stderr
    assert place.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_many_who_put_the_same_and_other_bytes_at_once_lose_nothing(room):
    with concurrent.futures.ThreadPoolExecutor(8) as crowd:
        kept = list(crowd.map(room.put, [f"entry {nth % 20}".encode() for nth in range(200)]))
    assert len({one.sha256 for one in kept}) == len(list(room)) == 20
    assert not list(room.check())
    for one in kept:
        assert hashlib.sha256(room.get(one.sha256)).hexdigest() == one.sha256


def test_fixity_names_each_file_that_is_not_what_its_name_promises(room):
    """Every file in turn: a flipped bit, a byte too few, nothing left, another's bytes."""
    places = [room.path(room.put(f"entry {nth}".encode()).sha256) for nth in range(6)]
    for nth, place in enumerate(places):
        good = place.read_bytes()
        place.chmod(0o644)
        for bad in (bytes([good[0] ^ 1]) + good[1:], good[:-1], b"", places[nth - 1].read_bytes()):
            place.write_bytes(bad)
            assert [problem.file for problem in room.check()] == [place.relative_to(room.folder).as_posix()]
            with pytest.raises(StrongroomError, match="damaged"):
                room.get(place.name)
        place.write_bytes(good)
    assert not list(room.check())


def test_fixity_says_how_far_it_is(room):
    for nth in range(3):
        room.put(str(nth).encode())
    seen = []
    assert not list(room.check(progress=lambda done, of: seen.append((done, of))))
    assert seen == [(0, 3), (1, 3), (2, 3)]


@given(st.binary(max_size=200))
def test_any_bytes_come_back_as_they_were(data):
    with tempfile.TemporaryDirectory() as place:
        room = Strongroom(Path(place))
        assert room.get(room.put(data).sha256) == data


def test_an_empty_room_holds_nothing_and_has_no_faults(room):
    assert list(room) == []
    assert list(room.check()) == []
    assert "0" * 64 not in room


# ── files that change together ──────────────────────────────────────────────────────────────────────────────────


def test_a_stage_changes_all_or_leaves_all(tmp_path):
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "same").write_bytes(b"same")
    before = (tmp_path / "same").stat().st_mtime_ns
    for commit in (False, True):
        stage = Stage()
        for name, data in (("old", b"new"), ("deep/er/new", b"new"), ("same", b"same")):
            stage.put(tmp_path / name, data)
        stage.put(tmp_path / "last", b"last", last=True)
        assert (tmp_path / "old").read_bytes() == b"old"
        assert not (tmp_path / "last").exists()
        assert len(leftovers(tmp_path)) == 2
        if commit:
            stage.commit()
        stage.undo()
        assert not leftovers(tmp_path)
        assert (tmp_path / "old").read_bytes() == (b"new" if commit else b"old")
        assert (tmp_path / "deep/er/new").exists() == (tmp_path / "last").exists() == commit
    assert (tmp_path / "same").stat().st_mtime_ns == before
