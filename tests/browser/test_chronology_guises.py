"""The chronology as it is seldom seen: from right to left, laid across, by night, in forced colours, from a disk, with lanes of its museum added."""

import pytest

from tests.browser.chronologies import CORE, ROOT, enter, panel, press, show
from tests.browser.test_pages import hidden_sideways, violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("flagship")]

WHOLE = "chronologies/presnya.html"
APART = f"""() => {{
  const boxes = {CORE}.layout.labels.filter(one => !one.leader);
  return boxes.filter((one, i) => boxes.slice(i + 1).some(two => one.x < two.x + two.w && two.x < one.x + one.w && one.y < two.y + two.h && two.y < one.y + one.h)).length;
}}"""


def holds(page):
    """What is so in any guise: marks are drawn, no words lie on others, nothing reaches out sideways, axe finds nothing."""
    assert page.evaluate("document.querySelector('presnya-chronology').look().marks_on_screen") > 0
    assert page.evaluate(APART) == 0
    assert hidden_sideways(page) <= 0
    assert not violations(page)


def test_from_right_to_left_the_first_lane_is_at_the_right_and_the_left_arrow_leads_on(page, hosted):
    page.add_init_script("addEventListener('DOMContentLoaded', () => { document.documentElement.dir = 'rtl'; })")
    show(page, hosted + "century/index.html")
    first, second = page.evaluate(f"{CORE}.layout.lanes.map(at => at.x)")[:2]
    assert first > second
    enter(page)
    lane = page.evaluate(f"{CORE}.selected.lane.index")
    press(page, "ArrowLeft")
    assert page.evaluate(f"{CORE}.selected.lane.index") == lane + 1
    holds(page)


def test_across_time_lies_from_left_to_right_where_there_is_room(page, hosted):
    show(page, hosted + "century/index.html#t=1900-01-01T00:00/2000-01-01T00:00&across=1")
    wide = page.viewport_size["width"] > 900
    assert page.evaluate(f"{CORE}.layout.across") == wide
    if wide:
        enter(page)
        before = page.evaluate(f"{CORE}.layout.marks.find(at => at.mark === {CORE}.selected).mark.b")
        press(page, "ArrowRight")
        assert page.evaluate(f"{CORE}.selected.b") >= before, "the arrow along the time leads on in time"
    holds(page)


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"forced_colors": "active", "color_scheme": "dark"}], ids=["night", "forced", "forced night"])
def test_colours_of_the_reader_are_kept_and_can_be_read(page, hosted, media):
    page.emulate_media(**media)
    show(page, hosted + "century/index.html")
    paper, ink = page.evaluate(f"""() => {{
      const canvas = {CORE}.parts.canvas, {{ data }} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height), counts = new Map();
      for (let i = 0; i < data.length; i += 4) {{ const sum = data[i] + data[i + 1] + data[i + 2]; counts.set(sum, (counts.get(sum) ?? 0) + 1); }}
      const paper = [...counts].sort((one, other) => other[1] - one[1])[0][0], far = [...counts.keys()].sort((one, other) => Math.abs(other - paper) - Math.abs(one - paper))[0];
      return [paper, far];
    }}""")
    assert abs(paper - ink) > 380, "words stand out from what they are written on"
    assert (paper < 382) == (media.get("color_scheme") == "dark")
    holds(page)


def test_stand_alone_chronology_is_read_from_a_disk(page, century):
    show(page, (century / "index.html").as_uri())
    enter(page)
    press(page, "]")
    assert page.evaluate(f"{ROOT}.activeElement.matches('.t')")
    holds(page)


def test_lane_of_the_museum_is_added_from_a_disk(page, site):
    show(page, (site / WHOLE).as_uri())
    holds(page)
    before = page.evaluate(f"{CORE}.lanes.length")
    sheet = panel(page, "Lanes")
    sheet.locator(".found button").first.click()
    page.wait_for_function(f"n => {CORE}.lanes.length > n", arg=before)
    assert page.evaluate(f"{CORE}.lanes.at(-1).n") > 0
    assert not violations(page)


def test_next_coincidence_of_the_museum_is_found_by_key(page, site):
    show(page, (site / WHOLE).as_uri())
    enter(page)
    before = page.evaluate(f"{CORE}.selected.b")
    press(page, "c")
    page.wait_for_function(f"b => {CORE}.selected.b > b || {ROOT}.querySelector('.vh[role=status]').textContent.includes('No further')", arg=before)
    assert page.evaluate(f"{CORE}.selected.b") >= before
