"""Rooms: the plan of them all, and a page for each."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from presnya.museum.room import Room, Vitrine, doors, rooms
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.prose import prose
from presnya.publishing.words import mark


class Case(NamedTuple):
    """A vitrine with its text as HTML, and the labels of its things."""

    vitrine: Vitrine
    text: Markup
    labels: tuple[Markup, ...]


class Walls(NamedTuple):
    """A room with its texts as HTML."""

    room: Room
    wall: Markup
    cases: tuple[Case, ...]


def pages(build: Build) -> Iterator[Page]:
    """Nothing where the museum has no room."""
    found = doors(build.holdings)
    if not found:
        return
    yield Page(links.ROOMS, "rooms.html", found, build.say(mark("Rooms")), "rooms", "p-rooms")
    for room in rooms(build.holdings):
        path = links.thing(room.door.id)
        cases = tuple(Case(one, prose(one.text, path, build.holdings), tuple(prose(item.words, path, build.holdings) for item in one.items)) for one in room.vitrines)
        yield Page(path, "room.html", Walls(room, prose(room.wall, path, build.holdings), cases), room.door.title, "rooms", "p-room", room.door.years)
