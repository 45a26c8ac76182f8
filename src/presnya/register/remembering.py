"""What a reader saw of each museum: the newest signed head, kept on this machine. A museum that shows less, or something else, is found out by whoever remembers."""

import json
from pathlib import Path
from typing import Literal, NamedTuple

from presnya.register import cosigner, keys
from presnya.register.comparing import Head
from presnya.register.evidence import found_fork, roots_of
from presnya.register.note import Checkpoint, parse_checkpoint, parse_vkey
from presnya.register.tile_reader import TileReader, prefix_path
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadProof, RegisterError

Look = Literal["first", "same", "newer", "older", "forked"]


class Looked(NamedTuple):
    """What a look showed beside the last one: `before` the head that is remembered, `file` the evidence when the two are a fork."""

    look: Look
    before: Checkpoint | None = None
    file: Path | None = None


def look(head: Head) -> Looked:
    """Compare a head with what was seen of this register before; a newer one that continues it is remembered from now on, nothing else is.

    BadProof when the museum's tiles do not lead to the root it signed.
    """
    place = keys.home("seen") / f"{cosigner.origin_hash(head.checkpoint.origin)}.json"
    known = _read(place)
    if known is None:
        _write(place, head)
        return Looked("first")
    note, held = known
    before, now = parse_checkpoint(note.partition("\n\n")[0] + "\n"), head.checkpoint
    if now.size < before.size:
        return Looked("older", before)
    path: tuple[bytes, ...] = ()
    root, whole = now.root, now.root
    if 0 < before.size < now.size:
        path = tuple(prefix_path(before.size, now.size, TileReader(head.place, head.prefix, now.size)))
        root, whole = roots_of(before.size, now.size, path)
    if whole != now.root:
        raise BadProof(f"The tiles of {now.origin} do not lead to the root that it signed.", next_step="It may be publishing just now: look again in a while.")
    if root != before.root and before.size:
        evidence = found_fork(note, head.note, (*(parse_vkey(one) for one in held), *head.keys), path)
        return Looked("forked", before, cosigner.keep(evidence) if evidence else None)
    _write(place, head)
    return Looked("same" if now.size == before.size else "newer", before)


def told(looked: Looked, head: Head) -> str:
    """What a reader should know of it; '' when all is as it should be."""
    match looked.look:
        case "older":
            return f"This is older than what you saw before: {head.checkpoint.size} acts, not {looked.before.size if looked.before else 0}."
        case "forked":
            return f"This is another history than the one you saw before. Evidence: {looked.file or 'none, it is signed by another key'}."
        case _:
            return ""


def _read(place: Path) -> tuple[str, list[str]] | None:
    try:
        held = json.loads(place.read_text())
        return str(held["note"]), [str(one) for one in held["keys"]]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"{place}, which says what you saw of a museum, is damaged.", next_step="Delete it if you do not need it; the next look is then the first.") from error


def _write(place: Path, head: Head) -> None:
    write_atomically(place, json.dumps({"note": head.note, "keys": [str(key) for key in head.keys]}, ensure_ascii=False).encode(), mode=0o600)
