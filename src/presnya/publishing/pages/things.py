"""Pages of things: persons, groups, events, places, works, editions, objects, exhibitions, terms; and the list of each kind."""

from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from presnya.museum.event import event, in_time
from presnya.museum.exhibition import exhibition
from presnya.museum.group import group
from presnya.museum.holdings import Holdings
from presnya.museum.library import library
from presnya.museum.lineage import Lineage, lineage
from presnya.museum.listing import Listing, listing
from presnya.museum.object import shown_object
from presnya.museum.place import place
from presnya.museum.portrait import portrait
from presnya.museum.record import record
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import KINDS, mark


class Kind(NamedTuple):
    """How a kind of thing is shown: what makes its showing, its template, the class of its body, the head's entry that is current."""

    show: Callable[[str, Holdings], Any]
    template: str
    body: str
    nav: str


SHOWN: Final = {
    "person": Kind(portrait, "person.html", "p-face", "people"),
    "group": Kind(group, "group.html", "p-lin", "groups"),
    "place": Kind(place, "place.html", "p-place", ""),
    "work": Kind(record, "record.html", "p-work", ""),
    "edition": Kind(record, "record.html", "p-work", ""),
    "object": Kind(shown_object, "object.html", "p-work", ""),
    "exhibition": Kind(exhibition, "exhibition.html", "p-exh", ""),
    "term": Kind(record, "record.html", "p-work", ""),
}
"""Every kind but events, which know their neighbours."""


class Shelves(NamedTuple):
    """A list of a kind; groups are headed by the lineage of all."""

    listing: Listing
    lineage: Lineage | None


def pages(build: Build) -> Iterator[Page]:
    """A page for each thing, and one list for each kind (also when it is empty: its address is in the head of every page)."""
    holdings = build.holdings
    for kind, how in SHOWN.items():
        for thing in holdings.snapshot.kind(kind):
            showing = how.show(thing.id, holdings)
            yield Page(links.thing(thing.id), how.template, showing, thing.label, how.nav, how.body, showing.years)
    yield from _events(holdings)
    yield Page(links.listing("work"), "library.html", library(holdings), build.say(mark("Library")), "", "p-lib")
    for kind in (*SHOWN, "event"):
        if kind == "work":
            continue
        shelves = Shelves(listing(kind, holdings), lineage(holdings) if kind == "group" else None)
        yield Page(links.listing(kind), "listing.html", shelves, build.say(KINDS[kind]), SHOWN[kind].nav if kind in SHOWN else "", "p-list")


def _events(holdings: Holdings) -> Iterator[Page]:
    order = in_time(holdings)
    for nth, identifier in enumerate(order):
        around = (order[nth - 1] if nth else "", order[nth + 1] if nth + 1 < len(order) else "")
        showing = event(identifier, holdings, around=around)
        yield Page(links.thing(identifier), "event.html", showing, showing.core.label, "", "p-event", showing.years)
