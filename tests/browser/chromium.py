"""The machine's own chromium, under Playwright for Python."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def found() -> str:
    """Path of the browser, '' on a machine that has none. PRESNYA_CHROMIUM names another."""
    return os.environ.get("PRESNYA_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
