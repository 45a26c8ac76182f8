"""Appointing curators. The first act of every register is its founder's own appointment."""

import secrets
from typing import get_args

from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.desk.rights import allow
from presnya.terms import Appoint, Role
from presnya.terms.errors import BadValue


def found_museum(*, founder: str) -> str:
    """Act 0: the founder becomes registrar and curator. Returns their opaque id; on a founded museum, the id of the first registrar."""
    if not ledger.size():  # a founded museum is opened without waiting for whoever writes in it
        with ledger.alone():
            if not ledger.size():
                identifier = _new_id()
                ledger.append([Entry(Appoint(identifier, founder, ("registrar", "curator")))], by=identifier)
    return next(iter(queries.curators()))


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


def _new_id() -> str:
    """Opaque on purpose: who it is stands in an act's body, which the law may make us erase."""
    return "k" + secrets.token_hex(4)
