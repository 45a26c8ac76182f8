"""Where a published museum lies that is to be checked: a folder, or an http(s) address."""

import urllib.request
from collections.abc import Iterable
from http.client import HTTPException
from typing import IO, Protocol, runtime_checkable
from urllib.parse import quote

from presnya.register.folders import Folder

__all__ = ["Address", "Folder", "Opens", "Place"]

TIMEOUT = 30


class Place(Protocol):
    """`read` gives a file's bytes by its path from the top (OSError when it is not there), `names` all files, None where nobody can list them."""

    def read(self, name: str) -> bytes: ...
    def names(self) -> Iterable[str] | None: ...


@runtime_checkable
class Opens(Protocol):
    """A place that can also be read in pieces, knows sizes, and tells what is no plain file in it."""

    def open(self, name: str) -> IO[bytes]: ...
    def size(self, name: str) -> int: ...
    def odd(self) -> Iterable[tuple[str, str]]: ...


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
