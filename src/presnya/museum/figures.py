"""Rival counts: figures of one measure side by side, each with who counted."""

from typing import NamedTuple

from presnya.museum.claims import Statement, statements
from presnya.museum.collating import Side, who
from presnya.museum.holdings import Holdings


class Figures(NamedTuple):
    """Counts in one unit. `rival` when different witnesses give different figures; that alone is not "contested", which needs bounds that exclude each other."""

    unit: str
    sides: tuple[Side, ...]
    rival: bool


def figures(identifier: str, holdings: Holdings) -> tuple[Figures, ...]:
    """All counts of a thing by unit, those with most figures first."""
    groups: dict[str, list[Statement]] = {}
    for statement in statements(holdings.snapshot.standing(identifier, "count"), holdings):
        groups.setdefault(statement.value.unit, []).append(statement)
    out = []
    for unit, group in groups.items():
        sides = tuple(Side((who(one.claims[0], holdings),), one) for one in group)
        rival = len({one.value.words for one in group}) > 1 and len({claim.witness for one in group for claim in one.claims}) > 1
        out.append(Figures(unit, sides, rival))
    return tuple(sorted(out, key=lambda one: -len(one.sides)))
