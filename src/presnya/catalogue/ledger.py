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
from typing import Any, Final, NamedTuple

from django.db import OperationalError, connection, transaction

from presnya import register
from presnya.catalogue import erasing, models, queue
from presnya.catalogue.projector import Act, project_run
from presnya.terms import Arrange, Body, act_name, from_json, to_json
from presnya.terms.errors import Conflict, NotFound, Tampered
from presnya.terms.parts import Joined, is_whole, join, split

SALT_BYTES = 32
BATCH: Final = 1000
"""Acts that are sealed, entered and projected at once within a transaction: more are slower, since Python's collector walks through what is held."""
COPIED: Final = 100
"""From so many rows on PostgreSQL takes them by COPY."""
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
        head = models.Head.objects.get(id=1)
        edge = register.Frontier.from_hex(head.size, json.loads(head.frontier))
        first = head.size
        for low in range(0, len(entries), BATCH):
            batch = entries[low:low + BATCH]
            acts, leaves = _enter(batch, first=first + low, by=by, at=at or now())
            edge.extend(leaves)
            project_run(acts)
            if progress:
                progress(low + len(batch), len(entries))
        models.Head.objects.filter(id=1).update(size=edge.size, frontier=json.dumps(edge.to_hex()))
    return range(first, first + len(entries))


def _enter(entries: Sequence[Entry], *, first: int, by: str, at: str) -> tuple[list[Act], list[bytes]]:
    """The register's own rows, sealed and inserted column by column. Gives what is to be projected, and leaf hashes.

    What is projected is read from the sealed bytes, so that live projection and rebuild see the very same thing.
    """
    whole = [nth for nth, entry in enumerate(entries) if is_whole(entry.body)]
    made = dict(zip(whole, _seal_whole([entries[nth] for nth in whole], by=by, at=at), strict=True))
    sealed = [made[nth][0] if nth in made else _seal_apart(entry, by=by, at=at) for nth, entry in enumerate(entries)]
    acts = [act_name(entry.body) for entry in entries]
    numbers = range(first, first + len(entries))
    _insert("catalogue_act", ("number", "act", "about", "at", "by", "entry", "leaf"),
            ((number, act, entry.about, at, by, one.entry, one.leaf) for number, act, entry, one in zip(numbers, acts, entries, sealed, strict=True)), many=len(entries))
    _insert("catalogue_actbody", ("number", "salt", "body"), ((number, one.salt, one.body) for number, one in zip(numbers, sealed, strict=True)), many=len(entries))
    if len(whole) < len(entries):
        parts = [(number, part.name, part.salt, part.body) for number, one in zip(numbers, sealed, strict=True) for part in one.parts]
        _insert("catalogue_actpart", ("number", "part", "salt", "body"), parts, many=len(parts))
    read = [Act(number, made[nth][1], act) if nth in made else projected(ActRow(number, act, entry.about, at, by, one.entry, one.leaf, one.body, one.salt, one.parts))
            for nth, (number, act, entry, one) in enumerate(zip(numbers, acts, entries, sealed, strict=True))]
    return read, [one.leaf for one in sealed]


def _seal_apart(entry: Entry, *, by: str, at: str) -> register.SealedAct:
    """A body of which parts may have to go alone."""
    act = act_name(entry.body)
    rest, apart = split(act, to_json(entry.body))
    return register.make_act(act=act, about=entry.about, at=at, by=by, body=rest, salt=secrets.token_bytes(SALT_BYTES), parts=apart)


def _seal_whole(entries: Sequence[Entry], *, by: str, at: str) -> list[tuple[register.SealedAct, Body]]:
    """Bodies that are sealed in one piece, and the values they are read back as."""
    sealed, bodies = _read_back([entry.body for entry in entries])
    drawn = secrets.token_bytes(SALT_BYTES * len(entries))
    salts = [drawn[start:start + SALT_BYTES] for start in range(0, len(drawn), SALT_BYTES)]
    envelopes, leaves = register.seal([act_name(entry.body) for entry in entries], [entry.about for entry in entries], sealed, at=at, by=by, salts=salts)
    return [(register.SealedAct(entry, data, salt, leaf), body) for entry, data, salt, leaf, body in zip(envelopes, sealed, salts, leaves, bodies, strict=True)]


def projected(row: ActRow) -> Act:
    """What the projector is given of an act: what is left of its body, with the numbers of the claims that are left."""
    left = row.joined()
    return Act(row.number, None if left is None else from_json(row.act, left.body), row.act, row.about, None if left is None else left.nths)


def _read_back(bodies: Sequence[Body]) -> tuple[list[bytes], list[Body]]:
    """Canonical JSON, and the values read back from it. The contents of an arrangement are any JSON: there each value has to be looked at."""
    if not any(isinstance(body, Arrange) for body in bodies):
        return register.read_back(bodies)
    sealed = [register.canonical(register.nfc(to_json(body))) for body in bodies]
    return sealed, [from_json(act_name(body), json.loads(data)) for body, data in zip(bodies, sealed, strict=True)]


_POSTGRESQL: Final = {"number": "int8", "entry": "bytea", "leaf": "bytea", "salt": "bytea", "body": "bytea"}


def _insert(table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], *, many: int) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and many >= COPIED:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([_POSTGRESQL.get(name, "varchar") for name in columns])
                for row in rows:
                    copy.write_row(row)
        else:
            insert = f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})"  # noqa: S608  our own names
            cursor.executemany(insert, rows)  # type: ignore[arg-type]  # it takes any iterable: rows are made as they are sent


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
