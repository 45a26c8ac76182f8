"""presnya correct"""

import argparse

from presnya import desk
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, say

HELP = "Put another value in the place of a claim's; old and new both stay readable, with the ground."
EXAMPLES = """\
  presnya correct claim/1045.2 --value "420" --ground "Misread: the page has 420."
  presnya correct claim/1046.0 --value 1917-03-09 --ground "The diary counts by the old calendar."
"""


def options(sub: argparse.ArgumentParser) -> None:
    """CLAIM, --value, --note, --ground."""
    sub.add_argument("claim", metavar="CLAIM")
    museum_option(sub)
    sub.add_argument("--value", required=True, help="the value as it should be: words, a date in EDTF, a figure, an id")
    sub.add_argument("--note", default="", help="a note beside it (default: the old one)")
    sub.add_argument("--ground", required=True, help="what was wrong, for everyone to read")


def run(given: argparse.Namespace) -> int:
    """One act."""
    _, curator = opened(given.museum)
    (claim,) = desk.correct([given.claim], [desk.corrected(given.claim, given.value, note=given.note)], ground=given.ground, curator=curator)
    say(given, f"Corrected: {claim} stands in the place of {given.claim}, which stays readable. `presnya publish` shows it.")
    answer(given, claim=claim)
    return 0
