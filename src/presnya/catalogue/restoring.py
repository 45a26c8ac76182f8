"""A register brought back from a copy: its own entries and bodies, as they were sealed, into a museum that holds none."""

import json
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from presnya import register
from presnya.catalogue import ledger, models
from presnya.terms.errors import Conflict, Tampered

_RUN: Final = 500


class Sealed(NamedTuple):
    """An act as a copy holds it; `body` and `salt` are None when it was erased. `parts`: name → (salt, body) of what was sealed apart and still stands."""

    number: int
    entry: bytes
    body: bytes | None
    salt: bytes | None
    parts: Mapping[str, tuple[bytes, bytes]] = MappingProxyType({})


def restore(rows: Iterable[Sealed], *, checkpoint: register.Checkpoint, progress: Callable[[int, int], None] | None = None) -> int:
    """Enter the acts of a checked copy as they stand, all or nothing, then draw the catalogue; returns how many.

    Conflict when this museum's register holds anything; Tampered when the acts are not those the checkpoint signs, or a body does not open its entry.
    """
    with ledger.alone():
        if ledger.size() or models.Act.objects.exists():
            raise Conflict("This museum's register holds acts already.", next_step="Restore into a new folder.")
        edge = register.Frontier()
        run: list[Sealed] = []
        for row in rows:
            run.append(row)
            if len(run) == _RUN:
                _enter(run, edge)
                run = []
                if progress:
                    progress(edge.size, 2 * checkpoint.size)
        _enter(run, edge)
        if (edge.size, edge.root()) != (checkpoint.size, checkpoint.root):
            raise Tampered("The acts of this copy are not those its checkpoint signs.", next_step="Check the copy with `presnya fsck`.")
        models.Head.objects.filter(id=1).update(size=edge.size, frontier=json.dumps(edge.to_hex()))
        ledger.rebuild(progress=None if progress is None else lambda done, total: progress(total + done, 2 * total))
        ledger.check()
    return edge.size


def _enter(run: list[Sealed], edge: register.Frontier) -> None:
    acts, bodies, parts = [], [], []
    for row in run:
        if row.number != edge.size:
            raise Tampered(f"Act {edge.size} is missing from this copy.", next_step="Check the copy with `presnya fsck`.")
        envelope, leaf = json.loads(row.entry), register.leaf_hash(row.entry)
        edge.append(leaf)
        acts.append(models.Act(number=row.number, act=envelope["act"], about=envelope.get("about", ""), at=envelope["at"], by=envelope["by"], entry=row.entry, leaf=leaf))
        if row.body is not None and row.salt is not None:
            bodies.append(models.ActBody(number=row.number, salt=row.salt, body=row.body))
        parts += [models.ActPart(number=row.number, part=name, salt=salt, body=body) for name, (salt, body) in sorted(row.parts.items())]
    models.Act.objects.bulk_create(acts, batch_size=100)
    models.ActBody.objects.bulk_create(bodies, batch_size=100)
    models.ActPart.objects.bulk_create(parts, batch_size=100)
