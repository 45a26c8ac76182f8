"""Names of files in a published museum or a copy: which are refused, and how any name is printed so that it cannot deceive who reads it."""

import re
import secrets
import unicodedata
from array import array
from bisect import bisect_left
from hashlib import blake2b
from typing import Final

LONGEST_NAME: Final = 4096
LONGEST_PART: Final = 255
"""Bytes of a whole path and of one component of it: what file systems hold."""
_DRIVE: Final = re.compile(r"[A-Za-z]:")


def refused(name: str) -> str:
    """Why no museum may hold a file of this name; '' for a good one. Names are relative paths with forward slashes."""
    if not name or len(name) > LONGEST_NAME:
        return "is too long for a name" if name else "has no name"
    if not name.isprintable():
        return "has a name with control characters or marks that turn the direction of writing"
    if "\\" in name or name.startswith("/") or _DRIVE.match(name):
        return "has a name that leads elsewhere (a backslash, a drive or the root of the disk)"
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "has a name that leads elsewhere (empty parts or dots)"
    if not unicodedata.is_normalized("NFC", name):
        return "has a name that is not in Unicode NFC: other systems would take it for another"
    return "is too long for a name" if max(len(part.encode()) for part in parts) > LONGEST_PART or len(name.encode()) > LONGEST_NAME else ""


def shown(name: str) -> str:
    r"""The name as it may be printed: what is not printable as \u202e, \x00 and the like, at most 300 characters."""
    clear = "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() if letter < "\ud800" or letter > "\udfff" else f"\\u{ord(letter):x}"
                    for letter in name[:300])
    return clear + ("…" if len(name) > 300 else "")  # noqa: PLR2004  as the docstring says


def folded(name: str) -> str:
    """Names that fold alike are one file on systems that ignore case or normalisation."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class Seen:
    """Which texts were seen, in eight bytes each, so that a museum of millions of files needs little memory.

    What is kept is a hash under a key drawn for this run: nobody can prepare two texts that meet in it, and by chance they do not.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._held: array[int] = array("Q")
        self._sorted = True

    def __len__(self) -> int:
        return len(self._held)

    def _mark(self, text: str) -> int:
        return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), key=self._key, digest_size=8).digest())

    def add(self, text: str) -> None:
        self._held.append(self._mark(text))
        self._sorted = False

    def __contains__(self, text: str) -> bool:
        return self.place(text) is not None

    def place(self, text: str) -> int | None:
        """Where it stands among what was seen, in the order of `sort`; None when it was not seen."""
        if not self._sorted:
            self._held = array("Q", sorted(self._held))
            self._sorted = True
        mark = self._mark(text)
        at = bisect_left(self._held, mark)
        return at if at < len(self._held) and self._held[at] == mark else None

    def twice(self) -> bool:
        """Whether any text was added more than once."""
        self.place("")
        return any(self._held[at] == self._held[at + 1] for at in range(len(self._held) - 1))
