"""Stylesheet, scripts and fonts as they were built, to be copied into what is published."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable


def static() -> Iterator[tuple[str, bytes]]:
    """(name below static/, bytes); none in a checkout whose front end was not built yet."""
    root = resources.files("presnya.publishing").joinpath("static")
    if root.is_dir():
        yield from _walk(root, "")


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for place in sorted(folder.iterdir(), key=lambda one: one.name):
        if place.is_dir():
            yield from _walk(place, f"{prefix}{place.name}/")
        elif not place.name.startswith("."):
            yield prefix + place.name, place.read_bytes()
