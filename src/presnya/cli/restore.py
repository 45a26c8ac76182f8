"""presnya restore"""

import argparse
from pathlib import Path

from django.db import connections

from presnya.cli.telling import answer, progress, say
from presnya.publishing.copies.bringing_back import DoesNotHold, Restored, restore
from presnya.web import open_museum

HELP = "Bring a museum back from a copy alone: working folder, sources, register, catalogue, site."
EXAMPLES = """\
  presnya restore /media/stick/our-street our-street
  presnya restore our-street.zip our-street --key "museum.example/presnya+27486555+ActU…"
"""


def options(sub: argparse.ArgumentParser) -> None:
    """TARGET, FOLDER, --key."""
    sub.add_argument("target", type=Path, metavar="COPY", help="a copy that `presnya copy` made: folder, bag, .zip or .zim")
    sub.add_argument("folder", type=Path, metavar="FOLDER", help="where the museum is built: a new folder")
    sub.add_argument("--key", default=None, metavar="VKEY", help="the museum's public key, from somebody you trust")


def run(given: argparse.Namespace) -> int:
    """Check, build, say what is still needed. Exit code 1 when the copy does not hold."""
    try:
        with progress("bringing the museum back") as tick:
            done = restore(given.target, given.folder, open_museum=open_museum, close=connections.close_all, key=given.key, progress=tick)
    except DoesNotHold as bad:
        for problem in bad.report.problems:
            say(given, f"{problem.file}: {problem.what}")
        say(given, f"It does not hold: {len(bad.report.problems)} problems. Nothing was written.")
        answer(given, restored=False, problems=[{"file": one.file, "what": one.what, "next_step": one.next_step} for one in bad.report.problems])
        return 1
    say(given, f"{done.size} acts, {done.files} files, {done.sources} sources of {done.origin} are back in {done.folder}.")
    for line in _next(done):
        say(given, line)
    answer(given, restored=True, folder=str(done.folder), size=done.size, files=done.files, sources=done.sources, origin=done.origin, key=done.key, mark=done.mark)
    return 0


def _next(done: Restored) -> list[str]:
    """What the curator must know or do before anything is signed."""
    out = []
    if done.without_sources:
        out.append("The copy was made without sources: pages can be made anew only when their bytes are back in the strongroom. The site is as it was published.")
    if done.mark > done.size:
        out.append(f"This machine has signed {done.mark} acts of {done.origin}, this copy holds {done.size}: it is an older one, and nothing of it will be signed. Look for a newer copy.")
    if done.key == "missing":
        out.append("The signing key is not on this machine (it is never in a copy). Bring it back from your backup of keys before you publish; if it is lost: presnya keys successor")
    if done.key == "other":
        out.append("This machine holds another key under this name than the museum's own. Move it away and bring the right one back before you publish.")
    return out or [f"Everything is here. Go on:  presnya publish {done.folder}"]
