"""Two roles of a PostgreSQL museum: the owner, who makes tables and triggers, and the daily role, which can only do what deeds do.

The daily role may add acts and bodies, never change, remove or empty them, nor touch triggers and tables: SQL's own bar before the triggers', and one
that whoever holds the museum's password cannot lift.
"""

from typing import Final

from django.db import connection, transaction

from presnya.catalogue import models
from presnya.terms.errors import BadInput, NotFound

APPENDED: Final = ("catalogue_act", "catalogue_actbody", "catalogue_actpart", "catalogue_erasedslot")
"""Tables that only gain rows."""
GUARDED: Final = {"catalogue_actbody": "catalogue_actbody_no_delete", "catalogue_actpart": "catalogue_actpart_no_delete"}
"""Rows that the law can make us erase: DELETE is given only where this trigger refuses it to all that no `erase` act names."""
_LIST: Final = "catalogue_doomed"
"""What an erasure still has to do: a list that is worked off."""


def rights() -> dict[str, str]:
    """Table → what the daily role may do there; tables of the open museum that are not named may be read."""
    with connection.cursor() as cursor:
        tables = sorted(name for name in connection.introspection.table_names(cursor) if name.startswith(("catalogue_", "django_", "presnya_")))
        cursor.execute("SELECT tgname FROM pg_trigger")
        triggers = {name for (name,) in cursor.fetchall()}
    given = dict.fromkeys(tables, "SELECT")
    given |= dict.fromkeys(APPENDED, "SELECT, INSERT")
    given |= {name: "SELECT, INSERT, DELETE" for name, guard in GUARDED.items() if guard in triggers}
    given |= {model._meta.db_table: "SELECT, INSERT, UPDATE, DELETE" for model in models.PROJECTED}  # noqa: SLF001  Django's documented name
    given |= {"catalogue_head": "SELECT, INSERT, UPDATE", _LIST: "SELECT, INSERT, UPDATE, DELETE"}
    return {name: given[name] for name in tables}


def grants(role: str) -> list[str]:
    """The statements that give `role` its rights and take all others from it, to be run by the owner of the open museum's tables."""
    if connection.vendor != "postgresql":
        raise BadInput("This museum keeps its register in SQLite, which knows no roles: who may write the file may write all of it.",
                       next_step="`presnya rebuild` and `presnya verify` find what was altered. For roles, name a PostgreSQL server in museum.toml (database).")
    quoted = connection.ops.quote_name
    who, schema = quoted(role), quoted(_schema())
    return [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {who}",
        f"REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {who}",
        f"GRANT CONNECT ON DATABASE {quoted(str(connection.settings_dict['NAME']))} TO {who}",
        f"GRANT USAGE ON SCHEMA {schema} TO {who}",
        *(f"GRANT {given} ON {schema}.{quoted(table)} TO {who}" for table, given in rights().items()),
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {who}",
    ]


def apply(role: str) -> list[str]:
    """Run the grants as the connected role, all or none; gives them. NotFound for a role that does not exist, BadInput for one that owns the tables anyway."""
    statements = grants(role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = %s", [role])
        row = cursor.fetchone()
        if row is None:
            raise NotFound(f"The server has no role {role}.", next_step=f"Its administrator makes it: CREATE ROLE {connection.ops.quote_name(role)} LOGIN PASSWORD '…'")
        if row[0] or any(_may_alter(role)):
            raise BadInput(f"{role} is a superuser or owns tables of the register, so no grant binds it.",
                           next_step="Name another role in museum.toml, and let --owner be the one that makes the tables.")
        for statement in statements:
            cursor.execute(statement)
    return statements


def _may_alter(role: str) -> list[str]:
    """Tables of the register that belong to the role, or to one it is a member of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'catalogue%%' AND pg_has_role(%s, tableowner, 'MEMBER')", [role])
        return [name for (name,) in cursor.fetchall()]


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
