"""Claim marks: a link without scripts, the passage under the mark with them, by mouse and by keyboard."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

EVENT = "events/1905-12-09-fiedler-house.html"


def test_mark_opens_its_passage_and_escape_gives_focus_back(page, site):
    page.goto((site / EVENT).as_uri())
    mark = page.locator("main a.sig").first
    mark.click()
    passage = page.get_by_role("dialog")
    assert passage.is_visible()
    assert "Henry W. Nevinson" in passage.inner_text()
    assert passage.get_by_role("link", name="verify").count() == 1
    assert mark.get_attribute("aria-expanded") == "true"
    box = passage.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= page.viewport_size["width"]
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").count() == 0
    assert page.evaluate("document.activeElement.className").startswith("sig")


def test_mark_is_worked_by_keys_alone(page, site):
    page.goto((site / EVENT).as_uri())
    page.locator("main a.sig").first.focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.pop') !== null")
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    assert page.get_by_role("dialog").is_visible()
    for _ in range(10):
        page.keyboard.press("Tab")
    assert page.get_by_role("dialog").count() == 0


def test_one_passage_is_open_at_a_time_and_a_click_elsewhere_closes_it(page, site):
    page.goto((site / EVENT).as_uri())
    marks = page.locator("main a.sig")
    marks.nth(0).click()
    marks.nth(5).click()
    assert page.get_by_role("dialog").count() == 1
    page.locator("h1").click()
    assert page.get_by_role("dialog").count() == 0


def test_ids_stay_single_while_a_passage_is_open(page, site):
    page.goto((site / EVENT).as_uri())
    page.locator("main a.sig").first.click()
    assert page.evaluate("[...document.querySelectorAll('[id]')].length === new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size")


def test_mark_without_scripts_leads_to_the_source(bare, site):
    bare.goto((site / EVENT).as_uri())
    bare.locator("main a.sig").first.click()
    bare.wait_for_url("**/sources/**")
    assert bare.locator("h1").inner_text()


def test_passage_is_in_the_page_without_scripts(bare, site):
    bare.goto((site / EVENT).as_uri())
    anchor = bare.locator("main a.sig").first.get_attribute("data-claim")
    assert bare.locator(f"#c-{anchor}").is_visible()


def test_machine_read_passage_shows_the_words_of_the_text(page, read_site):
    page.goto((read_site / "people/bertha-miller.html").as_uri())
    page.locator("main a.sig.machine").first.click()
    passage = page.get_by_role("dialog")
    assert "Miller" in passage.locator("mark").first.inner_text()
    passage.get_by_role("link", name="Read in place").click()
    page.wait_for_url("**/sources/**")
    assert page.locator(":target").count() == 1
