"""COPY.json and COPY.sig: what a copy of a museum holds, file by file, signed by who made the copy.

The list is written and read in pieces: a museum of a million files has a list of a hundred megabytes. COPY.json is one canonical JSON object;
its rows stand in `files`, strictly ascending, so that two lists can be walked side by side.
"""

import codecs
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, NamedTuple

from presnya.register.canonical import canonical
from presnya.register.manifest import PIECE, Listed
from presnya.register.names import Seen, folded, refused, shown
from presnya.register.note import Signer, sign
from presnya.terms.errors import BadValue, Tampered

COPY: Final = "COPY.json"
COPY_SIG: Final = "COPY.sig"
TITLE: Final = "presnya copy v1"
MUSEUM: Final = "museum/"
STRONGROOM: Final = "strongroom/"
VERIFIER: Final = "verify.html"
"""The page that checks a copy from disk, where the site has it."""
_ROWS: Final = '"files":['
_LONGEST_HEAD: Final = 1 << 20
_LONGEST_ROW: Final = 1 << 15
_EACH: Final = json.JSONDecoder()

Opened = Callable[[], IO[bytes]]
"""Opens COPY.json anew, from its beginning."""


class LeftOut(NamedTuple):
    """A class of things that this copy does not hold, and why: so that nobody thinks it lost."""

    what: str
    why: str


class About(NamedTuple):
    """What a carrier says of the museum in its own catalogue fields. `languages` are codes parted by commas, `date` the day of the last act."""

    name: str
    description: str
    languages: str
    licence: str
    date: str


class CopyHead(NamedTuple):
    """COPY.json but its rows. `checkpoint` is the signed note, `root` in hex, `copier` the key that signed COPY.sig; the last three are counted by `read_copy`."""

    origin: str
    size: int
    root: str
    checkpoint: str
    copier: str
    about: About
    left_out: tuple[LeftOut, ...]
    verifier: str
    sha256: str = ""
    bytes: int = 0
    files: int = 0
    total: int = 0


def is_besides(name: str) -> bool:
    """Whether a file of a copy belongs to it beside the published site."""
    return name in (COPY, COPY_SIG) or name.startswith((MUSEUM, STRONGROOM))


def strongroom_name(sha256: str) -> str:
    """Where a source's bytes lie in a copy: `strongroom/ab/cd/abcd…`."""
    return f"{STRONGROOM}{sha256[:2]}/{sha256[2:4]}/{sha256}"


def write_copy(file: IO[bytes], head: CopyHead, rows: Iterable[Listed]) -> CopyHead:
    """Write COPY.json to an open file; returns the head with hash, length and counts."""
    outer = {"about": head.about._asdict(), "checkpoint": head.checkpoint, "copier": head.copier, "left_out": [one._asdict() for one in head.left_out],
             "origin": head.origin, "root": head.root, "size": head.size, "v": 1, "verifier": head.verifier}
    before, after = ({key: value for key, value in outer.items() if (key < "files") is first} for first in (True, False))
    digest, length, files, total = hashlib.sha256(), 0, 0, 0

    def put(data: bytes) -> None:
        nonlocal length
        digest.update(data)
        length += len(data)
        file.write(data)

    put(canonical(before)[:-1] + b',"files":[')
    for row in rows:
        put((b"," if files else b"") + canonical(row._asdict()))
        files, total = files + 1, total + row.size
    put(b"]," + canonical(after)[1:] + b"\n")
    return head._replace(sha256=digest.hexdigest(), bytes=length, files=files, total=total)


def copy_note(head: CopyHead, signer: Signer) -> bytes:
    """COPY.sig."""
    return sign(copy_text(head), [signer]).encode()


def copy_text(head: CopyHead) -> str:
    """What COPY.sig signs."""
    return f"{TITLE}\n{head.origin}\n{head.sha256}\n{head.size}\n"


def read_copy(opened: Opened) -> CopyHead:
    """Read the whole list once: form, order, names. Tampered when it is no list of a copy; what its rows name is then safe to look for."""
    digest, seen = hashlib.sha256(), Seen()
    files, total = 0, 0
    try:
        with opened() as file:
            stream = _Stream(file, digest)
            for row in _rows(stream):
                if why := refused(row.file) or ("is a name of the list's own" if row.file in (COPY, COPY_SIG) else ""):
                    raise _wrong(f"lists a file that {why}: {shown(row.file)}")
                seen.add(folded(row.file))
                files, total = files + 1, total + row.size
            head = _head(stream)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, BadValue) as error:
        raise _wrong("cannot be read as the list of a copy") from error
    if seen.twice():
        raise _wrong("lists files whose names differ only by case: many systems take them for one")
    return head._replace(sha256=digest.hexdigest(), bytes=stream.length, files=files, total=total)


def read_rows(opened: Opened) -> Iterator[Listed]:
    """The rows again, of a list that `read_copy` has read."""
    with opened() as file:
        yield from _rows(_Stream(file, hashlib.sha256()))


def _wrong(what: str) -> Tampered:
    return Tampered(what, next_step="Take another copy of the museum; do not use this one.")


class _Stream:
    """COPY.json as text that comes piece by piece. `before` and `after` are what stands around the rows."""

    def __init__(self, file: IO[bytes], digest: Any) -> None:
        self.file, self.digest, self.length = file, digest, 0
        self.decode = codecs.getincrementaldecoder("utf-8")("strict").decode
        self.held, self.at, self.before, self.after = "", 0, "", ""

    def more(self) -> bool:
        """Read on; False at the end."""
        piece = self.file.read(PIECE)
        self.digest.update(piece)
        self.length += len(piece)
        self.held, self.at = self.held[self.at:] + self.decode(piece, not piece), 0
        return bool(piece)


def _rows(stream: _Stream) -> Iterator[Listed]:
    """Rows as they come. ValueError, KeyError or TypeError for what is no list."""
    stream.more()
    begin = stream.held.find(_ROWS)
    if not 0 < begin < _LONGEST_HEAD:
        raise ValueError("no rows")
    stream.at = begin + len(_ROWS)
    stream.before = stream.held[:stream.at]
    last = ""
    while True:
        while len(stream.held) - stream.at < _LONGEST_ROW and stream.more():
            pass
        if stream.held.startswith("]", stream.at):
            break
        one = _row(stream, first=not last)
        if one.file <= last:
            raise ValueError("order")
        last = one.file
        yield one
    while stream.more():
        if len(stream.held) > _LONGEST_HEAD + PIECE:
            raise ValueError("tail")
    stream.after = stream.held[stream.at:]


def _row(stream: _Stream, *, first: bool) -> Listed:
    """The next row, in the one form it may have."""
    start = stream.at if first else stream.at + 1
    row, end = _EACH.raw_decode(stream.held, start)
    one = Listed(row["file"], row["sha256"], row["size"])
    if not isinstance(one.file, str) or type(one.size) is not int or one.size < 0 or not re.fullmatch("[0-9a-f]{64}", one.sha256):
        raise ValueError("row")
    if canonical(one._asdict()).decode() != stream.held[start:end] or (not first and stream.held[stream.at] != ","):
        raise ValueError("not canonical")
    stream.at = end
    return one


def _head(stream: _Stream) -> CopyHead:
    words = stream.before + stream.after
    held = json.loads(words)
    if canonical(held).decode() + "\n" != words or held["v"] != 1:
        raise ValueError("head")
    about = About(**held["about"])
    left_out = tuple(LeftOut(**one) for one in held["left_out"])
    head = CopyHead(held["origin"], held["size"], held["root"], held["checkpoint"], held["copier"], about, left_out, held["verifier"])
    texts = (head.origin, head.root, head.checkpoint, head.copier, head.verifier, *about, *(word for one in left_out for word in one))
    if type(head.size) is not int or head.size < 0 or any(not isinstance(word, str) for word in texts) or len(held) != 10:  # noqa: PLR2004  the form's keys
        raise ValueError("head")
    return head
