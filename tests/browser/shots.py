"""Pictures of a published museum, for looking at: `make shots`, or `python tests/browser/shots.py SITE OUT [PAGE…]`.

Each page at 1280 and 390 px, whole, by day; names end in the width. A page may carry `@night`.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.browser.chromium import launch

WIDTHS = (1280, 390)
PAGES = (
    "index.html", "index.html@night", "chronologies/index.html", "chronologies/politics-art.html",
    "chronologies/politics-art/1900--1999.html", "chronologies/presnya/1905.html", "chronologies/presnya/1905-w52.html", "chronologies/presnya/1905-w52.html@night", "people/index.html", "groups/index.html", "contested.html", "sources/index.html",
    "register/index.html", "register/acts/100.html", "search.html", "names.html", "copy.html", "witnesses/index.html",
    "tours/index.html", "tours/the-museum-of-the-revolution/index.html", "tours/the-museum-of-the-revolution/6.html", "tours/the-museum-of-the-revolution/6.html@night",
    "tours/the-museum-of-the-revolution/transcript.html",
)


def main(site: Path, out: Path, pages: list[str]) -> None:
    """Take them all."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width in WIDTHS:
            for wanted in pages:
                path, _, light = wanted.partition("@")
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if light == "night" else "light")
                file, _, query = path.partition("?")
                page.goto((site / file).resolve().as_uri() + (f"?{query}" if query else ""))
                page.wait_for_load_state("networkidle")
                page.screenshot(path=out / f"{file.removesuffix('.html').replace('/', '-')}{'-' + light if light else ''}-{width}.png", full_page=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] or list(PAGES))
