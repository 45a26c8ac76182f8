"""Bytes as somebody might send them: what vectors hold, changed at random, read by everything that reads bytes from elsewhere.

Only a PresnyaError may come out of a reader. Where the verifier that was written from the specification alone has a reader for the same form, both must agree.
"""

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path

from presnya import register
from presnya.register.canonical import read_json
from presnya.register.cosigning import cosigned_by, read_request
from presnya.register.entry import read_entry
from presnya.register.evidence import read_evidence, verify_evidence
from presnya.register.manifest import UNREADABLE, depth_of, read_head, read_part
from presnya.register.names import refused, shown
from presnya.register.note import open_note, parse_vkey, signatures
from presnya.register.policy import read_policy
from presnya.register.shared import read_shared, verify_shared
from presnya.register.tiles import parse_tile
from presnya.terms.errors import PresnyaError
from tests.register.foreign import verifier as stranger

VECTORS = Path(__file__).parents[2] / "docs/data/register-vectors"
EXAMPLE = json.loads((VECTORS / "example.json").read_text(encoding="utf-8"))
LOG, COSIGNER = EXAMPLE["vkey"], EXAMPLE["cosigner"]
ORIGIN = LOG.partition("+")[0]
CASES = [case for name in sorted(VECTORS.glob("*.json")) for case in json.loads(name.read_text(encoding="utf-8")).get("cases", ())]


def held(kind: str, field: str, *, hexed: bool = False) -> list[bytes]:
    """What the vectors hold of a kind, good and bad, but the very long."""
    found = [case[field] for case in CASES if case["kind"] == kind and field in case]
    return [one for one in (bytes.fromhex(words) if hexed else words.encode("utf-8", "surrogatepass") for words in found) if len(one) < 4000]


def text(data: bytes) -> str:
    """As our own callers decode what they read."""
    return data.decode("utf-8", "replace")


def proof(data: bytes) -> object:
    read = register.read_proof(text(data))
    return register.verify_proof(read, EXAMPLE["acts"][1]["entry"].encode(), parse_vkey(LOG))


def shared(data: bytes) -> object:
    return verify_shared(read_shared(text(data)), parse_vkey(LOG))


def manifest(data: bytes) -> object:
    try:
        return depth_of(read_head(data))
    except UNREADABLE as error:
        raise PresnyaError("unreadable") from error


def part(data: bytes) -> object:
    try:
        return read_part(data)
    except UNREADABLE as error:
        raise PresnyaError("unreadable") from error


def name(data: bytes) -> object:
    words = data.decode("utf-8", "surrogateescape")
    return refused(words), shown(words).encode()


def as_json(data: bytes) -> object:
    return register.canonical(read_json(data))


def whole(folder: Path, file: str) -> Callable[[bytes], object]:
    """The verifier on a register in which this file holds the bytes."""
    def run(data: bytes) -> object:
        place = folder / file
        good = place.read_bytes()
        place.write_bytes(data)
        try:
            return register.verify(folder).problems
        finally:
            place.write_bytes(good)
    return run


NOTES = held("note", "note") + held("checkpoint", "note") + held("cosignature", "note")
SHARED = [json.dumps({"v": 1, "acts": [1], "entries": [EXAMPLE["acts"][1]["entry"]], "hashes": base64.b64encode(bytes.fromhex(EXAMPLE["acts"][0]["leaf"] + EXAMPLE["acts"][2]["leaf"])).decode(), "note": EXAMPLE["files"]["checkpoint"], "vkey": LOG}).encode()]
READERS: dict[str, tuple[Callable[[bytes], object], list[bytes]]] = {
    "note": (lambda data: open_note(text(data), [parse_vkey(LOG), parse_vkey(COSIGNER)]), NOTES),
    "signatures": (lambda data: signatures(text(data)), NOTES),
    "checkpoint": (lambda data: register.open_checkpoint(text(data), parse_vkey(LOG)), NOTES),
    "cosignatures": (lambda data: cosigned_by(text(data), [parse_vkey(COSIGNER)]), NOTES),
    "vkey": (lambda data: parse_vkey(text(data)), held("vkey", "vkey")),
    "bundle": (lambda data: register.unbundle(data, file="tile/entries/000"), [bytes.fromhex(EXAMPLE["bytes"]["tile/entries/000.p/3"])]),
    "tile": (lambda data: parse_tile(text(data)), held("path", "path")),
    "proof": (proof, [EXAMPLE["proof"].encode(), *held("proof", "file")]),
    "shared": (shared, SHARED),
    "policy": (read_policy, held("policy", "policy")),
    "request": (read_request, held("request", "body")),
    "evidence": (lambda data: verify_evidence(read_evidence(text(data)), [parse_vkey(LOG)]), held("evidence", "file")),
    "json": (as_json, held("canonical", "json")),
    "entry": (read_entry, held("entry", "entry", hexed=True)),
    "manifest": (manifest, [EXAMPLE["site"]["manifest.json"].encode()]),
    "part": (part, [EXAMPLE["site"]["manifest/all.json"].encode()]),
    "name": (name, held("name", "name")),
}
STRANGER: dict[str, Callable[[bytes], object]] = {
    "note": lambda data: stranger.open_note(text(data).encode(), [LOG]),
    "checkpoint": lambda data: stranger.open_checkpoint(text(data).encode(), [LOG], ORIGIN),
    "vkey": lambda data: stranger.read_key(text(data).strip()),
    "json": stranger.read_json,
    "entry": lambda data: stranger.Verifier("").entry(data),
}
OURS: dict[str, Callable[[bytes], object]] = {
    "note": lambda data: open_note(text(data), [parse_vkey(LOG)]), "json": lambda data: None if as_json(data) == data else refuse(),
}
"""Where the stranger's reader asks another thing than ours above: one key, and JSON that is canonical already."""


def refuse() -> None:
    raise PresnyaError("not canonical")


def changed(draw: random.Random, seeds: list[bytes]) -> bytes:
    """One of the seeds with a few changes of the kinds that break readers."""
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.choice((0, 1, 1, 2, 4))):
        at = draw.randrange(len(data) + 1)
        match draw.randrange(9):
            case 0 if data:
                data[at % len(data)] ^= 1 << draw.randrange(8)
            case 1:
                del data[at:at + draw.choice((1, 2, 50))]
            case 2:
                data[at:at] = draw.randbytes(draw.choice((1, 4)))
            case 3:
                data[at:at] = draw.choice((b"\n", b"\n\n", b"\r", b"\0", b" ", b"+", b"=", b"/", b"..", b"\xff", b"\xed\xa0\x80", "٣".encode(), "\u2028".encode(), "é".encode(), b"e\xcc\x81", b"\\ud800", b"1e9", b"-0"))
            case 4:
                data[at:at] = draw.choice((b"9" * 5000, b"[" * 3000, b'{"a":' * 2000, b"=" * 300))
            case 5:
                other = draw.choice(seeds)
                data[at:] = other[draw.randrange(len(other) + 1):]
            case 6:
                data[at:at] = data[draw.randrange(len(data) + 1):][:draw.choice((1, 20, 200))]
            case 7:
                lines = bytes(data).split(b"\n")
                draw.shuffle(lines)
                data = bytearray(b"\n".join(lines))
            case _:
                data = bytearray(bytes(data).replace(draw.choice((b"0", b"1", b"null", b'"', b"true", b":")), draw.choice((b"1", b"-1", b"null", b"[]", b"{}", b"true", b"1.5", b"")), 1))
    return bytes(data)


def accepts(reader: Callable[[bytes], object], data: bytes) -> bool:
    """Whether it takes the bytes. Anything but a refusal in its own words goes up to whoever runs this."""
    try:
        reader(data)
    except (PresnyaError, stranger.Wrong):
        return False
    return True


def stranger_accepts(kind: str, data: bytes) -> bool:
    """The stranger catches what Python raises on odd JSON where it goes through a museum, not in each reader."""
    try:
        STRANGER[kind](data)
    except (stranger.Wrong, KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def differs(kind: str, data: bytes) -> bool:
    """Whether the stranger and we answer otherwise."""
    return kind in STRANGER and accepts(OURS.get(kind, READERS[kind][0]), data) is not stranger_accepts(kind, data)


