"""Hashes of a register read from its tiles, a few files for a proof. They are worth what the proof shows: whoever uses them checks where it leads."""

from collections.abc import Callable

from presnya.register.merkle import consistency_proof, node_hash, root_of, split
from presnya.register.places import Source
from presnya.register.tiles import HASH, WIDTH, Tile
from presnya.terms.errors import BadProof

_HEIGHT = 8


class TileReader:
    """Range hashes (`merkle.RangeHash`) of the register of `size` acts whose tiles lie under `prefix`; each tile is read once. BadProof when one is missing or too short."""

    def __init__(self, place: Source, prefix: str, size: int) -> None:
        self.place, self.prefix, self.size = place, prefix, size
        self._tiles: dict[tuple[int, int], bytes] = {}

    def __call__(self, start: int, end: int) -> bytes:
        """Hash of the acts start ≤ n < end."""
        length = end - start
        if length & (length - 1) or start % length:
            middle = start + split(length)
            return node_hash(self(start, middle), self(middle, end))
        height = length.bit_length() - 1
        level, within = divmod(height, _HEIGHT)
        first = start >> (_HEIGHT * level)
        return root_of([self._hash(level, first + nth) for nth in range(1 << within)])

    def _hash(self, level: int, nth: int) -> bytes:
        number, at = divmod(nth, WIDTH)
        if (level, number) not in self._tiles:
            self._tiles[level, number] = self._read(level, number)
        data = self._tiles[level, number]
        return data[at * HASH:(at + 1) * HASH]

    def _read(self, level: int, number: int) -> bytes:
        width = min(WIDTH, (self.size >> (_HEIGHT * level)) - number * WIDTH)
        path = self.prefix + Tile(level, number, width).path
        try:
            data = self.place.read(path, most=width * HASH)
        except (OSError, ValueError) as error:
            raise BadProof(f"{path} is missing, without which nothing can be proved of this register.", next_step="Ask its keeper, or use another copy.") from error
        if len(data) != width * HASH:
            raise BadProof(f"{path} holds {len(data)} bytes, not {width * HASH}.", next_step="Ask its keeper, or use another copy.")
        return data


def prefix_path(old: int, size: int, hashed: Callable[[int, int], bytes]) -> list[bytes]:
    """Hashes that give the root of the first `old` acts and the root of all `size` together: a consistency proof that never leaves out its first hash.

    RFC 6962 leaves it out where `old` is a power of two, because whoever checks a consistency proof knows that root. 0 < old < size.
    """
    path = consistency_proof(old, size, hashed)
    return [hashed(0, old), *path] if old & (old - 1) == 0 else path
