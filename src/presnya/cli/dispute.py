"""presnya dispute"""

import argparse

from presnya import desk
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, say

HELP = "Print an objection beside a claim; the claim stays."
EXAMPLES = """\
  presnya dispute claim/1045.2 --ground "The street was renamed only in 1924."
"""


def options(sub: argparse.ArgumentParser) -> None:
    """CLAIM, --ground."""
    sub.add_argument("claim", metavar="CLAIM")
    museum_option(sub)
    sub.add_argument("--ground", required=True, help="why it cannot be so, for everyone to read")


def run(given: argparse.Namespace) -> int:
    """One act."""
    _, curator = opened(given.museum)
    number = desk.dispute(given.claim, ground=given.ground, curator=curator)
    say(given, f"Disputed, as act {number}. `presnya publish` shows it.")
    answer(given, act=number)
    return 0
