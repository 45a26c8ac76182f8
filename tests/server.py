"""A PostgreSQL server of one's own: on a free port of the loopback, in a folder of its own, ended by its pid. For tests and benchmarks."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.machine import postgresql


@contextmanager
def postgres(folder: Path, *, durable: bool) -> Iterator[str]:
    """The line for museum.toml, less the database's name. `durable`: fsync as a museum's server has it; tests do without."""
    programs = Path(postgresql())
    folder.mkdir(parents=True, exist_ok=True)
    run: list[str] = []
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres")
        for parent in folder.parents:
            if parent.stat().st_mode & 0o001 == 0:
                parent.chmod(parent.stat().st_mode | 0o011)
        run = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run([*run, str(programs / "initdb"), "-D", str(data), "-U", "museum", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync", "--data-checksums"],
                   check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = subprocess.Popen([*run, str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1",
                                "-c", f"fsync={'on' if durable else 'off'}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(400):
            if subprocess.run([str(programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)], check=False, capture_output=True).returncode == 0:
                break
            time.sleep(0.05)
        yield f"postgresql://museum@127.0.0.1:{port}/"
    finally:
        started.terminate()
        started.wait(60)


def new_database(server: str, name: str) -> str:
    """A new database on the server; the whole line for museum.toml's `database`."""
    import psycopg

    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server + name
