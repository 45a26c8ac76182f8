"""Appointing curators. The first act of every register is its founder's own appointment."""

import secrets
from typing import get_args

from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.desk.rights import allow
from presnya.terms import Appoint, Role
from presnya.terms.errors import BadValue, Conflict, NotFound


def found_museum(*, founder: str) -> str:
    """Act 0: the founder becomes registrar and curator. Returns their opaque id; on a founded museum, the id of the first registrar."""
    if not ledger.size():  # a founded museum is opened without waiting for whoever writes in it
        with ledger.alone():
            if not ledger.size():
                identifier = _new_id()
                ledger.append([Entry(Appoint(identifier, founder, ("registrar", "curator")))], by=identifier)
    return next(identifier for identifier in queries.curators() if "registrar" in queries.curator(identifier)[1])


@ledger.alone()
def appoint(*, name: str, roles: tuple[Role, ...], curator: str) -> str:
    """Give a person roles; returns their new opaque id."""
    allow(curator, "appoint")
    if not name.strip():
        raise BadValue("A curator needs a name.", next_step="Give the name by which colleagues know them; a pseudonym will do.")
    if not roles or not set(roles) <= set(get_args(Role)):
        raise BadValue(f"{name} was given the roles {', '.join(roles) or 'of nobody'}.", next_step=f"Give one or more of: {', '.join(get_args(Role))}.")
    identifier = _new_id()
    ledger.append([Entry(Appoint(identifier, name.strip(), roles))], by=curator)
    return identifier


@ledger.alone()
def dismiss(identifier: str, *, curator: str) -> int:
    """Take all roles from a curator; their acts stay, under their name. Returns the act's number. Conflict for the last registrar."""
    allow(curator, "appoint")
    name, roles = queries.curator(identifier)
    if not roles:
        raise NotFound(f"{name or identifier} holds no role.", next_step="`presnya appoint --list` shows who does.")
    if "registrar" in roles and not any("registrar" in queries.curator(other)[1] for other in queries.curators() if other != identifier):
        raise Conflict(f"{name} is the only registrar.", next_step="Appoint another one first: a museum without a registrar can never appoint one again.")
    return ledger.append([Entry(Appoint(identifier, name, ()))], by=curator).start


def who(words: str) -> str:
    """The opaque id of a curator named by id or by name. NotFound or Conflict when nobody, or more than one, is called so."""
    known = queries.curators()
    found = [words] if words in known else [identifier for identifier, name in known.items() if name.casefold() == words.strip().casefold() and name]
    if not found:
        raise NotFound(f"Nobody here is called “{words}”.", next_step="`presnya appoint --list` shows all names and ids.")
    if len(found) > 1:
        raise Conflict(f"{len(found)} curators are called “{words}”: {', '.join(found)}.", next_step="Name the id.")
    return found[0]


def _new_id() -> str:
    """Opaque on purpose: who it is stands in an act's body, which the law may make us erase."""
    return "k" + secrets.token_hex(4)
