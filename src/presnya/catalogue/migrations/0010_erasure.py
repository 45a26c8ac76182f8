"""Parts sealed apart, and the one narrow door through which a body may go: an `erase` act of this register that names it."""

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

MESSAGE = "the register is append-only: a change is a new act"
BODY, PART, SLOT = "catalogue_actbody", "catalogue_actpart", "catalogue_erasedslot"
BY_ACT = "EXISTS (SELECT 1 FROM catalogue_act WHERE number = NEW.act AND act = 'erase')"
WHOLE = "EXISTS (SELECT 1 FROM catalogue_erasedslot WHERE number = %s.number AND part = '')"
EITHER = "EXISTS (SELECT 1 FROM catalogue_erasedslot WHERE number = %s.number AND part IN ('', %s.part))"
SAME_PART = "EXISTS (SELECT 1 FROM %s WHERE number = NEW.number AND part = NEW.part)"

RULES = (
    (BODY, "delete", "DELETE", f"NOT {WHOLE % 'OLD'}"),
    (PART, "delete", "DELETE", f"NOT {EITHER % ('OLD', 'OLD')}"),
    (PART, "update", "UPDATE", ""),
    (SLOT, "delete", "DELETE", ""),
    (SLOT, "update", "UPDATE", ""),
    (SLOT, "stray", "INSERT", f"NOT {BY_ACT}"),
    (BODY, "planting", "INSERT", WHOLE % "NEW"),
    (PART, "planting", "INSERT", EITHER % ("NEW", "NEW")),
)
"""Table, name, deed, and when it is refused ('' always)."""
ONLY_SQLITE = ((PART, "replace", "INSERT", SAME_PART % PART), (SLOT, "replace", "INSERT", SAME_PART % SLOT))
"""REPLACE deletes without a word there."""


def forbid(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers in the dialect of the database at hand."""
    if editor.connection.vendor == "sqlite":
        for table, name, deed, when in (*RULES, *ONLY_SQLITE):
            editor.execute(f"CREATE TRIGGER {table}_no_{name} BEFORE {deed} ON {table} {f'WHEN {when}' if when else ''} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")
        return
    for table, name, deed, when in RULES:
        function = f"{table}_no_{name}"
        passes = "OLD" if deed == "DELETE" else "NEW"
        editor.execute(f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN IF {when or 'TRUE'} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; "
                       f"RETURN {passes}; END; $$ LANGUAGE plpgsql")
        editor.execute(f"CREATE TRIGGER {function} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for table in (PART, SLOT):
        function = f"{table}_no_truncate"
        editor.execute(f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql")
        editor.execute(f"CREATE TRIGGER {function} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()")


def permit(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undo, for `migrate` backwards in development; the other tables' triggers go with their tables."""
    for table, name, _deed, _when in RULES:
        if table == BODY:
            editor.execute(f"DROP TRIGGER {table}_no_{name}" if editor.connection.vendor == "sqlite" else f"DROP TRIGGER {table}_no_{name} ON {table}")


class Migration(migrations.Migration):
    """Tables, then triggers."""

    dependencies: ClassVar = [("catalogue", "0005_since_until")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ActPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("part", models.CharField(max_length=40)),
                ("salt", models.BinaryField()),
                ("body", models.BinaryField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("number", "part"), name="part_once")]},
        ),
        migrations.CreateModel(
            name="ErasedSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("part", models.CharField(blank=True, max_length=40)),
                ("act", models.BigIntegerField()),
            ],
            options={"constraints": [models.UniqueConstraint(fields=("number", "part"), name="erased_once")]},
        ),
        migrations.CreateModel(name="Doomed", fields=[("act", models.BigIntegerField(primary_key=True, serialize=False)), ("files", models.TextField())]),
        migrations.RunPython(forbid, permit),
    ]
