"""Evidence of a fork: two signed checkpoints of one register that cannot both be true, in a file that anyone verifies without asking anybody.

Checkpoints of one size with different roots speak for themselves. For different sizes, hashes follow: they lead to the root that the
larger checkpoint signs, and on the way give the root of its first acts, which is not the one that the smaller checkpoint signs.
"""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from presnya.register.merkle import node_hash
from presnya.register.note import Checkpoint, Verifier, open_checkpoint
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadNote, BadProof

HEADER: Final = "presnya fork evidence v1"
MOST: Final = 256 << 10
"""Bytes of such a file: two notes and some sixty hashes."""
_QUOTE: Final = "> "
_LONGEST: Final = 64


class Evidence(NamedTuple):
    """The two notes, the one of the smaller size first, and `path` as `tile_reader.prefix_path` gives it for the larger one (empty for one size)."""

    first: str
    second: str
    path: tuple[bytes, ...] = ()


class Fork(NamedTuple):
    """What evidence proves: two checkpoints by one key; `true_root` is the root of the second one's first `first.size` acts."""

    first: Checkpoint
    second: Checkpoint
    true_root: bytes


def write_evidence(evidence: Evidence) -> str:
    """The file's text."""
    lines = [HEADER, "", "first", *_quoted(evidence.first), "", "second", *_quoted(evidence.second), "", "hashes", *(base64.b64encode(one).decode() for one in evidence.path)]
    return "\n".join(lines) + "\n"


def _quoted(note: str) -> list[str]:
    return [_QUOTE + line for line in note.split("\n")[:-1]]


def read_evidence(text: str) -> Evidence:
    """Parse; BadProof when it is not of the form."""
    wrong = BadProof(f'This is no evidence of a fork: it does not read as "{HEADER}".', next_step="Take the file as it was written, not a part of it.")
    if len(text) > MOST:
        raise wrong
    parts = text.split("\n\n")
    if len(parts) != 4 or parts[0] != HEADER or not text.endswith("\n"):  # noqa: PLR2004  header, two notes, hashes
        raise wrong
    names = ("first", "second", "hashes")
    blocks = [part.rstrip("\n").split("\n") if nth == len(names) else part.split("\n") for nth, part in enumerate(parts[1:], start=1)]
    if any(block[0] != name for block, name in zip(blocks, names, strict=True)) or len(blocks[2]) > _LONGEST + 2:
        raise wrong
    notes = ["".join(f"{line.removeprefix(_QUOTE)}\n" for line in block[1:]) for block in blocks[:2]]
    try:
        path = tuple(base64.b64decode(line, validate=True) for line in blocks[2][1:])
    except (binascii.Error, ValueError) as error:
        raise wrong from error
    evidence = Evidence(notes[0], notes[1], path)
    if any(len(one) != 32 for one in path) or write_evidence(evidence) != text:  # noqa: PLR2004  SHA-256
        raise wrong
    return evidence


def verify_evidence(evidence: Evidence, keys: Sequence[Verifier]) -> Fork:
    """What it proves against the holder of these keys (one, or the successive ones of one register). BadNote or BadProof when it proves nothing."""
    first, second = _opened(evidence.first, keys), _opened(evidence.second, keys)
    if first.origin != second.origin:
        raise BadProof(f"One checkpoint is of {first.origin}, the other of {second.origin}: they say nothing about each other.", next_step="Evidence holds two of one register.")
    if first.size > second.size:
        raise BadProof("The larger checkpoint stands first.", next_step="The smaller one stands first, the hashes belong to the larger one.")
    root = _true_root(first, second, evidence.path)
    if root == first.root:
        raise BadProof(f"Both checkpoints of {first.origin} can be true: the larger one continues the smaller one.", next_step="There is no fork in this file.")
    return Fork(first, second, root)


def _opened(note: str, keys: Sequence[Verifier]) -> Checkpoint:
    error: BadNote | None = None
    for key in keys:
        try:
            return open_checkpoint(note, key)
        except BadNote as one:
            error = one
    raise error or BadNote("No key was given.", next_step="Give the register's key.")


def _true_root(first: Checkpoint, second: Checkpoint, path: Sequence[bytes]) -> bytes:
    if first.size == second.size and not path:
        return second.root
    if first.size in (0, second.size):
        raise BadProof("The hashes do not belong to these checkpoints.", next_step="Take the file as it was written.")
    here, whole = roots_of(first.size, second.size, path)
    if whole != second.root:
        raise BadProof("The hashes do not lead to the root that the larger checkpoint signs.", next_step="Without that they prove nothing: somebody may have made them up.")
    return here


def roots_of(old: int, size: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Roots of the first `old` acts and of all `size`, 0 < old < size, from `tile_reader.prefix_path`. BadProof when it has not as many hashes as it needs."""
    wrong = BadProof(f"The hashes for {old} of {size} acts are too many or too few.", next_step="Take the file as it was written.")
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not path:
        raise wrong
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise wrong
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while node & 1 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise wrong
    return first, second


def found_fork(one: str, other: str, keys: Sequence[Verifier], proof: Sequence[bytes] = ()) -> Evidence | None:
    """Evidence from two notes, when they and these hashes are some; None when they prove nothing."""
    try:
        smaller, larger = sorted((one, other), key=lambda note: _opened(note, keys).size)
        evidence = Evidence(smaller, larger, tuple(proof))
        verify_evidence(evidence, keys)
    except (BadNote, BadProof):
        return None
    return evidence


def keep_evidence(folder: Path, evidence: Evidence) -> Path:
    """Write it into a folder under a name made of its content; returns the file."""
    text = write_evidence(evidence).encode()
    place = folder / f"fork-{hashlib.sha256(text).hexdigest()[:16]}.txt"
    if not place.exists():
        write_atomically(place, text)
    return place
