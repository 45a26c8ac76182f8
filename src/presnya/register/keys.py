"""Keys and high-water marks. Both lie outside the museum's folder: a copy of the folder must not carry the right to sign.

Which of the kept keys signs is for the register to say (its acts `rotate`), not for the file: so a rotation that was cut off between
the act and the file is completed by whoever signs next.
"""

import fcntl
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya.register.locking import Ask, Sealed, passphrase, seal, unseal
from presnya.register.note import Signer, Verifier
from presnya.register.rotation import Chain, Rotation
from presnya.strongroom import leftovers, write_atomically
from presnya.terms.errors import BadInput, Conflict, RegisterError


class HighWater(NamedTuple):
    """The largest register this machine has signed for a museum."""

    size: int
    root: bytes


class Key(NamedTuple):
    """What can be said of a museum's key without opening it. `vkey` is the key that signed last; empty in a file of an old form that is damaged."""

    place: Path
    vkey: str
    locked: bool


class _Kept(NamedTuple):
    """A key file, opened. `next` was made for a rotation that is not known to be entered; `retired` keys may still sign beside the current one."""

    origin: str
    current: Signer
    next: Signer | None = None
    retired: tuple[Signer, ...] = ()


def home(kind: str) -> Path:
    """Folder for 'keys' or 'marks': under $PRESNYA_HOME when set, else under the XDG data and state folders."""
    if base := os.environ.get("PRESNYA_HOME"):
        return Path(base) / kind
    variable, default = ("XDG_DATA_HOME", ".local/share") if kind == "keys" else ("XDG_STATE_HOME", ".local/state")
    return Path(os.environ.get(variable) or Path.home() / default) / "presnya" / kind


def _file(kind: str, origin: str, ending: str = "") -> Path:
    return home(kind) / (hashlib.sha256(origin.encode()).hexdigest()[:24] + (ending or (".key" if kind == "keys" else ".json")))


# ── who signs ───────────────────────────────────────────────────────────────────────────────────────────────────


def signer(origin: str, *, ask: Ask | None = None) -> Signer:
    """The museum's signing key, made at the first call (mode 0600).

    RegisterError when others may read it, when it is damaged, of another museum, locked and `ask` is not given, or gone although this machine has signed with it.
    """
    return _open(origin, ask)[0].current if _file("keys", origin).exists() else _new(origin)


def signers(origin: str, rotations: Sequence[Rotation], *, now: datetime, named: Verifier | None = None, ask: Ask | None = None) -> tuple[Signer, ...]:
    """Who signs a register with these rotations: its current key first, then older ones that still sign beside it.

    `named` is the key that the register's acts name, when they do. Keys that no longer sign are removed from the file. RegisterError when the current key is not here.
    """
    if named is None:
        return (signer(origin, ask=ask),)
    if not _file("keys", origin).exists():
        raise RegisterError(f"The key {named.id.hex()}, which signs the register of {origin}, is not on this machine: there is no {_file('keys', origin)}.",
                            next_step="Bring it back from your own backup of keys; when there is none, see `presnya keys successor --help`.")
    kept, phrase = _open(origin, ask)
    settled = _settled(kept, Chain(rotations[0].old if rotations else named, tuple(rotations)), now)
    if settled != kept:
        _write(settled, phrase)
    return (settled.current, *settled.retired)


def _settled(kept: _Kept, chain: Chain, now: datetime) -> _Kept:
    if kept.current.verifier != chain.current:
        if kept.next is None or kept.next.verifier != chain.current:
            raise RegisterError(f"The register of {kept.origin} says that the key {chain.current.id.hex()} signs it; {_file('keys', kept.origin)} holds {kept.current.verifier.id.hex()}.",
                                next_step="Bring back the newest backup of your keys; when the key is lost, see `presnya keys successor --help`.")
        kept = _Kept(kept.origin, kept.next, None, (kept.current, *kept.retired))
    beside = chain.beside(now)
    return kept._replace(retired=tuple(one for one in kept.retired if one.verifier in beside))


def prepare(origin: str, *, ask: Ask | None = None) -> tuple[Signer, Signer]:
    """The current key, and a new one that is kept before anything is signed with it: (old, new)."""
    if not _file("keys", origin).exists():
        _new(origin)
    kept, phrase = _open(origin, ask)
    if kept.next is None:
        kept = kept._replace(next=Signer(origin, Ed25519PrivateKey.generate()))
        _write(kept, phrase)
    assert kept.next is not None
    return kept.current, kept.next


def look(origin: str) -> Key | None:
    """The museum's key file, without its passphrase; None when there is none. RegisterError as `signer`."""
    place = _file("keys", origin)
    if not place.exists():
        return None
    held = _read(place, origin)
    if isinstance(held.get("sealed"), dict):
        return Key(place, str(held.get("vkey", "")), locked=True)
    return Key(place, str(_parse(held, place).current.verifier), locked=False)


def change_passphrase(origin: str, new: str, *, ask: Ask | None = None) -> Path:
    """Lock the key file with a passphrase, or unlock it for good with an empty one; returns where it lies. BadInput for one that is too short."""
    if new and len(new) < 12:  # noqa: PLR2004  said in the message
        raise BadInput("The passphrase has less than 12 characters.", next_step="Take four or five words.")
    if not _file("keys", origin).exists():
        _new(origin)
    kept, _ = _open(origin, ask)
    _write(kept, new)
    return _file("keys", origin)


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────


def _new(origin: str) -> Signer:
    if high_water(origin) is not None:
        raise RegisterError(f"The key of {origin} is gone: this machine has signed with it, but {_file('keys', origin)} is not there.",
                            next_step="Bring it back from your own backup of keys; when there is none, see `presnya keys successor --help`.")
    made = Signer(origin, Ed25519PrivateKey.generate())
    _write(_Kept(origin, made), "")
    return made


def _write(kept: _Kept, phrase: str) -> None:
    place = _file("keys", kept.origin)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys: dict[str, Any] = {"current": _hex(kept.current), "retired": [_hex(one) for one in kept.retired]}
    if kept.next:
        keys["next"] = _hex(kept.next)
    held: dict[str, Any] = {"v": 2, "origin": kept.origin}
    if phrase:
        held |= {"vkey": str(kept.current.verifier)}
        held["sealed"] = seal(json.dumps(keys).encode(), phrase, beside=_header(held))._asdict()
    else:
        held["keys"] = keys
    write_atomically(place, json.dumps(held).encode(), mode=0o600)
    for part in leftovers(place.parent):  # a killed process may have left this very key there, unlocked
        if part.name.startswith(f".{place.name}."):
            part.unlink()


def _hex(one: Signer) -> str:
    return one.private.private_bytes_raw().hex()


def _header(held: dict[str, Any]) -> bytes:
    """What stands open beside locked keys, and is locked with them: nobody can put them under another museum's name."""
    return json.dumps([held["v"], held["origin"], held["vkey"]]).encode()


def _open(origin: str, ask: Ask | None) -> tuple[_Kept, str]:
    """The file and the passphrase it was opened with, '' when it needs none."""
    place = _file("keys", origin)
    held = _read(place, origin)
    phrase = ""
    if isinstance(held.get("sealed"), dict):
        try:
            sealed, header = Sealed(**held["sealed"]), _header(held)
        except (TypeError, KeyError) as error:
            raise _damaged(place) from error
        phrase = passphrase(f"the key of {origin}", place, ask)
        held = held | {"keys": json.loads(unseal(sealed, phrase, beside=header, place=place))}
    return _parse(held, place), phrase


def _read(place: Path, origin: str) -> dict[str, Any]:
    if stat.S_IMODE(place.stat().st_mode) & 0o077:
        raise RegisterError(f"The key {place} can be read by others on this machine.", next_step=f"chmod 600 {place}, and consider whether it was copied.")
    try:
        held = json.loads(place.read_bytes())
        whose = held["origin"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(place) from error
    if whose != origin:
        raise RegisterError(f"The key {place} is of {whose}, not of {origin}.", next_step="Bring back this museum's own key; another's would make its register somebody else's.")
    assert isinstance(held, dict)
    return held


def _parse(held: dict[str, Any], place: Path) -> _Kept:
    """A key file's words; the first form had one key and no version."""
    origin = held["origin"]
    try:
        keys = held["keys"] if "v" in held else {"current": held["ed25519"]}

        def made(seed: str) -> Signer:
            return Signer(origin, Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed)))

        return _Kept(origin, made(keys["current"]), made(keys["next"]) if "next" in keys else None, tuple(made(seed) for seed in keys.get("retired", ())))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _damaged(place) from error


def _damaged(place: Path) -> RegisterError:
    return RegisterError(f"The key {place} is damaged.", next_step="Bring it back from your own backup of keys.")


# ── the high-water mark ─────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def alone(origin: str) -> Iterator[None]:
    """Nobody else on this machine signs for this museum meanwhile: between looking at the mark and raising it. Conflict when somebody does."""
    place = _file("marks", origin, ".lock")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(f"Another command is signing the register of {origin}.", next_step="Try again when it is done.") from error
        yield


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
        mark = HighWater(int(kept["size"]), bytes.fromhex(kept["root"]))
        own: bool = kept["origin"] == origin
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"The mark {place}, which says how much was signed for {origin}, is damaged.",
                            next_step="Compare this museum with its newest published copy; when it holds all of that copy's acts, delete the mark and publish again.") from error
    if not own:
        raise RegisterError(f"The mark {place} is damaged: it is of {kept['origin']}, not of {origin}.", next_step="Bring back this museum's own mark, or delete this one.")
    return mark


def raise_high_water(origin: str, mark: HighWater) -> None:
    """Remember what is about to be signed, before it is signed."""
    write_atomically(_file("marks", origin), json.dumps({"origin": origin, "size": mark.size, "root": mark.root.hex()}).encode(), mode=0o600)
