"""Chronologies as they are published: tiles and pages hold the same marks, every file is signed for, and pages are light."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from django.db import connections
from lxml import html

from presnya import desk, publishing, register
from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.chronology import chronologies, coinciding
from presnya.publishing import links
from presnya.publishing.language import speak
from presnya.publishing.pages.chronology_tiles import events
from presnya.publishing.pages.page import Build
from presnya.terms import Arrange
from presnya.web import open_museum
from tests.builders import day, enter, found, said, take, text
from tests.publishing.tiles.decode import Tree

FLAGSHIP = pytest.mark.xdist_group("flagship")
HEAVIEST = 60_000
"""Bytes of a page with stylesheet and scripts, gzip."""
LINKED = re.compile(rb'static/([a-z-]+\.(?:css|js))"')
"""Stylesheet and scripts that a page asks for."""


@pytest.fixture(scope="module")
def site(flagship):
    return flagship / "site"


@pytest.fixture(scope="module")
def shown(flagship):
    """The flagship's chronologies as values. Opened on a copy of nothing: the folder is only read."""
    museum = open_museum(flagship)
    made = hold(snapshot.take(), museum=museum)
    yield tuple(chronologies(made)), Build(made, museum, None, "en", speak("en"))  # type: ignore[arg-type]  # no log is needed for tiles
    connections.close_all()


def tiles_of(folder: Path) -> dict[str, dict]:
    """Name → tile, parts too."""
    return {place.relative_to(folder).as_posix(): json.loads(place.read_bytes()) for place in folder.glob("[0-9]*/*.json") if ".cards." not in place.name}


def marks_of(folder: Path) -> Counter:
    """(lane, id, title) of all marks of a tree."""
    return Counter((tile.get("l", [0] * len(tile["t"]))[nth], tile["i"][nth], title) for tile in tiles_of(folder).values() if "t" in tile for nth, title in enumerate(tile["t"]))


def weight(place: Path) -> int:
    return len(gzip.compress(place.read_bytes(), 9))


# ── the flagship ────────────────────────────────────────────────────────────────────────────────────────────────


@FLAGSHIP
def test_every_mark_is_on_exactly_one_page_of_years_and_in_exactly_one_tile(site, shown):
    found_chronologies, made = shown
    assert len(found_chronologies) == 3
    for one in found_chronologies:
        wanted = Counter(mark.title for mark in one.marks)
        folder = site / "chronologies" / links.slug_of(one.id)
        told = Counter()
        for place in folder.glob("*.html"):
            if re.fullmatch(r"\d+(-part-\d+)?\.html", place.name):
                page = html.parse(place).getroot()
                told.update("".join(title.itertext()) for title in page.xpath("//div[contains(@class, 'card') and not(contains(@class, 'echo'))]/h3/span[last()]/a | //div[contains(@class, 'card') and not(contains(@class, 'echo'))]/h3/span[last()]/span[@lang]"))
        assert told == wanted
        in_tiles = marks_of(folder / "tiles")
        assert max(in_tiles.values()) == 1
        assert Counter(title for _, _, title in in_tiles) == wanted
        assert set(in_tiles) == {(event.lane, event.id, event.title) for event in events(one, made, f"{links.tiles(one.id)}/meta.json")}


@FLAGSHIP
def test_pages_of_chronologies_are_light(site):
    pages = sorted((site / "chronologies").rglob("*.html"))
    assert len(pages) > 150
    packed = {place.name: weight(place) for place in (site / "static").iterdir() if place.suffix in {".css", ".js"}}
    for place in pages:
        whole = place.parent == site / "chronologies"
        script = b"chronology.js" in place.read_bytes()
        assert script == (whole and place.name != "index.html"), place
        assert weight(place) + sum(packed[name.decode()] for name in set(LINKED.findall(place.read_bytes()))) <= HEAVIEST, place


@FLAGSHIP
def test_lists_of_lanes_lead_to_trees_with_as_many_marks_as_they_say(site):
    listed = json.loads((site / links.LANES).read_bytes())
    assert listed["left"] == 0
    assert len(listed["lanes"]) > 250
    assert [one["n"] for one in listed["lanes"]] == sorted((one["n"] for one in listed["lanes"]), reverse=True)
    for one in listed["lanes"]:
        meta = json.loads((site / "chronologies" / one["src"]).read_bytes())
        assert (meta["n"], meta["title"]) == (one["n"], one["title"])
        assert len(meta["lanes"]) == 1
    script = (site / links.LANES.removesuffix("on")).read_text(encoding="utf-8")
    assert json.loads(script[script.index("]=") + 2:].rstrip(";\n")) == listed


@FLAGSHIP
def test_the_manifest_vouches_for_every_tile(site):
    listed = register.listed_in(site)
    there = {place.relative_to(site).as_posix() for place in (site / "chronologies").rglob("*") if place.is_file()}
    assert there <= listed
    assert sum(name.endswith("/meta.json") for name in there) > 250
    assert sum(name.endswith("/whole.js") for name in there) > 250


@FLAGSHIP
def test_every_link_of_a_card_leads_to_a_page_of_the_site(site):
    seen = 0
    for folder in (site / "chronologies").glob("*/tiles"):
        meta = json.loads((folder / "meta.json").read_bytes())
        hrefs = [one["href"] for one in (*meta["who"], *meta["lanes"]) if one["href"]]
        for tile in tiles_of(folder).values():
            hrefs += tile.get("h", {}).values()
        for place in folder.glob("*/*.cards.json"):
            hrefs += [card["href"] for card in json.loads(place.read_bytes())["i"].values() if "href" in card]
        for href in hrefs:
            assert (folder / href.partition("#")[0]).resolve().is_file(), (folder, href)
        seen += len(hrefs)
        assert (folder / meta["pages"]["act"].replace("{n}", "1")).resolve().is_file()
        assert (folder / meta["pages"]["whole"]).resolve().is_file()
    assert seen > 500


# ── a small museum ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def contested(tmp_path):
    street = found(tmp_path / "street", toml='languages = ["en", "ru"]\n')
    letter = take(street.museum, street.curator, "They went in on the tenth.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")
    enter(street, [
        said("event/strike", "name", text("Strike"), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary),
        said("event/strike", "happened", day("1917-04-20"), source=letter, witness="person/carl-cooper"),
        said("event/strike", "summary", text("The mill stood still."), source=street.diary, at=(0, 59, "The mill at the end of our street stood still on 9 March 19")),
        said("event/fire", "name", text("Fire"), source=street.diary), said("event/fire", "happened", day("1917-03-09"), source=street.diary),
        said("event/flood", "name", text("Flood"), source=street.diary), said("event/flood", "happened", day("1917"), source=street.diary)])
    lanes = [{"id": "mill", "title": "The mill", "events": ["event/strike", "event/flood"]}, {"id": "street", "title": "The street", "events": ["event/fire"]}]
    desk.arrange(Arrange(id="chronology/mill", title="The mill | the street", contents={"lanes": lanes}, lang="en"), curator=street.curator)
    yield street
    connections.close_all()


def test_a_fork_is_one_mark_with_all_its_prongs_and_their_witnesses(contested):
    folder = publishing.publish(contested.museum, curator=contested.curator).site / "chronologies/mill"
    meta = json.loads((folder / "tiles/meta.json").read_bytes())
    tile = json.loads((folder / "tiles/0/0.json").read_bytes())
    at = str(tile["t"].index("Strike"))
    assert [[meta["who"][nth]["name"] for nth in prong[4]] for prong in tile["p"][at]] == [["Ada Mill"], ["Carl Cooper"]]
    assert "9 March 1917" in tile["p"][at][0][5]
    assert "24 February 1917" in tile["p"][at][0][5]  # Old Style beside it
    assert tile["f"][at] & 1
    assert [one["contested"] for one in meta["lanes"]] == [1, 0]
    card = json.loads((folder / "tiles/0/0.cards.json").read_bytes())["i"][at]
    assert (card["text"], card["passage"]) == ("The mill stood still.", "The mill at the end of our street stood still on 9 March 19")
    assert card["source"].startswith("A diary of our street")
    assert {place.name for place in folder.glob("*.html")} == {"1900--1999.html", "1917.html", "1917-w10.html", "1917-w16.html"}
    assert "By the date of Carl Cooper:" in (folder / "1917-w16.html").read_text(encoding="utf-8")
    assert "Flood" in (folder / "1917-w10.html").read_text(encoding="utf-8")


def test_what_lasts_is_listed_on_the_first_part_of_a_year_and_linked_from_the_others(contested):
    events = [f"event/e-{nth}" for nth in range(130)]
    enter(contested, [claim for one in events for claim in (said(one, "name", text(one), source=contested.diary), said(one, "happened", day("1917-03-09"), source=contested.diary))])
    enter(contested, [said("event/war", "name", text("War"), source=contested.diary), said("event/war", "happened", day("1914/1918"), source=contested.diary)])
    lanes = [{"id": "mill", "title": "The mill", "events": [*events, "event/war"]}]
    desk.arrange(Arrange(id="chronology/full", title="Full", contents={"lanes": lanes}, lang="en"), curator=contested.curator)
    folder = publishing.publish(contested.museum, curator=contested.curator).site / "chronologies/full"
    first, second = (html.parse(folder / f"{name}.html").getroot() for name in ("1917", "1917-part-2"))
    assert [item.text_content().split()[0] for item in first.xpath("//section[@aria-labelledby='lasting']//li")] == ["War"]
    assert not second.xpath("//*[@id='lasting']")
    assert second.xpath("//p[contains(@class, 'around')]/a/@href") == ["1917.html#lasting"]


def test_the_whole_leads_to_its_centuries_beside_the_drawing(contested):
    site = publishing.publish(contested.museum, curator=contested.curator).site
    (ways,) = html.parse(site / "chronologies/mill.html").getroot().xpath("//presnya-chronology/nav[@slot='ways']")
    assert ways.xpath(".//a/@href") == ["mill/1900--1999.html"]
    assert ways.text_content().split()[:3] == ["As", "plain", "pages:"]


def test_each_language_has_its_tiles_with_the_words_of_the_viewer(contested):
    site = publishing.publish(contested.museum, curator=contested.curator).site
    english, russian = (json.loads((site / root / "chronologies/mill/tiles/meta.json").read_bytes()) for root in ("", "ru"))
    assert "say" not in english
    assert (english["lang"], russian["lang"]) == ("en", "ru")
    assert russian["say"]["years.few"] == speak("ru")("{n} years") or russian["say"]["years.few"] == "{n} года"
    assert set(russian["say"]) > {"count", "retry", "years.one", "years.few", "years.many", "years.other"}


def test_a_second_publication_writes_no_tile_and_a_withdrawn_chronology_leaves_none(contested):
    site = publishing.publish(contested.museum, curator=contested.curator).site
    times = {place: place.stat().st_mtime_ns for place in (site / "chronologies").rglob("*.js*")}
    assert len(times) > 10
    publishing.publish(contested.museum, curator=contested.curator)
    assert {place: place.stat().st_mtime_ns for place in (site / "chronologies").rglob("*.js*")} == times
    desk.withdraw(("chronology/mill",), ground="Arranged by mistake.", curator=contested.curator)
    publishing.publish(contested.museum, curator=contested.curator)
    assert not (site / "chronologies/mill").exists()
    assert not register.verify(site).problems


def test_what_a_cut_off_publication_left_is_swept(contested):
    site = publishing.publish(contested.museum, curator=contested.curator).site
    stray = site / "chronologies/gone/tiles/0/0.json"
    stray.parent.mkdir(parents=True)
    stray.write_text("{}", encoding="utf-8")
    (site / ".presnya-unfinished").touch()
    publishing.publish(contested.museum, curator=contested.curator)
    assert not stray.exists()


@FLAGSHIP
def test_museum_and_tiles_agree_on_what_coincides(site, shown):
    """Pages say of each mark what other lanes hold the same day; the drawing counts it from files of its own."""
    seen = 0
    for one in shown[0]:
        folder = site / "chronologies" / links.slug_of(one.id) / "tiles"
        tree = Tree(folder)
        said_by_pages = {(mark.lane, mark.title, mark.prongs[0].sort): {other.lane: other.how for other in mark.same} for mark in coinciding(one.marks)}
        for mark in tree.marks():
            counted = {lane: "certainly" if counts[0] else "possibly" for lane, counts in tree.near(mark).items() if counts[1]}
            said_here = {lane: how for lane, how in said_by_pages[mark.lane, mark.title, mark.begin].items() if how != "itself" or lane in counted}
            itself = {lane for lane, how in said_here.items() if how == "itself"}
            assert {lane: how for lane, how in said_here.items() if lane not in itself} == {lane: how for lane, how in counted.items() if lane not in itself}, mark.title
            seen += len(counted)
    assert seen > 50


@FLAGSHIP
def test_museum_and_tree_agree_on_what_is_the_same_thing_in_another_lane(site, shown):
    for one in shown[0]:
        same = {(mark.lane, mark.title): {other.lane for other in mark.same if other.how == "itself"} for mark in coinciding(one.marks)}
        folder = site / "chronologies" / links.slug_of(one.id) / "tiles"
        twins = {(tile["l"][int(at)], tile["t"][int(at)]): {other[0] for other in found_twins} for tile in tiles_of(folder).values() for at, found_twins in tile.get("x", {}).items()}
        assert {key: lanes for key, lanes in same.items() if lanes} == twins
