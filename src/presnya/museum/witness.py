"""A witness: who they are, where they stood, in which sources they speak, and of what."""

from typing import Final, NamedTuple

from presnya.museum.claims import DateShown, Statement, label_of, shown_date, statements
from presnya.museum.holdings import Holdings
from presnya.museum.thing import core, date_of, gone, moment, Core
from presnya.terms import kind_of

SAYINGS: Final = ("seen_as", "said_of", "quoted", "answers")


class Bearing(NamedTuple):
    """A source in which the witness speaks."""

    id: str
    title: str
    number: str
    published: DateShown | None
    standpoint: str
    wrote: bool
    claims: int


class Spoken(NamedTuple):
    """A thing the witness speaks of, and about what in it (labels of properties)."""

    id: str
    label: str
    kind: str
    date: DateShown | None
    properties: tuple[str, ...]


class Saying(NamedTuple):
    """Words of the witness about somebody or on a question."""

    id: str
    label: str
    statement: Statement


class Witness(NamedTuple):
    """A witness's page. `things` by kind; `total` counts their claims."""

    core: Core
    siglum: str
    sources: tuple[Bearing, ...]
    sayings: tuple[Saying, ...]
    things: tuple[tuple[str, tuple[Spoken, ...]], ...]
    through: tuple[tuple[str, str], ...]
    total: int


def witness(identifier: str, holdings: Holdings) -> Witness:
    """Everything a witness says."""
    snapshot = holdings.snapshot
    said = [entered for entered in snapshot.by_witness.get(identifier, ()) if entered.status in {"standing", "proposed"}]
    sayings = [Saying(one.claims[0].about, snapshot.label(one.claims[0].about), one)
               for prop in SAYINGS for about in dict.fromkeys(entered.claim.about for entered in said if entered.claim.property == prop)
               for one in statements([entered for entered in said if entered.claim.property == prop and entered.claim.about == about], holdings)]
    through = dict.fromkeys(via for entered in said for via in entered.claim.via)
    return Witness(
        core(identifier, holdings)._replace(gone=gone(identifier, holdings, said=True)), holdings.sigla.get(identifier, ""), _sources(identifier, holdings), tuple(sayings), _things(identifier, holdings),
        tuple((one, snapshot.label(one)) for one in through), len(said),
    )


def _sources(identifier: str, holdings: Holdings) -> tuple[Bearing, ...]:
    counts: dict[str, int] = {}
    for source, held in holdings.snapshot.sources.items():
        if identifier in held.accession.authors:
            counts[source] = 0
    for entered in holdings.snapshot.by_witness.get(identifier, ()):
        counts[entered.claim.source] = counts.get(entered.claim.source, 0) + 1
    out = []
    for source, count in counts.items():
        if source in holdings.snapshot.sources:
            one = holdings.snapshot.sources[source].accession
            published = shown_date(one.published, holdings.lang) if one.published and one.published.edtf else None
            out.append(Bearing(source, one.title, one.number, published, one.standpoint if identifier in one.authors else "", identifier in one.authors, count))
    return tuple(out)


def _things(identifier: str, holdings: Holdings) -> tuple[tuple[str, tuple[Spoken, ...]], ...]:
    spoken: dict[str, dict[str, None]] = {}
    for entered in holdings.snapshot.by_witness.get(identifier, ()):
        if entered.status in {"standing", "proposed"} and entered.claim.about != identifier and entered.claim.property not in SAYINGS:
            spoken.setdefault(entered.claim.about, {})[entered.claim.property] = None
    kinds: dict[str, list[tuple[int, Spoken]]] = {}
    for thing, props in spoken.items():
        date = date_of(thing, holdings)
        shown = shown_date(date, holdings.lang) if date and thing.startswith("event/") else None
        labels = tuple(label_of(prop, holdings.lang) for prop in props)
        kinds.setdefault(kind_of(thing), []).append((moment(date), Spoken(thing, holdings.snapshot.label(thing), kind_of(thing), shown, labels)))
    order = ("event", "person", "group", "place", "work", "edition", "object", "exhibition", "term", "witness", "question")
    return tuple((kind, tuple(one for _, one in sorted(kinds[kind], key=lambda item: (item[0], item[1].label.casefold())))) for kind in order if kind in kinds)
