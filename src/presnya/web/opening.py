"""Opening a museum: settings from its museum.toml, tables made or brought up to date."""

import os
import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import django
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, ProgrammingError, connections

from presnya.config import Museum, load
from presnya.terms.errors import BadInput, Conflict, NotAllowed, PresnyaError, RegisterError
from presnya.web.settings import database, read_only

LEAST_ROOM = 1 << 16
"""Bytes a disk must have left for SQLite to open a database for writing: its index of the write-ahead log alone takes 32 KiB."""


def make_ready() -> None:
    """Set Django up, once in a process. Before this the catalogue's tables cannot be imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presnya.web.settings")
    django.setup()


def open_museum(folder: Path) -> Museum:
    """Make the museum in this folder the one this process works on; creates its `.presnya` folder and its tables when missing.

    A process may open one museum after another (tests do); it never works on two at once.
    """
    return _opened(load(folder))


def open_as_owner(folder: Path, line: str) -> Museum:
    """The museum with its database opened by another role of the same server: who owns the tables. Gives the museum as its museum.toml has it.

    BadInput when the line is none for this museum's database.
    """
    museum = load(folder)
    ours, owners = urlsplit(museum.database), urlsplit(line)
    if not museum.database or owners.scheme not in ("postgresql", "postgres") or (owners.hostname, owners.port or 5432, owners.path) != (ours.hostname, ours.port or 5432, ours.path):
        raise BadInput(f"The owner's line does not lead to the database of {museum.name}" + (f" ({ours.hostname}:{ours.port or 5432}{ours.path})." if museum.database else ": it is SQLite."),
                       next_step='Give it as museum.toml has "database", with the owner\'s name and password.')
    _opened(replace(museum, database=line))
    return museum


def daily_role(museum: Museum) -> str:
    """The PostgreSQL role museum.toml names for daily work; BadInput when it names none."""
    name = unquote(urlsplit(museum.database).username or "")
    if not name:
        raise BadInput(f"{museum.name} names no PostgreSQL role: " + ("its line has no user." if museum.database else "it keeps its register in SQLite."),
                       next_step='museum.toml: database = "postgresql://user:password@host:port/name"')
    return name


def _opened(museum: Museum) -> Museum:
    museum.inside.mkdir(parents=True, exist_ok=True)
    os.environ["PRESNYA_MUSEUM"] = str(museum.folder)
    try:
        _point_at(database(museum))
        _connect(museum)
    except (ImproperlyConfigured, DatabaseError) as error:
        if not _readable_at_least(museum):
            raise _closed(museum, error) from error
    _bring_up_to_date()
    _finish_erasing(museum)
    return museum


def _connect(museum: Museum) -> None:
    from presnya.catalogue import ledger

    # A new file is turned to WAL by its first connection, which writes: one at a time.
    with nullcontext() if museum.database or museum.database_file.exists() else ledger.turn():
        connections["default"].ensure_connection()


def _readable_at_least(museum: Museum) -> bool:
    """Open for reading where the disk is full: what is there can be read, checked and copied away. Not while a log of unwritten pages lies beside the file: it would be passed over."""
    beside = museum.database_file.with_name(f"{museum.database_file.name}-wal")
    if museum.database or not museum.database_file.exists() or (beside.exists() and beside.stat().st_size) or not _full(museum):
        return False
    try:
        _point_at(read_only(museum))
        connections["default"].ensure_connection()
    except DatabaseError:
        return False
    return True


def _full(museum: Museum) -> bool:
    return shutil.disk_usage(museum.folder).free < LEAST_ROOM


def _closed(museum: Museum, error: Exception) -> PresnyaError:
    """Why the database cannot be opened, without its password: these words may be printed anywhere."""
    if isinstance(error, ImproperlyConfigured):
        return Conflict(f"{museum.name} keeps its register in PostgreSQL, and no driver for it is installed here.", next_step='pip install "presnya[postgresql]"')
    why = str(error).strip().splitlines()[0]
    if museum.database:
        server = urlsplit(museum.database)
        return Conflict(f"The database of {museum.name} ({server.hostname}:{server.port or 5432}{server.path}) cannot be reached: {why}",
                        next_step='Is the server running? See "database" in museum.toml.')
    if _full(museum):
        return RegisterError(f"{museum.database_file} cannot be opened: the disk is full.", next_step="Make room on it and call the command again; nothing was changed.")
    return RegisterError(f"{museum.database_file} cannot be opened: {why}.", next_step="Bring back the .presnya folder from a copy; nothing was changed.")


def in_words(error: BaseException) -> PresnyaError | None:
    """What a database's own error means for whoever gave the command; None for every other error. Nothing was entered: a deed is one transaction."""
    if not isinstance(error, DatabaseError):
        return None
    why = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return RegisterError(f"The museum's database failed while it was at work: {why}.",
                         next_step="Nothing half done was kept. See that the disk has room and the database server runs, and call the command again; it goes on from there.")


def _point_at(wanted: dict[str, Any]) -> None:
    connection = connections["default"]
    if all(connection.settings_dict[key] == wanted[key] for key in ("NAME", "ENGINE")) and connection.settings_dict["USER"] == wanted.get("USER", ""):
        return
    connection.close()
    django_settings.DATABASES["default"] = connections.configure_settings({"default": wanted})["default"]
    connections.settings["default"] = django_settings.DATABASES["default"]
    delattr(connections._connections, "default")  # type: ignore[attr-defined]  # noqa: SLF001  Django has no public way to point a named connection elsewhere


def _finish_erasing(museum: Museum) -> None:
    from presnya import desk  # needs Django set up

    desk.finish(museum)


def _bring_up_to_date() -> None:
    # Imported here: these need Django set up.
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.exceptions import MigrationSchemaMissing

    from presnya.catalogue import ledger
    from presnya.catalogue.schema import SCHEMA, is_current, mark_current

    if is_current():
        return
    with ledger.turn():
        if not is_current():  # another process may have done it while we waited
            try:
                call_command("migrate", verbosity=0, interactive=False)
            except (ProgrammingError, MigrationSchemaMissing) as error:
                raise NotAllowed(f"The database's role {connection.settings_dict['USER']} may not make or change tables: {str(error).splitlines()[0]}.",
                                 next_step="`presnya role FOLDER --owner LINE` brings them up to date as their owner.") from error
            if ledger.size():
                ledger.rebuild()
            mark_current(SCHEMA)
    connection.close()
