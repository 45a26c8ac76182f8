"""The whole of a chronology on one light page: a band for each ten years (or hundred, or thousand), in each lane the weightiest titles and everything counted.

Nothing is left out unsaid: the counts of a cell add up to all marks that begin in it.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from presnya.museum.chronology import Chronology, Mark, year_of
from presnya.museum.rows import Fold, fold_between, first_minute, in_words
from presnya.museum.sheets import Near, century_name, century_pages, year_name

BANDS: Final = 16
"""Bands that the whole has at most, when time is not longer than ten times ten thousand million years."""
TITLES: Final = 28
"""Marks named on the whole, besides the first of each band."""
CENTURIES: Final = 24
"""Pages of centuries that the whole links in one line; with more, its bands lead to them."""


class Tally(NamedTuple):
    """How many marks begin in a part of a band, and the page that tells them ('' for the part that is too wide to have one)."""

    words: str
    name: str
    marks: int


class BandCell(NamedTuple):
    """A lane's part of a band: what is named, and everything counted by the next finer part of time."""

    titles: tuple[Mark, ...]
    tallies: tuple[Tally, ...]
    marks: int


class Band(NamedTuple):
    """A stretch of one year, ten, a hundred … with the fold before it. `name` is the page that tells it."""

    key: str
    words: str
    name: str
    cells: tuple[BandCell, ...]
    fold: Fold | None


class Whole(NamedTuple):
    """The page of a chronology that shows all of it. `step` is a band's length in years. `drawn` + `hidden` are all marks; `counts` are theirs by lane."""

    chronology: Chronology
    step: int
    bands: tuple[Band, ...]
    centuries: tuple[Near, ...]
    drawn: int
    hidden: int
    counts: tuple[int, ...]


def whole(chronology: Chronology, lang: str) -> Whole:
    """The overview, at most BANDS bands."""
    marks = chronology.marks
    years = [year_of(mark.prongs[0].sort) for mark in marks]
    step = _step(set(years))
    cells: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for nth, year in enumerate(years):
        cells[year // step][marks[nth].lane].append(nth)
    named = _named(marks, cells)
    lanes = len(chronology.lanes)
    bands = []
    before: int | None = None
    for band, held in sorted(cells.items()):
        first = band * step
        fold = fold_between(first_minute(before), first_minute(first), lang, yearly=True) if before is not None and before < first else None
        row = tuple(_cell(held.get(lane, ()), years, step, lang)._replace(titles=tuple(marks[nth] for nth in held.get(lane, ()) if nth in named)) for lane in range(lanes))
        words = in_words(first, lang=lang) if step == 1 else f"{in_words(first, lang=lang)} – {in_words(first + step - 1, lang=lang)}"
        inside = min(years[nth] for each in held.values() for nth in each)
        bands.append(Band(f"t-{first}", words, year_name(first) if step == 1 else century_name(inside), row, fold))
        before = first + step
    counts = Counter(mark.lane for mark in marks)
    centuries = tuple(century_pages(chronology, lang).values())
    return Whole(chronology, step, tuple(bands), centuries if len(centuries) <= CENTURIES else (), len(named), len(marks) - len(named), tuple(counts[lane] for lane in range(lanes)))


def _step(years: set[int]) -> int:
    """The shortest of 1, 10, 100 … years that needs no more than BANDS bands."""
    step = 1
    while len({year // step for year in years}) > BANDS:
        step *= 10
    return step


def _named(marks: Sequence[Mark], cells: dict[int, dict[int, list[int]]]) -> set[int]:
    """Which marks are named: the weightiest of each band, so that no stretch is mute; then of each lane in each band; then of all, while there is room."""
    def rank(nth: int) -> tuple[bool, int, int]:
        return not marks[nth].split, -marks[nth].weight, nth

    named = {min((nth for held in band.values() for nth in held), key=rank) for band in cells.values()}
    more = sorted({min(held, key=rank) for band in cells.values() for held in band.values()} - named, key=rank)
    named |= set(more[:TITLES])
    if len(named) < TITLES:
        named |= set(sorted(set(range(len(marks))) - named, key=rank)[:TITLES - len(named)])
    return named


def _cell(held: Sequence[int], years: Sequence[int], step: int, lang: str) -> BandCell:
    finer = max(1, step // 10)
    counts = Counter(years[nth] // finer * finer for nth in held)
    tallies = []
    for first, count in sorted(counts.items()):
        inside = min(years[nth] for nth in held if years[nth] // finer * finer == first)
        words = in_words(first, lang=lang) if finer == 1 else f"{in_words(first, lang=lang)} – {in_words(first + finer - 1, lang=lang)}"
        tallies.append(Tally(words, year_name(first) if finer == 1 else century_name(inside), count))
    return BandCell((), tuple(tallies) if step > 1 else (), len(held))
