"""Files of a build in shards: only what has changed is written, whole or not at all; what was done is noted, so that a stopped build goes on.

The note lies in the folder while it is built: first what is being built, as a hash, then a line for each shard that is done, with its files and their sizes.
A build of the same thing leaves out the shards that are noted and whose files are there; any other build begins anew.
"""

import json
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait, FIRST_COMPLETED
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

Progress = Callable[[int, int], None]
NOTE: Final = ".presnya-building"
"""Name of the note."""

Work = TypeVar("Work")


class Put(NamedTuple):
    """What a shard put where: (name, bytes) of all its files, and how many had to be written."""

    files: list[tuple[str, int]]
    written: int


def put(folder: Path, name: str, data: bytes) -> bool:
    """Write a file unless the same bytes are there: then it keeps its time. Answers whether it was written."""
    place = folder / name
    try:
        if place.stat().st_size == len(data) and place.read_bytes() == data:
            return False
    except OSError:
        place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    part.write_bytes(data)
    part.replace(place)
    return True


def put_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> Put:
    """Write the files of one shard."""
    done, written = [], 0
    for name, data in files:
        written += put(folder, name, data)
        done.append((name, len(data)))
    return Put(done, written)


def in_shards(folder: Path, shards: list[Work], work: Callable[[Work], Put], *, what: str, executor: Executor | None, progress: Callable[[int], None]) -> Put:
    """Do the work of each shard that is not noted as done; `what` is the hash of everything that goes in. `progress` is told how many shards are done.

    A note of a finished build is removed by `finished`, once all that belongs together is there.
    """
    note = folder / NOTE
    noted = _noted(note, what)
    done = {nth: put for nth, put in noted.items() if nth < len(shards) and _there(folder, put)}
    total, written = [name for put in done.values() for name in put.files], 0
    progress(len(done))
    with note.open("a", encoding="utf-8") as lines:
        for nth, found in _worked([(nth, shard) for nth, shard in enumerate(shards) if nth not in done], work, executor):
            lines.write(json.dumps([what, nth, found.files]) + "\n")
            lines.flush()
            done[nth] = found
            total += found.files
            written += found.written
            progress(len(done))
    return Put(total, written)


def _worked(shards: list[tuple[int, Work]], work: Callable[[Work], Put], executor: Executor | None) -> Iterator[tuple[int, Put]]:
    if executor is None:
        for nth, shard in shards:
            yield nth, work(shard)
        return
    waiting: dict[Future[Put], int] = {}
    rest = iter(shards)
    try:
        while True:
            while len(waiting) < 8 and (following := next(rest, None)) is not None:  # noqa: PLR2004  enough that no process waits
                with _undisturbed():
                    waiting[executor.submit(work, following[1])] = following[0]
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def processes(count: int, *, setup: Callable[..., None], given: tuple[Any, ...]) -> Iterator[Executor | None]:
    """So many processes, each set up once; none for one, where `setup` is called here."""
    if count <= 1:
        setup(*given)
        yield None
        return
    with ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin, initargs=(setup, given)) as pool:
        yield pool


@contextmanager
def _undisturbed() -> Iterator[None]:
    """SIGINT waits. A process that is started here inherits the mask, so that it is not stopped halfway through its start, before `_begin`; and this process finishes telling it
    what to do: a thread of a library may take the signal although we hold it back, so the handler waits too.
    """
    if threading.current_thread() is not threading.main_thread():  # only the main thread is interrupted, and only it may set handlers
        yield
        return
    asked: list[bool] = []
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    handler = signal.signal(signal.SIGINT, lambda *_: asked.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    if asked:
        raise KeyboardInterrupt


def _begin(setup: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the build stops the first process, which lets the others finish their shard
    setup(*given)


def _noted(note: Path, what: str) -> dict[int, Put]:
    """Shards that the note tells to be done; of a build of something else, none, and the note is forgotten. A line cut off by a crash is passed over: its shard is done again."""
    out: dict[int, Put] = {}
    try:
        lines = note.read_text(encoding="utf-8").splitlines()
    except OSError:
        note.parent.mkdir(parents=True, exist_ok=True)
        return out
    for line in lines:
        try:
            of, nth, files = json.loads(line)
        except ValueError:
            continue
        if of == what:
            out[nth] = Put([(name, size) for name, size in files], 0)
    return out


def _there(folder: Path, shard: Put) -> bool:
    try:
        return all((folder / name).stat().st_size == size for name, size in shard.files)
    except OSError:
        return False


def finished(folder: Path) -> None:
    """Everything is there: forget the note."""
    (folder / NOTE).unlink(missing_ok=True)


def sweep(folder: Path, known: set[str], ours: Callable[[str], bool]) -> int:
    """Remove files that are ours by name and are no longer part, with folders that are empty then; answers how many."""
    gone = 0
    for place in list(folder.rglob("*")) if folder.is_dir() else []:
        name = place.relative_to(folder).as_posix()
        if name not in known and ours(name) and place.is_file():
            place.unlink()
            gone += 1
            if place.parent != folder and not any(place.parent.iterdir()):
                place.parent.rmdir()
    return gone
