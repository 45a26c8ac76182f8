"""A room: wall text, vitrines with what lies in them, what is contested about it, its neighbours."""

import re
from typing import Final, NamedTuple

from presnya.museum.collating import Collation
from presnya.museum.holdings import Holdings
from presnya.museum.thing import Core, Facts, core, facts
from presnya.terms import Arrange, kind_of

TOMBSTONE: Final = ("author", "creator", "made", "happened", "published", "state")
"""Properties a label tells under a title: maker, date, what became of it."""
COLUMNS: Final = 3
"""Rooms side by side in the plan."""


class Item(NamedTuple):
    """A thing in a vitrine. `core` is None where nothing of it stands any more: then its place stays empty, and says so."""

    id: str
    label: str
    words: str
    core: Core | None
    facts: tuple[Facts, ...]


class Vitrine(NamedTuple):
    """Several things with one text (Markdown). `letter`: A, B, C … by which it is called."""

    letter: str
    title: str
    text: str
    items: tuple[Item, ...]


class Door(NamedTuple):
    """A room as seen from outside. `left`, `top` is its place in the plan, in rooms, which is walked as the ox ploughs."""

    id: str
    number: int
    title: str
    subtitle: str
    years: tuple[int, int] | None
    things: int
    left: int
    top: int


class Room(NamedTuple):
    """A room's page. `wall` is Markdown in `lang`; `linked` are ids of its chronology, panorama and tour; `contested` each matter once, in the order of what is shown."""

    door: Door
    wall: str
    lang: str
    vitrines: tuple[Vitrine, ...]
    contested: tuple[Collation, ...]
    linked: tuple[tuple[str, str], ...]
    before: Door | None
    after: Door | None


def doors(holdings: Holdings) -> tuple[Door, ...]:
    """All rooms in the order of the walk."""
    arranged = holdings.snapshot.arrangements
    found = sorted((one.contents["number"], identifier) for identifier, one in arranged.items() if kind_of(identifier) == "room")
    return tuple(_door(identifier, nth, holdings) for nth, (_, identifier) in enumerate(found))


def rooms(holdings: Holdings) -> tuple[Room, ...]:
    """Every room with what is in it."""
    found = doors(holdings)
    return tuple(_room(door, found[nth - 1] if nth else None, found[nth + 1] if nth + 1 < len(found) else None, holdings) for nth, door in enumerate(found))


def searched(arranged: Arrange) -> str:
    """Words by which a room is found: wall text, vitrines and labels, without citations and addresses."""
    given = arranged.contents
    texts = [given["subtitle"], given["wall"], *(words for vitrine in given["vitrines"] for words in (vitrine["title"], vitrine["text"], *(item["label"] for item in vitrine["items"])))]
    return re.sub(r"\s*\[@[^\]]*\]|\]\([^)]*\)|\[", "", " ".join(filter(None, texts)))


def _door(identifier: str, nth: int, holdings: Holdings) -> Door:
    arranged = holdings.snapshot.arrangements[identifier]
    given = arranged.contents
    row, column = divmod(nth, COLUMNS)
    years = (given["years"][0], given["years"][1]) if given["years"] else None
    return Door(identifier, given["number"], arranged.title, given["subtitle"], years, len(arranged.about), COLUMNS - 1 - column if row % 2 else column, row)


def _room(door: Door, before: Door | None, after: Door | None, holdings: Holdings) -> Room:
    snapshot = holdings.snapshot
    arranged = snapshot.arrangements[door.id]
    vitrines = tuple(
        Vitrine(chr(ord("A") + nth % 26), given["title"], given["text"], tuple(_item(one, holdings) for one in given["items"])) for nth, given in enumerate(arranged.contents["vitrines"]))
    matters: dict[str, Collation] = {}
    for item in (item for vitrine in vitrines for item in vitrine.items if item.core):
        for matter in item.core.contested if item.core else ():
            matters.setdefault(repr((matter.question, matter.about, matter.label)), matter)
    linked = tuple((one, snapshot.label(one)) for key in ("chronology", "panorama", "tour") if (one := arranged.contents[key]) and one in snapshot.arrangements)
    return Room(door, arranged.contents["wall"], "" if arranged.lang == holdings.lang else arranged.lang, vitrines, tuple(matters.values()), linked, before, after)


def _item(given: dict[str, str], holdings: Holdings) -> Item:
    identifier = given["thing"]
    stands = identifier in holdings.snapshot.things
    return Item(identifier, holdings.snapshot.label(identifier), given["label"], core(identifier, holdings) if stands else None, facts(identifier, holdings, TOMBSTONE) if stands else ())
