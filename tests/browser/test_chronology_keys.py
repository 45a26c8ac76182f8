"""The chronology by keyboard alone, and what a screen reader is told."""

import math
import random
import re

import pytest

from tests.browser.chronologies import CORE, ROOT, enter, focused, press, show
from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chronology")]

HERE = f"""() => {{
  const core = {CORE}, row = {ROOT}.activeElement?.closest('li'), list = row?.parentElement;
  const lanes = core.layout.lanes.map(at => at.lane), lists = [...{ROOT}.querySelectorAll('.cards ol')];
  const lane = lanes[lists.indexOf(list)];
  return {{ a: core.view.a, b: core.view.b, lane: core.lanes.indexOf(lane), id: core.selected?.id, t: core.selected?.b }};
}}"""
EVERY = f"""async () => {{
  const core = {CORE}, found = [], ways = [[0, 0]];
  for (const [z, x] of ways) {{
    const tile = await core.tile(core.trees[0], z, x);
    for (const mark of tile.marks) found.push([mark.id, mark.lane.index, mark.b]);
    for (const side of [0, 1]) if (tile.kids & (1 << side)) ways.push([z + 1, 2 * x + side]);
  }}
  return found;
}}"""
COUNTED = """() => {
  const count = root => [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
  return count(document);
}"""


def test_one_tab_stop_for_each_lane(page, hosted):
    show(page, hosted + "century/index.html")
    stops = page.evaluate(f"[...{ROOT}.querySelectorAll('.cards ol')].map(ol => [...ol.querySelectorAll('[tabindex=\"0\"]')].length)")
    assert set(stops) == {1}
    enter(page)
    first = focused(page)
    page.keyboard.press("Tab")
    assert focused(page) != first
    page.keyboard.press("Shift+Tab")
    assert focused(page) == first, "focus comes back to where it was in the lane"


def test_arrows_go_through_the_lane_in_order_of_time(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    times = [page.evaluate(f"{CORE}.selected.b")]
    for _ in range(4):
        press(page, "ArrowDown")
        times.append(page.evaluate(f"{CORE}.selected.b"))
    assert times == sorted(times)
    press(page, "ArrowUp")
    assert page.evaluate(f"{CORE}.selected.b") == times[-2]
    assert page.evaluate(f"{ROOT}.activeElement.closest('li').contains({ROOT}.activeElement)")


def test_arrows_beside_stay_at_the_same_moment(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "End")
    start = page.evaluate(HERE)
    press(page, "ArrowRight")
    beside = page.evaluate(HERE)
    assert beside["lane"] == start["lane"] + 1
    press(page, "ArrowLeft")
    assert page.evaluate(HERE)["id"] == start["id"]


def test_arrows_beside_bring_lanes_that_are_off_the_stage(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
    assert page.evaluate(HERE)["lane"] == 3


def test_paging_zooms_about_the_focus_and_back(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    before = page.evaluate(HERE)
    press(page, "PageDown")
    near = page.evaluate(HERE)
    assert near["b"] - near["a"] <= (before["b"] - before["a"]) / 3.9
    assert near["a"] <= before["t"] < near["b"]
    assert near["id"] == before["id"], "the focus stays on its mark"
    press(page, "PageUp")
    assert page.evaluate(HERE)["id"] == before["id"]


NEAR = f"""([lane, id, t]) => {{
  const at = {CORE}.layout.lanes.findIndex(one => one.lane.index === lane), rows = [...{ROOT}.querySelectorAll('.cards ol')[at].querySelectorAll('li:not(.rest)')];
  const here = rows.findIndex(row => row.contains({ROOT}.activeElement));
  const all = {CORE}.at({CORE}.lanes[lane], {{ a: -Infinity, b: Infinity }});
  const gaps = rows.map(row => {{
    const words = row.querySelector('.t').textContent, found = all.filter(mark => words.includes(' ' + mark.title) && !/\\d/.test(words.split(' ' + mark.title)[1]?.[0] ?? ''));
    return found.length ? [found[0].id, Math.abs(found[0].b - t)] : ['', Infinity];
  }});
  const best = gaps.reduce((least, [, gap], i) => gap < gaps[least][1] ? i : least, 0);
  return {{ listed: gaps.findIndex(([one]) => one === id), here, best, gap: gaps[best]?.[1], last: rows.length - 1 }};
}}"""

WHOLE = 60 * 365 * 1440
"""Minutes: a window from which half a window more is no way, since it is nearly all there is."""


def way(here, there, last):
    """One key nearer to a row of the list: an arrow, or an end when that is nearer."""
    if there == 0 and here > 1:
        return "Home"
    if there == last and last - here > 1:
        return "End"
    return "ArrowDown" if there > here else "ArrowUp"


def step_towards(page, target, here, before):
    """The key that a reader would press who knows when and in which lane it was."""
    _, lane, t = target
    if here["lane"] != lane:
        return "ArrowRight" if lane > here["lane"] else "ArrowLeft"
    shift = "Shift+ArrowDown" if t > (here["a"] + here["b"]) / 2 else "Shift+ArrowUp"
    if not here["a"] <= t < here["b"]:
        return shift
    near = page.evaluate(NEAR, [lane, target[0], t])
    eighth = (here["b"] - here["a"]) / 8
    if near["listed"] >= 0 and abs(near["listed"] - near["here"]) <= 6:
        return way(near["here"], near["listed"], near["last"])
    if abs(t - here["t"]) <= eighth:
        return "PageDown"
    far = abs(near["best"] - near["here"]) > 3 and abs(t - here["t"]) > 2 * eighth
    if far and not before.startswith("Shift") and here["b"] - here["a"] < WHOLE:
        return shift
    return way(near["here"], near["best"], near["last"]) if near["best"] != near["here"] else "PageDown"


def reach(page, address, target, most):
    """Steps from the whole to one mark; more than `most` is a failure."""
    show(page, address)
    enter(page)
    keys = []
    for _ in range(most + 1):
        here = page.evaluate(HERE)
        if here["id"] == target[0]:
            return keys
        keys.append(step_towards(page, target, here, keys[-1] if keys else ""))
        page.keyboard.press(keys[-1])
        page.wait_for_timeout(60)
        page.wait_for_function("n => new Promise(done => { const at = window.settled; setTimeout(() => done(window.settled === at && at > n), 190); })", arg=-1)
    pytest.fail(f"{target} was not reached in {most} steps: {keys}")


def test_any_mark_of_ten_thousand_is_within_two_log_n_steps(browser, hosted):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    address = hosted + "crowd/index.html"
    show(page, address)
    every = page.evaluate(EVERY)
    assert len(every) == 10_000
    most = math.floor(2 * math.log2(len(every)))
    draw = random.Random(11)
    for target in draw.sample(every, 4):
        assert len(reach(page, address, target, most)) <= most
    page.close()


def test_card_opens_at_its_mark_and_escape_returns_there(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "ArrowDown")
    before, words = page.evaluate(HERE), focused(page)
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    card.wait_for()
    assert page.evaluate(f"{ROOT}.activeElement === {ROOT}.querySelector('[role=dialog]')")
    page.wait_for_function("location.hash.includes('open=')")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert focused(page) == words
    after = page.evaluate(HERE)
    assert (after["a"], after["b"], after["id"]) == (before["a"], before["b"], before["id"])


def test_keys_go_to_a_date(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    page.keyboard.press("g")
    page.get_by_role("textbox", name="Date").wait_for()
    page.keyboard.type("03/04/1917")
    page.keyboard.press("Enter")
    assert "not a date that can be read" in page.get_by_role("alert").inner_text()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("October 1917")
    page.keyboard.press("Enter")
    page.wait_for_function(f"new Date({CORE}.view.a * 6e4).getUTCFullYear() === 1917")
    page.keyboard.press("Escape")
    assert page.locator("#panel .sheet").count() == 0


@pytest.mark.parametrize(("key", "title"), [("/", "Find a mark"), ("f", "Show only some marks"), ("l", "Lanes"), ("?", "Keys")])
def test_keys_open_panels_and_escape_gives_focus_back(page, hosted, key, title):
    show(page, hosted + "century/index.html")
    enter(page)
    words = focused(page)
    page.keyboard.press(key)
    page.get_by_role("region", name=title).wait_for()
    page.wait_for_function(f"{ROOT}.activeElement?.closest('.sheet')")
    assert not violations(page)
    page.keyboard.press("Escape")
    assert focused(page) == words


def test_letters_are_letters_in_a_field(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    page.keyboard.press("/")
    page.get_by_role("searchbox").wait_for()
    page.wait_for_function(f"{ROOT}.activeElement?.matches('input')")
    page.keyboard.type("golf")
    assert page.get_by_role("searchbox").input_value() == "golf"
    assert page.get_by_role("region", name="Find a mark").count() == 1


def test_style_is_switched_by_a_key_and_said(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    new = focused(page)
    page.keyboard.press("o")
    page.wait_for_function(f"{CORE}.view.style === 'old'")
    assert focused(page) != new
    assert "O.S." in focused(page)


def test_coincidence_is_the_next_mark_that_shares_its_day(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "c")
    page.wait_for_function(f"{CORE}.near({CORE}.selected).then(near => near.some(one => one.day || one.perhapsDay))")
    page.wait_for_function(f"/same day/.test({ROOT}.activeElement.textContent)")


def test_screen_reader_is_told_lists_counts_and_times(page, hosted):
    show(page, hosted + "century/index.html")
    tree = page.locator("presnya-chronology").aria_snapshot()
    lanes = re.findall(r'list "(\w+) (\d+)(?:; \d+ contested)?; \d+ listed"', tree)
    assert len(lanes) >= 2
    assert re.search(r'img ".*\d+.*The marks are listed by lane', tree)
    assert re.search(r"link .*\d{4}.*(Strike|Meeting|Arrest|Premiere) \d+", tree)
    assert "go nearer to list" in tree
    assert re.search(r"contested: 2 dates", page.locator(".cards").inner_text() + tree) or "contested" in tree
    assert page.evaluate(COUNTED) <= 400


def test_live_line_is_one_short_sentence_after_a_move(page, hosted):
    show(page, hosted + "century/index.html")
    status = page.locator("[role=status]").first
    assert status.inner_text() == "", "nothing is read out before the reader does anything"
    enter(page)
    press(page, "PageDown")
    page.wait_for_function(f"{ROOT}.querySelector('.vh[role=status]').textContent.length > 0")
    line = page.evaluate(f"{ROOT}.querySelector('.vh[role=status]').textContent")
    assert re.match(r"^[^:]+: (\w+ [\d,]+(, )?)+(; \d+ contested)?$", line), line
    assert len(line) < 160


@pytest.mark.parametrize("moves", [[], ["PageDown"], ["PageDown", "PageDown"], ["PageDown", "PageDown", "PageDown"], ["PageDown", "PageDown", "Enter"]], ids=lambda moves: "-".join(moves) or "whole")
def test_axe_finds_nothing_at_any_nearness(page, hosted, moves):
    show(page, hosted + "century/index.html")
    enter(page)
    for key in moves:
        page.keyboard.press(key)
        page.wait_for_timeout(450)
    assert not violations(page)
    assert hidden_sideways(page) <= 0
    assert page.evaluate(COUNTED) <= 400


def test_focused_item_lies_at_its_mark(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "ArrowDown")
    apart = page.evaluate(f"""() => {{
      const core = {CORE}, at = core.layout.marks.find(one => one.mark === core.selected), box = {ROOT}.activeElement.getBoundingClientRect(), stage = core.parts.stage.getBoundingClientRect();
      return Math.hypot(box.x + box.width / 2 - stage.x - at.x, box.y + box.height / 2 - stage.y - at.y);
    }}""")
    assert apart < 24
