"""A panorama from a disk: every place by keyboard, its record and the way back, the show, without motion, without scripts."""

import pytest
from django.db import connections

from tests import hanging
from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("panorama")]

VIEW = "document.querySelector('presnya-zoom').deep.view()"
SPOTS = ["mill", "gate", "kiosk", "bridge"]
HERE = "document.activeElement.dataset.spot || document.activeElement.id"
LIT = "document.querySelectorAll('.pano-lights .l').length"


@pytest.fixture(scope="module")
def leaf(tmp_path_factory):
    place = tmp_path_factory.mktemp("hung")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESNYA_HOME", str(place / "home"))
        site = hanging.hung(place / "street")
    connections.close_all()
    return site / "panoramas/street.html"


@pytest.fixture
def opened(browser, leaf):
    """The page without motion, when its places are buttons."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto(leaf.as_uri())
    page.wait_for_selector(".pano-on")
    yield page
    page.close()


@pytest.fixture
def moving(browser, leaf):
    """The same with motion."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(leaf.as_uri())
    page.wait_for_selector(".pano-on")
    yield page
    page.close()


def middle(page):
    view = page.evaluate(VIEW)
    return (view["x"] + view["w"] / 2) / hanging.WIDTH


def test_tab_goes_through_every_place_and_the_camera_goes_with_it(opened):
    opened.locator("button[data-spot=mill]").focus()
    for number, (spot, place) in enumerate(zip(SPOTS, (0.1, 0.35, 0.6, 0.9), strict=True), 1):
        assert opened.evaluate(HERE) == spot
        assert middle(opened) == pytest.approx(place, abs=0.03)
        assert f"Place {number} of 4" in opened.locator(".pano-say").text_content()
        assert opened.locator(".mark[data-here]").text_content() == str(number)
        opened.keyboard.press("Tab")


@pytest.mark.parametrize("spot", SPOTS)
def test_enter_opens_the_record_and_escape_gives_the_focus_back(opened, spot):
    opened.locator(f"button[data-spot={spot}]").focus()
    opened.keyboard.press("Enter")
    assert opened.evaluate(HERE) == f"spot-{spot}"
    assert opened.locator(".spot:not([hidden])").count() == 1
    opened.keyboard.press("Tab")
    opened.keyboard.press("Escape")
    assert opened.evaluate(HERE) == spot
    assert opened.locator(".spot:not([hidden])").count() == 0


def test_arrows_go_up_and_down_the_list(opened):
    opened.locator("button[data-spot=mill]").focus()
    opened.keyboard.press("ArrowDown")
    assert opened.evaluate(HERE) == "gate"
    opened.keyboard.press("End")
    assert opened.evaluate(HERE) == "bridge"
    opened.keyboard.press("ArrowUp")
    assert opened.evaluate(HERE) == "kiosk"


def test_a_record_begins_with_rival_accounts(opened):
    opened.locator("button[data-spot=mill]").click()
    record = opened.locator("#spot-mill")
    order = record.evaluate("e => [...e.querySelectorAll('.contest, .spot-b, .bound')].map(one => one.className)")
    assert order == ["contest", "spot-b", "bound"]
    assert record.locator(".contest h3").all_text_contents() == ["Ada Mill", "Carl Cooper"]


def test_a_mark_on_the_picture_opens_its_place_and_is_not_there_for_the_ear(opened):
    assert opened.locator(".pano-marks").get_attribute("aria-hidden") == "true"
    opened.get_by_role("button", name="The whole picture").click()
    opened.locator(".mark", has_text="3").click()
    assert opened.evaluate(HERE) == "spot-kiosk"


def test_the_show_begins_and_stops_by_a_button_and_says_every_cue(moving):
    assert moving.locator("audio").count() == 0
    assert moving.evaluate(LIT) == 0
    moving.get_by_role("button", name="Begin: Dusk").click()
    moving.wait_for_function(f"{LIT} >= 1")
    assert moving.locator(".pano-say").text_content() == "Something burns at the bridge."
    assert moving.locator(".script li[aria-current=step]").text_content().startswith("0:00")
    moving.wait_for_function("document.querySelector('.pano-say').textContent === 'Two shots at the mill.'")
    moving.get_by_role("button", name="Stop: Dusk").click()
    assert moving.evaluate(LIT) == 0
    assert moving.locator(".pano-say").text_content() == "Stopped."
    assert moving.locator(".script li[aria-current]").count() == 0


def test_without_motion_the_show_is_text_alone(opened):
    before = opened.evaluate(VIEW)
    opened.get_by_role("button", name="Begin: Dusk").click()
    opened.wait_for_function("document.querySelector('.pano-say').textContent === 'Two shots at the mill.'")
    assert opened.evaluate(LIT) == 0
    assert opened.evaluate(VIEW) == before


def test_a_visitor_who_takes_the_camera_keeps_it(moving):
    moving.get_by_role("button", name="Begin: Dusk").click()
    moving.locator(".zoom-stage").focus()
    moving.keyboard.press("0")
    moving.wait_for_function("document.querySelector('.pano-say').textContent === 'Two shots at the mill.'")
    moving.wait_for_timeout(1200)
    assert middle(moving) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("motion", "read"), [("no-preference", ["back.png", "near.png"]), ("reduce", [])])
def test_layers_are_read_only_where_things_may_move(browser, leaf, motion, read):
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion=motion)
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(leaf.as_uri())
    page.wait_for_selector(".pano-on")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(300)
    page.close()
    assert sorted({name for name in asked if name.endswith(".png")}) == read


def test_page_holds_at_both_widths_and_axe_finds_nothing(page, leaf):
    page.goto(leaf.as_uri())
    page.wait_for_selector(".pano-on")
    assert hidden_sideways(page) <= 0
    assert violations(page) == []
    page.locator("button[data-spot=mill]").click()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.goto(leaf.parent.joinpath("index.html").as_uri())
    assert hidden_sideways(page) <= 0
    assert violations(page) == []


def test_without_scripts_the_whole_picture_the_list_and_every_word_are_there(bare, leaf):
    bare.goto(leaf.as_uri())
    assert bare.locator("presnya-zoom img").get_attribute("src").endswith("pictures/street/full/1600,320/0/default.jpg")
    assert bare.locator(".pano-list a").count() == 4
    assert bare.locator(".spot").count() == 4
    assert all(bare.locator(f"#spot-{spot}").is_visible() for spot in SPOTS)
    assert bare.locator(".script li").count() == 3
    assert not bare.get_by_role("button", name="Begin").is_visible()
