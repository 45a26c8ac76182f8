"""What all carriers share: the files to be written, reading in pieces, and how a carrier is examined."""

import hashlib
import io
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from secrets import token_bytes
from typing import IO, Final, NamedTuple, Protocol

from presnya.register.check_site import known_as
from presnya.register.copy_list import CopyHead
from presnya.register.findings import Findings
from presnya.register.folders import LARGEST_WHOLE
from presnya.register.manifest import PIECE, Listed
from presnya.register.names import Seen
from presnya.terms.errors import Conflict, Tampered

Progress = Callable[[int, int], None]

LARGEST_RATIO: Final = 200
"""A carrier that claims to hold more than this many times its own bytes is refused unread: pages compress to a tenth, pictures hardly."""
LIST_RATIO: Final = 8
"""COPY.json may have this many times the carrier's bytes at most: every file it lists takes room in the carrier, too."""
SLACK: Final = 1 << 20
"""Bytes that are always granted."""


def stage(progress: Progress | None, nth: int, of: int) -> Progress | None:
    """Progress of the nth of several stages of one job, from 0: what is told of it goes on where the stage before ended."""
    return None if progress is None else lambda done, total: progress(nth * total + done, of * total)


class Source(NamedTuple):
    """A file to be carried: how it is listed, and where its bytes lie, on disk or at hand."""

    listed: Listed
    place: Path
    data: bytes | None = None

    def open(self) -> IO[bytes]:
        """Its bytes for reading."""
        return io.BytesIO(self.data) if self.data is not None else self.place.open("rb")


class Cargo(NamedTuple):
    """Everything a carrier is made of: `files` in the list's order; COPY.json and COPY.sig come first in what is carried."""

    head: CopyHead
    copy: Source
    signature: Source
    files: tuple[Source, ...]

    @property
    def everything(self) -> tuple[Source, ...]:
        """COPY.json, COPY.sig, then the files."""
        return (self.copy, self.signature, *self.files)


class Carrier(Protocol):
    """A copy that can be examined: reading as a `Place`, and `examine`, which looks at every byte of the carrier."""

    def read(self, name: str) -> bytes: ...
    def open(self, name: str) -> IO[bytes]: ...
    def size(self, name: str) -> int: ...
    def names(self) -> Iterable[str]: ...
    def odd(self) -> Iterable[tuple[str, str]]: ...
    def examine(self, check: Findings, head: CopyHead, progress: Progress | None) -> Seen: ...


def copied(source: Source) -> Iterator[bytes]:
    """The bytes of a file in pieces; Conflict at the end when they are no longer those that were listed."""
    digest, size = hashlib.sha256(), 0
    with source.open() as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            yield piece
    if (digest.hexdigest(), size) != (source.listed.sha256, source.listed.size):
        raise Conflict(f"{source.listed.file} was changed while the museum was copied.", next_step="Call the command again when nobody is at work on the museum.")


def fits(name: str, head: CopyHead, carrier: int) -> None:
    """Tampered for a list whose claims no carrier of this many bytes can keep."""
    if head.total > LARGEST_RATIO * carrier + SLACK:
        raise Tampered(f"{name} claims to hold {head.total} bytes in {carrier}: refused unread.", next_step="Take another copy of the museum; this one was made to do harm.")


def take(check: Findings, held: Seen, listed: Listed, found: tuple[str, int]) -> bool:
    """Note a file that was hashed: remembered when it is the one that was listed, named when not."""
    if found == (listed.sha256, listed.size):
        held.add(known_as(listed))
        return True
    check.wrong(listed.file, "is not the file that was copied")
    return False


def whole(file: IO[bytes], name: str) -> bytes:
    """All bytes of an open file, taken in pieces; OSError for more than LARGEST_WHOLE."""
    out, size = [], 0
    while piece := file.read(PIECE):
        out.append(piece)
        if (size := size + len(piece)) > LARGEST_WHOLE:
            raise OSError(f"{name} is larger than {LARGEST_WHOLE} bytes")
    return b"".join(out)


class Index:
    """Name → number, for millions of names in sixteen bytes each. Names are kept as hashes under a key drawn for this run."""

    def __init__(self) -> None:
        self._key = token_bytes(32)
        self._marks: array[int] = array("Q")
        self._numbers: array[int] = array("Q")
        self._sorted = True

    def _mark(self, name: str) -> int:
        return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), key=self._key, digest_size=8).digest())

    def add(self, name: str, number: int) -> None:
        self._marks.append(self._mark(name))
        self._numbers.append(number)
        self._sorted = False

    def __getitem__(self, name: str) -> int:
        """FileNotFoundError for a name that was not added."""
        if not self._sorted:
            order = sorted(range(len(self._marks)), key=self._marks.__getitem__)
            self._marks, self._numbers = array("Q", (self._marks[at] for at in order)), array("Q", (self._numbers[at] for at in order))
            self._sorted = True
        mark = self._mark(name)
        at = bisect_left(self._marks, mark)
        if at == len(self._marks) or self._marks[at] != mark:
            raise FileNotFoundError(name)
        return self._numbers[at]
