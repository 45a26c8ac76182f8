"""Plain pages: every mark once, everything counted, nothing said in markup that was given as words."""

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

import pytest
from lxml import etree, html

from presnya.publishing.language import translations
from presnya.publishing.tiles import Card, Spool, Witness
from presnya.publishing.tiles.pages import LINES, PART, TOLD, write_pages
from presnya.publishing.tiles.told import Voice, card, esc, in_words, rows
from tests.publishing.tiles.builders import COURT, LANES, REED, dated, event, head

ENGLISH = Voice("en", translations("en"))


def paged(folder, events, lanes=4, **more):
    """Pages of these events."""
    with Spool() as spool:
        for one in events:
            spool.add(one)
        return write_pages(spool, head(lanes), folder, **more)


def trees(folder):
    """Name → parsed page."""
    return {place.relative_to(folder).as_posix(): html.fromstring(place.read_bytes()) for place in sorted(folder.rglob("*.html"))}


def told(pages):
    """Title → names of pages that tell it in full."""
    out = {}
    for name, tree in pages.items():
        for one in tree.xpath('//div[starts-with(@id, "m-")]//h3/span'):
            out.setdefault(one.text_content(), []).append(name)
    return out


def spread(number, first=1900, years=100):
    return [event(f"event {nth}", f"{first + nth % years}-{nth % 12 + 1:02}-{nth * 7 % 28 + 1:02}", nth % 4, weight=nth % 9) for nth in range(number)]


def test_few_marks_are_all_told_on_the_first_page(tmp_path):
    assert paged(tmp_path, spread(TOLD)).files == 1
    pages = trees(tmp_path)
    assert all(names == ["index.html"] for names in told(pages).values())
    assert len(told(pages)) == TOLD
    assert f"{TOLD} marks drawn, 0 hidden" in pages["index.html"].text_content()


@pytest.mark.parametrize(("number", "years", "folders"), [(400, 100, {"years"}), (4000, 10, {"years", "weeks"}), (900, 900, {"centuries"}), (2500, 250, {"centuries", "years"})])
def test_every_mark_is_told_once_whatever_the_crowd(tmp_path, number, years, folders):
    paged(tmp_path, spread(number, 1000, years))
    pages = trees(tmp_path)
    found = told(pages)
    assert Counter(len(names) for names in found.values()) == {1: number}
    assert {name.partition("/")[0] for name in pages if "/" in name} == folders


def test_mark_stands_on_the_page_of_its_week_and_one_without_a_week_on_that_of_its_year(tmp_path):
    crowd = [event(f"event {nth}", f"1917-{nth % 12 + 1:02}-{nth % 28 + 1:02}") for nth in range(400)]
    others = [event("year", "1917"), event("month", "1917-11"), event("decade", "191X"), event("about", "1917~"), event("day", "1917-11-07"), event("from a day on", "1917-11-08/1918-05"),
              event("new year", "1918-01-01"), event("old year", "1917-12-31")]
    more = [event(f"more {nth}", f"1918-{nth % 12 + 1:02}-02") for nth in range(400)]
    paged(tmp_path, [*crowd, *others, *more])
    where = {title: names[0] for title, names in told(trees(tmp_path)).items()}
    assert {title: where[title] for title in ("year", "month", "about")} == dict.fromkeys(("year", "month", "about"), "years/1917.html")
    assert where["decade"] == "years/1910.html"
    assert (where["day"], where["from a day on"]) == ("weeks/1917-11-05.html",) * 2
    assert (where["old year"], where["new year"]) == ("weeks/1917-12-31.html", "weeks/1918-01-01.html"), "a week is cut where the year ends"


def test_pages_are_bounded_and_numbered(tmp_path):
    paged(tmp_path, [event(f"same day {nth}", "1917-11-07") for nth in range(2 * PART + 1)], 1)
    pages = trees(tmp_path)
    names = ["weeks/1917-11-05.html", "weeks/1917-11-05--2.html", "weeks/1917-11-05--3.html"]
    assert [len(pages[name].xpath('//div[starts-with(@id, "m-")]')) for name in names] == [PART, PART, 1]
    links = pages[names[1]].xpath('//nav[@class="reach"]//a')
    assert [link.get("href") for link in links] == [name.partition("/")[2] for name in names]
    assert [link.get("aria-current") for link in links] == [None, "page", None]


def test_what_is_drawn_and_what_is_hidden_add_up_on_every_page(tmp_path):
    paged(tmp_path, spread(4000, 1000, 1200))
    for name, tree in trees(tmp_path).items():
        said = re.search(r"([\d\u202f]+) marks? drawn, ([\d\u202f]+) hidden", tree.text_content())
        drawn, hidden = (int(number.replace("\u202f", "")) for number in said.groups())
        assert len(tree.xpath('//div[contains(@class, "card")]')) == drawn <= max(TOLD, LINES), name
        more = sum(int(number) for number in re.findall(r"and (\d+) more", tree.text_content()))
        assert more == hidden, name


def test_every_link_leads_to_a_page_that_is_there(tmp_path):
    paged(tmp_path, spread(6000, 1890, 130))
    pages = trees(tmp_path)
    reached = {"index.html"}
    for name, tree in pages.items():
        for href in tree.xpath("//main//a/@href | //header//a/@href"):
            there = (tmp_path / name).parent.joinpath(href.partition("#")[0]).resolve()
            assert there.exists(), f"{name} → {href}"
            reached.add(there.relative_to(tmp_path.resolve()).as_posix())
    assert reached == set(pages)


def test_pages_before_and_after_go_through_all_of_a_kind(tmp_path):
    paged(tmp_path, spread(1000, 1900, 100))
    name, seen = "years/1900.html", []
    pages = trees(tmp_path)
    while name:
        seen.append(name)
        after = pages[name].xpath('//a[@rel="next"]/@href')
        name = after[0].replace("../", "") if after else ""
    assert seen == [f"years/{year}.html" for year in range(1900, 2000)]


def test_viewer_stands_around_the_plain_page_of_the_whole_alone(tmp_path):
    paged(tmp_path, spread(400))
    pages = trees(tmp_path)
    (viewer,) = pages["index.html"].xpath("//presnya-chronology")
    assert (viewer.get("src"), viewer.get("page")) == ("tiles/meta.json", "index.html")
    assert viewer.xpath(".//table")
    assert [name for name, tree in pages.items() if tree.xpath("//presnya-chronology")] == ["index.html"]
    assert [name for name, tree in pages.items() if tree.xpath('//script[contains(@src, "chronology.js")]')] == ["index.html"]


def test_page_of_nothing_says_so(tmp_path):
    paged(tmp_path, [])
    assert "No source dates anything here yet." in trees(tmp_path)["index.html"].text_content()


def test_years_before_christ_and_far_away_have_pages(tmp_path):
    old = [event(f"old {nth}", f"-{nth % 3 + 43:04}-03-15") for nth in range(400)]
    far = [event(f"far {nth}", f"Y-{17 + nth % 2}E7") for nth in range(400)]
    paged(tmp_path, [*old, *far])
    pages = trees(tmp_path)
    assert {"years/-43.html", "years/-44.html", "years/-45.html", "years/-170000000.html"} <= pages.keys()
    assert "44 BC" in pages["years/-43.html"].findtext(".//h1")
    assert len(told(pages)) == 800


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = '<script>alert(1)</script> & "q" \' </td></tr></table> \u2028 ثورة'


class _Scripts(HTMLParser):
    """Elements and attributes that must never come out of words."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if (tag == "script" and not dict(attrs).get("src", "").endswith((".js",))) or any(name.startswith("on") for name, _ in attrs):
            self.found.append((tag, attrs))


def test_words_never_become_markup(tmp_path):
    bad = Witness(HOSTILE, HOSTILE, 'people/"><script>x</script>.html')
    one = event(HOSTILE, datings=(dated("1917-11-07", bad, words=HOSTILE), dated("1918", bad, words=HOSTILE)), contested=True, lang="ar", href='x"onclick="y', said=HOSTILE,
                places=(HOSTILE,), card=Card(HOSTILE, 'en" onload="x', HOSTILE, "ar", (bad,), HOSTILE, 'href" onclick="x', 3, 'pic" onerror="x', HOSTILE))
    paged(tmp_path, [one, event("plain", "1917~", datings=(dated("1917~", bad, words=HOSTILE),))])
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    parser = _Scripts()
    parser.feed(page)
    assert parser.found == []
    assert "alert(1)</script>" not in page
    assert page.count("<table") == page.count("</table>") == 1
    assert unescape(page).count(HOSTILE) >= 6


def test_page_is_well_formed_to_the_last_element(tmp_path):
    paged(tmp_path, [event(HOSTILE, card=Card(HOSTILE)), *spread(300)])
    for place in tmp_path.rglob("*.html"):
        body = re.sub(r"^<!doctype html>", "", place.read_text(encoding="utf-8"))
        closed = re.sub(r"<(meta|link|img)([^>]*)>", r"<\1\2/>", body)
        etree.fromstring(re.sub(r" (hidden|defer)(?=[ >/])", r' \1=""', closed))


def test_title_of_five_thousand_characters_is_told_whole():
    long = "many words " * 500
    assert long.strip() in unescape(card(event(long.strip()), "x", LANES[0], "day", ENGLISH))


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("he", "rtl"), ("ru", "ltr"), ("xx-unknown", "auto")])
def test_title_in_another_language_says_which_and_how_it_runs(lang, direction):
    assert f'lang="{lang}" dir="{direction}"' in card(event("x", lang=lang), "x", LANES[0], "day", ENGLISH)


def test_contested_date_is_told_by_a_line_for_each_witness():
    one = event("The palace", datings=(dated("1917-11-07", REED), dated("1917-11~", COURT)), contested=True)
    words = html.fromstring(card(one, "x", LANES[0], "day", ENGLISH))
    assert [item.text_content() for item in words.xpath('.//ul[@class="prongs"]/li')] == ["7 November 1917: John Reed", "about November 1917: The Court"]
    assert [item.get("class") for item in words.xpath(".//li")] == [None, "open"]
    assert "contested" in words.text_content()


@pytest.mark.parametrize(("edtf", "words", "sign"), [
    ("1917~", "about 1917", "unc"), ("1917?", "perhaps 1917", "unc"), ("1917-11-07/1917-11-09", "7 November 1917 – 9 November 1917", "wl"), ("1917-11-07T21:40", "7 November 1917, 21:40", "wl"),
    ("191X", "the 1910s", "wl"), ("../1917", "until 1917", "wl"),
])
def test_date_that_is_not_a_plain_day_is_told_in_words(edtf, words, sign):
    one = event("x", edtf)
    page = html.fromstring(f"<table>{rows([one], {id(one): 'x'}, LANES, ENGLISH)}</table>")
    assert page.xpath(f'//*[@class="{sign}"]')[0].text_content() == words


def test_plain_day_is_told_by_its_row_alone():
    one = event("x", "1917-11-07")
    page = html.fromstring(f"<table>{rows([one], {id(one): 'x'}, LANES, ENGLISH)}</table>")
    assert page.xpath('//th//span[@class="dn d num"]')[0].text == "7"
    assert "1917" not in page.xpath('//div[contains(@class,"card")]')[0].text_content()


def test_old_style_is_shown_before_the_cutover_only():
    one = event("x", "1917-11-07")
    old = ENGLISH._replace(cutover=0)
    assert "25 October 1917, Old Style" in rows([one], {id(one): "x"}, LANES, old)
    assert "Old Style" not in rows([one], {id(one): "x"}, LANES, ENGLISH)
    later = event("x", "1975-11-07")
    assert "Old Style" not in rows([later], {id(later): "x"}, LANES, old)


def test_words_as_written_stand_beside_what_was_read():
    one = event("x", datings=(dated("1917-11-07", words="25 October 1917", calendar="julian"),))
    assert "7 November 1917 (25 October 1917, Old Style)" in html.fromstring(card(one, "x", LANES[0], "day", ENGLISH)).text_content()


def test_witness_who_tells_and_dates_is_named_once():
    one = event("x", datings=(dated("1917-11-07", REED),), card=Card("told", by=(REED,)))
    assert html.fromstring(card(one, "x", LANES[0], "day", ENGLISH)).text_content().count("John Reed") == 1
    other = event("x", datings=(dated("1917-11-07", COURT),), card=Card("told", by=(REED,)))
    assert "dated by The Court" in html.fromstring(card(other, "x", LANES[0], "day", ENGLISH)).text_content()


def test_links_fit_the_folder_of_the_page():
    one = event("x", href="../pictures/x.html", card=Card("t", picture="../pictures/a.jpg", href="https://example.org/"))
    beside = card(one, "x", LANES[0], "day", ENGLISH)
    above = card(one, "x", LANES[0], "day", ENGLISH._replace(root="tiles"))
    assert 'src="../pictures/a.jpg"' in beside
    assert 'src="pictures/a.jpg"' in above
    assert 'href="https://example.org/"' in above


def test_date_words_are_cached_by_language():
    assert in_words("1917-11-07", "en") == "7 November 1917"
    assert in_words("1917-11-07", "ru") == "7 ноября 1917"
    assert esc('"<&') == "&#34;&lt;&amp;"


def test_pages_speak_the_language_of_the_chronology(tmp_path):
    with Spool() as spool:
        for one in spread(400):
            spool.add(one)
        write_pages(spool, head(4)._replace(lang="ru"), tmp_path)
    page = trees(tmp_path)["years/1917.html"]
    assert page.get("lang") == "ru"
    assert "скрыто" in page.text_content()


def test_second_writing_changes_nothing_and_gone_pages_are_removed(tmp_path):
    paged(tmp_path, spread(1000))
    assert paged(tmp_path, spread(1000)).written == 0
    done = paged(tmp_path, spread(100))
    assert done.removed == 100
    assert [place.name for place in tmp_path.rglob("*.html")] == ["index.html"]


def test_one_changed_mark_changes_its_page_and_those_above(tmp_path):
    first = spread(4000, 1900, 10)
    paged(tmp_path, first)
    before = {place.relative_to(tmp_path).as_posix(): place.stat().st_mtime_ns for place in tmp_path.rglob("*.html")}
    changed = event("another title", first[1300].datings[0].edtf, first[1300].lane, weight=first[1300].weight)
    paged(tmp_path, [*first[:1300], changed, *first[1301:]])
    after = {place.relative_to(tmp_path).as_posix(): place.stat().st_mtime_ns for place in tmp_path.rglob("*.html")}
    names = {name for name in after if before.get(name) != after[name]}
    assert len(names) <= 3
    assert any(name.startswith("weeks/") for name in names)
