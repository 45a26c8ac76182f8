"""Every kind of page: nothing hides at either width, nothing is asked of another host, axe finds nothing."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "front/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEAVIEST = 60_000
"""Bytes of a page with its stylesheet and scripts, gzip, before fonts and pictures."""

KINDS = (
    "index.html", "chronologies/index.html", "chronologies/politics-art.html", "chronologies/politics-art/1900--1999.html", "chronologies/presnya/1905.html",
    "chronologies/presnya/1905-w52.html", "people/index.html", "people/victor-serge.html",
    "groups/index.html", "groups/bolsheviks.html", "events/index.html", "events/1905-12-09-fiedler-house.html", "places/white-house.html", "works/index.html",
    "works/memoirs-of-a-revolutionary.html", "editions/index.html", "objects/index.html", "objects/death-mask-of-lenin.html", "rooms/index.html", "rooms/presnya-1905.html", "exhibitions/three-days-in-october.html", "contested.html", "questions/white-house-built.html", "witnesses/index.html",
    "witnesses/people/henry-nevinson.html", "sources/index.html", "sources/essay/index.html", "register/index.html", "register/acts/100.html", "register/withdrawn.html",
    "search.html", "names.html", "copy.html",
)


def violations(page: Page) -> list[str]:
    """What axe finds, one line each."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {preload: false, runOnly: {type: 'tag', values: rules}})", RULES)
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for one in found["violations"] for node in one["nodes"]]


def hidden_sideways(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("path", KINDS)
def test_page_holds_at_both_widths_and_axe_finds_nothing(page, site, path):
    page.goto((site / path).as_uri())
    assert page.locator("h1").count() == 1
    assert hidden_sideways(page) <= 0
    assert not violations(page)


@pytest.mark.parametrize("path", ["index.html", "chronologies/presnya/1905.html", "people/victor-serge.html", "events/1905-12-09-fiedler-house.html", "register/acts/100.html"])
def test_page_holds_by_night(page, site, path):
    page.emulate_media(color_scheme="dark")
    page.goto((site / path).as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 16)"
    assert not violations(page)


@pytest.mark.parametrize("path", ["index.html", "sources/index.html", "people/bertha-miller.html", "register/index.html"])
def test_machine_read_museum_holds_too(page, read_site, path):
    page.goto((read_site / path).as_uri())
    assert hidden_sideways(page) <= 0
    assert not violations(page)


def test_machine_read_text_is_marked_and_stamped(page, read_site):
    source = next((read_site / "sources").glob("*/index.html"))
    page.goto(source.as_uri())
    assert page.locator("mark").count() > 3
    assert page.get_by_text("read by machine, not yet reviewed").count() > 0
    assert hidden_sideways(page) <= 0
    assert not violations(page)


@pytest.mark.parametrize("path", ["index.html", "search.html?q=Kronstadt", "chronologies/politics-art.html", "register/acts/100.html"])
def test_no_request_leaves_the_host(page, address, path):
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  a bound method of list has no place for what Playwright notes on a listener
    page.goto(address + path, wait_until="networkidle")
    assert {request.url.split("/")[2] for request in asked} == {address.split("/")[2]}
    assert page.evaluate("document.fonts.check('18px \"Source Serif 4 Variable\"')")
    assert any("woff2" in request.url for request in asked)


def test_pages_are_light(site):
    shared = sum(len(gzip.compress((site / "static" / name).read_bytes())) for name in ("presnya.css", "presnya.js", "light.js"))
    heavy = {place.relative_to(site).as_posix(): size for place in site.rglob("*.html") if (size := shared + len(gzip.compress(place.read_bytes(), 6))) > HEAVIEST}
    assert not heavy


def test_pages_have_no_script_of_their_own(site):
    for path in KINDS:
        html = (site / path).read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\s(?:src=|type=\"application/json\"))", html), path  # a block of data is no script
        assert not re.search(r"\son\w+=", html), path
