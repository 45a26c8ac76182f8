"""A register as it stood: its first acts with the checkpoint that was published then. Nothing is signed here.

Which checkpoint shows a day: the largest kept one that was cosigned by then, where any was cosigned (a cosigner's clock is not the writer's); else the
largest that holds no act written later than that day, by the acts' own `at`.
"""

import base64
import json
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, NamedTuple

from presnya.register.bodies import beside, body_line, what_is_wrong
from presnya.register.canonical import canonical
from presnya.register.merkle import consistency_proof, inclusion_proof
from presnya.register.proof import write_proof
from presnya.register.publishing import Row, Written
from presnya.register.rotation import Chain
from presnya.register.succession import History
from presnya.register.tiles import WIDTH, Tile, bundle, leaf_hashes, number_path, tiles_of
from presnya.register.tree import Tree
from presnya.strongroom import write_atomically
from presnya.terms.errors import NotFound, Tampered

AS_OF: Final = "as-of.json"
"""Beside the log of an earlier size: what was asked for, and which later acts account for what is empty."""
LATER: Final = "later/"
_COSIGNATURE: Final = 4 + 8 + 64
"""Bytes of a cosignature's payload: key id, time, Ed25519 signature."""
_OURS: Final = ("tile", "bodies", "checkpoints", "later", "rotations", "before")

By = Literal["cosignature", "written", "size"]
Kept = tuple[int, str]
"""Size of a kept checkpoint and its note."""


class Stand(NamedTuple):
    """An earlier register. `asked` is the day (YYYY-MM-DD) or the size asked for; `by` what the day was told by; `wanted` the acts there were, `size` those
    of the checkpoint that shows them: the nearest that was published. `kept` are all checkpoints up to it.
    """

    asked: str
    by: By
    wanted: int
    size: int
    kept: tuple[Kept, ...]


def kept_in(folder: Path) -> list[Kept]:
    """Every checkpoint kept in a log's folder, smallest first."""
    places = sorted((int(place.name), place) for place in (folder / "checkpoints").glob("*") if place.name.isdecimal())
    return [(size, place.read_text(errors="replace")) for size, place in places]


def cosigned_at(note: str) -> int | None:
    """The earliest time (seconds since 1970) of a note's cosignatures, None when it bears none. The museum entered these lines after checking them."""
    times = []
    for line in note.rpartition("\n\n")[2].splitlines():
        try:
            payload = base64.b64decode(line.rpartition(" ")[2], validate=True)
        except ValueError:
            continue
        if len(payload) == _COSIGNATURE:
            times.append(int(struct.unpack(">Q", payload[4:12])[0]))
    return min(times, default=None)


def stand_on(day: str, *, end: int, written: int, kept: Sequence[Kept]) -> Stand:
    """The register as it stood at the end of a day. `end` is that moment in seconds since 1970, `written` how many acts come before the first that is later by its `at`.

    NotFound when nothing was published by then.
    """
    cosigned = [(time, size) for size, note in kept if (time := cosigned_at(note)) is not None]
    if cosigned:
        size = max((size for time, size in cosigned if time < end), default=0)
        return _stand(day, "cosignature", size, kept)
    return _stand(day, "written", written, kept)


def stand_at(size: int, *, kept: Sequence[Kept]) -> Stand:
    """The register as it stood when it held `size` acts; NotFound when nothing was published by then."""
    return _stand(str(size), "size", size, kept)


def _stand(asked: str, by: By, wanted: int, kept: Sequence[Kept]) -> Stand:
    if not kept:
        raise NotFound("This museum has not published a checkpoint yet.", next_step="`presnya publish` signs the first one; from then on every one is kept.")
    there = bisect_right([size for size, _ in kept], wanted)
    if not there or not kept[there - 1][0]:
        when = f"by {asked}" if by != "size" else f"at {asked} acts"
        raise NotFound(f"Nothing was published {when}.", next_step=f"The first checkpoint holds {kept[0][0]} acts: ask for a later day, or for that size.")
    return Stand(asked, by, wanted, kept[there - 1][0], tuple(kept[:there]))


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def write_prefix(folder: Path, rows: Iterable[Row], *, stand: Stand, chain: Chain, history: History, later: Mapping[str, bytes] | None = None,
                 progress: Callable[[int, int], None] | None = None) -> Written:
    """Write the log's first acts under `folder`, with the checkpoint that was published of them; what else of a log lies there is removed.

    `rows` are acts 0 to `stand.size`; `chain` are the register's keys up to today's, one of which signed the checkpoint, and `history` is what today's acts say
    of them; `later` are the files that `later_files` gives.
    Tampered when the acts are not those that were signed, BadNote when the checkpoint does not open; no checkpoint is written then.
    """
    note = stand.kept[-1][1]
    checkpoint = chain.open(note)
    names: list[str] = []
    tree = Tree()
    for group in _groups(rows):
        names += _write_group(folder, group)
        tree.grow(leaf_hashes([row.entry for row in group]))
        if progress:
            progress(tree.size, stand.size)
    if (tree.size, tree.root()) != (checkpoint.size, checkpoint.root):
        raise Tampered(f"The first {tree.size} acts are not those that the checkpoint of {checkpoint.size} acts signs.",
                       next_step="Restore the museum from a copy; what was begun here bears no checkpoint.")
    names += [_write(folder, tile.path, tree.tile(tile)) for tile in tiles_of(tree.size, entries=False)]
    names += [_write(folder, name, data) for name, data in _beside(stand, chain, history, later or {}).items()]
    _remove_others(folder, {*names, "checkpoint"})
    return Written(checkpoint, note, (*names, _write(folder, "checkpoint", note.encode())), tree.leaves(), str(chain.current), stand.kept, tree, chain.rotations)


def _beside(stand: Stand, chain: Chain, history: History, later: Mapping[str, bytes]) -> dict[str, bytes]:
    """What stands beside the tiles: today's key and how it came to be, kept checkpoints, what was asked for, later acts."""
    numbers = sorted(int(name.partition("/")[2].partition(".")[0]) for name in later if name.endswith(".entry.json"))
    files = {"vkey": f"{chain.current}\n".encode(), AS_OF: canonical({"asked": stand.asked, "by": stand.by, "later": numbers, "size": stand.size, "v": 1}) + b"\n"}
    return files | history.files() | dict(later) | {f"checkpoints/{size}": kept.encode() for size, kept in stand.kept}


def later_files(acts: Sequence[Row], *, size: int, tree: Tree, head: Kept) -> dict[str, bytes]:
    """Files under `later/` for acts from `size` on that account for what is empty before: each act's entry and its proof (with what lies beside it), which
    ends in the newest kept checkpoint `head`, and the proof that this one continues the register of `size`. `tree` holds all acts of `head`.
    """
    if not acts:
        return {}
    newest, note = head
    lines = [base64.b64encode(one).decode() for one in consistency_proof(size, newest, tree.hashed)]
    files = {f"{LATER}consistency": "".join(f"{line}\n" for line in lines).encode()}
    for row in acts:
        proof = write_proof(row.number, inclusion_proof(row.number, newest, tree.hashed), note, extra=json.dumps(beside(row), ensure_ascii=False).encode())
        files |= {f"{LATER}{row.number}.entry.json": row.entry, f"{LATER}{row.number}.tlog-proof": proof.encode()}
    return files


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Acts by the bundle, each checked."""
    group: list[Row] = []
    for number, row in enumerate(rows):
        _check(row, number)
        group.append(row)
        if len(group) == WIDTH:
            yield group
            group = []
    if group:
        yield group


def _check(row: Row, expected: int) -> None:
    if row.number != expected:
        raise Tampered(f"Act {expected} is missing from the register.", next_step="Restore the museum from a copy.")
    if what := what_is_wrong(row.number, row):
        raise Tampered(f"{what[0].upper()}{what[1:]}.", next_step="Restore the museum from a copy.")


def _write_group(folder: Path, group: Sequence[Row]) -> list[str]:
    tile = Tile(-1, group[0].number // WIDTH, len(group))
    return [_write(folder, tile.path, bundle([row.entry for row in group])),
            _write(folder, f"bodies/{number_path(tile.number)}.jsonl", b"".join(body_line(row.number, row) for row in group))]


def _write(folder: Path, name: str, data: bytes) -> str:
    place = folder / name
    if not place.is_file() or place.read_bytes() != data:
        write_atomically(place, data)
    return name


def _remove_others(folder: Path, names: set[str]) -> None:
    """What a log of another size left here."""
    for name in _OURS:
        for place in (folder / name).rglob("*"):
            if place.is_file() and place.relative_to(folder).as_posix() not in names:
                place.unlink()
