"""A picture looked at closely, from a disk: by buttons, by keys, in full page, without motion, without scripts, with a script missing."""

import shutil

import pytest

from tests.browser import zooming
from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("zoom")]

VIEW = "document.querySelector('presnya-zoom').deep.view()"
AT = "document.activeElement.dataset.zoom || document.activeElement.className"


@pytest.fixture(scope="module")
def leaf(tmp_path_factory):
    return zooming.made(tmp_path_factory.mktemp("zoom"))


@pytest.fixture
def opened(browser, leaf):
    """The page without motion, when its picture can be moved."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(leaf.as_uri())
    page.wait_for_selector(".zoom-on")
    yield page
    page.close()


def scale(page):
    return page.evaluate(VIEW)["scale"]


def test_buttons_bring_closer_further_and_back_to_the_whole(opened):
    whole = scale(opened)
    opened.get_by_role("button", name="Closer").click()
    assert scale(opened) == pytest.approx(whole * 1.6)
    opened.get_by_role("button", name="Further off").click()
    assert scale(opened) == pytest.approx(whole)
    opened.get_by_role("button", name="Closer").click()
    opened.get_by_role("button", name="The whole picture").click()
    assert scale(opened) == pytest.approx(whole)


def test_detail_is_a_button_that_moves_the_camera_there(opened):
    opened.get_by_role("button", name="The red square").focus()
    opened.keyboard.press("Enter")
    view = opened.evaluate(VIEW)
    assert view["x"] <= 3000
    assert view["y"] <= 900
    assert view["x"] + view["w"] >= 3300
    assert view["y"] + view["h"] >= 1200
    assert view["w"] < 2500


def test_tiles_are_drawn_from_a_disk(opened):
    """The red square is red in a picture of the screen: a canvas that drew files cannot be read by script."""
    opened.get_by_role("button", name="The red square").click()
    opened.wait_for_function("document.querySelector('presnya-zoom').deep.view().scale > .5")
    opened.wait_for_timeout(400)
    shot = zooming.pyvips.Image.new_from_buffer(opened.locator(".zoom-stage").screenshot(), "")
    red, green, _ = shot.crop(shot.width // 2 - 5, shot.height // 2 - 5, 10, 10).stats().crop(4, 1, 1, 3).tolist()[0:3]
    assert red[0] > 150
    assert green[0] < 80


def test_keys_move_only_while_the_picture_has_the_focus(opened):
    whole = scale(opened)
    opened.locator("#end").focus()
    opened.keyboard.press("+")
    assert scale(opened) == pytest.approx(whole)
    opened.locator(".zoom-stage").focus()
    opened.keyboard.press("+")
    opened.keyboard.press("+")
    assert scale(opened) > whole * 2
    before = opened.evaluate(VIEW)["x"]
    opened.keyboard.press("ArrowRight")
    assert opened.evaluate(VIEW)["x"] > before
    opened.keyboard.press("0")
    assert scale(opened) == pytest.approx(whole)


def test_tab_leaves_the_picture_and_escape_goes_to_its_buttons(opened):
    opened.locator(".zoom-stage").focus()
    opened.keyboard.press("Tab")
    assert opened.evaluate(AT) == "in"
    opened.locator(".zoom-stage").focus()
    opened.keyboard.press("Escape")
    assert opened.evaluate(AT) == "in"


def test_full_page_shuts_off_the_rest_and_escape_leaves_it(opened):
    opened.get_by_role("button", name="Full page").click()
    box = opened.locator("presnya-zoom").bounding_box()
    assert box["x"] == box["y"] == 0
    assert box["height"] == opened.viewport_size["height"]
    assert opened.evaluate("document.querySelector('h1').inert")
    opened.keyboard.press("Escape")
    assert opened.evaluate(AT) == "page"
    assert not opened.evaluate("document.querySelector('h1').inert")
    assert opened.get_by_role("button", name="Full page").get_attribute("aria-pressed") == "false"


def test_without_motion_the_camera_is_there_at_once_and_with_it_on_the_way(opened):
    page = opened
    page.emulate_media(reduced_motion="no-preference")
    seen = page.evaluate("(() => { const z = document.querySelector('presnya-zoom'); const was = z.deep.view().scale; z.zoom(2); return z.deep.view().scale / was })()")
    assert seen < 1.2
    page.emulate_media(reduced_motion="reduce")
    seen = page.evaluate("(() => { const z = document.querySelector('presnya-zoom'); z.whole(); const was = z.deep.view().scale; z.zoom(2); return z.deep.view().scale / was })()")
    assert seen == pytest.approx(2)


def test_wheel_over_the_picture_scrolls_the_page(opened):
    opened.add_style_tag(content=".tall { height: 2000px }")
    whole = scale(opened)
    box = opened.locator(".zoom-stage").bounding_box()
    opened.mouse.move(box["x"] + 50, box["y"] + 50)
    opened.mouse.wheel(0, 300)
    opened.wait_for_function("scrollY > 100")
    assert scale(opened) == pytest.approx(whole)


def test_axe_finds_nothing_and_nothing_hides_at_both_widths(page, leaf):
    page.goto(leaf.as_uri())
    page.wait_for_selector(".zoom-on")
    assert violations(page) == []
    assert hidden_sideways(page) <= 0


def test_without_scripts_the_link_leads_to_the_large_picture(bare, leaf):
    bare.goto(leaf.as_uri())
    assert bare.get_by_role("link", name=zooming.LABEL).get_attribute("href") == "pictures/field/large.jpg"
    assert bare.get_by_text("The red square").is_visible()
    assert not bare.get_by_role("button").count()


def test_picture_stays_a_link_when_what_draws_it_is_missing(browser, leaf, tmp_path):
    folder = shutil.copytree(leaf.parent, tmp_path / "less")
    (folder / "static/deep.js").unlink()
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.wait_for_selector("presnya-zoom.zoom-none")
    assert page.get_by_role("link", name=zooming.LABEL).is_visible()
    assert not page.locator(".zoom-tools").is_visible()
    page.close()
