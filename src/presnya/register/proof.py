"""Proof files: `c2sp.org/tlog-proof@v1` with the act's salt and body as unauthenticated extra data."""

import base64
import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from presnya.register.bodies import read_beside
from presnya.register.merkle import leaf_hash, verify_inclusion
from presnya.register.note import LARGEST_SIZE, Checkpoint, Verifier, open_checkpoint, unbase64
from presnya.terms.errors import BadProof, BadValue

HEADER = "c2sp.org/tlog-proof@v1"
_FORM = re.compile(rf"{re.escape(HEADER)}\n(?:extra (?P<extra>[\w+/=]+)\n)?index (?P<index>0|[1-9]\d{{0,17}})(?P<path>(?:\n[a-zA-Z0-9+/]{{43}}=)*)", re.ASCII)
"""A hash is 32 bytes: 43 characters of base64 and one equals sign."""


class Proof(NamedTuple):
    """Number of the act, its audit path, the checkpoint's note, and `extra` bytes that prove nothing by themselves."""

    number: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes = b""


def write_proof(index: int, path: Sequence[bytes], note: str, *, extra: bytes = b"") -> str:
    """The file's text."""
    lines = [HEADER]
    if extra:
        lines.append(f"extra {base64.b64encode(extra).decode()}")
    lines += [f"index {index}", *(base64.b64encode(one).decode() for one in path)]
    return "\n".join(lines) + "\n\n" + note


def read_proof(text: str) -> Proof:
    """Parse; BadProof when it is not of the form."""
    head, _, note = text.partition("\n\n")
    found = _FORM.fullmatch(head)
    try:
        extra = unbase64(found["extra"] or "") if found else b""
        path = tuple(unbase64(line) for line in found["path"].split()) if found else ()
    except ValueError:
        found = None
    if not found or int(found["index"]) > LARGEST_SIZE:
        raise BadProof("This is not a tlog-proof file.", next_step="Download it again from the act's page.")
    return Proof(int(found["index"]), path, note, extra)


def verify_proof(proof: Proof, entry: bytes, key: Verifier) -> Checkpoint:
    """Check that the entry is act `index` of the signed register, and that extra salt and body, if given, open it. BadProof, BadNote."""
    checkpoint = open_checkpoint(proof.note, key)
    verify_inclusion(leaf_hash(entry), proof.number, checkpoint.size, proof.path, checkpoint.root)
    if proof.extra:
        try:
            read_beside(proof.number, entry, json.loads(proof.extra))
        except BadValue as error:
            raise BadProof(f"In the proof, {error.message}.", next_step="Take the proof from another copy.") from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise BadProof(f"What stands beside the proof of act {proof.number} is no salt and body.", next_step="Download the proof again.") from error
    return checkpoint
