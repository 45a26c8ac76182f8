"""The chronology's picture: it stands, it is honest about what it leaves out, it moves under the hand, and it fails in pieces."""

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.drawn import VIEWER, century, core, make, rest, served, stand

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chronology")]

NODES = "(() => { const count = root => [...root.querySelectorAll('*')].reduce((n, e) => n + 1 + (e.shadowRoot ? count(e.shadowRoot) : 0), 0); return count(document); })()"


@pytest.fixture(scope="module")
def street(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("street"), century(900))


@pytest.fixture(scope="module")
def address(street: Path) -> Iterator[str]:
    with served(street) as base:
        yield base


@pytest.fixture
def any_page(browser: Browser) -> Iterator[Page]:
    """A page whose errors are nobody's business: what is tested is a file that is not there."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone that is touched."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2)
    yield context.new_page()
    context.close()


def window(page: Page) -> tuple[float, float]:
    a, b = core(page, "return [c.view.a, c.view.b]")
    return a, b


def stage(page: Page) -> dict[str, float]:
    page.evaluate(f"{VIEWER}.core.parts.stage.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    return core(page, "const r = c.parts.stage.getBoundingClientRect(); return {x: r.x, y: r.y, w: r.width, h: r.height}")


def middle(page: Page) -> tuple[float, float]:
    box = stage(page)
    return box["x"] + box["w"] * 0.6, box["y"] + box["h"] * 0.4


def test_picture_stands_instead_of_the_plain_page(page, address):
    stand(page, address)
    look = core(page, "return e.look()")
    wide = page.viewport_size["width"] > 900
    assert look["lanes_on_screen"] == 4, "a narrow stage has two of them, its overview a trace for each"
    assert look["marks_on_screen"] > 60
    assert look["drawn"] + look["hidden"] == (900 if wide else core(page, "return c.lanes.slice(0, 2).reduce((sum, lane) => sum + lane.n, 0)"))
    assert f"{look['drawn']} drawn, {look['hidden']} hidden" in core(page, "return c.parts.bar.querySelector('.count').textContent")
    assert page.evaluate(f"{VIEWER}.firstElementChild?.getClientRects().length ?? 0") == 0, "the plain page is still to be seen"
    assert page.evaluate(NODES) <= 400
    assert page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_picture_stands_from_a_disk(page, street):
    stand(page, (street / "index.html").as_uri())
    assert core(page, "return e.look().drawn") > 100


def test_plain_page_stays_without_scripts(bare, street):
    bare.goto((street / "index.html").as_uri())
    assert bare.locator("presnya-chronology table, presnya-chronology a").first.is_visible()


def test_plain_page_stays_when_there_are_no_tiles(any_page, address):
    any_page.route("**/meta.json", lambda route: route.fulfill(status=404, body=""))
    any_page.goto(address)
    any_page.wait_for_timeout(300)
    assert any_page.locator("presnya-chronology a").first.is_visible()
    assert not any_page.evaluate(f"{VIEWER}.ready")


@pytest.mark.parametrize("broken", [{"status": 404, "body": ""}, {"body": '{"n":[1,2'}, {"body": "[]"}, {"body": '{"n":[0,0,0,0],"bins":["","","","@"],"kids":0,"b":[],"k":[],"w":[],"i":[],"t":[]}'}], ids=["missing", "truncated", "no tile", "broken bins"])
def test_broken_tile_is_told_in_its_stretch_and_read_again_on_request(any_page, address, broken):
    any_page.route("**/tiles/1/0.json", lambda route: route.fulfill(content_type="application/json", **broken))
    stand(any_page, address)
    notices = core(any_page, "return c.layout.notices.map(({z, x, from, to, words}) => [z, x, to - from, words])")
    assert [notice[:2] for notice in notices] == [[1, 0]]
    assert notices[0][2] > 100
    assert notices[0][3]
    assert core(any_page, "return e.look().drawn") > 100, "the rest is drawn"
    any_page.unroute("**/tiles/1/0.json")
    any_page.get_by_role("button", name="Try again").click()
    rest(any_page)
    assert core(any_page, "return c.layout.notices.length") == 0


def test_wheel_with_ctrl_zooms_about_the_pointer(page, address):
    stand(page, address)
    x, y = middle(page)
    top = stage(page)["y"]
    before = core(page, f"return c.layout.scale.back({y - top})")
    a, b = window(page)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    for _ in range(6):
        page.mouse.wheel(0, -100)
        page.wait_for_timeout(30)
    page.keyboard.up("Control")
    rest(page)
    after = window(page)
    assert after[1] - after[0] < (b - a) / 3
    assert abs(core(page, f"return c.layout.scale.at({before})") - (y - top)) < 12
    assert page.evaluate("visualViewport.scale") == 1


def test_drag_pans_and_at_the_end_the_page_scrolls_on(page, address):
    stand(page, address)
    core(page, "const long = c.view.b - c.view.a; c.set({a: c.view.a + long * .3, b: c.view.a + long * .5})")
    rest(page)
    x, y = middle(page)
    a, _ = window(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 80, steps=8)
    page.mouse.up()
    rest(page)
    assert window(page)[0] > a
    core(page, "c.set({a: -1e12, b: -1e12 + (c.view.b - c.view.a)})")
    rest(page)
    page.evaluate("scrollTo({top: 160, behavior: 'instant'})")
    scrolled = page.evaluate("scrollY")
    box = core(page, "const r = c.parts.stage.getBoundingClientRect(); return {y: r.y, h: r.height}")
    top = max(box["y"], 0) + 40
    page.mouse.move(x, top)
    page.mouse.down()
    page.mouse.move(x, top + 120, steps=10)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") < scrolled or scrolled == 0


def test_plain_wheel_is_the_pages_until_the_reader_takes_hold(page, address):
    stand(page, address)
    core(page, "const long = c.view.b - c.view.a; c.set({a: c.view.a + long * .3, b: c.view.a + long * .5})")
    rest(page)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    box = core(page, "const r = c.parts.stage.getBoundingClientRect(); return {x: r.x, y: r.y, w: r.width}")
    x, y = box["x"] + box["w"] * 0.6, min(box["y"] + 60, page.viewport_size["height"] - 20)
    before = window(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, 60)
    page.wait_for_timeout(300)
    assert window(page) == before
    assert page.evaluate("scrollY") > 0
    y = max(y - 60, 5)
    page.mouse.click(x, y)
    scrolled = page.evaluate("scrollY")
    page.mouse.wheel(0, 60)
    rest(page)
    assert window(page)[0] > before[0]
    assert page.evaluate("scrollY") == scrolled


def test_no_frame_is_drawn_when_nothing_changes(page, address):
    page.add_init_script("window.frames_ = 0; const ask = requestAnimationFrame; window.requestAnimationFrame = then => { window.frames_++; return ask(then); };")
    stand(page, address)
    page.wait_for_timeout(300)
    before = page.evaluate("frames_")
    page.wait_for_timeout(700)
    assert page.evaluate("frames_") == before


def test_overview_is_a_slider_for_the_keyboard(page, address):
    stand(page, address)
    core(page, "const long = c.view.b - c.view.a; c.set({a: c.view.a + long * .4, b: c.view.a + long * .6})")
    rest(page)
    slider = page.get_by_role("slider")
    slider.focus()
    a, b = window(page)
    page.keyboard.press("ArrowDown")
    rest(page)
    down = window(page)
    assert math.isclose(down[0] - a, (b - a) / 8, rel_tol=1e-6)
    page.keyboard.press("Shift+ArrowUp")
    rest(page)
    assert window(page)[1] < down[1]
    assert window(page)[0] == down[0]
    page.keyboard.press("+")
    page.keyboard.press("End")
    rest(page)
    assert window(page)[1] >= core(page, "return c.trees[0].meta.last")
    assert "19" in slider.get_attribute("aria-valuetext")


def test_overview_is_dragged(page, address):
    stand(page, address)
    core(page, "const long = c.view.b - c.view.a; c.set({a: c.view.a, b: c.view.a + long * .3})")
    rest(page)
    page.get_by_role("slider").scroll_into_view_if_needed()
    box = page.get_by_role("slider").bounding_box()
    a, b = window(page)
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 200)
    by = (0, 90) if box["height"] > box["width"] else (60, 0)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=6)
    page.mouse.up()
    rest(page)
    assert window(page)[0] > a
    assert math.isclose(window(page)[1] - window(page)[0], b - a, rel_tol=1e-6)


def test_steps_of_nearness_go_from_century_to_day(page, address):
    page.emulate_media(reduced_motion="reduce")
    stand(page, address)
    found = []
    for name in ("Century", "Years", "Month", "Day"):
        button = page.get_by_role("button", name=name, exact=True)
        button.click()
        rest(page)
        found.append((core(page, "return c.layout.depth"), core(page, "return c.view.b - c.view.a")))
        assert button.get_attribute("aria-pressed") == "true"
    assert found[0][0] == "far"
    assert found[3][0] == "near"
    assert [long for _, long in found] == sorted((long for _, long in found), reverse=True)


def test_reduced_motion_means_no_motion(page, address):
    page.emulate_media(reduced_motion="reduce")
    stand(page, address)
    core(page, "window.moves = 0; c.on('view', ({moving}) => { window.moves += moving; })")
    page.get_by_role("button", name="Years", exact=True).click()
    rest(page)
    assert page.evaluate("moves") == 0


def test_scales_and_styles_are_drawn_and_said(page, address):
    stand(page, address)
    picked = page.get_by_label("Scale")
    for name in ("linear", "even", "aligned", "elastic"):
        picked.select_option(name)
        rest(page)
        assert name in core(page, "return c.parts.bar.querySelector('.count').textContent")
        assert core(page, "return c.layout.drawn") > 50
    page.get_by_role("button", name="Month", exact=True).click()
    core(page, "const t = -33700000; c.set({a: t, b: t + 1440 * 20})")
    rest(page)
    page.locator("presnya-chronology").get_by_role("button", name="Old Style").click()
    rest(page)
    said = core(page, "return JSON.stringify(c.layout.ticks.map(({under}) => under))")
    assert "N.S." in said


def pixel(page: Page, x: int, y: int) -> list[int]:
    return core(page, f"return [...c.parts.canvas.getContext('2d').getImageData({x}, {y}, 1, 1).data.slice(0, 3)]")


def test_night_is_drawn_when_it_falls(page, address):
    stand(page, address)
    assert pixel(page, 2, 2) == [0xF4, 0xF1, 0xEA]
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(150)
    rest(page)
    assert pixel(page, 2, 2) == [0x14, 0x12, 0x10]


def test_page_from_right_to_left_is_mirrored(page, address):
    page.add_init_script("addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })")
    stand(page, address)
    lanes = core(page, "return c.layout.lanes.map(({x}) => x)")
    assert lanes == sorted(lanes, reverse=True)
    assert page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_pointer_and_selection_do_the_same(page, address):
    stand(page, address)
    stage(page)
    spot = core(page, "const l = c.layout.labels.find(({y}) => y > 60); const r = c.parts.stage.getBoundingClientRect(); return [r.x + l.x + 20, r.y + l.y + 9, l.mark.key]")
    page.mouse.move(spot[0], spot[1])
    page.wait_for_timeout(80)
    assert core(page, "return c.hovered?.key") == spot[2]
    page.mouse.click(spot[0], spot[1])
    rest(page)
    assert core(page, "return c.selected?.key") == spot[2]


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]})


def test_phone_shows_two_lanes_and_a_swipe_shows_the_next(phone, address):
    stand(phone, address)
    assert core(phone, "return c.layout.lanes.map(({lane}) => lane.title)") == ["Politics", "Art"]
    x, y = middle(phone)
    session = phone.context.new_cdp_session(phone)
    touch(session, "touchStart", (x + 60, y))
    for i in range(1, 9):
        touch(session, "touchMove", (x + 60 - i * 18, y + i))
    touch(session, "touchEnd")
    rest(phone)
    assert core(phone, "return c.layout.lanes.map(({lane}) => lane.title)") == ["Art", "Serge"]


def tap(page: Page, x: float, y: float) -> None:
    page.touchscreen.tap(x, y)
    rest(page)


def over(page: Page) -> dict[str, float]:
    page.evaluate(f"{VIEWER}.core.parts.over.scrollIntoView({{block: 'center', behavior: 'instant'}})")
    return core(page, "const r = c.parts.over.getBoundingClientRect(); return {x: r.x, y: r.y, w: r.width, h: r.height}")


def strip(page: Page, row: float, along: float = 0.5) -> list[int]:
    """Colour of a row's ground in the overview."""
    return core(page, f"const k = c.parts.over.querySelector('canvas'); return [...k.getContext('2d').getImageData({along} * k.width, {row} * 2, 1, 1).data]")


def test_phone_has_a_trace_for_each_lane_and_a_tap_brings_it_onto_the_stage(phone, address):
    stand(phone, address)
    box = over(phone)
    before = window(phone)
    row = (box["h"] - 22) / 4
    assert core(phone, "return e.look().lanes_on_screen") == 4
    assert strip(phone, 1)[3] == strip(phone, row + 1)[3] == 255, "the lanes on the stage are set off"
    assert strip(phone, 2 * row + 1)[3] == 0
    tap(phone, box["x"] + box["w"] * 0.6, box["y"] + row * 3.5)
    assert core(phone, "return c.layout.lanes.map(({lane}) => lane.title)") == ["Serge", "Presnya"]
    assert strip(phone, 1)[3] == 0
    tap(phone, box["x"] + 10, box["y"] + row * 1.5)
    assert core(phone, "return c.layout.lanes.map(({lane}) => lane.title)") == ["Art", "Serge"]
    assert window(phone) == before


def test_traces_that_are_off_the_screen_are_not_counted(phone, address):
    stand(phone, address)
    phone.evaluate(f"scrollTo({{top: {VIEWER}.core.parts.stage.getBoundingClientRect().top + scrollY, behavior: 'instant'}})")
    assert core(phone, "return e.look().lanes_on_screen") == 2


def test_phone_sums_the_lanes_that_have_no_trace_and_goes_through_them(phone, hostile):
    stand(phone, f"{hostile}twelve lanes/out/index.html")
    box = over(phone)
    assert core(phone, "return c.traced.length") == 5
    rest_row = box["y"] + (box["h"] - 22) / 6 * 5.5
    tap(phone, box["x"] + 10, rest_row)
    assert core(phone, "return c.layout.lanes.map(({lane}) => c.lanes.indexOf(lane))") == [4, 5]
    tap(phone, box["x"] + 10, rest_row)
    assert core(phone, "return c.layout.lanes.map(({lane}) => c.lanes.indexOf(lane))") == [5, 6]


def test_phone_row_of_controls_ends_in_a_fade_and_its_buttons_are_large_enough(phone, address):
    stand(phone, address)
    ends = "const r = c.parts.bar.querySelector('.row'), s = getComputedStyle(r, '::after'); return [r.scrollWidth - r.clientWidth, s.position, s.boxShadow]"
    wide, position, fade = core(phone, ends)
    assert wide > 100
    assert (position, fade != "none") == ("sticky", True)
    assert core(phone, "return [...c.parts.bar.querySelectorAll('.row button, .row select')].filter(b => b.offsetParent && b.closest('.seg, .btn, .pick').offsetHeight < 44).map(b => b.textContent)") == []


def test_phone_pinches_about_the_fingers(phone, address):
    stand(phone, address)
    x, y = middle(phone)
    a, b = window(phone)
    session = phone.context.new_cdp_session(phone)
    touch(session, "touchStart", (x, y - 30), (x, y + 30))
    for i in range(1, 11):
        touch(session, "touchMove", (x, y - 30 - i * 8), (x, y + 30 + i * 8))
    touch(session, "touchEnd")
    rest(phone)
    assert (b - a) / 8 < window(phone)[1] - window(phone)[0] < (b - a) / 2
    assert phone.evaluate("visualViewport.scale") == 1


def test_phone_pans_by_finger_and_scrolls_the_page_where_there_is_no_more(phone, address):
    stand(phone, address)
    assert core(phone, "return c.parts.stage.style.touchAction") == "pan-y"
    core(phone, "const long = c.view.b - c.view.a; c.set({a: c.view.a + long * .3, b: c.view.a + long * .5})")
    rest(phone)
    assert core(phone, "return c.parts.stage.style.touchAction") == "none"
    x, y = middle(phone)
    a, _ = window(phone)
    session = phone.context.new_cdp_session(phone)
    touch(session, "touchStart", (x, y))
    for i in range(1, 9):
        touch(session, "touchMove", (x, y - i * 12))
    touch(session, "touchEnd")
    rest(phone)
    assert window(phone)[0] > a
    core(phone, "c.set({a: -1e12, b: -1e12 + (c.view.b - c.view.a)})")
    rest(phone)
    assert core(phone, "return c.parts.stage.style.touchAction") == "pan-up"


HOSTILE = {
    "one": [("The only thing", "1917-11-07", "", "Lane", "", "", 1, "")],
    "none": [],
    "a day": [((("حدث طويل في شارعنا " * 280 if i % 2 else "A title without an end " * 220) if i % 97 < 2 else f"Event {i}"), "1917-11-07", "", ("One", "Other")[i % 2], "", "", 99 if i % 97 < 2 else i % 50, "") for i in range(10_000)],
    "a minute": [(f"Event {i}", "1917-11-07T21:40", "", "Lane", "", "", 1, "") for i in range(3000)],
    "ages": [("Sea", "Y-900000000", "", "Earth", "", "", 1, ""), ("Now", "1917-11-07", "", "People", "", "", 1, ""), ("Sun", "Y900000000", "", "Sky", "", "", 1, "")],
    "twelve lanes": [(f"Event {i}", f"{1900 + i % 60}-05", "", f"Lane {i % 12}", "", "", 1, "") for i in range(600)],
}


EMBED = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Embedded</title><link rel="icon" href="static/icon.svg">
<body><presnya-chronology src="tiles/meta.json"><p>Plain</p></presnya-chronology><script src="static/chronology.js"></script></body></html>"""
"""A foreign page: none of the museum's own stylesheet."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each of them embedded in a page of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    for name, rows in HOSTILE.items():
        place = folder / name
        place.mkdir()
        (make(place, rows, "--no-pages") / "index.html").write_text(EMBED, encoding="utf-8")
    with served(folder) as base:
        yield base


@pytest.mark.parametrize("name", list(HOSTILE))
def test_extremes_are_drawn(page, hostile, name):
    stand(page, f"{hostile}{name}/out/index.html")
    look = core(page, "return e.look()")
    assert look["drawn"] + look["hidden"] == core(page, "return c.layout.lanes.reduce((n, {lane}) => n + lane.n, 0)")
    assert (look["drawn"] > 0) == bool(HOSTILE[name])
    assert page.evaluate(NODES) <= 400
    for _ in range(6):
        core(page, "c.zoom(6, c.layout.marks[0]?.mark.b)")
        rest(page)
        assert all(map(math.isfinite, window(page)))
    assert page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth") <= 0


@pytest.mark.parametrize(("light", "ground"), [("light", [0xF4, 0xF1, 0xEA]), ("dark", [0x14, 0x12, 0x10])])
def test_page_without_the_museums_tokens_has_a_ground_by_day_and_night(page, hostile, light, ground):
    page.emulate_media(color_scheme=light)
    stand(page, f"{hostile}one/out/index.html")
    assert pixel(page, 2, 2) == ground


def test_overfull_minute_gives_more_on_request(page, hostile):
    stand(page, f"{hostile}a minute/out/index.html")
    core(page, "const t = c.trees[0].meta.first; c.set({a: t - 30, b: t + 30})")
    rest(page)
    before = core(page, "return c.layout.drawn")
    assert core(page, "return c.layout.hidden") == 3000 - before
    page.get_by_role("button", name="Show more of this minute").click()
    rest(page)
    assert core(page, "return c.layout.drawn") > before


def test_view_of_a_shared_address_is_drawn_at_once(page, address):
    stand(page, address + "#t=1905-01-01T00:00/1906-01-01T00:00&scale=linear")
    assert core(page, "return [new Date(c.view.a * 60000).getUTCFullYear(), c.view.scale]") == [1905, "linear"]


def test_state_can_be_written_as_json(page, address):
    """Nothing of the view is anything but data, or an address could not hold it."""
    stand(page, address)
    assert json.loads(core(page, "return JSON.stringify(c.view)"))["scale"] == "elastic"
