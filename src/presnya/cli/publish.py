"""presnya publish"""

import argparse
from pathlib import Path

from presnya import publishing
from presnya.cli.common import ask, museum_argument, opened
from presnya.cli.telling import answer, progress, say
from presnya.config import Museum
from presnya.exchange import folder

HELP = "Bring in what changed in the museum's folder, sign the register, write the pages."
EXAMPLES = """\
  presnya publish our-street
  presnya publish our-street --to /srv/www
  presnya publish our-street --as-of 2013-10-20      the museum as it stood on that day, beside the site
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, --to, --no-import, --ground, --as-of, --today."""
    museum_argument(sub)
    sub.add_argument("--to", type=Path, default=None, metavar="SITE", help="where to write (default: the museum's site folder)")
    sub.add_argument("--no-import", action="store_true", help="leave tables and texts of the folder alone; publish what the register holds")
    sub.add_argument("--ground", default="The museum's folder was edited.", help="what the register says of corrections that come from edited tables")
    sub.add_argument("--as-of", default="", metavar="DAY_OR_SIZE", help="publish the museum as it stood on a day (2013-10-20) or at a number of acts; nothing is brought in or signed anew")
    sub.add_argument("--today", default="", metavar="WAY", help="with --as-of: the way from that folder to today's pages (default: the museum's address, else that on disk)")


def run(given: argparse.Namespace) -> int:
    """Import differences, publish, say what changed."""
    museum, curator = opened(given.museum)
    if given.as_of:
        return _as_of(given, museum, curator)
    if not given.no_import:
        with progress("bringing in the folder") as tick:
            report = folder.bring_in(museum, curator=curator, ground=given.ground, progress=tick)
        for problem in report.problems[:20]:
            say(given, f"  kept as written, and flagged: {problem}")
        if len(report.problems) > 20:  # noqa: PLR2004  a screenful
            say(given, f"  and {len(report.problems) - 20} more such.")
        say(given, f"Folder: {report.differences.total()} new acts.")
    with progress("writing the pages") as tick:
        done = publishing.publish(museum, curator=curator, to=given.to, progress=tick, ask=ask)
    say(given, f"{done.pages} pages ({done.written} changed, {done.removed} removed) in {done.site}; register of {done.size} acts signed.")
    for one in done.asked:
        say(given, f"  cosigner {one.cosigner.name}: {one.problem or 'signed'}.")
    answer(given, site=str(done.site), pages=done.pages, written=done.written, removed=done.removed, size=done.size,
           cosigners=[{"name": one.cosigner.name, "signed": bool(one.line), "problem": one.problem} for one in done.asked])
    return 0


_BY = {"cosignature": "by the cosignatures of its checkpoints", "written": "by the acts' own times, the museum's word", "size": "by its number of acts"}


def _as_of(given: argparse.Namespace, museum: Museum, curator: str) -> int:
    with progress("writing the pages of that day") as tick:
        done, shown = publishing.publish_as_of(museum, given.as_of, curator=curator, to=given.to, today=given.today, progress=tick, ask=ask)
    stood = shown.stand
    say(given, f"The museum of {stood.asked} ({_BY[stood.by]}): {done.pages} pages of {stood.size} acts in {done.site}.")
    if stood.wanted != stood.size:
        say(given, f"There were {stood.wanted} acts; the nearest checkpoint that was published holds {stood.size}.")
    answer(given, site=str(done.site), pages=done.pages, written=done.written, removed=done.removed, size=stood.size, wanted=stood.wanted, asked=stood.asked, by=stood.by)
    return 0
