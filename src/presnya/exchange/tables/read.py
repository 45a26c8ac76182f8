"""Tables of a museum folder → what the register should say. Nothing is changed here; everything structural is refused first.

One row becomes one group of claims about one thing (one act later). A cell is claimed once for each source its row names:
rows name their sources as a whole, and that is all a cell may claim. The witness is the source's author.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya import dates
from presnya.accession import ENDINGS, Row, Table, read_table
from presnya.config import Museum
from presnya.exchange import panoramas, pictures, rooms, tours
from presnya.exchange.tables.check import FILLED, check_cells, check_claims, is_id, is_number, parts
from presnya.exchange.tables.columns import COMMON, CONTESTED, FIGURES, FORMS, PHRASES, PORTRAITS, RELATIONS, SIDES, SOURCES, UNKNOWN, Form
from presnya.museum.chronology import check_contents
from presnya.terms import (
    Accession, Arrange, Cell, Claim, Coordinates, DateValue, Locator, Number, Passage, Ref, Text, Value, kind_of, make_id, nearness_of,
)
from presnya.terms.errors import BadInput, BadValue, PresnyaError, UnknownWord
from presnya.terms.properties import properties

NOBODY: Final = "not named"
UNREADABLE: Final = (".xls", ".xlsb", ".ods", ".numbers", ".dbf", ".sqlite")
"""Endings of tables in forms that are not read here: named, since nothing is passed over in silence."""


_KEYED: Final[Mapping[str, Any]] = {"pictures": {"id_column": "id", "required": ("file", "title", "author", "alt")}, "details": {"required": ("picture", "label", "x", "y", "w", "h")}}
"""How tables are read whose rows are no things of the museum."""


class WantedRow(NamedTuple):
    """Claims of one row, all about one thing. `origin` is table, id of the row, and thing, e.g. `tables/people.csv#person/x`."""

    origin: str
    about: str
    claims: tuple[Claim, ...]


class Wanted(NamedTuple):
    """What the folder's tables say. `problems` are dates kept as written because they could not be read."""

    sources: tuple[Accession, ...]
    rows: tuple[WantedRow, ...]
    arrangements: tuple[Arrange, ...]
    problems: tuple[str, ...]


class _Read(NamedTuple):
    """Tables as found, and what rows need of one another."""

    museum: Museum
    tables: Mapping[str, Table]
    authors: Mapping[str, str]
    standpoints: Mapping[str, str]
    titles: Mapping[str, str]
    known: Mapping[str, str]
    problems: list[str]


def read_tables(museum: Museum) -> Wanted:
    """Read `tables/` and `chronologies/`. BadTable collects what is wrong in a table: unknown columns, double ids, references to nothing."""
    found = _find(museum.folder / "tables")
    tables = {name: table for name, table in found.items() if name not in pictures.TABLES}
    check_cells(tables)
    known = _known_names(tables)
    sources = {row.cells["id"]: row for row in tables["sources"].rows} if "sources" in tables else {}
    read = _Read(
        museum, tables, authors={source: _witness(row.cells["author"], known, source) for source, row in sources.items()},
        standpoints={source: row.cells.get("standpoint", "") for source, row in sources.items()}, titles={source: row.cells["title"] for source, row in sources.items()},
        known=known, problems=[])
    accessions = tuple(_accession(row, read) for row in sources.values())
    rows = [*_author_names(read), *_witness_names(read)]
    for form in FORMS:
        if table := tables.get(form.name):
            rows += [_thing(row, form, table, read) for row in table.rows]
    rows += [*_relations(read), *_portraits(read), *_figures(read), *_answers(read)]
    check_claims((claim for row in rows for claim in row.claims), tables)
    arrangements: tuple[Arrange, ...] = (*_questions(read), *_chronologies(read))
    shown = pictures.read(museum, found, known=_known_ids(tables, rows, arrangements), witness=lambda name: _witness(name, known))
    accessions, arrangements = (*accessions, *shown.sources), (*arrangements, *shown.arrangements)
    arrangements += panoramas.read(museum, _known_ids(tables, rows, arrangements))
    arrangements += tours.read(museum, _known_ids(tables, rows, arrangements))
    arrangements += rooms.read(museum, _known_ids(tables, rows, arrangements))
    return Wanted(accessions, tuple(row for row in rows if row.claims), arrangements, tuple(read.problems))


# ── finding and checking ────────────────────────────────────────────────────────────────────────────────────────


def _find(folder: Path) -> dict[str, Table]:
    forms: dict[str, tuple[str, ...]] = {form.name: (*form.columns, *COMMON) for form in FORMS}
    forms |= {"sources": SOURCES, "relations": RELATIONS, "portraits": PORTRAITS, "figures": FIGURES, "contested": CONTESTED, **pictures.TABLES}
    out: dict[str, Table] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name.startswith(("~", ".")):
            continue
        if path.suffix.lower() in UNREADABLE:
            raise BadInput(f"{path.name} is a table in a form that is not read.", next_step="Save it as CSV or XLSX in your spreadsheet program.")
        if path.suffix.lower() not in ENDINGS:
            continue
        name = path.stem.lower()
        if name not in forms:
            raise BadInput(f"{path} is no table the museum knows.", next_step=f"Tables are named: {', '.join(sorted(forms))}.")
        if name in out:
            raise BadInput(f"{path} and {out[name].path} are the same table twice.", next_step="Keep one of them.")
        required = ("id", *FILLED.get(name, ()), *(column for column in ("source_ids", "author") if column in forms[name]))
        out[name] = read_table(path, known=forms[name], **_KEYED.get(name, {"id_column": "id", "required": required}))
    return out


def _known_ids(tables: Mapping[str, Table], rows: Iterable[WantedRow], arrangements: Iterable[Arrange]) -> frozenset[str]:
    """Ids that words may link: things and sources of the tables, witnesses, questions, chronologies."""
    listed = {row.cells["id"] for name, table in tables.items() if name not in ("contested", "figures", "portraits", "relations") for row in table.rows}
    return frozenset(listed | {row.about for row in rows} | {one.id for one in arrangements})


# ── witnesses and sources ───────────────────────────────────────────────────────────────────────────────────────


def _known_names(tables: Mapping[str, Table]) -> dict[str, str]:
    """Name or other name of a person or group, folded → id; a name two of them bear belongs to neither."""
    out: dict[str, str] = {}
    doubtful: set[str] = set()
    for name in ("people", "groups"):
        for row in tables[name].rows if name in tables else ():
            for words in filter(None, (row.cells.get("name", ""), *parts(row.cells.get("other_names", "")))):
                folded = words.casefold()
                if out.setdefault(folded, row.cells["id"]) != row.cells["id"]:
                    doubtful.add(folded)
    return {words: identifier for words, identifier in out.items() if words not in doubtful}


def _witness(words: str, known: Mapping[str, str], source: str = "") -> str:
    """The witness id of an author or of words like "the court". An unnamed author is one witness for each source, never one for all."""
    if is_id(words):
        return words
    if not words or NOBODY in words.casefold():
        return make_id("witness", f"unnamed author of {source.partition('/')[2]}")
    found = known.get(words.casefold())
    if not found:
        surname = [identifier for name, identifier in known.items() if identifier.startswith("person/") and name.split()[-1:] == [words.casefold()]]
        found = surname[0] if len(set(surname)) == 1 else ""
    if not found:
        spelled = [identifier for name, identifier in known.items() if _without_initials(name) == _without_initials(words.casefold())]
        found = spelled[0] if len(set(spelled)) == 1 else ""
    return found or make_id("witness", words)


def _speaker(row: Row, column: str, source: str, read: _Read) -> str:
    """The witness a cell names; '' where it says nothing, so that the source's author speaks."""
    words = row.cells.get(column, "")
    if NOBODY in words.casefold():  # somebody the source speaks of without a name: one for each source, and not its author
        return make_id("witness", f"not named in {source.partition('/')[2]}")
    return "" if words in UNKNOWN else _witness(words, read.known, source)


def _without_initials(name: str) -> str:
    """'henry w. nevinson' and 'henry nevinson' are one name; a name of initials alone stays as it is."""
    kept = [part for part in name.split() if not part.endswith(".")]
    return " ".join(kept) if len(kept) > 1 else name


def _accession(row: Row, read: _Read) -> Accession:
    cells = row.cells
    return Accession(
        source=cells["id"], number="", title=cells["title"], authors=(read.authors[cells["id"]],), published=_date(cells.get("published", ""), row, read, "sources", "published"),
        language=cells.get("language", "") or "und", type=cells.get("kind", ""), address=cells.get("address", ""), rights=cells.get("rights", ""),
        standpoint=cells.get("standpoint", ""), nearness=nearness_of(cells.get("nearness", "")), how_much_read=cells.get("how_much_read", ""),
        calendar=cells.get("calendar", "") or "gregorian", origin=f"{_table(read, 'sources')}#{cells['id']}",
    )


def _table(read: _Read, name: str) -> str:
    return f"tables/{read.tables[name].path.name}"


def _naming(origin: str, witness: str, words: str, source: str, where: str) -> WantedRow:
    claim = Claim(about=witness, property="name", value=Text(words), witness=witness, source=source, passages=(Passage(source, Locator(where)),), origin=f"{origin}/name/0")
    return WantedRow(origin, witness, (claim,))


def _author_names(read: _Read) -> Iterator[WantedRow]:
    """What a witness known only as an author is called: as the source names them."""
    seen: set[str] = set()
    for row in read.tables["sources"].rows if "sources" in read.tables else ():
        witness = read.authors[row.cells["id"]]
        if kind_of(witness) == "witness" and witness not in seen:
            seen.add(witness)
            unnamed = not row.cells["author"] or NOBODY in row.cells["author"].casefold()
            words = f"Unnamed author of “{row.cells['title']}”" if unnamed else row.cells["author"]
            yield _naming(f"{_table(read, 'sources')}#{row.cells['id']}/{witness}", witness, words, row.cells["id"], "author, as the source names them")


def _witness_names(read: _Read) -> Iterator[WantedRow]:
    """What witnesses known only by words ("the court") are called."""
    seen = {identifier for identifier in read.authors.values() if kind_of(identifier) == "witness"}
    for name, columns in (("contested", [(f"witness_{side}", f"source_{side}") for side in SIDES]), ("figures", [("who_counted", "source_ids")]), ("portraits", [("witness", "source_ids")])):
        for row in read.tables[name].rows if name in read.tables else ():
            for column, source_column in columns:
                words = row.cells.get(column, "")
                for source in parts(row.cells.get(source_column, "")):
                    if kind_of(witness := _speaker(row, column, source, read)) == "witness" and witness not in seen:
                        seen.add(witness)
                        called = f"Somebody not named, in “{read.titles[source]}”" if NOBODY in words.casefold() else words[:1].upper() + words[1:]
                        yield _naming(f"{_table(read, name)}#{row.cells['id']}/{witness}", witness, called, source, "so called by the source")


# ── claims ──────────────────────────────────────────────────────────────────────────────────────────────────────


class _Said(NamedTuple):
    """Everything a claim of a cell has in common with its neighbours in the row."""

    about: str
    origin: str
    table: str
    row: str
    locator: str
    sources: tuple[str, ...]


def _said(row: Row, table: Table, about: str, source_column: str = "source_ids") -> _Said:
    name = f"tables/{table.path.name}"
    return _Said(about, f"{name}#{row.cells['id']}", name, row.cells["id"], row.cells.get("locator", ""), tuple(parts(row.cells.get(source_column, ""))))


def _claim(said: _Said, column: str, prop: str, value: Value, nth: int, source: str, read: _Read, *,  # noqa: PLR0917  one line at each of its callers, in the order of a row
           witness: str = "", note: str = "",
           asserted: DateValue | None = None, when: DateValue | None = None) -> Claim:
    author = read.authors[source]
    speaker = witness or author
    passages = [Passage(source, Locator(said.locator))] if said.locator else []
    return Claim(
        about=said.about, property=prop, value=value, witness=speaker, source=source, passages=(*passages, Passage(source, Cell(said.table, said.row, column))),
        via=(author,) if speaker != author else (), standpoint=read.standpoints.get(source, "") if speaker == author else "", note=note, asserted=asserted, when=when,
        origin=f"{said.origin}/{column}/{nth}/{source.partition('/')[2]}",
    )


def _thing(row: Row, form: Form, table: Table, read: _Read) -> WantedRow:
    said = _said(row, table, row.cells["id"])
    claims = []
    for column in form.claims:
        for nth, value in enumerate(_values(row, column.name, column.how, column.parted, column.property, form, read)):
            claims += [_claim(said, column.name, column.property, value, nth, source, read) for source in said.sources]
    claims += _special(row, form, said, read)
    return WantedRow(said.origin, said.about, tuple(claims))


def _values(row: Row, column: str, how: str, parted: str, prop: str, form: Form, read: _Read) -> list[Value]:  # noqa: PLR0917  a column's own parts, taken apart by its only caller
    cell = row.cells.get(column, "")
    if cell in UNKNOWN or (column == "fate" and cell == "not stated"):
        return []
    if how == "date":
        date = _date(cell, row, read, form.name, column)
        return [date] if date else []
    if how == "refs":
        refs = properties()[prop].refs
        return [Ref(part) if is_id(part) and ("*" in refs or kind_of(part) in refs) else Text(_words(part, read), read.museum.languages[0]) for part in parts(cell)]
    lang = {"native_name": "und", "original_title": "und", "other_name": "und"}.get(prop, read.museum.languages[0])
    return [Text(part, lang) for part in (parts(cell, parted) if how == "texts" else [cell])]


def _words(part: str, read: _Read) -> str:
    """A thing named where only words fit: its name instead of its id."""
    for table in read.tables.values():
        for row in table.rows if is_id(part) else ():
            if row.cells["id"] == part:
                return row.cells.get("name") or row.cells.get("title") or part
    return part


def _special(row: Row, form: Form, said: _Said, read: _Read) -> list[Claim]:
    cells = row.cells
    if form.name == "events" and cells.get("edtf", "") not in UNKNOWN:
        date = _event_date(row, read)
        return [_claim(said, "edtf", "happened", date, 0, source, read) for source in said.sources]
    if form.name == "places" and cells.get("latitude") and cells.get("longitude"):
        sources = parts(cells.get("coordinates_source", "")) or list(said.sources)
        return [_claim(said, "latitude", "coordinates", Coordinates(cells["latitude"], cells["longitude"]), 0, source, read) for source in sources]
    return []


def _event_date(row: Row, read: _Read) -> DateValue:
    words, calendar, gregorian = row.cells["edtf"], row.cells.get("calendar", "") or read.museum.calendar, row.cells.get("edtf_gregorian", "")
    try:
        if calendar == "julian":
            return dates.date_value(gregorian, words=words, calendar="julian", rule="given@1") if gregorian else dates.from_julian(words, words=words)
        return dates.date_value(gregorian or words, words=words, calendar="gregorian" if calendar == "gregorian" else "unknown")
    except PresnyaError as error:
        read.problems.append(f'{read.tables["events"].path.name} line {row.line}, column "edtf": {error.message} “{words}” is kept as written.')
        return dates.declined(words, error.message, calendar="julian" if calendar == "julian" else "unknown")


def _date(cell: str, row: Row, read: _Read, table: str, column: str) -> DateValue | None:
    """A date in EDTF, in the museum's calendar; words that are not EDTF are read as English words, or kept verbatim and flagged."""
    if cell in UNKNOWN:
        return None
    try:
        return dates.date_value(cell, words=cell)
    except PresnyaError as error:
        value = dates.read_words(cell, lang=read.museum.languages[0])
        if not value.edtf:
            read.problems.append(f'{read.tables[table].path.name} line {row.line}, column "{column}": {error.message} “{cell}” is kept as written.')
        return value


def _relations(read: _Read) -> Iterator[WantedRow]:
    table = read.tables.get("relations")
    for row in table.rows if table else ():
        assert table is not None
        said = _said(row, table, row.cells["subject"])
        phrase = row.cells["relation"]
        prop = PHRASES.get(phrase, "related_to")
        thing = row.cells["object"]
        known = properties()[prop]
        fits = is_id(thing) and ("*" in known.refs or kind_of(thing) in known.refs) and ("*" in known.whose or kind_of(said.about) in known.whose)
        if not fits:
            prop = "related_to"
        value: Value = Ref(thing) if is_id(thing) else Text(thing, read.museum.languages[0])
        when = _period(row, read)
        claims = tuple(_claim(said, "relation", prop, value, 0, source, read, note="" if phrase.replace(" ", "_") == prop else phrase, when=when) for source in said.sources)
        yield WantedRow(said.origin, said.about, claims)


def _period(row: Row, read: _Read) -> DateValue | None:
    first, last = row.cells.get("from", ""), row.cells.get("to", "")
    if first in UNKNOWN and last in UNKNOWN:
        return None
    if last in UNKNOWN:
        return _date(first, row, read, "relations", "from")
    if first == last:
        return _date(first, row, read, "relations", "from")
    return _date(f"{'' if first in UNKNOWN else first}/{last}", row, read, "relations", "to")


def _portraits(read: _Read) -> Iterator[WantedRow]:
    table = read.tables.get("portraits")
    for row in table.rows if table else ():
        assert table is not None
        said = _said(row, table, row.cells["person"])
        seen = _date(row.cells.get("edtf", ""), row, read, "portraits", "edtf")
        claims = []
        for column, prop, words in (("says", "seen_as", row.cells.get("says", "")), ("short_quotation", "said_of", row.cells.get("short_quotation", ""))):
            if words not in UNKNOWN:
                lang = read.museum.languages[0] if prop == "seen_as" else "und"
                claims += [_claim(said, column, prop, Text(words, lang), 0, source, read, witness=_speaker(row, "witness", source, read), asserted=seen) for source in said.sources]
        yield WantedRow(said.origin, said.about, tuple(claims))


def _figures(read: _Read) -> Iterator[WantedRow]:
    table = read.tables.get("figures")
    for row in table.rows if table else ():
        assert table is not None
        cells = row.cells
        abouts = parts(cells["about"])
        for about in abouts:
            said = _said(row, table, about)
            origin = f"{said.origin}/{about}" if len(abouts) > 1 else said.origin
            said = said._replace(origin=origin)
            when = _date(cells.get("edtf", ""), row, read, "figures", "edtf")
            high = cells.get("value_high", "")
            value = Number(words=_figure_words(cells), low=_decimal(cells["value"]), high=None if high == ".." else _decimal(high) or _decimal(cells["value"]),
                           unit=cells.get("unit", ""), qualifier="at-least" if high == ".." else "")
            note = "; ".join(part for part in (cells.get("what", ""), cells.get("note", "")) if part)
            yield WantedRow(origin, about, tuple(
                _claim(said, "value", "count", value, 0, source, read, witness=_speaker(row, "who_counted", source, read), note=note, when=when) for source in said.sources))


def _figure_words(cells: Mapping[str, str]) -> str:
    high = cells.get("value_high", "")
    return f"over {cells['value']}" if high == ".." else f"{cells['value']}–{high}" if high and high != cells["value"] else cells["value"]


def _decimal(cell: str) -> str | None:
    return cell if is_number(cell) else None


# ── questions and chronologies ──────────────────────────────────────────────────────────────────────────────────


def _question_id(row: Row) -> str:
    return make_id("question", row.cells["id"].partition("/")[2] or row.cells["id"])


def _answers(read: _Read) -> Iterator[WantedRow]:
    """Each side of a question is a claim by its witness."""
    table = read.tables.get("contested")
    for row in table.rows if table else ():
        assert table is not None
        claims = []
        for side in SIDES:
            words = row.cells.get(f"side_{side}", "")
            if words in UNKNOWN:
                continue
            said = _said(row, table, _question_id(row), f"source_{side}")
            claims += [_claim(said, f"side_{side}", "answers", Text(words, read.museum.languages[0]), 0, source, read, witness=_speaker(row, f"witness_{side}", source, read))
                       for source in said.sources]
        yield WantedRow(f"tables/{table.path.name}#{row.cells['id']}", _question_id(row), tuple(claims))


def _questions(read: _Read) -> Iterator[Arrange]:
    table = read.tables.get("contested")
    for row in table.rows if table else ():
        yield Arrange(id=_question_id(row), title=row.cells["question"], about=tuple(part for part in parts(row.cells.get("about", "")) if is_id(part)),
                      contents={"standing": row.cells.get("how_it_stands", "")}, lang=read.museum.languages[0], origin=f"{_table(read, 'contested')}#{row.cells['id']}")


def _chronologies(read: _Read) -> Iterator[Arrange]:
    """`chronologies/NAME.toml`: a title, and lanes each with a title, letters, shape, colour and the word that events bear in the column `lanes`."""
    folder = read.museum.folder / "chronologies"
    events = read.tables.get("events")
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
            lanes = [{"id": lane["id"], "title": lane["title"], "letters": lane.get("letters", lane["title"][:2]), "shape": lane.get("shape", "square"),
                      "events": _of_lane(lane, events)} for lane in given["lanes"]]
            contents = {"lanes": lanes, "lead": given.get("lead", ""), "order": given.get("order", 0)}
            if "cutover" in given:
                contents["cutover"] = str(given["cutover"])  # TOML has days of its own
            check_contents(contents)
            yield Arrange(id=make_id("chronology", path.stem), title=given["title"], contents=contents, lang=read.museum.languages[0], origin=f"chronologies/{path.name}")
        except (BadValue, UnknownWord) as error:
            raise type(error)(f"{path}: {error.message}", next_step=error.next_step) from error
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise BadInput(f"{path} cannot be read: {error!r}.", next_step="It needs title and [[lanes]] with id, title and events (a word of the column lanes).") from error


def _of_lane(lane: Mapping[str, object], events: Table | None) -> list[str]:
    word = lane.get("events", lane["id"])
    return [row.cells["id"] for row in events.rows if word in parts(row.cells.get("lanes", ""))] if events else []
