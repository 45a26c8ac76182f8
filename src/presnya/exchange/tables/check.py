"""What a museum folder's tables may not say: each fault with file, line and column, all of them at once, before anything is taken in."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from presnya.accession import Row, Table
from presnya.exchange.tables.columns import FORMS, SIDES, UNKNOWN
from presnya.terms import ID_KINDS, NEARNESSES, Cell, Claim, check_id, kind_of
from presnya.terms.errors import BadTable, PresnyaError
from presnya.terms.properties import check_claim

MOST_FAULTS: Final = 20
"""A screenful."""

NAMING: Final = frozenset({
    "place", "participants", "born_place", "died_place", "creators", "work", "translator", "introduction_by", "subjects", "venue", "curators",
    "subject", "object", "person", "witness", "about", *(f"witness_{side}" for side in SIDES),
})
"""Columns whose cells may name rows of other tables."""

CITING: Final = frozenset({"source_ids", "coordinates_source", *(f"source_{side}" for side in SIDES)})
"""Columns whose cells name rows of the table of sources, and nothing else."""

KINDS: Final[Mapping[str, str]] = {"sources": "source"} | {form.name: form.kind for form in FORMS}
"""Table → the kind of its rows' ids. Rows of the other tables have ids of any form."""

FILLED: Final[Mapping[str, tuple[str, ...]]] = {
    "relations": ("subject", "relation", "object"), "portraits": ("person",), "figures": ("value", "about"), "contested": ("question",), "sources": ("title",),
}
"""Columns without which a row of the table says nothing."""

THINGS: Final[Mapping[str, str]] = {"relations": "subject", "portraits": "person", "figures": "about"}
"""The column that says what a row is about: always by id."""

WORDS: Final[Mapping[str, tuple[str, ...]]] = {"calendar": ("", "gregorian", "julian", "not stated", "unknown"), "nearness": NEARNESSES}
"""Columns that take only these words."""

BOUNDS: Final[Mapping[str, int]] = {"latitude": 90, "longitude": 180}
"""Degrees north and east, in decimals."""


def is_id(words: str) -> bool:
    """Whether a cell's words are meant as an id: a known kind, a slash, and no spaces."""
    kind, slash, rest = words.partition("/")
    return bool(slash) and kind in ID_KINDS and bool(rest) and " " not in words


def parts(cell: str, parted: str = ";") -> list[str]:
    """The words or ids of a cell, without those that say nothing."""
    return [part.strip() for part in cell.split(parted) if part.strip() and part.strip() not in UNKNOWN]


def is_number(cell: str) -> bool:
    """Whether a cell is a decimal number with a point."""
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def check_cells(tables: Mapping[str, Table]) -> None:
    """BadTable with the faults of all tables: ids that are none or of the wrong kind, names of rows that are nowhere, cells that must say something and do not."""
    ids = {row.cells["id"] for table in tables.values() for row in table.rows}
    refuse(fault for name, table in tables.items() for row in table.rows for fault in _of_row(name, row, table, ids))


def check_claims(claims: Iterable[Claim], tables: Mapping[str, Table]) -> None:
    """BadTable with the cells whose claims do not fit their property (an event born in a place)."""
    lines = {(f"tables/{table.path.name}", row.cells["id"]): row.line for table in tables.values() for row in table.rows}
    refuse(fault for claim in claims for fault in _of_claim(claim, lines))


def refuse(faults: Iterable[str]) -> None:
    """BadTable when there are faults, with the first MOST_FAULTS of them."""
    found = list(faults)
    if found:
        more = f"\nand {len(found) - MOST_FAULTS} more" if len(found) > MOST_FAULTS else ""
        raise BadTable("\n".join(found[:MOST_FAULTS]) + more, next_step="Mend these cells or add the missing rows; nothing was taken in.")


def _of_row(name: str, row: Row, table: Table, ids: set[str]) -> Iterator[str]:
    at = f"{table.path.name} line {row.line}"
    yield from _of_id(name, row, at)
    for column, cell in row.cells.items():
        where = f'{at}, column "{column}"'
        if column in FILLED.get(name, ()) and not parts(cell):
            yield f"{where}: the cell is empty"
        if column in CITING:
            yield from (f'{where}: "{part}" is not the id of a source' for part in parts(cell) if not part.startswith("source/"))
        if column in NAMING | CITING:
            yield from (f"{where}: there is no {part}" for part in parts(cell) if is_id(part) and part not in ids)
        if column == THINGS.get(name):
            yield from (f'{where}: "{part}" is not an id' for part in parts(cell) if not is_id(part))
        if column in WORDS and cell not in WORDS[column]:
            yield f'{where}: "{cell}" is none of {", ".join(word for word in WORDS[column] if word)}'
    if "source_ids" in table.columns and not parts(row.cells["source_ids"]):
        yield f"{at}: {row.cells['id']} names no source"
    yield from _of_degrees(row, at)
    yield from _of_sides(row, at)


def _of_id(name: str, row: Row, at: str) -> Iterator[str]:
    identifier = row.cells["id"]
    if name not in KINDS:
        return
    try:
        check_id(identifier)
    except PresnyaError as error:
        yield f"{at}: {error.message}"
        return
    if kind_of(identifier) != KINDS[name]:
        yield f"{at}: {identifier} is no {KINDS[name]}; ids in this table begin with {KINDS[name]}/"


def _of_degrees(row: Row, at: str) -> Iterator[str]:
    given = {column: row.cells.get(column, "") for column in BOUNDS}
    for column, bound in BOUNDS.items():
        cell = given[column]
        if not cell and any(given.values()):
            yield f'{at}, column "{column}": the cell is empty'
        if cell and not (is_number(cell) and abs(float(cell)) <= bound):
            yield f'{at}, column "{column}": "{cell}" is not a number of degrees from -{bound} to {bound}'


def _of_sides(row: Row, at: str) -> Iterator[str]:
    for side in SIDES:
        if parts(row.cells.get(f"side_{side}", "")) and not parts(row.cells.get(f"source_{side}", "")):
            yield f'{at}, column "source_{side}": side {side} names no source'


def _of_claim(claim: Claim, lines: Mapping[tuple[str, str], int]) -> Iterator[str]:
    try:
        check_claim(claim)
    except PresnyaError as error:
        cell = next((passage.at for passage in claim.passages if isinstance(passage.at, Cell)), None)
        yield f'{cell.table.removeprefix("tables/")} line {lines[cell.table, cell.row]}, column "{cell.column}": {error.message}' if cell else error.message
