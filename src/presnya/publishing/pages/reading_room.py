"""The reading room: the list of sources, and each source on one page or more."""

from collections.abc import Iterator

from presnya.museum.pen import years_of
from presnya.museum.reading_room import parts_of, shelf
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark


def pages(build: Build) -> Iterator[Page]:
    """The list first; withdrawn sources keep their pages, under a stamp."""
    snapshot = build.holdings.snapshot
    yield Page(links.SOURCES, "sources.html", shelf(build.holdings), build.say(mark("Reading room")), "sources", "p-list")
    for identifier, held in snapshot.sources.items():
        published = held.accession.published
        years = years_of(published) if published and published.edtf else None
        for part in parts_of(identifier, build.holdings):
            yield Page(links.source(identifier, part.number), "source.html", part, held.accession.title, "sources", "p-read", years)
