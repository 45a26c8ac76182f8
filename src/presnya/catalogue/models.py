"""Tables. `Act`, `ActBody`, `ActPart`, `ErasedSlot` and `Head` are the register itself; all others are drawn from it and may be dropped.

Fields and constraints only: reads live in `queries` and `snapshot`, writes in `ledger` and `projector`.
A row holds from act `since` until act `until`, which is null while it holds: the catalogue at a size of N acts is the rows with `since` < N
as they stood then, every `until` ≥ N read as null. What happens once and never ceases has no `until`. Several rows of one id are its versions.
JSON is kept as text in the register's canonical form, so that a rebuilt catalogue equals the live one byte for byte.
"""

from typing import ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class LogIndex(models.BigIntegerField):  # type: ignore[type-arg]  # Django's own class takes no arguments at run time
    """An act's index in the log as primary key. On SQLite the column is "integer" to the letter: only so it is the row's own number, and needs no index beside it."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        """`integer` on SQLite, `bigint` elsewhere."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Act(models.Model):
    """One entry of the log, never changed and never deleted (triggers see to it). `number` is its index in the log, from 0."""

    number = LogIndex(primary_key=True)
    act = models.CharField(max_length=40)
    about = models.CharField(max_length=120)
    at = models.CharField(max_length=30)
    by = models.CharField(max_length=60)
    entry = models.BinaryField()
    leaf = models.BinaryField()

    class Meta:
        """Rare acts (erase, rotate) are looked for by their word."""

        indexes: ClassVar = [models.Index(fields=["act"], name="act_word")]

    def __str__(self) -> str:
        return f"act {self.number}: {self.act} {self.about}"


class ActBody(models.Model):
    """What people wrote, beside the entry that commits to it. An erased act has no row here."""

    number = LogIndex(primary_key=True)
    salt = models.BinaryField()
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"body of act {self.number}"


class ActPart(models.Model):
    """A part of a body that was sealed apart, with a salt of its own. An erased part has no row here; its entry still names it."""

    number = models.BigIntegerField()
    part = models.CharField(max_length=40)
    salt = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        """Each part once."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["number", "part"], name="part_once")]

    def __str__(self) -> str:
        return f"part {self.part} of act {self.number}"


class ErasedSlot(models.Model):
    """What `erase` act `act` names ('' for a whole act). Only gains rows; triggers let a body go only where one stands, and let none in there."""

    number = models.BigIntegerField()
    part = models.CharField(max_length=40, blank=True)
    act = models.BigIntegerField()

    class Meta:
        """The first act that names a slot is the one that erased it."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["number", "part"], name="erased_once")]

    def __str__(self) -> str:
        return f"act {self.number} {self.part} erased by act {self.act}"


class Doomed(models.Model):
    """Files that must still be destroyed for `erase` act `act`: SHA-256s as JSON. Gone when all is done; what a crash left is finished at the next opening."""

    act = models.BigIntegerField(primary_key=True)
    files = models.TextField()

    def __str__(self) -> str:
        return f"files of act {self.act} to be destroyed"


class Head(models.Model):
    """One row: how many acts there are, and the right edge of their Merkle tree (hex hashes, largest subtree first)."""

    id = models.IntegerField(primary_key=True)
    size = models.BigIntegerField()
    frontier = models.TextField()

    def __str__(self) -> str:
        return f"{self.size} acts"


class Curator(models.Model):
    """Who may do what, as an `appoint` act about them says."""

    id = models.CharField(max_length=60, db_index=True)
    name = models.TextField()
    roles = models.TextField()
    since = models.BigIntegerField(primary_key=True)
    until = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """An accession. `body` is the Accession as JSON; `status` is standing, withdrawn or, when the same source was taken in anew, replaced."""

    id = models.CharField(max_length=120, db_index=True)
    number = models.CharField(max_length=20, db_index=True)
    title = models.TextField()
    origin = models.TextField(db_index=True)
    body = models.TextField()
    status = models.CharField(max_length=12)
    since = models.BigIntegerField(primary_key=True)
    until = models.BigIntegerField(null=True)

    class Meta:
        """An accession number belongs to one source."""

        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], condition=models.Q(status="standing"), name="one_source_a_number")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Thing(models.Model):
    """What claims are about, under one label. `label` is the first standing name, else the slug; `act` brought the thing, `since` this label."""

    pk = models.CompositePrimaryKey("id", "since")
    id = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, db_index=True)
    label = models.TextField()
    act = models.BigIntegerField()
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.label


class Claim(models.Model):
    """A claim and whether it stands. `status`: standing, withdrawn, corrected. `nth` of the claims of act `since`; `until` is the act that ended it."""

    id = models.CharField(max_length=60, primary_key=True)
    nth = models.IntegerField()
    about = models.CharField(max_length=120, db_index=True)
    property = models.CharField(max_length=60, db_index=True)
    ref = models.CharField(max_length=120, db_index=True)
    witness = models.CharField(max_length=120, db_index=True)
    source = models.CharField(max_length=120, db_index=True)
    origin = models.TextField(db_index=True)
    proposal = models.CharField(max_length=60, db_index=True)
    body = models.TextField()
    status = models.CharField(max_length=12, db_index=True)
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)

    class Meta:
        """Claims of one act keep their order."""

        indexes: ClassVar = [models.Index(fields=["since", "nth"])]

    def __str__(self) -> str:
        return f"{self.id} {self.about} {self.property}"


class Proposal(models.Model):
    """What a reader saw. `status`: open, accepted, corrected, refused, withdrawn (a later reading took its place). It is open from `since` until act `until`."""

    id = models.CharField(max_length=60, primary_key=True)
    nth = models.IntegerField()
    source = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=12)
    canonical = models.TextField()
    start = models.IntegerField()
    body = models.TextField()
    status = models.CharField(max_length=12, db_index=True)
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)

    class Meta:
        """Proposals of one act keep their order."""

        indexes: ClassVar = [models.Index(fields=["since", "nth"])]

    def __str__(self) -> str:
        return f"{self.id} {self.kind}"


class Reading(models.Model):
    """One `propose` act: which part of which source was read by which reader. `reader` is the ReaderStamp as JSON."""

    source = models.CharField(max_length=120, db_index=True)
    reader = models.TextField()
    part = models.IntegerField()
    parts = models.IntegerField()
    since = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.source} part {self.part} of {self.parts}"


class Dispute(models.Model):
    """A standing objection to a claim, printed beside it."""

    target = models.CharField(max_length=120, db_index=True)
    ground = models.TextField()
    witness = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    since = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.target} disputed"


class Ending(models.Model):
    """A claim, source, proposal or arrangement that stood no longer: act `since` ended it, as the `nth` of its targets, on this ground."""

    pk = models.CompositePrimaryKey("since", "nth")
    target = models.CharField(max_length=120, db_index=True)
    nth = models.IntegerField()
    ground = models.TextField()
    since = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.target} ended by act {self.since}"


class Arrangement(models.Model):
    """An arrangement. `body` is the Arrange as JSON; `status` is standing, withdrawn or, when the same id was arranged anew, replaced."""

    id = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=20, db_index=True)
    title = models.TextField()
    origin = models.TextField(db_index=True)
    body = models.TextField()
    status = models.CharField(max_length=12)
    since = models.BigIntegerField(primary_key=True)
    until = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.title


PROJECTED = (Curator, Source, Thing, Claim, Proposal, Reading, Dispute, Ending, Arrangement)
"""Tables that a rebuild empties and fills again."""
