"""Register → tables. The only writer of the projected tables.

A run of acts is projected at once: what its acts will look up is read in a few queries, the acts are gone through in memory, and what came of them is
written in a few more. One deed is a run of its own acts, a rebuild is runs of thousands: the same code, so live and replayed cannot differ.
A projection must depend on nothing but the acts and the rows that earlier acts left (tested as a property).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import msgspec
from django.db import connection

from presnya.catalogue import erasing, models
from presnya.terms import (
    Accession, Appoint, Arrange, Body, Claim, Correct, Decide, Dispute, EnterClaims, Propose, Ref, Text, Withdraw, Word, kind_of, to_json,
)
from presnya.terms.errors import Conflict, NotFound

NAMING: Final = ("name", "title")
"""Properties that give a thing its label, the first standing one in the order of entry."""
_ASKED: Final = 500
"""Ids of one query; SQLite takes some 32,000 parameters, and long lists are slow to plan on PostgreSQL."""
_WRITTEN: Final = 2000
"""Rows of one INSERT at most; Django makes them fewer where the database takes fewer parameters."""

_CLAIM: Final = msgspec.json.Decoder(Claim)


class Act(NamedTuple):
    """An act to be projected: its number and body. When the body was erased it is None, and the envelope's words are what is left.

    `nths` are the places of its claims in the act, where some of them were erased and the rest keep their numbers.
    """

    number: int
    body: Body | None
    act: str = ""
    about: str = ""
    nths: Sequence[int] | None = None


def as_text(word: Word) -> str:
    """JSON text of a word, keys sorted: equal words give equal text."""
    return json.dumps(to_json(word), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def project(number: int, body: Body) -> None:
    """Write what act `number` means into the tables, inside the caller's transaction. NotFound, Conflict."""
    project_run([Act(number, body)])


def project_run(acts: Sequence[Act]) -> None:
    """Write what these acts mean, in the order of their numbers, which follow the last projected one. NotFound or Conflict for one that cannot be."""
    run = _look_up(acts)
    for act in acts:
        _meant(run, act)
    _write(run)


# ── what a run knows ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class _Run:
    """What acts of a run look up and change, by table.

    `held` are the rows that hold now, by id; `ended` those the database has and this run ends; `made` are new rows. `names` are the standing names of
    things, by thing, as (claim, label) in the order of entry, the label None where the name is no text. `numbers` are accession numbers given, with their sources.
    """

    held: dict[Any, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    ended: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))
    made: dict[Any, list[Any]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, str] = field(default_factory=dict)


def _look_up(acts: Sequence[Act]) -> _Run:
    """Everything these acts will ask for that earlier ones left."""
    run = _Run()
    wanted = _wanted(acts)
    for model in (models.Curator, models.Source, models.Claim, models.Arrangement):
        run.held[model] = {row.id: row for row in _current(model, "id", wanted[model])}
    alone = len(acts) == 1 and isinstance(acts[0].body, Decide)
    run.held[models.Proposal] = _taken_as_open(wanted[models.Proposal]) if alone else {row.id: row for row in _current(models.Proposal, "id", wanted[models.Proposal])}
    for few in _few(act.body.number for act in acts if isinstance(act.body, Accession)):
        run.numbers |= dict(models.Source.objects.filter(number__in=few).values_list("number", "id"))
    renamed = {row.about for row in run.held[models.Claim].values() if row.property in NAMING}
    run.held[models.Thing] = {row.id: row for row in _current(models.Thing, "id", wanted[models.Thing] | renamed)}
    renamed |= {claim.about for act in acts for claim in _claims_of(act.body) if claim.property in NAMING} & run.held[models.Thing].keys()
    for row in sorted(_current(models.Claim, "about", renamed, property__in=NAMING), key=lambda row: (row.since, row.nth)):
        run.names[row.about].append((row.id, _label_in(_CLAIM.decode(row.body))))
    return run


def _taken_as_open(proposals: Iterable[str]) -> dict[str, models.Proposal]:
    """A decision that is a run of its own need read nothing: its UPDATE passes by what holds no longer."""
    rows = {identifier: models.Proposal(id=identifier) for identifier in proposals}
    for row in rows.values():
        row._state.adding = False  # noqa: SLF001  Django's documented mark of a row that the database has
    return rows


def _wanted(acts: Iterable[Act]) -> dict[Any, set[str]]:
    """Ids that acts ask for, by table."""
    wanted: dict[Any, set[str]] = defaultdict(set)
    for act in acts:
        body = act.body
        match body:
            case None:
                wanted[models.Arrangement].add(act.about)
            case Appoint():
                wanted[models.Curator].add(body.curator)
            case Accession():
                wanted[models.Source].add(body.source)
            case Arrange():
                wanted[models.Arrangement].add(body.id)
            case Decide():
                wanted[models.Proposal].update(body.proposals)
        wanted[models.Thing].update(claim.about for claim in _claims_of(body))
        for target in body.targets if isinstance(body, Correct | Withdraw) else ():
            wanted[_table_of(target)].add(target)
    return wanted


def _claims_of(body: Body | None) -> tuple[Claim, ...]:
    return body.claims if isinstance(body, EnterClaims | Correct) else ()


def _table_of(target: str) -> Any:
    return {"claim": models.Claim, "source": models.Source, "proposal": models.Proposal}.get(kind_of(target), models.Arrangement)


def _current(model: Any, column: str, wanted: Iterable[str], **also: Any) -> Iterator[Any]:
    """Rows that hold, by one column."""
    for few in _few(wanted):
        yield from model.objects.filter(**{f"{column}__in": few}, until=None, **also)


def _few(wanted: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(wanted))
    for start in range(0, len(ordered), _ASKED):
        yield ordered[start:start + _ASKED]


# ── what each act means ─────────────────────────────────────────────────────────────────────────────────────────


def _meant(run: _Run, act: Act) -> None:  # noqa: C901  one case for each kind of act
    """Acts of the register about itself (`rotate`, `succeed`, `erase`) mean nothing to the tables: `queries` reads them where they stand."""
    number, body = act.number, act.body
    match body:
        case None:
            if act.act == "arrange":  # what it arranged stands no longer, and what it replaced does not come back
                _close(run, models.Arrangement, act.about, number, status="erased")
        case Appoint():
            _anew(run, models.Curator(id=body.curator, name=body.name, roles=json.dumps(list(body.roles)), since=number))
        case Accession():
            _accession(run, number, body)
        case EnterClaims():
            _relabel(run, number, _enter(run, act, body.claims))
        case Correct():
            renamed = _end(run, number, body.targets, ground=body.ground, status="corrected")
            _relabel(run, number, renamed | _enter(run, act, body.claims))
        case Withdraw():
            _relabel(run, number, _end(run, number, body.targets, ground=body.ground, status="withdrawn"))
        case Propose():
            _propose(run, number, body)
        case Decide():
            for proposal in body.proposals:
                _close(run, models.Proposal, proposal, number, status=body.verdict)
        case Dispute():
            run.made[models.Dispute].append(models.Dispute(since=number, target=body.target, ground=body.ground, witness=body.witness, source=body.source))
        case Arrange():
            _anew(run, models.Arrangement(id=body.id, kind=kind_of(body.id), title=body.title, origin=body.origin, body=as_text(body), since=number, status="standing"))


def _anew(run: _Run, row: Any) -> None:
    """A new version of an id takes the place of the one that holds."""
    _close(run, type(row), row.id, row.since, status="replaced")
    _make(run, row)


def _make(run: _Run, row: Any) -> None:
    run.made[type(row)].append(row)
    run.held[type(row)][row.id] = row


def _close(run: _Run, model: Any, identifier: str, number: int, *, status: str) -> Any:
    """The row of this id holds no longer; it is returned, None when there was none."""
    row = run.held[model].pop(identifier, None)
    if row is not None:
        row.until = number
        if hasattr(row, "status"):
            row.status = status
        if not row._state.adding:  # noqa: SLF001  Django's documented mark of a row that the database has
            run.ended[model].append(row)
    return row


def _accession(run: _Run, number: int, body: Accession) -> None:
    other = run.numbers.setdefault(body.number, body.source)
    if other != body.source:
        raise Conflict(f"The accession number {body.number} is that of {other}.", next_step="Numbers are never given twice: take the next free one.")
    _anew(run, models.Source(id=body.source, number=body.number, title=body.title, origin=body.origin, body=as_text(body), since=number, status="standing"))


def _enter(run: _Run, act: Act, claims: tuple[Claim, ...]) -> set[str]:
    """Rows for the claims of one act; returns the things that are born with them or may get another label."""
    renamed = {claim.about for claim in claims if claim.about not in run.held[models.Thing]}
    for nth, claim in zip(range(len(claims)) if act.nths is None else act.nths, claims, strict=True):
        row = models.Claim(
            id=f"claim/{act.number}.{nth}", nth=nth, about=claim.about, property=claim.property, ref=claim.value.id if isinstance(claim.value, Ref) else "",
            witness=claim.witness, source=claim.source, origin=claim.origin, proposal=claim.proposal, body=as_text(claim), since=act.number, status="standing",
        )
        _make(run, row)
        if claim.property in NAMING:
            run.names[claim.about].append((row.id, _label_in(claim)))
            renamed.add(claim.about)
    return renamed


def _label_in(claim: Claim) -> str | None:
    return claim.value.text if isinstance(claim.value, Text) else None


def _slug_words(identifier: str) -> str:
    return identifier.partition("/")[2].replace("-", " ")


def _relabel(run: _Run, number: int, things: Iterable[str]) -> None:
    """Give things the label that their standing names say after act `number`: once an act, whatever it ended and entered."""
    for thing in sorted(things):
        first = next((label for _, label in run.names[thing]), None)
        label = _slug_words(thing) if first is None else first
        old = run.held[models.Thing].get(thing)
        if old is None or old.label != label:
            _anew(run, models.Thing(id=thing, kind=kind_of(thing), label=label, act=old.act if old else number, since=number))


def _end(run: _Run, number: int, targets: tuple[str, ...], *, ground: str, status: str) -> set[str]:
    """Claims, sources, proposals and arrangements stop standing, their rows stay; returns the things that may get another label."""
    renamed = set()
    for nth, target in enumerate(targets):
        row = _close(run, _table_of(target), target, number, status=status)
        if row is None and not erasing.was_erased(target):
            raise NotFound(f"{target} does not stand, so it cannot be {status}.", next_step="Look it up in the register: it may have been withdrawn already.")
        run.made[models.Ending].append(models.Ending(target=target, nth=nth, ground=ground, since=number))
        if isinstance(row, models.Claim) and row.property in NAMING:
            run.names[row.about] = [name for name in run.names[row.about] if name[0] != target]
            renamed.add(row.about)
    return renamed


def _propose(run: _Run, number: int, body: Propose) -> None:
    run.made[models.Reading].append(models.Reading(source=body.source, reader=as_text(body.reader), part=body.part, parts=body.parts, since=number))
    for nth, proposal in enumerate(body.proposals):
        _make(run, models.Proposal(id=f"proposal/{number}.{nth}", nth=nth, source=body.source, kind=proposal.kind, canonical=proposal.canonical,
                                   start=proposal.spans[0].start, body=as_text(proposal), since=number, status="open"))


# ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────────


def _write(run: _Run) -> None:
    """Endings first: a new version may take an accession number only when the old one holds it no longer."""
    for model, rows in run.ended.items():
        _write_ends(model, rows)
    for model in models.PROJECTED:
        if run.made[model]:
            model.objects.bulk_create(run.made[model], batch_size=_WRITTEN)


def _write_ends(model: Any, rows: Sequence[Any]) -> None:
    """One UPDATE by primary key for each row, in one call: Django's own bulk_update takes a hundred times as long."""
    changed = ["until", "status"] if hasattr(rows[0], "status") else ["until"]
    keys = [column.attname for column in model._meta.pk_fields]  # noqa: SLF001  Django's documented name for a model's own description
    quoted = connection.ops.quote_name
    sets, where = ", ".join(f"{quoted(name)} = %s" for name in changed), " AND ".join([*(f"{quoted(name)} = %s" for name in keys), f"{quoted('until')} IS NULL"])
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {quoted(model._meta.db_table)} SET {sets} WHERE {where}",  # noqa: S608, SLF001  names of our own tables and columns
                           [tuple(getattr(row, name) for name in (*changed, *keys)) for row in rows])
