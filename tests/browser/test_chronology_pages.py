"""Chronologies with scripts off: whole, century, year and week at both widths, by day and by night."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import WIDTHS
from tests.browser.test_pages import hidden_sideways

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

WHOLE, CENTURY, YEAR, WEEK = (f"chronologies/presnya{rest}.html" for rest in ("", "/1900--1999", "/1905", "/1905-w52"))


@pytest.fixture(params=list(WIDTHS.values()), ids=list(WIDTHS))
def still(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page with scripts off."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [WHOLE, CENTURY, YEAR, WEEK])
def test_page_reads_without_scripts(still, site, path):
    for light in ("light", "dark"):
        still.emulate_media(color_scheme=light)
        still.goto((site / path).as_uri())
        expect(still.locator("h1")).to_be_visible()
        expect(still.locator("table.chr")).to_be_visible()
        expect(still.locator("table.chr tbody a").first).to_be_visible()


def test_one_goes_down_from_the_whole_to_a_week_and_up_again(still, site):
    still.goto((site / WHOLE).as_uri())
    still.get_by_role("link", name="1900 – 1999").click()
    still.locator("#t-1905 .when a").click()
    expect(still.locator("h1")).to_have_text("1905")
    still.get_by_role("navigation", name="Weeks").get_by_role("link", name="25 – 31 December").click()
    expect(still.locator("h1")).to_have_text("25 – 31 December 1905")
    still.get_by_role("navigation", name="Before and after").get_by_role("link", name="1 – 7 January 1906").click()
    expect(still.locator("h1")).to_have_text("1 – 7 January 1906")
    still.locator(".crumb").get_by_role("link", name="1906", exact=True).click()
    still.locator(".crumb").get_by_role("link", name="The Presnya | the country").click()
    expect(still).to_have_url(re.compile(r"chronologies/presnya\.html$"))


def test_a_week_leads_into_the_drawing_at_its_days(page, site):
    page.goto((site / WEEK).as_uri())
    page.get_by_role("link", name="See it in the drawing").click()
    page.wait_for_function("document.querySelector('presnya-chronology')?.core?.layout?.drawn > 0")
    window = page.evaluate("(view => [view.a, view.b])(document.querySelector('presnya-chronology').core.view)")
    assert window == [-33671520, -33661440]


@pytest.mark.parametrize("path", [CENTURY, YEAR, WEEK])
def test_pages_below_the_whole_load_no_drawing_and_hide_nothing_sideways(page, site, path):
    page.goto((site / path).as_uri())
    assert page.locator("script[src*=chronology]").count() == 0
    assert hidden_sideways(page) <= 0
