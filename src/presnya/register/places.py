"""Where a published museum lies that is to be checked: a folder, or an http(s) address."""

import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from presnya.register.tiles import WIDTH, Tile, cut_tile, parse_tile
from presnya.register.transport import Host, Limits, joined
from presnya.terms.errors import Refused, RegisterError

MOST_NOTE: Final = 64 << 10
"""Bytes of a checkpoint or another signed note: 64 lines of the longest signatures that are used."""


class Place(Protocol):
    """`read` gives a file's bytes by its path from the top (OSError when it is not there), `names` all files, None where nobody can list them.

    `most` bytes are read at the most; a larger file is Refused, named.
    """

    def read(self, name: str, *, most: int | None = None) -> bytes: ...
    def names(self) -> Iterable[str] | None: ...


class Folder:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str, *, most: int | None = None) -> bytes:
        place = self.folder / name
        found = place.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe or a device would never end
            raise FileNotFoundError(f"{name} is no file")
        if most is not None and found.st_size > most:
            raise Refused(f"{place} is larger than the {most} bytes that are taken from it.", next_step="Ask whoever made this copy what it is.")
        return place.read_bytes()

    def names(self) -> Iterable[str]:
        return (place.relative_to(self.folder).as_posix() for place in sorted(self.folder.rglob("*")) if place.is_file())


class Address:
    """An http(s) address under which the files lie. Raises Unreachable when the host does not answer or its answers are refused."""

    def __init__(self, address: str, *, limits: Limits | None = None) -> None:
        self.address = address.rstrip("/")
        self.host = Host(address, limits=limits)

    def read(self, name: str, *, most: int | None = None) -> bytes:
        try:
            return self._read(name, most)
        except FileNotFoundError:
            tile = parse_tile(name[at:]) if (at := name.find("tile/")) >= 0 else None
            if tile is None or not tile.partial:
                raise
            return self._from_full(name[:at], tile, most)

    def _from_full(self, prefix: str, tile: Tile, most: int | None) -> bytes:
        """A partial tile from the full one: when a museum grows between two requests, the partial tile of the checkpoint one holds may be gone."""
        full = tile._replace(width=WIDTH)
        try:
            return cut_tile(self._read(prefix + full.path, None if most is None else most * WIDTH), tile, file=prefix + full.path)
        except RegisterError as error:
            raise OSError(str(error)) from error

    def _read(self, name: str, most: int | None) -> bytes:
        answer = self.host.get(joined(self.address, name), most=most)
        if answer.status in (404, 410):
            raise FileNotFoundError(f"{name} is not there")
        if answer.status != 200:  # noqa: PLR2004  HTTP's own
            raise OSError(f"{name}: the host answers {answer.status}")
        return answer.body

    def names(self) -> None:
        """A web host does not list its files; extra files cannot be found there."""


def place_of(target: str | Path, *, limits: Limits | None = None) -> Place:
    """The place somebody typed: an http(s) address, or else a folder (which need not exist)."""
    return Address(str(target), limits=limits) if str(target).startswith(("http://", "https://")) else Folder(Path(target))
