"""A work, edition or term: its card, its editions or subjects, who names it."""

from typing import Final, NamedTuple

from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.library import Volume, volume
from presnya.museum.portrait import SEEN, Face, faces
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, other_facts, span_of

CARD: Final = (
    "created_by", "edition_of", "kind", "written", "made", "published", "language", "publisher", "translated_by", "introduction_by", "located_in", "state", "fate",
    "description", "subject",
)


class Record(NamedTuple):
    """The page of a work, edition or term. `volume` is a work's way from writing to its editions."""

    core: Core
    card: tuple[Facts, ...]
    volume: Volume | None
    faces: tuple[Face, ...]
    figures: tuple[Figures, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def record(identifier: str, holdings: Holdings) -> Record:
    """Everything the museum has of it."""
    return Record(
        core=core(identifier, holdings), card=facts(identifier, holdings, CARD), volume=volume(identifier, holdings) if identifier.startswith("work/") else None,
        faces=faces(identifier, holdings), figures=figures(identifier, holdings),
        named=mentions(identifier, holdings, but=("edition_of",), where=lambda entered: not entered.claim.about.startswith("question/")),
        rest=other_facts(identifier, holdings, (*CARD, *SEEN, "count")), years=span_of([date_of(identifier, holdings)]),
    )
