"""The museums this machine mirrors or cosigns: who they are, where they are fetched, where their copies lie. A folder for each under `home`."""

import json
import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from presnya.register import keys
from presnya.register.note import ED25519, Verifier, parse_vkey
from presnya.register.places import MOST_NOTE, Source, place_of
from presnya.register.transport import Limits
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadNote, BadValue, Conflict, NotFound, PresnyaError, RegisterError

NEXT: Final = "`presnya mirror list` shows the mirrors of this machine."
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class Mirror(NamedTuple):
    """A museum that is watched. `source` is the folder or address it is fetched from, `keys` its keys as far as they are known, the current one last;
    `copied` whether its files are kept, or its register only cosigned.
    """

    name: str
    origin: str
    source: str
    keys: tuple[Verifier, ...]
    copied: bool = True

    @property
    def folder(self) -> Path:
        """Where all that is kept of it lies."""
        return home() / self.name

    @property
    def current(self) -> Path:
        """Its last whole copy: a link that is moved when the next one is whole."""
        return self.folder / "current"

    @property
    def key(self) -> Verifier:
        """The key that signs now."""
        return self.keys[-1]


def home() -> Path:
    """The folder of all mirrors: beside the keys, outside every museum."""
    return keys.home("keys").parent / "mirrors"


def add(name: str, source: str, *, key: str = "", copied: bool = True, limits: Limits | None = None) -> Mirror:
    """Watch a museum from now on. `name` '-' takes one from its origin; without `key` (its vkey) the one that lies there is believed, once.

    Raises Conflict for a name or museum that is watched already, BadValue for a name that is none, BadNote for a key that is none.
    """
    verifier = parse_vkey(key) if key else _found_key(place_of(_checked(source), limits=limits), source)
    if verifier.type != ED25519:
        raise BadNote(f"{verifier.name} is a cosigner's key.", next_step="Give the key of the museum's register (its file register/vkey).")
    mirror = Mirror(_name(name, verifier.name), verifier.name, _checked(source), (verifier,), copied)
    for known in every():
        if known.name == mirror.name or known.origin == mirror.origin:
            raise Conflict(f"{known.origin} is watched already, as {known.name}.", next_step=f"`presnya mirror remove {known.name}` first, if you mean another.")
    write(mirror)
    return mirror


def _checked(source: str) -> str:
    if source.startswith(("http://", "https://")):
        return source.rstrip("/")
    if not Path(source).is_dir():
        raise NotFound(f"There is no folder {source}.", next_step="Name the folder that holds index.html and manifest.json, or an address that begins with https://.")
    return str(Path(source).resolve())


def _found_key(source: Source, words: str) -> Verifier:
    try:
        return parse_vkey(source.read("register/vkey", most=MOST_NOTE).decode())
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{words} holds no published museum: register/vkey is missing.", next_step="Name the folder or address that holds index.html and manifest.json.") from error


def _name(words: str, origin: str) -> str:
    if words == "-":
        host = urlsplit(f"//{origin}").hostname or origin
        words = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:63]
    if not _NAME.fullmatch(words):
        raise BadValue(f"{words!r} is no name for a mirror.", next_step="Use small letters, digits and hyphens.")
    return words


def write(mirror: Mirror) -> None:
    """Keep what is known of it."""
    said = {"name": mirror.name, "origin": mirror.origin, "source": mirror.source, "keys": [str(key) for key in mirror.keys], "copied": mirror.copied}
    write_atomically(mirror.folder / "mirror.json", json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n")


def read(name: str) -> Mirror:
    """The mirror of that name. NotFound, or RegisterError when what is kept of it is damaged."""
    place = home() / _name(name, "") / "mirror.json"
    try:
        held = json.loads(place.read_text())
        return Mirror(held["name"], held["origin"], held["source"], tuple(parse_vkey(key) for key in held["keys"]), held["copied"])
    except FileNotFoundError as error:
        raise NotFound(f"No museum is mirrored here as {name}.", next_step=NEXT) from error
    except (ValueError, KeyError, TypeError, PresnyaError) as error:
        raise RegisterError(f"{place} is damaged.", next_step=f"`presnya mirror remove {name}` and add it again: its copy is fetched anew.") from error


def every() -> list[Mirror]:
    """All mirrors, by name."""
    return [read(place.parent.name) for place in sorted(home().glob("*/mirror.json"))] if home().is_dir() else []


def remove(name: str) -> Path:
    """Forget a mirror and destroy its copy. What the cosigner saw of it stays: it must never sign another history. Returns what was removed."""
    place = home() / _name(name, "")
    if not place.is_dir():
        raise NotFound(f"No museum is mirrored here as {name}.", next_step=NEXT)
    shutil.rmtree(place)
    return place


def keys_of(origin: str) -> Sequence[Verifier]:
    """The key that signs checkpoints of this register (`cosigner.KeysOf`), when it is watched on this machine: the current one, no key that was rotated out."""
    return next(((mirror.key,) for mirror in every() if mirror.origin == origin), ())


def pulled_at(mirror: Mirror) -> datetime | None:
    """When its copy was made."""
    try:
        return datetime.fromtimestamp(mirror.current.lstat().st_mtime, UTC)
    except OSError:
        return None
