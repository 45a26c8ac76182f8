"""The one tree of errors. Every message names the offending thing; `next_step` says what to do now.

PresnyaError
├─ BadInput            something given to us cannot be used; nothing was changed
│  ├─ BadFile          a file: empty, broken, locked, of an unknown kind
│  ├─ BadTable         a table: ragged row, duplicate id, unknown column
│  ├─ BadDate          a date that is no date (1917-02-29)
│  ├─ BadValue         a value that does not fit its property, an id that is no id
│  └─ UnknownWord      an unknown key, property, column or command, with a suggestion
├─ NotAllowed          the curator lacks the right
├─ NotFound            the thing, source, act or file does not exist here
├─ Conflict            somebody else holds the lock, or the thing has changed meanwhile
├─ RegisterError       the register cannot be written, read or trusted
│  ├─ BadNote          a signed note or checkpoint that is malformed or wrongly signed
│  ├─ BadProof         a proof that does not lead to the signed root
│  └─ Tampered         bytes that differ from what the register committed to; names the file
├─ Unreachable         an address does not answer, or too slowly
│  └─ Refused          it answers as no museum does: too much, from elsewhere, under names that are none
├─ StrongroomError     bytes are missing or damaged in the strongroom
├─ ReaderError         a reader or its model is missing, altered or refused
└─ Stopped             the work was stopped; what was done is kept and can be resumed
"""

import difflib
from collections.abc import Iterable


class PresnyaError(Exception):
    """`message` names the thing that is wrong; `next_step` (may be empty) says what to do about it."""

    def __init__(self, message: str, *, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message}\n{self.next_step}" if self.next_step else self.message


class BadInput(PresnyaError):
    """What was given cannot be used; nothing was changed."""


class BadFile(BadInput):
    """A file that cannot be taken in."""


class BadTable(BadInput):
    """A table that cannot be taken in."""


class BadDate(BadInput):
    """A date that is no date."""


class BadValue(BadInput):
    """A value that does not fit where it was put."""


class UnknownWord(BadInput):
    """A key, property, column or command nobody knows."""


class NotAllowed(PresnyaError):
    """The curator lacks the right to this deed."""


class NotFound(PresnyaError):
    """No such thing here."""


class Conflict(PresnyaError):
    """Another process or curator was there first."""


class RegisterError(PresnyaError):
    """The register cannot be written, read or trusted."""


class BadNote(RegisterError):
    """A signed note or checkpoint that is malformed or wrongly signed."""


class BadProof(RegisterError):
    """A proof that does not lead to the signed root."""


class Tampered(RegisterError):
    """Bytes that differ from what the register committed to."""


class Unreachable(PresnyaError):
    """An address that does not answer, or too slowly."""


class Refused(Unreachable):
    """What came from there is not taken: too much, from elsewhere, under names that are none."""


class StrongroomError(PresnyaError):
    """Bytes are missing or damaged in the strongroom."""


class ReaderError(PresnyaError):
    """A reader or its model is missing, altered or refused."""


class Stopped(PresnyaError):
    """The work was stopped; what was done is kept."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """'Did you mean "x"?' for the nearest known word, or an empty string when nothing is near."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f'Did you mean "{near[0]}"?' if near else ""
