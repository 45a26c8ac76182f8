"""`tables/pictures.csv` and `tables/details.csv` → a source and an arrangement for each picture in `pictures/`.

A picture bears testimony as a text does, so it is taken in: its bytes lie in the strongroom and its accession names their hash. What it shows, and
the words that stand in its place for who cannot see it, are an arrangement `picture/…` with contents
{"source", "of", "alt", "caption", "credit", "sequence", "width", "height", "details": [{"label", "box": [x, y, width, height], "about"}]}, in pixels of the upright picture.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya import accession, dates
from presnya.accession import Row, Table
from presnya.accession.image import Waiting, check_images
from presnya.config import Museum
from presnya.exchange.tables.check import is_id, parts, refuse
from presnya.strongroom import Strongroom
from presnya.terms import Accession, Arrange, DateValue, Held, check_id, kind_of, make_id
from presnya.terms.errors import BadDate, PresnyaError

FOLDER: Final = "pictures"
TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "pictures": ("id", "file", "of", "title", "author", "date", "kind", "alt", "caption", "credit", "rights", "language", "sequence", "standpoint", "source_ids"),
    "details": ("picture", "label", "x", "y", "w", "h", "about"),
}
"""Columns of each table. `source_ids` are the sources whose words a drawing follows."""
_FILLED: Final[Mapping[str, tuple[str, ...]]] = {"pictures": ("file", "title", "author", "alt"), "details": ("picture", "label", "x", "y", "w", "h")}
_BOX: Final = ("x", "y", "w", "h")


class Pictures(NamedTuple):
    """What the tables say: a source and an arrangement a picture, in the table's order."""

    sources: tuple[Accession, ...]
    arrangements: tuple[Arrange, ...]


def read(museum: Museum, tables: Mapping[str, Table], *, known: Collection[str], witness: Callable[[str], str]) -> Pictures:
    """Both tables of `tables` (by name). `known` are the ids of things and sources, `witness` turns an author's name into an id.

    BadTable collects what is wrong with cells; BadFile a picture that cannot be read, BadInput a column that is missing.
    """
    rows = tables["pictures"].rows if "pictures" in tables else ()
    drafts: dict[str, accession.Draft] = {}
    refuse(fault for row in rows for fault in _faults(row, tables["pictures"], museum, known))
    for row in rows:
        drafts[row.cells["id"]] = accession.take_in(museum.folder / FOLDER / row.cells["file"])
    refuse(fault for row in rows for fault in _undrawable(row, tables["pictures"], drafts[row.cells["id"]]))
    _whole(museum, rows, drafts)
    sizes = {identifier: _upright(draft) for identifier, draft in drafts.items()}
    details = tables.get("details")
    refuse(fault for row in (details.rows if details else ()) for fault in _of_detail(row, details, sizes, known))  # type: ignore[arg-type]  # a row has its table
    return Pictures(tuple(_source(row, drafts[row.cells["id"]], witness) for row in rows),
                    tuple(_arranged(row, sizes[row.cells["id"]], details, museum) for row in rows))


def keep(museum: Museum, sources: Collection[Accession]) -> None:
    """Put the pictures' bytes into the strongroom: before the act that names them, so that a crash leaves unlisted bytes, never a listed gap."""
    room = Strongroom(museum.strongroom)
    for source in sources:
        if source.origin.startswith(f"{FOLDER}/"):
            room.put((museum.folder / source.origin).read_bytes())


# ── what may not stand in a cell ────────────────────────────────────────────────────────────────────────────────


def _faults(row: Row, table: Table, museum: Museum, known: Collection[str]) -> Iterator[str]:
    at = f"{table.path.name} line {row.line}"
    cells = row.cells
    try:
        check_id(cells["id"])
    except PresnyaError as error:
        yield f"{at}: {error.message}"
    if kind_of(cells["id"]) != "picture":
        yield f"{at}: {cells['id']} is no picture; ids in this table begin with picture/"
    yield from (f'{at}, column "{column}": the cell is empty' for column in _FILLED["pictures"] if not cells.get(column))
    yield from _of_file(cells.get("file", ""), at, museum)
    yield from (f'{at}, column "of": there is no {part}' for part in parts(cells.get("of", "")) if part not in known)
    yield from (f'{at}, column "source_ids": there is no {part}' for part in parts(cells.get("source_ids", "")) if part not in known)
    if (number := cells.get("sequence", "")) and not number.isdecimal():
        yield f'{at}, column "sequence": "{number}" is no whole number'
    try:
        _date(cells.get("date", ""))
    except BadDate:
        yield f'{at}, column "date": "{cells["date"]}" is no date in EDTF, such as 1917-11 or 1905~'


def _of_file(name: str, at: str, museum: Museum) -> Iterator[str]:
    folder = (museum.folder / FOLDER).resolve()
    place = (folder / name).resolve()
    if not name:
        return
    if folder not in place.parents:
        yield f'{at}, column "file": "{name}" lies outside the folder {FOLDER}/'
    elif not place.is_file():
        yield f'{at}, column "file": there is no {FOLDER}/{name}'
    elif place.suffix.lower() in (".svg", ".svgz"):
        yield f'{at}, column "file": {name} is a program that draws, not a picture; save it as PNG'


def _undrawable(row: Row, table: Table, draft: accession.Draft) -> Iterator[str]:
    if draft.picture is None:
        yield f'{table.path.name} line {row.line}, column "file": {row.cells["file"]} is no picture but {draft.media_type}'


def _whole(museum: Museum, rows: Collection[Row], drafts: Mapping[str, accession.Draft]) -> None:
    """Decode pictures that are new before any act names them. Those in the strongroom were looked at when they came."""
    room, new = Strongroom(museum.strongroom), []
    for row in rows:
        draft = drafts[row.cells["id"]]
        if draft.picture and hashlib.sha256(draft.data).hexdigest() not in room:
            new.append(Waiting(museum.folder / FOLDER / row.cells["file"], draft.picture, f"{FOLDER}/{row.cells['file']}"))
    check_images(new)


def _of_detail(row: Row, table: Table, sizes: Mapping[str, tuple[int, int]], known: Collection[str]) -> Iterator[str]:
    at = f"{table.path.name} line {row.line}"
    cells = row.cells
    yield from (f'{at}, column "{column}": the cell is empty' for column in _FILLED["details"] if not cells.get(column))
    if (about := cells.get("about", "")) and (not is_id(about) or about not in known):
        yield f'{at}, column "about": there is no {about}'
    if cells.get("picture") and cells["picture"] not in sizes:
        yield f'{at}, column "picture": there is no {cells["picture"]}'
        return
    wrong = [column for column in _BOX if not cells.get(column, "").isdecimal()]
    yield from (f'{at}, column "{column}": "{cells.get(column, "")}" is no whole number of pixels' for column in wrong)
    if not wrong and cells.get("picture"):
        x, y, w, h = (int(cells[column]) for column in _BOX)
        width, height = sizes[cells["picture"]]
        if not (w and h and x + w <= width and y + h <= height):
            yield f"{at}: the detail does not lie within the picture, which is {width} × {height} pixels"


# ── what it becomes ─────────────────────────────────────────────────────────────────────────────────────────────


def _upright(draft: accession.Draft) -> tuple[int, int]:
    """Width and height as it is shown: turned as the camera says."""
    assert draft.picture is not None  # refused before
    width, height = draft.picture
    return (height, width) if any(f"orientation {turn}" in draft.hints.get("turned", "") for turn in (5, 6, 7, 8)) else (width, height)


def _date(words: str) -> DateValue | None:
    return dates.date_value(words, words=words) if words else None


def source_id(picture: str) -> str:
    """The source that a picture is: `source/picture-mask` of `picture/mask`."""
    return make_id("source", f"picture {picture.partition('/')[2]}")


def _source(row: Row, draft: accession.Draft, witness: Callable[[str], str]) -> Accession:
    cells = row.cells
    kept = Held(hashlib.sha256(draft.data).hexdigest(), Path(cells["file"]).name, draft.media_type, len(draft.data))
    return Accession(
        source=source_id(cells["id"]), number="", title=cells["title"], authors=(witness(cells["author"]),), published=_date(cells.get("date", "")),
        language=cells.get("language", "") or "zxx", type=cells.get("kind", "") or "picture", rights=cells.get("rights", ""), standpoint=cells.get("standpoint", ""),
        files=(kept,), origin=f"{FOLDER}/{cells['file']}",
    )


def _arranged(row: Row, size: tuple[int, int], details: Table | None, museum: Museum) -> Arrange:
    cells = row.cells
    of = parts(cells.get("of", ""))
    marked: list[dict[str, Any]] = [
        {"label": one.cells["label"], "box": [int(one.cells[column]) for column in _BOX], "about": one.cells.get("about", "")}
        for one in (details.rows if details else ()) if one.cells["picture"] == cells["id"]]
    contents: dict[str, Any] = {
        "source": source_id(cells["id"]), "of": of, "alt": cells["alt"], "caption": cells.get("caption", ""), "credit": cells.get("credit", ""), "follows": parts(cells.get("source_ids", "")),
        "sequence": int(cells.get("sequence", "") or 0), "width": size[0], "height": size[1], "details": marked,
    }
    return Arrange(id=cells["id"], title=cells["title"], contents=contents, about=tuple(of), lang=museum.languages[0], origin=f"{FOLDER}/{cells['file']}#{cells['id']}")
