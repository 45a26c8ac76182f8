"""When acts were recorded, as far as cosigners bear witness to it: an act's own `at` is its writer's word, and the clock may have been set back.

A cosigned checkpoint of n acts shows that act n and those after it were not in the register yet. An act that claims a time before that was recorded later
than it says. That is told, not refused: archives enter old decisions, and a museum may be away from its cosigners for a while.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, NamedTuple

from presnya.register.cosigning import cosigned_by, quorum_time
from presnya.register.note import parse_checkpoint
from presnya.register.policy import Policy
from presnya.terms.errors import PresnyaError

SLACK: Final = 600
"""Seconds by which an act's time may precede the last cosigned checkpoint before it."""


class Later(NamedTuple):
    """An act that was recorded later than it says: its number, the time it claims, and when a register without it was cosigned (both UTC)."""

    number: int
    at: datetime
    cosigned: datetime


class Cosigned:
    """Cosigned checkpoints by size, each with the time at which it had the cosignatures that the policy asks for."""

    def __init__(self, notes: Iterable[str], policy: Policy) -> None:
        times: dict[int, int] = {}
        self._by: dict[int, tuple[str, ...]] = {}
        for note in notes:
            try:
                when, size = quorum_time(note, policy), parse_checkpoint(note.partition("\n\n")[0] + "\n").size
            except PresnyaError:  # `verify` names a checkpoint that does not hold; it says nothing of time
                continue
            self._by[size] = tuple(key.name for key in cosigned_by(note, policy.keys()))
            if when is not None:
                times[size] = when
        self._times = sorted(times.items())

    def by(self, size: int) -> tuple[str, ...]:
        """Names of the policy's cosigners who signed the checkpoint of this size."""
        return self._by.get(size, ())

    def before(self, number: int) -> int | None:
        """The latest time (seconds since 1970) at which a register that did not hold this act yet was cosigned."""
        return max((when for size, when in self._times if size <= number), default=None)

    def later(self, number: int, at: str) -> Later | None:
        """Whether the act was recorded later than it says; `at` as in entries. None when it was not, or nobody can tell."""
        cosigned, claimed = self.before(number), moment(at)
        if cosigned is None or claimed is None or claimed.timestamp() >= cosigned - SLACK:
            return None
        return Later(number, claimed, datetime.fromtimestamp(cosigned, UTC))

    def among(self, first: int, entries: Iterable[bytes]) -> list[Later]:
        """Those among the acts of a bundle, the first of which has number `first`."""
        found = (self.later(number, at_of(entry)) for number, entry in enumerate(entries, start=first))
        return [one for one in found if one]

    def __bool__(self) -> bool:
        return bool(self._times)


def moment(at: str) -> datetime | None:
    """An entry's time; None when it is none."""
    try:
        return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def at_of(entry: bytes) -> str:
    """The time an entry claims; '' when it has none."""
    try:
        at = json.loads(entry)["at"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return at if isinstance(at, str) else ""
