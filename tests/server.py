"""A PostgreSQL server of one's own: on a free port of the loopback, in a folder of its own, ended by its pid. For tests and benchmarks."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.machine import postgresql


class Server:
    """Owns the folder and the process. `line` is what museum.toml takes, less the database's name. `durable`: fsync as a museum's server has it; tests do without."""

    def __init__(self, folder: Path, *, durable: bool) -> None:
        if not postgresql():
            raise SystemExit("This machine has no PostgreSQL server programs; on Debian: apt-get install postgresql")
        self.programs, self.data, self.durable = Path(postgresql()), folder / "data", durable
        folder.mkdir(parents=True, exist_ok=True)
        self.run: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
            for parent in folder.parents:
                if parent.stat().st_mode & 0o001 == 0:
                    parent.chmod(parent.stat().st_mode | 0o011)
            self.run = ["runuser", "-u", "postgres", "--"]
        subprocess.run([*self.run, str(self.programs / "initdb"), "-D", str(self.data), "-U", "museum", "--auth=trust", "-E", "UTF8", "--no-locale", "--no-sync",
                        "--data-checksums"], check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.line = f"postgresql://museum@127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen([*self.run, str(self.programs / "postgres"), "-D", str(self.data), "-p", str(self.port), "-k", "", "-c", "listen_addresses=127.0.0.1",
                                         "-c", f"fsync={'on' if self.durable else 'off'}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            if subprocess.run([str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "museum"], check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("The PostgreSQL server did not start.")

    def postmaster(self) -> int:
        """The server's own pid: when it runs as another user our child is only the one that changed users."""
        return int((self.data / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])

    def kill(self) -> None:
        """SIGKILL to the server and all that work for it, then start it anew: it recovers from its log."""
        head = self.postmaster()
        below = subprocess.run(["ps", "-o", "pid=", "--ppid", str(head)], check=False, capture_output=True, text=True).stdout.split()
        for pid in (head, *map(int, below)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(20)
        time.sleep(0.2)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def copy(self, name: str, *, of: str = "template1") -> str:
        """A fresh database, a copy of another; returns the line for museum.toml.

        File by file where the server has the choice: of a database copied through its log PostgreSQL 15 takes sequences back when it is killed.
        """
        import psycopg

        with psycopg.connect(self.line + "postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            strategy = " STRATEGY FILE_COPY" if connection.info.server_version >= 150000 else ""
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"{strategy}')
        return self.line + name

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(60)


@contextmanager
def postgres(folder: Path, *, durable: bool) -> Iterator[str]:
    """A server while it is needed; gives its line for museum.toml, less the database's name."""
    server = Server(folder, durable=durable)
    try:
        yield server.line
    finally:
        server.stop()


def new_database(server: str, name: str) -> str:
    """A new database on the server; the whole line for museum.toml's `database`."""
    import psycopg

    with psycopg.connect(server + "postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return server + name
