"""Tables: CSV and XLSX to rows of words. All that is wrong with a table is said at once, with file, line and column."""

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from presnya.accession.archive import open_zip
from presnya.accession.plain import decode
from presnya.terms.errors import BadFile, BadTable, did_you_mean

MOST_FAULTS: Final = 20
ENDINGS: Final = (".csv", ".tsv", ".xlsx")


class Row(NamedTuple):
    """`line` is where the row stands in its file, from 1; every column has a cell, empty when nothing was written."""

    line: int
    cells: Mapping[str, str]


class Table(NamedTuple):
    """A table's columns and rows in the file's order."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, *, known: Collection[str] = (), id_column: str = "", required: Collection[str] = ()) -> Table:
    """Read a CSV (comma, semicolon or tab; UTF-8) or the first sheet of an XLSX.

    `known` are the columns it may have (any when empty), `required` those it must; `id_column` must be filled and unique.
    BadTable lists up to MOST_FAULTS faults.
    """
    data = path.read_bytes()
    lines = list(_xlsx(data, path) if path.suffix.lower() == ".xlsx" else _csv(data, path))
    if not lines:
        raise BadTable(f"{path.name} is empty.", next_step="Its first line names the columns.")
    head = tuple(cell.strip() for cell in lines[0][1])
    faults = _faults_of_head(head, known, {*required, *([id_column] if id_column else [])}, path)
    rows: list[Row] = []
    if not faults:
        for line, cells in lines[1:]:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(head):
                faults.append(f"{path.name} line {line}: {len(cells)} cells, but {len(head)} columns")
                continue
            rows.append(Row(line, dict(zip(head, (cell.strip() for cell in cells), strict=True))))
        if id_column:
            faults += _faults_of_ids(rows, id_column, path)
    if faults:
        shown = "\n".join(faults[:MOST_FAULTS]) + (f"\nand {len(faults) - MOST_FAULTS} more" if len(faults) > MOST_FAULTS else "")
        raise BadTable(shown, next_step=f"Mend {path.name}; nothing of it was taken in.")
    return Table(path, head, tuple(rows))


def _faults_of_head(head: tuple[str, ...], known: Collection[str], required: Collection[str], path: Path) -> list[str]:
    faults = [f"{path.name} line 1: column {nth} has no name" for nth, name in enumerate(head, 1) if not name]
    faults += [f'{path.name} line 1: the column "{name}" stands twice' for name in dict.fromkeys(head) if name and head.count(name) > 1]
    faults += [f'{path.name} line 1: unknown column "{name}". {did_you_mean(name, known) or "Known: " + ", ".join(known)}' for name in head if name and known and name not in known]
    return faults + [f'{path.name} line 1: the column "{name}" is missing' for name in required if name not in head]


def _faults_of_ids(rows: list[Row], column: str, path: Path) -> list[str]:
    seen: dict[str, int] = {}
    faults = []
    for row in rows:
        identifier = row.cells[column]
        if not identifier:
            faults.append(f'{path.name} line {row.line}: the column "{column}" is empty')
        elif identifier in seen:
            faults.append(f"{path.name} line {row.line}: {identifier} stands on line {seen[identifier]} already")
        seen.setdefault(identifier, row.line)
    return faults


def _csv(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    text, _ = decode(data, name=path.name)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadTable(f"{path.name} line {line}: {error}.", next_step="A quotation mark is probably left open or stands inside a cell; double it there.") from error


def _xlsx(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    open_zip(data, name=path.name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError) as error:
        raise BadFile(f"{path.name} is no XLSX that can be read: {error}.", next_step="Open it in your spreadsheet program and save it anew.") from error
    rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((nth + 1 for nth, value in enumerate(rows[0]) if value), default=0) if rows else 0
    for line, cells in enumerate(rows, 1):
        yield line, cells[:width] + [extra for extra in cells[width:] if extra]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
