"""A place: its names, then and now, what happened there, who lived there."""

from typing import Final, NamedTuple

from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, other_facts, span_of

THEN: Final = ("kind", "since", "founded", "founded_by", "part_of", "description")
NOW: Final = ("fate", "state", "became", "dissolved", "coordinates")
LIVES: Final = ("born_in", "lived_in", "exiled_to", "deported", "died_in")


class Place(NamedTuple):
    """A place's page. `within` are places that are part of it; `kept` objects and works located there; `shown` exhibitions."""

    core: Core
    then: tuple[Facts, ...]
    now: tuple[Facts, ...]
    happenings: tuple[Mention, ...]
    lives: tuple[Mention, ...]
    within: tuple[Mention, ...]
    kept: tuple[Mention, ...]
    shown: tuple[Mention, ...]
    figures: tuple[Figures, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def place(identifier: str, holdings: Holdings) -> Place:
    """Everything the museum has of a place."""
    happenings = mentions(identifier, holdings, where=lambda entered: entered.claim.about.startswith("event/"))
    return Place(
        core=core(identifier, holdings), then=facts(identifier, holdings, THEN), now=facts(identifier, holdings, NOW), happenings=happenings,
        lives=mentions(identifier, holdings, props=LIVES), within=mentions(identifier, holdings, props=("part_of",), where=lambda entered: entered.claim.about.startswith("place/")),
        kept=mentions(identifier, holdings, props=("located_in",)), shown=mentions(identifier, holdings, where=lambda entered: entered.claim.about.startswith("exhibition/")),
        figures=figures(identifier, holdings),
        named=mentions(identifier, holdings, but=(*LIVES, "part_of", "located_in"), where=lambda entered: not entered.claim.about.startswith(("event/", "question/", "exhibition/"))),
        rest=other_facts(identifier, holdings, (*THEN, *NOW, "count")), years=span_of([date_of(one.id, holdings) for one in happenings]),
    )
