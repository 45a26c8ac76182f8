"""Which form of the projected tables a database has: a new form means migrate and rebuild, never by hand."""

from typing import Final

from django.db import connection, transaction
from django.db.utils import DatabaseError

SCHEMA: Final = 4
"""Raised with every change of the tables, of their triggers or of the projector's meaning."""


def is_current() -> bool:
    """Whether the tables exist in this very form."""
    try:
        with connection.cursor() as cursor:  # no transaction: on SQLite that would wait for whoever writes
            cursor.execute("SELECT number FROM presnya_schema")
            row = cursor.fetchone()
    except DatabaseError:
        return False
    return row is not None and row[0] == SCHEMA


def mark_current(number: int) -> None:
    """Remember the form, once migrated and rebuilt."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS presnya_schema (number integer NOT NULL)")
        cursor.execute("DELETE FROM presnya_schema")
        cursor.execute("INSERT INTO presnya_schema (number) VALUES (%s)", [number])
