"""Sealing by the thousand: byte for byte what `make_act` makes, for bodies that are typed values.

A typed body needs no walk to be checked. It is encoded in C with sorted keys and read back strictly as its own type: a float, a null or a bool where the
type has none, or a key it does not know, does not come back. What remains (integers beyond ±2^53, text that is not NFC) is looked for in the bytes of
all bodies at once. Whatever is in doubt goes the long way alone, which answers with the path of what is wrong.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, TypeVar

import msgspec

from presnya.register.act import LONGEST_ENTRY, SALT
from presnya.register.canonical import canonical, nfc
from presnya.terms.errors import BadValue

Typed = TypeVar("Typed", bound=msgspec.Struct)

_encode = msgspec.json.Encoder(order="sorted").encode
_sha256 = hashlib.sha256
_PLAIN = re.compile(r"[ !#-\[\]-~]*").fullmatch
"""Printable ASCII that JSON writes as it is."""
_INNER: Final = bytes(byte ^ 0x36 for byte in range(256))
_OUTER: Final = bytes(byte ^ 0x5C for byte in range(256))
"""HMAC's pads (RFC 2104): for one short message each, `hmac` spends more on its object than on hashing."""
_INNER_REST: Final = b"\x36" * (64 - SALT)
_OUTER_REST: Final = b"\x5c" * (64 - SALT)
_DIGITS: Final = bytes.maketrans(b"123456789", b"000000000")
_LONG: Final = b"0" * 16
"""The least digits of a number beyond 2^53, once every digit is made a nought."""


def read_back(bodies: Sequence[Typed]) -> tuple[list[bytes], list[Typed]]:
    """Canonical JSON of each body, and the value it is read back as: what everybody will ever see of it.

    For structs all of whose fields are typed (no `Any`, no dict). BadValue as `canonical`; msgspec.ValidationError when one is not what its type says.
    """
    try:
        sealed = [_encode(body) for body in bodies]
        if _in_order(b"\n".join(sealed)):
            return sealed, [_decoder(type(body)).decode(data) for data, body in zip(sealed, bodies, strict=True)]
    except (TypeError, ValueError, OverflowError, msgspec.ValidationError):  # one of them has no place in the register: found below
        pass
    sealed = [canonical(nfc(msgspec.to_builtins(body))) for body in bodies]
    return sealed, [_decoder(type(body)).decode(data) for data, body in zip(sealed, bodies, strict=True)]


def _in_order(sealed: bytes) -> bool:
    """No number too long, all text in NFC. The quote before a string composes with no mark, so text is NFC as a whole only when each string is."""
    return _LONG not in sealed.translate(_DIGITS) and (sealed.isascii() or unicodedata.is_normalized("NFC", sealed.decode()))


def seal(acts: Sequence[str], abouts: Sequence[str], bodies: Sequence[bytes], *, at: str, by: str, salts: Sequence[bytes]) -> tuple[list[bytes], list[bytes]]:
    """Entries and leaf hashes, as `make_act` would make each of (the act's word, what it is about or '', canonical JSON of the body, 32 bytes of salt). BadValue as there."""
    if any(len(salt) != SALT for salt in salts):
        raise BadValue(f"A salt has {SALT} bytes.", next_step="Draw it anew.")
    middle = f'"at":{_quoted(at)},"by":{_quoted(by)},"commit":"'
    words = {act: f'"act":{_quoted(act)},{middle}' for act in set(acts)}
    entries: list[bytes] = []
    for act, about, body, salt in zip(acts, abouts, bodies, salts, strict=True):
        commit = _sha256(salt.translate(_OUTER) + _OUTER_REST + _sha256(salt.translate(_INNER) + _INNER_REST + body).digest()).hexdigest()
        before = "" if not about else f'"about":"{about}",' if _PLAIN(about) else f'"about":{_quoted(about)},'
        entries.append(f'{{{before}{words[act]}{commit}","v":1}}'.encode())
    if max(map(len, entries), default=0) > LONGEST_ENTRY:
        act, entry = next((act, entry) for act, entry in zip(acts, entries, strict=True) if len(entry) > LONGEST_ENTRY)
        raise BadValue(f"The entry of this {act} has {len(entry)} bytes; the log takes {LONGEST_ENTRY}.", next_step="Shorten what it is about.")
    return entries, [_sha256(b"\0" + entry).digest() for entry in entries]


def _quoted(text: str) -> str:
    return canonical(text).decode()


@lru_cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
