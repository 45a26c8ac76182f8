"""Small reads that deeds need. Whole pages are made from `snapshot` instead."""

import json
from collections.abc import Iterable

import msgspec
from django.db.models import F

from presnya import register
from presnya.catalogue import models
from presnya.catalogue.snapshot import Entered, Held, Offered
from presnya.terms import Accession, Arrange, Claim, Proposal, ReaderStamp, Role, TextQuote
from presnya.terms.errors import NotFound


def curator(identifier: str) -> tuple[str, tuple[Role, ...]]:
    """Name and roles; ('', ()) for somebody never appointed."""
    row = models.Curator.objects.filter(id=identifier, until=None).first()
    return (row.name, tuple(json.loads(row.roles))) if row else ("", ())


def curators() -> dict[str, str]:
    """Opaque id → name."""
    return dict(models.Curator.objects.filter(until=None).order_by("since").values_list("id", "name"))


def key_acts() -> list[register.KeyAct]:
    """Acts about the register's own keys, in order."""
    rows = models.Act.objects.filter(act__in=(register.ROTATE, register.SUCCEED)).order_by("number")
    bodies = dict(models.ActBody.objects.filter(number__in=[row.number for row in rows]).values_list("number", "body"))
    return [register.KeyAct(row.number, bytes(row.entry), bytes(bodies[row.number]) if row.number in bodies else None) for row in rows]


def numbers() -> list[str]:
    """All accession numbers ever given."""
    return list(models.Source.objects.values_list("number", flat=True).distinct())


def source(identifier: str) -> Held:
    """One source by id or accession number; NotFound with what is here."""
    row = _latest_source(id=identifier)
    if row is None and (numbered := _latest_source(number=identifier)):
        row = _latest_source(id=numbered.id)
    if row is None:
        raise NotFound(f'There is no source "{identifier}" here.', next_step="`presnya accession --list` shows all sources with their numbers.")
    readers = [msgspec.json.decode(reading.reader, type=ReaderStamp) for reading in models.Reading.objects.filter(source=row.id).order_by("since")]
    return Held(msgspec.json.decode(row.body, type=Accession), row.since, row.status, row.until, tuple(dict.fromkeys(readers)))


def _latest_source(**wanted: str) -> models.Source | None:
    return models.Source.objects.filter(**wanted).order_by("-since").first()


def sources() -> list[Held]:
    """All sources in the order of their accession."""
    ids = models.Source.objects.order_by("-since").values_list("id", flat=True)
    return [source(identifier) for identifier in reversed(list(dict.fromkeys(ids)))]


def source_of_file(sha256: str) -> str:
    """Id of the standing source whose bytes have this SHA-256, '' when there is none."""
    for row in models.Source.objects.filter(status="standing", body__contains=sha256):
        if any(held.sha256 == sha256 for held in msgspec.json.decode(row.body, type=Accession).files):
            return row.id
    return ""


def source_ids() -> set[str]:
    """Ids of all sources, withdrawn ones too: an id is never given twice."""
    return set(models.Source.objects.values_list("id", flat=True))


def accessions_by_origin(status: str = "standing") -> dict[str, Accession]:
    """Accessions of one status (standing, withdrawn) that came from the museum's folder, by the key they came under."""
    latest = {row.id: row for row in models.Source.objects.order_by("since")}
    rows = sorted(latest.values(), key=lambda row: row.since)
    return {row.origin: msgspec.json.decode(row.body, type=Accession) for row in rows if row.status == status and row.origin}


def claims_by_origin() -> dict[str, Entered]:
    """Standing claims that came from the museum's folder, by the key they came under."""
    rows = models.Claim.objects.filter(status="standing").exclude(origin="").order_by("since", "nth")
    return {row.origin: _entered(row) for row in rows}


def arrangements_by_origin() -> dict[str, Arrange]:
    """Standing arrangements that came from the museum's folder, by id."""
    rows = models.Arrangement.objects.filter(until=None).exclude(origin="")
    return {row.id: msgspec.json.decode(row.body, type=Arrange) for row in rows}


def claim(identifier: str) -> Entered:
    """One claim; NotFound when the register never gave that id."""
    row = models.Claim.objects.filter(id=identifier).first()
    if row is None:
        raise NotFound(f'There is no claim "{identifier}".', next_step="A claim's number stands beside it on its page, e.g. claim/1045.2.")
    return _entered(row)


def claims_quoting(sources: Iterable[str]) -> list[str]:
    """Ids of all claims, whatever became of them, that quote words of these sources."""
    wanted = set(sources)
    if not wanted:
        return []
    rows = [row for row in models.Claim.objects.order_by("since", "nth").iterator(2000) if any(f'"{one}"' in row.body for one in wanted)]
    return [row.id for row in rows if any(isinstance(passage.at, TextQuote) and passage.source in wanted
                                          for passage in msgspec.json.decode(row.body, type=Claim).passages)]


def own_names(sources: Iterable[str]) -> list[str]:
    """Ids of the claims in which authors of these sources are given their own names, as accessions enter them."""
    rows = models.Claim.objects.filter(source__in=list(sources), property="name", about=F("witness"))
    return list(rows.order_by("since", "nth").values_list("id", flat=True))


def _entered(row: models.Claim) -> Entered:
    return Entered(row.id, row.since, msgspec.json.decode(row.body, type=Claim), row.status, row.until)  # type: ignore[arg-type]  # the column holds only Status words


def proposals(source: str = "", *, status: str = "open", kind: str = "") -> list[Offered]:
    """Proposals in the order in which they were read; all sources and all kinds unless named."""
    rows = models.Proposal.objects.filter(status=status) if status else models.Proposal.objects.all()
    if source:
        rows = rows.filter(source=source)
    if kind:
        rows = rows.filter(kind=kind)
    return [_offered(row) for row in rows.order_by("since", "nth")]


def offers(identifiers: Iterable[str]) -> list[Offered]:
    """These proposals, in the order given; NotFound naming the first that does not exist."""
    wanted = list(identifiers)
    rows = {row.id: row for row in models.Proposal.objects.filter(id__in=wanted)}
    for identifier in wanted:
        if identifier not in rows:
            raise NotFound(f'There is no proposal "{identifier}".', next_step="`presnya review --list` shows the open ones.")
    return [_offered(rows[identifier]) for identifier in wanted]


def _offered(row: models.Proposal) -> Offered:
    return Offered(row.id, row.since, msgspec.json.decode(row.body, type=Proposal), row.status, row.until, row.source)


def settled(source: str) -> dict[str, str]:
    """Proposal id → the thing that a curator's accepted name claims are about."""
    rows = models.Claim.objects.filter(source=source, property__in=("name", "title")).exclude(proposal="").order_by("since", "nth")
    return {row.proposal: row.about for row in rows}


def parts_read(source: str, reader: str) -> set[int]:
    """Which parts of a source this very reader (stamp as JSON text) has already proposed."""
    return set(models.Reading.objects.filter(source=source, reader=reader).values_list("part", flat=True))


def things() -> dict[str, str]:
    """Id → label of all things that claims are about."""
    return dict(models.Thing.objects.filter(until=None).order_by("act", "id").values_list("id", "label"))


def names() -> list[tuple[str, str, str]]:
    """(thing, property, name) for all standing names of persons, groups, places and works: what readers are told is known."""
    rows = models.Claim.objects.filter(status="standing", property__in=("name", "title", "other_name", "native_name", "former_name", "pseudonym"))
    out = []
    for row in rows.order_by("since", "nth"):
        value = msgspec.json.decode(row.body, type=Claim).value
        if hasattr(value, "text"):
            out.append((row.about, row.property, value.text))
    return out


def arrangement(identifier: str) -> Arrange | None:
    """The latest standing arrangement of an id."""
    row = models.Arrangement.objects.filter(id=identifier, until=None).first()
    return msgspec.json.decode(row.body, type=Arrange) if row else None
