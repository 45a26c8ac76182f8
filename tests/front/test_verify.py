"""The readers of a visitor's browser, run in Node: they judge notes, proofs, lists and registers as Python does."""

import base64
import hashlib
import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya import register
from presnya.register.shared import make_shared, read_shared, verify_shared, write_shared
from presnya.terms.errors import PresnyaError
from tests.front.test_units import HERE, _node, needs_node
from tests.register.conftest import rows

pytestmark = needs_node
ORIGIN = "street.example/presnya"
LOG, OTHER = (register.Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)) for seed, name in enumerate((ORIGIN, "other.example/presnya"), 1))
ROWS = rows(600)
LEAVES = [register.leaf_hash(row.entry) for row in ROWS]


def signed(size: int, root: bytes | None = None, *, by: register.Signer = LOG, origin: str = "") -> str:
    return register.sign(str(register.Checkpoint(origin or by.name, size, root if root is not None else register.root_of(LEAVES[:size]))), [by])


def notes() -> list[dict[str, Any]]:
    """Good and bad notes, each with what Python says of it: its text, or none."""
    good = signed(5)
    text, line = good.split("\n\n")
    flipped = line[:-6] + ("A" if line[-6] != "A" else "B") + line[-5:]
    made = [
        good, signed(0), register.sign("any text\n\nof two parts\n", [LOG]), f"{text}\n\n{line}{line}", f"{text}\n\n— stranger.example AAAAAAAA\n{line}", signed(5, by=OTHER), signed(5, origin="third.example/p"),
        "", text, f"{text}\n\n", f"{text}\n\n{flipped}", f"{text}\n\n{line}{flipped}", good.replace("5\n", "6\n", 1), good.replace("\n", "\r\n"), good[:-1], good + "\n", f"{text}\n\n{line}x\n",
        f"{text}\n\n{line.replace('— ', '- ')}", f"{text}\n\n{line.replace(ORIGIN, ORIGIN + '+')}", good.replace(ORIGIN, "street.example/\tpresnya"), f"{text}\n\n{line * 65}",
    ]
    return [{"note": note, "key": str(LOG.verifier), "text": opened(note)} for note in made] + [{"note": signed(5, by=LOG, origin="third.example/p"), "key": str(LOG.verifier), "text": opened(signed(5, origin="third.example/p"))}]


def opened(note: str) -> str | None:
    try:
        return register.open_note(note, [LOG.verifier])[0]
    except PresnyaError:
        return None


def shared(draw: random.Random) -> list[dict[str, Any]]:
    """Proofs of acts drawn at random, as they are and with something changed."""
    made: list[dict[str, Any]] = []
    for nth in range(60):
        size = draw.choice([1, 2, 3, 7, 255, 256, 257, 600])
        acts = sorted(draw.sample(range(size), min(size, draw.choice([1, 2, 9, 40]))))
        proof = make_shared(acts, lambda act: ROWS[act].entry, size=size, hashed=register.range_hash_of(LEAVES[:size]), note=signed(size), vkey=str(LOG.verifier))
        held = json.loads(write_shared(proof, of=nth % 3))
        made += [held, changed(held, draw)]
    return [{"proof": held, "size": judged(held)} for held in made]


def changed(held: dict[str, Any], draw: random.Random) -> dict[str, Any]:  # noqa: PLR0911  one way out for each kind of change
    raw = bytearray(base64.b64decode(held["hashes"]))
    match draw.randrange(7):
        case 0 if raw:
            raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
            return held | {"hashes": base64.b64encode(raw).decode()}
        case 1:
            return held | {"entries": [*held["entries"][:-1], held["entries"][-1].replace("k1", "k2")]}
        case 2:
            return held | {"acts": [act + 1 for act in held["acts"]]}
        case 3:
            return held | {"hashes": base64.b64encode(raw + bytes(32)).decode()}
        case 4:
            return held | {"note": signed(600, LEAVES[0])}
        case 5:
            return held | {"vkey": str(OTHER.verifier)}
        case _:
            return held | {"v": 2}


def judged(held: dict[str, Any]) -> int | None:
    try:
        proof = read_shared(json.dumps(held))
        return verify_shared(proof, register.parse_vkey(proof.vkey)).size
    except PresnyaError:
        return None


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What Python says, for Node to say the same."""
    site = tmp_path_factory.mktemp("site")
    listed = [f"people/person-{nth}.html" for nth in range(300)] + ["a\uffee.html", "a\U00010000.html"]
    known: dict[str, list[str | int]] = {name: [register.leaf_hash(name.encode()).hex(), len(name)] for name in listed}
    register.write_manifest(site, signer=LOG, checkpoint=register.Checkpoint(ORIGIN, 3, LEAVES[0]), known=known)
    place = tmp_path_factory.mktemp("told") / "verify.json"
    place.write_text(json.dumps({
        "key": str(LOG.verifier), "other": str(OTHER.verifier), "vkey": str(LOG.verifier), "notes": notes(), "shared": shared(random.Random(1905)), "listed": listed,
        "manifest": (site / "manifest.json").read_text(), "signature": (site / "manifest.sig").read_text(),
        "parts": {part.relative_to(site).as_posix(): part.read_text() for part in (site / "manifest").iterdir()},
    }))
    return place


def node(*arguments: str, given: str = "", told: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([_node(), "--import", str(HERE / "ts.mjs"), *arguments], input=given, env=os.environ | ({"VERIFY": str(told)} if told else {}), capture_output=True, text=True, check=False, timeout=120)


def test_readers_of_the_browser_agree_with_python(told: Path) -> None:
    done = node("--test", "--test-reporter", "spec", str(HERE / "verify.test.ts"), told=told)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "\nℹ pass 0\n" not in done.stdout


# ── the remembering browser ─────────────────────────────────────────────────────────────────────────────────────


def seen(size: int, root: bytes | None = None, *, by: register.Signer = LOG) -> dict[str, Any]:
    return {"origin": by.name, "size": size, "root": base64.b64encode(root or register.root_of(LEAVES[:size])).decode(), "vkey": str(by.verifier), "note": signed(size, root, by=by), "when": "2026-01-01T00:00:00Z"}


def tiles(leaves: list[bytes]) -> dict[str, str]:
    return {tile.path: base64.b64encode(tile_bytes(tile, leaves)).decode() for tile in register.tiles_of(len(leaves), entries=False)}


def tile_bytes(tile: register.Tile, leaves: list[bytes]) -> bytes:
    stride = 256**tile.level
    start = tile.number * 256 * stride
    return b"".join(register.root_of(leaves[at:at + stride]) for at in range(start, start + tile.width * stride, stride))


def rotation(number: int, act: int, old: register.Signer, new: register.Signer, before: str = "0" * 64, *, by: tuple[register.Signer, ...] | None = None) -> str:
    text = f"presnya key rotation v1\n{ORIGIN}\n{number}\n{act}\n2026-01-01T00:00:00Z\n{old.verifier}\n{new.verifier}\n{before}\n"
    return register.sign(text, by or (old, new))


def renewed(seed: int) -> register.Signer:
    return register.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


FORKED = [*LEAVES[:200], register.leaf_hash(b"another"), *LEAVES[201:]]
SECOND, THIRD = renewed(7), renewed(8)
TWO = (rotation(0, 90, LOG, SECOND), rotation(1, 180, SECOND, THIRD, hashlib.sha256(rotation(0, 90, LOG, SECOND).encode()).hexdigest()))
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "a first visit": ("first", {"seen": None, "note": signed(300)}),
    "the same again": ("same", {"seen": seen(300), "note": signed(300)}),
    "a register that grew": ("newer", {"seen": seen(300), "note": signed(600), "files": tiles(LEAVES)}),
    "a register that grew past a full tile": ("newer", {"seen": seen(256), "note": signed(257), "files": tiles(LEAVES[:257])}),
    "one that grew from nothing": ("newer", {"seen": seen(0), "note": signed(9), "files": {}}),
    "an older one": ("older", {"seen": seen(300), "note": signed(299), "files": tiles(LEAVES[:299])}),
    "another of the same size": ("fork", {"seen": seen(300), "note": signed(300, register.root_of(FORKED[:300]))}),
    "a larger one with an act altered": ("fork", {"seen": seen(300), "note": signed(600, register.root_of(FORKED)), "files": tiles(FORKED)}),
    "a larger one with an act left out": ("fork", {"seen": seen(300), "note": signed(599, register.root_of([*LEAVES[:9], *LEAVES[10:]])), "files": tiles([*LEAVES[:9], *LEAVES[10:]])}),
    "an altered one beside honest tiles": ("unproved", {"seen": seen(300), "note": signed(600, register.root_of(FORKED)), "files": tiles(LEAVES)}),
    "a larger one without tiles": ("unproved", {"seen": seen(300), "note": signed(600), "files": {}}),
    "a larger one from a disk": ("unproved", {"seen": seen(300), "note": signed(600)}),
    "tiles cut off": ("unproved", {"seen": seen(300), "note": signed(600), "files": {name: data[:44] for name, data in tiles(LEAVES).items()}}),
    "another name": ("renamed", {"seen": seen(300, by=OTHER), "note": signed(300)}),
    "a checkpoint of another key": ("bad", {"seen": seen(300), "note": signed(300, by=SECOND)}),
    "no checkpoint": ("bad", {"seen": None, "note": "nothing"}),
    "another key": ("key", {"seen": seen(300), "note": signed(300, by=SECOND), "vkey": str(SECOND.verifier)}),
    "a key changed in order": ("same", {"seen": seen(300), "note": signed(300, by=SECOND), "vkey": str(SECOND.verifier), "rotations": [TWO[0]]}),
    "a key changed twice": ("newer", {"seen": seen(300), "note": signed(600, by=THIRD), "vkey": str(THIRD.verifier), "rotations": list(TWO), "files": tiles(LEAVES)}),
    "a change the old key did not sign": ("key", {"seen": seen(300), "note": signed(300, by=SECOND), "vkey": str(SECOND.verifier), "rotations": [rotation(0, 90, LOG, SECOND, by=(SECOND,))]}),
    "a change between two other keys": ("key", {"seen": seen(300), "note": signed(300, by=THIRD), "vkey": str(THIRD.verifier), "rotations": [rotation(0, 90, SECOND, THIRD)]}),
    "changes out of order": ("key", {"seen": seen(300), "note": signed(300, by=THIRD), "vkey": str(THIRD.verifier), "rotations": [TWO[0], rotation(1, 180, SECOND, THIRD)]}),
    "the old key after it was changed": ("key", {"seen": seen(300, by=SECOND), "note": signed(300), "rotations": [TWO[0]]}),
    "the new key before its act": ("key", {"seen": seen(60), "note": signed(80, by=SECOND), "vkey": str(SECOND.verifier), "rotations": [TWO[0]], "files": tiles(LEAVES[:80])}),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    done = node(str(HERE / "judge.ts"), given="".join(json.dumps({"vkey": str(LOG.verifier)} | case) + "\n" for _, case in CASES.values()))
    assert done.returncode == 0, done.stderr
    return dict(zip(CASES, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_browser_that_remembers_judges(name: str, answers: dict[str, dict[str, Any]]) -> None:
    expected, case = CASES[name]
    found = answers[name]
    assert found["verdict"] == expected, found["why"]
    accepted = expected in ("first", "same", "newer")
    assert found["accepted"] is accepted
    if not accepted:
        assert found["next"] == case["seen"], "nothing that is not accepted moves the memory"
    if expected == "fork":
        for note in found["evidence"]:
            register.open_checkpoint(note, LOG.verifier)
        assert len(found["evidence"]) == 2
    if expected in ("first", "newer"):
        assert found["next"]["note"] == case["note"]
