"""Writing a tree: tiles, cards, what is near, meta.json; only what has changed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np

from presnya.publishing.tiles import encode
from presnya.publishing.tiles.bins import BINS
from presnya.publishing.tiles.encode import Listed, dumps, tile_name
from presnya.publishing.tiles.event import Event, Lane, Witness
from presnya.publishing.tiles.spool import Columns, Spool, unpack
from presnya.publishing.tiles.tree import Extent, Tile, extent, plan

Progress = Callable[[int, int], None]
VERSION: Final = 1
WHOLE: Final = 4_000_000
"""Bytes up to which a tree is written a second time as one script."""


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


def build(spool: Spool, head: Head, folder: Path, *, progress: Progress | None = None) -> Built:
    """Write the tree of everything in the spool into `folder`."""
    columns = spool.columns()
    where = extent(columns)
    lanes = len(head.lanes)
    tiles = sorted(plan(columns, where, lanes), key=lambda one: (one.level, one.index))
    names = spool.who.listed(), spool.themes.listed(), spool.places.listed()
    listed = Listed(*({one: nth for nth, one in enumerate(found)} if found is not None else None for found in names))  # type: ignore[arg-type]
    files = _Files(folder)
    homes = _homes(tiles, len(columns.begin))
    opened = _opened(tiles, columns, where, lanes)
    with spool.path.open("rb") as texts:
        for nth, tile in enumerate(tiles):
            for name, value in _made(tile, opened[nth], homes, columns, where, lanes, listed, texts, tiles):
                files.put(name, dumps(value))
            if progress and nth % 50 == 0:
                progress(nth, len(tiles))
    meta = _meta(head, columns, where, spool, names, files.count + 1)
    files.put("meta.json", dumps(meta))
    if files.size <= WHOLE:
        files.put("whole.js", files.whole(head.id))
    if progress:
        progress(len(tiles), len(tiles))
    return Built(len(columns.begin), files.count, files.written, 0, files.size)


def _made(tile, opened, homes, columns, where, lanes, listed, texts, tiles):
    begin = where.begin + tile.index * where.width(tile.level)
    for nth, part in enumerate(tile.parts):
        events = []
        for place in part.tolist():
            texts.seek(columns.offset[place])
            events.append(unpack(texts.read(columns.size[place])))
        out, cards = encode.marks(events, columns.nth[part].tolist(), begin=begin, lanes=lanes, listed=listed)
        if nth == 0:
            top = encode.heading(tile, columns, where, lanes)
            if any(opened):
                top["open"] = opened
            if len(tile.through):
                top["thru"] = [_place(one, homes, tiles) for one in tile.through.tolist()]
            if len(tile.parts) > 1:
                top["parts"] = len(tile.parts)
            out = {**top, **out}
        yield tile_name(tile.level, tile.index, nth), out
        if cards:
            yield tile_name(tile.level, tile.index, nth).replace(".json", ".cards.json"), {"i": cards}


def _homes(tiles, count):
    tile_of, part_of, at = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.int32)
    for nth, tile in enumerate(tiles):
        for number, part in enumerate(tile.parts):
            tile_of[part], part_of[part], at[part] = nth, number, np.arange(len(part))
    return tile_of, part_of, at


def _place(mark, homes, tiles):
    tile = tiles[homes[0][mark]]
    out = [tile.level, tile.index, int(homes[2][mark])]
    return [*out, int(homes[1][mark])] if homes[1][mark] else out


def _opened(tiles, columns, where, lanes):
    starts = np.array([where.begin + tile.index * where.width(tile.level) for tile in tiles])
    out = np.zeros((len(tiles), lanes), np.int64)
    for lane in range(lanes):
        mine = columns.lane == lane
        out[:, lane] = np.searchsorted(columns.begin[mine], starts) - np.searchsorted(np.sort(columns.last[mine]), starts)
    return out.tolist()


def _meta(head, columns, where, spool, names, files):
    lanes = len(head.lanes)
    counts = np.bincount(columns.lane, minlength=lanes).tolist() if len(columns.lane) else [0] * lanes
    contested = spool.contested(lanes)
    out = {
        "tiles": VERSION, "id": head.id, "title": head.title, "lang": head.lang, "lead": head.lead, "n": len(columns.begin), "begin": where.begin, "span": where.span,
        "depth": where.depth, "files": files, "bins": BINS, "first": int(columns.begin[0]) if len(columns.begin) else None, "last": int(columns.last.max()) if len(columns.last) else None,
        "cutover": head.cutover, "lanes": [{"id": lane.id, "title": lane.title, "letters": lane.letters, "shape": lane.shape, "href": lane.href, "n": counts[nth], "contested": contested[nth]}
                                            for nth, lane in enumerate(head.lanes)],
        "pages": dict(head.pages) if head.pages else None,
    }
    for key, found in zip(("who", "themes", "places"), names, strict=True):
        if found:
            out[key] = [{"name": one.name, "siglum": one.siglum, "href": one.href} if isinstance(one, Witness) else one for one in found]
    if head.say:
        out["say"] = dict(head.say)
    return out


class _Files:
    """Files of the tree; those that hold the right bytes are left alone, with their times."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.known, self.written, self.size, self.count = folder, set(), 0, 0, 0
        self._kept: dict[str, bytes] = {}

    def put(self, name: str, data: bytes) -> None:
        self.known.add(name)
        self.count += 1
        self.size += len(data)
        if self.size <= WHOLE:
            self._kept[name] = data
        place = self.folder / name
        try:
            if place.read_bytes() == data:
                return
        except OSError:
            place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.part")
        part.write_bytes(data)
        part.replace(place)
        self.written += 1

    def whole(self, identifier: str) -> bytes:
        body = b",".join(dumps(name) + b":" + data for name, data in self._kept.items())
        return b"(globalThis.presnyaTiles??={})[" + dumps(identifier) + b"]={" + body + b"};\n"
