"""Writing the log as files: re-read, re-hash, tiles, compare with the high-water mark, sign, publish the checkpoint last."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Protocol

from presnya.register import keys
from presnya.register.bodies import Beside, body_line, what_is_wrong
from presnya.register.merkle import Frontier, leaf_hash
from presnya.register.note import Checkpoint, Signer, open_checkpoint, sign
from presnya.register.tiles import WIDTH, Tile, bundle, hashes_at, number_path, tiles_of
from presnya.strongroom import write_atomically
from presnya.terms.errors import RegisterError, Tampered


class Row(Beside, Protocol):
    """An act as its keeper gives it."""

    @property
    def number(self) -> int: ...


class Written(NamedTuple):
    """What a publication did. `files` are all files of the log, relative to its folder; `kept` every checkpoint that lies there, by size, as its note."""

    checkpoint: Checkpoint
    note: str
    files: tuple[str, ...]
    leaves: tuple[bytes, ...]
    vkey: str
    kept: tuple[tuple[int, str], ...]


def publish_log(folder: Path, rows: Iterable[Row], *, signer: Signer, progress: Callable[[int, int], None] | None = None, total: int = 0) -> Written:
    """Write the whole log under `folder`; files that already hold the right bytes are left alone.

    Nothing is signed unless every entry was re-hashed, every body opens its entry, and the tree continues what this
    machine signed before (RegisterError otherwise, naming the two sizes). The checkpoint is written last: it is never ahead of the data.
    """
    files: list[str] = []
    entries: list[bytes] = []
    bodies: list[bytes] = []
    leaves: list[bytes] = []
    edge = Frontier()
    mark = keys.high_water(signer.name)
    seen_mark = mark is None or mark.size == 0
    for row in rows:
        _check(row, len(leaves))
        leaves.append(leaf_hash(row.entry))
        edge.append(leaves[-1])
        entries.append(row.entry)
        bodies.append(body_line(row.number, row))
        if mark and edge.size == mark.size:
            seen_mark = edge.root() == mark.root
        if len(entries) == WIDTH:
            files += _write_group(folder, len(leaves) // WIDTH - 1, entries, bodies)
            entries, bodies = [], []
        if progress and len(leaves) % WIDTH == 0:
            progress(len(leaves), total)
    if entries:
        files += _write_group(folder, len(leaves) // WIDTH, entries, bodies)
    if not seen_mark:
        raise _fork(signer.name, mark, edge)
    for tile in tiles_of(edge.size, entries=False):
        files.append(tile.path)
        if not (tile.width == WIDTH and (folder / tile.path).exists()):
            _write(folder / tile.path, b"".join(_tile_hashes(tile, leaves)))
    checkpoint = Checkpoint(signer.name, edge.size, edge.root())
    keys.raise_high_water(signer.name, keys.HighWater(edge.size, edge.root()))
    note = _signed(folder, checkpoint, signer)
    _write(folder / "vkey", f"{signer.verifier}\n".encode())
    kept = sorted(int(place.name) for place in (folder / "checkpoints").iterdir() if place.name.isdecimal())
    notes = tuple((size, (folder / "checkpoints" / str(size)).read_text(errors="replace")) for size in kept)
    return Written(checkpoint, note, (*files, "vkey", *(f"checkpoints/{size}" for size in kept), "checkpoint"), tuple(leaves), str(signer.verifier), notes)


def _tile_hashes(tile: Tile, leaves: list[bytes]) -> list[bytes]:
    stride = WIDTH**tile.level
    start = tile.number * WIDTH * stride
    return hashes_at(tile.level, leaves[start:start + tile.width * stride])


def _check(row: Row, expected: int) -> None:
    if row.number != expected:
        raise Tampered(f"Act {expected} is missing from the register.", next_step="Restore the museum from a copy; do not publish.")
    if what := what_is_wrong(row.number, row):
        raise Tampered(f"{what[0].upper()}{what[1:]}.", next_step="Restore the museum from a copy; do not publish.")


def _write_group(folder: Path, number: int, entries: list[bytes], bodies: list[bytes]) -> list[str]:
    tile = Tile(-1, number, len(entries))
    body_file = f"bodies/{number_path(number)}.jsonl"
    _write(folder / tile.path, bundle(entries))
    _write(folder / body_file, b"".join(bodies))
    return [tile.path, body_file]


def _write(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        write_atomically(path, data)


def _signed(folder: Path, checkpoint: Checkpoint, signer: Signer) -> str:
    """The note of this checkpoint: the one already published at this size when it says the same, else a new signature."""
    kept = folder / "checkpoints" / str(checkpoint.size)
    note = ""
    if kept.exists():
        try:
            note = kept.read_text()
            if open_checkpoint(note, signer.verifier) != checkpoint:
                note = ""
        except (RegisterError, UnicodeDecodeError):
            note = ""
    note = note or sign(str(checkpoint), [signer])
    _write(kept, note.encode())
    _write(folder / "checkpoint", note.encode())
    return note


def _fork(origin: str, mark: keys.HighWater | None, edge: Frontier) -> RegisterError:
    signed = mark.size if mark else 0
    if edge.size < signed:
        what = f"This register of {origin} holds {edge.size} acts, but {signed} were signed from this machine before."
    else:
        what = f"The first {signed} acts of this register of {origin} are not those that were signed from this machine before."
    return RegisterError(what, next_step="An old backup was probably brought back. Restore the newest copy of the museum (its site folder holds all acts); "
                                         "signing now would make two histories.")


