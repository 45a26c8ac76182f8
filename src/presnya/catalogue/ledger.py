"""The register's rows in SQL: append and project in one transaction, replay, rebuild.

There is no second writer. Writers stand in a queue, first come, first served (`turn`): tickets before a SQLite file (`queue`), an advisory lock in
PostgreSQL, whose lock manager wakes in the order of asking. A deed has its turn from its first look to its last word (`alone`): what it saw is still
so when it is entered. Behind the queue stands the databases' own lock, so that numbers are gapless even for a program that knows no queue: SQLite takes
the write lock when the transaction begins (transaction_mode IMMEDIATE), PostgreSQL locks the row of `Head`.

Readers never wait. SQLite's WAL is checkpointed by commits, so by whose turn it is, and by the last connection to close, which has the file to itself.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from django.db import OperationalError, connection, transaction

from presnya import register
from presnya.catalogue import erasing, models, queue
from presnya.catalogue.projector import Act, project_run
from presnya.terms import Body, act_name, from_json, to_json
from presnya.terms.errors import Conflict, NotFound, Tampered
from presnya.terms.parts import Joined, join, split

SALT_BYTES = 32
RUN_ACTS = 2000
RUN_BYTES = 4_000_000
"""A rebuild projects so many acts, or bodies of so many bytes, at once: some 100 MB of rows in memory."""
QUEUE: Final = 0x70_72_65_73_6E_79_61
"""Number of PostgreSQL's advisory lock: "presnya" in ASCII. Advisory locks are a database's own, so two museums on one server do not meet."""


class ActRow(NamedTuple):
    """An act as it stands in the register. `body` is the canonical JSON, None when erased; `salt` likewise."""

    number: int
    act: str
    about: str
    at: str
    by: str
    entry: bytes
    leaf: bytes
    body: bytes | None
    salt: bytes | None
    parts: tuple[register.Part, ...] = ()

    def joined(self) -> Joined | None:
        """What is left of the body as plain JSON; None when it was erased as a whole."""
        if self.body is None:
            return None
        return join(self.act, json.loads(self.body), {part.name: None if part.body is None else json.loads(part.body) for part in self.parts})

    def opened(self) -> Body | None:
        """What is left of the body as a typed value, erased fields empty and erased claims left out; None when it was erased as a whole."""
        left = self.joined()
        return None if left is None else from_json(self.act, left.body)

    def empty(self) -> tuple[str, ...]:
        """Slots where nothing stands: names of parts, or '' alone for the whole."""
        return (register.WHOLE,) if self.body is None else tuple(part.name for part in self.parts if part.body is None)


class Entry(NamedTuple):
    """Something to enter: its body and what it is about ('' when nothing in particular)."""

    body: Body
    about: str = ""


def now() -> str:
    """This moment as envelopes write it: UTC to the second, 'Z'."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def size() -> int:
    """How many acts the register holds."""
    head = models.Head.objects.filter(id=1).first()
    return head.size if head else 0


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else writes meanwhile; all that is done inside is one transaction. May be nested; also a decorator for deeds.

    Conflict when one writer has stood first for a minute (`queue.PATIENCE`), and when the disk cannot be written.
    """
    try:
        with _queued(), transaction.atomic():
            _locked_head()
            yield
    except OperationalError as error:
        raise Conflict(f"The museum's database cannot be written now: {error}.", next_step="Another command may be at work on it: try again when it is done.") from error


@contextmanager
def turn() -> Iterator[None]:
    """Nobody else writes meanwhile, outside of any transaction: for making and changing tables. `alone` may be called inside. Conflict as there."""
    if connection.vendor == "sqlite":
        with _queued():
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [QUEUE])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [QUEUE])


def _queued() -> AbstractContextManager[None]:
    """A turn in the queue of tickets beside a SQLite file. Inside a transaction the turn is had already, and PostgreSQL's queue is asked in one."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or connection.in_atomic_block or ":memory:" in name:
        return nullcontext()
    return _ticket(Path(name).parent / "queue")


@contextmanager
def _ticket(folder: Path) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            stack.enter_context(queue.turn(folder))
        except OSError as error:
            raise Conflict(f"The museum's database cannot be written now: {folder}: {error.strerror}.", next_step="Mend that and try again; nothing was changed.") from error
        yield


def append(entries: Sequence[Entry], *, by: str, at: str = "", progress: Callable[[int, int], None] | None = None) -> range:
    """Enter acts and project them, all or nothing; returns their numbers. This commit is the point of no return.

    Raises whatever the projection finds wrong (NotFound, Conflict), with nothing entered; so does an interrupt from `progress` (entered, of how many).
    """
    with alone():
        head = _locked_head()
        edge = register.Frontier.from_hex(head.size, json.loads(head.frontier))
        first = head.size
        acts_made: list[models.Act] = []
        bodies: list[models.ActBody] = []
        parts: list[models.ActPart] = []
        for number, entry in enumerate(entries, start=first):
            act_made = act_name(entry.body)
            rest, apart = split(act_made, to_json(entry.body))
            sealed = register.make_act(act=act_made, about=entry.about, at=at or now(), by=by, body=rest, salt=secrets.token_bytes(SALT_BYTES), parts=apart)
            envelope = json.loads(sealed.entry)
            acts_made.append(models.Act(number=number, act=envelope["act"], about=envelope.get("about", ""), at=envelope["at"], by=by, entry=sealed.entry, leaf=sealed.leaf))
            bodies.append(models.ActBody(number=number, salt=sealed.salt, body=sealed.body))
            parts += [models.ActPart(number=number, part=part.name, salt=part.salt, body=part.body) for part in sealed.parts]
            edge.append(sealed.leaf)
            # The typed value is read back from the sealed bytes, so that live projection and rebuild see the very same thing.
            project_run([projected(ActRow(number, envelope["act"], envelope.get("about", ""), envelope["at"], by, sealed.entry, sealed.leaf, *sealed[1:3], sealed.parts))])
            if progress and len(acts_made) % 50 == 0:
                progress(len(acts_made), len(entries))
        models.Act.objects.bulk_create(acts_made, batch_size=100)
        models.ActBody.objects.bulk_create(bodies, batch_size=100)
        models.ActPart.objects.bulk_create(parts, batch_size=100)
        head.size, head.frontier = edge.size, json.dumps(edge.to_hex())
        head.save(force_update=True)
    return range(first, first + len(entries))


def projected(row: ActRow) -> Act:
    """What the projector is given of an act: what is left of its body, with the numbers of the claims that are left."""
    left = row.joined()
    return Act(row.number, None if left is None else from_json(row.act, left.body), row.act, row.about, None if left is None else left.nths)


def _locked_head() -> models.Head:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # released by the commit; asked again by whoever holds it, it is granted at once
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [QUEUE])
    head = models.Head.objects.select_for_update().filter(id=1).first()
    return head or models.Head.objects.create(id=1, size=0, frontier="[]")


def acts(start: int = 0, stop: int | None = None) -> Iterator[ActRow]:
    """Acts in order, start ≤ number < stop, read in batches."""
    stop = size() if stop is None else stop
    for low in range(start, stop, 500):
        yield from _rows(low, min(low + 500, stop))


def _rows(low: int, high: int) -> Iterator[ActRow]:
    bodies = {row.number: row for row in models.ActBody.objects.filter(number__gte=low, number__lt=high)}
    parts: dict[int, dict[str, tuple[bytes, bytes]]] = defaultdict(dict)
    for number, part, salt, sealed in models.ActPart.objects.filter(number__gte=low, number__lt=high).values_list("number", "part", "salt", "body"):
        parts[number][part] = bytes(salt), bytes(sealed)
    for row in models.Act.objects.filter(number__gte=low, number__lt=high).order_by("number"):
        body = bodies.get(row.number)
        yield ActRow(row.number, row.act, row.about, row.at, row.by, bytes(row.entry), bytes(row.leaf),
                     bytes(body.body) if body else None, bytes(body.salt) if body else None, register.parts_from(bytes(row.entry), parts[row.number]))


def act(number: int) -> ActRow:
    """One act; NotFound when the register is shorter."""
    for row in _rows(number, number + 1):
        return row
    raise NotFound(f"The register has no act {number}.", next_step=f"It holds acts 0 to {size() - 1}.")


def root() -> bytes:
    """Root hash of all acts, from the kept edge of the tree."""
    head = models.Head.objects.filter(id=1).first()
    return register.Frontier.from_hex(head.size, json.loads(head.frontier)).root() if head else register.Frontier.from_hex(0, []).root()


def check(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Re-hash every act and open every commitment; returns how many were checked. Raises Tampered naming the act."""
    total = size()
    for row in checked(total):
        if progress and row.number % 500 == 0:
            progress(row.number, total)
    return total


def checked(stop: int) -> Iterator[ActRow]:
    """Acts 0 to `stop` (exclusive), each checked before it is given, and the tree at the end: Tampered names the act. What is signed comes from here."""
    edge = register.Frontier.from_hex(0, [])
    erased = register.Erasures()
    for row in acts(0, stop):
        if row.number != edge.size:
            raise Tampered(f"Act {edge.size} is missing from the register.", next_step="Restore the catalogue from a copy (see docs/register-spec.md).")
        _check(row)
        erased.see(row.number, row.entry, register.opened_of(row))
        edge.append(row.leaf)
        yield row
    for fault in erased.found():
        if stop < size():
            raise Conflict("Something was erased while the register was read.", next_step="Call the command again.")
        raise Tampered(f"{fault.what[0].upper()}{fault.what[1:]}.", next_step="Restore the catalogue from a copy; nothing was signed.")
    if edge.size != stop or (stop == size() and edge.root() != root()):
        raise Tampered("The register's head does not fit its acts.", next_step="Restore the catalogue from a copy.")


def _check(row: ActRow) -> None:
    what = ""
    if register.leaf_hash(row.entry) != row.leaf:
        what = f"The entry of act {row.number} is not the one that was entered."
    elif not _columns_fit(row):
        what = f"The columns of act {row.number} say something else than its entry."
    elif wrong := register.what_is_wrong(row.number, row):
        what = f"{wrong[0].upper()}{wrong[1:]}."
    if what:
        raise Tampered(what, next_step="Restore the catalogue from a copy; nothing was signed.")


def _columns_fit(row: ActRow) -> bool:
    """Lists show the columns: they must be the entry's own words."""
    try:
        entry = json.loads(row.entry)
    except ValueError:
        return False
    return (row.act, row.about, row.at, row.by) == (entry.get("act"), entry.get("about", ""), entry.get("at"), entry.get("by"))


def rebuild(*, progress: Callable[[int, int], None] | None = None) -> int:
    """Empty the projected tables and replay the register in runs of acts, in one transaction; returns the number of acts replayed."""
    with alone():
        total = size()
        erasing.remember()
        erasing.refuse_planted()
        for model in models.PROJECTED:
            model.objects.all().delete()
        for run in runs(acts()):
            project_run([projected(row) for row in run])
            if progress:
                progress(run[-1].number + 1, total)
    return total


def runs(rows: Iterable[ActRow]) -> Iterator[list[ActRow]]:
    """Acts in runs of RUN_ACTS, or fewer when their bodies come to RUN_BYTES."""
    run: list[ActRow] = []
    weight = 0
    for row in rows:
        run.append(row)
        weight += len(row.body or b"")
        if len(run) == RUN_ACTS or weight >= RUN_BYTES:
            yield run
            run, weight = [], 0
    if run:
        yield run


def fingerprint() -> str:
    """SHA-256 over all projected rows in order: equal fingerprints mean equal catalogues."""
    digest = hashlib.sha256()
    for model in models.PROJECTED:
        digest.update(model.__name__.encode())
        names = [field.attname for field in model._meta.concrete_fields  # noqa: SLF001  Django's documented name for a model's own description
                 if field.name != "id" or not field.get_internal_type().endswith("AutoField")]
        for row in model.objects.order_by("pk").values_list(*names):
            digest.update(json.dumps(row, ensure_ascii=False, default=str).encode())
    return digest.hexdigest()


def vendor() -> str:
    """'sqlite' or 'postgresql'."""
    return connection.vendor
