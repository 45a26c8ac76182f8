"""Pages of witnesses, and the list of them with their sigla."""

from collections.abc import Iterator
from typing import NamedTuple

from presnya.museum.listing import sort_key
from presnya.museum.witness import witness
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark
from presnya.terms import kind_of


class Line(NamedTuple):
    """A witness in the list."""

    id: str
    name: str
    siglum: str
    claims: int


def pages(build: Build) -> Iterator[Page]:
    """One for each witness, then the list by name."""
    holdings = build.holdings
    lines = []
    for identifier in holdings.witnesses:
        showing = witness(identifier, holdings)
        lines.append(Line(identifier, showing.core.label, showing.siglum, showing.total))
        yield Page(links.witness(identifier), "witness.html", showing, showing.core.label, "", "p-witness")
    yield Page(links.WITNESSES, "witnesses.html", sorted(lines, key=lambda line: (sort_key(line.name, kind_of(line.id)), line.id)), build.say(mark("Witnesses")), "", "p-list")
