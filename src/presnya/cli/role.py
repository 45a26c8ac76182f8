"""presnya role"""

import argparse
import os

from presnya.catalogue import role
from presnya.cli.common import museum_argument
from presnya.cli.telling import answer, say
from presnya.web import daily_role, open_as_owner, open_museum

HELP = "Part the PostgreSQL role that makes tables from the one that works: the latter can add acts, and cannot change or remove any."
EXAMPLES = """\
  presnya role our-street                                                  print the statements
  presnya role our-street --owner postgresql://owner@localhost:5432/name   make the tables as the owner, and run them
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, and who owns the tables."""
    museum_argument(sub)
    sub.add_argument("--owner", default=os.environ.get("PRESNYA_OWNER", ""), metavar="LINE",
                     help="the owner's line for the same database, as in museum.toml (or PRESNYA_OWNER in the environment): tables are made or brought up to date, and the rights given")


def run(given: argparse.Namespace) -> int:
    """Print the grants for the role museum.toml names, or run them as the owner."""
    if given.owner:
        museum = open_as_owner(given.museum, given.owner)
        who = daily_role(museum)
        statements = role.apply(who)
        say(given, f"{who} may add acts to {museum.name} and cannot change or remove any; {len(statements)} statements were run.")
    else:
        museum = open_museum(given.museum)
        who = daily_role(museum)
        statements = role.grants(who)
        say(given, "\n".join(f"{statement};" for statement in statements))
    answer(given, role=who, statements=statements, applied=bool(given.owner))
    return 0
