"""Reading an entry back, as strictly as it was written: what does not have the form was not written by a register of ours."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from presnya.register.act import LONGEST_ENTRY
from presnya.register.canonical import canonical, read_json
from presnya.terms.errors import BadValue, Tampered

_HEX: Final = r"[0-9a-f]{64}"
_AT: Final = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"
_STRING: Final = r'"((?:[^"\\\x00-\x1f]|\\["\\bfnrt]|\\u00[01][0-9a-f])+)"'
_FORM: Final = re.compile(
    rf'\{{(?:"about":{_STRING},)?"act":"([a-z]+)","at":"({_AT})","by":{_STRING},"commit":"({_HEX})"(?:,"parts":(\{{"[a-z0-9_]+":"{_HEX}"(?:,"[a-z0-9_]+":"{_HEX}")*\}}))?,"v":1\}}')
"""Keys in canonical order; strings written as canonical JSON writes them."""
_PART: Final = re.compile(rf'"([a-z0-9_]+)":"({_HEX})"')
_SAFE_DAY: Final = 28


class Envelope(NamedTuple):
    """What an entry says. `about` is '' when it is about nothing in particular; `parts` names what was sealed apart, with its commitment in hex."""

    act: str
    about: str
    at: str
    by: str
    commit: str
    parts: Mapping[str, str]


def read_entry(entry: bytes) -> Envelope:
    """The envelope. Tampered when the bytes are not an entry in canonical JSON, with the keys an entry has and no others."""
    try:
        return _read(entry, entry.decode())
    except (BadValue, ValueError) as error:
        raise Tampered(f"An entry cannot be read: {str(error).splitlines()[0]} It begins {entry[:40]!r}.", next_step="Take the file from another copy.") from error


def _read(entry: bytes, text: str) -> Envelope:
    found = _FORM.fullmatch(text)
    if not found or len(entry) > LONGEST_ENTRY:
        raise BadValue("It does not have the form of an entry.")
    about, act, at, by, commit, parts = found.groups(default="")
    if int(at[8:10]) > _SAFE_DAY:
        dt.datetime.fromisoformat(at)
    named = dict(_PART.findall(parts))
    if list(named) != sorted(named) or len(named) != parts.count(":"):
        raise BadValue("Its parts are out of order.")
    if text.isascii() and "\\" not in text:
        return Envelope(act, about, at, by, commit, named)
    value = read_json(text)  # what the pattern does not see: NFC, what is escaped that need not be
    if canonical(value) != entry:
        raise BadValue("It is not written as canonical JSON writes it.")
    return Envelope(act, value.get("about", ""), at, value["by"], commit, named)
