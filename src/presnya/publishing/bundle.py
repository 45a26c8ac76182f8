"""Stylesheet, scripts and fonts as they were built, to be copied into what is published."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final

MUSEUM: Final = frozenset({"presnya.css", "presnya.js", "acts.css", "pictures.css", "library.css", "room.css", "exhibition.css", "zoom.js", "zoom.css", "deep.js", "panorama.js", "panorama.css", "tour.js", "tour.css", "verify.css", "ed25519.js"})
"""What only pages of a museum ask for."""
ALONE: Final = frozenset({"alone.css", "alone.js", "fonts.css"})
"""What only pages of a chronology that stands alone ask for."""
RAW: Final = frozenset({"verify.js", "verify.html"})
"""What is published with words added (publishing.verifying), not as it was built."""


def static(*, alone: bool = False) -> Iterator[tuple[str, bytes]]:
    """(name below static/, bytes) for a museum, or for a chronology that stands alone; none in a checkout whose front end was not built yet."""
    root = resources.files("presnya.publishing").joinpath("static")
    if root.is_dir():
        yield from ((name, data) for name, data in _walk(root, "") if name not in (MUSEUM if alone else ALONE) | RAW)


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for place in sorted(folder.iterdir(), key=lambda one: one.name):
        if place.is_dir():
            yield from _walk(place, f"{prefix}{place.name}/")
        elif not place.name.startswith("."):
            yield prefix + place.name, place.read_bytes()
