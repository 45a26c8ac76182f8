"""Publishing against faults: killed, out of space, a failing disk, an old backup, a mark that is gone. What lay there stays good, or the next run completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
import tracemalloc

import pytest

from presnya import register
from presnya.register.keys import HighWater, raise_high_water
from presnya.register.tiles import tiles_of
from presnya.strongroom import leftovers
from presnya.terms.errors import RegisterError
from tests.builders import ROOT
from tests.register.conftest import Row, rows

ORIGIN = "street.example/presnya"

PROGRAM = """
import resource, signal, sys
from pathlib import Path
from presnya import register
from presnya.terms.errors import RegisterError
from tests.register.conftest import rows
folder, count, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
acts = rows(count)
signer = register.signer("street.example/presnya")
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
print("ready", flush=True)
try:
    register.publish_log(folder, acts, signer=signer)
    print("signed", flush=True)
except RegisterError as error:
    print(error, flush=True)
    try:
        register.publish_log(folder, acts, signer=signer)
        print("signed after all", flush=True)
    except RegisterError as again:
        print("again:", again, flush=True)
"""


def publish(folder, count):
    return register.publish_log(folder, rows(count), signer=register.signer(ORIGIN))


def state(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def started(folder, count, *, limit=0, before=()):
    return subprocess.Popen([*before, sys.executable, "-c", PROGRAM, str(folder), str(count), str(limit)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})


# ── the disk ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("limit", [100, 10_000, 40_000])
def test_a_disk_that_takes_no_more_leaves_what_lay_there(log, limit):
    """The system refuses to write files beyond a size, as it refuses on a full disk: at the checkpoint, in the hash tiles, in the bundles."""
    before = state(log)
    said = started(log, 700, limit=limit).communicate(timeout=60)[0]
    assert "could not be written" in said
    assert "stands as it was" in said
    assert state(log) == before
    assert not register.verify(log).problems
    assert publish(log, 700).checkpoint.size == 700
    assert not register.verify(log).problems


@pytest.mark.skipif(not shutil.which("strace"), reason="no strace on this machine to make a system call fail")
@pytest.mark.parametrize("nth", [1, 4, 9])
def test_a_failed_fsync_ends_the_writing_of_this_process(log, nth):
    """What the kernel could not write it forgets: a second try would be told that all is well. Only the first one fails here, and yet nothing more is written."""
    before = state(log)
    said, traced = started(log, 700, before=("strace", "-f", "-e", "trace=fsync", "-e", f"inject=fsync:error=EIO:when={nth}")).communicate(timeout=60)
    assert traced.count("(INJECTED)") == 1
    assert "could not be written" in said
    assert "again: The register could not be written" in said
    assert "signed" not in said
    assert "writes nothing more" in said
    assert state(log) == before
    assert publish(log, 700).checkpoint.size == 700


def test_a_publication_killed_at_any_moment_is_completed_by_the_next(tmp_path):
    chance = random.Random(1905)
    folder = tmp_path / "log"
    publish(folder, 300)
    killed = 0
    for size in range(1300, 1308):
        process = started(folder, size)
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.06))
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        head = register.parse_checkpoint((folder / "checkpoint").read_text().partition("\n\n")[0] + "\n")
        for tile in tiles_of(head.size):  # never ahead of the data
            assert (folder / tile.path).exists(), tile
    assert killed > 2
    (folder / "tile/0/.000.abc.part").write_bytes(b"cut off")
    publish(folder, 1400)
    assert not leftovers(folder)
    assert not register.verify(folder).problems


# ── what was signed before ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [250, 299])
def test_without_a_mark_the_checkpoints_that_lie_there_bind(log, home, size):
    (mark,) = (home / "marks").glob("*.json")
    mark.unlink()
    before = state(log)
    with pytest.raises(RegisterError, match=f"holds {size} acts, but 300 were signed"):
        publish(log, size)
    assert state(log) == before
    assert publish(log, 301).checkpoint.size == 301


def test_a_mark_from_an_old_backup_does_not_free_what_was_signed_since(log, home):
    old = {place: place.read_bytes() for place in (home / "marks").glob("*.json")}
    publish(log, 310)
    for place, data in old.items():
        place.write_bytes(data)
    with pytest.raises(RegisterError, match="holds 305 acts, but 310 were signed"):
        publish(log, 305)


def test_another_history_than_the_one_that_lies_there_is_not_signed(log, home):
    for place in (home / "marks").glob("*.json"):
        place.unlink()
    acts = [row._replace(number=number) for number, row in enumerate(rows(321)[1:])]
    with pytest.raises(RegisterError, match="are not those that were signed"):
        register.publish_log(log, acts, signer=register.signer(ORIGIN))
    assert not register.verify(log).problems


def test_a_damaged_checkpoint_binds_nobody_and_a_mark_is_never_lowered(log, home):
    (log / "checkpoints/400").write_text("street.example/presnya\n400\n")
    publish(log, 301)
    (mark,) = (home / "marks").glob("*.json")
    assert register.high_water(ORIGIN).size == 301
    raise_high_water(ORIGIN, HighWater(302, b"\1" * 32))
    kept = mark.read_bytes()
    with pytest.raises(RegisterError, match="holds 301 acts, but 302"):
        publish(log, 301)
    assert mark.read_bytes() == kept


def test_a_mark_of_another_museum_is_damage(log, home):
    (mark,) = (home / "marks").glob("*.json")
    mark.write_text(mark.read_text().replace(ORIGIN, "other.example"))
    with pytest.raises(RegisterError, match="is damaged"):
        publish(log, 301)


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_tiles_that_were_filled_between_two_publications_are_written(tmp_path):
    folder = tmp_path / "log"
    publish(folder, 200)
    publish(folder, 900)
    assert {"tile/0/000", "tile/0/001", "tile/0/002", "tile/0/003.p/132", "tile/1/000.p/3", "tile/entries/000", "tile/0/000.p/200"} <= set(state(folder))
    assert not register.verify(folder).problems


def test_a_full_tile_that_was_altered_is_mended(log):
    good = state(log)
    for name in ("tile/0/000", "tile/entries/000", "bodies/000.jsonl", "vkey", "checkpoint", "checkpoints/300"):
        (log / name).write_bytes(b"x" * 32)
    publish(log, 300)
    assert state(log) == good


def test_an_act_takes_less_than_a_hundred_bytes_while_it_is_published(tmp_path):
    def peak(count):
        sealed = rows(1)[0]
        acts = (Row(number, sealed.entry, None, None) for number in range(count))
        tracemalloc.start()
        register.publish_log(tmp_path / str(count), acts, signer=register.signer(f"street.example/{count}"))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small, large = 4096, 16_384
    assert (peak(large) - peak(small)) / (large - small) < 100
