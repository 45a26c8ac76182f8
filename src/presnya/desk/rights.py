"""Who may do what. Roles come from `appoint` acts and nowhere else; every deed asks here first."""

from typing import Final

from presnya.catalogue import queries
from presnya.terms import Role
from presnya.terms.errors import NotAllowed

RIGHTS: Final[dict[str, frozenset[Role]]] = {
    "appoint": frozenset({"registrar"}),
    "accession": frozenset({"registrar", "curator", "conservator"}),
    "propose": frozenset({"registrar", "curator", "contributor"}),
    "claim": frozenset({"registrar", "curator"}),
    "decide": frozenset({"registrar", "curator"}),
    "dispute": frozenset({"registrar", "curator", "contributor"}),
    "correct": frozenset({"registrar", "curator"}),
    "withdraw": frozenset({"registrar", "curator"}),
    "arrange": frozenset({"registrar", "curator"}),
    "erase": frozenset({"registrar"}),
    "publish": frozenset({"registrar"}),
    "rotate": frozenset({"registrar"}),
    "succeed": frozenset({"registrar"}),
}
"""Deed → the roles any one of which is enough."""


def allow(curator: str, deed: str) -> None:
    """Pass when the curator has a role that may do this deed, else NotAllowed naming who could."""
    name, roles = queries.curator(curator)
    if not RIGHTS[deed] & set(roles):
        may = " or ".join(sorted(RIGHTS[deed]))
        raise NotAllowed(f"{name or curator} may not {deed}.", next_step=f"This deed needs the role of {may}; a registrar can appoint someone to it.")
