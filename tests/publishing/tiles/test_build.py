"""Builds that are stopped, changed, or given something else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from presnya.publishing.tiles import Card, Lane, Spool, build
from presnya.publishing.tiles.build import MOST_LANES, Head
from presnya.publishing.tiles.files import NOTE
from presnya.terms.errors import BadInput
from tests.publishing.tiles.builders import built, event, head
from tests.publishing.tiles.decode import Tree

MANY = 20_000
ROOT = Path(__file__).parents[3]


def many(number=MANY):
    """Events of a year, on every day of it."""
    return [event(f"event {nth}", f"1917-{nth % 12 + 1:02}-{nth * 11 % 28 + 1:02}", nth % 4, id=f"e{nth}", weight=nth * 7 % 23, card=Card(f"told {nth}") if nth % 3 == 0 else None) for nth in range(number)]


def files(folder):
    """Name → bytes of everything in a folder."""
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def times(folder):
    return {place.relative_to(folder).as_posix(): place.stat().st_mtime_ns for place in folder.rglob("*") if place.is_file()}


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.publishing.tiles.builders import built
from tests.publishing.tiles.test_build import many
built(Path(sys.argv[1]), many(), progress=lambda done, total: os.kill(os.getpid(), signal.SIGKILL) if done == 2 else None, workers=int(sys.argv[2]))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_build_goes_on_to_the_same_bytes(tmp_path, workers):
    whole, cut = tmp_path / "whole", tmp_path / "cut"
    env = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    assert subprocess.run([sys.executable, "-c", KILLED, str(cut), str(workers)], env=env, check=False).returncode == -9
    assert (cut / NOTE).exists()
    assert not (cut / "meta.json").exists()
    before = {name: when for name, when in times(cut).items() if name.endswith(".json")}
    done, again = built(whole, many()), built(cut, many())
    assert files(cut) == files(whole)
    assert again.written < done.written
    after = times(cut)
    assert all(after[name] == when for name, when in before.items()), "what was written before the end is left alone"


def test_noted_shard_whose_file_was_lost_is_made_again(tmp_path):
    whole, cut = tmp_path / "whole", tmp_path / "cut"

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(cut, many(), progress=stop)
    lost = min(cut.rglob("*.cards.json"))
    lost.unlink()
    with (cut / NOTE).open("a", encoding="utf-8") as note:
        note.write('["cut off in the mid')
    built(cut, many())
    built(whole, many())
    assert files(cut) == files(whole)


def test_note_of_another_build_is_not_believed(tmp_path):
    whole, cut = tmp_path / "whole", tmp_path / "cut"

    def stop(done, total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        built(cut, many(), progress=stop)
    others = [msgspec.structs.replace(one, title=one.title.upper()) for one in many()]
    built(cut, others)
    built(whole, others)
    assert files(cut) == files(whole)


def test_two_processes_write_the_same_bytes_as_one(tmp_path):
    built(tmp_path / "one", many(5000), workers=1)
    built(tmp_path / "two", many(5000), workers=2)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_second_build_writes_nothing(tmp_path):
    built(tmp_path, many(3000))
    before = times(tmp_path)
    done = built(tmp_path, many(3000))
    assert (done.written, done.removed) == (0, 0)
    assert times(tmp_path) == before


def _changed(tmp_path, change):
    """Names of files that a change of one of MANY events wrote, added or removed."""
    built(tmp_path, many())
    before = times(tmp_path)
    built(tmp_path, change(many()))
    after = times(tmp_path)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_changed_title_rewrites_one_tile(tmp_path):
    changed = _changed(tmp_path, lambda given: [msgspec.structs.replace(given[0], title="another"), *given[1:]])
    assert len(changed - {"whole.js"}) == 1


def test_changed_text_rewrites_one_file_of_cards(tmp_path):
    changed = _changed(tmp_path, lambda given: [msgspec.structs.replace(given[0], card=Card("another")), *given[1:]])
    assert len(changed - {"whole.js"}) == 1
    assert ".cards." in next(iter(changed - {"whole.js"}))


@pytest.mark.parametrize("weight", [0, 22, 1000])
def test_changed_weight_rewrites_only_tiles_over_it_and_over_those_that_change_places_with_it(tmp_path, weight):
    changed = _changed(tmp_path, lambda given: [msgspec.structs.replace(given[9], weight=weight), *given[:9], *given[10:]])
    tree = Tree(tmp_path)
    tiles = [name for name in changed if name[0].isdigit() and ".cards" not in name]
    assert len(tiles) <= 3 * (tree.meta["depth"] + 1)
    assert not any(name.startswith("near/") for name in changed)


def test_removed_event_rewrites_a_few_of_many_files(tmp_path):
    changed = _changed(tmp_path, lambda given: given[1:])
    total = json.loads((tmp_path / "meta.json").read_bytes())["files"]
    assert "meta.json" in changed
    assert 1 < len(changed) <= 100 < total


def test_what_is_no_longer_part_is_removed_and_nothing_else(tmp_path):
    built(tmp_path, many())
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "3" / "mine.json").write_text("{}")
    done = built(tmp_path, many(200))
    assert done.removed > 0
    assert (tmp_path / "notes.txt").exists()
    assert (tmp_path / "3" / "mine.json").exists()
    fresh = tmp_path.parent / "fresh"
    built(fresh, many(200))
    assert files(tmp_path).keys() - {"notes.txt", "3/mine.json"} == files(fresh).keys()


def test_more_lanes_than_fit_are_refused(tmp_path):
    lanes = tuple(Lane(str(nth), str(nth)) for nth in range(MOST_LANES + 1))
    with Spool() as spool, pytest.raises(BadInput, match=f"{MOST_LANES + 1} lanes cannot stand side by side"):
        build(spool, Head("chronology/x", "X", lanes), tmp_path)
    assert not list(tmp_path.iterdir())


def test_mark_in_a_lane_that_is_not_there_is_refused(tmp_path):
    with Spool() as spool:
        spool.add(event("x", lane=3))
        with pytest.raises(BadInput, match="lane 3, and there are 2"):
            build(spool, head(2), tmp_path)


def test_tree_of_one_lane_has_no_lane_column_and_no_near(tmp_path):
    built(tmp_path, many(100)[::4], 1)
    tree = Tree(tmp_path)
    assert "l" not in tree.file("0/0.json")
    assert tree.meta["near"] is None
    assert not (tmp_path / "near").exists()


def test_large_tree_has_no_script_of_the_whole(tmp_path):
    built(tmp_path, (event("t" * 5000, f"{1000 + nth}") for nth in range(900)))
    assert not (tmp_path / "whole.js").exists()


def test_progress_runs_from_the_first_shard_to_the_last(tmp_path):
    told = []
    built(tmp_path, many(), progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > 2
