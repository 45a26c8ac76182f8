"""Cosigners of a publication: what they remember is asked before the register is signed, their lines are gathered after.

A museum has cosigners when a file `policy` lies in its folder. The policy is published beside the register, so that a reader knows whom to look for.
"""

from pathlib import Path
from typing import NamedTuple

from presnya import register
from presnya.config import Museum
from presnya.register import asking
from presnya.register.manifest import write_changed
from presnya.register.policy import FILE, Policy
from presnya.register.recorded import Cosigned
from presnya.register.rotation import Chain
from presnya.terms.errors import RegisterError


class Round(NamedTuple):
    """Whom to ask, and what they remembered before. `policy` None: nobody."""

    policy: Policy | None
    remembered: tuple[asking.Remembered, ...] = ()


def before_signing(museum: Museum, chain: Chain) -> Round:
    """Ask cosigners what they saw of this register; this machine's high-water mark rises to it, so that an old backup is not signed. BadFile for a policy that is none.

    `chain` holds the register's keys as far as they are known.
    """
    policy = asking.policy_in(museum.folder)
    if policy is None:
        return Round(None)
    _is_ours(policy, chain, museum.folder / FILE)
    found = asking.remembered(policy, chain.first.name, opened=chain.open)
    asking.raise_mark(found, chain.first.name)
    return Round(policy, found)


def _is_ours(policy: Policy, chain: Chain, place: Path) -> None:
    logs = [key for key, _ in policy.logs]
    if logs and not set(logs) & set(chain.keys):
        raise RegisterError(f"{place} names other registers' keys than this museum's.", next_step=f"Write `log {chain.current}` into it, or no log line.")


def after_signing(museum: Museum, log: Path, written: register.Written, turn: Round, chain: Chain) -> tuple[register.Written, tuple[asking.Asked, ...]]:
    """Gather the lines of this checkpoint, and those that came by file for earlier ones. RegisterError when a cosigner saw more than there is here."""
    if turn.policy is None:
        return written, ()
    write_changed(log / FILE, (museum.folder / FILE).read_bytes())
    note, asked = asking.gather(turn.policy, log, opened=chain.open, given=museum.folder / asking.COSIGNATURES, known=turn.remembered, hashed=written.tree.hashed)
    kept = tuple((size, (log / "checkpoints" / str(size)).read_text(errors="replace")) for size, _ in written.kept)
    return written._replace(note=note, kept=kept, files=(*written.files, FILE)), asked


def recorded(turn: Round, written: register.Written) -> Cosigned | None:
    """The cosigned checkpoints, by which acts are told that were recorded later than they say; None without cosigners."""
    return Cosigned((note for _, note in written.kept), turn.policy) if turn.policy else None
