"""An act: an envelope without personal data in the log, and beside it the body it commits to."""

import hashlib
import hmac
import json
import secrets
from typing import Any, Final, NamedTuple

from presnya.register.canonical import canonical, nfc
from presnya.register.merkle import leaf_hash
from presnya.terms.errors import BadValue

LONGEST_ENTRY: Final = 65_535
"""Bytes: an entry bundle gives each entry's length in 16 bits (C2SP tlog-tiles)."""
SALT: Final = 32


class SealedAct(NamedTuple):
    """`entry` goes into the log, `body` and `salt` beside it; `leaf` is the entry's hash."""

    entry: bytes
    body: bytes
    salt: bytes
    leaf: bytes


def commitment(salt: bytes, body: bytes) -> str:
    """HMAC-SHA256(salt, canonical JSON of the body), hex: hides the body, and binds to it."""
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


def file_commitment(salt: bytes, sha256: str) -> str:
    """HMAC-SHA256(salt, the file's SHA-256), hex: for files that may have to go."""
    return hmac.new(salt, bytes.fromhex(sha256), hashlib.sha256).hexdigest()


def make_act(*, act: str, about: str, at: str, by: str, body: dict[str, Any], salt: bytes | None = None) -> SealedAct:
    """Seal a body into an entry. `at` is UTC as `2026-10-01T10:05:00Z`, `by` an opaque id. BadValue when it does not fit the register."""
    salt = salt if salt is not None else secrets.token_bytes(SALT)
    if len(salt) != SALT:
        raise BadValue(f"A salt has {SALT} bytes, not {len(salt)}.", next_step="Leave it out and one is drawn.")
    sealed = canonical(nfc(body))
    envelope: dict[str, Any] = {"v": 1, "act": act, "at": at, "by": by, "commit": commitment(salt, sealed)}
    if about:
        envelope["about"] = about
    entry = canonical(envelope)
    if len(entry) > LONGEST_ENTRY:
        raise BadValue(f"The entry of this {act} has {len(entry)} bytes; the log takes {LONGEST_ENTRY}.", next_step="Shorten what it is about.")
    return SealedAct(entry, sealed, salt, leaf_hash(entry))


def open_commitment(entry: bytes, salt: bytes, body: bytes) -> bool:
    """Whether this body with this salt is the one the entry commits to."""
    try:
        return hmac.compare_digest(json.loads(entry)["commit"], commitment(salt, body))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
