"""A folder as a place to be checked: only plain files are read, and nothing that leads out of it is followed."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from presnya.terms.errors import Refused

LARGEST_WHOLE: Final = 1 << 28
"""Bytes that are read into memory at once at most (256 MiB); larger files are read in pieces by `open`."""


class Folder:
    """A folder on this machine. Links, devices, pipes and what cannot be read are told by `odd`, never followed or opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def open(self, name: str) -> IO[bytes]:
        """The file for reading in pieces; OSError when there is no plain file of this name within the folder."""
        path = self._plain(name)
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)  # NONBLOCK: a pipe put in its place meanwhile must not hold us
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            os.close(handle)
            raise OSError(f"{name} is no plain file")
        return os.fdopen(handle, "rb")

    def size(self, name: str) -> int:
        """Bytes; OSError as `open`."""
        return self._plain(name).stat().st_size

    def read(self, name: str, *, most: int | None = None) -> bytes:
        """The whole file; OSError as `open`, also for one larger than LARGEST_WHOLE. Refused for one of more than `most` bytes."""
        with self.open(name) as file:
            if most is not None and os.fstat(file.fileno()).st_size > most:
                raise Refused(f"{self.folder / name} is larger than the {most} bytes that are taken from it.", next_step="Ask whoever made this copy what it is.")
            if os.fstat(file.fileno()).st_size > LARGEST_WHOLE:
                raise OSError(f"{name} is larger than {LARGEST_WHOLE} bytes")
            return file.read()

    def names(self) -> Iterator[str]:
        """Every plain file, sorted within each folder."""
        return (name for name, what in self._walk("") if not what)

    def odd(self) -> Iterator[tuple[str, str]]:
        """(name, what is wrong with it) of everything that is neither a plain file nor a folder, or cannot be read."""
        return ((name, what) for name, what in self._walk("") if what)

    def _plain(self, name: str) -> Path:
        """No part of the way may be a link: it would lead out of the folder."""
        parts = name.split("/")
        if "\0" in name or any(part in ("", ".", "..") for part in parts):
            raise OSError(f"{name!r} is no name of a file in a folder")
        place = self.folder
        for part in parts:
            place = place / part
            if stat.S_ISLNK(place.lstat().st_mode):
                raise OSError(f"{place} is a link")
        if not stat.S_ISREG(place.lstat().st_mode):
            raise OSError(f"{place} is no plain file")
        return place

    def _walk(self, prefix: str) -> Iterator[tuple[str, str]]:
        try:
            with os.scandir(self.folder / prefix) as found:
                entries = sorted(found, key=lambda one: one.name)
        except OSError as error:
            yield prefix.rstrip("/") or ".", f"cannot be read ({error.strerror})"
            return
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from self._walk(f"{name}/")
            else:
                yield name, _odd(entry)


def _odd(entry: os.DirEntry[str]) -> str:
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    if stat.S_ISLNK(found.st_mode):
        return "is a link, which is never followed"
    if not stat.S_ISREG(found.st_mode):
        return "is no plain file (a device, a pipe or a socket)"
    return "" if os.access(entry.path, os.R_OK) else "cannot be read (no permission)"
