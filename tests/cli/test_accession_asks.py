"""At a terminal accession asks for what nobody has said; what the file claims of itself stands beside the question, never in its place."""

import pytest
from django.db import connections

from presnya.catalogue import queries
from tests.cli.terminal import Terminal

PAGE = "<html><head><title>What the file says</title></head><body><p>The mill stood still and nobody went in.</p></body></html>"


@pytest.fixture
def page(street):
    (street.museum.folder / "page.html").write_text(PAGE, encoding="utf-8")
    connections.close_all()
    return street


def test_title_author_date_and_language_are_asked(page):
    terminal = Terminal("accession", str(page.museum.folder / "page.html"), "--museum", str(page.museum.folder))
    terminal.wait_for("Title as on the source [the file says “What the file says”]: ")
    terminal.type("A page about the mill\n")
    terminal.wait_for("Who wrote it")
    terminal.type("Carl Cooper; Dora Fuller\n")
    terminal.wait_for("When it was written or printed")
    terminal.type("1917-03~\n")
    terminal.wait_for("Its language")
    terminal.type("en\n")
    terminal.wait_for("source/a-page-about-the-mill")
    assert terminal.end() == 0
    held = queries.source("source/a-page-about-the-mill").accession
    assert (held.title, held.authors, held.language) == ("A page about the mill", ("person/carl-cooper", "person/dora-fuller"), "en")
    assert held.published.edtf == "1917-03~"


def test_what_nobody_says_stays_unsaid(page):
    terminal = Terminal("accession", str(page.museum.folder / "page.html"), "--museum", str(page.museum.folder), "--title", "A page")
    for question in ("Who wrote it", "When it was written", "Its language"):
        terminal.wait_for(question)
        terminal.type("\n")
    terminal.wait_for("source/a-page")
    assert terminal.end() == 0
    held = queries.source("source/a-page").accession
    assert (held.authors, held.published, held.language) == ((), None, "und")


def test_an_answer_that_is_no_date_takes_nothing_in(page):
    terminal = Terminal("accession", str(page.museum.folder / "page.html"), "--museum", str(page.museum.folder), "--title", "A page")
    terminal.wait_for("Who wrote it")
    terminal.type("\n")
    terminal.wait_for("When it was written")
    terminal.type("last spring\n")
    terminal.wait_for("Its language")
    terminal.type("\n")
    terminal.wait_for("last spring")
    assert terminal.end() == 2
    assert len(queries.sources()) == 1
