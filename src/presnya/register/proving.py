"""What a proof is checked with, as it lies in a folder: the entry of an act, and the key that signed the proof's checkpoint."""

from pathlib import Path

from presnya.register.note import Verifier, parse_checkpoint, parse_vkey
from presnya.register.rotation import Chain, follow
from presnya.register.tiles import WIDTH, Tile, unbundle
from presnya.terms.errors import BadNote, NotFound


def entry_of(place: Path, number: int) -> bytes:
    """The entry of an act: the file itself, or act `number` of a log's or a published museum's folder. NotFound when the log is shorter."""
    if place.is_file():
        return place.read_bytes()
    log = _log(place)
    at = number % WIDTH
    full = log / Tile(-1, number // WIDTH, WIDTH).path
    parts = [one for one in full.with_name(f"{full.name}.p").glob("*") if one.name.isdecimal() and int(one.name) > at]
    for bundle in [full] * full.is_file() + parts:
        entries = unbundle(bundle.read_bytes(), file=str(bundle))
        if at < len(entries):
            return entries[at]
    raise NotFound(f"{place} holds no act {number}.", next_step="Name the file of the entry, or the folder of a newer copy.")


def key_for(place: Path, note: str, vkey: str) -> Verifier:
    """The key that must have signed the note, when `vkey` is one of the keys of the register in this folder; else `vkey` itself. BadNote when it is no key."""
    key = parse_vkey(vkey)
    chain, _ = follow(lambda number: _read(_log(place) / "rotations" / str(number))) if place.is_dir() else ((), None)
    keys = Chain(chain[0].old, chain) if chain else Chain(key)
    try:
        size = parse_checkpoint(note.partition("\n\n")[0] + "\n").size
    except BadNote:
        return key
    return keys.key_at(size) if key in keys.keys else key


def _log(place: Path) -> Path:
    return place / "register" if (place / "register/checkpoint").exists() else place


def _read(place: Path) -> bytes | None:
    return place.read_bytes() if place.is_file() else None
