"""The first page."""

from collections.abc import Iterator

from presnya.museum.entrance import entrance
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page


def pages(build: Build) -> Iterator[Page]:
    """index.html"""
    yield Page(links.ENTRANCE, "entrance.html", entrance(build.holdings, build.museum), "", "", "p-entrance")
