"""presnya withdraw"""

import argparse

from presnya import desk
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, say

HELP = "Let a claim, source or arrangement stand no longer; it stays readable, stamped, with the ground."
EXAMPLES = """\
  presnya withdraw claim/1045.2 --ground "Taken from the wrong page."
"""


def options(sub: argparse.ArgumentParser) -> None:
    """TARGETS, --ground."""
    sub.add_argument("targets", nargs="+", metavar="ID")
    museum_option(sub)
    sub.add_argument("--ground", required=True, help="why, for everyone to read")


def run(given: argparse.Namespace) -> int:
    """One act."""
    _, curator = opened(given.museum)
    number = desk.withdraw(given.targets, ground=given.ground, curator=curator)
    say(given, f"Withdrawn, as act {number}. `presnya publish` shows it.")
    answer(given, act=number)
    return 0
