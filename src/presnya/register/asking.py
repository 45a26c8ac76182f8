"""Asking cosigners for their lines: what a museum does when it has signed its register, and what it asks them before.

Before signing, each cosigner is asked for the newest checkpoint it cosigned. It bears the museum's own signature, so it is as good as this machine's own
high-water mark: an old backup on a new machine is found by what others remember. A cosigner that is away never stops a publication; one that saw more than
is to be signed does.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

from presnya.register import keys
from presnya.register.cosigner import SIZE_KIND, origin_hash
from presnya.register.cosigning import MOST_REQUEST, cosigned_by, says_the_same, write_request
from presnya.register.folders import Folder
from presnya.register.merkle import RangeHash, consistency_proof
from presnya.register.note import Checkpoint, with_lines
from presnya.register.policy import FILE, Cosigner, Policy, read_policy
from presnya.register.tile_reader import TileReader
from presnya.register.transport import Answer, Host, Limits, joined
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadFile, PresnyaError, RegisterError

LIMITS: Final = Limits(answer=MOST_REQUEST, total=1 << 20, patience=10, seconds=20)
"""What is taken from one cosigner, in all: a publication does not wait longer."""
COSIGNATURES: Final = "cosignatures"
"""Folder beside `policy` for cosigned checkpoints that came by mail or on a stick; any file names."""
_DIGITS: Final = 17

T = TypeVar("T")
Opened = Callable[[str], Checkpoint]
"""A note → the checkpoint of this register that it is; raises BadNote when the register's key did not sign it."""


class Asked(NamedTuple):
    """What one cosigner said: `line` of its signature on our checkpoint, or in `problem` why there is none."""

    cosigner: Cosigner
    line: str = ""
    problem: str = ""


class Remembered(NamedTuple):
    """The newest checkpoint that a cosigner shows of this register (None: none, or it does not answer: `problem`)."""

    cosigner: Cosigner
    checkpoint: Checkpoint | None = None
    note: str = ""
    problem: str = ""


def policy_in(folder: Path) -> Policy | None:
    """The policy in a museum's folder; None when it has none. BadFile when it cannot be read."""
    place = folder / FILE
    try:
        return read_policy(place.read_bytes(), file=str(place))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadFile(f"{place} cannot be read: {error.strerror}.", next_step="Mend that, then publish again.") from error


# ── before signing ──────────────────────────────────────────────────────────────────────────────────────────────


def remembered(policy: Policy, origin: str, *, opened: Opened, limits: Limits = LIMITS) -> tuple[Remembered, ...]:
    """What each cosigner with an address remembers of this register. `opened` opens a checkpoint signed by its key, of any time."""
    return tuple(_at_once(lambda one: _remembered(one, origin, opened, limits), [one for one in policy.cosigners if one.address]))


def raise_mark(found: Iterable[Remembered], origin: str) -> None:
    """Raise this machine's high-water mark to what cosigners remember, so that nothing smaller or other is signed here."""
    mark = keys.high_water(origin)
    for one in found:
        if one.checkpoint and (mark is None or one.checkpoint.size > mark.size):
            mark = keys.HighWater(one.checkpoint.size, one.checkpoint.root)
            keys.raise_high_water(origin, mark)


def _remembered(cosigner: Cosigner, origin: str, opened: Opened, limits: Limits) -> Remembered:
    try:
        host = Host(cosigner.address, limits=limits)
        answer = host.get(joined(cosigner.address, f"{origin_hash(origin)}/checkpoint"))
        host.close()
        if answer.status != 200:  # noqa: PLR2004  nothing yet, or a cosigner that does not show what it has
            return Remembered(cosigner)
        note = answer.body.decode()
        checkpoint = opened(note)
        if cosigner.key not in cosigned_by(note, [cosigner.key]):
            return Remembered(cosigner, problem="shows a checkpoint that it did not cosign")
    except (PresnyaError, OSError, UnicodeDecodeError) as error:
        return Remembered(cosigner, problem=_short(error))
    return Remembered(cosigner, checkpoint, note)


# ── after signing ───────────────────────────────────────────────────────────────────────────────────────────────


def gather(policy: Policy, log: Path, *, opened: Opened, given: Path | None = None, known: Sequence[Remembered] = (), hashed: RangeHash | None = None,
           limits: Limits = LIMITS) -> tuple[str, tuple[Asked, ...]]:
    """Ask every cosigner of the policy to sign the checkpoint of a published log, and add their lines to `checkpoint` and `checkpoints/SIZE`.

    `given` is a folder of cosigned checkpoints that came otherwise, also of earlier sizes; `known` what `remembered` gave. Returns the note with all lines,
    and what each cosigner said. Who has signed already is not asked again. RegisterError when one has seen more than is published here, or something else.
    """
    checkpoint = opened((log / "checkpoint").read_text())
    for found, lines in _lines_of(policy, [*((one.checkpoint, one.note) for one in known if one.checkpoint), *_given(given, opened)]).items():
        _add(log, found, lines, opened)
    note = (log / "checkpoints" / str(checkpoint.size)).read_text()
    there = cosigned_by(note, policy.keys())
    heads = {one.cosigner: one.checkpoint.size for one in known if one.checkpoint}
    tiles = hashed or TileReader(Folder(log), "", checkpoint.size)
    asked = _at_once(lambda one: _ask(one, note, checkpoint, tiles, old=min(heads.get(one, 0), checkpoint.size), limits=limits),
                     [one for one in policy.cosigners if one.address and one.key not in there])
    note = _add(log, checkpoint, [one.line for one in asked if one.line], opened)
    _changed(log / "checkpoint", note)
    return note, (*(Asked(one, "signed before") for one in policy.cosigners if one.key in there), *asked)


def _add(log: Path, checkpoint: Checkpoint, lines: Sequence[str], opened: Opened) -> str:
    """Lines for a checkpoint that lies here, which must be the same one; returns its note ('' when none of that size was kept)."""
    place = log / "checkpoints" / str(checkpoint.size)
    if not place.exists():
        return ""
    note = place.read_text()
    if not says_the_same(opened(note), checkpoint):
        raise RegisterError(f"Another register of {checkpoint.size} acts of {checkpoint.origin} was signed and cosigned than the one that lies here.",
                            next_step="An old backup was probably brought back. Restore the newest copy of the museum before anything is published.")
    note = with_lines(note, lines)
    _changed(place, note)
    return note


def _changed(place: Path, note: str) -> None:
    if place.read_text() != note:
        write_atomically(place, note.encode())


def _ask(cosigner: Cosigner, note: str, checkpoint: Checkpoint, hashed: RangeHash, *, old: int, limits: Limits) -> Asked:
    try:
        answer, saw = _talk(Host(cosigner.address, limits=limits), cosigner, note, checkpoint, hashed=hashed, old=old)
        if saw <= checkpoint.size:
            return _read(cosigner, note, checkpoint, answer)
    except (PresnyaError, OSError, UnicodeDecodeError) as error:
        return Asked(cosigner, problem=_short(error))
    raise RegisterError(f"The cosigner {cosigner.name} has cosigned {saw} acts of {checkpoint.origin}, but this register holds {checkpoint.size}.",
                        next_step="An old backup was probably brought back. Restore the newest copy of the museum; when the cosigner is mistaken, take its line out of `policy`.")


def _talk(host: Host, cosigner: Cosigner, note: str, checkpoint: Checkpoint, *, hashed: RangeHash, old: int) -> tuple[Answer, int]:
    """Its answer, and the size it says it knows when it knows another than `old`: then it is asked once more, from there."""
    address, saw = joined(cosigner.address, "add-checkpoint"), old
    for _ in range(2):
        answer = host.post(address, write_request(saw, consistency_proof(saw, checkpoint.size, hashed), note))
        says = _size(answer) if answer.status == 409 else None  # noqa: PLR2004  HTTP's Conflict
        if says is None or says == saw:
            break
        saw = says
        if saw > checkpoint.size:
            break
    host.close()
    return answer, saw


def _read(cosigner: Cosigner, note: str, checkpoint: Checkpoint, answer: Answer) -> Asked:
    if answer.status == 409:  # noqa: PLR2004  the same size with another root, or it grew meanwhile
        return Asked(cosigner, problem=f"has cosigned another register of {checkpoint.origin}, and may hold evidence of a fork: ask its keeper")
    if answer.status != 200:  # noqa: PLR2004  HTTP's own
        said = answer.body[:200].decode(errors="replace").strip()
        return Asked(cosigner, problem=f"answers {answer.status}" + (f": {said}" if said.isprintable() and said else ""))
    text = note.rpartition("\n\n")[0]
    for line in answer.body.decode().split("\n"):
        if line.startswith(f"— {cosigner.key.name} ") and cosigner.key in cosigned_by(f"{text}\n\n{line}\n", [cosigner.key]):
            return Asked(cosigner, f"{line}\n")
    return Asked(cosigner, problem="gave no signature of the key that the policy names")


def _size(answer: Answer) -> int | None:
    words = answer.body.decode("ascii", "replace").strip()
    fits = answer.kind.partition(";")[0].strip() == SIZE_KIND and words.isdigit() and len(words) < _DIGITS
    return int(words) if fits else None


class _Behind(RegisterError):
    def __init__(self, cosigner: Cosigner, says: int, checkpoint: Checkpoint) -> None:
        super().__init__(f"The cosigner {cosigner.name} has cosigned {says} acts of {checkpoint.origin}, but this register holds {checkpoint.size}.",
                         next_step="An old backup was probably brought back. Restore the newest copy of the museum; when the cosigner is mistaken, take its line out of `policy`.")


def _at_once(do: Callable[[Cosigner], T], these: Sequence[Cosigner]) -> list[T]:
    if not these:
        return []
    with ThreadPoolExecutor(max_workers=min(8, len(these))) as pool:
        return list(pool.map(do, these))


def _short(error: Exception) -> str:
    return (error.message if isinstance(error, PresnyaError) else str(error)).rstrip(".")


# ── lines that came otherwise ───────────────────────────────────────────────────────────────────────────────────


def _given(folder: Path | None, opened: Opened) -> list[tuple[Checkpoint, str]]:
    return [_note_in(place, opened) for place in sorted(folder.iterdir()) if place.is_file()] if folder and folder.is_dir() else []


def _note_in(place: Path, opened: Opened) -> tuple[Checkpoint, str]:
    try:
        note = place.read_text() if place.stat().st_size < MOST_REQUEST else ""
        return opened(note), note
    except (PresnyaError, OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{place} is no cosigned checkpoint of this museum: {_short(error)}.", next_step="Take the file away, or ask the mirror's keeper for it again.") from error


def _lines_of(policy: Policy, notes: Sequence[tuple[Checkpoint, str]]) -> dict[Checkpoint, list[str]]:
    """Lines of the policy's cosigners in these notes, each verified, by checkpoint."""
    out: dict[Checkpoint, list[str]] = {}
    for checkpoint, note in notes:
        names = {key.name for key in cosigned_by(note, policy.keys())}
        lines = note.rpartition("\n\n")[2].split("\n")
        out.setdefault(checkpoint, []).extend(f"{line}\n" for line in lines if line and line.split(" ")[1] in names)
    return out
