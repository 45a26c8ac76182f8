"""Whether a picture can be drawn whole, asked before it is taken in: `python -m presnya.accession.image PICTURE` decodes every pixel of it.

A picture may come from anybody: broken half-way, or a small file that unfolds into gigabytes. So it is decoded in a process that has little to lose.
"""

import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from presnya.terms.errors import BadFile

MOST_PIXELS: Final = 500_000_000
"""Of a picture that is to be shown: four times a panorama of 24,000 × 4,800. It is cut in memory, three bytes a pixel."""
SECONDS: Final = 120
"""Of the processor, for each picture."""
MEMORY: Final = 4 * 1024**3
"""Bytes of address space: far more than is used, since libvips maps what it reads."""
FORMS: Final = ("Jpeg", "Png", "Webp", "Tiff", "Nsgif")
"""What libvips calls its readers of plain pictures; those of programs (SVG, PDF) and of rare forms stay shut."""


class Waiting(NamedTuple):
    """A picture that is to be looked at: its file, its size (width, height in pixels, as stored), and what an error calls it."""

    path: Path
    size: tuple[int, int]
    name: str


def check_images(pictures: Sequence[Waiting]) -> None:
    """Decode the first frame of each, all in one process. BadFile names the first that cannot be drawn, what is wrong with it and what to do."""
    for name, (width, height) in ((one.name, one.size) for one in pictures):
        if width * height > MOST_PIXELS:
            raise BadFile(f"{name} has {width:,} × {height:,} pixels; at most {MOST_PIXELS // 1_000_000} million can be shown.", next_step="Save a smaller copy and take that in.")
    if not pictures:
        return
    command = [sys.executable, "-m", "presnya.accession.image", *(str(one.path) for one in pictures)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        begun = max(0, len(ran.stdout.splitlines()) - 1)  # it says one line before each picture, so that it may die over one
        why = (ran.stderr.strip().splitlines() or ["decoding it takes too much time or memory"])[-1]
        raise BadFile(f"{pictures[begun].name} cannot be drawn whole: {why}.",
                      next_step="Open it in an image program, look whether all of it is there, and save it anew as JPEG or PNG.")


def main(*pictures: str) -> int:
    """Decode the pictures; 0, or 1 with one line on stderr that says why the last one begun cannot be drawn."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import pyvips

    pyvips.operation_block_set("VipsForeignLoad", True)
    for form in FORMS:
        pyvips.operation_block_set(f"VipsForeignLoad{form}", False)
    for picture in pictures:
        print(picture, flush=True)
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, resource.RLIM_INFINITY))
        try:
            pyvips.Image.new_from_file(picture, access="sequential", fail_on="error").avg()
        except pyvips.Error as error:
            print("; ".join(line.strip() for line in str(error).splitlines() if line.strip())[:300].rstrip("."), file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
