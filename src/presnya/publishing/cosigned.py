"""Cosigners of a publication: what they remember is asked before the register is signed, their lines are gathered after.

A museum has cosigners when a file `policy` lies in its folder. The policy is published beside the register, so that a reader knows whom to look for.
"""

from pathlib import Path
from typing import NamedTuple

from presnya import register
from presnya.config import Museum
from presnya.register import asking
from presnya.register.manifest import write_changed
from presnya.register.note import Verifier, parse_vkey
from presnya.register.policy import FILE, Policy
from presnya.register.recorded import Cosigned
from presnya.register.rotation import Chain, chain_of, follow
from presnya.terms.errors import RegisterError


class Round(NamedTuple):
    """Whom to ask, and what they remembered before. `policy` None: nobody."""

    policy: Policy | None
    remembered: tuple[asking.Remembered, ...] = ()


def before_signing(museum: Museum, log: Path, key: Verifier) -> Round:
    """Ask cosigners what they saw of this register; this machine's high-water mark rises to it, so that an old backup is not signed. BadFile for a policy that is none."""
    policy = asking.policy_in(museum.folder)
    if policy is None:
        return Round(None)
    chain = _published_chain(log, key)
    _is_ours(policy, chain, museum.folder / FILE)
    found = asking.remembered(policy, chain.first.name, opened=chain.open)
    asking.raise_mark(found, chain.first.name)
    return Round(policy, found)


def _is_ours(policy: Policy, chain: Chain, place: Path) -> None:
    logs = [key for key, _ in policy.logs]
    if logs and not set(logs) & set(chain.keys):
        raise RegisterError(f"{place} names other registers' keys than this museum's.", next_step=f"Write `log {chain.current}` into it, or no log line.")


def _published_chain(log: Path, key: Verifier) -> Chain:
    """The keys that were published, with the one that signs now: cosigners may have seen a checkpoint of an earlier one."""
    rotations, _ = follow(lambda number: place.read_bytes() if (place := log / "rotations" / str(number)).is_file() else None)
    chain = Chain(rotations[0].old, rotations) if rotations else Chain(key)
    return chain if key in chain.keys else Chain(key)


def after_signing(museum: Museum, log: Path, written: register.Written, turn: Round) -> tuple[register.Written, tuple[asking.Asked, ...]]:
    """Gather the lines of this checkpoint, and those that came by file for earlier ones. RegisterError when a cosigner saw more than there is here."""
    if turn.policy is None:
        return written, ()
    chain = chain_of(written.rotations, parse_vkey(written.vkey))
    write_changed(log / FILE, (museum.folder / FILE).read_bytes())
    note, asked = asking.gather(turn.policy, log, opened=chain.open, given=museum.folder / asking.COSIGNATURES, known=turn.remembered, hashed=written.tree.hashed)
    kept = tuple((size, (log / "checkpoints" / str(size)).read_text(errors="replace")) for size, _ in written.kept)
    return written._replace(note=note, kept=kept, files=(*written.files, FILE)), asked


def recorded(turn: Round, written: register.Written) -> Cosigned | None:
    """The cosigned checkpoints, by which acts are told that were recorded later than they say; None without cosigners."""
    return Cosigned((note for _, note in written.kept), turn.policy) if turn.policy else None
