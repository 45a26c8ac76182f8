"""Cosignatures: reading them from a checkpoint, the request and answer of the C2SP witness protocol v1.0.0, and what a cosigner decides.

A cosignature says: at this time, the largest register of this origin that I have seen, and that continues all I saw before, had this root.
"""

import base64
import binascii
import re
import time
from collections.abc import Sequence
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from presnya.register.note import COSIGNATURE, Checkpoint, Verifier, cosigned_text, signatures
from presnya.register.policy import Policy
from presnya.terms.errors import BadNote

MOST_PROOF: Final = 63
"""Lines of a consistency proof in a request."""
MOST_REQUEST: Final = 80 << 10
"""Bytes of a request: a proof, and a note with as many signatures as one may have."""
AHEAD: Final = 300
"""Seconds by which a cosignature's time may be ahead of our clock."""
_OLD: Final = re.compile(r"old (0|[1-9][0-9]{0,15})")
_SIGNATURE: Final = 76
"""Bytes of a cosignature's payload: key id, time, Ed25519 signature."""


class Request(NamedTuple):
    """`old` size the asker believes we know, consistency proof from it, and the checkpoint's note."""

    old: int
    proof: tuple[bytes, ...]
    note: str


def write_request(old: int, proof: Sequence[bytes], note: str) -> bytes:
    """The body of an add-checkpoint request."""
    return "".join([f"old {old}\n", *(f"{base64.b64encode(one).decode()}\n" for one in proof), "\n", note]).encode()


def read_request(body: bytes) -> Request:
    """Parse; BadNote when it is not of the form."""
    wrong = BadNote("This is no request to cosign: old size, proof, blank line and checkpoint are expected.", next_step="See C2SP tlog-witness.")
    try:
        head, mark, note = body.decode().partition("\n\n")
    except UnicodeDecodeError as error:
        raise wrong from error
    first, *lines = head.split("\n")
    found = _OLD.fullmatch(first)
    if not mark or not found or len(lines) > MOST_PROOF:
        raise wrong
    try:
        proof = tuple(base64.b64decode(line, validate=True) for line in lines)
    except (binascii.Error, ValueError) as error:
        raise wrong from error
    if any(len(one) != 32 or base64.b64encode(one).decode() != line for one, line in zip(proof, lines, strict=True)):  # noqa: PLR2004  SHA-256
        raise wrong
    return Request(int(found[1]), proof, note)


def cosigned_by(note: str, keys: Sequence[Verifier], *, now: float | None = None) -> dict[Verifier, int]:
    """Which of these cosigners' keys cosigned a checkpoint, and when (seconds since 1970; the first time, where one signed twice).

    BadNote for a bad line of a known key, and for a time more than five minutes ahead of `now` (default: this machine's clock).
    """
    text, lines = signatures(note)
    known = {(key.name, key.id): key for key in keys if key.type == COSIGNATURE}
    latest = (time.time() if now is None else now) + AHEAD
    out: dict[Verifier, int] = {}
    for name, payload in lines:
        if (key := known.get((name, payload[:4]))) is None:
            continue
        when = _verified(text, payload, key)
        if when > latest:
            raise BadNote(f"The cosignature of {name} is dated {when - latest + AHEAD:.0f} seconds ahead of this machine's clock.",
                          next_step="Compare both clocks; a cosignature of the future proves nothing of the past.")
        out[key] = min(when, out.get(key, when))
    return out


def _verified(text: str, payload: bytes, key: Verifier) -> int:
    wrong = BadNote(f"The cosignature of {key.name} does not fit the checkpoint.", next_step="Ask for it again.")
    if len(payload) != _SIGNATURE:
        raise wrong
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(payload[12:], cosigned_text(text, payload))
    except InvalidSignature as error:
        raise wrong from error
    when = int.from_bytes(payload[4:12])
    if when >= 1 << 63:
        raise wrong
    return when


def quorum_time(note: str, policy: Policy, *, now: float | None = None) -> int | None:
    """When a checkpoint had the cosignatures that the policy asks for; None when it has not. Without a quorum: the time of the first cosignature."""
    times = sorted((when, key) for key, when in cosigned_by(note, policy.keys(), now=now).items())
    for nth, (when, _) in enumerate(times, start=1):
        if policy.satisfied(key for _, key in times[:nth]):
            return when
    return None


def says_the_same(one: Checkpoint, other: Checkpoint) -> bool:
    """Whether two checkpoints name the same tree of the same register."""
    return one[:3] == other[:3]
