"""presnya rebuild"""

import argparse

from presnya.catalogue import ledger
from presnya.cli.common import museum_argument, opened
from presnya.cli.telling import answer, progress, say

HELP = "Check the register act by act, then draw the catalogue from it anew."
EXAMPLES = """\
  presnya rebuild our-street
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER."""
    museum_argument(sub)


def run(given: argparse.Namespace) -> int:
    """Re-hash, empty the projected tables, replay; says whether anything differed from the live catalogue."""
    opened(given.museum)
    with progress("checking the register") as tick:
        acts = ledger.check(progress=tick)
    before = ledger.fingerprint()
    with progress("drawing the catalogue") as tick:
        ledger.rebuild(progress=tick)
    same = ledger.fingerprint() == before
    say(given, f"{acts} acts checked and replayed; the catalogue is {'the same as before' if same else 'now what the register says (it had differed)'}.")
    answer(given, acts=acts, same=same)
    return 0
