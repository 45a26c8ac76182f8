"""Checking cosignatures: whether the checkpoint satisfies a policy, and which acts were recorded later than they say."""

from typing import Final

from presnya.register.cosigning import cosigned_by
from presnya.register.findings import Findings, Problem
from presnya.register.policy import FILE, Policy, read_policy
from presnya.register.recorded import Cosigned, Later
from presnya.register.tiles import WIDTH, Tile, unbundle
from presnya.terms.errors import PresnyaError

_MOST: Final = 20


def check_cosigned(check: Findings, prefix: str, given: Policy | None) -> None:
    """With a policy that was given, whoever it asks for must have cosigned: otherwise a problem. Recorded-later remarks follow it, or the policy that the museum publishes.

    Cosignatures prove nothing when the policy comes from the museum itself: then they are only told.
    """
    if check.checkpoint is None:
        return
    note = (check.read(f"{prefix}checkpoint") or b"").decode(errors="replace")
    if given:
        _satisfies(check, f"{prefix}checkpoint", note, given)
    policy = given or _own(check, prefix)
    if policy and policy.cosigners:
        _recorded(check, prefix, check.checkpoint.size, Cosigned(_notes(check, prefix, note), policy))


def _satisfies(check: Findings, file: str, note: str, policy: Policy) -> None:
    try:
        signed = cosigned_by(note, policy.keys())
    except PresnyaError as error:
        check.wrong(file, f"bears a cosignature that does not hold: {error.message}")
        return
    logs = [key for key, _ in policy.logs]
    keys = check.chain.keys if check.chain else ()
    if logs and not set(logs) & set(keys):
        check.wrong(file, "is of a register that the policy does not name", "Ask whoever gave you the policy.")
    if not policy.satisfied(signed):
        there = ", ".join(one.name for one in policy.cosigners if one.key in signed) or "nobody"
        check.wrong(file, f"is not cosigned as the policy asks ({policy.quorum}): cosigned by {there}", "Take a newer copy, or ask the museum why its cosigners did not sign.")


def _own(check: Findings, prefix: str) -> Policy | None:
    data = check.read(prefix + FILE)
    try:
        return read_policy(data) if data is not None else None
    except PresnyaError as error:
        check.wrong(prefix + FILE, f"cannot be read: {error.message}")
        return None


def _notes(check: Findings, prefix: str, newest: str) -> list[str]:
    """Notes of the checkpoints that lie there; at an address, where nobody can list them, the newest alone."""
    names = [name for name in check.place.names() or () if name.startswith(f"{prefix}checkpoints/")]
    return [newest, *((check.read(name) or b"").decode(errors="replace") for name in names)]


def _recorded(check: Findings, prefix: str, size: int, cosigned: Cosigned) -> None:
    if not cosigned:
        return
    found: list[Later] = []
    for number in range((size + WIDTH - 1) // WIDTH):
        tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
        try:
            found += cosigned.among(number * WIDTH, unbundle(check.read(prefix + tile.path) or b"", file=tile.path))
        except PresnyaError:  # named already
            continue
    for one in found[:_MOST]:
        check.remarks.append(Problem(f"act {one.number}", f"was recorded later than it says: it says {one.at:%Y-%m-%d %H:%M} UTC, but on {one.cosigned:%Y-%m-%d %H:%M} UTC a register without it was cosigned"))
    if len(found) > _MOST:
        check.remarks.append(Problem(f"acts {found[_MOST].number} and on", f"{len(found) - _MOST} more were recorded later than they say"))
