"""A person's word on proposals: accepted, corrected, refused. Until then they stand stamped as read by machine."""

from collections.abc import Collection, Sequence
from itertools import chain, islice

from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.catalogue.proposed import claims_of, names_in
from presnya.catalogue.snapshot import Offered, fits
from presnya.desk.claiming import ids_of, in_acts
from presnya.desk.rights import allow
from presnya.terms import Claim, Decide, Proposal
from presnya.terms.errors import BadValue, Conflict


def accept(identifiers: Sequence[str], *, curator: str, dissent: str = "") -> list[str]:
    """Accept proposals as they are; what they say enters as claims that name them. Returns the new claims' ids.

    A proposal that names nothing claims can be about (a bare date, a speaker left open) is accepted as a reading and brings none.
    """
    return decide(accepted=identifiers, refused=(), ground="", curator=curator, dissent=dissent)


@ledger.alone()
def refuse(identifiers: Sequence[str], *, ground: str, curator: str) -> int:
    """Refuse proposals; they stay in the register and leave the pages. Returns the act's number."""
    allow(curator, "decide")
    return ledger.append([_refusal(_open(identifiers), ground)], by=curator).start


@ledger.alone()
def decide(*, accepted: Sequence[str], refused: Sequence[str], ground: str, curator: str, dissent: str = "") -> list[str]:
    """Accept some proposals and refuse others on this ground, all or nothing; returns the new claims' ids."""
    allow(curator, "decide")
    if both := set(accepted) & set(refused):
        raise BadValue(f"{', '.join(sorted(both))}: accepted and refused at once.", next_step="Name it in one of the two.")
    refusals = [_refusal(_open(refused), ground)] if refused else []
    if refused and not accepted:
        ledger.append(refusals, by=curator)
        return []
    offers = _open(accepted)
    return _enter(offers, [offer.proposal for offer in offers], Decide(tuple(offer.id for offer in offers), "accepted", dissent=dissent), curator, beside=refusals, without=refused)


def _refusal(offers: Sequence[Offered], ground: str) -> Entry:
    if not ground.strip():
        raise BadValue("To refuse needs a ground.", next_step="Say why, for everyone to read.")
    return Entry(Decide(tuple(offer.id for offer in offers), "refused", ground), offers[0].source)


@ledger.alone()
def accept_corrected(identifier: str, corrected: Proposal, *, ground: str, curator: str) -> list[str]:
    """Accept a proposal with a curator's correction (another type, another name, another date); its spans stay as they are."""
    allow(curator, "decide")
    offers = _open([identifier])
    if corrected.spans != offers[0].proposal.spans or corrected.kind != offers[0].proposal.kind:
        raise BadValue(f"A correction of {identifier} must keep its passages and its kind.", next_step="Refuse it and enter a claim of your own instead.")
    if not ground.strip():
        raise BadValue(f"To correct {identifier} needs a ground.", next_step="Say what was wrong, for everyone to read.")
    return _enter(offers, [corrected], Decide((identifier,), "corrected", ground), curator)


def _open(identifiers: Sequence[str]) -> list[Offered]:
    """These proposals, each once; refused when there are none or one of them is decided."""
    offers = queries.offers(dict.fromkeys(identifiers))
    if not offers:
        raise BadValue("No proposal was named.", next_step="`presnya review --list` shows the open ones.")
    for offer in offers:
        if offer.status != "open":
            raise Conflict(f"{offer.id} was {offer.status} already, in act {offer.decided_by}.", next_step="Read that act; a decision is changed by a new claim, not undone.")
    return offers


def _enter(offers: Sequence[Offered], readings: Sequence[Proposal], decision: Decide, curator: str, *,
           beside: Sequence[Entry] = (), without: Collection[str] = ()) -> list[str]:
    """Enter a decision with the claims it brings, after those `beside` it. Names refused at the same time (`without`) are known to none of them."""
    by_thing: dict[str, list[Claim]] = {}
    for offer, proposal in zip(offers, readings, strict=True):
        accession = queries.source(offer.source).accession
        names = [other for other in queries.proposals(offer.source, status="", kind="name") if other.id not in without]
        known = names_in(((other.id, other.proposal, other.status) for other in names), queries.settled(offer.source))
        for claim in claims_of(proposal, identifier=offer.id, source=accession, names=known):
            if fits(claim):
                by_thing.setdefault(claim.about, []).append(claim)
    brought = [in_acts(about, claims) for about, claims in by_thing.items()]
    numbers = iter(ledger.append([*beside, Entry(decision, offers[0].source), *chain.from_iterable(brought)], by=curator)[len(beside) + 1:])
    return [one for entries, claims in zip(brought, by_thing.values(), strict=True) for one in ids_of(list(islice(numbers, len(entries))), len(claims))]
