"""Panoramas: the list, and of each its page with the files that it shows and plays."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from presnya.museum.panorama import WHOLE, Panorama, panoramas
from presnya.museum.pictures import Picture, pictures
from presnya.publishing import links
from presnya.publishing.images.level0 import info
from presnya.publishing.pages.page import Build, File, Page
from presnya.publishing.prose import prose
from presnya.publishing.words import mark

SHAPE: Final = 0.6
"""Height of what the camera shows of a place, as a part of its width."""


class Backdrop(NamedTuple):
    """The picture as the page needs it: its pyramid's folder and its sizes (width, path) from the site's root, and info.json, so that a page opened from a disk asks for nothing."""

    folder: str
    large: str
    sizes: tuple[tuple[int, str], ...]
    picture: Picture
    info: Mapping[str, Any]

    @property
    def width(self) -> int:
        """Pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        """Pixels."""
        return self.picture.height


class Shown(NamedTuple):
    """A panorama, its words as HTML, its picture (None when it is not held), and what its script reads."""

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
    held = {one.id: one for one in pictures(build.holdings)}
    lines = [Listed(one, _backdrop(held.get(one.picture))) for one in panoramas(build.holdings)]
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


def _backdrop(picture: Picture | None) -> Backdrop | None:
    if picture is None:
        return None
    sizes = tuple((wide, links.picture_size(picture.id, wide, high)) for wide, high in links.picture_sizes(picture.width, picture.height))
    return Backdrop(links.picture_folder(picture.id), sizes[-1][1], sizes, picture, info(links.slug_of(picture.id), picture.width, picture.height))


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
