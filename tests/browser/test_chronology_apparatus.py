"""Address and back button, lanes of the reader's own, filters, find, what is taken away, and paper."""

import csv
import io
import json
from urllib.parse import urlencode

import pytest

from tests.browser.chronologies import CORE, ROOT, enter, panel, press, show
from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("chronology")]


def test_address_holds_the_view_and_the_back_button_returns(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    press(page, "PageDown")
    page.wait_for_function("location.hash.includes('t=')")
    first, window = page.url, page.evaluate(f"[{CORE}.view.a, {CORE}.view.b].map(Math.round)")
    press(page, "PageDown")
    page.wait_for_function("before => location.href !== before", arg=first)
    page.go_back()
    page.wait_for_function(f"want => Math.abs({CORE}.view.a - want) < 2", arg=window[0])
    assert page.url == first
    show(page, first + "&lane=chronology%2Fa-century%23nobody")
    assert page.evaluate(f"[{CORE}.view.a, {CORE}.view.b].map(Math.round)") == window, "a shared address shows the same window"


def test_shared_address_opens_the_card(page, hosted):
    show(page, hosted + "century/index.html")
    enter(page)
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.wait_for_function("location.hash.includes('open=')")
    name = page.get_by_role("dialog").get_attribute("aria-label")
    show(page, page.url)
    page.get_by_role("dialog", name=name).wait_for()


def test_shared_address_opens_a_card_that_its_window_does_not_hold(page, hosted):
    show(page, hosted + "crowd/index.html")
    title, tree, no, t = page.evaluate(f"""async () => {{
      const core = {CORE}, tree = core.trees[0], {{ begin, span }} = tree.meta;
      let [z, x, tile] = [0, 0, await core.tile(tree, 0, 0)];
      while (tile.kids) {{ const side = tile.kids & 2 ? 1 : 0; [z, x] = [z + 1, 2 * x + side]; tile = await core.tile(tree, z, x); }}
      const mark = tile.marks.at(-1);
      return [mark.title, tree.id, mark.id, new Date(mark.b * 6e4).toISOString().slice(0, 16)];
    }}""")
    page.goto("about:blank")
    kind = "n" if isinstance(no, int) else "s"
    show(page, f"{hosted}crowd/index.html#{urlencode({'t': '1901-01-01T00:00/1901-03-01T00:00', 'open': f'{tree}~{kind}{no}', 'opent': t})}")
    page.get_by_role("dialog", name=title).wait_for()
    assert page.evaluate(f"new Date({CORE}.view.a * 6e4).getUTCFullYear()") == 1901, "the window is as it was shared"
    page.wait_for_function("location.hash.includes('opent=')")


def test_own_file_becomes_lanes_and_says_what_was_not_read(page, hosted):
    show(page, hosted + "century/index.html")
    sheet = panel(page, "Lanes")
    table = "title,date,lane\nA first,1917-10-25,Mine\nA second,1936,Mine\nNo date,some day,Mine\n"
    sheet.locator("input[type=file]").set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": table.encode()})
    sheet.get_by_text("mine.csv: 2 marks added.").wait_for()
    assert "“some day” is not a date" in sheet.inner_text()
    assert page.evaluate(f"{CORE}.lanes.map(lane => lane.title)")[-1] == "Mine"
    assert not violations(page)


def test_broken_file_adds_nothing_and_says_why(page, hosted):
    show(page, hosted + "century/index.html")
    sheet = panel(page, "Lanes")
    sheet.locator("input[type=file]").set_input_files({"name": "x.json", "mimeType": "application/json", "buffer": b"{"})
    sheet.get_by_text("x.json is not valid JSON").wait_for()
    assert page.evaluate(f"{CORE}.lanes.length") == 4


def test_lanes_are_put_in_order_dropped_and_compared_by_buttons(page, hosted):
    show(page, hosted + "century/index.html")
    sheet = panel(page, "Lanes")
    titles = page.evaluate(f"{CORE}.lanes.map(lane => lane.title)")
    sheet.get_by_role("button", name=f"{titles[0]}: one place back").click()
    page.wait_for_function(f"want => {CORE}.lanes[1].title === want", arg=titles[0])
    sheet.get_by_role("button", name=f"Take {titles[2]} away").click()
    page.wait_for_function(f"{CORE}.lanes.length === 3")
    sheet.get_by_role("checkbox", name=f"Compare {titles[0]}").check()
    sheet.get_by_role("checkbox", name=f"Compare {titles[3]}").check()
    sheet.get_by_role("button", name="Compare the two ticked").click()
    page.wait_for_function(f"{CORE}.lanes.length === 2")
    assert hidden_sideways(page) <= 0


def test_filter_says_what_it_looked_at(page, hosted):
    show(page, hosted + "crowd/index.html")
    sheet = panel(page, "Filter")
    sheet.get_by_role("checkbox", name="contested only").check()
    page.wait_for_function(f"/read so far pass; the lanes hold 10,000/.test({ROOT}.querySelector('.walk').textContent)")
    assert page.evaluate(f"{CORE}.layout.marks.every(at => at.mark.contested)")
    sheet.get_by_role("button", name="Count in all tiles").click()
    page.wait_for_function(f"/^3\\d\\d of 10,000 marks pass, counted in/.test({ROOT}.querySelector('.walk').textContent)")


def test_find_walks_the_tiles_and_leads_to_the_mark(page, hosted):
    show(page, hosted + "crowd/index.html")
    sheet = panel(page, "Find")
    sheet.get_by_role("searchbox").fill("9871")
    page.wait_for_function(f"/^1 mark found. All of/.test({ROOT}.querySelector('.walk').textContent)")
    title = sheet.locator(".found span").first.inner_text()
    sheet.locator(".found button").first.click()
    page.wait_for_function(f"want => {CORE}.selected?.title === want", arg=title)


def saved(page, sheet, name):
    with page.expect_download() as waiting:
        sheet.get_by_role("button", name=name, exact=True).click()
    return waiting.value.path().read_bytes().decode()


def test_what_is_taken_away_can_be_read_again(page, hosted):
    show(page, hosted + "century/index.html")
    sheet = panel(page, "Take away")
    rows = list(csv.DictReader(io.StringIO(saved(page, sheet, "CSV"))))
    assert len({row["event"] for row in rows}) == 400
    told = json.loads(saved(page, sheet, "JSON"))["events"]
    assert len(told) == 400
    assert len(rows) == sum(len(event["dates"]) for event in told) > 410, "both datings of a contested event"
    assert len(json.loads(saved(page, sheet, "TimelineJS"))["events"]) == 20
    calendar = saved(page, sheet, "Calendar")
    assert calendar.count("BEGIN:VEVENT") == 400
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")


def test_paper_is_letters_and_lines(page, hosted):
    show(page, hosted + "century/index.html")
    page.wait_for_function("globalThis.presnyaMore")
    page.wait_for_timeout(100)
    page.emulate_media(media="print", reduced_motion="reduce")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".paper > svg").is_visible()
    assert page.locator(".paper svg text.title").count() > 10
    assert not page.evaluate(f"{ROOT}.querySelector('.stage').checkVisibility()")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".paper").count() == 0


PLAIN = "!!document.querySelector('presnya-chronology > .cv table')?.checkVisibility()"


def test_paper_has_the_plain_page_while_the_second_script_has_not_come(page, hosted):
    page.route("**/chronology-more.js", lambda route: route.abort())
    show(page, hosted + "century/index.html")
    page.emulate_media(media="print")
    assert not page.evaluate(PLAIN)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(PLAIN)
    assert not page.evaluate(f"{ROOT}.querySelector('.view').checkVisibility()")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(f"{ROOT}.querySelector('.view').checkVisibility()")
    assert not page.evaluate(PLAIN)


def test_taps_are_large_enough(browser, hosted):
    page = browser.new_page(viewport={"width": 390, "height": 844}, has_touch=True)
    show(page, hosted + "century/index.html")
    small = page.evaluate(f"""() => [...{ROOT}.querySelectorAll('.bar button, .bar select')].filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 42).map(one => one.textContent)""")
    assert small == []
    panel(page, "Lanes")
    assert page.evaluate(f"[...{ROOT}.querySelectorAll('.sheet button, .sheet input:not([type=checkbox])')].filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44).length") == 0
    page.close()
