"""Saved questions: everybody and everything that has enough dated marks is a lane that a reader may set beside another.

A person, group or place, or a term (a theme): all that is dated about it or names it. A witness or a source: all that it dates, by its own dates alone.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from presnya.museum.chronology import Chronology, count, gather
from presnya.museum.holdings import Holdings

ENOUGH: Final = 3
"""Marks that make a lane."""
MOST: Final = 500
"""Lanes of a museum, those with most marks."""
OF: Final = ("person", "group", "place", "term")
"""Kinds of things that have a lane of what is dated about them."""
SHAPES: Final = {"person": "diamond", "group": "circle", "place": "triangle", "term": "circle"}


class Saved(NamedTuple):
    """A lane to be added: whose it is, which question it is (`kind`: person, group, place, term, witness, source), and how many marks it has."""

    id: str
    kind: str
    title: str
    marks: int


class Shelf(NamedTuple):
    """The lanes of a museum, those with most marks first; `left` more have enough marks and are not among them."""

    lanes: tuple[Saved, ...]
    left: int


def shelf(holdings: Holdings, most: int = MOST) -> Shelf:
    """Every question with ENOUGH answers, at most so many."""
    found = [saved for identifier, kind in _asked(holdings) if (saved := Saved(identifier, kind, holdings.snapshot.label(identifier), count(_question(identifier, kind), holdings))).marks >= ENOUGH]
    found.sort(key=lambda one: (-one.marks, one.title.casefold(), one.id, one.kind))
    return Shelf(tuple(found[:most]), max(0, len(found) - most))


def lane(saved: Saved, holdings: Holdings) -> Chronology:
    """The lane as a chronology of its own."""
    given = {"id": _slug(saved), "title": saved.title, "shape": SHAPES.get(saved.kind, "square"), **_question(saved.id, saved.kind)}
    lanes, marks, undated = gather([given], holdings)
    return Chronology(f"lane/{_slug(saved)}", saved.title, "", "", 0, lanes, marks, undated, computed=True, act=-1)


def name_of(saved: Saved) -> str:
    """Address of its folder: person-otto-baker, or witness-person-otto-baker for what Otto Baker dates."""
    return _slug(saved)


def _slug(saved: Saved) -> str:
    kind, _, rest = saved.id.partition("/")
    return f"{kind}-{rest}" if kind == saved.kind else f"{saved.kind}-{kind}-{rest}"


def _asked(holdings: Holdings) -> Iterator[tuple[str, str]]:
    """All questions that can be asked: (id, kind)."""
    for thing in holdings.snapshot.things.values():
        if thing.kind in OF:
            yield thing.id, thing.kind
    for identifier in holdings.witnesses:
        yield identifier, "witness"
    for identifier in holdings.snapshot.sources:
        yield identifier, "source"


def _question(identifier: str, kind: str) -> dict[str, str]:
    return {"of" if kind in OF else "by": identifier}
