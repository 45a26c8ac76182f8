"""The machine's own chromium, under Playwright for Python."""

from playwright.sync_api import Browser, Playwright

from tests.machine import chromium

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
