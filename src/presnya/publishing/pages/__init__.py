"""Which pages a museum has. Each module is one room of pages: a function `pages(build)` that yields Page, File and Tree values."""

from presnya.publishing.pages import changes, chronologies, entrance, finding, matters, notices, panoramas, pictures, reading_room, register, rooms, things, tours, witnesses
from presnya.publishing.pages.page import Build, File, Page, Room, Tree

__all__ = ["ROOMS", "Build", "File", "Page", "Room", "Tree"]

ROOMS: tuple[Room, ...] = (entrance.pages, things.pages, matters.pages, witnesses.pages, chronologies.pages, panoramas.pages, rooms.pages, tours.pages, reading_room.pages, register.pages, changes.pages, notices.pages, pictures.pages, finding.pages)
"""Every room of pages, in the order in which they are written."""
