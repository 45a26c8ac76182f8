"""The files of a picture, cut once for its bytes and kept beside the museum."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from presnya.museum.pictures import Picture
from presnya.publishing.images.level0 import info, urls
from presnya.publishing.tiles.files import put
from presnya.strongroom import Strongroom
from presnya.terms.errors import BadFile

RECIPE: Final = "1"
"""Changes when the same picture is to be cut into other bytes."""


def pyramid(picture: Picture, place: Path, *, room: Strongroom, cache: Path, address: str, also: dict[str, bytes]) -> int:
    """Bring the folder `place` to what the picture is: tiles, sizes, info.json with `address` as its id, and `also` (name → bytes). Returns how many files were written.

    Cut pictures wait in `cache` under the hash of their bytes; a build that was killed leaves at most one folder there that nobody reads.
    BadFile when the picture cannot be decoded within its limits.
    """
    cut = _cut(picture, room, cache)
    wanted = {name: cut / name for name in urls(picture.width, picture.height) if name != "info.json"}
    made = {"info.json": _json(info(address, picture.width, picture.height)), **also}
    written = sum(put(place, name, source.read_bytes()) for name, source in sorted(wanted.items()))
    written += sum(put(place, name, data) for name, data in made.items())
    _sweep(place, {*wanted, *made})
    return written


def _cut(picture: Picture, room: Strongroom, cache: Path) -> Path:
    done = cache / f"{picture.sha256}-{RECIPE}"
    if done.is_dir():
        return done
    room.get(picture.sha256)  # whole and unharmed, or an error that names it
    part = cache / f".{done.name}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    ran = subprocess.run([sys.executable, "-m", "presnya.publishing.images.cut", str(room.path(picture.sha256)), str(part), str(picture.width), str(picture.height)],
                         capture_output=True, text=True, check=False)
    if ran.returncode:
        shutil.rmtree(part, ignore_errors=True)
        why = ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"the program that cuts it was ended (code {ran.returncode}); it needs too much time or memory"
        raise BadFile(f"{picture.id} cannot be shown: {why}.", next_step="Open it in an image program, save it anew as JPEG or PNG, and publish again.")
    part.rename(done)
    return done


def forget(cache: Path, room: Strongroom) -> None:
    """Remove what was cut of pictures whose bytes were destroyed, and what a killed build left."""
    for place in cache.iterdir() if cache.is_dir() else ():
        if place.name.startswith(".") or place.name.partition("-")[0] not in room:
            shutil.rmtree(place)


def _sweep(folder: Path, names: set[str]) -> None:
    """Remove what is no longer part of the picture, and folders that are empty then."""
    for place in sorted(folder.rglob("*"), reverse=True):
        if place.is_file() and place.relative_to(folder).as_posix() not in names:
            place.unlink()
        elif place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
