"""Real pages in a real browser: the flagship museum, published once, seen by http and from disk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from presnya import dates
from tests.browser import chronologies
from tests.browser.chromium import launch
from tests.builders import PREPARED, run
from tests.machine import chromium

WIDTHS = {"wide": 1280, "phone": 390}

def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a browser its tests are left out, and `make test` says so in its last lines."""
    if not chromium():
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="no chromium on this machine; Debian's package is called chromium"))


@pytest.fixture(scope="session")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for keys that lasts as long as the pages looked at."""
    return tmp_path_factory.mktemp("visitor")


@pytest.fixture(scope="session")
def site(flagship: Path) -> Path:
    """The flagship's pages."""
    return flagship / "site"


@pytest.fixture(scope="session")
def read_site(tmp_path_factory: pytest.TempPathFactory, visitor: Path) -> Path:
    """A museum of one text that only a machine has read."""
    folder = tmp_path_factory.mktemp("read")
    (folder / "mill.md").write_text(PREPARED, encoding="utf-8")
    run("open", "mill.md", "--date", "1930", "--kind", "memoir", "--into", "street", "--no-serve", home=visitor, cwd=folder)
    return folder / "street/site"


@pytest.fixture(scope="session")
def address(site: Path, visitor: Path) -> Iterator[str]:
    """The flagship as `presnya serve` serves it, on a free port of the loopback; ended by its pid."""
    server = subprocess.Popen([sys.executable, "-m", "presnya", "serve", str(site.parent), "--port", "0"], env=os.environ | {"PRESNYA_HOME": str(visitor), "PYTHONUNBUFFERED": "1"},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    try:
        for line in server.stdout:
            if "http://" in line:
                yield "http://" + line.split("http://")[1].split()[0].rstrip("/.") + "/"
                break
        else:
            pytest.fail("presnya serve said no address")
    finally:
        server.terminate()
        server.wait(10)
        server.stdout.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread for as long as it runs; Django would refuse to be used beside it by the tests that follow in this worker.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(params=list(WIDTHS.values()), ids=list(WIDTHS))
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page 1280 and one 390 px wide. An error in the console, or a script's, fails the test."""
    opened = browser.new_page(viewport={"width": request.param, "height": 900})
    wrong: list[str] = []
    opened.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    yield opened
    opened.close()
    assert not wrong, wrong


@pytest.fixture
def bare(browser: Browser) -> Iterator[Page]:
    """A page with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


# ── chronologies ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="session")
def century(tmp_path_factory: pytest.TempPathFactory, visitor: Path) -> Path:
    """A stand-alone chronology of 400 events with witnesses, passages, contested dates and two calendars."""
    return chronologies.made(tmp_path_factory.mktemp("century"), visitor, chronologies.events(400, seed=5), cutover=dates.minutes(1918, 2, 14))


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory, visitor: Path) -> Path:
    """Tiles of 10,000 events, half of them crowded into four years, with a bare page around them."""
    return chronologies.made(tmp_path_factory.mktemp("crowd"), visitor, chronologies.events(10_000, seed=7), "--no-pages")


@pytest.fixture(scope="session")
def hosted(century: Path, crowd: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Both on a plain file server of the loopback, as any host has one."""
    root = tmp_path_factory.mktemp("hosted")
    for name, folder in (("century", century), ("crowd", crowd)):
        (root / name).symlink_to(folder)
    with chronologies.server(root) as address:
        yield address
