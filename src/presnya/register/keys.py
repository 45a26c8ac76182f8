"""Keys and high-water marks. Both lie outside the museum's folder: a copy of the folder must not carry the right to sign."""

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya.register.note import Signer
from presnya.strongroom import write_atomically
from presnya.terms.errors import RegisterError


class HighWater(NamedTuple):
    """The largest register this machine has signed for a museum."""

    size: int
    root: bytes


def home(kind: str) -> Path:
    """Folder for 'keys' or 'marks': under $PRESNYA_HOME when set, else under the XDG data and state folders."""
    if base := os.environ.get("PRESNYA_HOME"):
        return Path(base) / kind
    variable, default = ("XDG_DATA_HOME", ".local/share") if kind == "keys" else ("XDG_STATE_HOME", ".local/state")
    return Path(os.environ.get(variable) or Path.home() / default) / "presnya" / kind


def _file(kind: str, origin: str) -> Path:
    return home(kind) / (hashlib.sha256(origin.encode()).hexdigest()[:24] + (".key" if kind == "keys" else ".json"))


def signer(origin: str) -> Signer:
    """The museum's signing key, made at the first call (mode 0600). RegisterError when others may read it."""
    place = _file("keys", origin)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        private = Ed25519PrivateKey.generate()
        write_atomically(place, json.dumps({"origin": origin, "ed25519": private.private_bytes_raw().hex()}).encode(), mode=0o600)
        return Signer(origin, private)
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise RegisterError(f"The key {place} can be read by others on this machine.", next_step=f"chmod 600 {place}, and consider whether it was copied.")
    try:
        kept = json.loads(place.read_text())
        return Signer(origin, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(kept["ed25519"])))
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"The key {place} is damaged.", next_step="Bring it back from your own backup of keys.") from error


def holds_key(origin: str) -> bool:
    """Whether this machine has a key for this museum; none is made."""
    return _file("keys", origin).exists()


def high_water(origin: str) -> HighWater | None:
    """The mark of this museum on this machine; None when it never signed here. RegisterError when it cannot be read: without it a fork would be signed."""
    place = _file("marks", origin)
    if not place.exists():
        return None
    try:
        kept = json.loads(place.read_text())
        return HighWater(int(kept["size"]), bytes.fromhex(kept["root"]))
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"The mark {place}, which says how much was signed for {origin}, is damaged.",
                            next_step="Compare this museum with its newest published copy; when it holds all of that copy's acts, delete the mark and publish again.") from error


def raise_high_water(origin: str, mark: HighWater) -> None:
    """Remember what is about to be signed, before it is signed."""
    write_atomically(_file("marks", origin), json.dumps({"origin": origin, "size": mark.size, "root": mark.root.hex()}).encode(), mode=0o600)
