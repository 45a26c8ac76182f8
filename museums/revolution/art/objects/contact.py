"""Contact sheet and 2000 px JPEGs from drawn plates: `python contact.py out --best mask suitcase`."""
from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image

from engraver.sheet import PLASTER
from plates import ORDER


def jpeg_under(img: Image.Image, limit: int, start: int = 86) -> tuple[bytes, int]:
    """The best JPEG quality that stays within `limit` bytes."""
    for quality in range(start, 30, -3):
        out = io.BytesIO()
        img.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
        if out.tell() <= limit:
            break
    return out.getvalue(), quality


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--best", nargs="*", default=[])
    ap.add_argument("--to", type=Path, default=Path())
    args = ap.parse_args()
    w, h, gap = 560, 700, 16
    names = [n for n in ORDER if (args.folder / f"{n}.png").exists()]
    rows = -(-len(names) // 4)
    page = Image.new("RGB", (4 * w + 5 * gap, rows * h + (rows + 1) * gap), PLASTER)
    for i, name in enumerate(names):
        im = Image.open(args.folder / f"{name}.png").resize((w, h), Image.LANCZOS)
        page.paste(im, (gap + (i % 4) * (w + gap), gap + (i // 4) * (h + gap)))
    data, q = jpeg_under(page, 1_200_000)
    (args.to / "contact-sheet.jpg").write_bytes(data)
    print("contact-sheet.jpg", len(data), "bytes, quality", q)
    for name in args.best:
        im = Image.open(args.folder / f"{name}.png")
        im = im.resize((round(im.width * 2000 / im.height), 2000), Image.LANCZOS)
        data, q = jpeg_under(im, 600_000)
        (args.to / f"plate-{name}.jpg").write_bytes(data)
        print(f"plate-{name}.jpg", len(data), "bytes, quality", q)


if __name__ == "__main__":
    main()
