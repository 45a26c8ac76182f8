"""Taking a source in: bytes to the strongroom first, then the act. A crash between the two leaves unlisted bytes, never a listed gap."""

from collections.abc import Sequence
from typing import NamedTuple

from presnya import accession, strongroom
from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.config import Museum
from presnya.desk.rights import allow
from presnya.terms import Accession, Claim, DateValue, EnterClaims, Furniture, Held, Locator, Nearness, Passage, Text, check_id, kind_of, make_id
from presnya.terms.errors import BadValue, Conflict


class Given(NamedTuple):
    """What the curator says of a source. Nothing here is ever guessed: what nobody said stays empty.

    `authors` are names; `author_ids` may give ids instead, for persons the museum already knows. `id` may give the source's own id; without it
    the title's words make one. Ids stand in the register's entries and can never be erased: whoever may have to be forgotten needs one that does not spell a name.
    """

    title: str
    authors: tuple[str, ...] = ()
    author_ids: tuple[str, ...] = ()
    published: DateValue | None = None
    language: str = "und"
    type: str = ""
    address: str = ""
    rights: str = ""
    standpoint: str = ""
    nearness: Nearness = ""
    calendar: str = "gregorian"
    origin: str = ""
    id: str = ""


def accession_source(draft: accession.Draft, given: Given, *, name: str, museum: Museum, curator: str, at: str = "") -> tuple[str, bool]:
    """Take one file in; returns (source id, whether it is new). The same bytes taken in twice give the first accession back.

    `name` is the file's name as it came. The year of the accession number is that of `at` (default: today).
    """
    allow(curator, "accession")
    if not given.title.strip():
        raise BadValue(f"{name} needs a title.", next_step="Give it with --title; for an untitled paper, describe it in square brackets.")
    room = strongroom.Strongroom(museum.strongroom)
    held = room.put(draft.data)
    text = room.put(draft.text.encode()) if draft.text is not None else None
    with ledger.alone():
        return _enter(draft, given, held, text, name=name, curator=curator, at=at)


def _enter(draft: accession.Draft, given: Given, held: strongroom.Kept, text: strongroom.Kept | None, *, name: str, curator: str, at: str) -> tuple[str, bool]:
    """The act: number and id are the next free ones, so nobody else may take in anything meanwhile."""
    if existing := queries.source_of_file(held.sha256):
        return existing, False
    stamp = at or ledger.now()
    authors = tuple(map(check_id, given.author_ids)) or tuple(make_id("person", author) for author in given.authors)
    source = _own_id(given.id) if given.id else _free_id(given.title)
    entry = Accession(
        source=source, number=accession.next_number(queries.numbers(), int(stamp[:4])), title=given.title.strip(), authors=authors,
        published=given.published, language=given.language, type=given.type, address=given.address, rights=given.rights,
        standpoint=given.standpoint, nearness=given.nearness, calendar=given.calendar,
        files=(Held(held.sha256, name, draft.media_type, held.size),),
        text=Held(text.sha256, f"{name}.txt", "text/plain; charset=utf-8", text.size) if text else None,
        furniture=_kept(draft.furniture), origin=given.origin,
    )
    names = _author_names(given, entry) if not given.author_ids else []
    ledger.append([Entry(entry, source), *names], by=curator, at=stamp)
    return source, True


def _kept(furniture: Sequence[Furniture]) -> tuple[Furniture, ...]:
    return tuple(sorted(furniture, key=lambda piece: (piece.start, piece.end)))


def _own_id(wanted: str) -> str:
    if kind_of(check_id(wanted)) != "source":
        raise BadValue(f"“{wanted}” is no source's id.", next_step="It looks like source/letter-7.")
    if wanted in queries.source_ids():
        raise Conflict(f"{wanted} is the id of another source already taken in.", next_step="Give this one another id; ids are never used twice.")
    return wanted


def _free_id(title: str) -> str:
    """`source/slug`, with a number behind it when another source already has that slug."""
    wanted, taken = make_id("source", title), queries.source_ids()
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{nth}" for nth in range(2, len(taken) + 3) if f"{wanted}-{nth}" not in taken)


def _author_names(given: Given, entry: Accession) -> list[Entry]:
    """The author's own name is their first claim: they put it on the title page, as the curator states."""
    known = queries.things()
    out = []
    for name, identifier in zip(given.authors, entry.authors, strict=True):
        if identifier not in known:
            claim = Claim(about=identifier, property="name", value=Text(name, given.language), witness=identifier, source=entry.source,
                          passages=(Passage(entry.source, Locator("title, as stated at accession")),))
            out.append(Entry(EnterClaims(identifier, (claim,)), identifier))
    return out


def text_of(source: Accession, *, museum: Museum) -> str:
    """The plain text of a source, whose code points passages count; '' for a source without text."""
    return strongroom.Strongroom(museum.strongroom).get(source.text.sha256).decode() if source.text else ""
