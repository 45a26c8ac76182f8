"""Search over names, titles and passages, on a server and from disk."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]


def found(page):
    return page.locator("[data-results] > li > a").all_inner_texts()


@pytest.mark.parametrize("where", ["disk", "server"])
def test_search_finds_a_name_by_its_address(page, site, address, where):
    page.goto((address if where == "server" else site.as_uri() + "/") + "search.html?q=Kronstadt")
    page.wait_for_selector("[data-results] > li")
    assert found(page)[0] == "Kronstadt"
    assert "answers" in page.locator("[data-count]").inner_text()


def test_search_folds_letters_and_finds_other_names(page, site):
    page.goto((site / "search.html").as_uri())
    page.get_by_role("searchbox").fill("le retif")
    page.wait_for_selector("[data-results] > li")
    assert "Victor Serge" in found(page)
    page.get_by_role("searchbox").fill("кронштадт")
    page.wait_for_function("document.querySelector('[data-results] a')?.textContent === 'Kronstadt'")


def test_search_answers_keys_and_leads_to_the_page(page, site):
    page.goto((site / "search.html").as_uri())
    box = page.get_by_role("searchbox")
    box.focus()
    page.keyboard.type("Nevinson")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-results] > li")
    assert page.url.endswith("?q=Nevinson")
    first = page.locator("[data-results] a").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/*.html")
    assert "Nevinson" in page.locator("h1").inner_text()


def test_search_says_when_nothing_answers(page, site):
    page.goto((site / "search.html?").as_uri().replace("%3F", "?") + "q=zzzzqqq")
    page.wait_for_function("document.querySelector('[data-count]').textContent.length > 0")
    assert "Nothing here answers that" in page.locator("[data-count]").inner_text()


def test_search_finds_words_of_a_held_text(page, read_site):
    page.goto((read_site / "search.html").as_uri())
    page.get_by_role("searchbox").fill("stood still")
    page.wait_for_selector("[data-results] > li")
    page.locator("[data-results] a[href^='sources/']").first.click()
    page.wait_for_url("**/sources/**")
    assert page.locator(":target").count() == 1


def test_search_without_scripts_offers_the_index_of_names(bare, site):
    bare.goto((site / "search.html").as_uri())
    assert bare.locator("form").is_hidden()
    bare.get_by_role("link", name="Names from A to Z").first.click()
    bare.wait_for_url("**/names.html")
    assert "Kronstadt" in bare.locator("main").inner_text()
