"""Tours in a real browser: walked by keyboard alone, whole without scripts, kept choices, a museum's own screen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

TOUR = "tours/the-museum-of-the-revolution"
STOPS = 16


@pytest.fixture
def wide(browser):
    """A page 1280 px wide, where the width decides nothing; a script's error fails the test."""
    made = browser.new_page(viewport={"width": 1280, "height": 900})
    wrong = []
    made.on("pageerror", lambda error: wrong.append(str(error)))
    yield made
    made.close()
    assert not wrong, wrong


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


def test_whole_tour_is_walked_by_keyboard_alone(wide, site):
    opened(wide, site, "index.html")
    begin = wide.get_by_role("link", name="90 minutes")
    for _ in range(40):
        wide.keyboard.press("Tab")
        if begin.evaluate("one => one === document.activeElement"):
            break
    wide.keyboard.press("Enter")
    for nth in range(1, STOPS + 1):
        wide.wait_for_url(f"**/{nth}.html#long")
        wide.wait_for_function("document.querySelector('section.tour.chosen')")
        assert number(wide) == nth
        assert wide.locator(".nar.long").first.is_visible()
        assert not wide.locator(".nar.short").first.is_visible()
        if nth == 1:
            wide.locator(".walk a").first.focus()  # the first stop was reached by a link: Tab is in the head, a key of the tour is not asked yet
        if nth < STOPS:
            wide.keyboard.press("n" if nth % 2 else "ArrowRight")
    wide.keyboard.press("n")
    assert number(wide) == STOPS
    wide.keyboard.press("p")
    wide.wait_for_url("**/15.html#long")


def test_keys_wait_until_the_tour_has_the_focus(wide, site):
    opened(wide, site, "6.html")
    wide.keyboard.press("n")
    wide.locator("header .brand").focus()
    wide.keyboard.press("ArrowRight")
    assert number(wide) == 6
    wide.locator(".walk a").first.focus()
    wide.keyboard.press("Control+n")
    assert number(wide) == 6
    wide.keyboard.press("p")
    wide.wait_for_url("**/5.html*")


def test_length_and_language_are_kept_in_the_address_and_for_the_next_visit(wide, site):
    opened(wide, site, "6.html")
    wide.get_by_role("button", name="Русский").click()
    expect(wide.get_by_role("heading", level=1, name="Панорама", exact=True)).to_be_visible()
    assert wide.url.endswith("#lang=ru")
    wide.get_by_role("button", name="90 minutes").click()
    expect(wide.get_by_role("button", name="90 minutes")).to_have_attribute("aria-pressed", "true")
    expect(wide.locator(".nar.long[lang=ru], [lang=ru] .nar.long")).to_be_visible()
    wide.get_by_role("button", name="English").click()
    assert wide.url.endswith("#long&lang=en")
    assert wide.locator(".nar.long").first.is_visible()
    wide.get_by_role("link", name=re.compile("On to stop 7")).click()
    wide.wait_for_url("**/7.html#long&lang=en")
    opened(wide, site, "8.html")
    expect(wide.locator(".nar.long").first).to_be_visible()


def test_a_stop_that_is_not_told_in_the_language_chosen_is_told_in_its_own(wide, site):
    opened(wide, site, "2.html", "#long&lang=ru")
    expect(wide.get_by_role("heading", level=1, name="Two museums of the revolution")).to_be_visible()
    expect(wide.locator("[lang=en] .nar.long")).to_be_visible()
    wide.get_by_role("link", name=re.compile("On to stop 3")).click()
    wide.wait_for_url("**/3.html#long&lang=ru")  # the wish goes on to the next stop that has it


def test_the_place_reached_is_offered_on_the_first_page(wide, site):
    opened(wide, site, "6.html", "#long&lang=fr")
    opened(wide, site, "index.html")
    wide.get_by_role("link", name="Go on at stop 6").click()
    wide.wait_for_url("**/6.html#long&lang=fr")
    expect(wide.get_by_role("heading", level=1, name="Le panorama", exact=True)).to_be_visible()


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


def test_a_screen_left_alone_goes_home_but_never_before_the_telling_ends(wide, site):
    wide.clock.install()
    opened(wide, site, "6.html", "?kiosk#long")
    wide.wait_for_function("document.querySelector('section.tour.chosen')")
    words = len(wide.locator(".nar.long").first.inner_text().split())
    told = words * 60_000 // 130
    wide.clock.run_for(told + 50_000)
    assert number(wide) == 6
    wide.clock.run_for(20_000)
    wide.wait_for_url("**/index.html?kiosk")
    assert not wide.locator("a[href^=http], a[download][href]").count()
    wide.clock.run_for(61_000)
    title = wide.locator(".attract .a-t")
    assert title.inner_text() == "The mask under glass"
    wide.clock.run_for(6_000)
    assert title.inner_text() == "Two museums of the revolution"
    wide.keyboard.press("Space")
    expect(wide.locator(".attract")).to_have_count(0)
    assert wide.evaluate("document.activeElement.textContent").startswith("10 minutes")
    wide.keyboard.press("Enter")
    wide.wait_for_url("**/1.html?kiosk*")
