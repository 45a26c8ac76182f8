"""presnya fsck"""

import argparse
from pathlib import Path

from presnya import register
from presnya.cli.telling import answer, progress, say
from presnya.publishing.copies import checking
from presnya.terms.errors import NotFound
from presnya.web import open_museum

HELP = "Check a copy of a museum, a published site, or a museum's own folder, and name whatever is bad, missing or extra."
EXAMPLES = """\
  presnya fsck /media/stick/our-street
  presnya fsck our-street.zip --key "museum.example/presnya+27486555+ActU…"
  presnya fsck our-street
"""


def options(sub: argparse.ArgumentParser) -> None:
    """TARGET, --key."""
    sub.add_argument("target", metavar="TARGET", help="a copy (folder, bag, .zip, .zim), a published site, or a museum's folder")
    sub.add_argument("--key", default=None, metavar="VKEY", help="the museum's public key, from somebody you trust (default: the copy's own, which a forger would change too)")


def run(given: argparse.Namespace) -> int:
    """Exit code 0 when everything holds, 1 when something does not. Nothing is written."""
    if checking.is_unfounded(given.target):
        raise NotFound(f"{given.target} is a museum's folder in which nothing was entered yet.", next_step=f"`presnya publish {given.target}` brings its tables in.")
    museum = open_museum(Path(given.target)) if checking.is_working(given.target) else None
    with progress("checking") as tick:
        report = checking.fsck_working(museum, key=given.key, progress=tick) if museum else register.fsck(given.target, key=given.key, progress=tick)
    for problem in report.problems:
        say(given, f"{problem.file}: {problem.what}" + (f"\n    {problem.next_step}" if problem.next_step else ""))
    if report.problems:
        say(given, f"It does not hold: {len(report.problems)} problems in {report.checked} files.")
    else:
        say(given, f"It holds: {report.checked} files, {report.size} acts of {report.origin}. Key: {report.key_from}.")
    answer(given, holds=not report.problems, checked=report.checked, size=report.size, origin=report.origin, key_from=report.key_from,
           problems=[{"file": problem.file, "what": problem.what, "next_step": problem.next_step} for problem in report.problems])
    return 1 if report.problems else 0
