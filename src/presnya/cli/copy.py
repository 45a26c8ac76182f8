"""presnya copy"""

import argparse
from pathlib import Path

from presnya.cli.common import ask, museum_argument, opened
from presnya.cli.telling import answer, progress, say
from presnya.publishing import copies

HELP = "Copy the whole museum: as a folder, a bag for archives, a file for Kiwix, or one archive."
EXAMPLES = """\
  presnya copy our-street --to /media/stick/our-street
  presnya copy our-street --to our-street.zip --as archive
  presnya copy our-street --to our-street.zim --as zim --without-sources
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, --to, --as, --without-sources, --anyway."""
    museum_argument(sub)
    sub.add_argument("--to", type=Path, required=True, metavar="PATH", help="where the copy is written: a new folder, or a file that ends in .zim or .zip")
    sub.add_argument("--as", dest="kind", default="site", choices=tuple(copies.KINDS), help="kind of copy (default: site, a folder that opens with a double click)")
    sub.add_argument("--without-sources", action="store_true", help="leave out the strongroom's bytes and the folder of texts")
    sub.add_argument("--anyway", action="store_true", help="copy the site as it stands, though the register has grown since it was published")


def run(given: argparse.Namespace) -> int:
    """Gather, write, say what the copy holds and what it does not."""
    museum, curator = opened(given.museum)
    with progress("copying the museum") as tick:
        done = copies.copy(museum, curator=curator, to=given.to, kind=given.kind, without_sources=given.without_sources, anyway=given.anyway, progress=tick, ask=ask)
    say(given, f"{done.files} files, {done.bytes} bytes, register of {done.size} acts: {done.place}")
    for one in done.left_out:
        say(given, f"  left out: {one.what}. {one.why}")
    for name in done.others:
        say(given, f"  not part of any copy: {name}")
    say(given, f"Check it wherever it goes:  presnya fsck {given.to}")
    answer(given, place=str(done.place), files=done.files, bytes=done.bytes, size=done.size, left_out=[one._asdict() for one in done.left_out], others=list(done.others))
    return 0
