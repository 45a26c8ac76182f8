"""Chronologies: the list, the whole of each, a sheet of cards for each stretch of a long one, and notices where one was withdrawn."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from presnya.museum.chronology import Chronology, Lane, chronologies, year_of
from presnya.museum.pen import Pen, trace
from presnya.museum.sheets import Sheet, sheets
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark

TITLES = {"": mark("All that is dated"), "events": mark("What happened"), "lives": mark("Lives and works")}
"""Words for what no curator has named, by the lane's id; '' for the chronology itself."""


class Overview(NamedTuple):
    """The pen at the side: its path for a field 96 wide and 1000 high, years beside it in per cent, and the window in per cent."""

    path: str
    ticks: tuple[tuple[int, float], ...]
    window: tuple[float, float]
    first: int
    last: int


class Shown(NamedTuple):
    """A sheet and what stands around it."""

    sheet: Sheet
    over: Overview | None


class Listed(NamedTuple):
    """A line of the list of chronologies. `path` is its trace, 600 by 48."""

    chronology: Chronology
    counts: tuple[int, ...]
    path: str
    contested: int


def pages(build: Build) -> Iterator[Page]:
    """All pages of all chronologies."""
    found = [_named(one, build) for one in chronologies(build.holdings)]
    lines = tuple(_listed(one) for one in found)
    yield Page(links.CHRONOLOGIES, "chronologies.html", lines, build.say(mark("Chronologies")), "chronologies", "p-list", _span(found))
    for one in found:
        for sheet in sheets(one, build.lang):
            path = links.stretch(one.id, sheet.stretch.name) if sheet.stretch else links.thing(one.id)
            title = f"{sheet.stretch.words} · {one.title}" if sheet.stretch else one.title
            yield Page(path, "chronology.html", Shown(sheet, _overview(sheet)), title, "chronologies", "p-chron", sheet.stretch.years if sheet.stretch else one.years)


def _named(one: Chronology, build: Build) -> Chronology:
    """With words for what was computed."""
    lanes = tuple(lane if lane.title else _lane(lane, build) for lane in one.lanes)
    return one._replace(title=one.title or build.say(TITLES[""]), lanes=lanes)


def _lane(lane: Lane, build: Build) -> Lane:
    return lane._replace(title=build.say(TITLES[lane.id]) if lane.id in TITLES else lane.id)


def _span(found: list[Chronology]) -> tuple[int, int] | None:
    years = [one.years for one in found if one.years]
    return (min(first for first, _ in years), max(last for _, last in years)) if years else None


def _pen(one: Chronology) -> Pen | None:
    if one.years is None:
        return None
    first, last = one.years[0] // 10 * 10, one.years[1] // 10 * 10 + 9
    counts = Counter(year_of(mark.prongs[0].sort) for mark in one.marks)
    return Pen(first, last, tuple(counts[year] for year in range(first, last + 1)), 0, 0) if last - first < 100_000 else None  # noqa: PLR2004  a line of more strokes says nothing


def _overview(sheet: Sheet) -> Overview | None:
    pen = _pen(sheet.chronology)
    if pen is None or not sheet.chronology.marks:
        return None
    years = sheet.stretch.years if sheet.stretch else (pen.first, pen.last)
    top, bottom = pen.place(years[0]) * 100, pen.place(years[1] + 1) * 100
    ticks = tuple((year, round(pen.place(year) * 100, 2)) for year in pen.decades() if pen.place(year) < 0.98)  # noqa: PLR2004  room for the last label
    return Overview(trace(pen, width=1000, height=96), ticks, (round(top, 2), round(bottom - top, 2)), pen.first, pen.last)


def _listed(one: Chronology) -> Listed:
    pen = _pen(one)
    counts = tuple(sum(mark.lane == nth for mark in one.marks) for nth in range(len(one.lanes)))
    return Listed(one, counts, trace(pen, width=600, height=48) if pen else "", sum(mark.contested for mark in one.marks))
