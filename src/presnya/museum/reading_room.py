"""The reading room: a source with its passages marked, each mark leading to its claims and each claim to its passage.

Offsets are code points of the stored text. Together the blocks of all parts of a source are that text, unaltered.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple, TypeVar

from presnya.catalogue.snapshot import Ended, Entered, Offered
from presnya.museum.claims import ClaimView, DateShown, Shown, Statement, anchor_of, label_of, shown_date, statements, view
from presnya.museum.holdings import Holdings
from presnya.museum.notices import Notice, notices_about
from presnya.museum.parts import part_of
from presnya.museum.passages import blocks, kept_lines, pieces
from presnya.terms import Furniture, ReaderStamp, Span, TextQuote, kind_of

_T = TypeVar("_T")

_NAMING: Final = frozenset({"name", "title", "other_name", "native_name", "former_name", "pseudonym", "original_title"})
_FOLDED: Final = 3
"""Paragraphs of furniture in a row that are shown open; more are folded under their reason."""
CITED: Final = 150
"""Claims on one page of a source that is cited but not held."""


class Readers(NamedTuple):
    """What programs read: their stamps, how many proposals, how many of them still open."""

    stamps: tuple[ReaderStamp, ...]
    total: int
    open: int


class File(NamedTuple):
    """Bytes in the strongroom, as they came."""

    name: str
    media_type: str
    size: int
    sha256: str


class Source(NamedTuple):
    """The head of a source: whose word, from what standpoint, since when here. `claims` stand on it; `parts` are its pages."""

    id: str
    number: str
    title: str
    lang: str
    authors: tuple[tuple[str, str, str], ...]
    published: DateShown | None
    type: str
    address: str
    rights: str
    standpoint: str
    nearness: str
    how_much_read: str
    files: tuple[File, ...]
    text: bool
    status: str
    ended: Ended | None
    act: int
    claims: int
    readers: Readers
    parts: int
    erased: tuple[Notice, ...] = ()


class Line(NamedTuple):
    """What a note says of its thing: the property's label and the value, or plain words where a proposal names nothing."""

    said: str
    value: Shown | None
    words: str
    date: DateShown | None


class Note(NamedTuple):
    """An entry of the margin. `status`: a accepted, p proposed, k contested, w no longer standing. `about` is '' where a proposal names nothing.

    `also` are anchors of further claims of the same passage that this entry stands for; `claim` says whose word it is.
    """

    anchor: str
    also: tuple[str, ...]
    kind: str
    status: str
    about: str
    label: str
    lines: tuple[Line, ...]
    claim: ClaimView | None
    by: str
    act: int
    start: int
    ended: Ended | None


class Bit(NamedTuple):
    """A piece of the text as it is set. `marks` are classes ('' for plain text); it leads to a note (`note`, an anchor) or a thing (`to`, an id).

    `id` is its first code point where a claim may point at it, else -1.
    """

    text: str
    marks: str
    note: str
    to: str
    id: int


class Dated(NamedTuple):
    """A date a program saw: the words and how it read them."""

    words: str
    date: DateShown


class Block(NamedTuple):
    """A paragraph with its notes. `anchor` is its own, -1 where a bit of it has that id; `why` is set where it is furniture."""

    number: int
    anchor: int
    bits: tuple[Bit, ...]
    lines: bool
    notes: tuple[Note, ...]
    names: int
    dates: tuple[Dated, ...]


class Run(NamedTuple):
    """Blocks in a row that are all text, or all furniture for one reason (`why`); `folded` when there are many."""

    why: str
    folded: bool
    blocks: tuple[Block, ...]


class Loose(NamedTuple):
    """Claims about one thing at one place in words, where the text itself is not here."""

    id: str
    label: str
    where: str
    statements: tuple[Statement, ...]


class Part(NamedTuple):
    """A page of a source. `names` and `dates` count the light marks on it, `notes` the margin's entries."""

    source: Source
    number: int
    runs: tuple[Run, ...]
    loose: tuple[Loose, ...]
    names: int
    dates: int
    notes: int


class Shelf(NamedTuple):
    """The list of sources: held ones, then those only cited, each in the order of accession."""

    held: tuple[Source, ...]
    cited: tuple[Source, ...]


def source(identifier: str, holdings: Holdings) -> Source:
    """The head of a source."""
    snapshot = holdings.snapshot
    held = snapshot.sources[identifier]
    taken = held.accession
    offers = [offer for offer in snapshot.offers_of.get(identifier, ()) if not offer.proposal.furniture]
    standing = sum(entered.status in {"standing", "proposed"} for entered in snapshot.from_source.get(identifier, ()))
    return Source(
        id=identifier, number=taken.number, title=taken.title, lang="" if taken.language in ("und", holdings.lang) else taken.language,
        authors=tuple((author, snapshot.label(author), holdings.sigla.get(author, "")) for author in taken.authors),
        published=shown_date(taken.published, holdings.lang) if taken.published else None, type=taken.type, address=taken.address, rights=taken.rights,
        standpoint=taken.standpoint, nearness=taken.nearness, how_much_read=taken.how_much_read,
        files=tuple(File(file.name, file.media_type, file.size, file.sha256) for file in taken.files), text=identifier in holdings.texts,
        status=held.status, ended=snapshot.endings.get(identifier) if held.status != "standing" else None, act=held.act, claims=standing,
        readers=Readers(held.readers, len(offers), sum(offer.status == "open" for offer in offers)), parts=_count(identifier, holdings),
        erased=notices_about(identifier, holdings),
    )


def _count(identifier: str, holdings: Holdings) -> int:
    if identifier in holdings.texts:
        return len(holdings.cuts[identifier])
    return max(1, -(-len(_bare(identifier, holdings)) // CITED))


def shelf(holdings: Holdings) -> Shelf:
    """All sources ever taken in."""
    found = [source(identifier, holdings) for identifier in holdings.snapshot.sources]
    return Shelf(tuple(one for one in found if one.files or one.text), tuple(one for one in found if not (one.files or one.text)))


def parts_of(identifier: str, holdings: Holdings) -> tuple[Part, ...]:
    """All pages of a source: its text cut as `holdings.cuts` says, or the claims that cite it where it is not held."""
    head = source(identifier, holdings)
    bare = _bare(identifier, holdings)
    if not head.text:
        slices = [bare[start:start + CITED] for start in range(0, len(bare), CITED)] or [[]]
        return tuple(Part(head, nth, (), _loose(some, holdings), 0, 0, 0) for nth, some in enumerate(slices, start=1))
    marks = _marks(identifier, holdings)
    cuts = holdings.cuts[identifier]
    out = []
    first = 1
    for nth, cut in enumerate(cuts, start=1):
        made = _blocks(identifier, cut, marks, holdings, first)
        first += len(made)
        loose = _loose(bare, holdings) if nth == len(cuts) else ()
        out.append(Part(head, nth, _runs(made), loose, sum(one.names for one, _ in made), sum(len(one.dates) for one, _ in made), sum(len(one.notes) for one, _ in made)))
    return tuple(out)


# ── what is marked ──────────────────────────────────────────────────────────────────────────────────────────────


class _Marks(NamedTuple):
    """Spans of a text with what each is: the class of its mark, the anchor of its note, the thing it names; and notes and dates by their first code point."""

    spans: list[Span]
    classes: list[str]
    notes: list[str]
    things: list[str]
    anchored: set[int]
    margin: list[Note]
    dates: list[tuple[int, Dated]]
    names: list[int]

    def add(self, span: Span, mark: str, note: str = "", thing: str = "") -> None:
        self.spans.append(span)
        self.classes.append(mark)
        self.notes.append(note)
        self.things.append(thing)


def _quotes(entered: Entered, identifier: str) -> list[Span]:
    return [Span(passage.at.start, passage.at.end) for passage in entered.claim.passages if passage.source == identifier and isinstance(passage.at, TextQuote)]


def _marks(identifier: str, holdings: Holdings) -> _Marks:
    marks = _Marks([], [], [], [], set(), [], [], [])
    offers = {offer.id: offer for offer in holdings.snapshot.offers_of.get(identifier, ())}
    by_offer: dict[str, list[Entered]] = defaultdict(list)
    groups: dict[tuple[int, Span, str], list[Entered]] = defaultdict(list)
    for entered in holdings.snapshot.from_source.get(identifier, ()):
        spans = _quotes(entered, identifier)
        marks.anchored.update(span.start for span in spans)
        if entered.id in offers:
            by_offer[entered.id].append(entered)
        elif entered.claim.proposal in offers:
            by_offer[entered.claim.proposal].append(entered)
        elif spans:
            groups[entered.act, spans[0], entered.claim.about].append(entered)
    for offer in offers.values():
        _offer(offer, by_offer[offer.id], marks, holdings)
    for (_, span, _), group in groups.items():
        note = _note(group, "claim", span.start, holdings)
        marks.margin.append(note)
        for one in dict.fromkeys(quoted for entered in group for quoted in _quotes(entered, identifier)):
            marks.add(one, note.status, note.anchor)
    marks.margin.sort(key=lambda one: one.start)
    return marks


def _offer(offer: Offered, claims: Sequence[Entered], marks: _Marks, holdings: Holdings) -> None:
    """What a program saw: names and dates are light marks, everything else has an entry in the margin. What was refused is not marked."""
    proposal = offer.proposal
    if offer.status in {"refused", "withdrawn"} or proposal.furniture:
        return
    start = proposal.spans[0].start
    if proposal.kind == "name":
        thing = next((entered.claim.about for entered in claims), "")
        marks.anchored.add(start)
        for span in proposal.spans:
            marks.add(span, "n" if offer.status == "open" else "n a", "", thing)
            marks.names.append(span.start)
    elif proposal.kind == "date":
        if proposal.date is not None:
            date = shown_date(proposal.date, holdings.lang)._replace(written="")
            marks.dates.append((start, Dated(proposal.text, date)))
        for span in proposal.spans:
            marks.add(span, "t")
    else:
        note = _note(claims, proposal.kind, start, holdings) if claims else _open(offer, start)
        marks.margin.append(note)
        marks.anchored.add(start)
        for span in proposal.spans:
            marks.add(span, note.status, note.anchor)


def _note(group: Sequence[Entered], kind: str, start: int, holdings: Holdings) -> Note:
    """An entry for claims that rest on one passage: what is said of their thing, once, with whose word it is."""
    views = [view(entered, holdings) for entered in group]
    first = views[0]
    told = [one for one in views if one.prop not in _NAMING] or views[:1]
    standing = any(one.status in {"standing", "proposed"} for one in views)
    status = "w" if not standing else "k" if any(one.contested for one in views) else "p" if first.machine else "a"
    anchors = tuple(dict.fromkeys(one.anchor for one in views))
    return Note(
        anchors[0], anchors[1:], kind, status, first.about, holdings.snapshot.label(first.about),
        tuple(Line("" if one.prop == "happened" else label_of(one.prop, holdings.lang), one.value, "", one.when) for one in told),
        first, " › ".join(link.name for link in first.chain.links), first.act, start, first.ended,
    )


def _open(offer: Offered, start: int) -> Note:
    """An entry for a proposal that no claim can be made of yet: an open speaker, a bare figure."""
    one = offer.proposal
    words = {
        "quotation": one.speaker or ", ".join(one.candidates), "figure": " ".join(part for part in (one.value or one.text, one.unit) if part),
        "relation": " ".join(part for part in (one.subject, one.predicate.replace("_", " "), one.object) if part), "event": one.title or one.text,
    }.get(one.kind, one.text)
    more = one.title if one.kind == "figure" else ""
    return Note(anchor_of(offer.id), (), one.kind, "p" if offer.status == "open" else "a", "", "", (Line(more, None, words, None),), None, one.counted_by, offer.act, start, None)


# ── blocks ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _blocks(identifier: str, cut: Span, marks: _Marks, holdings: Holdings, first: int) -> list[tuple[Block, str]]:
    """Paragraphs of one part, each with the reason why it is furniture ('' when it is not)."""
    text = holdings.texts[identifier]
    spans = blocks(text, cut)
    starts = [span.start for span in spans]
    inside: list[list[int]] = [[] for _ in spans]
    for nth, span in enumerate(marks.spans):
        if span.start < cut.end and span.end > cut.start:
            for touched in range(part_of(starts, max(span.start, cut.start)) - 1, part_of(starts, min(span.end, cut.end) - 1)):
                inside[touched].append(nth)
    notes = _by_block(((note.start, note) for note in marks.margin), starts, cut)
    dated = _by_block(marks.dates, starts, cut)
    names = _by_block(((start, start) for start in marks.names), starts, cut)
    furniture = holdings.snapshot.sources[identifier].accession.furniture
    out = []
    for nth, span in enumerate(spans):
        words = text[span.start:span.end]
        anchor = span.start + len(words) - len(words.lstrip()) if words.strip() else span.start
        bits = tuple(_bit(piece.start, piece.text, piece.over, marks) for piece in pieces(text, span, marks.spans, inside[nth]))
        taken = any(bit.id == anchor for bit in bits)
        block = Block(first + nth, -1 if taken else anchor, bits, kept_lines(words), tuple(notes.get(nth, ())), len(names.get(nth, ())), tuple(dated.get(nth, ())))
        out.append((block, _why(span, words, furniture)))
    return out


def _by_block(things: Iterable[tuple[int, _T]], starts: Sequence[int], cut: Span) -> dict[int, list[_T]]:
    out: dict[int, list[_T]] = defaultdict(list)
    for start, thing in things:
        if cut.start <= start < cut.end:
            out[part_of(starts, start) - 1].append(thing)
    return out


def _bit(start: int, text: str, over: tuple[int, ...], marks: _Marks) -> Bit:
    """The narrowest mark decides where a piece leads; a contested one shows through all others."""
    classes = {mark for nth in over for mark in marks.classes[nth].split()}
    strongest = next((mark for mark in ("k", "a", "p", "w") if mark in classes), "")
    shown = " ".join(mark for mark in (strongest, *(light for light in ("n", "t") if light in classes)) if mark)
    note, to = next(((marks.notes[nth], marks.things[nth]) for nth in over if marks.notes[nth] or marks.things[nth]), ("", ""))
    begins = start in marks.anchored and any(marks.spans[nth].start == start for nth in over)
    return Bit(text, shown, note, to, start if begins else -1)


def _why(span: Span, words: str, furniture: Sequence[Furniture]) -> str:
    lead = len(words) - len(words.lstrip())
    start, end = span.start + lead, span.start + len(words.rstrip())
    for one in furniture:
        if min(one.end, end) - max(one.start, start) > (end - start) / 2:
            return one.why
    return ""


def _runs(made: Sequence[tuple[Block, str]]) -> tuple[Run, ...]:
    out: list[tuple[str, list[Block]]] = []
    for block, why in made:
        if out and out[-1][0] == why:
            out[-1][1].append(block)
        else:
            out.append((why, [block]))
    return tuple(Run(why, bool(why) and len(group) > _FOLDED, tuple(group)) for why, group in out)


# ── cited, not held ─────────────────────────────────────────────────────────────────────────────────────────────


def _bare(identifier: str, holdings: Holdings) -> list[Entered]:
    """Claims from a source that rest on no passage of a text held here; what witnesses are merely called comes last."""
    found = [entered for entered in holdings.snapshot.from_source.get(identifier, ()) if not _quotes(entered, identifier) or identifier not in holdings.texts]
    return sorted(found, key=lambda entered: kind_of(entered.claim.about) == "witness")


def _loose(claims: Sequence[Entered], holdings: Holdings) -> tuple[Loose, ...]:
    """Claims by place in words and by thing, in the order of entry."""
    groups: dict[tuple[str, str], list[Entered]] = defaultdict(list)
    for entered in claims:
        where = next((place.words for place in view(entered, holdings).places if place.kind == "locator"), "")
        groups[where, entered.claim.about].append(entered)
    return tuple(Loose(about, holdings.snapshot.label(about), where, statements(group, holdings)) for (where, about), group in groups.items())
