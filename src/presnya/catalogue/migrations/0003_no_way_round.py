"""Two ways round the triggers of 0002, closed: REPLACE deletes without a word on SQLite, TRUNCATE passes row triggers by on PostgreSQL.

A body may still be entered where there is none (`check` compares it with its entry's commitment).
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("catalogue_act", "catalogue_actbody")
MESSAGE = "the register is append-only: a change is a new act"


def forbid(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers in the dialect of the database at hand."""
    for table in TABLES:
        if editor.connection.vendor == "sqlite":
            there = f"EXISTS (SELECT 1 FROM {table} WHERE number = NEW.number)"  # noqa: S608  our own table names
            editor.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {there} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")
        else:
            name = f"{table}_no_truncate"
            editor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql")
            editor.execute(f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()")


def permit(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undo, for `migrate` backwards in development."""
    for table in TABLES:
        editor.execute(f"DROP TRIGGER {table}_no_replace" if editor.connection.vendor == "sqlite" else f"DROP TRIGGER {table}_no_truncate ON {table}")


class Migration(migrations.Migration):
    """Append-only triggers, the rest of them."""

    dependencies: ClassVar = [("catalogue", "0002_append_only")]
    operations: ClassVar = [migrations.RunPython(forbid, permit)]
