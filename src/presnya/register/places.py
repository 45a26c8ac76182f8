"""Where a published museum lies that is to be checked: a folder, or an http(s) address."""

import urllib.request
from collections.abc import Iterable
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

TIMEOUT = 30


class Place(Protocol):
    """`read` gives a file's bytes by its path from the top (OSError when it is not there), `names` all files, None where nobody can list them."""

    def read(self, name: str) -> bytes: ...
    def names(self) -> Iterable[str] | None: ...


class Folder:
    """A folder on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def names(self) -> Iterable[str]:
        return (place.relative_to(self.folder).as_posix() for place in sorted(self.folder.rglob("*")) if place.is_file())


class Address:
    """An http(s) address under which the files lie."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def read(self, name: str) -> bytes:
        try:
            with urllib.request.urlopen(f"{self.address}/{quote(name)}", timeout=TIMEOUT) as answer:  # noqa: S310  only http(s) gets here
                data: bytes = answer.read()
                return data
        except HTTPException as error:  # cut off on the way, or no HTTP at all
            raise OSError(str(error)) from error

    def names(self) -> None:
        """A web host does not list its files; extra files cannot be found there."""
