"""A program of its own that cuts one picture: `python -m presnya.publishing.images.cut PICTURE FOLDER WIDTH HEIGHT`.

A picture may come from anybody. So it is decoded in a process that has little to lose: limited processor time and memory, no museum open. It writes into
FOLDER, which nobody reads until it has ended well.
"""

import resource
import sys
from pathlib import Path
from typing import Final

SECONDS: Final = 600
MEMORY: Final = 6 * 1024**3
"""Bytes of address space: far more than is used, since libvips maps what it reads."""
FORMS: Final = ("Jpeg", "Png", "Webp", "Tiff", "Nsgif")
"""What libvips calls its readers of plain pictures."""
QUALITY: Final = 80


def main(picture: str, folder: str, width: str, height: str) -> int:
    """Cut the picture; 0, or 1 with one line on stderr that says why not."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pyvips

    from presnya.publishing.images.level0 import sizes, tile_size, tiles
    pyvips.operation_block_set("VipsForeignLoad", True)  # readers of programs (SVG, PDF) and of rare forms stay shut
    for form in FORMS:
        pyvips.operation_block_set(f"VipsForeignLoad{form}", False)
    try:
        upright = _upright(pyvips, picture)
        wide, high = int(width), int(height)
        if (upright.width, upright.height) != (wide, high):
            print(f"it is {upright.width} × {upright.height} pixels and was taken in as {wide} × {high}", file=sys.stderr)
            return 1
        out = Path(folder)
        side, levels = tile_size(wide), {1: upright}
        for piece in tiles(wide, high):
            if piece.factor not in levels:
                levels = {piece.factor: _halved(levels[piece.factor // 2], -(-wide // piece.factor), -(-high // piece.factor))}
            level = levels[piece.factor]
            x, y = piece.left // piece.factor, piece.top // piece.factor
            tile = level.crop(x, y, min(side, level.width - x), min(side, level.height - y))
            for whole in {False, (piece.width, piece.height) == (wide, high)}:
                _write(tile, out / piece.name(whole=whole))
        for to_width, to_height in sizes(wide, high):
            small = upright.thumbnail_image(to_width, height=to_height, size="force")
            _write(small, out / f"full/{to_width},{to_height}/0/default.jpg")
        _write(small, out / "full/max/0/default.jpg")
    except pyvips.Error as error:
        print(" ".join(str(error).split())[:300], file=sys.stderr)
        return 1
    return 0


def _upright(pyvips, picture: str):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  pyvips has no types
    """The first frame, turned as the camera says, in 8-bit sRGB, on white where it is transparent; in memory."""
    found = pyvips.Image.new_from_file(picture).autorot()
    if found.get_typeof("icc-profile-data"):
        found = found.icc_transform("srgb", embedded=True)
    found = found.colourspace("srgb")
    if found.hasalpha():
        found = found.flatten(background=[251, 250, 246])
    return found.cast("uchar").copy_memory()


def _halved(level, width: int, height: int):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202  pyvips has no types
    """Half as large, rounded up: an odd edge is doubled first, so that no pixel is lost."""
    even = level.embed(0, 0, width * 2, height * 2, extend="copy")
    return even.shrink(2, 2).copy_memory()


def _write(piece, path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001  pyvips has no types
    path.parent.mkdir(parents=True, exist_ok=True)
    piece.jpegsave(str(path), Q=QUALITY, keep="none", optimize_coding=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
