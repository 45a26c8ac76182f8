"""By keyboard: the way to the text, every stop visible, the phone's menu."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]


def test_first_stop_leads_to_the_text(page, site):
    page.goto((site / "people/victor-serge.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_every_stop_is_seen_and_ringed(page, site):
    page.emulate_media(reduced_motion="reduce")  # no smooth scrolling: each stop is looked at where it comes to rest
    page.goto((site / "index.html").as_uri())
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate("""() => {
            const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
            return {name: e.outerHTML.slice(0, 120), ring: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight};
        }""")
        if at["name"].startswith("<body"):
            break
        assert at["ring"], at
        assert at["seen"], at


def test_menu_of_a_phone_opens_by_key(browser, site):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((site / "index.html").as_uri())
    page.locator(".head summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".head details").get_by_role("link", name="Register").is_visible()
    page.close()


def test_lanes_can_be_scrolled_by_keys_on_a_phone(browser, site):
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((site / "chronologies/one-life-one-revolution/1905.html").as_uri())
    lanes = page.locator(".lanes")
    lanes.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.lanes').scrollLeft > 0")
    page.close()
