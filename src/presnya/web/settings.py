"""Django's settings, computed from the museum's museum.toml. Users never edit this file.

The museum is the folder named by PRESNYA_MUSEUM (a WSGI host sets it). With none, no museum is open yet: `open_museum` points the
connection at one. Importing this creates nothing and reads no folder that nobody named.
"""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from presnya.config import Museum, load


def database(museum: Museum) -> dict[str, Any]:
    """Django's database settings: SQLite in the museum's folder, or the PostgreSQL server museum.toml names in one line."""
    if museum.database:
        parts = urlsplit(museum.database)
        return {
            "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"), "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""), "HOST": parts.hostname or "", "PORT": str(parts.port or ""),
        }
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": str(museum.database_file),
        # IMMEDIATE: a deed takes the write lock when it begins, so two deeds never read the same head (register: one writer).
        # synchronous=FULL: an acknowledged act survives a power cut. cache_size in KiB: a transaction of ten thousand acts is written once, at its end.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 60,
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32000;"},
    }


def read_only(museum: Museum) -> dict[str, Any]:
    """SQLite's file as it lies, for reading alone and without the files SQLite makes beside it: what is left when the disk has no room for those."""
    return {
        "ENGINE": "django.db.backends.sqlite3", "NAME": f"{museum.database_file.as_uri()}?mode=ro&immutable=1",
        "OPTIONS": {"uri": True, "transaction_mode": "DEFERRED"},
    }


NO_MUSEUM = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}

DATABASES = {"default": database(load(Path(os.environ["PRESNYA_MUSEUM"]))) if "PRESNYA_MUSEUM" in os.environ else NO_MUSEUM}
INSTALLED_APPS = ["presnya.catalogue"]
SECRET_KEY = "no sessions, no forms: nothing is signed with this"  # noqa: S105  the catalogue signs nothing; the workbench brings its own
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
