"""What a machine's proposals would say if a person accepted them: the one place where a proposal becomes claims.

Used twice: for pages, which show open proposals stamped "read by machine, not yet reviewed", and at the
desk, where an accepted proposal enters the register as these very claims.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from presnya.terms import Accession, Claim, Number, Passage, Proposal, Ref, Text, TextQuote, Value, make_id

AUTHOR_UNKNOWN: Final = "witness/unnamed-author"


def author_of(source: Accession) -> str:
    """The witness id of a source's first author."""
    return source.authors[0] if source.authors else AUTHOR_UNKNOWN


def thing_of(proposal: Proposal) -> str:
    """The id of the thing a name proposal stands for."""
    return make_id(proposal.type or "term", proposal.canonical)


def names_in(proposals: Iterable[tuple[str, Proposal, str]], settled: Mapping[str, str]) -> dict[str, str]:
    """Canonical name and aliases → thing id, for (id, proposal, status) of one source.

    `settled` maps proposal ids to the things a curator's accepted claims are about; refused names are left out.
    """
    names: dict[str, str] = {}
    for identifier, proposal, status in proposals:
        if proposal.kind == "name" and status != "refused":
            thing = settled.get(identifier) or thing_of(proposal)
            for name in (proposal.canonical, *proposal.aliases):
                names.setdefault(name, thing)
    return names


def claims_of(proposal: Proposal, *, identifier: str, source: Accession, names: Mapping[str, str]) -> tuple[Claim, ...]:
    """The claims a proposal amounts to; empty where it names nothing that claims can be about (a bare date, an open speaker)."""
    match proposal.kind:
        case "name":
            return _of_name(proposal, identifier, source)
        case "quotation":
            return _of_quotation(proposal, identifier, source, names)
        case "event":
            return _of_event(proposal, identifier, source, names)
        case "relation":
            return _of_relation(proposal, identifier, source, names)
        case _:
            return ()


def _claim(proposal: Proposal, identifier: str, source: Accession, about: str, prop: str, value: Value) -> Claim:  # noqa: PLR0917  one line at each of its callers, in the order of a claim
    start, end = proposal.spans[0]
    return Claim(
        about=about, property=prop, value=value, witness=author_of(source), source=source.source,
        passages=(Passage(source.source, TextQuote(start, end, proposal.text)),),
        standpoint=source.standpoint, nearness=source.nearness, asserted=source.published, proposal=identifier,
    )


def _of_name(proposal: Proposal, identifier: str, source: Accession) -> tuple[Claim, ...]:
    thing = thing_of(proposal)
    first = _claim(proposal, identifier, source, thing, "title" if proposal.type == "work" else "name", Text(proposal.canonical, source.language))
    others = [_claim(proposal, identifier, source, thing, "other_name", Text(alias, source.language))
              for alias in proposal.aliases if alias != proposal.canonical and proposal.type != "work"]
    return (first, *others)


def _of_quotation(proposal: Proposal, identifier: str, source: Accession, names: Mapping[str, str]) -> tuple[Claim, ...]:
    speaker = names.get(proposal.speaker)
    if not speaker or speaker == author_of(source) or speaker.partition("/")[0] not in {"person", "group"}:
        return ()
    via = tuple(names.get(name) or make_id("witness", name) for name in proposal.via if name) or (author_of(source),)
    said = _claim(proposal, identifier, source, speaker, "quoted", Text(proposal.text, source.language))
    return (_with_witness(said, speaker, via),)


def _with_witness(claim: Claim, witness: str, via: tuple[str, ...]) -> Claim:
    return Claim(about=claim.about, property=claim.property, value=claim.value, witness=witness, source=claim.source, passages=claim.passages,
                 via=via, nearness="hearsay", proposal=claim.proposal)


def _of_event(proposal: Proposal, identifier: str, source: Accession, names: Mapping[str, str]) -> tuple[Claim, ...]:
    if proposal.date is None or not proposal.date.edtf:
        return ()
    title = proposal.title or proposal.text
    event = make_id("event", f"{proposal.date.edtf[:10]} {title}")
    out = [
        _claim(proposal, identifier, source, event, "name", Text(title, source.language)),
        _claim(proposal, identifier, source, event, "happened", proposal.date),
    ]
    seen: set[str] = set()
    for name in proposal.participants:
        thing = names.get(name)
        if thing and thing not in seen and thing.partition("/")[0] in {"person", "group", "place", "work"}:
            seen.add(thing)
            prop = "took_place_in" if thing.startswith("place/") else "subject" if thing.startswith("work/") else "participant"
            out.append(_claim(proposal, identifier, source, event, prop, Ref(thing, name)))
    return tuple(out)


def _of_relation(proposal: Proposal, identifier: str, source: Accession, names: Mapping[str, str]) -> tuple[Claim, ...]:
    about = names.get(proposal.subject)
    if not about:
        return ()
    thing = names.get(proposal.object)
    value: Value | None = Ref(thing, proposal.object) if thing else proposal.date
    if value is None and proposal.object:
        value = Text(proposal.object, source.language)
    if value is None:
        return ()
    claim = _claim(proposal, identifier, source, about, proposal.predicate, value)
    return (claim,)


def number_of(proposal: Proposal) -> Number:
    """A figure proposal as a Number: the words as printed, bounds where they are plain digits."""
    digits = proposal.value.replace(",", "").replace(" ", "")
    low = digits if digits.replace(".", "", 1).isdigit() else None
    return Number(words=proposal.text, low=low, high=low, unit=proposal.unit)
