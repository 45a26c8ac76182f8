"""Pictures: the folder of each at the site's root, the same for every language, with its IIIF manifest."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from presnya.museum.pictures import Picture, pictures
from presnya.publishing import links
from presnya.publishing.images.manifest import manifest
from presnya.publishing.images.pyramid import forget, pyramid
from presnya.publishing.pages.page import Build, Tree
from presnya.strongroom import Strongroom


def pages(build: Build) -> Iterator[Tree]:
    """A folder for each picture that is held."""
    if build.lang != build.museum.languages[0]:
        return
    forget(build.museum.inside / "pictures", Strongroom(build.museum.strongroom))
    for picture in pictures(build.holdings):
        yield Tree(links.picture_folder(picture.id), partial(_write, picture, build))


def _write(picture: Picture, build: Build, place: Path) -> int:
    museum = build.museum
    root = museum.address.rstrip("/") or f"https://{museum.origin}"
    address = f"{root}/{links.picture_folder(picture.id)}"
    shown = manifest(picture, build.holdings, museum=museum, root=root, address=address)
    return pyramid(picture, place, room=Strongroom(museum.strongroom), cache=museum.inside / "pictures", address=address,
                   also={"manifest.json": (json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n").encode()})
