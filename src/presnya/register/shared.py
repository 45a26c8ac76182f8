"""One proof for several acts: that each of them stands where it stands in the tree that a checkpoint signs.

The tree of RFC 6962 is walked from its root, left before right. A range in which no act is wanted takes the next hash from the
list; a single wanted act is hashed from its entry; any other range is parted, and its two halves make its hash. So hashes that
several audit paths have in common stand once, and those that follow from the entries do not stand at all.
"""

import base64
import binascii
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from presnya.register.merkle import RangeHash, leaf_hash, node_hash, split
from presnya.register.note import Checkpoint, Verifier, open_checkpoint
from presnya.terms.errors import BadProof

VERSION: Final = 1
LARGEST: Final = 2**53
"""Numbers of acts stay below it: a browser counts no further."""
_HASH: Final = 32


class Shared(NamedTuple):
    """`acts` in rising order, `entries` as in the log, one for each act; `hashes` of 32 bytes in the order of the walk; the checkpoint's `note`, and the `vkey` it is signed with."""

    acts: tuple[int, ...]
    entries: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    note: str
    vkey: str


def shared_hashes(acts: Sequence[int], size: int, hashed: RangeHash) -> list[bytes]:
    """The hashes that prove `acts` in the tree of `size`. BadProof unless they rise and lie within it."""
    _check(acts, size)
    return [hashed(start, end) for start, end in _without(acts, 0, size)]


def shared_root(acts: Sequence[int], leaves: Sequence[bytes], size: int, hashes: Sequence[bytes]) -> bytes:
    """The root to which these leaf hashes and `hashes` lead. BadProof when there are too few hashes, or any left over."""
    _check(acts, size)
    given = iter(hashes)
    try:
        root = _root(acts, leaves, given, 0, size)
    except StopIteration:
        raise _wrong(f"It holds {len(hashes)} hashes, which are too few.") from None
    if next(given, None) is not None:
        raise _wrong(f"It holds {len(hashes)} hashes, some of which are of no use.")
    return root


def verify_shared(proof: Shared, key: Verifier) -> Checkpoint:
    """The signed checkpoint, when every entry is the act it is given as. BadProof, BadNote."""
    checkpoint = open_checkpoint(proof.note, key)
    if len(proof.entries) != len(proof.acts):
        raise _wrong(f"It names {len(proof.acts)} acts and holds {len(proof.entries)} entries.")
    if shared_root(proof.acts, [leaf_hash(entry) for entry in proof.entries], checkpoint.size, proof.hashes) != checkpoint.root:
        raise BadProof("The proof of these acts does not lead to the signed root.", next_step="An act or the register was altered: compare with another copy.")
    return checkpoint


def write_shared(proof: Shared, *, of: int = 0) -> str:
    """As JSON, for a page. `of` says of how many acts these are the first, where not all are proved. Angle brackets are written so that HTML may hold it."""
    made: dict[str, Any] = {"v": VERSION, "acts": list(proof.acts), "entries": [entry.decode() for entry in proof.entries],
                            "hashes": base64.b64encode(b"".join(proof.hashes)).decode(), "note": proof.note, "vkey": proof.vkey}
    if of:
        made["of"] = of
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def read_shared(text: str) -> Shared:
    """Parse; BadProof when it is not of the form."""
    try:
        held = json.loads(text)
        if held["v"] != VERSION or type(held["v"]) is not int:
            raise _wrong("It is of a version this program does not know.")
        raw = base64.b64decode(held["hashes"], validate=True)
        acts, entries, note, vkey = held["acts"], held["entries"], held["note"], held["vkey"]
        fits = _all(acts, int) and _all(entries, str) and isinstance(note, str) and isinstance(vkey, str) and len(raw) % _HASH == 0
        fits = fits and base64.b64encode(raw).decode() == held["hashes"]  # no idle bits
        sealed = tuple(entry.encode() for entry in entries) if fits else ()
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise _wrong("It is not of the form.") from error
    if not fits:
        raise _wrong("It is not of the form.")
    return Shared(tuple(acts), sealed, tuple(raw[start:start + _HASH] for start in range(0, len(raw), _HASH)), note, vkey)


def make_shared(acts: Sequence[int], entry: Callable[[int], bytes], *, size: int, hashed: RangeHash, note: str, vkey: str) -> Shared:
    """The proof of `acts` (rising, each below `size`) against the checkpoint of `size` whose note this is. `entry` gives an act's bytes."""
    return Shared(tuple(acts), tuple(entry(act) for act in acts), tuple(shared_hashes(acts, size, hashed)), note, vkey)


def _without(acts: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The largest ranges in which no act is wanted, left before right."""
    if not acts:
        yield start, end
    elif end - start > 1:
        middle = start + split(end - start)
        cut = bisect_left(acts, middle)
        yield from _without(acts[:cut], start, middle)
        yield from _without(acts[cut:], middle, end)


def _root(acts: Sequence[int], leaves: Sequence[bytes], given: Iterator[bytes], start: int, end: int) -> bytes:
    if not acts:
        return next(given)
    if end - start == 1:
        return leaves[0]
    middle = start + split(end - start)
    cut = bisect_left(acts, middle)
    left = _root(acts[:cut], leaves[:cut], given, start, middle)
    return node_hash(left, _root(acts[cut:], leaves[cut:], given, middle, end))


def _check(acts: Sequence[int], size: int) -> None:
    if not acts or acts[0] < 0 or acts[-1] >= size or size > LARGEST or any(one >= other for one, other in pairwise(acts)):
        raise _wrong(f"Its acts do not rise from 0 to {size - 1}.")


def _all(values: object, kind: type) -> bool:
    return isinstance(values, list) and all(type(value) is kind for value in values)


def _wrong(what: str) -> BadProof:
    return BadProof(f"This is no proof of several acts. {what}", next_step="Load the page again, or compare with another copy.")
