"""Chronologies that stand alone, made by the command, for tests that look at them."""

import csv
import functools
import http.server
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.builders import run

HEAD = ("title", "date", "end", "lane", "witness", "text", "weight", "calendar")


def table(place: Path, rows: Sequence[Sequence[object]]) -> Path:
    """A CSV of events with the columns of HEAD."""
    with place.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEAD, *rows])
    return place


def century(n: int, seed: int = 1905) -> list[tuple[object, ...]]:
    """Made-up events in four lanes, 1890 to 1960: days, months, runs, some in the old calendar."""
    draw = random.Random(seed)
    rows: list[tuple[object, ...]] = []
    for i in range(n):
        year = 1890 + draw.randrange(70)
        month, day = draw.randrange(1, 13), draw.randrange(1, 29)
        date = f"{year}-{month:02}" if i % 9 == 0 else f"{year}-{month:02}-{day:02}"
        end = f"{year + draw.randrange(1, 4)}-{month:02}-{day:02}" if i % 11 == 1 else ""
        rows.append((f"Number {i} happens in our street", date, end, ("Politics", "Art", "Serge", "Presnya")[i % 4], ("Nevinson", "Durland", "")[i % 3], f"What is told of number {i}.", draw.randrange(1, 99),
                     "julian" if year < 1918 and i % 2 else ""))
    return rows


def make(folder: Path, rows: Sequence[Sequence[object]], *more: str) -> Path:
    """The pages of such a chronology."""
    run("chronology", str(table(folder / "events.csv", rows)), "--out", str(folder / "out"), "--title", "Our street", *more, home=folder / "home")
    return folder / "out"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has there
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder on a free port of the loopback, while it lasts."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


VIEWER = "document.querySelector('presnya-chronology')"


def stand(page: Page, address: str) -> None:
    """Open it and wait for the picture to stand and rest."""
    page.goto(address)
    page.wait_for_function(f"{VIEWER}.ready")
    rest(page)


def rest(page: Page) -> None:
    """Wait until no tile is on its way and nothing moves."""
    page.evaluate(f"new Promise(rested => {{ const {{core}} = {VIEWER}; const off = core.on('settle', () => {{ off(); rested(); }}); core.dirty(); }})")


def core(page: Page, script: str) -> object:
    """Ask the viewer's core, which is `c`, its element `e`."""
    return page.evaluate(f"(() => {{ const e = {VIEWER}, c = e.core; {script} }})()")
