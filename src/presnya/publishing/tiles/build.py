"""Writing a tree: tiles, cards, what is near, meta.json; only what has changed, in two processes when that pays, and resumable."""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from presnya.publishing.tiles import encode, near
from presnya.publishing.tiles.bins import BINS
from presnya.publishing.tiles.encode import Listed, dumps, tile_name
from presnya.publishing.tiles.event import CONTESTED_SIGN, Event, Lane, Witness
from presnya.publishing.tiles.files import Progress, Put, finished, in_shards, processes, put, put_all, sweep
from presnya.publishing.tiles.spool import Columns, Spool, unpack
from presnya.publishing.tiles.tree import Extent, Tile, extent, plan
from presnya.terms.errors import BadInput

VERSION: Final = 1
META: Final = "meta.json"
WHOLE: Final = "whole.js"
SMALL: Final = 4_000_000
"""Bytes up to which a tree is written a second time as one script, which a page opened from a folder can read."""
MOST_LANES: Final = 24
"""More stand side by side on no screen and no page."""
SHARD: Final = 64
"""Tiles."""
PAYS: Final = 30_000
"""Marks from which a second process saves more than it costs to start."""
_OURS: Final = re.compile(r"\d+/\.?\d+(\.\d+)?(\.cards|\.near)?\.json(\.part)?|near/\.?-?\d+\.json(\.part)?|meta\.json|whole\.js|\.(meta\.json|whole\.js)\.part", re.ASCII)


class Head(NamedTuple):
    """What a tree is. `cutover`: the minute before which dates are also shown Old Style. `pages`: where plain pages are, relative to meta.json.
    `say`: words of the viewer in the tree's language.
    """

    id: str
    title: str
    lanes: tuple[Lane, ...]
    lang: str = "en"
    lead: str = ""
    cutover: int | None = None
    pages: Mapping[str, str] | None = None
    say: Mapping[str, str] | None = None


class Built(NamedTuple):
    """What was done. `marks` in all, `files` of the tree, `written` those that had changed, `removed` those that were no longer part, `size` in bytes."""

    marks: int
    files: int
    written: int
    removed: int
    size: int


class Work(NamedTuple):
    """A tile with what its neighbours know of it: marks of each lane that last into it, and where the copies of those it names stand."""

    tile: Tile
    opened: tuple[int, ...]
    through: tuple[tuple[int, ...], ...]


class Kept(NamedTuple):
    """Where columns and texts lie while processes work on them; columns themselves where there is one process."""

    columns: Path | Columns
    texts: Path


class _Given(NamedTuple):
    """What a process is given: where to write, where columns and texts are kept, and what holds for the whole tree."""

    folder: Path
    kept: Kept
    where: Extent
    lanes: int
    listed: Listed
    twins: Mapping[int, list[tuple[int, ...]]]


class _Bench(NamedTuple):
    """What a process has open to make tiles."""

    given: _Given
    columns: Columns
    texts: BinaryIO


_benches: list[_Bench] = []
"""The bench of this process; one at a time."""


def build(spool: Spool, head: Head, folder: Path, *, progress: Progress | None = None, workers: int | None = None) -> Built:
    """Write the tree of everything in the spool into `folder`; what lies there and is no longer part of the tree is removed.

    `workers`: processes, by default two where that pays and the machine has them. BadInput for more than MOST_LANES lanes or a mark in a lane that is not there.
    """
    columns = spool.columns()
    _check(head, columns)
    where = extent(columns)
    lanes = len(head.lanes)
    works = _works(sorted(plan(columns, where, lanes), key=lambda one: (one.level, one.number)), columns, where, lanes)
    names = spool.who.listed(), spool.themes.listed(), spool.places.listed()
    listed = Listed(*({one: nth for nth, one in enumerate(found)} if found is not None else None for found in names))  # type: ignore[arg-type]  # each of its kind
    shards = [works[at:at + SHARD] for at in range(0, len(works), SHARD)]
    folder.mkdir(parents=True, exist_ok=True)
    count = workers or some_workers(len(columns.begin))
    with kept(spool, columns, shared=count > 1) as place:
        given = _Given(folder, place, where, lanes, listed, near.twins(columns) if lanes > 1 else {})
        with processes(count, setup=_set_up, given=(given,)) as pool:
            done = in_shards(folder, shards, _shard, what=f"{VERSION} {lanes} {spool.hash()}", executor=pool, progress=lambda shard: progress(shard, len(shards)) if progress else None)
    _put_down()
    weeks, counted = near.files(columns, lanes)
    close = put_all(folder, ((name, dumps(value)) for name, value in counted))
    meta = dumps({**_meta(head, columns, where, names), "near": weeks, "files": len(done.files) + len(close.files) + 1})
    files = [*done.files, *close.files, (META, len(meta))]
    written = done.written + close.written + put(folder, META, meta)
    if sum(size for _, size in files) <= SMALL:
        whole = _whole(folder, head.id, sorted(name for name, _ in files))
        written += put(folder, WHOLE, whole)
        files.append((WHOLE, len(whole)))
    removed = sweep(folder, {name for name, _ in files}, lambda name: bool(_OURS.fullmatch(name)))
    finished(folder)
    return Built(len(columns.begin), len(files), written, removed, sum(size for _, size in files))


def _check(head: Head, columns: Columns) -> None:
    if len(head.lanes) > MOST_LANES:
        raise BadInput(f"{len(head.lanes)} lanes cannot stand side by side; {MOST_LANES} can.", next_step="Make fewer lanes, or a chronology for each group of them.")
    if len(columns.lane) and not 0 <= int(columns.lane.min()) <= int(columns.lane.max()) < len(head.lanes):
        raise BadInput(f"A mark stands in lane {int(columns.lane.max())}, and there are {len(head.lanes)}.", next_step="Give the head a lane for each.")


def some_workers(marks: int) -> int:
    """How many processes pay."""
    return min(2, os.cpu_count() or 1) if marks >= PAYS else 1


# ── what goes to the processes ──────────────────────────────────────────────────────────────────────────────────


@contextmanager
def kept(spool: Spool, columns: Columns, *, shared: bool) -> Iterator[Kept]:
    """As long as the context lasts: columns as files, which all processes share, or (not `shared`) as they are."""
    if not shared:
        yield Kept(columns, spool.path)
        return
    with tempfile.TemporaryDirectory(prefix="presnya-") as name:
        place = Path(name)
        for column, values in columns._asdict().items():
            np.save(place / f"{column}.npy", values)
        yield Kept(place, spool.path)


def open_columns(place: Kept) -> Columns:
    """The columns, shared between processes unless they are small: empty ones cannot be."""
    if isinstance(place.columns, Columns):
        return place.columns
    return Columns(*(np.load(file, mmap_mode="r" if file.stat().st_size > 1 << 12 else None) for file in (place.columns / f"{name}.npy" for name in Columns._fields)))


def _set_up(given: _Given) -> None:
    columns = open_columns(given.kept)
    _put_down()
    _benches.append(_Bench(given, columns, given.kept.texts.open("rb")))


def _put_down() -> None:
    while _benches:
        _benches.pop().texts.close()


def _works(tiles: Sequence[Tile], columns: Columns, where: Extent, lanes: int) -> list[Work]:
    homes = _homes(tiles, len(columns.begin))
    opened = _opened(tiles, columns, where, lanes)
    return [Work(tile, tuple(opened[nth]), tuple(_place(one, homes, tiles) for one in tile.through.tolist())) for nth, tile in enumerate(tiles)]


def _homes(tiles: Sequence[Tile], count: int) -> NDArray[np.int32]:
    """Shape (3, marks): tile, part and place in it."""
    out = np.empty((3, count), np.int32)
    for nth, tile in enumerate(tiles):
        for number, part in enumerate(tile.parts):
            out[0, part], out[1, part], out[2, part] = nth, number, np.arange(len(part))
    return out


def _place(mark: int, homes: NDArray[np.int32], tiles: Sequence[Tile]) -> tuple[int, ...]:
    nth, part, at = homes[:, mark].tolist()
    return (tiles[nth].level, tiles[nth].number, at, part) if part else (tiles[nth].level, tiles[nth].number, at)


def _opened(tiles: Sequence[Tile], columns: Columns, where: Extent, lanes: int) -> list[list[int]]:
    """For each tile and lane: marks that began before the tile less those that were over before it."""
    starts = np.array([where.begin + tile.number * where.width(tile.level) for tile in tiles])
    out = np.zeros((len(tiles), lanes), np.int64)
    for lane in range(lanes):
        mine = columns.lane == lane
        out[:, lane] = np.searchsorted(columns.begin[mine], starts) - np.searchsorted(np.sort(columns.last[mine]), starts)
    result: list[list[int]] = out.tolist()
    return result


# ── in a process ────────────────────────────────────────────────────────────────────────────────────────────────


def _shard(works: Sequence[Work]) -> Put:
    bench = _benches[-1]
    return put_all(bench.given.folder, (file for work in works for file in _files(work, bench)))


def _files(work: Work, bench: _Bench) -> Iterator[tuple[str, bytes]]:
    tile = work.tile
    begin = bench.given.where.begin + tile.number * bench.given.where.width(tile.level)
    for nth, part in enumerate(tile.parts):
        columns, cards = encode.marks(_read(part, bench), bench.columns.nth[part].tolist(), begin=begin, lanes=bench.given.lanes, listed=bench.given.listed)
        if bench.given.twins and (same := {str(at): bench.given.twins[mark] for at, mark in enumerate(part.tolist()) if mark in bench.given.twins}):
            columns["x"] = same
        name = tile_name(tile.level, tile.number, nth)
        if cards:
            columns["cards"] = 1
            yield name.replace(".json", ".cards.json"), dumps({"i": cards})
        yield name, dumps(columns if nth else _headed(work, bench) | columns)


def _headed(work: Work, bench: _Bench) -> dict[str, Any]:
    out = encode.heading(work.tile, bench.columns, bench.given.where, bench.given.lanes)
    if any(work.opened):
        out["open"] = work.opened
    if work.through:
        out["thru"] = work.through
    if len(work.tile.parts) > 1:
        out["parts"] = len(work.tile.parts)
    return out


def _read(part: NDArray[np.int32], bench: _Bench) -> list[Event]:
    out = []
    for offset, size in zip(bench.columns.offset[part].tolist(), bench.columns.size[part].tolist(), strict=True):
        bench.texts.seek(offset)
        out.append(unpack(bench.texts.read(size)))
    return out


# ── the head of the tree ────────────────────────────────────────────────────────────────────────────────────────


def _meta(head: Head, columns: Columns, where: Extent, names: tuple[Any, ...]) -> dict[str, Any]:
    some = len(columns.begin) > 0
    lanes = len(head.lanes)
    contested = np.bincount(columns.lane[columns.sign & CONTESTED_SIGN > 0], minlength=lanes).tolist()
    counts = np.bincount(columns.lane, minlength=lanes).tolist()
    out: dict[str, Any] = {
        "tiles": VERSION, "id": head.id, "title": head.title, "lang": head.lang, "lead": head.lead, "n": len(columns.begin), "begin": where.begin, "span": where.span,
        "depth": where.depth, "bins": BINS, "first": int(columns.begin[0]) if some else None, "last": int(columns.last.max()) if some else None,
        "cutover": head.cutover, "pages": dict(head.pages) if head.pages else None,
        "lanes": [{"id": lane.id, "title": lane.title, "letters": lane.letters, "shape": lane.shape, "href": lane.href, "n": counts[nth], "contested": contested[nth]}
                  for nth, lane in enumerate(head.lanes)],
    }
    for key, found in zip(("who", "themes", "places"), names, strict=True):
        if found:
            out[key] = [{"name": one.name, "siglum": one.siglum, "href": one.href} if isinstance(one, Witness) else one for one in found]
    if head.say:
        out["say"] = dict(head.say)
    return out


def _whole(folder: Path, identifier: str, names: Sequence[str]) -> bytes:
    body = b",".join(dumps(name) + b":" + (folder / name).read_bytes() for name in names)
    return (b"(globalThis.presnyaTiles??={})[" + dumps(identifier) + b"]={" + body + b"};\n").replace(b"</", b"<\\/")  # the same bytes would be safe inside a page
