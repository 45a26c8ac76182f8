"""C2SP tlog-tiles v0.1.0: paths, hash tiles, entry bundles."""

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from presnya.register.merkle import root_of
from presnya.terms.errors import Tampered

WIDTH: Final = 256
HASH: Final = 32
_PATH: Final = re.compile(r"tile/(entries|[1-5]?\d|6[0-3])/((?:x\d{3}/){0,5}\d{3})(?:\.p/(\d{1,3}))?", re.ASCII)
"""Levels 0 to 63 as in tlog-tiles; six groups of digits hold any number a checkpoint's size can ask for."""


class Tile(NamedTuple):
    """Level (-1 = entries), number and width in hashes or entries (256 = full)."""

    level: int
    number: int
    width: int

    @property
    def partial(self) -> bool:
        """Whether it is the right edge of a register, which a full tile replaces when it has grown."""
        return self.width < WIDTH

    @property
    def path(self) -> str:
        """`tile/0/x001/234.p/7` and the like."""
        level = "entries" if self.level < 0 else str(self.level)
        return f"tile/{level}/{number_path(self.number)}" + ("" if self.width == WIDTH else f".p/{self.width}")


def parse_tile(path: str) -> Tile | None:
    """The tile that has this path, None when none has."""
    found = _PATH.fullmatch(path)
    if not found:
        return None
    tile = Tile(-1 if found[1] == "entries" else int(found[1]), int(re.sub(r"\D", "", found[2])), int(found[3] or WIDTH))
    return tile if tile.path == path and 0 < tile.width <= WIDTH else None


def number_path(number: int) -> str:
    """Groups of three digits, all but the last with an x: 1234067 → x001/x234/067."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:  # noqa: PLR2004  three digits a group
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def tiles_of(size: int, *, entries: bool = True) -> Iterator[Tile]:
    """Every tile of a tree of `size`, partial ones at the right edge included, entries first."""
    if entries:
        yield from _row(-1, size)
    level = 0
    while size:
        yield from _row(level, size)
        size //= WIDTH
        level += 1


def _row(level: int, count: int) -> Iterator[Tile]:
    for number in range(count // WIDTH):
        yield Tile(level, number, WIDTH)
    if count % WIDTH:
        yield Tile(level, count // WIDTH, count % WIDTH)


def bundle(entries: Sequence[bytes]) -> bytes:
    """Entries as a bundle: 16-bit length and bytes, one after another."""
    return b"".join(struct.pack(">H", len(entry)) + entry for entry in entries)


def unbundle(data: bytes, *, file: str) -> list[bytes]:
    """Entries of a bundle; Tampered naming the file when its lengths do not add up."""
    entries, place = [], 0
    while place < len(data):
        if place + 2 > len(data) or place + 2 + (length := struct.unpack_from(">H", data, place)[0]) > len(data):
            raise Tampered(f"{file} is cut off or altered: its entries' lengths do not add up.", next_step="Take the file from another copy.")
        entries.append(data[place + 2:place + 2 + length])
        place += 2 + length
    return entries


def leaf_hashes(entries: Iterable[bytes]) -> bytes:
    """Leaf hashes of entries, side by side."""
    sha256 = hashlib.sha256
    return b"".join([sha256(b"\0" + entry).digest() for entry in entries])


def hashes_at(level: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The hashes that stand in the tiles of a level: roots of perfect subtrees of 256^level leaves."""
    stride = WIDTH**level
    return list(leaves) if level == 0 else [root_of(leaves[start:start + stride]) for start in range(0, len(leaves) // stride * stride, stride)]


def cut_tile(full: bytes, tile: Tile, *, file: str) -> bytes:
    """The bytes of a partial tile or bundle from those of a wider one of the same place. Tampered, naming `file`, when it holds less."""
    if tile.level >= 0:
        cut = full[:tile.width * HASH]
        whole = len(cut) == tile.width * HASH
    else:
        entries = unbundle(full, file=file)
        cut, whole = bundle(entries[:tile.width]), len(entries) >= tile.width
    if not whole:
        raise Tampered(f"{file} holds fewer than {tile.width} entries or hashes.", next_step="Take the file from another copy.")
    return cut
