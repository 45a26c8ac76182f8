"""An act: an envelope without personal data in the log, and beside it the body it commits to.

Fields that the law may make us destroy alone are sealed apart from the rest of the body, each such part with a salt and a commitment
of its own: when one part goes, the rest still opens the entry.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from presnya.register.canonical import canonical, nfc
from presnya.register.merkle import leaf_hash
from presnya.terms.errors import BadValue

LONGEST_ENTRY: Final = 65_535
"""Bytes: an entry bundle gives each entry's length in 16 bits (C2SP tlog-tiles)."""
SALT: Final = 32


class Part(NamedTuple):
    """A part of a body that was sealed apart: canonical JSON and its salt; both None once it was erased."""

    name: str
    salt: bytes | None
    body: bytes | None


class SealedAct(NamedTuple):
    """`entry` goes into the log, `body` and `salt` beside it, and so do the `parts`, by name; `leaf` is the entry's hash."""

    entry: bytes
    body: bytes
    salt: bytes
    leaf: bytes
    parts: tuple[Part, ...] = ()


def commitment(salt: bytes, body: bytes) -> str:
    """HMAC-SHA256(salt, canonical JSON of the body), hex: hides the body, and binds to it."""
    return hmac.new(salt, body, hashlib.sha256).hexdigest()


def file_commitment(salt: bytes, sha256: str) -> str:
    """HMAC-SHA256(salt, the file's SHA-256), hex: for files that may have to go."""
    return hmac.new(salt, bytes.fromhex(sha256), hashlib.sha256).hexdigest()


def make_act(*, act: str, about: str, at: str, by: str, body: dict[str, Any], salt: bytes | None = None,
             parts: Mapping[str, Any] | None = None, salts: Mapping[str, bytes] | None = None) -> SealedAct:
    """Seal a body into an entry. `at` is UTC as `2026-10-01T10:05:00Z`, `by` an opaque id. BadValue when it does not fit the register.

    `parts` are what is sealed apart from `body`, by name (`[a-z0-9_]+`), each any JSON; `salts` their salts where they are not to be drawn.
    """
    salt = _salt(salt)
    sealed = canonical(nfc(body))
    apart = tuple(_part(name, value, (salts or {}).get(name)) for name, value in sorted((parts or {}).items()))
    envelope: dict[str, Any] = {"v": 1, "act": act, "at": at, "by": by, "commit": commitment(salt, sealed)}
    if about:
        envelope["about"] = about
    if apart:
        envelope["parts"] = {part.name: commitment(part.salt or b"", part.body or b"") for part in apart}
    entry = canonical(envelope)
    if len(entry) > LONGEST_ENTRY:
        raise BadValue(f"The entry of this {act} has {len(entry)} bytes; the log takes {LONGEST_ENTRY}.",
                       next_step="Shorten what it is about, or enter it in several acts." if apart else "Shorten what it is about.")
    return SealedAct(entry, sealed, salt, leaf_hash(entry), apart)


def _part(name: str, value: Any, salt: bytes | None) -> Part:
    return Part(name, _salt(salt), canonical(nfc(value)))


def _salt(given: bytes | None) -> bytes:
    salt = given if given is not None else secrets.token_bytes(SALT)
    if len(salt) != SALT:
        raise BadValue(f"A salt has {SALT} bytes, not {len(salt)}.", next_step="Leave it out and one is drawn.")
    return salt


def open_commitment(entry: bytes, salt: bytes, body: bytes) -> bool:
    """Whether this body with this salt is the one the entry commits to."""
    try:
        return hmac.compare_digest(json.loads(entry)["commit"], commitment(salt, body))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def parts_of(entry: bytes) -> dict[str, str]:
    """Name → commitment of what was sealed apart; empty for entries of the first form. BadValue for an entry that cannot be read."""
    if b'"parts"' not in entry:
        return {}
    try:
        found = json.loads(entry).get("parts", {})
    except (ValueError, AttributeError, RecursionError) as error:
        raise BadValue("This entry is no JSON object.", next_step="Take it from another copy.") from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise BadValue("This entry's parts are no commitments.", next_step="Take it from another copy.")
    return found
