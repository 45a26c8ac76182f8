"""Writing files so that a crash leaves the old one or the new one, never half of either; several files, so that a failure leaves all the old ones."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

PART: Final = ".part"
"""Ending of a file that is being written. Its name begins with a dot."""

_broken: list[OSError] = []
"""The fsync error of this process, if there was one."""


def write_atomically(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Temporary name in the same folder, fsync, rename, fsync of the folder.

    An OSError of fsync is passed on and is the end of writing in this process: after it nobody knows what the disk holds,
    and a second fsync would lie (the kernel drops the error with the first). Every later call fails with the same error.
    """
    temporary = _written(path, data, mode)
    _renamed(temporary, path)
    sync_folders([path.parent])


def sync_folders(folders: Iterable[Path]) -> None:
    """Fsync folders: names that were made or changed in them are kept from here on."""
    for folder in sorted(set(folders)):
        handle = os.open(folder, os.O_RDONLY)
        try:
            _fsync(handle)
        finally:
            os.close(handle)


class Stage:
    """Files that are to change together. Until `commit` a new file lies in its place, and a changed one beside the old; `undo` takes both away again.

    So a disk that fills up half-way leaves what lay there before, byte for byte: the space is spent before the first old file goes.
    A process that is killed leaves files beside (`leftovers`) and new ones, which the next stage finds right or replaces.
    """

    def __init__(self) -> None:
        self._made: list[Path] = []
        self._changed: list[tuple[Path, Path]] = []
        self._last: list[tuple[Path, Path]] = []

    def put(self, path: Path, data: bytes, *, last: bool = False) -> None:
        """Have these bytes in this file; nothing is done when they are there. What is put `last` appears when all the rest is durable, in the order given."""
        there = path.exists()
        if there and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        temporary = _written(path, data, 0o644)
        if last:
            self._last.append((temporary, path))
        elif there:
            self._changed.append((temporary, path))
        else:
            _renamed(temporary, path)
            self._made.append(path)

    def commit(self) -> None:
        """Put changed files in their places and make all names durable; then those that were put last."""
        folders = {path.parent for path in self._made} | {path.parent for _, path in self._changed}
        self._made.clear()
        self._place(self._changed)
        sync_folders(folders)
        folders = {path.parent for _, path in self._last}
        self._place(self._last)
        sync_folders(folders)

    def _place(self, files: list[tuple[Path, Path]]) -> None:
        while files:
            _renamed(*files.pop(0))

    def undo(self) -> None:
        """Take away what was made and not committed. Needs no space on the disk."""
        for path in (*self._made, *(temporary for temporary, _ in (*self._changed, *self._last))):
            path.unlink(missing_ok=True)
        self._made.clear()
        self._changed.clear()
        self._last.clear()


def leftovers(folder: Path) -> list[Path]:
    """Files below this folder that a killed process was writing."""
    return sorted(place for place in folder.rglob(f".*{PART}") if place.is_file())


def _written(path: Path, data: bytes, mode: int) -> Path:
    """The bytes under a temporary name beside `path`, on the disk."""
    if _broken:
        _refuse(path)
    _make(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=PART, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            _fsync(file.fileno())
        temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _renamed(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _make(folder: Path) -> None:
    """A folder that is new must be durable in its own parent, or its files go with it."""
    if folder.is_dir():
        return
    _make(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folders([folder.parent])


def _fsync(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        _broken.append(error)
        raise


def _refuse(path: Path) -> NoReturn:
    first = _broken[0]
    raise OSError(first.errno, f"{first.strerror} when this program wrote before; it writes nothing more, because nobody knows what the disk holds", str(path))
