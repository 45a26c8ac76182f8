"""The chronology by keyboard alone, and what a screen reader is told."""

import math
import random
import re
from datetime import UTC, datetime, timedelta

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
    for (const mark of tile.marks) found.push([mark.lane.title, mark.b, mark.title]);
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


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HEARD = f"""() => {{
  const link = {ROOT}.activeElement, list = link?.closest('ol');
  return [list?.getAttribute('aria-label') ?? '', link?.querySelector('time')?.textContent ?? '', link?.textContent ?? ''];
}}"""
STILL = "before => new Promise(done => { const at = window.settled; setTimeout(() => done(at > before && window.settled === at), 300); })"


def heard(words):
    """The first date in what is read out, as (year, month, day); what is not said is the first one."""
    year = int(re.search(r"\d{4}", words)[0])
    month = next((1 + MONTHS.index(name[:3]) for name in re.findall(r"[A-Z][a-z]+", words) if name[:3] in MONTHS), 1)
    day = re.search(r"(?<!\d)\d{1,2}(?!\d)", words.split(str(year))[0])
    return year, month, int(day[0]) if day else 1


def is_title(words, title):
    return re.search(rf" {re.escape(title)}(?!\d)", words) is not None


def reach(page, address, target, most):
    """Keys from the whole to one mark, pressed by a reader who knows its lane, date and title and hears what has focus; more than `most` is a failure."""
    lane, day, title = target
    show(page, address)
    enter(page)
    page.keyboard.press("?")  # what halves comes with the second script: were it still on its way, the first answer would be heard late and given twice
    page.get_by_role("region", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("region", name="Keys").wait_for(state="detached")
    keys, along = [], "ArrowDown"
    while len(keys) <= most:
        name, when, words = page.evaluate(HEARD)
        if name.startswith(lane) and is_title(words, title):
            return keys
        if not name.startswith(lane):
            keys.append("ArrowRight")
        elif heard(when) == day:
            keys.append(along)  # others of the same day
        else:
            if keys and keys[-1] == along:
                along = "ArrowUp" if along == "ArrowDown" else "ArrowDown"
            keys.append("]" if heard(when) < day else "[")
        before = page.evaluate("window.settled")
        page.keyboard.press(keys[-1])
        page.wait_for_function(STILL, arg=before)
    pytest.fail(f"{target} was not reached in {most} steps: {keys}")


@pytest.mark.parametrize("seed", [11, 1905, 271828])
def test_any_mark_of_ten_thousand_is_within_two_log_n_steps(browser, hosted, seed):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    address = hosted + "crowd/index.html"
    show(page, address)
    every = page.evaluate(EVERY)
    assert len(every) == 10_000
    most = math.floor(2 * math.log2(len(every)))
    for lane, t, title in random.Random(seed).sample(every, 4):
        day = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=t)
        assert len(reach(page, address, (lane, (day.year, day.month, day.day), title), most)) <= most
    page.close()


def test_halving_goes_back_and_says_when_there_is_nothing_to_halve(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "]")
    page.wait_for_function(STILL, arg=0)
    words, window = focused(page), page.evaluate(f"[{CORE}.view.a, {CORE}.view.b]")
    press(page, "[")
    page.wait_for_function(STILL, arg=0)
    assert focused(page) != words
    press(page, "Backspace")
    page.wait_for_function(STILL, arg=0)
    assert focused(page) == words
    assert page.evaluate(f"[{CORE}.view.a, {CORE}.view.b]") == pytest.approx(window)
    press(page, "End")
    press(page, "End")
    last = focused(page)
    press(page, "]")
    page.wait_for_function(f"/Nothing on that side/.test({ROOT}.querySelector('.vh[role=status]').textContent)")
    page.wait_for_function(STILL, arg=0)
    assert focused(page) == last


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
