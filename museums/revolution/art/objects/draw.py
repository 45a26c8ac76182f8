"""Draw the plates: `python draw.py mask --out out`, or every master of the museum: `python draw.py all --masters FOLDER`."""
from __future__ import annotations

import argparse
import importlib
import resource
import time
from pathlib import Path

import numpy as np
from PIL import Image

from engraver.sheet import print_sheet
from plates import ORDER
from plates.common import FINE

QUALITY = 78              # of a master: lines keep their edges, sixteen plates stay within ten megabytes


def draw(name: str, fine: float, height: int, *, bare: bool) -> np.ndarray:
    """Sheet of one plate as pixels (rows, columns, 3); `fine` is form samples per plate unit, `height` pixels of a full sheet."""
    plate = importlib.import_module(f"plates.{name}").PLATE
    drawing, scale = plate.draw(fine)
    return print_sheet(drawing, height=height, number=plate.number, title=plate.title, lines=plate.lines, scale=scale,
                       bare=bare, window=plate.window)


def save_master(sheet: np.ndarray, folder: Path, name: str) -> Path:
    """The file of a master, plate-NAME.webp, written into `folder`."""
    file = folder / f"plate-{name}.webp"
    Image.fromarray(sheet).save(file, "WEBP", quality=QUALITY, method=6)
    return file


def main() -> None:
    """Read the command line, draw, and say what each plate cost."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("names", nargs="+", help="plate names, or all")
    ap.add_argument("--height", type=int, default=3000, help="pixels of a full sheet, top to bottom")
    ap.add_argument("--fine", type=float, default=FINE, help="form samples per plate unit (drafts: 0.25)")
    ap.add_argument("--out", type=Path, default=Path("out"), help="folder for PNG files")
    ap.add_argument("--bare", action="store_true", help="no caption: the page carries it")
    ap.add_argument("--masters", type=Path, help="folder for the museum's masters: bare, WebP")
    args = ap.parse_args()
    names = list(ORDER) if args.names == ["all"] else args.names
    unknown = [name for name in names if name not in ORDER]
    if unknown:
        ap.error(f"no plate is called {', '.join(unknown)}; there are: {', '.join(ORDER)}")
    folder = args.masters or args.out
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        start = time.process_time()
        sheet = draw(name, args.fine, args.height, bare=args.bare or bool(args.masters))
        if args.masters:
            save_master(sheet, folder, name)
        else:
            Image.fromarray(sheet).save(folder / f"{name}.png", compress_level=1)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:12} {time.process_time() - start:5.1f} s of processor, peak {peak:5.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
