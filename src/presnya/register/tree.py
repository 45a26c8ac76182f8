"""All hashes of a log's tree as they stand in its tiles: level by level, each level reckoned from the one below.

A level is one bytearray of 32 bytes a hash: a million acts take 33 megabytes. What stands between two levels (roots of 2, 4 … 128 leaves)
is worked out where it is asked for, a tile at a time.
"""

import hashlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import overload

from presnya.register.merkle import EMPTY, node_hash, split
from presnya.register.tiles import HASH, WIDTH, Tile

_TILE = WIDTH * HASH
_ROWS = 8
"""Rows of nodes from one level to the next: 256 is 2 to the eighth."""
_PAIR = 2 * HASH
_KEPT = 64
"""Tiles whose inner rows are remembered, 16 kB each: proofs are asked for in the order of acts."""


def parents(row: bytes) -> bytes:
    """The row above: SHA256(0x01‖left‖right) of each pair of 32-byte hashes; an odd last one is left out."""
    sha256 = hashlib.sha256
    return b"".join([sha256(b"\1" + row[at:at + _PAIR]).digest() for at in range(0, len(row) - _PAIR + 1, _PAIR)])


def tile_roots(hashes: bytes) -> bytes:
    """Roots of each full tile of 256 hashes in a level; the rest at the right edge is left out."""
    row = hashes[:len(hashes) // _TILE * _TILE]
    for _ in range(_ROWS):
        row = parents(row)
    return bytes(row)


@lru_cache(maxsize=_KEPT)
def _rows(hashes: bytes) -> tuple[bytes, ...]:
    """The rows inside one tile, lowest first: roots of its 1, 2, 4 … hashes as far as they are perfect."""
    rows = [hashes]
    while len(rows[-1]) >= _PAIR:
        rows.append(parents(rows[-1]))
    return tuple(rows)


class Tree:
    """A growing tree. `levels[l]` holds the roots of perfect subtrees of 256^l leaves, side by side; level 0 the leaves themselves."""

    def __init__(self) -> None:
        self.levels: list[bytearray] = [bytearray()]

    @property
    def size(self) -> int:
        """Leaves."""
        return len(self.levels[0]) // HASH

    def grow(self, leaves: bytes) -> None:
        """Add leaf hashes, 32 bytes each, side by side. Many at once are quickest."""
        new, level = leaves, 0
        while new:
            if level == len(self.levels):
                self.levels.append(bytearray())
            full = len(self.levels[level]) // _TILE * _TILE
            self.levels[level] += new
            new = tile_roots(bytes(self.levels[level][full:]))
            level += 1

    def tile(self, tile: Tile) -> bytes:
        """The bytes of a hash tile; shorter than its width where the tree does not reach that far."""
        if tile.level >= len(self.levels):
            return b""
        start = tile.number * _TILE
        return bytes(self.levels[tile.level][start:start + tile.width * HASH])

    def root(self, size: int | None = None) -> bytes:
        """Root hash of the first `size` leaves, of all when it is left out. Takes O(log n) look-ups."""
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise IndexError(size)
        return self.hashed(0, size) if size else EMPTY

    def hashed(self, start: int, end: int) -> bytes:
        """Root hash of the leaves start ≤ n < end (RFC 6962; a `merkle.RangeHash`)."""
        length = end - start
        if length & (length - 1) == 0 and start % length == 0:
            return self._perfect(start, length)
        middle = start + split(length)
        return node_hash(self.hashed(start, middle), self.hashed(middle, end))

    def _perfect(self, start: int, length: int) -> bytes:
        height = length.bit_length() - 1
        level, row = divmod(height, _ROWS)
        at = start >> (level * _ROWS)  # place in the level, of the subtree's first hash
        if row == 0:
            return bytes(self.levels[level][at * HASH:(at + 1) * HASH])
        first = at // WIDTH * WIDTH
        inside = (at - first) >> row
        return _rows(bytes(self.levels[level][first * HASH:(first + WIDTH) * HASH]))[row][inside * HASH:(inside + 1) * HASH]

    def leaves(self) -> "Leaves":
        """The leaf hashes as a sequence; nothing is copied."""
        return Leaves(self.levels[0])


class Leaves(Sequence[bytes]):
    """Leaf hashes in one bytearray, read like a tuple of bytes."""

    def __init__(self, hashes: bytearray) -> None:
        self._hashes = hashes

    def __len__(self) -> int:
        return len(self._hashes) // HASH

    @overload
    def __getitem__(self, at: int) -> bytes: ...
    @overload
    def __getitem__(self, at: slice) -> list[bytes]: ...
    def __getitem__(self, at: int | slice) -> bytes | list[bytes]:
        if isinstance(at, slice):
            return [self[nth] for nth in range(*at.indices(len(self)))]
        nth = at + len(self) if at < 0 else at
        if not 0 <= nth < len(self):
            raise IndexError(at)
        return bytes(self._hashes[nth * HASH:(nth + 1) * HASH])

    def __iter__(self) -> Iterator[bytes]:
        hashes = self._hashes
        return (bytes(hashes[at:at + HASH]) for at in range(0, len(hashes), HASH))
