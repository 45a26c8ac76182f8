"""Whose turn it is to write: a fair queue of processes (and threads) before a SQLite file, first come, first served.

SQLite's own lock is a race in which whoever sleeps longest loses, and the WAL-reset bug (SQLite 3.7.0 to 3.51.2) wants two connections that
write or checkpoint at once. Here every writer draws a ticket, a file `N` that it keeps locked (flock), and waits until the one before it is
unlocked: by its owner when done, by the kernel when its owner died, so that no crash leaves a place taken. Numbers are drawn one at a time
behind the locked file `door`. Readers draw none and never wait. This is the CLH queue lock (Craig 1993; Landin and Hagersten 1994), in files.

Invariants: only the owner of N and whoever waits behind it remove the file N, the latter only once it is unlocked; a number is not drawn again
while a higher one stands; it is N's turn when no lower ticket is left.

Windows has no flock: `fair` is False there, and SQLite's own lock alone keeps writers apart (each act once, gapless; who waits longest is chance).
"""

import errno
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from presnya.terms.errors import Conflict

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]  # `fair` says so; nothing below is called then

PATIENCE: Final = 60.0
"""Seconds for which one and the same writer may stand first before those behind it are refused. A queue that moves refuses nobody."""
QUIET: Final = 2.0
"""Seconds one waits without a word."""

fair: Final = fcntl is not None
_log = logging.getLogger("presnya.queue")
_mine = threading.local()


@contextmanager
def turn(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Inside, no other process or thread is in the turn of this folder. May be nested in one thread. `folder` is made when missing.

    Conflict, naming the process that stands first, when that one has not moved for `patience` seconds.
    """
    held: set[Path] = _mine.__dict__.setdefault("held", set())
    if folder in held or not fair:
        yield
        return
    number, ticket = _draw(folder, patience)
    try:
        _await(folder, number, patience)
        held.add(folder)
        yield
    finally:
        held.discard(folder)
        _give_back(folder / str(number), ticket)


def _draw(folder: Path, patience: float) -> tuple[int, int]:
    """The next number and the open, locked file that stands for it."""
    folder.mkdir(parents=True, exist_ok=True)
    door = os.open(folder / "door", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _try(door, fcntl.LOCK_EX) and not _locking(door, fcntl.LOCK_EX).wait(patience):
            raise Conflict(f"The queue of writers in {folder} does not open.", next_step="A stopped process stands in its door: end it, then try again.")
        number = max(_tickets(folder), default=0) + 1
        ticket = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        _try(ticket, fcntl.LOCK_EX)  # nobody else looks at it before the door is free again
    finally:
        os.close(door)
    os.write(ticket, f"{os.getpid()}\n".encode())
    return number, ticket


def _await(folder: Path, number: int, patience: float) -> None:
    """Return when no lower ticket is left."""
    first, since = 0, time.monotonic()
    told = since
    behind: tuple[int, threading.Event] | None = None
    while ahead := sorted(one for one in _tickets(folder) if one < number):
        now = time.monotonic()
        if ahead[0] != first:
            first, since = ahead[0], now
        if now - since >= patience:
            raise Conflict(f"Another writer ({_whose(folder, first)}) has been at work on this museum for {patience:.0f} seconds.",
                           next_step="Wait until it is done, or end it if it hangs; then try again. Nothing was changed.")
        if told and now - told >= QUIET:
            _log.warning("presnya: waiting for another writer (%s); %d before this one", _whose(folder, first), len(ahead))
            told = 0.0
        if behind is None or behind[0] != ahead[-1]:
            behind = ahead[-1], _freed(folder / str(ahead[-1]))
        if behind[1].wait(min(QUIET, patience) if told else max(0.01, since + patience - now)):
            (folder / str(behind[0])).unlink(missing_ok=True)
            behind = None


def _freed(ticket: Path) -> threading.Event:
    """Set as soon as the ticket is unlocked or gone."""
    already = threading.Event()
    already.set()
    try:
        file = os.open(ticket, os.O_RDWR)
    except FileNotFoundError:
        return already
    if _try(file, fcntl.LOCK_SH):
        os.close(file)
        return already
    return _locking(file, fcntl.LOCK_SH, then=lambda: os.close(file))


def _give_back(place: Path, ticket: int) -> None:
    place.unlink(missing_ok=True)
    fcntl.flock(ticket, fcntl.LOCK_UN)  # by name: a child that was forked meanwhile shares the open file, and must not keep the place
    os.close(ticket)


def _tickets(folder: Path) -> list[int]:
    return [int(name) for name in os.listdir(folder) if name.isdecimal()]  # noqa: PTH208  names are all that is wanted, and writers wait for it


def _whose(folder: Path, number: int) -> str:
    try:
        return f"process {(folder / str(number)).read_text().strip() or '?'}"
    except OSError:
        return "a process that has just ended"


def _try(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        if error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS):
            raise Conflict("The file system this museum lies on has no locks, so writers cannot be kept apart.",
                           next_step="Move the museum's folder to a local disk.") from error
        raise
    return True


def _locking(file: int, how: int, *, then: Callable[[], None] = lambda: None) -> threading.Event:
    """Set when the lock is had. The kernel wakes who sleeps in flock at once but takes no time limit, so that a thread of its own sleeps there.

    Who gives up leaves the thread behind: it ends with the writer it waits for, and keeps no process alive.
    """
    had = threading.Event()

    def sleep() -> None:
        fcntl.flock(file, how)
        then()
        had.set()

    threading.Thread(target=sleep, name="presnya-queue", daemon=True).start()
    return had
