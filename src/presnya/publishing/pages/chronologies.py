"""Chronologies: the list; of each the whole with its tiles, its centuries, years and weeks; the lanes that a reader may add."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from presnya import dates
from presnya.museum.chronology import Chronology, Lane, Mark, chronologies, year_of
from presnya.museum.overview import Whole, whole
from presnya.museum.pen import Pen, trace
from presnya.museum.rows import in_words
from presnya.museum.sheets import Near, Sheet, sheets, without_year
from presnya.publishing import links
from presnya.publishing.pages.chronology_tiles import lane_files, tree
from presnya.publishing.pages.page import Build, File, Page, Tree
from presnya.publishing.words import mark
from presnya.terms import DateValue

TITLES = {"": mark("All that is dated"), "events": mark("What happened"), "lives": mark("Lives and works")}
"""Words for what no curator has named, by the lane's id; '' for the chronology itself."""
_STROKES = 300
"""Years, or tens or hundreds of years, that the pen beside a page shows."""


class Overview(NamedTuple):
    """The pen at the side: its path for a field 96 wide and 1000 high, years beside it in per cent, and the window in per cent."""

    path: str
    ticks: tuple[tuple[str, float], ...]
    window: tuple[float, float]


class ShownWhole(NamedTuple):
    """The whole, and where its tiles are told; '' when nothing is dated. `gone` counts the museum's dated statements that no longer stand, in no chronology."""

    whole: Whole
    tiles: str
    lang: str
    gone: int

    def year(self, one: Mark) -> str:
        """The year in which a mark begins, in words."""
        return in_words(year_of(one.prongs[0].sort), lang=self.lang)


class Shown(NamedTuple):
    """A sheet and what stands around it. `rows`: id of a row → address of the page that tells it; `window` is its part of time for the drawing ('' for none)."""

    sheet: Sheet
    over: Overview | None
    rows: dict[str, str]
    window: str

    @property
    def weeks(self) -> tuple[Near, ...]:
        """Weeks of a year's page, called without the year."""
        return tuple(near._replace(words=without_year(near.words, self.sheet.here.words)) for near in self.sheet.within) if self.sheet.level == "year" else ()


class Listed(NamedTuple):
    """A line of the list of chronologies: one without its marks, and how many they are. `path` is its trace, 600 by 48."""

    chronology: Chronology
    marks: int
    years: tuple[int, int] | None
    counts: tuple[int, ...]
    path: str
    contested: int


class _Pen(NamedTuple):
    """The pen of a chronology: strokes for each `step` years."""

    pen: Pen
    step: int

    def place(self, year: int) -> float:
        """Where a year lies, 0 to 1."""
        return self.pen.place(year / self.step)


def pages(build: Build) -> Iterator[Page | File | Tree]:
    """All pages of all chronologies, and their tiles. One chronology after another: none is kept while the next is gathered."""
    lines: list[Listed] = []
    for one in chronologies(build.holdings):
        named = _named(one, build)
        del one
        lines.append(_listed(named))
        yield from _pages(named, build)
        del named
    yield Page(links.CHRONOLOGIES, "chronologies.html", tuple(lines), build.say(mark("Chronologies")), "chronologies", "p-list", _span(lines))
    yield from lane_files(build)


def _no_longer(build: Build) -> int:
    return sum(entered.status in {"withdrawn", "corrected"} and isinstance(entered.claim.value, DateValue) for entered in build.holdings.snapshot.claims)


def _pages(one: Chronology, build: Build) -> Iterator[Page | Tree]:
    meta = f"{links.tiles(one.id)}/meta.json" if one.marks else ""
    yield Page(links.thing(one.id), "chronology.html", ShownWhole(whole(one, build.lang), meta, build.lang, _no_longer(build)), one.title, "chronologies", "p-chron", one.years)
    if one.marks:
        yield tree(one, build)
    pen = _pen(one)
    for sheet in sheets(one, build.lang):
        title = sheet.here.words or build.say(mark("Without a date that can be read"))
        yield Page(links.stretch(one.id, sheet.here.name), "sheet.html", _shown(sheet, pen), f"{title} · {one.title}", "chronologies", "p-chron", sheet.here.years)


def _shown(sheet: Sheet, pen: _Pen | None) -> Shown:
    if sheet.level == "undated":
        return Shown(sheet, None, {}, "")
    rows: dict[str, str] = {}
    if sheet.level == "century":
        for near in sheet.within:
            rows.setdefault(f"t-{near.years[0]}", near.name)
    return Shown(sheet, _overview(sheet.here, pen) if pen else None, rows, _window(sheet.here))


def _window(near: Near) -> str:
    """Two minutes in EDTF with a slash between, for the address of the drawing; '' for years that are not written with four digits."""
    days = [dates.from_day_number(minute // dates.DAY) for minute in near.bounds]
    if not all(0 <= day.year <= 9999 for day in days):  # noqa: PLR2004  EDTF
        return ""
    return "/".join(f"{dates.iso_day(day)}T00:00" for day in days)


def _named(one: Chronology, build: Build) -> Chronology:
    """With words for what was computed."""
    lanes = tuple(lane if lane.title else _lane(lane, build) for lane in one.lanes)
    return one._replace(title=one.title or build.say(TITLES[""]), lanes=lanes)


def _lane(lane: Lane, build: Build) -> Lane:
    return lane._replace(title=build.say(TITLES[lane.id]) if lane.id in TITLES else lane.id)


def _span(found: list[Listed]) -> tuple[int, int] | None:
    years = [one.years for one in found if one.years]
    return (min(first for first, _ in years), max(last for _, last in years)) if years else None


def _pen(one: Chronology) -> _Pen | None:
    """Strokes for each year, or for each ten, hundred … so that there are at most some 300."""
    if one.years is None:
        return None
    step = 1
    while (one.years[1] - one.years[0]) // step > _STROKES:
        step *= 10
    first, last = one.years[0] // (10 * step) * 10, one.years[1] // (10 * step) * 10 + 9
    counts = Counter(year_of(mark.prongs[0].sort) // step for mark in one.marks)
    return _Pen(Pen(first, last, tuple(counts[year] for year in range(first, last + 1)), 0, 0), step)


def _overview(near: Near, drawn: _Pen) -> Overview:
    top, bottom = drawn.place(near.years[0]) * 100, drawn.place(near.years[1] + 1) * 100
    ticks = tuple((str(year * drawn.step), round(drawn.pen.place(year) * 100, 2)) for year in drawn.pen.decades() if drawn.pen.place(year) < 0.98)  # noqa: PLR2004  room for the last label
    return Overview(trace(drawn.pen, width=1000, height=96), ticks, (round(top, 2), round(bottom - top, 2)))


def _listed(one: Chronology) -> Listed:
    drawn = _pen(one)
    counts = tuple(sum(mark.lane == nth for mark in one.marks) for nth in range(len(one.lanes)))
    return Listed(one._replace(marks=(), undated=()), len(one.marks), one.years, counts, trace(drawn.pen, width=600, height=48) if drawn else "", sum(mark.contested for mark in one.marks))
