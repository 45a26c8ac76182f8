"""A PostgreSQL server of a benchmark's own: on the loopback, in a folder of its own, ended by its pid. With fsync and checksums on, as a museum would run it."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from tests.machine import postgresql


class Server:
    """Owns the folder and the process. `line` is what museum.toml takes, less the database's name."""

    def __init__(self, folder: Path) -> None:
        self.programs = Path(postgresql())
        if not postgresql():
            raise SystemExit("This machine has no PostgreSQL server programs; on Debian: apt-get install postgresql")
        folder.mkdir(parents=True)
        self.run: list[str] = []
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
            for parent in folder.parents:
                if parent.stat().st_mode & 0o001 == 0:
                    parent.chmod(parent.stat().st_mode | 0o011)
            self.run = ["runuser", "-u", "postgres", "--"]
        self.data = folder / "data"
        subprocess.run([*self.run, str(self.programs / "initdb"), "-D", str(self.data), "-U", "museum", "--auth=trust", "-E", "UTF8", "--no-locale", "--data-checksums"],
                       check=True, capture_output=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.line = f"postgresql://museum@127.0.0.1:{self.port}/"
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen([*self.run, str(self.programs / "postgres"), "-D", str(self.data), "-p", str(self.port), "-k", "", "-c", "listen_addresses=127.0.0.1"],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            if subprocess.run([str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "museum"], check=False).returncode == 0:
                return
            time.sleep(0.05)
        raise SystemExit("The PostgreSQL server did not start.")

    def postmaster(self) -> int:
        """The server's own pid: when it runs as another user our child is only the one that changed users."""
        return int((self.data / "postmaster.pid").read_text(encoding="ascii").split("\n")[0])

    def kill(self) -> None:
        """SIGKILL to the server and all that work for it, as when the power goes for the machine's processes; then it is started anew and recovers."""
        head = self.postmaster()
        below = subprocess.run(["ps", "-o", "pid=", "--ppid", str(head)], check=False, capture_output=True, text=True).stdout.split()
        for pid in (head, *map(int, below)):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(20)
        time.sleep(0.2)
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.start()

    def copy(self, name: str, *, of: str = "template1") -> str:
        """A fresh database, a copy of another; returns the line for museum.toml."""
        import psycopg

        with psycopg.connect(self.line + "postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')
        return self.line + name

    def stop(self) -> None:
        """End it."""
        os.kill(self.postmaster(), signal.SIGINT)
        self.process.wait(30)
