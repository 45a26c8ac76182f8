"""What was erased, and the destroying itself: rows of bodies and parts, then every trace of them in the database's files.

An `erase` act of the register is the only ground on which anything goes; the table of erased slots is drawn from those acts, and
triggers open the door to a body by that table alone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from presnya import register
from presnya.catalogue import models
from presnya.terms import Erase, from_json
from presnya.terms.errors import Conflict, NotFound, Tampered
from presnya.terms.parts import join

Slot = tuple[int, str]


class Erasure(NamedTuple):
    """An `erase` act: its number and time, and what it says."""

    act: int
    at: str
    body: Erase


class Entry(NamedTuple):
    """An act's envelope, with what stands of it: `parts` names every part, `empty` those that are gone ('' first when the whole is)."""

    number: int
    act: str
    about: str
    at: str
    parts: tuple[str, ...]
    empty: tuple[str, ...]


def erasures() -> list[Erasure]:
    """Every `erase` act in order."""
    rows = dict(models.Act.objects.filter(act="erase").values_list("number", "at"))
    bodies = models.ActBody.objects.filter(number__in=rows).order_by("number")
    found = ((row.number, from_json("erase", json.loads(bytes(row.body)))) for row in bodies)
    return [Erasure(number, rows[number], body) for number, body in found if isinstance(body, Erase)]


def erased() -> dict[Slot, int]:
    """Slot → the act that erased it."""
    return {(row.number, row.part): row.act for row in models.ErasedSlot.objects.order_by("number", "part")}


def was_erased(target: str) -> bool:
    """Whether the act that brought this claim, proposal or arrangement was erased, wholly or in this part of it."""
    kind, _, rest = target.partition("/")
    if kind in ("claim", "proposal"):
        number, _, nth = rest.partition(".")
        return number.isdecimal() and models.ErasedSlot.objects.filter(number=int(number), part__in=("", f"claim_{nth}")).exists()
    numbers = models.Act.objects.filter(act="arrange", about=target).values_list("number", flat=True)
    return models.ErasedSlot.objects.filter(number__in=list(numbers), part="").exists()


def remember() -> None:
    """Bring the table of erased slots to what the `erase` acts name; it only grows."""
    known = erased()
    fresh = {(slot.act, slot.part): one.act for one in reversed(erasures()) for slot in one.body.slots if (slot.act, slot.part) not in known}
    models.ErasedSlot.objects.bulk_create([models.ErasedSlot(number=number, part=part, act=act) for (number, part), act in fresh.items()], batch_size=100)


def refuse_planted() -> None:
    """Tampered when something stands in an erased slot: somebody planted it, or it came from a copy that did not comply."""
    for (number, part), act in erased().items():
        whole = part == register.WHOLE
        here = models.ActPart.objects.filter(number=number) if whole else models.ActPart.objects.filter(number=number, part=part)
        if here.exists() or (whole and models.ActBody.objects.filter(number=number).exists()):
            raise Tampered(f"Act {act} erased {f'the part “{part}” of ' if part else ''}act {number}, and yet something stands in its place.",
                           next_step="It was planted, or came from a copy that kept it: restore from a copy that verifies.")


def destroy() -> None:
    """Delete the rows of all erased slots, inside the caller's transaction; SQLite overwrites what it frees."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
    remember()
    for number, part in erased():
        if part == register.WHOLE:
            models.ActBody.objects.filter(number=number).delete()
            models.ActPart.objects.filter(number=number).delete()
        else:
            models.ActPart.objects.filter(number=number, part=part).delete()


def entry(number: int) -> Entry:
    """One act without its words; NotFound when the register is shorter."""
    row = models.Act.objects.filter(number=number).first()
    if row is None:
        raise NotFound(f"The register has no act {number}.", next_step="`presnya erase` takes an act's number as its page shows it.")
    parts = tuple(register.parts_of(bytes(row.entry)))
    standing = set(models.ActPart.objects.filter(number=number).values_list("part", flat=True))
    whole = () if models.ActBody.objects.filter(number=number).exists() else ("",)
    return Entry(number, row.act, row.about, row.at, parts, (*whole, *(part for part in parts if part not in standing)))


def numbers_about(about: str, act: str) -> list[int]:
    """Acts of one kind about one thing."""
    return list(models.Act.objects.filter(act=act, about=about).order_by("number").values_list("number", flat=True))


def appointments() -> dict[int, str]:
    """Number of every `appoint` act → the curator's opaque id."""
    numbers = list(models.Act.objects.filter(act="appoint").values_list("number", flat=True))
    return {row.number: json.loads(bytes(row.body))["curator"] for row in models.ActBody.objects.filter(number__in=numbers)}


def words_of(number: int, part: str) -> dict[str, Any]:
    """What stands in a slot, as plain JSON; {} when nothing does."""
    found = models.ActPart.objects.filter(number=number, part=part).first() if part else models.ActBody.objects.filter(number=number).first()
    return json.loads(bytes(found.body)) if found else {}


def held() -> Iterator[tuple[int, str, str]]:
    """(number of the act, SHA-256, name) of every file that an accession still stands for, superseded and withdrawn ones too."""
    numbers = list(models.Act.objects.filter(act="accession").order_by("number").values_list("number", flat=True))
    for low in range(0, len(numbers), 500):
        some = numbers[low:low + 500]
        parts = {row.number: json.loads(bytes(row.body)) for row in models.ActPart.objects.filter(number__in=some, part="files")}
        for row in models.ActBody.objects.filter(number__in=some):
            body = join("accession", json.loads(bytes(row.body)), {"files": parts.get(row.number)}).body
            for one in (*body.get("files", ()), *filter(None, [body.get("text")])):
                yield row.number, one["sha256"], one["name"]


def origins(slots: Iterable[Slot]) -> set[str]:
    """Keys of the museum's folder (table and row, or text) from which what is in these slots came."""
    return {found for number, part in slots for found in _origins(words_of(number, part))}


def _origins(words: Mapping[str, Any]) -> Iterator[str]:
    for one in (words, *words.get("claims", ())):
        if one.get("origin"):
            yield one["origin"]


# ── afterwards: files, and the database's own leavings ──────────────────────────────────────────────────────────


def doom(act: int, files: Sequence[str]) -> None:
    """Note, in the transaction that erases, which files must be destroyed after it."""
    models.Doomed.objects.create(act=act, files=json.dumps(sorted(set(files))))


def doomed() -> list[tuple[int, list[str]]]:
    """Acts whose erasing is not finished, each with its files."""
    return [(row.act, json.loads(row.files)) for row in models.Doomed.objects.order_by("act")]


def forget_files(act: int) -> None:
    """The files are destroyed: their hashes need not be known any more."""
    models.Doomed.objects.filter(act=act).update(files="[]")


def finished(act: int) -> None:
    """Nothing is left to do for this act."""
    models.Doomed.objects.filter(act=act).delete()


def scrub() -> None:
    """Write the database's files anew, without what was deleted. Conflict when somebody else reads it too long for that; not inside a transaction.

    PostgreSQL's write-ahead log keeps old bytes until its segments are used again, which no command of ours can hasten.
    """
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for model in (models.ActBody, models.ActPart, models.Doomed, *models.PROJECTED):
                cursor.execute(f"VACUUM FULL {model._meta.db_table}")  # noqa: SLF001  Django's documented name for a model's own description
            return
        cursor.execute("PRAGMA secure_delete=ON")
        cursor.execute("VACUUM")
    empty_journal()


def empty_journal() -> None:
    """Bring SQLite's write-ahead log into the database and cut it to nothing."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()[0]
    if busy:
        raise Conflict("It is erased, but another command holds the museum open, and old bytes may still lie in the database's write-ahead log.",
                       next_step="End that command; the next one that opens this museum finishes the erasure.")
