"""Panoramas: the list, and of each its page with the files that it shows and plays."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from presnya.museum.panorama import WHOLE, Panorama, panoramas
from presnya.publishing import links
from presnya.publishing.pages.page import Build, File, Page
from presnya.publishing.prose import prose
from presnya.publishing.words import mark

TILE: Final = 1024
SIZES: Final = (200, 400, 800, 1600)
SHAPE: Final = 0.6
"""Height of what the camera shows of a place, as a part of its width."""


class Backdrop(NamedTuple):
    """The picture as the page needs it: its pyramid's folder and its sizes from the site's root, pixels, and what is said of it."""

    folder: str
    large: str
    sizes: tuple[tuple[int, str], ...]
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    info: Mapping[str, Any]


class Shown(NamedTuple):
    """A panorama, its words as HTML, its picture (None when it is not in the catalogue), and what its script reads."""

    panorama: Panorama
    text: Markup
    documents: tuple[tuple[str, Markup], ...]
    backdrop: Backdrop | None
    start: str
    data: Mapping[str, Any]


class Listed(NamedTuple):
    """A line of the list."""

    panorama: Panorama
    backdrop: Backdrop | None


def pages(build: Build) -> Iterator[Page | File]:
    """Nothing where a museum has no panorama."""
    lines = [Listed(one, _backdrop(one.picture, build)) for one in panoramas(build.holdings)]
    for one, backdrop in lines:
        path = links.thing(one.id)
        files = dict(_files(one, build))
        yield Page(path, "panorama.html", _shown(one, backdrop, path, files, build), one.title, "panoramas", "p-pano")
        if build.lang == build.museum.languages[0]:
            yield from (File(links.panorama_file(one.id, name), data) for name, data in files.items())
    if lines:
        yield Page(links.PANORAMAS, "panoramas.html", tuple(lines), build.say(mark("Panoramas")), "panoramas", "p-list")


def _shown(one: Panorama, backdrop: Backdrop | None, path: str, files: Mapping[str, bytes], build: Build) -> Shown:
    return Shown(one, prose(one.text, path, build.holdings), tuple((title, prose(text, path, build.holdings)) for title, text in one.documents), backdrop,
                 " ".join(map(str, _box(one.start[0], one.start[1], one.start[2], backdrop))) if backdrop and one.start else "", _data(one, backdrop, files) if backdrop else {})


def _backdrop(picture: str, build: Build) -> Backdrop | None:
    arranged = build.holdings.snapshot.arrangements.get(picture)
    if arranged is None:
        return None
    given = arranged.contents
    width, height = int(given["width"]), int(given["height"])
    folder = f"pictures/{links.slug_of(picture)}"
    sizes = tuple((wide, f"{folder}/full/{wide},{round(wide * height / width)}/0/default.jpg") for wide in SIZES if wide <= width)
    return Backdrop(folder, sizes[-1][1], sizes, width, height, str(given["alt"]), str(given.get("caption", "")), str(given.get("credit", "")), _info(picture, width, height))


def _info(picture: str, width: int, height: int) -> dict[str, Any]:
    """What a viewer needs of info.json, so that a page opened from a disk asks for nothing."""
    factors = [1]
    while max(width, height) / factors[-1] > TILE:
        factors.append(factors[-1] * 2)
    return {"@context": "http://iiif.io/api/image/3/context.json", "id": links.slug_of(picture), "type": "ImageService3", "protocol": "http://iiif.io/api/image", "profile": "level0",
            "width": width, "height": height, "tiles": [{"width": TILE, "scaleFactors": factors}]}


def _box(x: int, y: int, width: int, backdrop: Backdrop) -> tuple[int, int, int, int]:
    """What the camera shows around a place, in pixels; within the picture."""
    wide = max(round(backdrop.width * width / WHOLE), 1)
    high = min(round(wide * SHAPE), backdrop.height)
    left = min(max(round(backdrop.width * x / WHOLE - wide / 2), 0), backdrop.width - wide)
    top = min(max(round(backdrop.height * y / WHOLE - high / 2), 0), backdrop.height - high)
    return left, top, wide, high


def _data(one: Panorama, backdrop: Backdrop, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What panorama.js reads: places and lights in pixels of the picture, times in milliseconds, files from the panorama's folder."""
    return {
        "folder": links.panorama_file(one.id, ""), "layers": [{"file": layer.file, "depth": layer.depth / WHOLE} for layer in one.layers if layer.file in files],
        "spots": [{"id": spot.id, "title": spot.title, "number": spot.number, "contested": spot.contested, "x": backdrop.width * spot.x // WHOLE, "y": backdrop.height * spot.y // WHOLE,
                   "box": _box(spot.x, spot.y, spot.width, backdrop)} for spot in one.spots],
        "shows": [{"id": show.id, "cues": [{
            "at": cue.at, "light": cue.light, "x": backdrop.width * cue.x // WHOLE, "y": backdrop.height * cue.y // WHOLE, "radius": backdrop.width * cue.radius // WHOLE,
            "flashes": cue.flashes, "every": cue.every, "text": cue.text, "spot": cue.spot, "sound": cue.sound if cue.sound in files else ""} for cue in show.cues]} for show in one.shows],
    }


def _files(one: Panorama, build: Build) -> Iterator[tuple[str, bytes]]:
    """Layers whose bytes are still those that were arranged, and sounds that are there. Both are an ornament: the picture and the words are whole without them."""
    for layer in one.layers:
        data = _bytes(build.museum.folder / "pictures" / layer.file)
        if data is not None and hashlib.sha256(data).hexdigest() == layer.sha256:
            yield layer.file, data
    for sound in dict.fromkeys(cue.sound for show in one.shows for cue in show.cues if cue.sound):
        if (data := _bytes(build.museum.folder / "sounds" / sound)) is not None:
            yield sound, data


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
