"""A chronology that stands alone, made of files of events, without a museum: tiles, plain pages, pictures, and a list of what was not read."""

import csv
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from presnya import dates
from presnya.exchange.entry import Entry, Found, Refused
from presnya.publishing.bundle import static
from presnya.publishing.language import OWN_NAMES
from presnya.publishing.tiles.build import MOST_LANES, Built, Head, build
from presnya.publishing.tiles.event import SHAPES, Card, Event, Lane, Witness, dating_of
from presnya.publishing.tiles.files import NOTE, Progress, put, sweep
from presnya.publishing.tiles.pages import INDEX, TREE, write_pages
from presnya.publishing.tiles.spool import Spool
from presnya.publishing.viewer_words import said
from presnya.terms import slug
from presnya.terms.errors import BadInput, Conflict, PresnyaError

NOT_READ: Final = "not-read.csv"
PICTURES: Final = "pictures"
ENDINGS: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")
SHOWN: Final = 20
"""Faults that an error tells; the list of them holds all."""
_LINK: Final = re.compile(r"https?://|mailto:|[^:]*(?:[/?#]|$)", re.IGNORECASE)
_BESIDE: Final = re.compile(r"static/.*|pictures/\.?[0-9a-f]{16}\.\w+(\.part)?", re.ASCII)
_PAGES: Final = re.compile(r"index(--\d+)?\.html|(centuries|years|weeks)/\S*\.html", re.ASCII)


class Told(NamedTuple):
    """How a chronology is to be called and written. An empty title is taken from the first file that has one, else from its name."""

    title: str = ""
    lang: str = "en"
    lead: str = ""
    pages: bool = True
    strict: bool = False


class Made(NamedTuple):
    """What was done: the tree, the plain pages (None without), how many rows were not read, how many of them were kept with something left out."""

    title: str
    tree: Built
    pages: Built | None
    refused: int
    mended: int
    notes: tuple[str, ...]


class _Gathered(NamedTuple):
    """What was read: the head of the tree, what is to be told of the files, and the names under which pictures are copied."""

    head: Head
    notes: tuple[str, ...]
    pictures: dict[Path, str]


class _Lanes:
    """Lanes in the order in which they are first named."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def place(self, name: str) -> int:
        """The number of a lane."""
        return self._places.setdefault(name, len(self._places))

    def lanes(self, otherwise: str) -> tuple[Lane, ...]:
        """Lanes with ids, letters and shapes; events without a lane stand in one that is called as the whole is, or `…` beside others."""
        out: list[Lane] = []
        for nth, name in enumerate(self._places):
            title = name or (otherwise if len(self._places) == 1 else "…")
            words = [word for word in re.split(r"\W+", title) if word]
            letters = "".join(word[0].upper() for word in words[:2]) if len(words) > 1 else title[:1].upper() + title[1:2]
            taken = {lane.id for lane in out}
            out.append(Lane(next(one for one in (slug(title), *(f"{slug(title)}-{more}" for more in range(2, nth + 3))) if one not in taken), title, letters, SHAPES[nth % len(SHAPES)]))
        return tuple(out)

    def check(self) -> None:
        """BadInput for more than can stand side by side."""
        if len(self._places) > MOST_LANES:
            some = ", ".join(f"“{name}”" for name in list(self._places)[:5])
            raise BadInput(f"The events name {len(self._places)} lanes ({some} …), and no page holds more than {MOST_LANES} side by side.",
                           next_step="Give the column `lane` fewer values, or make a chronology for each group of them; `theme` may keep the finer division.")


class _Faults:
    """What was not read, written to a file as it comes."""

    def __init__(self, place: Path) -> None:
        self._file = place.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")
        self._rows.writerow(("file", "line", "reason", "title", "date", "kept"))
        self.refused = self.mended = 0
        self.first: list[str] = []

    def add(self, path: Path, fault: Refused) -> None:
        """Take note of one."""
        self._rows.writerow((path.name, fault.line, fault.reason, fault.title, fault.date, "yes" if fault.kept else ""))
        self.refused += not fault.kept
        self.mended += fault.kept
        if len(self.first) < SHOWN:
            self.first.append(f"{path.name} line {fault.line}: {fault.reason}")

    def close(self) -> None:
        """All are told."""
        self._file.close()


def make(files: Iterable[Found], out: Path, told: Told, *, progress: Callable[[str], Progress] | None = None) -> Made:
    """Write the chronology of these files into a folder. BadInput with too many lanes, and when `strict` and any row cannot be read: then nothing is written.

    Conflict for a folder that holds something else. `progress` gives a callback for each step, called by its name.
    """
    _check_folder(out)
    faults_place = out.with_name(f".{out.name}.{NOT_READ}.part")
    out.parent.mkdir(parents=True, exist_ok=True)
    faults = _Faults(faults_place)
    try:
        with Spool() as spool:
            gathered = _gather(files, told, spool, faults)
            faults.close()
            if told.strict and (faults.refused or faults.mended):
                raise BadInput("\n".join(faults.first) + (f"\nand {faults.refused + faults.mended - SHOWN} more" if faults.refused + faults.mended > SHOWN else ""),
                               next_step="Mend these rows, or leave out --strict to build the rest; nothing was written.")
            tree = build(spool, gathered.head, out / TREE, progress=progress("tiles") if progress else None)
            pages = write_pages(spool, gathered.head, out, progress=progress("pages") if progress else None) if told.pages else None
        _beside(out, gathered.pictures)
        if not told.pages:
            sweep(out, set(), lambda name: bool(_PAGES.fullmatch(name)))
        if faults.refused or faults.mended:
            faults_place.replace(out / NOT_READ)
        else:
            (out / NOT_READ).unlink(missing_ok=True)
        return Made(gathered.head.title, tree, pages, faults.refused, faults.mended, gathered.notes)
    finally:
        faults.close()
        faults_place.unlink(missing_ok=True)


def _check_folder(out: Path) -> None:
    """Conflict unless it is empty, new, or a chronology of ours, finished or not."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not any((out / name).exists() for name in (f"{TREE}/meta.json", f"{TREE}/{NOTE}", NOTE))):
        raise Conflict(f"{out} holds something that is no chronology.", next_step="Choose an empty folder with --out.")


def _gather(files: Iterable[Found], told: Told, spool: Spool, faults: _Faults) -> _Gathered:
    """Everything into the spool."""
    lanes = _Lanes()
    pictures: dict[Path, str] = {}
    notes: list[str] = []
    title, lead, name, julian = told.title, told.lead, "", False
    for found in files:
        title, lead, name = title or found.title, lead or found.lead, name or found.path.stem
        notes += found.notes
        for lane in found.lanes:
            lanes.place(lane)
        for row in found.rows:
            if isinstance(row, Refused):
                faults.add(found.path, row)
                continue
            julian = julian or row.date.calendar == "julian"
            for fault in _take(row, found.path, lane=lanes.place(row.lane), lang=told.lang, spool=spool, pictures=pictures):
                faults.add(found.path, fault)
    lanes.check()
    title = title or name.replace("-", " ").replace("_", " ").strip().capitalize()
    pages = {"index": f"../{INDEX}.html", "centuries": "../centuries/{year}.html", "years": "../years/{year}.html", "weeks": "../weeks/{date}.html"} if told.pages else None
    head = Head(f"chronology/{slug(title)}", title, lanes.lanes(title), told.lang, lead, dates.RUSSIA if julian else None, pages, _words(told.lang))
    return _Gathered(head, tuple(notes), pictures)


def _words(lang: str) -> Mapping[str, str] | None:
    """The viewer's words in a language; None where it says its own, which are English."""
    return said(lang) if lang in OWN_NAMES and lang != "en" else None


def _take(row: Entry, path: Path, *, lane: int, lang: str, spool: Spool, pictures: dict[Path, str]) -> Iterator[Refused]:
    """Put one row into the spool; what of it had to be left out."""
    link = row.link
    if link and not _LINK.match(link):
        yield Refused(row.line, f"the link “{link[:60]}” is no address of a page", row.title, row.date.words, kept=True)
        link = ""
    picture = ""
    if row.picture:
        try:
            picture = _picture(row.picture, path.parent, pictures)
        except PresnyaError as error:
            yield Refused(row.line, error.message.rstrip("."), row.title, row.date.words, kept=True)
            link = link or (row.picture if _LINK.match(row.picture) and "://" in row.picture else "")
    try:
        spool.add(event_of(row, lane, lang, link=link, picture=picture))
    except BadInput as error:
        yield Refused(row.line, error.message.rstrip("."), row.title, row.date.words)


def event_of(row: Entry, lane: int, lang: str, *, link: str = "", picture: str = "") -> Event:
    """A row as an event of lane number `lane`; `lang` is that of the whole. BadDate for a date open on both sides."""
    by = tuple(map(Witness, _several(row.witness)))
    card = Card(row.text, "", row.passage, "", by if row.text or row.passage else (), row.source, picture=picture, alt=row.alt) if row.text or row.passage or row.source or picture else None
    return Event(
        lane, row.event, row.title, (dating_of(row.date, witnesses=by),), lang=row.lang if row.lang != lang else "", href=link, weight=row.weight, card=card,
        themes=_several(row.theme), places=_several(row.place))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip())) if cell else ()


def _picture(words: str, folder: Path, pictures: dict[Path, str]) -> str:
    """Its address seen from the tree. BadInput when it is at another site, no picture, or not there."""
    if "://" in words:
        raise BadInput(f"the picture {words[:80]} lies at another site, and our pages ask nothing of others: save it beside the table")
    place = (folder / words).resolve()
    if place.suffix.lower() not in ENDINGS:
        raise BadInput(f"{words[:80]} is no picture that a browser shows")
    if folder.resolve() not in place.parents:
        raise BadInput(f"the picture {words[:80]} lies outside of the table's folder")
    if place not in pictures:
        if not place.is_file():
            raise BadInput(f"there is no picture {words[:80]}")
        with place.open("rb") as file:
            pictures[place] = hashlib.file_digest(file, "sha256").hexdigest()[:16] + place.suffix.lower()
    return f"../{PICTURES}/{pictures[place]}"


def _beside(out: Path, pictures: dict[Path, str]) -> None:
    """Stylesheet, scripts, fonts and pictures; without those of an earlier time."""
    known = set()
    for name, data in static(alone=True):
        put(out, f"static/{name}", data)
        known.add(f"static/{name}")
    for place, name in pictures.items():
        known.add(f"{PICTURES}/{name}")
        if not (out / PICTURES / name).exists():  # its name is the hash of its bytes
            (out / PICTURES).mkdir(exist_ok=True)
            part = out / PICTURES / f".{name}.part"
            shutil.copyfile(place, part)
            part.replace(out / PICTURES / name)
    sweep(out, known, lambda name: bool(_BESIDE.fullmatch(name)))
