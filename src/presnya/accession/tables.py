"""Tables: CSV and XLSX to rows of words. All that is wrong with a table is said at once, with file, line and column."""

import csv
import datetime as dt
import io
import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import openpyxl

from presnya.accession.archive import broken_inside, open_zip
from presnya.accession.draft import Builder, Draft
from presnya.accession.plain import check_text, decode
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
    lines = [(line, cells) for line, cells in (_xlsx(data, path) if path.suffix.lower() == ".xlsx" else _csv(data, path)) if any(cell.strip() for cell in cells)]
    if not lines:
        raise BadTable(f"{path.name} is empty.", next_step="Its first line names the columns.")
    head = tuple(cell.strip() for cell in lines[0][1])
    faults = _faults_of_head(head, known, {*required, *([id_column] if id_column else [])}, f"{path.name} line {lines[0][0]}")
    rows: list[Row] = []
    if not faults:
        for line, cells in lines[1:]:
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


def _faults_of_head(head: tuple[str, ...], known: Collection[str], required: Collection[str], place: str) -> list[str]:
    faults = [f"{place}: column {nth} has no name" for nth, name in enumerate(head, 1) if not name]
    faults += [f'{place}: the column "{name}" stands twice' for name in dict.fromkeys(head) if name and head.count(name) > 1]
    faults += [f'{place}: unknown column "{name}". {did_you_mean(name, known) or "Known: " + ", ".join(known)}' for name in head if name and known and name not in known]
    return faults + [f'{place}: the column "{name}" is missing' for name in sorted(required) if name not in head]


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
    text, encoding = decode(data, name=path.name)
    if not encoding.startswith("utf"):  # a source may be read by a guess that is shown; a table's cells go into claims, where nobody would see it
        raise BadFile(f"{path.name} is not in UTF-8 (perhaps in {encoding}).", next_step="Save it anew as “CSV UTF-8”, or as XLSX.")
    first = next((line for line in text.splitlines() if line.strip()), "")
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
    rows = _sheets(data, path.name, most=1)[0][1]
    width = max((nth + 1 for nth, value in enumerate(next((row for row in rows if any(row)), [])) if value), default=0)
    for line, cells in enumerate(rows, 1):
        yield line, (cells + [""] * width)[:width] + [extra for extra in cells[width:] if extra]


def take_xlsx(data: bytes, *, name: str) -> Draft:
    """A workbook as a source: a line for each row, cells parted by tabs, sheets by blank lines; the names of several sheets as headings."""
    builder = Builder()
    sheets = [(title, [row for row in rows if any(row)]) for title, rows in _sheets(data, name)]
    for title, rows in sheets:
        if builder.length and rows:
            builder.add("\n\n")
        if rows and len(sheets) > 1:
            builder.headings.append(builder.add(title))
            builder.add("\n\n")
        builder.add("\n".join("\t".join(re.sub(r"[\t\r\n]+", " ", cell) for cell in row).rstrip("\t") for row in rows))
    return Draft("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", data, check_text(builder.text(), name=name), headings=tuple(builder.headings))


def _sheets(data: bytes, name: str, *, most: int | None = None) -> list[tuple[str, list[list[str]]]]:
    """(name, rows) of the first `most` sheets, without empty rows at the end."""
    open_zip(data, name=name)
    out = []
    with broken_inside(name, kind="XLSX", next_step="Open it in your spreadsheet program and save it anew."), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about charts and validations, which are not read
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets[:most]:
            sheet.reset_dimensions()  # else a file that says it has a million rows of 16,384 cells (a format set for whole columns is enough) is filled up to them
            rows = [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            while rows and not any(rows[-1]):
                rows.pop()
            out.append((sheet.title, rows))
    if not out:
        raise BadFile(f"{name} has no sheet with cells.", next_step="Check that it is the right file.")
    return out


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
