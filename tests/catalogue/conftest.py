"""A museum on SQLite and on a real PostgreSQL server."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from tests.builders import Street, found
from tests.machine import postgresql


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own on a free port of the loopback; ended by its pid. Gives the line for museum.toml, less the database's name."""
    programs = Path(postgresql())
    folder = tmp_path_factory.mktemp("postgresql")
    run: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        for parent in folder.parents:
            if parent.stat().st_mode & 0o001 == 0:
                parent.chmod(parent.stat().st_mode | 0o011)
        run = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run([*run, str(programs / "initdb"), "-D", str(data), "-U", "museum", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync"], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen([*run, str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            if subprocess.run([str(programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)], check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.05)
        yield f"postgresql://museum@127.0.0.1:{port}/"
    finally:
        started.terminate()
        started.wait(20)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")])])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Street]:
    """The same museum on each database."""
    line = ""
    if request.param == "postgresql":
        import psycopg

        server = request.getfixturevalue("server")
        name = f"m{abs(hash(str(tmp_path)))}"
        with psycopg.connect(server + "postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        line = f'database = "{server}{name}"\n'
    yield found(tmp_path / "street", toml=line)
    connections.close_all()
