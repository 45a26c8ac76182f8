"""Pages of tours: whole without scripts, linked in order, with captions made of the same words."""

import html
import re

import pytest
from django.db import connections
from PIL import Image

from presnya import publishing
from presnya.exchange import folder
from presnya.publishing.captions import webvtt
from tests.builders import found
from tests.exchange.test_folder import TABLES
from tests.exchange.test_tours import WALK


def page(site, path):
    """The words of a page, without marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", (site / path).read_text(encoding="utf-8"))).split())


@pytest.fixture
def site(tmp_path):
    """A museum of the folder's tables with one tour, published in two languages."""
    street = found(tmp_path / "street", toml='languages = ["en", "ru"]\n')
    for name in ("tables", "tours"):
        (street.museum.folder / name).mkdir(exist_ok=True)
    for name, words in TABLES.items():
        (street.museum.folder / f"tables/{name}.csv").write_text(words, encoding="utf-8")
    (street.museum.folder / "pictures").mkdir()
    Image.new("L", (900, 600), 190).save(street.museum.folder / "pictures/gate.png")
    (street.museum.folder / "tables/pictures.csv").write_text("id,file,of,title,author,kind,alt\npicture/gate,gate.png,event/strike,The gate,Ada Mill,reconstruction drawing,A shut gate.\n", encoding="utf-8")
    (street.museum.folder / "tours/mill-and-street.md").write_text(WALK, encoding="utf-8")
    folder.bring_in(street.museum, curator=street.curator)
    yield publishing.publish(street.museum, curator=street.curator).site
    connections.close_all()


def test_a_tour_is_published_whole(site):
    first = page(site, "tours/mill-and-street/index.html")
    for words in ("The mill and the street", "A walk in two stops", "A tour of 2 stops", "1 minute", "30 minutes", "the rest is for looking and going", "The gate", "The street", "Русский"):
        assert words in first
    assert 'href="tours/index.html"' in (site / "index.html").read_text(encoding="utf-8")
    assert "The mill and the street" in page(site, "tours/index.html")
    assert "Nobody goes in" in (site / "search-index.js").read_text(encoding="utf-8")

    gate = page(site, "tours/mill-and-street/1.html")
    for words in ("Stop 1 of 2", "The mill, March 1917", "Nobody goes in.", "stood there.", "Никто не входит.", "The mill stands still", "Who began?", "The foreman.", "On to stop 2"):
        assert words in gate
    assert re.search(r"Cited here \w+ Ada Mill , A diary|Cited here \w+ Ada Mill, A diary", gate)
    source = (site / "tours/mill-and-street/1.html").read_text(encoding="utf-8")
    assert 'href="../../people/otto-baker.html"' in source
    assert 'href="../../sources/diary/index.html"' in source
    assert "[@" not in source
    assert re.search(r'<img src="../../pictures/gate/full/800,533/0/default.jpg"[^>]* alt="A shut gate."', source)
    assert (site / "pictures/gate/full/800,533/0/default.jpg").is_file()
    assert "The walk ends here" in page(site, "tours/mill-and-street/2.html")

    transcript = page(site, "tours/mill-and-street/transcript.html")
    assert transcript.index("Nobody goes in.") < transcript.index("stood there.") < transcript.index("Никто не вошёл.")

    assert re.search(r"Никто не вошёл\..*The letters and their sources \w+ Ada Mill, A diary", transcript)

    russian = (site / "ru/tours/mill-and-street/1.html").read_text(encoding="utf-8")
    assert russian.index("Никто не входит.") < russian.index("Nobody goes in.")

    captions = (site / "tours/mill-and-street/1-short-en.vtt").read_text(encoding="utf-8")
    assert captions == "WEBVTT\nLanguage: en\n\n1\n00:00:00.000 --> 00:00:01.385\nNobody goes in.\n"
    assert {place.name for place in (site / "tours/mill-and-street").glob("*.vtt")} == {"1-short-en.vtt", "1-long-en.vtt", "1-short-ru.vtt", "1-long-ru.vtt", "2-short-en.vtt"}


def test_captions_hold_two_short_lines_a_cue_and_follow_one_another():
    words = "A sentence of some length that nobody could read in a single line, since it goes on & on. Then <another>. " * 3
    cues = webvtt(words, lang="en").decode().split("\n\n")[1:]
    times = [re.findall(r"(\d\d):(\d\d):(\d\d)\.(\d{3})", cue) for cue in cues]
    clock = [[((int(h) * 60 + int(m)) * 60 + int(s)) * 1000 + int(t) for h, m, s, t in one] for one in times]
    assert all(start < end for start, end in clock)
    assert [end for _, end in clock[:-1]] == [start for start, _ in clock[1:]]
    lines = [cue.split("\n", 2)[2].split("\n") for cue in cues]
    assert all(len(one) <= 2 and max(map(len, map(html.unescape, one))) <= 42 for one in lines)
    spoken = html.unescape(" ".join(" ".join(one) for one in lines))
    assert spoken.split() == words.split()
    assert clock[-1][1] == round(len(words.split()) * 60_000 / 130)
