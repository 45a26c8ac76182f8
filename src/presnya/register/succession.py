"""What a register's acts say of its own keys: rotations, and registers that took the place of earlier ones.

A successor is the same tree under a new origin and a new key (docs/decisions/0011): acts keep their numbers, and the tree at the size
that the old register signed last has the very root it signed. What the old register left behind lies under `before/M/`.
"""

import json
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from presnya.register.note import Checkpoint, Verifier, parse_vkey
from presnya.register.rotation import Chain, Rotation, link
from presnya.terms.errors import BadNote, PresnyaError, Tampered

ROTATE: Final = "rotate"
SUCCEED: Final = "succeed"
ENDINGS: Final = ("lost", "compromised")
_MARKS: Final = tuple(f'"act":"{name}"'.encode() for name in (ROTATE, SUCCEED))


class KeyAct(NamedTuple):
    """An act about the register's own keys, as far as it is needed here: its number, the bytes of its entry, and its body's canonical JSON (None when it is not there)."""

    number: int
    entry: bytes
    body: bytes | None


class Succession(NamedTuple):
    """Act `succeed`: the register `origin` goes on from `before`, whose last word is `note` (of `end` acts), because its key was lost or compromised."""

    act: int
    before: str
    origin: str
    key: Verifier
    note: str
    end: int
    ground: str
    chain: Chain
    """The keys of the register before."""


class History(NamedTuple):
    """All that a register's acts say of keys: earlier registers, oldest first, and the rotations of the current one."""

    before: tuple[Succession, ...] = ()
    rotations: tuple[Rotation, ...] = ()

    @property
    def origin(self) -> str:
        """The register's name as its acts give it; '' when nothing has changed since its first day."""
        return self.before[-1].origin if self.before else (self.rotations[0].origin if self.rotations else "")

    @property
    def key(self) -> Verifier | None:
        """The current key as the acts give it; None when they say nothing of keys."""
        if self.rotations:
            return self.rotations[-1].new
        return self.before[-1].key if self.before else None

    def files(self) -> dict[str, bytes]:
        """Path → bytes of what lies beside the log on account of these acts."""
        out = {f"rotations/{rotation.number}": rotation.note.encode() for rotation in self.rotations}
        for nth, old in enumerate(self.before):
            out[f"before/{nth}/checkpoint"] = old.note.encode()
            out[f"before/{nth}/vkey"] = f"{old.chain.current}\n".encode()
            out |= {f"before/{nth}/rotations/{rotation.number}": rotation.note.encode() for rotation in old.chain.rotations}
        return out


def is_key_act(entry: bytes) -> bool:
    """Whether an entry is a `rotate` or a `succeed`: in canonical JSON their name stands in these very bytes, and no text can hold them (its quotes are escaped)."""
    return _MARKS[0] in entry or _MARKS[1] in entry


def history_of(acts: Iterable[KeyAct]) -> History:
    """What these acts say, in their order. Tampered naming the act when one is empty, unreadable or does not follow those before it."""
    history = History()
    for act in acts:
        try:
            body = json.loads(act.body or b"")
            history = _rotated(history, act, body) if json.loads(act.entry)["act"] == ROTATE else _succeeded(history, act, body)
        except (ValueError, LookupError, TypeError, AttributeError, PresnyaError) as error:
            raise Tampered(f"Act {act.number}, which changes the register's key, does not hold: {error}", next_step="Take the register from another copy.") from error
    return history


def _rotated(history: History, act: KeyAct, body: dict[str, Any]) -> History:
    rotations = link(history.rotations, body["note"])
    last = rotations[-1]
    if last.act != act.number or str(last.new) != body["vkey"] or (history.before and last.origin != history.origin) or (history.key and last.old != history.key):
        raise BadNote("its note is of another act, key or register.", next_step="Take the register from another copy.")
    return history._replace(rotations=rotations)


def _succeeded(history: History, act: KeyAct, body: dict[str, Any]) -> History:
    keys = [parse_vkey(words) for words in body["keys"]]
    chain = Chain(keys[0], history.rotations)
    old = Succession(act.number, body["before"], body["origin"], parse_vkey(body["vkey"]), body["note"], body["end"], body["ground"], chain)
    quoted: Checkpoint = chain.open(old.note)
    fits = (list(chain.keys) == keys and quoted.size == old.end and quoted.origin == old.before and old.end <= act.number and old.ground in ENDINGS
            and old.key.name == old.origin != old.before and old.key not in keys
            and (not history.origin or history.origin == old.before) and (history.key or chain.current) == chain.current
            and all(old.origin not in (earlier.before, earlier.origin) for earlier in history.before))
    if not fits:
        raise BadNote("it does not follow from the register before.", next_step="Take the register from another copy.")
    return History((*history.before, old))
