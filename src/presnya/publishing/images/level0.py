"""Which files a picture of level 0 has, by IIIF Image API 3.0 (https://iiif.io/api/image/3.0/) and its section on tiles."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

SIZES: Final = (200, 400, 800, 1600)
"""Widths in pixels at which a whole picture is offered; none is larger than the picture."""
WIDE: Final = 8_000
"""From this width on tiles are larger: fewer files, and who looks at so large a picture has a wide window."""


def tile_size(width: int) -> int:
    """Sides of a tile, in pixels."""
    return 1024 if width > WIDE else 512


def sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Whole pictures that are offered, as (width, height) in pixels; the last is also `full/max`."""
    fitting = [wide for wide in SIZES if wide <= width] or [width]
    return [(wide, max(1, round(wide * height / width))) for wide in fitting]


def factors(width: int, height: int) -> list[int]:
    """Powers of two by which tiles are reduced: up to the one at which the whole is one tile."""
    out = [1]
    while max(width, height) > tile_size(width) * out[-1]:
        out.append(out[-1] * 2)
    return out


class Piece(NamedTuple):
    """A tile: its region in pixels of the picture, by how much it is reduced, and the size at which it is offered; parts of pixels are rounded up, as clients do."""

    left: int
    top: int
    width: int
    height: int
    factor: int
    to_width: int
    to_height: int

    def name(self, *, whole: bool = False) -> str:
        """Its path below the picture's folder; one that is the whole picture is called `full` in the canonical form of version 3."""
        region = "full" if whole else f"{self.left},{self.top},{self.width},{self.height}"
        return f"{region}/{self.to_width},{self.to_height}/0/default.jpg"


def tiles(width: int, height: int) -> Iterator[Piece]:
    """Every tile of a picture of so many pixels, finest first."""
    side = tile_size(width)
    for factor in factors(width, height):
        step = side * factor
        for top in range(0, height, step):
            for left in range(0, width, step):
                wide, high = min(step, width - left), min(step, height - top)
                yield Piece(left, top, wide, high, factor, -(-wide // factor), -(-high // factor))


def urls(width: int, height: int) -> frozenset[str]:
    """Every path below the folder that a client of level 0 may ask for, info.json included."""
    names = {"info.json", "full/max/0/default.jpg"} | {f"full/{wide},{high}/0/default.jpg" for wide, high in sizes(width, height)}
    for piece in tiles(width, height):
        names |= {piece.name(), piece.name(whole=(piece.width, piece.height) == (width, height))}  # some clients spell the whole as a region
    return frozenset(names)


def info(identifier: str, width: int, height: int) -> dict[str, Any]:
    """info.json: `identifier` is the folder's own address."""
    offered = sizes(width, height)
    return {
        "@context": "http://iiif.io/api/image/3/context.json", "id": identifier, "type": "ImageService3", "protocol": "http://iiif.io/api/image", "profile": "level0",
        "width": width, "height": height, "maxWidth": offered[-1][0], "maxHeight": offered[-1][1], "sizes": [{"width": wide, "height": high} for wide, high in offered],
        "tiles": [{"width": tile_size(width), "height": tile_size(width), "scaleFactors": factors(width, height)}],
    }
