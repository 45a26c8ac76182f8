"""A chronology in somebody else's page: the two lines of docs/curators/chronologies.md, among styles that know nothing of ours."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import chronologies

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chronology")]

HOW_TO = (Path(__file__).parents[2] / "docs/curators/chronologies.md").read_text(encoding="utf-8")
LINES = next(block for block in re.findall(r"```html\n(.*?)```", HOW_TO, re.DOTALL) if "presnya-chronology" in block)


@pytest.fixture
def host(tmp_path: Path, visitor: Path) -> Path:
    """A page of another site's making, with the chronology's folder beside it under the name the docs use."""
    made = chronologies.made(tmp_path, visitor, chronologies.events(60, seed=5))
    made.rename(tmp_path / "our-street")
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>A school</title><link rel="icon" href="our-street/static/icon.svg">'
        "<style>*{color:lime;font:italic 40px cursive} ol,button{display:none!important} h1{position:fixed}</style>"
        f"<main><h1>Our school</h1><p>Below is the street.</p>{LINES}<p>Above was the street.</p></main></html>", encoding="utf-8")
    return tmp_path


@pytest.fixture
def there(host: Path) -> Iterator[str]:
    """Its address. Asked for before `page`, so that the page is closed before the server is."""
    with chronologies.server(host) as address:
        yield address


def test_the_lines_of_the_docs_draw_a_chronology_in_a_page_of_somebody_else(there: str, page: Page):
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    chronologies.show(page, there + "page.html")
    assert page.evaluate("document.querySelector('presnya-chronology').look().marks_on_screen") > 0
    page.get_by_role("button", name="Years", exact=True).click()
    page.wait_for_timeout(300)
    assert page.url == there + "page.html", 'address="none" leaves the address of the page alone'
    assert all(one.startswith(there) for one in asked), "an embedded chronology asks nothing of other sites"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_embedded_chronology_keeps_its_own_look(there: str, page: Page):
    chronologies.show(page, there + "page.html")
    assert "cursive" not in page.evaluate(f"getComputedStyle({chronologies.ROOT}.querySelector('.heads *, h2')).fontFamily")
    assert page.get_by_role("button", name="Years", exact=True).is_visible()


def test_what_stands_inside_the_element_is_shown_with_scripts_off(bare: Page, host: Path):
    bare.goto((host / "page.html").as_uri())
    assert bare.get_by_text("Our street, a chronology").is_visible()
