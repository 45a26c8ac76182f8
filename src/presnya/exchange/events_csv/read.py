"""CSV of `presnya chronology`, row by row, so that a million rows need no more memory than ten; XLSX by way of `accession`.

`title`, `date` and, where there is more than one lane, `lane`; optionally `event` (rows that share it are datings of one event), `end`, `place`, `theme`,
`witness`, `source`, `passage`, `text`, `picture`, `alt`, `weight`, `link`, `calendar`, `lang`.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from presnya.exchange.entry import Asked, Entry, Found, Refused, Row, Tick, calendar_of, lasting, read_date, reason, weight_of
from presnya.exchange.timelinejs.sheet import is_sheet, sheet_rows
from presnya.terms.errors import BadFile, BadInput, BadTable, UnknownWord, did_you_mean

COLUMNS: Final = ("event", "title", "date", "end", "lane", "place", "theme", "witness", "source", "passage", "text", "picture", "alt", "weight", "link", "calendar", "lang", "words")
_AS_IT_IS: Final = frozenset({"event", "lang", "witness", "source", "passage", "text", "picture", "alt", "theme", "place", "link"})
NEEDED: Final = ("title", "date")
_FORMULA: Final = frozenset("=+-@\t")
_WHOLE: Final = 1 << 20
"""Longest cell, in characters: a memoir pasted into one would be a source, not an event."""


def read(path: Path, asked: Asked, *, tick: Tick | None = None) -> Found:
    """Open a table. BadFile when it is empty or not UTF-8, BadTable for a head that lacks title or date, UnknownWord for a column that is nearly one of ours."""
    lines = _workbook(path) if path.suffix.lower() == ".xlsx" else _lines(path, tick)
    _, head = next(lines, (0, []))
    names = [cell.strip().lower().replace(" ", "_") for cell in head]
    if not any(names):
        raise BadFile(f"{path.name} is empty.", next_step="Its first line names the columns: title,date,lane.")
    if is_sheet(names):
        return sheet_rows(path, names, lines, asked)
    unused = _check(path, names)
    notes = (f"{path.name}: columns that are not used: {', '.join(unused)}",) if unused else ()
    return Found(path, _rows(names, lines, asked), notes=notes)


def _check(path: Path, names: Sequence[str]) -> list[str]:
    """Columns that are not ours and not nearly so."""
    twice = [name for name in dict.fromkeys(names) if name and names.count(name) > 1]
    if twice:
        raise BadTable(f'{path.name}: the column "{twice[0]}" stands twice.', next_step="Rename one of them.")
    unknown = [name for name in names if name and name not in COLUMNS]
    missing = [name for name in COLUMNS if name not in names]
    for name in unknown:
        if near := did_you_mean(name, missing):
            raise UnknownWord(f'{path.name}: unknown column "{name}".', next_step=near)
    if lacking := [name for name in NEEDED if name not in names]:
        raise BadTable(f'{path.name}: the column "{lacking[0]}" is missing.', next_step=f"Columns: {', '.join(COLUMNS)}.")
    return unknown


def _lines(path: Path, tick: Tick | None) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row that is not blank."""
    total = path.stat().st_size
    with path.open("rb") as raw:
        start = raw.read(4)
        encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        raw.seek(0)
        text = (line.decode(encoding) for line in raw) if encoding != "utf-16" else iter(raw.read().decode(encoding).splitlines(keepends=True))
        try:
            first = next((line for line in text if line.strip("\ufeff \r\n")), "").lstrip("\ufeff")
            yield from _cells(path, first, text, lambda: tick(raw.tell(), total) if tick else None)
        except UnicodeDecodeError as error:
            raise BadFile(f"{path.name} is not in UTF-8: {error.reason}.", next_step="Save it anew as “CSV UTF-8”, or as XLSX.") from error


def _cells(path: Path, first: str, rest: Iterator[str], seen: Callable[[], None]) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_WHOLE)

    def both() -> Iterator[str]:
        yield first
        yield from rest

    reader = csv.reader(both(), delimiter=max(",;\t", key=first.count), strict=True)
    line = 1
    try:
        for nth, cells in enumerate(reader):
            if any(cells):
                yield line, cells
            line = reader.line_num + 1
            if nth % 5000 == 0:
                seen()
    except csv.Error as error:
        raise BadTable(f"{path.name} line {line}: {error}.", next_step="A quotation mark is probably left open or stands inside a cell; double it there.") from error


def _workbook(path: Path) -> Iterator[tuple[int, list[str]]]:
    from presnya.accession import read_table  # brings in what reads workbooks

    table = read_table(path)
    yield 1, list(table.columns)
    for row in table.rows:
        yield row.line, list(row.cells.values())


def _rows(names: Sequence[str], lines: Iterator[tuple[int, list[str]]], asked: Asked) -> Iterator[Row]:
    for line, cells in lines:
        if len(cells) > len(names) and any(cells[len(names):]):
            yield Refused(line, f"{len(cells)} cells, but {len(names)} columns", cells[0][:200])
            continue
        row = dict(zip(names, map(_bare, cells), strict=False))
        if any(row.values()):
            yield entry_of(row, line, asked)


def _bare(cell: str) -> str:
    """Without space around it, and without the apostrophe that keeps a spreadsheet from running it as a formula."""
    bare = cell.strip()
    return bare[1:] if bare[:1] == "'" and bare[1:2] in _FORMULA else bare


def entry_of(row: Mapping[str, str], line: int, asked: Asked) -> Row:
    """One row by its columns; Refused says what is wrong with it."""
    title, date = row.get("title", ""), row.get("date", "")
    if not title or not date:
        return Refused(line, f"there is no {'date' if title else 'title'}", title[:200], date)
    lang = row.get("lang") or asked.lang
    try:
        calendar = calendar_of(row["calendar"], asked.calendar) if row.get("calendar") else asked.calendar
        value = read_date(date, lang=lang, calendar=calendar)
        if row.get("end"):
            value = lasting(value, read_date(row["end"], lang=lang, calendar=calendar))
        if row.get("words"):
            value = msgspec.structs.replace(value, words=row["words"])
        weight = weight_of(row.get("weight", ""))
    except BadInput as error:
        return Refused(line, reason(error), title[:200], " – ".join(filter(None, (date, row.get("end", "")))))
    rest = {name: cell for name, cell in row.items() if cell and name in _AS_IT_IS}
    return Entry(title, row.get("lane", ""), value, line, weight=weight, **rest)
