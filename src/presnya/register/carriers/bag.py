"""A copy as a BagIt 1.0 bag (RFC 8493): the copy under data/, and four tag files that follow from it."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Final

from presnya.register.carriers.common import Cargo, Progress
from presnya.register.carriers.folder import UNFINISHED, examine_files, put, remove_others
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, read_rows
from presnya.register.findings import Findings
from presnya.register.folders import Folder
from presnya.register.manifest import Listed, hashed
from presnya.register.names import Seen, shown
from presnya.strongroom import write_atomically

DATA: Final = "data/"
FETCH: Final = "fetch.txt"
DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DECLARATION: Final = "bagit.txt"
_INFO: Final = "bag-info.txt"
_PAYLOAD: Final = "manifest-sha256.txt"
_TAGS: Final = "tagmanifest-sha256.txt"

Rows = Callable[[], Iterable[Listed]]
"""The payload's files, walked anew at each call: COPY.json, COPY.sig, then the list's rows."""


def is_bag(folder: Path) -> bool:
    """Whether this folder is, or was, a bag of ours."""
    return (folder / DATA / COPY).is_file() or (folder / _DECLARATION).is_file() or ((folder / _PAYLOAD).is_file() and (folder / DATA).is_dir())


class Bag(Folder):
    """The payload of a bag as a place; `examine` looks at the tag files too."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / DATA)
        self.bag = Folder(folder)

    def _own(self) -> Iterator[Listed]:
        """The copy's list and its signature, as far as they are plain files: what is wrong with one is told where it is read."""
        for name in (COPY, COPY_SIG):
            with suppress(OSError):
                yield hashed(self, name)

    def examine(self, check: Findings, head: CopyHead, progress: Progress | None) -> Seen:
        """Payload as any folder; then each tag file against what it must be, and nothing else beside them. Nothing is ever fetched."""
        held = examine_files(self, check, head, progress)
        own = list(self._own())
        rest = tag_files(head, lambda: chain(own, read_rows(lambda: self.open(COPY))))
        tags = set()
        for name, pieces in rest:
            tags.add(name)
            _same(check, self.bag, name, pieces)
        for name in self.bag.names():
            if name == FETCH:
                check.wrong(name, "asks to fetch files from elsewhere; nothing was fetched", "Take the whole bag from another copy: ours never have one.")
            elif name not in tags and not name.startswith(DATA):
                check.wrong(name, "does not belong to the bag", "Remove it, or ask who put it here.")
        for name, what in self.bag.odd():
            if not name.startswith(DATA):
                check.wrong(name, what, "Remove it; a bag is made of plain files.")
        return held


def tag_files(head: CopyHead, rows: Rows) -> Iterator[tuple[str, Iterator[bytes]]]:
    """(name, its bytes in pieces) of every tag file; the last lists the others with their hashes."""
    made: dict[str, Callable[[], Iterator[bytes]]] = {_INFO: lambda: iter([_info(head, rows)]), _DECLARATION: lambda: iter([DECLARATION]), _PAYLOAD: lambda: _payload(rows)}
    listed = []
    for name, pieces in made.items():
        digest = hashlib.sha256()
        for piece in pieces():
            digest.update(piece)
        listed.append(f"{digest.hexdigest()}  {name}\n")
        yield name, pieces()
    yield _TAGS, iter(["".join(listed).encode()])


def _payload(rows: Rows) -> Iterator[bytes]:
    """RFC 8493 §2.1.3: only CR, LF and the percent sign are written as %XX in a path, and the first two have no place in ours."""
    for row in rows():
        yield f"{row.sha256}  {DATA}{row.file.replace('%', '%25')}\n".encode()


def _info(head: CopyHead, rows: Rows) -> bytes:
    files = total = 0
    for row in rows():
        files, total = files + 1, total + row.size
    lines = (("Source-Organization", head.about.name), ("Bagging-Date", head.about.date), ("External-Identifier", head.origin),
             ("External-Description", head.about.description), ("Payload-Oxum", f"{total}.{files}"), ("Bag-Software-Agent", "presnya"))
    return "".join(f"{label}: {_line(value)}\n" for label, value in lines if _line(value)).encode()


def _line(value: str) -> str:
    return " ".join(shown(word) for word in value.split())[:1000]


def _same(check: Findings, bag: Folder, name: str, wanted: Iterator[bytes]) -> None:
    """Compare a tag file with what it must be, piece by piece."""
    try:
        with bag.open(name) as file:
            same = all(file.read(len(piece)) == piece for piece in wanted) and not file.read(1)
    except OSError:
        check.wrong(name, "is missing")
        return
    if not same:
        check.wrong(name, "is not what the bag's own files give")


def write_bag(folder: Path, cargo: Cargo, progress: Progress | None) -> None:
    """Write payload and tag files into a folder that is ours; goes on where a stopped copy left off."""
    done = 0
    for source in cargo.everything:
        put(folder / DATA, source)
        done += source.listed.size
        if progress:
            progress(done, cargo.head.total + cargo.copy.listed.size + cargo.signature.listed.size)
    tags = set()
    for name, pieces in tag_files(cargo.head, lambda: (source.listed for source in cargo.everything)):
        tags.add(name)
        write_atomically(folder / name, b"".join(pieces))
    remove_others(folder, {*tags, *(DATA + source.listed.file for source in cargo.everything), UNFINISHED})


