"""An object: its label, as it hangs beside a thing in a museum, with those whose word it is; then all that is told."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.portrait import SEEN, Face, faces
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, other_facts, span_of

LABEL: Final = ("created_by", "made", "kind", "located_in", "state", "fate")
"""What a label tells, in its order: maker, date, what it is, where, its state, what became of it."""
TOLD: Final = ("description", "subject")


class Says(NamedTuple):
    """A witness whose word stands on the label."""

    id: str
    name: str
    standpoint: str
    nearness: str


class Object(NamedTuple):
    """The page of an object. `says` are the witnesses of the label, each once, in the order in which they are met; `told` is what it has no line for."""

    core: Core
    label: tuple[Facts, ...]
    says: tuple[Says, ...]
    told: tuple[Facts, ...]
    faces: tuple[Face, ...]
    figures: tuple[Figures, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def shown_object(identifier: str, holdings: Holdings) -> Object:
    """Everything the museum has of it."""
    label, told = facts(identifier, holdings, LABEL), facts(identifier, holdings, TOLD)
    return Object(
        core=core(identifier, holdings), label=label, says=_says((*label, *told)), told=told, faces=faces(identifier, holdings), figures=figures(identifier, holdings),
        named=mentions(identifier, holdings, where=lambda entered: not entered.claim.about.startswith("question/")),
        rest=other_facts(identifier, holdings, (*LABEL, *TOLD, *SEEN, "count")), years=span_of([date_of(identifier, holdings)]),
    )


def _says(groups: Iterable[Facts]) -> tuple[Says, ...]:
    claims = [claim for group in groups for statement in group.statements for claim in statement.claims]
    return tuple({claim.witness: Says(claim.witness, claim.name, claim.standpoint, claim.nearness) for claim in reversed(claims)}.values())[::-1]
