"""Tours in a real browser: walked by keyboard alone, whole without scripts, kept choices, a museum's own screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

TOUR = "tours/the-museum-of-the-revolution"
STOPS = 16


def opened(page, site, path, mark=""):
    page.goto((site / TOUR / path).as_uri() + mark)
    return page


def number(page):
    return int(page.locator("section.tour").get_attribute("data-stop"))


@pytest.mark.parametrize("path", ["../index.html", "index.html", "6.html", "transcript.html"])
def test_page_of_a_tour_holds_at_both_widths_and_axe_finds_nothing(page, site, path):
    opened(page, site, path)
    assert hidden_sideways(page) <= 0
    assert not violations(page)


def test_whole_tour_is_walked_by_keyboard_alone(page, site):
    opened(page, site, "index.html")
    begin = page.get_by_role("link", name="90 minutes")
    for _ in range(40):
        page.keyboard.press("Tab")
        if begin.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    for nth in range(1, STOPS + 1):
        page.wait_for_url(f"**/{nth}.html#long")
        page.wait_for_function("document.querySelector('section.tour.chosen')")
        assert number(page) == nth
        assert page.locator(".nar.long").first.is_visible()
        assert not page.locator(".nar.short").first.is_visible()
        if nth == 1:
            page.locator(".walk a").first.focus()  # the first stop was reached by a link: Tab is in the head, a key of the tour is not asked yet
        if nth < STOPS:
            page.keyboard.press("n" if nth % 2 else "ArrowRight")
    page.keyboard.press("n")
    assert number(page) == STOPS
    page.keyboard.press("p")
    page.wait_for_url("**/15.html#long")


def test_keys_wait_until_the_tour_has_the_focus(page, site):
    opened(page, site, "6.html")
    page.keyboard.press("n")
    page.locator("header .brand").focus()
    page.keyboard.press("ArrowRight")
    assert number(page) == 6
    page.locator(".walk a").first.focus()
    page.keyboard.press("Control+n")
    assert number(page) == 6
    page.keyboard.press("p")
    page.wait_for_url("**/5.html*")


def test_length_and_language_are_kept_in_the_address_and_for_the_next_visit(page, site):
    opened(page, site, "6.html")
    page.get_by_role("button", name="Русский").click()
    expect(page.get_by_role("heading", level=1, name="Панорама", exact=True)).to_be_visible()
    assert page.url.endswith("#lang=ru")
    page.get_by_role("button", name="90 minutes").click()
    expect(page.get_by_role("button", name="90 minutes")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".nar.long[lang=ru], [lang=ru] .nar.long")).to_be_visible()
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("#long&lang=en")
    assert page.locator(".nar.long").first.is_visible()
    page.get_by_role("link", name=re.compile("On to stop 7")).click()
    page.wait_for_url("**/7.html#long&lang=en")
    opened(page, site, "8.html")
    expect(page.locator(".nar.long").first).to_be_visible()


def test_a_stop_that_is_not_told_in_the_language_chosen_is_told_in_its_own(page, site):
    opened(page, site, "2.html", "#long&lang=ru")
    expect(page.get_by_role("heading", level=1, name="Two museums of the revolution")).to_be_visible()
    expect(page.locator("[lang=en] .nar.long")).to_be_visible()
    page.get_by_role("link", name=re.compile("On to stop 3")).click()
    page.wait_for_url("**/3.html#long&lang=ru")  # the wish goes on to the next stop that has it


def test_the_place_reached_is_offered_on_the_first_page(page, site):
    opened(page, site, "6.html", "#long&lang=fr")
    opened(page, site, "index.html")
    page.get_by_role("link", name="Go on at stop 6").click()
    page.wait_for_url("**/6.html#long&lang=fr")
    expect(page.get_by_role("heading", level=1, name="Le panorama", exact=True)).to_be_visible()


def test_without_scripts_both_lengths_and_all_languages_are_on_the_page(bare, site):
    opened(bare, site, "1.html")
    assert bare.locator(".nar.short").first.is_visible()
    assert not bare.locator(".choose").is_visible()
    for summary in bare.locator(".told summary").all():
        if summary.is_visible():
            summary.click()
    assert [told.is_visible() for told in bare.locator(".told .nar").all()] == [True] * 6
    bare.get_by_role("link", name=re.compile("On to stop 2")).click()
    assert number(bare) == 2


def test_a_screen_left_alone_goes_home_but_never_before_the_telling_ends(page, site):
    page.clock.install()
    opened(page, site, "6.html", "?kiosk#long")
    page.wait_for_function("document.querySelector('section.tour.chosen')")
    words = len(page.locator(".nar.long").first.inner_text().split())
    told = words * 60_000 // 130
    page.clock.run_for(told + 50_000)
    assert number(page) == 6
    page.clock.run_for(20_000)
    page.wait_for_url("**/index.html?kiosk")
    assert not page.locator("a[href^=http], a[download][href]").count()
    page.clock.run_for(61_000)
    title = page.locator(".attract .a-t")
    assert title.inner_text() == "The mask under glass"
    page.clock.run_for(6_000)
    assert title.inner_text() == "Two museums of the revolution"
    page.keyboard.press("Space")
    expect(page.locator(".attract")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent").startswith("10 minutes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/1.html?kiosk*")
