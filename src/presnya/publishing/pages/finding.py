"""Ways to find something: the search with its index, the names from A to Z, and how to take the museum along."""

import json
from collections.abc import Iterator
from typing import Final, NamedTuple

from presnya.museum.index import Letter, Names, Record, Records, names, records
from presnya.museum.register import checkpoint
from presnya.publishing import links
from presnya.publishing.pages.page import Build, File, Page
from presnya.publishing.words import ONE, mark

INDEX: Final = "search-index.js"
ONE_PAGE: Final = 1800
"""Names that stand on one page of the index, some 40 kB gzip; with more, each letter has a page of its own."""


class Search(NamedTuple):
    """What the search page says of its reach."""

    total: int
    whole: bool


class Index(NamedTuple):
    """A page of the index: its letters, and all letters with the page each stands on ('' for this one)."""

    names: Names
    shown: tuple[Letter, ...]
    letters: tuple[tuple[str, str], ...]


def pages(build: Build) -> Iterator[Page | File]:
    """search.html and its index, names.html, copy.html."""
    found = records(build.holdings)
    yield File(INDEX, _index(found, build))
    yield Page(links.SEARCH, "search.html", Search(len(found.rows), found.whole), build.say(mark("Search")), "search", "p-find")
    yield from _names(names(build.holdings), build.say(mark("Names from A to Z")))
    yield Page(links.COPY, "copy.html", checkpoint(build.log), build.say(mark("Take the museum with you")), "", "p-copy")


def _names(index: Names, title: str) -> Iterator[Page]:
    """One page, or a page of letters and one for each of them."""
    if index.total <= ONE_PAGE:
        yield Page(links.NAMES, "names.html", Index(index, index.letters, tuple((one.letter, "") for one in index.letters)), title, "search", "p-list")
        return
    pages = tuple((one.letter, links.letter(one.letter)) for one in index.letters)
    yield Page(links.NAMES, "names.html", Index(index, (), pages), title, "search", "p-list")
    for one in index.letters:
        yield Page(links.letter(one.letter), "names.html", Index(index, (one,), pages), f"{title}: {one.letter}", "search", "p-list")


def _index(found: Records, build: Build) -> bytes:
    """A classic script that hands the rows over: a page opened from disk may load a script, but not fetch a file.

    "</" is not written as it is, so that the same bytes would be safe inside a page.
    """
    rows = [row for record in found.rows if (row := _row(record, build))]
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    return f"presnyaIndex([\n{lines}\n]);\n".replace("</", "<\\/").encode()


def _row(record: Record, build: Build) -> list[str]:
    """[address, kind in words, title, more words]; empty for what has no page of its own."""
    address = links.passage(record.id, record.part, record.start) if record.start >= 0 else links.thing(record.id)
    kind = ", ".join([build.say(ONE[record.kind]), *([build.say(record.state)] if record.state else [])]) if record.kind in ONE else ""
    return [address, kind, record.title, record.text] if address and record.kind in ONE else []
