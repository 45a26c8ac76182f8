"""A museum on SQLite and on a real PostgreSQL server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.builders import Street, found
from tests.server import new_database, postgres


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own on a free port of the loopback; ended by its pid. Gives the line for museum.toml, less the database's name."""
    with postgres(tmp_path_factory.mktemp("postgresql"), durable=False) as line:
        yield line


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")])])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Street]:
    """The same museum on each database."""
    line = ""
    if request.param == "postgresql":
        line = f'database = "{new_database(request.getfixturevalue("server"), f"m{abs(hash(str(tmp_path)))}")}"\n'
    yield found(tmp_path / "street", toml=line)
    connections.close_all()
