"""An event: every testimony collated, contested first, then what all agree on, then what one alone tells."""

from typing import Final, NamedTuple

from presnya.museum.claims import Chain, ClaimView, DateShown, Statement, shown_date, statements
from presnya.museum.collating import Table, table
from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, moment, other_facts, span_of
from presnya.terms import DateValue

TOLD: Final = ("happened", "local_time", "took_place_in", "summary", "part_of", "subject", "grew_out_of")
SIDES: Final = ("supported", "opposed", "disagreed_with")
"""Properties by which people and groups took a side."""


class Hearsay(NamedTuple):
    """A chain of more than one link and one claim that came through it."""

    chain: Chain
    claim: ClaimView
    label: str


class Neighbour(NamedTuple):
    """The event before or after."""

    id: str
    label: str
    date: DateShown | None


class Event(NamedTuple):
    """An event's page. `agreed` are told by two witnesses or more, `alone` by one where others speak too; `table` collates several questions."""

    core: Core
    dates: tuple[Statement, ...]
    date: DateShown | None
    table: Table | None
    agreed: tuple[Facts, ...]
    alone: tuple[Facts, ...]
    witnesses: int
    participants: tuple[Statement, ...]
    figures: tuple[Figures, ...]
    roads: tuple[Mention, ...]
    hearsay: tuple[Hearsay, ...]
    ties: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    before: Neighbour | None
    after: Neighbour | None
    years: tuple[int, int] | None


def event(identifier: str, holdings: Holdings, *, around: tuple[str, str] = ("", "")) -> Event:
    """An event's page; `around` are the ids of the events before and after it in time ('' at the ends)."""
    held = core(identifier, holdings)
    told = facts(identifier, holdings, TOLD)
    date = date_of(identifier, holdings)
    agreed, alone = _parted(told)
    standing = holdings.snapshot.standing(identifier)
    return Event(
        core=held, dates=statements(holdings.snapshot.standing(identifier, "happened"), holdings), date=shown_date(date, holdings.lang) if date else None,
        table=table(held.contested), agreed=agreed, alone=alone, witnesses=len({entered.claim.witness for entered in standing}),
        participants=statements(holdings.snapshot.standing(identifier, "participant"), holdings), figures=figures(identifier, holdings),
        roads=mentions(identifier, holdings, props=SIDES), hearsay=_hearsay(identifier, holdings),
        ties=mentions(identifier, holdings, but=SIDES, where=lambda entered: not entered.claim.about.startswith("question/")),
        rest=other_facts(identifier, holdings, (*TOLD, "participant", "count")), before=_neighbour(around[0], holdings), after=_neighbour(around[1], holdings),
        years=span_of([date]),
    )


def in_time(holdings: Holdings) -> list[str]:
    """Ids of all events, dated ones first, by date and name."""
    found = [thing.id for thing in holdings.snapshot.kind("event")]
    return sorted(found, key=lambda one: moment(date_of(one, holdings)))


def _parted(told: tuple[Facts, ...]) -> tuple[tuple[Facts, ...], tuple[Facts, ...]]:
    """Statements told by two witnesses or more that nobody contests, and the others."""
    agreed, alone = [], []
    for group in told:
        both = tuple(one for one in group.statements if len({claim.witness for claim in one.claims}) > 1 and not one.contested)
        rest = tuple(one for one in group.statements if one not in both)
        agreed += [group._replace(statements=both)] if both else []
        alone += [group._replace(statements=rest)] if rest else []
    return tuple(agreed), tuple(alone)


def _hearsay(identifier: str, holdings: Holdings) -> tuple[Hearsay, ...]:
    """Chains by which the event's claims and its questions' answers reached us, each chain once, longest first, at most four."""
    asked = [entered for question in holdings.questions.get(identifier, ()) for entered in holdings.snapshot.standing(question, "answers")]
    found: dict[Chain, Hearsay] = {}
    for one in statements([*asked, *holdings.snapshot.standing(identifier)], holdings):
        for claim in one.claims:
            if len(claim.chain.links) > 1:
                found.setdefault(claim.chain, Hearsay(claim.chain, claim, one.label))
    return tuple(sorted(found.values(), key=lambda one: -len(one.chain.links))[:4])


def _neighbour(identifier: str, holdings: Holdings) -> Neighbour | None:
    if not identifier:
        return None
    date: DateValue | None = date_of(identifier, holdings)
    return Neighbour(identifier, holdings.snapshot.label(identifier), shown_date(date, holdings.lang) if date else None)
