"""presnya appoint"""

import argparse
from typing import get_args

from presnya import desk
from presnya.catalogue import queries
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, say
from presnya.terms import Role
from presnya.terms.errors import BadInput

HELP = "Appoint somebody to roles, take all roles from somebody, or list who holds which."
EXAMPLES = """\
  presnya appoint "C. Keeper" --role conservator
  presnya appoint --list
  presnya appoint --dismiss "C. Keeper"
"""


def options(sub: argparse.ArgumentParser) -> None:
    """NAME, --role, --dismiss, --list."""
    sub.add_argument("name", nargs="?", default="", metavar="NAME", help="the name by which colleagues know them; a pseudonym will do")
    museum_option(sub)
    sub.add_argument("--role", action="append", default=[], choices=get_args(Role), help="repeat for several")
    sub.add_argument("--dismiss", default="", metavar="CURATOR", help="take all roles from this curator, by name or id; what they did stays")
    sub.add_argument("--list", action="store_true", help="list all curators with id and roles")


def run(given: argparse.Namespace) -> int:
    """One act, or a list."""
    _, curator = opened(given.museum)
    if given.list:
        for identifier in queries.curators():
            name, roles = queries.curator(identifier)
            say(given, f"{identifier}  {name or '(erased)'}: {', '.join(roles) or 'no role any more'}")
            answer(given, id=identifier, name=name, roles=roles)
        return 0
    if given.dismiss:
        number = desk.dismiss(desk.who(given.dismiss), curator=curator)
        say(given, f"{given.dismiss} holds no role any more (act {number}).")
        answer(given, act=number)
        return 0
    if not given.name:
        raise BadInput("Nobody was named.", next_step='`presnya appoint "C. Keeper" --role conservator`, or --list.')
    identifier = desk.appoint(name=given.name, roles=tuple(given.role), curator=curator)
    say(given, f"{given.name} is appointed: {', '.join(given.role)}. Their id in the register is {identifier}.")
    answer(given, id=identifier)
    return 0
