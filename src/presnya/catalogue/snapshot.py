"""The catalogue as one frozen value: what showings are made of.

Reads every table once and indexes it in memory (some 10 kB a claim-rich thing; a museum of 100,000 claims
takes about 200 MB). A build in shards takes the same value for a part of the things.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal, NamedTuple, TypeVar

import msgspec
from django.db.models import Q

from presnya.catalogue import erasing, ledger, models
from presnya.catalogue.proposed import claims_of, names_in
from presnya.terms import Accession, Arrange, Claim, Proposal, ReaderStamp, Ref, Text, kind_of
from presnya.terms.errors import NotFound, PresnyaError
from presnya.terms.properties import check_claim

Status = Literal["standing", "proposed", "withdrawn", "corrected", "refused"]

_CLAIM: Final = msgspec.json.Decoder(Claim)
_Row = TypeVar("_Row")


class Entered(NamedTuple):
    """A claim with its place in the register. `id` is `claim/ACT.N`, or `proposal/ACT.N` (with status proposed) until a person decided."""

    id: str
    act: int
    claim: Claim
    status: Status
    ended_by: int | None = None


class Offered(NamedTuple):
    """A proposal with its place in the register and what became of it: open, accepted, corrected, refused, withdrawn."""

    id: str
    act: int
    proposal: Proposal
    status: str
    decided_by: int | None
    source: str


class Thing(NamedTuple):
    """Something claims are about. `proposed` while only a machine speaks of it."""

    id: str
    kind: str
    label: str
    act: int
    proposed: bool


class Held(NamedTuple):
    """A source with its accession. `readers` read it, in order."""

    accession: Accession
    act: int
    status: str
    ended_by: int | None
    readers: tuple[ReaderStamp, ...]


class Objection(NamedTuple):
    """A dispute: who holds that `target` is wrong, on what ground."""

    act: int
    target: str
    ground: str
    witness: str
    source: str


class Ended(NamedTuple):
    """When and why something stopped standing."""

    target: str
    act: int
    ground: str


class Envelope(NamedTuple):
    """An act without its body, for lists."""

    number: int
    act: str
    about: str
    at: str
    by: str


@dataclass(frozen=True)
class Snapshot:
    """The whole catalogue at one size of the register. Lists keep the register's order.

    `erased` maps slots (act, part) to the act that emptied them, whenever that was: what is gone is gone from every day. `emptied` are the numbers of such acts.
    """

    size: int
    things: Mapping[str, Thing]
    sources: Mapping[str, Held]
    claims: Sequence[Entered]
    offered: Sequence[Offered]
    arrangements: Mapping[str, Arrange]
    arranged_by: Mapping[str, int]
    disputes: Sequence[Objection]
    endings: Mapping[str, Ended]
    acts: Sequence[Envelope]
    curators: Mapping[str, str]
    erasures: Sequence[erasing.Erasure] = ()
    erased: Mapping[erasing.Slot, int] = field(default_factory=dict)
    emptied: frozenset[int] = frozenset()
    about: Mapping[str, Sequence[Entered]] = field(default_factory=dict)
    naming: Mapping[str, Sequence[Entered]] = field(default_factory=dict)
    by_witness: Mapping[str, Sequence[Entered]] = field(default_factory=dict)
    from_source: Mapping[str, Sequence[Entered]] = field(default_factory=dict)
    offers_of: Mapping[str, Sequence[Offered]] = field(default_factory=dict)

    def label(self, identifier: str) -> str:
        """What to call a thing, source, witness or arrangement on a page; words made of the slug when nothing names it."""
        if arranged := self.arrangements.get(identifier):  # before things: a question that has answers is one too, and knows no title
            return arranged.title
        if thing := self.things.get(identifier):
            return thing.label
        if source := self.sources.get(identifier):
            return source.accession.title
        words = identifier.partition("/")[2].replace("-", " ")
        return words[:1].upper() + words[1:]

    def standing(self, identifier: str, prop: str = "", *, machine: bool = True) -> list[Entered]:
        """Claims about a thing that stand (with `machine`, also those only proposed), of one property when named."""
        kept = {"standing", "proposed"} if machine else {"standing"}
        return [entered for entered in self.about.get(identifier, ()) if entered.status in kept and (not prop or entered.claim.property == prop)]

    def pointing_at(self, identifier: str, prop: str = "") -> list[Entered]:
        """Standing or proposed claims about other things whose value is this thing."""
        return [entered for entered in self.naming.get(identifier, ())
                if entered.status in {"standing", "proposed"} and (not prop or entered.claim.property == prop)]

    def kind(self, *kinds: str) -> list[Thing]:
        """Things of these kinds, by label."""
        return sorted((thing for thing in self.things.values() if thing.kind in kinds), key=lambda thing: (thing.label.casefold(), thing.id))


@ledger.alone()
def take(size: int | None = None) -> Snapshot:
    """Read the catalogue as it stood when the register held `size` acts (now, when None): what `take()` gave then. Nobody writes meanwhile.

    What was erased since is missing from it too. NotFound when the register never held so many.
    """
    now = ledger.size()
    size = now if size is None else size
    if not 0 <= size <= now:
        raise NotFound(f"The register never held {size} acts.", next_step=f"It holds {now}; name a number from 0 to {now}.")
    claims = [Entered(row.id, row.since, _CLAIM.decode(row.body), *_state(row, size, "standing"))  # type: ignore[arg-type]  # the column holds only Status words
              for row in models.Claim.objects.filter(since__lt=size).order_by("since", "nth").iterator(2000)]
    offered = [_offered(row, size) for row in models.Proposal.objects.filter(since__lt=size).order_by("since", "nth").iterator(2000)]
    sources = _sources(size)
    things = {row.id: Thing(row.id, row.kind, row.label, row.act, proposed=False) for row in _holding(models.Thing, size).order_by("act", "id")}
    claims += _proposed(offered, sources, claims)
    for entered in claims:
        claim = entered.claim
        if claim.about not in things:
            label = claim.value.text if claim.property in {"name", "title"} and isinstance(claim.value, Text) else claim.about.partition("/")[2].replace("-", " ")
            things[claim.about] = Thing(claim.about, kind_of(claim.about), label, entered.act, proposed=True)
    erased = {slot: act for slot, act in erasing.erased().items() if slot[0] < size}
    arranged = list(_holding(models.Arrangement, size).order_by("since"))
    return Snapshot(
        size=size, things=things, sources=sources, claims=claims, offered=offered,
        arrangements={row.id: msgspec.json.decode(row.body, type=Arrange) for row in arranged}, arranged_by={row.id: row.since for row in arranged},
        disputes=[Objection(row.since, row.target, row.ground, row.witness, row.source) for row in models.Dispute.objects.filter(since__lt=size).order_by("since")],
        endings=_latest((row.target, Ended(row.target, row.since, row.ground)) for row in models.Ending.objects.filter(since__lt=size).order_by("since", "nth")),
        acts=[Envelope(*row) for row in models.Act.objects.filter(number__lt=size).order_by("number").values_list("number", "act", "about", "at", "by")],
        curators={row.id: row.name for row in _holding(models.Curator, size).order_by("since")},
        erasures=[one for one in erasing.erasures() if one.act < size or any(slot.act < size for slot in one.body.slots)], erased=erased, emptied=frozenset(number for number, _ in erased),
        **_indexed(claims, offered),
    )


def _indexed(claims: Sequence[Entered], offered: Sequence[Offered]) -> dict[str, Any]:
    """The snapshot's look-up tables."""
    index: dict[str, dict[str, list[Any]]] = {name: defaultdict(list) for name in ("about", "naming", "by_witness", "from_source", "offers_of")}
    for entered in claims:
        index["about"][entered.claim.about].append(entered)
        index["by_witness"][entered.claim.witness].append(entered)
        index["from_source"][entered.claim.source].append(entered)
        if isinstance(entered.claim.value, Ref):
            index["naming"][entered.claim.value.id].append(entered)
    for offer in offered:
        index["offers_of"][offer.source].append(offer)
    return index


# ── rows at a size ──────────────────────────────────────────────────────────────────────────────────────────────


def _holding(model: Any, size: int) -> Any:
    """Rows that held when the register had `size` acts."""
    return model.objects.filter(Q(until=None) | Q(until__gte=size), since__lt=size)


def _state(row: Any, size: int, standing: str) -> tuple[str, int | None]:
    """Status and the act that ended it, None while it held."""
    return (standing, None) if row.until is None or row.until >= size else (row.status, row.until)


def _latest(pairs: Iterable[tuple[str, _Row]]) -> dict[str, _Row]:
    """The last of each id, in the order in which those came."""
    out: dict[str, _Row] = {}
    for identifier, row in pairs:
        out.pop(identifier, None)
        out[identifier] = row
    return out


def _offered(row: Any, size: int) -> Offered:
    status, decided_by = _state(row, size, "open")
    return Offered(row.id, row.since, msgspec.json.decode(row.body, type=Proposal), status, decided_by, row.source)


def _sources(size: int) -> dict[str, Held]:
    readers: dict[str, dict[ReaderStamp, None]] = defaultdict(dict)
    for reading in models.Reading.objects.filter(since__lt=size).order_by("since"):
        readers[reading.source][msgspec.json.decode(reading.reader, type=ReaderStamp)] = None
    return _latest((row.id, Held(_named(msgspec.json.decode(row.body, type=Accession)), row.since, *_state(row, size, "standing"), tuple(readers[row.id])))
                   for row in models.Source.objects.filter(since__lt=size).order_by("since"))


def _named(accession: Accession) -> Accession:
    """A source whose title was erased goes by its number."""
    return accession if accession.title else msgspec.structs.replace(accession, title=accession.number)


def _proposed(offered: Sequence[Offered], sources: Mapping[str, Held], claims: Sequence[Entered]) -> list[Entered]:
    """Claims of the proposals still open, under the names each source's proposals and decisions give."""
    settled = {entered.claim.proposal: entered.claim.about for entered in claims if entered.claim.proposal and entered.claim.property in {"name", "title"}}
    by_source: dict[str, list[Offered]] = defaultdict(list)
    for offer in offered:
        by_source[offer.source].append(offer)
    out: list[Entered] = []
    for source, offers in by_source.items():
        if source not in sources or sources[source].status != "standing":
            continue
        names = names_in(((offer.id, offer.proposal, offer.status) for offer in offers if offer.status != "withdrawn"), settled)
        for offer in offers:
            if offer.status == "open" and not offer.proposal.furniture:
                out += [Entered(offer.id, offer.act, claim, "proposed")
                        for claim in claims_of(offer.proposal, identifier=offer.id, source=sources[source].accession, names=names) if fits(claim)]
    return out


def fits(claim: Claim) -> bool:
    """Whether a machine's claim keeps to its property's kinds of thing and value; one that does not stays a bare proposal."""
    try:
        check_claim(claim)
    except PresnyaError:
        return False
    return True
