"""Night and Old Style: chosen by the visitor, kept from page to page, harmless without scripts."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

DATED = "events/1905-12-09-fiedler-house.html"


def press(page, name):
    """Press a switch of the head; on a phone it stands in the menu."""
    if page.locator(".head summary").is_visible():
        page.locator(".head summary").click()
    page.get_by_role("button", name=name).click()


def test_night_is_kept_from_page_to_page(page, address):
    page.goto(address)
    press(page, "Night")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 16)"
    page.goto(address + DATED)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 18, 16)"
    assert page.locator("[data-do=night]").first.get_attribute("aria-pressed") == "true"


def test_old_style_swaps_our_reckoning_and_no_quoted_word(page, address):
    page.goto(address + DATED)
    told = page.locator(".lead").first.inner_text()
    assert page.locator(".leaf .d").first.inner_text() == "22"
    press(page, "Old Style")
    assert page.locator(".leaf .d").first.inner_text() == "9"
    assert page.locator(".lead").first.inner_text() == told
    page.reload()
    assert page.locator(".leaf .d").first.inner_text() == "9"


def test_both_styles_stand_in_the_page_without_scripts(bare, site):
    bare.goto((site / DATED).as_uri())
    words = bare.locator(".leaf").first.inner_text()
    assert "22" in words
    assert "9 December 1905, Old Style" in words
    assert bare.get_by_role("button").count() == 0
