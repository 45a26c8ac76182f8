"""Register → tables. The only writer of the projected tables.

`project` must depend on nothing but the act and the rows earlier acts left, so that replaying the
register from act 0 gives the same rows as the live museum (tested as a property).
"""

import json
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from presnya.catalogue import erasing, models
from presnya.terms import (
    Accession, Appoint, Arrange, Body, Claim, Correct, Decide, Dispute, EnterClaims, Propose, Ref, Text, Withdraw, Word, kind_of, to_json,
)
from presnya.terms.errors import NotFound

NAMING: Final = ("name", "title")
"""Properties that give a thing its label, the first standing one in the order of entry."""


def as_text(word: Word) -> str:
    """JSON text of a word, keys sorted: equal words give equal text."""
    return json.dumps(to_json(word), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def project(number: int, body: Body, nths: Sequence[int]) -> None:
    """Write what act `number` means into the tables, inside the caller's transaction. `nths` are the numbers of the claims it still has."""
    match body:
        case Appoint():
            _put(models.Curator, id=body.curator, name=body.name, roles=json.dumps(list(body.roles)), act=number)
        case Accession():
            _put(models.Source, id=body.source, number=body.number, title=body.title, origin=body.origin, body=as_text(body), act=number,
                 status="standing", ended_by=None)
        case EnterClaims():
            _enter(number, body.claims, nths)
        case Correct():
            _end(number, body.targets, ground=body.ground, status="corrected")
            _enter(number, body.claims, nths)
        case Withdraw():
            _end(number, body.targets, ground=body.ground, status="withdrawn")
        case Propose():
            _propose(number, body)
        case Decide():
            models.Proposal.objects.filter(id__in=body.proposals).update(status=body.verdict, decided_by=number)
        case Dispute():
            models.Dispute.objects.create(act=number, target=body.target, ground=body.ground, witness=body.witness, source=body.source)
        case Arrange():
            _put(models.Arrangement, id=body.id, kind=kind_of(body.id), title=body.title, origin=body.origin, body=as_text(body), act=number,
                 status="standing")


def _put(model: Any, *, id: str, **fields: Any) -> None:  # noqa: A002  the column is called id
    model.objects.update_or_create(id=id, defaults=fields)


def project_erased(act: str, about: str) -> None:
    """Write what an act means of which only the entry is left: an arrangement stands no longer, and none that it replaced comes back."""
    if act == "arrange":
        models.Arrangement.objects.filter(id=about).delete()


def _enter(number: int, claims: tuple[Claim, ...], nths: Sequence[int]) -> None:
    """Rows for the claims of one act; things are born with the first claim about them."""
    models.Claim.objects.bulk_create(
        models.Claim(
            id=f"claim/{number}.{nth}", act=number, nth=nth, about=claim.about, property=claim.property,
            ref=claim.value.id if isinstance(claim.value, Ref) else "", witness=claim.witness, source=claim.source,
            origin=claim.origin, proposal=claim.proposal, body=as_text(claim), status="standing", ended_by=None,
        )
        for nth, claim in zip(nths, claims, strict=True)
    )
    known = set(models.Thing.objects.filter(id__in={claim.about for claim in claims}).values_list("id", flat=True))
    for claim in claims:
        if claim.about not in known:
            known.add(claim.about)
            models.Thing.objects.create(id=claim.about, kind=kind_of(claim.about), label=_slug_words(claim.about), act=number)
    _relabel({claim.about for claim in claims if claim.property in NAMING})


def _slug_words(identifier: str) -> str:
    return identifier.partition("/")[2].replace("-", " ")


def _relabel(things: set[str]) -> None:
    for thing in things:
        names = models.Claim.objects.filter(about=thing, property__in=NAMING, status="standing").order_by("act", "nth")
        first = names.first()
        label = _slug_words(thing)
        if first:
            value = msgspec.json.decode(first.body, type=Claim).value
            label = value.text if isinstance(value, Text) else label
        models.Thing.objects.filter(id=thing).update(label=label)


def _end(number: int, targets: tuple[str, ...], *, ground: str, status: str) -> None:
    """Claims, sources and arrangements stop standing; their rows stay."""
    for target in targets:
        kind = kind_of(target)
        if kind == "claim":
            changed = models.Claim.objects.filter(id=target, status="standing").update(status=status, ended_by=number)
        elif kind == "source":
            changed = models.Source.objects.filter(id=target, status="standing").update(status=status, ended_by=number)
        elif kind == "proposal":
            changed = models.Proposal.objects.filter(id=target).update(status="withdrawn", decided_by=number)
        else:
            changed = models.Arrangement.objects.filter(id=target, status="standing").update(status=status)
        if not changed and not erasing.was_erased(target):
            raise NotFound(f"{target} does not stand, so it cannot be {status}.", next_step="Look it up in the register: it may have been withdrawn already.")
        models.Ending.objects.update_or_create(target=target, defaults={"act": number, "ground": ground})
    touched = models.Claim.objects.filter(id__in=[t for t in targets if kind_of(t) == "claim"], property__in=NAMING)
    _relabel(set(touched.values_list("about", flat=True)))


def _propose(number: int, body: Propose) -> None:
    models.Reading.objects.create(act=number, source=body.source, reader=as_text(body.reader), part=body.part, parts=body.parts)
    models.Proposal.objects.bulk_create(
        (
            models.Proposal(id=f"proposal/{number}.{nth}", act=number, nth=nth, source=body.source, kind=proposal.kind,
                            canonical=proposal.canonical, start=proposal.spans[0].start, body=as_text(proposal), status="open", decided_by=None)
            for nth, proposal in enumerate(body.proposals)
        ),
        batch_size=2000,
    )
