"""The published vectors: written anew they are the same bytes; what is good opens, what is bad is refused with the right class of error."""

import functools
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya import register
from presnya.register.canonical import read_json
from presnya.register.cosigning import read_request, write_request
from presnya.register.entry import read_entry
from presnya.register.evidence import read_evidence, verify_evidence, write_evidence
from presnya.register.manifest import part_of
from presnya.register.names import refused
from presnya.register.note import open_note, parse_vkey
from presnya.register.policy import read_policy
from presnya.register.rotation import chain_of, follow
from presnya.register.shared import shared_root
from presnya.register.tiles import hashes_at, parse_tile, tiles_of
from presnya.terms.acts import from_json, to_json
from presnya.terms.errors import BadFile, BadNote, BadProof, BadValue, Tampered
from tests.register.sentences import SENTENCES, marks_of

FOLDER = Path(__file__).parents[2] / "docs/data/register-vectors"
FILES = sorted(place.name for place in FOLDER.glob("*.json"))
ERRORS = {"note": BadNote, "proof": (BadProof, BadNote), "value": BadValue, "tampered": Tampered, "policy": BadFile}
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def load(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


CASES = [pytest.param(case, id=case["id"], marks=[pytest.mark.spec(mark) for mark in marks_of(case["kind"], case["why"])]) for name in FILES for case in load(name).get("cases", ())]


@functools.cache
def leaves(size):
    return [register.leaf_hash(f"entry {number}".encode()) for number in range(size)]


def unhex(hashes):
    return [bytes.fromhex(one) for one in hashes]


def pieces(given):
    return b"".join(bytes.fromhex(one) if isinstance(one, str) else bytes.fromhex(one["hex"]) * one["times"] for one in given)


def tile_bytes(tile, size):
    if tile.level < 0:
        return register.bundle([f"entry {number}".encode() for number in range(tile.number * 256, tile.number * 256 + tile.width)])
    return b"".join(hashes_at(tile.level, leaves(size))[tile.number * 256:tile.number * 256 + tile.width])


def path(case):
    tile = parse_tile(case["path"])
    assert (tile is not None) is case["good"]
    assert tile is None or tile == (case["level"], case["number"], case["width"])


def tiles_of_levels(case):
    for level, (full, width) in case["levels"].items():
        widths = [tile.width for tile in tiles_of(case["size"]) if tile.level == int(level)]
        assert (widths.count(256), sum(one for one in widths if one < 256)) == (full, width)


def tile(case):
    data = tile_bytes(parse_tile(case["path"]), case["size"])
    assert (len(data), hashlib.sha256(data).hexdigest()) == (case["bytes"], case["sha256"])


def bundle(case):
    entries = register.unbundle(pieces(case["pieces"]), file="tile/entries/000")
    assert entries == [pieces(one) for one in case["entries"]]
    assert register.bundle(entries) == pieces(case["pieces"])


def vkey(case):
    key = parse_vkey(case["vkey"])
    assert (key.name, key.id.hex(), key.type, key.public.hex(), str(key)) == (case["name"], case["key_id"], case["type"], case["public"], case["vkey"])


def note(case):
    text, signed = open_note(case["note"], [parse_vkey(key) for key in case["keys"]])
    assert (text, [key.name for key in signed]) == (case["text"], case["signed"])


def checkpoint(case):
    read = register.open_checkpoint(case["note"], parse_vkey(case["key"]))
    assert (read.origin, read.size, read.root.hex()) == (case["origin"], case["size"], case["root"])


def cosignature(case):
    key = parse_vkey(case["key"])
    assert open_note(case["note"], [key])[1] == [key]


def proof(case):
    read = register.read_proof(case["file"])
    assert register.verify_proof(read, bytes.fromhex(case["entry"]), parse_vkey(case["key"])).size == case["size"]
    assert read.number == case["index"]


def canonical(case):
    assert register.canonical(read_json(case["json"])).decode() == case["canonical"]
    assert register.canonical(read_json(case["canonical"])).decode() == case["canonical"]


def commitment(case):
    entry = json.dumps({"commit": case["commit"]}).encode()
    assert register.open_commitment(entry, bytes.fromhex(case["salt"]), case["body"].encode()) is case["good"]


def entry(case):
    read = read_entry(bytes.fromhex(case["entry"]))
    again = {"v": 1, "act": read.act, "at": read.at, "by": read.by, "commit": read.commit} | ({"about": read.about} if read.about else {}) | ({"parts": read.parts} if read.parts else {})
    assert register.canonical(again).hex() == case["entry"]
    assert register.leaf_hash(bytes.fromhex(case["entry"])).hex() == case["leaf"]


def shared(case):
    acts = sorted((int(number), bytes.fromhex(leaf)) for number, leaf in case["acts"].items())
    if shared_root([number for number, _ in acts], [leaf for _, leaf in acts], case["size"], unhex(case["path"])) != bytes.fromhex(case["root"]):
        raise BadProof("another root")


def policy(case):
    read = read_policy(case["policy"].encode())
    keys = {one.name.encode("utf-8", "surrogateescape").decode(): one.key for one in read.cosigners}
    for signed, enough in [(one, True) for one in case["enough"]] + [(one, False) for one in case["too_few"]]:
        assert read.satisfied(keys[name] for name in signed if name in keys) is enough, signed


def request(case):
    read = read_request(case["body"].encode())
    assert (read.old, len(read.proof)) == (case["old"], case["hashes"])
    assert write_request(*read).decode() == case["body"]


def evidence(case):
    read = read_evidence(case["file"])
    fork = verify_evidence(read, [parse_vkey(key) for key in case["keys"]])
    assert ([fork.first.size, fork.second.size], fork.first.origin, write_evidence(read)) == (case["sizes"], case["origin"], case["file"])


def rotation(case):
    made, error = follow(lambda number: case["notes"][number].encode() if number < len(case["notes"]) else None)
    if error:
        raise error
    chain = chain_of(made, parse_vkey(case["current"]))
    assert ([str(key) for key in chain.keys], [one.act for one in made]) == (case["keys"], case["acts"])


def name(case):
    assert (refused(case["name"]) == "") is case["good"]


def is_hash(made, case):
    assert made.hex() == case["hash"]


CHECKS = {
    "leaf": lambda case: is_hash(register.leaf_hash(bytes.fromhex(case["entry"])), case),
    "node": lambda case: is_hash(register.node_hash(bytes.fromhex(case["left"]), bytes.fromhex(case["right"])), case),
    "root": lambda case: is_hash(register.root_of(leaves(case["size"])), case | {"hash": case["root"]}),
    "inclusion": lambda case: register.verify_inclusion(bytes.fromhex(case["leaf"]), case["index"], case["size"], unhex(case["path"]), bytes.fromhex(case["root"])),
    "consistency": lambda case: register.verify_consistency(case["old"], bytes.fromhex(case["old_root"]), case["size"], bytes.fromhex(case["root"]), unhex(case["path"])),
    "path": path, "tiles": lambda case: [one.path for one in tiles_of(case["size"])] == case["paths"] or pytest.fail("other tiles"), "tiles of": tiles_of_levels, "tile": tile, "bundle": bundle,
    "vkey": vkey, "note": note, "checkpoint": checkpoint, "cosignature": cosignature, "proof": proof, "canonical": canonical, "commitment": commitment, "entry": entry, "shared": shared,
    "policy": policy, "request": request, "evidence": evidence, "rotation": rotation, "name": name, "part of": lambda case: part_of(case["name"], case["depth"]) == case["part"] or pytest.fail("another part"),
    "file commitment": lambda case: register.file_commitment(bytes.fromhex(case["salt"]), case["sha256"]) == case["commit"] or pytest.fail("another commitment"),
}
ANSWERS = {"path", "commitment", "name"}
"""Kinds whose functions answer yes or no instead of refusing."""


def test_vectors_written_anew_are_the_same_bytes(tmp_path):
    subprocess.run([sys.executable, str(FOLDER / "make.py"), str(tmp_path)], check=True)
    assert sorted(place.name for place in tmp_path.iterdir()) == sorted(place.name for place in FOLDER.glob("*.json"))
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), name


@pytest.mark.parametrize("case", CASES)
def test_vectors_are_accepted_or_refused_as_they_say(case):
    check = CHECKS[case["kind"]]
    if case["good"] or case["kind"] in ANSWERS:
        check(case)
        return
    with pytest.raises(ERRORS[case["error"]]) as caught:
        check(case)
    assert type(caught.value) is not AssertionError
    assert len(str(caught.value)) < 2000


def test_sentences_name_vectors_that_exist():
    known = {(param.values[0]["kind"], param.values[0]["why"]) for param in CASES}
    for mark, cases in SENTENCES.items():
        for case in cases:
            assert case in known or case in {(kind,) for kind, _ in known}, (mark, case)


@pytest.mark.parametrize("case", [param for param in CASES if param.values[0]["kind"] == "inclusion" and param.values[0]["good"]][::7])
def test_vectors_of_inclusion_are_what_we_write_ourselves(case):
    assert register.inclusion_proof(case["index"], case["size"], register.range_hash_of(leaves(case["size"]))) == unhex(case["path"])


@pytest.mark.parametrize("case", [param for param in CASES if param.values[0]["kind"] == "consistency" and param.values[0]["good"]][::7])
def test_vectors_of_consistency_are_what_we_write_ourselves(case):
    assert register.consistency_proof(case["old"], case["size"], register.range_hash_of(leaves(case["size"]))) == unhex(case["path"])


# ── the worked example ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def example(tmp_path):
    """The example's files in a folder, as they would be published."""
    held = load("example.json")
    for name, text in held["files"].items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    for name, data in held["bytes"].items():
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(bytes.fromhex(data))
    return tmp_path


@pytest.mark.spec("F1")
@pytest.mark.spec("B1")
@pytest.mark.spec("B2")
def test_example_is_a_register_that_holds(example):
    report = register.verify(example, key=load("example.json")["vkey"])
    assert (report.problems, report.size, report.origin) == ((), 3, "museum.example/presnya")


@pytest.mark.spec("A1")
@pytest.mark.spec("E5")
def test_example_acts_are_what_we_seal_ourselves_and_their_bodies_are_acts():
    for act in load("example.json")["acts"]:
        envelope, body = json.loads(act["entry"]), json.loads(act["body"])
        assert register.nfc(to_json(from_json(envelope["act"], body))) == body
        sealed = register.make_act(act=envelope["act"], about=envelope.get("about", ""), at=envelope["at"], by=envelope["by"], body=body, salt=bytes.fromhex(act["salt"]))
        assert (sealed.entry.decode(), sealed.body.decode(), sealed.leaf.hex()) == (act["entry"], act["body"], act["leaf"])


def test_example_is_signed_by_the_keys_of_the_seeds_and_proven_by_its_proof_file():
    held = load("example.json")
    note, act = held["files"]["checkpoint"], held["acts"][1]
    keys = [parse_vkey(held["vkey"]), parse_vkey(held["cosigner"])]
    assert open_note(note, keys)[1] == keys
    private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(held["seeds"]["log"].encode()).digest())
    assert private.public_key().public_bytes_raw() == keys[0].public
    read = register.read_proof(held["proof"])
    assert register.verify_proof(read, act["entry"].encode(), keys[0]).root.hex() == held["root"]


def test_vectors_readme_names_every_file_kind_and_field():
    for name in FILES:
        assert f"`{name}`" in README, name
    told = {kind: set(re.findall(r"`([a-z_0-9]+)`", fields)) for kind, fields in re.findall(r"^\| ([a-z ]+) \| (`.*`)[^|]*\|", README, flags=re.MULTILINE)}
    for param in CASES:
        case = param.values[0]
        assert set(case) - {"id", "kind", "good", "why", "error"} <= told[case["kind"]], case["id"]
    assert "CC0" in README
