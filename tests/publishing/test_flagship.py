"""The flagship's pages as a whole: every link leads somewhere, every claim has its witness, the copy verifies."""

import posixpath
import re
from collections import Counter
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from presnya import register

pytestmark = pytest.mark.xdist_group("flagship")


@pytest.fixture(scope="module")
def pages(flagship):
    """Path → parsed page."""
    site = flagship / "site"
    return {place.relative_to(site).as_posix(): html.parse(place).getroot() for place in sorted(site.rglob("*.html"))}


def test_every_link_leads_to_a_file_and_every_anchor_to_a_place(pages, flagship):
    files = {place.relative_to(flagship / "site").as_posix() for place in (flagship / "site").rglob("*") if place.is_file()}
    anchors = {path: set(page.xpath("//@id")) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for address in {*page.xpath("//@href"), *page.xpath("//@src[not(parent::presnya-zoom)]"), *(f"{folder}/info.json" for folder in page.xpath("//presnya-zoom/@src"))}:
            parts = urlsplit(address)
            if parts.fragment.startswith("t=") or parts.fragment in ("short", "long"):  # a view of the drawing, a telling of the tour: their scripts read it
                parts = parts._replace(fragment="")
            if parts.scheme in ("http", "https"):
                continue
            assert not parts.scheme, (path, address)
            assert not address.startswith("/"), (path, address)
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path))) if parts.path else path
            if there not in files or (parts.fragment and there in anchors and unquote(parts.fragment) not in anchors[there]):
                broken.append((path, address))
    assert not broken[:10]


def test_no_page_asks_another_host_for_anything(pages):
    for path, page in pages.items():
        for address in (*page.xpath("//script/@src"), *page.xpath("//link/@href"), *page.xpath("//img/@src"), *page.xpath("//iframe/@src")):
            assert not urlsplit(address).netloc, (path, address)


def test_every_page_has_one_heading_a_title_a_language_and_ids_that_stand_once(pages):
    for path, page in pages.items():
        assert len(page.xpath("//h1")) == 1, path
        assert page.findtext("head/title"), path
        assert page.get("lang") == "en", path
        twice = [name for name, count in Counter(page.xpath("//@id")).items() if count > 1]
        assert not twice, (path, twice[:3])


def test_every_mark_has_its_entry_on_the_page(pages):
    marks = 0
    for path, page in pages.items():
        entries = set(page.xpath("//@id"))
        for mark in page.xpath("//a[contains(concat(' ', @class, ' '), ' sig ')]"):
            marks += 1
            if mark.get("data-claim") is None:  # in the museum's own words: it cites a source or a witness as a whole
                assert re.search(r"(sources|people|groups|witnesses)/", mark.get("href")), (path, mark.get("href"))
                assert mark.get("aria-label"), path
                continue
            assert f"c-{mark.get('data-claim')}" in entries, (path, mark.get("data-claim"))
            assert "itness:" in mark.get("aria-label"), path
    assert marks > 5000


def test_every_entry_names_source_and_act(pages):
    for path, page in pages.items():
        for entry in page.xpath("//ol[@class='apparatus']//li[starts-with(@id, 'c-')]"):
            links = entry.xpath(".//a/@href")
            assert any("/sources/" in f"/{link}" for link in links), path
            assert any(re.search(r"(^|/)(acts/)?\d+\.html$", link) for link in links), path


def test_no_word_of_the_templates_was_left_unfilled(pages, flagship):
    for path in pages:
        words = (flagship / "site" / path).read_text(encoding="utf-8")
        assert "{{" not in words, path
        assert "{%" not in words, path
        assert ">None<" not in words, path


def test_the_site_verifies(flagship):
    report = register.verify(flagship / "site")
    assert not report.problems
    assert report.size > 1600


def test_the_contested_matters_are_all_listed(pages):
    assert len(pages["contested.html"].xpath("//ol[@class='matters']/li")) >= 88
