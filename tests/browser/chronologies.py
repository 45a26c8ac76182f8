"""Chronologies for the browser tests: tables made into tiles by the command, served as plain files, and what the tests ask the element."""

import csv
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from tests.builders import run

COLUMNS = ("event", "title", "date", "end", "lane", "witness", "place", "text", "passage", "source", "weight")
LANES = ("Politics", "Art", "Life", "Place")
CORE = "document.querySelector('presnya-chronology').core"
ROOT = "document.querySelector('presnya-chronology').shadowRoot"


def events(count: int, *, seed: int) -> list[dict[str, Any]]:
    """Rows over a century; half of them near four years, some lasting, some known to a month, some dated twice."""
    draw = random.Random(seed)
    rows: list[dict[str, Any]] = []
    for no in range(count):
        near = draw.choice((1905, 1917, 1936, 1968)) if draw.random() < 0.5 else 0
        first = date(near, 1, 1) + timedelta(days=round(draw.gauss(200, 120))) if near else date(1900, 1, 1) + timedelta(days=draw.randrange(36_500))
        row = {"event": f"e{no}", "title": f"{draw.choice(('Strike', 'Meeting', 'Arrest', 'Premiere'))} {no}", "date": first.isoformat(), "lane": draw.choice(LANES), "weight": int(draw.paretovariate(1.2)),
               "witness": draw.choice(("Reed", "Serge", "Nevinson", "")), "place": draw.choice(("Moscow", "Paris", ""))}
        kind = draw.random()
        if kind < 0.1:
            row["end"] = (first + timedelta(days=draw.randrange(1, 300))).isoformat()
        elif kind < 0.2:
            row["date"] = first.isoformat()[:7]
        if no % 3 == 0:
            row |= {"text": f"What was told of {no}.", "passage": f"Words of passage {no}.", "source": "A memoir"}
        rows.append(row)
        if no % 25 == 0:
            rows.append(row | {"date": (first + timedelta(days=9)).isoformat(), "end": "", "witness": "Wright"})
    return rows


def made(folder: Path, home: Path, rows: list[dict[str, Any]], *options: str, cutover: int | None = None) -> Path:
    """A stand-alone chronology; `cutover` as a museum's settings would say it. Where there are no pages, a bare one stands for somebody else's."""
    table = folder / "events.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    out = folder / "out"
    run("chronology", str(table), "--out", str(out), "--title", "A century", *options, home=home)
    meta = out / "tiles/meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text(encoding="utf-8")) | {"cutover": cutover}), encoding="utf-8")
    if not (out / "index.html").exists():
        (out / "index.html").write_text('<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title><link rel="icon" href="static/icon.svg"><body><main><h1>A page</h1>'
                                        '<presnya-chronology src="tiles/meta.json"></presnya-chronology></main><script src="static/chronology.js"></script></body></html>', encoding="utf-8")
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the library's
        """Say nothing."""


@contextmanager
def server(root: Path) -> Iterator[str]:
    """A file server on a free port of the loopback."""
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{serving.server_port}/"
    finally:
        serving.shutdown()
        serving.server_close()
        thread.join(10)


def show(page: Page, address: str) -> None:
    """Open a chronology and wait until its picture stands and its lists are written. No motion: what moves is tested elsewhere."""
    page.emulate_media(reduced_motion="reduce")
    page.set_default_timeout(8_000)
    page.goto(address)
    page.wait_for_function("document.querySelector('presnya-chronology')?.ready")
    page.wait_for_selector(".cards ol li")
    page.evaluate(f"window.settled = 0; {CORE}.on('settle', () => window.settled++); null")  # an answer that is a function would be called


def press(page: Page, key: str) -> None:
    """A key, and what it does until nothing moves any more."""
    before = page.evaluate("window.settled")
    page.keyboard.press(key)
    page.wait_for_function("before => window.settled > before", arg=before)


def enter(page: Page) -> None:
    """Put focus on the first lane's mark, as Tab does."""
    page.locator(".cards ol").first.locator("[tabindex='0']").focus()


def focused(page: Page) -> str:
    """The words of what has focus in the shadow tree."""
    return str(page.evaluate(f"{ROOT}.activeElement?.textContent ?? ''"))


def panel(page: Page, name: str) -> Locator:
    """Open a panel by its button."""
    page.get_by_role("button", name=name, exact=True).click()
    sheet = page.locator("#panel .sheet")
    sheet.locator("input, button:not(.x), dl").first.wait_for()
    return sheet
