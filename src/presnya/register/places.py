"""Where a published museum lies that is to be checked: a folder, or an http(s) address."""

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final, Protocol, runtime_checkable

from presnya.register.folders import Folder
from presnya.register.tiles import WIDTH, Tile, cut_tile, parse_tile
from presnya.register.transport import Host, Limits, joined
from presnya.terms.errors import RegisterError

__all__ = ["Address", "Folder", "Opens", "Place", "Source", "place_of"]

MOST_NOTE: Final = 64 << 10
"""Bytes of a checkpoint or another signed note: 64 lines of the longest signatures that are used."""


class Place(Protocol):
    """`read` gives a file's bytes by its path from the top (OSError when it is not there), `names` all files, None where nobody can list them."""

    def read(self, name: str) -> bytes: ...
    def names(self) -> Iterable[str] | None: ...


class Source(Protocol):
    """A place that is not trusted: `most` bytes are read at the most; a larger file is Refused, named."""

    def read(self, name: str, *, most: int | None = None) -> bytes: ...


@runtime_checkable
class Opens(Protocol):
    """A place that can also be read in pieces, knows sizes, and tells what is no plain file in it."""

    def open(self, name: str) -> IO[bytes]: ...
    def size(self, name: str) -> int: ...
    def odd(self) -> Iterable[tuple[str, str]]: ...


class Address:
    """An http(s) address under which the files lie. Raises Unreachable when the host does not answer, Refused when its answers are not taken."""

    def __init__(self, address: str, *, limits: Limits | None = None) -> None:
        self.address = address.rstrip("/")
        self.host = Host(address, limits=limits)

    def read(self, name: str, *, most: int | None = None) -> bytes:
        try:
            return self._read(name, most)
        except FileNotFoundError:
            at = name.find("tile/")
            tile = parse_tile(name[at:]) if at >= 0 else None
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


def place_of(target: str | Path, *, limits: Limits | None = None) -> Address | Folder:
    """The place somebody typed: an http(s) address, or else a folder (which need not exist)."""
    return Address(str(target), limits=limits) if str(target).startswith(("http://", "https://")) else Folder(Path(target))
