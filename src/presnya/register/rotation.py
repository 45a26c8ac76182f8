"""Keys that follow one another: rotation notes, signed by the old key and the new, and the chain they make.

A rotation note lies in the body of its act `rotate` and, the same bytes, as `rotations/N` beside the log, so that a browser or a
mirror follows the keys without reading acts. The form is in docs/register-spec.md.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from presnya.register.note import ED25519, Checkpoint, Signer, Verifier, open_note, parse_checkpoint, parse_vkey, sign
from presnya.terms.errors import BadNote, PresnyaError

TITLE: Final = "presnya key rotation v1"
"""First line of what is signed. An origin holds no spaces, so it can never be the first line of a checkpoint."""
BESIDE: Final = timedelta(days=30)
"""So long the old key signs beside the new one."""
MOST: Final = 1000
"""Rotations that are followed: a hostile address must not send a reader round for ever."""
_TIME: Final = "%Y-%m-%dT%H:%M:%SZ"
_NONE: Final = "0" * 64
_FORM: Final = re.compile(rf"{TITLE}\n(?P<origin>[^\n]+)\n(?P<number>0|[1-9]\d{{0,3}})\n(?P<act>0|[1-9]\d{{0,15}})\n(?P<at>\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\n"
                          r"(?P<old>[^\n]+)\n(?P<new>[^\n]+)\n(?P<before>[0-9a-f]{64})\n", re.ASCII)


class Rotation(NamedTuple):
    """One change of keys. `number` counts from 0 in its register, `act` is the number of its act, `at` its time (UTC, as in entries), `note` the whole signed note."""

    origin: str
    number: int
    act: int
    at: str
    old: Verifier
    new: Verifier
    before: str
    note: str

    @property
    def ends(self) -> datetime:
        """When the old key no longer signs beside the new one."""
        return datetime.strptime(self.at, _TIME).replace(tzinfo=UTC) + BESIDE


class Chain(NamedTuple):
    """The keys of one register, in order: the first key and each rotation since."""

    first: Verifier
    rotations: tuple[Rotation, ...] = ()

    @property
    def keys(self) -> tuple[Verifier, ...]:
        """First to current."""
        return (self.first, *(rotation.new for rotation in self.rotations))

    @property
    def current(self) -> Verifier:
        """The key that signs now."""
        return self.keys[-1]

    def key_at(self, size: int) -> Verifier:
        """The key that must have signed a checkpoint of this size: the act `rotate` itself is the first that the new key signs for."""
        return self.keys[sum(rotation.act < size for rotation in self.rotations)]

    def open(self, note: str) -> Checkpoint:
        """A checkpoint of this register, signed by the key of its size. BadNote as `open_checkpoint`; a false line of any key of the chain condemns it."""
        text, signed = open_note(note, self.keys)
        checkpoint = parse_checkpoint(text)
        if checkpoint.origin != self.first.name:
            raise BadNote(f"The checkpoint is of {checkpoint.origin}, but signed as {self.first.name}.", next_step="Ask the museum which is its name.")
        if self.key_at(checkpoint.size) not in signed:
            raise BadNote(f"The checkpoint of {checkpoint.size} acts is not signed by the key {self.key_at(checkpoint.size).id.hex()}, which was the register's at that size.",
                          next_step="Compare with another copy.")
        return checkpoint

    def beside(self, now: datetime) -> tuple[Verifier, ...]:
        """Older keys that still sign beside the current one, newest first."""
        return tuple(rotation.old for rotation in reversed(self.rotations) if now < rotation.ends)


def write_rotation(old: Signer, new: Signer, *, number: int, act: int, at: str, before: str = "") -> str:
    """The signed note of a rotation. `before` is the whole note of the rotation before this one, empty for the first."""
    text = "\n".join((TITLE, old.name, str(number), str(act), at, str(old.verifier), str(new.verifier), _hash(before))) + "\n"
    return sign(text, [old, new])


def read_rotation(note: str) -> Rotation:
    """A rotation, both of whose signatures hold. BadNote when it is not of the form, or one of them is missing or false."""
    text = note.rpartition("\n\n")[0] + "\n"
    found = _FORM.fullmatch(text)
    if not found or not _is_time(found["at"]):
        raise _malformed()
    old, new = parse_vkey(found["old"]), parse_vkey(found["new"])
    if (str(old), str(new)) != (found["old"], found["new"]) or {old.name, new.name} != {found["origin"]} or old == new or {old.type, new.type} != {ED25519}:
        raise _malformed()
    _, signed = open_note(note, [old, new])
    for key in (old, new):
        if key not in signed:
            raise BadNote(f"The rotation is not signed by the key {key.id.hex()}.", next_step="Do not trust the new key: ask the museum by another way.")
    return Rotation(found["origin"], int(found["number"]), int(found["act"]), found["at"], old, new, found["before"], note)


def _is_time(at: str) -> bool:
    try:
        datetime.strptime(at, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def _malformed() -> BadNote:
    return BadNote("This is not a note of a key's rotation.", next_step="Fetch it again, or compare with another copy.")


def link(chain: Sequence[Rotation], note: str) -> tuple[Rotation, ...]:
    """The chain with one rotation more. BadNote when it does not follow the last one."""
    found = read_rotation(note)
    last = chain[-1] if chain else None
    follows = found.number == len(chain) and found.before == _hash(last.note if last else "")
    if not follows or (last and (found.old != last.new or found.origin != last.origin or found.act <= last.act)):
        raise BadNote(f"Rotation {len(chain)} does not follow the one before it.", next_step="Do not trust the new key: ask the museum by another way.")
    return (*chain, found)


def follow(read: Callable[[int], bytes | None]) -> tuple[tuple[Rotation, ...], PresnyaError | None]:
    """The chain that `read(0)`, `read(1)` … give until one is missing (None), as far as it holds, and what was wrong with the next one."""
    chain: tuple[Rotation, ...] = ()
    while (data := read(len(chain))) is not None:
        if len(chain) == MOST:
            return chain, BadNote(f"There are more than {MOST} rotations.", next_step="Ask the museum for its key by another way.")
        try:
            chain = link(chain, data.decode())
        except UnicodeDecodeError:
            return chain, _malformed()
        except BadNote as error:
            return chain, error
    return chain, None


def chain_of(rotations: Sequence[Rotation], key: Verifier) -> Chain:
    """The chain, which must end in this key; without rotations the key is all there is. BadNote when it ends in another."""
    if rotations and rotations[-1].new != key:
        raise BadNote(f"The rotations end in the key {rotations[-1].new.id.hex()}, not in {key.id.hex()}.", next_step="Ask the museum for its key by another way.")
    return Chain(rotations[0].old if rotations else key, tuple(rotations))


def _hash(note: str) -> str:
    return hashlib.sha256(note.encode()).hexdigest() if note else _NONE
