"""A cosigner: remembers, for each register it watches, the largest checkpoint it signed, and signs only what continues that.

Its memory lies outside every museum's folder, a folder for each register under `home("cosigned")`. Looking, checking and writing happen under one lock,
and what will be signed is on the disk before the signature leaves: two requests at once, or a crash, never make it sign two histories.
An old backup of this memory would: whoever brings one back must first raise it to what the cosigner has published.
"""

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from presnya.register import keys
from presnya.register.cosigning import Request, read_request
from presnya.register.evidence import Evidence, found_fork, keep_evidence
from presnya.register.merkle import EMPTY, verify_consistency
from presnya.register.note import COSIGNATURE, Checkpoint, Signer, Verifier, cosign, open_checkpoint, signatures, with_lines
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadNote, BadProof, Conflict, RegisterError

SIZE_KIND: Final = "text/x.tlog.size"
TEXT_KIND: Final = "text/plain; charset=utf-8"


class Seen(NamedTuple):
    """The largest checkpoint that was cosigned: `time` of the cosignature in seconds since 1970, `note` with it ('' when nothing was)."""

    size: int = 0
    root: bytes = EMPTY
    time: int = 0
    note: str = ""


class Reply(NamedTuple):
    """An answer of the witness protocol."""

    status: int
    body: bytes
    kind: str = TEXT_KIND


KeysOf = Callable[[str], Sequence[Verifier]]
"""origin → the keys that may sign its checkpoints, the current one last; none for a register that is not watched."""


def cosigner_key(name: str) -> Signer:
    """This machine's cosigning key of that name, made at the first call; never the key of a register. RegisterError when others may read it."""
    held = keys.signer(f"cosigner {name}")
    return Signer(name, held.private, COSIGNATURE)


def origin_hash(origin: str) -> str:
    """SHA-256 of the origin in hex: its name in addresses and on the disk."""
    return hashlib.sha256(origin.encode()).hexdigest()


def evidence_folder() -> Path:
    """Where evidence of forks is kept."""
    return keys.home("evidence")


def seen(origin: str) -> Seen:
    """What was cosigned of this register; RegisterError when the memory is damaged: without it a fork would be signed."""
    return _seen(origin_hash(origin))


def latest_note(hashed: str) -> str:
    """The latest cosigned checkpoint of the register with this hash ('' for none)."""
    return _seen(hashed).note


def advance(checkpoint: Checkpoint, note: str, *, signer: Signer, continues: Callable[[Seen], None], clock: Callable[[], float] = time.time) -> str:
    """Cosign; returns the line. `continues` raises when the checkpoint does not continue what was seen; it is called under the lock.

    Raises Conflict for a register smaller than what was seen: never a signature on something older.
    """
    with _alone(origin_hash(checkpoint.origin)) as place:
        before = _read(place)
        if checkpoint.size < before.size:
            raise Conflict(f"{before.size} acts of {checkpoint.origin} were cosigned before, this checkpoint has {checkpoint.size}.", next_step="Nothing older is cosigned.")
        continues(before)
        moment = max(int(clock()), before.time)  # a clock set back must not date this cosignature before the last
        line = cosign(signatures(note)[0], signer, time=moment)
        _write(place, checkpoint, moment, with_lines(_without(note, signer), [line]))
    return line


def add_checkpoint(body: bytes, *, signer: Signer, keys_of: KeysOf, clock: Callable[[], float] = time.time) -> Reply:
    """Answer to the body of an add-checkpoint request."""
    try:
        request = read_request(body)
        signatures(request.note)
    except BadNote as error:
        return _told(400, error.message)
    origin = request.note.partition("\n")[0]
    known = keys_of(origin)
    if not known:
        return _told(404, f"{origin[:200]} is not watched here.")
    checkpoint = _opened(request.note, known)
    if checkpoint is None:
        return _told(403, f"No known key of {origin} signed this checkpoint.")
    if request.old > checkpoint.size:
        return _told(400, "The old size is larger than the checkpoint's.")
    return _decided(request, checkpoint, known, signer, clock)


def _decided(request: Request, checkpoint: Checkpoint, known: Sequence[Verifier], signer: Signer, clock: Callable[[], float]) -> Reply:
    try:
        line = advance(checkpoint, request.note, signer=signer, continues=lambda before: _continues(request, checkpoint, before), clock=clock)
    except Conflict:
        before = seen(checkpoint.origin)
        _suspect(before, request, known)
        return Reply(409, f"{before.size}\n".encode(), SIZE_KIND)
    except BadProof as error:
        _suspect(seen(checkpoint.origin), request, known)
        return _told(422, error.message)
    return Reply(200, line.encode())


def _continues(request: Request, checkpoint: Checkpoint, before: Seen) -> None:
    if request.old != before.size or (checkpoint.size == before.size and checkpoint.root != before.root):
        raise Conflict(f"{before.size} acts of {checkpoint.origin} were cosigned before.")
    verify_consistency(before.size, before.root, checkpoint.size, checkpoint.root, request.proof)


def _suspect(before: Seen, request: Request, known: Sequence[Verifier]) -> Path | None:
    """Keep evidence when the request, with what was seen, is some: a wrong proof alone shows nothing, anybody may send one."""
    if not before.note:
        return None
    evidence = found_fork(before.note, request.note, known, request.proof) or found_fork(before.note, request.note, known)
    return keep(evidence) if evidence else None


def keep(evidence: Evidence) -> Path:
    """Keep evidence of a fork on this machine; returns the file."""
    return keep_evidence(evidence_folder(), evidence)


def _opened(note: str, known: Sequence[Verifier]) -> Checkpoint | None:
    for key in reversed(known):
        try:
            return open_checkpoint(note, key)
        except BadNote:
            continue
    return None


def _told(status: int, words: str) -> Reply:
    return Reply(status, f"{words}\n".encode())


def _without(note: str, signer: Signer) -> str:
    """The note without earlier lines of this cosigner: the newest says when the register was seen last."""
    mine = signer.verifier.id
    text, _, _ = note.rpartition("\n\n")
    lines = [line for line, (name, payload) in zip(note[len(text) + 2:].split("\n"), signatures(note)[1], strict=False) if (name, payload[:4]) != (signer.name, mine)]
    return f"{text}\n\n" + "".join(f"{line}\n" for line in lines)


# ── memory ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _folder(hashed: str) -> Path:
    return keys.home("cosigned") / hashed


@contextmanager
def _alone(hashed: str) -> Iterator[Path]:
    """The register's folder, with nobody else at it: neither another thread nor another process."""
    place = _folder(hashed)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield place


def _seen(hashed: str) -> Seen:
    return _read(_folder(hashed))


def _read(place: Path) -> Seen:
    file = place / "seen.json"
    try:
        kept = json.loads(file.read_text())
        return Seen(int(kept["size"]), bytes.fromhex(kept["root"]), int(kept["time"]), str(kept["note"]))
    except FileNotFoundError:
        return Seen()
    except (ValueError, KeyError, TypeError) as error:
        raise RegisterError(f"The cosigner's memory {file} is damaged.",
                            next_step="Take size and root from the newest checkpoint that bears this cosigner's line; without it two histories would be signed.") from error


def _write(place: Path, checkpoint: Checkpoint, moment: int, note: str) -> None:
    said = {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex(), "time": moment, "note": note}
    write_atomically(place / "seen.json", json.dumps(said, ensure_ascii=False).encode(), mode=0o600)
