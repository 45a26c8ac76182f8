"""Proposals: what a reader saw enters the register marked as a machine's, until a person decides."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Final

from presnya import accession, reading, strongroom
from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.catalogue.projector import as_text
from presnya.config import Museum
from presnya.desk.rights import allow
from presnya.desk.taking_in import text_of
from presnya.terms import Accession, NameType, Proposal, Propose, ReaderStamp, Span, kind_of
from presnya.terms.errors import BadInput

PROPOSALS_PER_ACT = 400
"""Keeps an act's page and body at a size people can open (some 200 kB)."""

PASSAGES_TO_SETTLE: Final = 3
"""A name that nobody has reviewed settles what later readings call a thing only when it stands in this many passages: one passage is often mistyped."""


@ledger.alone()
def propose(proposals: Sequence[Proposal], *, source: str, reader: ReaderStamp, curator: str) -> range:
    """Enter proposals about one source, in acts of PROPOSALS_PER_ACT, all or nothing; returns the acts' numbers."""
    allow(curator, "propose")
    queries.source(source)  # NotFound when nobody has taken it in
    waiting = iter(proposals)
    batches = list(iter(lambda: tuple(islice(waiting, PROPOSALS_PER_ACT)), ()))
    entries = [Entry(Propose(source, reader, batch, part, len(batches)), source) for part, batch in enumerate(batches)]
    return ledger.append(entries, by=curator) if entries else range(ledger.size(), ledger.size())


def read_source(source: str, *, kind: str, museum: Museum, curator: str, progress: Callable[[int, int], None] | None = None) -> int:
    """Read a source with its language's reader and enter the proposals; returns how many.

    A source this very reader has read already is left alone (0). Stopped half way, the slow part is kept in the
    museum's reading cache, and the next call goes on from there; the register sees all of a reading or nothing.
    """
    allow(curator, "propose")
    held = queries.source(source).accession
    reader = reading.default_reader(_language(held))
    if queries.parts_read(held.source, as_text(reader.stamp)):
        return 0
    document = reading.Document(
        text=text_of(held, museum=museum), lang=_language(held), date=held.published, kind=_kind(kind), author=_author(held),
        furniture=held.furniture, calendar=_calendar(held.calendar), emphasis=_emphasis(held, museum),
    )
    proposals = list(reader.read(document, known_names=known_names(), cache=museum.folder / ".presnya" / "reading", progress=progress))
    with ledger.alone():
        if queries.parts_read(held.source, as_text(reader.stamp)):  # somebody else was quicker
            return 0
        propose(proposals, source=held.source, reader=reader.stamp, curator=curator)
    return len(proposals)


def _emphasis(source: Accession, museum: Museum) -> tuple[Span, ...]:
    """Italics as the file has them: drawn from its bytes again, since the register keeps words and not their looks.

    None where the file no longer gives the very text that was taken in (its encoding was named by hand, or a library reads it otherwise today).
    """
    try:
        draft = accession.take_bytes(strongroom.Strongroom(museum.strongroom).get(source.files[0].sha256), name=source.files[0].name) if source.files else None
    except BadInput:
        return ()
    return draft.emphasis if draft and draft.text == text_of(source, museum=museum) else ()


def _language(source: Accession) -> str:
    if source.language == "und":
        raise BadInput(f"Nobody has said in which language {source.number} “{source.title}” is written.",
                       next_step="Say it at accession, with --lang en for English.")
    return source.language


def _author(source: Accession) -> str:
    things = queries.things()
    return next((things[author] for author in source.authors if author in things), "")


def _kind(kind: str) -> reading.DocumentKind:
    for known in reading.DOCUMENT_KINDS:
        if kind == known:
            return known
    raise BadInput(f'"{kind}" is no kind of text that readers know.', next_step=f"Use one of: {', '.join(reading.DOCUMENT_KINDS)}.")


def _calendar(words: str) -> reading.Calendar:
    return words if words in {"gregorian", "julian", "republican", "unknown"} else "gregorian"  # type: ignore[return-value]  # narrowed by the test


def known_names() -> list[reading.KnownName]:
    """Names the museum knows already: accepted ones first, then those other sources' readings propose, so that one man keeps one name."""
    return list(_known())


def _known() -> Iterator[reading.KnownName]:
    gathered: dict[str, list[str]] = {}
    for thing, _, name in queries.names():
        gathered.setdefault(thing, []).append(name)
    for thing, names in gathered.items():
        kind = kind_of(thing)
        if kind in {"person", "group", "place", "work"}:
            yield reading.KnownName(names[0], _name_type(kind), tuple(dict.fromkeys(names[1:])))
    seen = {name for names in gathered.values() for name in names}
    for offer in queries.proposals(kind="name"):
        read = offer.proposal
        if read.canonical not in seen and read.type and not read.furniture and len(read.spans) >= PASSAGES_TO_SETTLE:
            seen.add(read.canonical)
            yield reading.KnownName(read.canonical, read.type, tuple(alias for alias in read.aliases if alias != read.canonical))


def _name_type(kind: str) -> NameType:
    return kind  # type: ignore[return-value]  # the caller has tested it
