"""A group: what kind, from when to when, out of what, into what, who belonged to it, and as witnesses saw it."""

from typing import Final, NamedTuple

from presnya.museum.claims import Statement, statements
from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.lineage import PROPERTIES, Lineage, lineage
from presnya.museum.portrait import SEEN, TIES, WORKS, Face, faces
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, other_facts, span_of
from presnya.terms import DateValue

TOLD: Final = ("kind", "founded", "founded_by", "dissolved", "part_of", "member_of")
MEMBERS: Final = ("member_of", "joined", "led", "led_with", "commanded", "officer_of", "secretary_of", "chaired", "founded_group", "edited", "expelled_from", "split_from")


class Group(NamedTuple):
    """A group's page."""

    core: Core
    facts: tuple[Facts, ...]
    lineage: Lineage
    faces: tuple[Face, ...]
    members: tuple[Mention, ...]
    happenings: tuple[Mention, ...]
    words: tuple[Statement, ...]
    ties: tuple[Facts, ...]
    figures: tuple[Figures, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def group(identifier: str, holdings: Holdings) -> Group:
    """Everything the museum has of a group."""
    happenings = mentions(identifier, holdings, where=lambda entered: entered.claim.about.startswith("event/"))
    values = [entered.claim.value for prop in ("founded", "dissolved") for entered in holdings.snapshot.standing(identifier, prop)]
    known = [value for value in values if isinstance(value, DateValue)]
    years = span_of(known) or span_of([date_of(one.id, holdings) for one in happenings])
    ties = tuple(prop for prop in (*TIES, *WORKS) if prop not in (*PROPERTIES, *TOLD))
    return Group(
        core=core(identifier, holdings), facts=facts(identifier, holdings, TOLD), lineage=lineage(holdings, of=identifier), faces=faces(identifier, holdings),
        members=mentions(identifier, holdings, props=MEMBERS, where=lambda entered: entered.claim.about.startswith("person/")), happenings=happenings,
        words=statements(holdings.snapshot.standing(identifier, "quoted"), holdings), ties=facts(identifier, holdings, ties), figures=figures(identifier, holdings),
        named=mentions(identifier, holdings, but=PROPERTIES, where=lambda entered: not entered.claim.about.startswith(("event/", "question/"))
                       and not (entered.claim.about.startswith("person/") and entered.claim.property in MEMBERS)),
        rest=other_facts(identifier, holdings, (*TOLD, *SEEN, *ties, *PROPERTIES, "quoted", "count")), years=years,
    )
