"""Comparing two copies of one register, wherever they lie: whether one continues the other, or both cannot be true."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from presnya.register.evidence import Evidence, found_fork, roots_of
from presnya.register.note import Checkpoint, Verifier, parse_vkey
from presnya.register.places import MOST_NOTE, Address, Folder, place_of
from presnya.register.rotation import Chain, follow
from presnya.register.tile_reader import TileReader, prefix_path
from presnya.register.transport import Limits
from presnya.terms.errors import BadProof, NotFound, Refused

Relation = Literal["same", "continued", "forked"]


class Head(NamedTuple):
    """The signed head of a copy: where it lies, the prefix of its register's files, the note, and the keys by which it was opened."""

    place: Address | Folder
    prefix: str
    note: str
    checkpoint: Checkpoint
    keys: tuple[Verifier, ...]


class Compared(NamedTuple):
    """`smaller` and `larger` (as given, when of one size) and how they stand to each other; `evidence` when they are a fork."""

    relation: Relation
    smaller: Head
    larger: Head
    evidence: Evidence | None = None


def head_of(target: str | Path, *, key: Verifier | None = None, limits: Limits | None = None) -> Head:
    """The head of the museum or bare log at a folder or address. `key` from somebody you trust; else the one that lies there is believed. NotFound, BadNote."""
    place = place_of(target, limits=limits)
    for prefix in ("register/", ""):
        try:
            note = place.read(f"{prefix}checkpoint", most=MOST_NOTE).decode()
            held = key or parse_vkey(place.read(f"{prefix}vkey", most=MOST_NOTE).decode())
        except OSError:
            continue
        except UnicodeDecodeError as error:
            raise Refused(f"The checkpoint of {target} is no text.", next_step="Ask its keeper.") from error
        chain = _chain(place, prefix, held)
        return Head(place, prefix, note, chain.open(note), chain.keys)
    raise NotFound(f"{target} holds no register.", next_step="Name the folder or address that holds index.html and manifest.json.")


def _chain(place: Address | Folder, prefix: str, held: Verifier) -> Chain:
    def read(number: int) -> bytes | None:
        try:
            return place.read(f"{prefix}rotations/{number}", most=MOST_NOTE)
        except OSError:
            return None

    rotations, _ = follow(read)
    chain = Chain(rotations[0].old, rotations) if rotations else Chain(held)
    return chain if held in chain.keys else Chain(held)


def compare(one: Head, other: Head) -> Compared:
    """How two copies stand to each other. BadProof when they are of different registers, or the larger one's tiles do not lead to its signed root."""
    if one.checkpoint.origin != other.checkpoint.origin:
        raise BadProof(f"One is a copy of {one.checkpoint.origin}, the other of {other.checkpoint.origin}.", next_step="Compare two copies of one museum.")
    smaller, larger = (one, other) if one.checkpoint.size <= other.checkpoint.size else (other, one)
    first, second = smaller.checkpoint, larger.checkpoint
    if first.size in (second.size, 0):
        path: Sequence[bytes] = ()
        fits = first.size < second.size or first.root == second.root
    else:
        path = prefix_path(first.size, second.size, TileReader(larger.place, larger.prefix, second.size))
        root, whole = roots_of(first.size, second.size, path)
        if whole != second.root:
            raise BadProof("The tiles of the larger copy do not lead to the root that its checkpoint signs.", next_step="Verify it first: `presnya verify`.")
        fits = root == first.root
    if fits:
        return Compared("same" if first.size == second.size else "continued", smaller, larger)
    evidence = found_fork(smaller.note, larger.note, tuple(dict.fromkeys((*one.keys, *other.keys))), path)
    if evidence is None:
        raise BadProof("The two copies are signed by different keys: they show no fork of one register.", next_step="Give the museum's key with --key, from somebody you trust.")
    return Compared("forked", smaller, larger, evidence)
