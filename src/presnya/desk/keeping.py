"""Keeping the register's keys: who signs, changing the key, going on after one was lost or fell into other hands."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from presnya import register
from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.config import Museum
from presnya.desk.rights import allow
from presnya.terms import Rotate, Succeed
from presnya.terms.errors import BadValue, NotFound, RegisterError

Progress = Callable[[int, int], None]


class Ended(NamedTuple):
    """What is known of a register that is to end: its keys, and the last checkpoint signed with them."""

    chain: register.Chain
    note: str
    checkpoint: register.Checkpoint


def history() -> register.History:
    """What the register's acts say of its keys. Tampered when they do not hold."""
    return register.history_of(queries.key_acts())


def signers(museum: Museum, *, ask: register.Ask | None = None) -> tuple[register.Signer, ...]:
    """Who signs the museum's register today: the current key first, then keys that were changed less than 30 days ago and are still here.

    The first one's name is the register's origin, which is not museum.toml's after a succession. RegisterError as `register.signers`.
    """
    said = history()
    return register.signers(said.origin or museum.origin, said.rotations, now=datetime.now(UTC), named=said.key, ask=ask)


def rotate(museum: Museum, *, curator: str, ground: str = "", ask: register.Ask | None = None) -> register.Rotation:
    """Change the key: a new one is made and kept, the old and the new sign for the change, and that is entered. NotAllowed, RegisterError.

    Cut off before it is entered, nothing has changed; after it, the next publication completes it.
    """
    allow(curator, "rotate")
    signers(museum, ask=ask)  # asks for the passphrase before anybody has to wait, and completes a change that was cut off
    with ledger.alone():
        said = history()
        old, new = register.prepare(said.origin or museum.origin, ask=ask)
        before = said.rotations[-1].note if said.rotations else ""
        at = ledger.now()
        note = register.write_rotation(old, new, number=len(said.rotations), act=ledger.size(), at=at, before=before)
        ledger.append([Entry(Rotate(note, str(new.verifier), ground.strip()))], by=curator, at=at)
    signers(museum, ask=ask)
    return register.read_rotation(note)


def succeed(museum: Museum, *, curator: str, ground: str, ended: Ended, progress: Progress | None = None, ask: register.Ask | None = None) -> register.Succession:
    """Go on under a new name and a new key from the checkpoint in `ended`; acts keep their numbers. Returns what was entered.

    NotAllowed, BadValue for another ground, RegisterError when this register does not hold the acts that the checkpoint signs, or fewer than this machine has signed.
    """
    allow(curator, "succeed")
    if ground not in register.ENDINGS:
        raise BadValue(f'"{ground}" is no ground for a successor.', next_step=f"It takes one of: {', '.join(register.ENDINGS)}.")
    with ledger.alone():
        said = history()
        before = said.origin or museum.origin
        _fits(ended, before, progress)
        origin = f"{museum.origin}/{len(said.before) + 2}"
        key = register.signer(origin, ask=ask).verifier
        body = Succeed(before, origin, str(key), tuple(map(str, ended.chain.keys)), ended.note, ended.checkpoint.size, "lost" if ground == "lost" else "compromised")
        ledger.append([Entry(body)], by=curator)
        return history().before[-1]


def _fits(ended: Ended, origin: str, progress: Progress | None) -> None:
    tree = register.Tree()
    for row in ledger.checked(ledger.size()):
        tree.grow(row.leaf)
        if progress and row.number % 500 == 0:
            progress(row.number, ledger.size())
    register.continues(tree, origin, ended.checkpoint.size, ended.checkpoint.root, "in the checkpoint given")
    if mark := register.high_water(origin):
        register.continues(tree, origin, mark.size, mark.root, "from this machine before")


def ended_with(museum: Museum, *, note: Path | None = None, key: str = "", end: int | None = None) -> Ended:
    """The last checkpoint of the register as it lies in the museum's site, or in the file `note`; that of `end` acts when given.

    `key` is the vkey of the register that ends, its first one when it was changed since (default: what lies in the site). NotFound, BadNote.
    """
    said = history()
    site = museum.site_folder / "register"
    place = note or (site / "checkpoint" if end is None else site / "checkpoints" / str(end))
    words = _text(place, "Name a file with the last checkpoint by --checkpoint: mirrors and visitors have it.")
    first = said.rotations[0].old if said.rotations else said.key or register.parse_vkey(key or _text(site / "vkey", "Give the register's key by --key: whoever verified a copy has it."))
    chain = register.Chain(first, said.rotations)
    checkpoint = chain.open(words)
    if checkpoint.origin != (said.origin or museum.origin):
        raise RegisterError(f"The checkpoint is of {checkpoint.origin}, not of {said.origin or museum.origin}.", next_step="Name this museum's own last checkpoint.")
    if end is not None and checkpoint.size != end:
        raise BadValue(f"The checkpoint in {place} is of {checkpoint.size} acts, not of {end}.", next_step="Name the last checkpoint that you still trust.")
    return Ended(chain, words, checkpoint)


def _text(place: Path, next_step: str) -> str:
    try:
        return place.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"There is no {place} that can be read.", next_step=next_step) from error
