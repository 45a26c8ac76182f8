"""Readers that others wrote agree with us on the vectors and on a published log: Go's checksum database, and the Python package tlog-scales.

Every case in which one of them answers otherwise is named here with the reason. A reason that no longer holds fails the test.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash, tile_path
from tlog_scales.tlog import Checkpoint, ConsistencyProof, InclusionProof

from presnya import register
from tests.machine import GO_LIBRARY, go
from tests.register.conftest import rows

FOLDER = Path(__file__).parents[2] / "docs/data/register-vectors"
FILES = ["tree.json", "tiles.json", "notes.json", "proofs.json", "acts.json", "shared.json"]
CASES = [case for name in FILES for case in json.loads((FOLDER / name).read_text(encoding="utf-8"))["cases"]]

# ── Go ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

GO_SILENT = {
    "bundle": "sumdb's records are text with numbers, not C2SP bundles", "tiles of": "counting is ours", "canonical": "it knows no JSON", "entry": "it knows no JSON", "file commitment": "it knows no commitments",
}
GO_OTHERWISE = {
    ("root", "a tree of 0"): "sumdb gives the empty tree a root of zeroes, RFC 6962 the hash of nothing",
    ("path", "a level above 63"): "sumdb has no highest level",
    ("path", "Go's word for entries"): "what we call entries is called data there, and the test says ours in its words",
    ("vkey", "a cosigner's key, type 4"): "sumdb/note knows type 1; others are given to it as code, as the test does for cosignatures",
    ("vkey", "the same name and key, as a cosigner: another id"): "sumdb/note knows type 1",
    ("note", "a good line, then a bad line of the same key"): "sumdb/note passes over further lines of a key it has seen",
    ("note", "idle bits of the base64 are set"): "Go's base64 takes idle bits",
    ("checkpoint", "a root whose idle bits are set"): "Go's base64 takes idle bits",
    ("checkpoint", "a size of 2^53"): "Go counts to 2^63 - 1, a browser does not",
    ("checkpoint", "an empty line after the root"): "sumdb passes over whatever follows the root",
    ("checkpoint", "an empty line among the further ones"): "sumdb passes over whatever follows the root",
    ("proof", "a hash whose idle bits are set"): "Go's base64 takes idle bits",
    ("proof", "extra whose idle bits are set"): "Go's base64 takes idle bits",
}


def from_nothing(case):
    """sumdb proves nothing from an empty tree; RFC 9162 and C2SP's witness protocol do, with an empty path."""
    return case["kind"] == "consistency" and case["good"] and case["old"] == 0


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """The Go program, built with Debian's library and no network."""
    made = tmp_path_factory.mktemp("go") / "vectors"
    cache = os.environ.get("GOCACHE") or str(tmp_path_factory.mktemp("go-cache"))
    home = os.environ.get("HOME")
    env = os.environ | {"GOPATH": GO_LIBRARY, "GO111MODULE": "off", "GOFLAGS": "", "GOPROXY": "off"} | ({} if home else {"GOCACHE": cache})
    subprocess.run([go(), "build", "-o", str(made), str(Path(__file__).parent / "foreign/vectors.go")], check=True, env=env)
    return made


@pytest.mark.go
def test_go_answers_every_vector_as_we_do_or_differs_for_the_reason_named(program):
    done = subprocess.run([str(program), "cases", *(str(FOLDER / name) for name in FILES)], check=True, capture_output=True, text=True)
    answers = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert set(answers) == {case["id"] for case in CASES}
    silent = {case["kind"] for case in CASES if answers[case["id"]] == "silent"}
    assert silent == set(GO_SILENT) | {"tile"}  # of tiles only bundles
    asked = [case for case in CASES if answers[case["id"]] != "silent"]
    assert len(asked) > 1000
    differ = {(case["kind"], case["why"]) for case in asked if (answers[case["id"]] == "good") is not case["good"] and not from_nothing(case)}
    assert differ == set(GO_OTHERWISE)
    assert all(answers[case["id"]] == "bad" for case in asked if from_nothing(case))


@pytest.mark.go
def test_go_verifies_a_published_log_and_each_kind_of_act_in_it(program, log):
    key = (log / "vkey").read_text().strip()
    done = subprocess.run([str(program), "log", str(log), key, "0", "1", "128", "255", "256", "299"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "it holds: 300 acts, 6 proven\n")


@pytest.mark.go
@pytest.mark.xdist_group("flagship")
def test_go_and_scales_verify_the_flagship_museum(program, flagship):
    place = flagship / "site/register"
    key = (place / "vkey").read_text().strip()
    size = register.verify(flagship / "site").size
    acts = sorted({0, 1, size // 3, size // 2, size - 1})
    done = subprocess.run([str(program), "log", str(place), key, *map(str, acts)], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, f"it holds: {size} acts, {len(acts)} proven\n")
    reader = TilesReader(LocalBackend(place))
    checkpoint = reader.get_checkpoint()
    checkpoint.verify(Vkey.from_string(key))
    for number in acts:
        reader.get_inclusion_proof(number, size).check(leaf_hash(reader.get_entry(number)), checkpoint.root_hash)


@pytest.mark.go
@pytest.mark.parametrize(("name", "at"), [("tile/entries/000", 40), ("tile/0/000", 40), ("tile/1/000.p/1", 3), ("checkpoint", 25), ("tile/0/001.p/44", 5)])
def test_go_refuses_a_log_that_was_touched(program, log, name, at):
    data = bytearray((log / name).read_bytes())
    data[at] ^= 1
    (log / name).write_bytes(bytes(data))
    key = (log / "vkey").read_text().strip()
    done = subprocess.run([str(program), "log", str(log), key, "0", "256"], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "it does not hold" in done.stdout


# ── tlog-scales ─────────────────────────────────────────────────────────────────────────────────────────────────────

SCALES_SILENT = {
    "root": "it computes roots from tiles: see the published log below", "node": "its nodes are hashed where they are needed", "tile": "from a published log, below", "tiles": "from a published log, below", "tiles of": "counting is ours",
    "bundle": "from a published log, below", "note": "it opens checkpoints only", "proof": "it writes proof files, and reads none", "canonical": "it knows no JSON", "commitment": "it knows no commitments",
    "file commitment": "it knows no commitments", "entry": "it knows no JSON", "shared": "our own form",
}
LENGTHS = "it does not look at how long hashes are"
NAMES = "it does not look at what stands in a name"
LAX = "it reads what was signed, however it is written"
EXTENSION = "it knows no further lines, so what it checks is not what was signed"
SCALES_OTHERWISE = {
    ("inclusion", "a leaf of 31 and a neighbour of 33 bytes give the node of two of 32"): LENGTHS,
    ("consistency", "both sizes are 0, but the roots differ"): "from the empty tree it does not look at the new root",
    ("vkey", "no name"): NAMES, ("vkey", "a space in the name"): NAMES, ("vkey", "a no-break space in the name"): NAMES, ("vkey", "a newline in the name"): NAMES, ("vkey", "U+0085 is a space of Unicode, in the name"): NAMES,
    ("checkpoint", "further lines mean nothing here, but are signed"): EXTENSION, ("cosignature", "a checkpoint with a further line: that is signed too"): EXTENSION,
    ("checkpoint", "a negative size"): LAX, ("checkpoint", "a size of 2^53"): "Python counts without end", ("checkpoint", "a size of 2^63"): "Python counts without end", ("cosignature", "a time beyond 2^63 - 1"): "it knows no last second",
    ("checkpoint", "a root of 15 bytes"): LENGTHS, ("checkpoint", "a root of 33 bytes"): LENGTHS, ("checkpoint", "no root"): LENGTHS, ("checkpoint", "a root in hex"): LAX,
}


def scales(case):
    try:
        return SCALES[case["kind"]](case)
    except Exception:  # noqa: BLE001  it has no error of its own: whatever it raises is a refusal
        return False


def scales_inclusion(case):
    InclusionProof(case["index"], case["size"], [bytes.fromhex(one) for one in case["path"]]).check(bytes.fromhex(case["leaf"]), bytes.fromhex(case["root"]))
    return True


def scales_consistency(case):
    ConsistencyProof(case["old"], case["size"], [bytes.fromhex(one) for one in case["path"]]).check(bytes.fromhex(case["old_root"]), bytes.fromhex(case["root"]))
    return True


def scales_path(case):
    """It writes paths and reads none."""
    return "/".join(tile_path(case["level"], case["number"], case["width"] % 256)) == case["path"] if case["good"] else False


def scales_vkey(case):
    key = Vkey.from_string(case["vkey"])
    return Vkey(key.name, None, key.sig_type, key.pubkey).key_id == key.key_id and key.get_verifier() is not None and key.serialize() == case["vkey"]


def scales_checkpoint(case):
    read = Checkpoint.from_text(case["note"])
    read.verify(Vkey.from_string(case["key"]))
    return read.serialize() == case["note"] and (case["kind"] == "cosignature" or read.origin == case["key"].partition("+")[0])


SCALES = {
    "leaf": lambda case: leaf_hash(bytes.fromhex(case["entry"])).hex() == case["hash"], "inclusion": scales_inclusion, "consistency": scales_consistency, "path": scales_path, "vkey": scales_vkey,
    "checkpoint": scales_checkpoint, "cosignature": scales_checkpoint,
}


def test_scales_answers_every_vector_as_we_do_or_differs_for_the_reason_named():
    asked = [case for case in CASES if case["kind"] not in SCALES_SILENT]
    assert set(SCALES) | set(SCALES_SILENT) == {case["kind"] for case in CASES}
    assert len(asked) > 800
    assert {(case["kind"], case["why"]) for case in asked if scales(case) is not case["good"]} == set(SCALES_OTHERWISE)


def test_scales_verifies_a_published_log_by_its_tiles(log):
    reader = TilesReader(LocalBackend(log))
    checkpoint = reader.get_checkpoint()
    checkpoint.verify(Vkey.from_string((log / "vkey").read_text().strip()))
    assert reader.calculate_root_hash() == checkpoint.root_hash
    for number in (0, 1, 128, 255, 256, 299):
        entry = reader.get_entry(number)
        assert entry == rows(300)[number].entry
        reader.get_inclusion_proof(number, 300).check(register.leaf_hash(entry), checkpoint.root_hash)
