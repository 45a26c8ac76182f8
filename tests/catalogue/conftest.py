"""A museum on SQLite and on a real PostgreSQL server."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.builders import Street, found
from tests.server import new_database, postgres


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL server of our own on a free port of the loopback; ended by its pid. Gives the line for museum.toml, less the database's name."""
    # Not in pytest's own folder: each pytest that starts closes that to others, and the server does not run as root.
    with tempfile.TemporaryDirectory(prefix="presnya-", ignore_cleanup_errors=True) as folder, postgres(Path(folder) / "server", durable=False) as line:
        yield line


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")])])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Street]:
    """The same museum on each database."""
    line = ""
    if request.param == "postgresql":
        line = f'database = "{new_database(request.getfixturevalue("server"), f"m{abs(hash(str(tmp_path)))}")}"\n'
    yield found(tmp_path / "street", toml=line)
    connections.close_all()
