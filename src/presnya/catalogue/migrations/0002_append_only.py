"""The register's own tables take no UPDATE and no DELETE: nothing goes in silence, not even by SQL.

`act` rows never change. A body row may be deleted (the law can make us erase what was written), never altered.
"""

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FORBIDDEN = (("catalogue_act", "UPDATE"), ("catalogue_act", "DELETE"), ("catalogue_actbody", "UPDATE"))
MESSAGE = "the register is append-only: a change is a new act"


def forbid(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Triggers in the dialect of the database at hand."""
    for table, deed in FORBIDDEN:
        name = f"{table}_no_{deed.lower()}"
        if editor.connection.vendor == "sqlite":
            editor.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END")
        else:
            editor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END; $$ LANGUAGE plpgsql")
            editor.execute(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def permit(_: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Undo, for `migrate` backwards in development."""
    for table, deed in FORBIDDEN:
        name = f"{table}_no_{deed.lower()}"
        editor.execute(f"DROP TRIGGER {name}" if editor.connection.vendor == "sqlite" else f"DROP TRIGGER {name} ON {table}")


class Migration(migrations.Migration):
    """Append-only triggers."""

    dependencies: ClassVar = [("catalogue", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(forbid, permit)]
