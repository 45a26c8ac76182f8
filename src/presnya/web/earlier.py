"""Earlier days of a museum that is served: `/as-of/2013-10-20/…` is that day's museum, built when it is first asked for, by a process of its own.

What was built lies in the museum's own folder, a few days at most, and only as long as today's publication stands: a new one may have had something erased.
Nothing but a day or a number of acts is ever taken from an address.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from presnya import register
from presnya.config import Museum
from presnya.publishing import past
from presnya.publishing.site import UNFINISHED

MOST: Final = 6
"""Days kept built; the one that was looked at longest ago goes first."""
ASKED: Final = re.compile(r"\d{4}-\d{2}-\d{2}|[1-9]\d{0,15}", re.ASCII)
"""A day or a size. Whether it is in the calendar, and in the register, is found when it is built."""
PLACE: Final = "."
"""Stands for the folder that a command is to write into."""
_DONE: Final = re.compile(r"(\d{1,3}) %")


class State(NamedTuple):
    """How it stands with a day: `folder` when it is built, else `percent` of the work, or what was `wrong`."""

    folder: Path | None
    percent: int
    wrong: str


class Builder:
    """Builds days one after another. `close` ends what is being built."""

    def __init__(self, museum: Museum, *, most: int = MOST) -> None:
        self.museum, self.most = museum, most
        self._lock = threading.Lock()
        self._running: dict[Path, State] = {}
        self._process: subprocess.Popen[str] | None = None
        self._turn = threading.Lock()
        self._closed = False

    def day(self, asked: str) -> State:
        """An earlier museum, whole."""
        return self._state(f"{asked}-{self._today()}", ["publish", str(self.museum.folder), "--as-of", asked, "--today", "../../", "--to", PLACE])

    def changes(self, begin: str, end: str) -> State:
        """Pages of what changed between two days."""
        return self._state(f"changes-{begin}-{end}-{self._today()}", ["changes", str(self.museum.folder), "--from", begin, "--to", end, "--pages", PLACE])

    def close(self) -> None:
        """Build no more."""
        self._closed = True
        if self._process:
            self._process.terminate()

    def _today(self) -> str:
        """Changes with every publication."""
        try:
            return hashlib.sha256((self.museum.site_folder / register.SIGNATURE).read_bytes()).hexdigest()[:12]
        except OSError:
            return "unsigned"

    def _state(self, name: str, command: list[str]) -> State:
        folder = past.cache(self.museum) / name
        with self._lock:
            state = self._running.get(folder)
            if state and (state.wrong or not state.folder):
                if state.wrong:
                    del self._running[folder]  # told once; asked for again, it is tried again
                return state
            if (folder / "built").exists():
                (folder / "built").touch()
                return State(folder / "site", 100, "")
            self._running[folder] = State(None, 0, "")
        threading.Thread(target=self._build, args=(folder, command), name="presnya-as-of", daemon=True).start()
        return State(None, 0, "")

    def _build(self, folder: Path, command: list[str]) -> None:
        wrong = ""
        with self._turn:
            if not self._closed:
                wrong = self._run(folder, command)
        with self._lock:
            if wrong:
                self._running[folder] = State(None, 0, wrong)
            else:
                self._running.pop(folder, None)

    def _run(self, folder: Path, command: list[str]) -> str:
        """Run the command that writes into `folder`; returns what went wrong."""
        place = folder / "site"
        self._forget_old(folder)
        folder.mkdir(parents=True, exist_ok=True)
        full = [sys.executable, "-m", "presnya", *command[:-1], str(place), "--json"]
        with subprocess.Popen(full, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=self.museum.folder) as process:
            self._process = process
            for line in process.stderr or ():
                if done := _DONE.search(line):
                    with self._lock:
                        self._running[folder] = State(None, int(done[1]), "")
            answer = process.stdout.read() if process.stdout else ""
        self._process = None
        if process.returncode == 0:
            (folder / "built").touch()
            return ""
        if not (place / UNFINISHED).exists():  # nothing was begun that the same question could go on with
            shutil.rmtree(folder, ignore_errors=True)
        return _why(answer)

    def _forget_old(self, folder: Path) -> None:
        """What was built for an earlier publication, and more days than are kept."""
        if not folder.parent.is_dir():
            return
        today = self._today()
        for place in folder.parent.iterdir():
            if place.is_dir() and not place.name.endswith(today):
                shutil.rmtree(place, ignore_errors=True)
        past.trim(folder.parent, most=self.most, but=[folder])


def _why(answer: str) -> str:
    """What a command that failed says under --json."""
    try:
        told = json.loads(answer)
        return f"{told['message']} {told['next_step']}".strip()
    except (ValueError, KeyError, TypeError):  # it was ended, or broke down
        return "It was not finished: ask again."


@contextmanager
def building(museum: Museum, *, most: int = MOST) -> Iterator[Builder]:
    """A builder that ends with the server."""
    made = Builder(museum, most=most)
    try:
        yield made
    finally:
        made.close()
