"""The pages of a chronology for reading without scripts: the whole, its centuries, years and weeks.

Each mark is told in full on exactly one page of years (a full year has several parts) and once more on the page of its week, where it is dated to a day or a
week. The whole (`museum.overview`) and the centuries name and count. Another prong of a contested date stands as an echo on the pages it falls on.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import groupby
from typing import Final, Literal, NamedTuple

from presnya import dates
from presnya.museum.chronology import Chronology, Mark, Prong, Undated, year_of
from presnya.museum.rows import Placed, Row, Start, first_minute, in_words, lay, order, place

CARDS: Final = 120
"""Marks that one page of cards holds: some 30 kB gzip with their witnesses."""
TITLES: Final = 150
"""Marks that the page of a century names, some 20 kB gzip; the rest is counted year by year, never dropped unsaid."""
NAMED: Final = 8
"""Marks named on a page because they last into it, or may belong there."""
UNDATED: Final = 250
"""Lines of a page of what has no date."""
_WEEK: Final = 7 * dates.DAY

Level = Literal["century", "year", "week", "undated"]


class Near(NamedTuple):
    """A page of a part of time: its address, its title, its minutes [begin, end), marks told or counted on it."""

    name: str
    words: str
    bounds: tuple[int, int]
    marks: int

    @property
    def years(self) -> tuple[int, int]:
        """First and last year."""
        return year_of(self.bounds[0]), year_of(self.bounds[1] - 1)


class Around(NamedTuple):
    """Marks named though they stand on another page, the weightiest first, and how many more there are."""

    marks: tuple[Mark, ...]
    hidden: int


NOTHING: Final = Around((), 0)


class Sheet(NamedTuple):
    """A page of a chronology. `up` are the pages it is part of, `within` those that are part of it; `lasting` began before and goes on here; `perhaps` is
    dated so wide that it may belong here; both are named on the first part of a full year or week alone, which is `first` on the others. `drawn` + `hidden` marks belong here; `counts` are theirs by lane. `number` is the week's, 0 for other pages.
    """

    chronology: Chronology
    level: Level
    here: Near
    up: tuple[Near, ...]
    within: tuple[Near, ...]
    before: Near | None
    next: Near | None
    rows: tuple[Row, ...]
    drawn: int
    hidden: int
    counts: tuple[int, ...]
    lasting: Around = NOTHING
    perhaps: Around = NOTHING
    undated: tuple[Undated, ...] = ()
    number: int = 0
    first: Near | None = None


class _Part(NamedTuple):
    """A page to be made and what is placed on it; `key` is its century, year or week."""

    key: int
    near: Near
    placed: list[tuple[Start, Placed]]


class _Plan(NamedTuple):
    """What stands where. `centuries` are pages by year // 100; `homes` says on which page of years each fork is drawn, by the identity of its mark."""

    chronology: Chronology
    lang: str
    centuries: dict[int, Near]
    years: list[_Part]
    weeks: list[_Part]
    homes: dict[int, str]

    @property
    def lanes(self) -> int:
        """How many."""
        return len(self.chronology.lanes)


def sheets(chronology: Chronology, lang: str) -> Iterator[Sheet]:
    """All pages but the whole: centuries, years, weeks, what has no date."""
    years = _years(chronology.marks, lang)
    homes = {id(one.mark): part.near.name for part in years for _, one in part.placed if not one.echo and one.mark.split}
    plan = _Plan(chronology, lang, century_pages(chronology, lang), years, _weeks(chronology.marks, lang), homes)
    yield from _centuries(plan)
    yield from _years_told(plan)
    yield from _weeks_told(plan)
    yield from _undated(chronology)


# ── addresses and titles ────────────────────────────────────────────────────────────────────────────────────────


def year_name(year: int) -> str:
    """Address of a year's page: 1917, bc-45."""
    return str(year) if year > 0 else f"bc-{1 - year}"


def century_name(year: int) -> str:
    """Address of the page of a year's hundred: 1900--1999."""
    first = year // 100 * 100
    return f"{year_name(first)}--{year_name(first + 99)}"


def week_of(minute: int) -> int:
    """Number of the week, Monday to Sunday, counted from that of 1 January 1970."""
    return (minute // dates.DAY + 3) // 7


def week_numbered(week: int) -> tuple[int, int]:
    """ISO 8601: (year, number in the year); the week belongs to the year of its Thursday."""
    year = dates.from_day_number(week * 7).year
    return year, (week * 7 - dates.day_number(year, 1, 1)) // 7 + 1


def week_name(week: int) -> str:
    """Address of a week's page: 1917-w45."""
    year, number = week_numbered(week)
    return f"{year_name(year)}-w{number:02}"


def _monday(week: int) -> int:
    return (week * 7 - 3) * dates.DAY


def week_in_words(week: int, lang: str) -> str:
    """5 – 11 November 1917: what both days share at their ends is said once."""
    first, last = (in_words(*dates.from_day_number(week * 7 - 3 + nth), lang=lang) for nth in (0, 6))
    shared = 0
    for nth in range(1, min(len(first), len(last)) + 1):
        if first[-nth] != last[-nth]:
            break
        if first[-nth] == " ":
            shared = nth
    return f"{first[:-shared] if shared else first} – {last}"


def without_year(words: str, year: str) -> str:
    """A week in words as it stands among weeks of its year: 5 – 11 November, 5 – 11 de noviembre."""
    return re.sub(rf"( de)? {re.escape(year)}$", "", words)


def century_pages(chronology: Chronology, lang: str) -> dict[int, Near]:
    """Century (year // 100) → its page, in order: those in which any prong begins."""
    counts = Counter(year_of(mark.prongs[0].sort) // 100 for mark in chronology.marks)
    echoes = {year_of(prong.sort) // 100 for mark in chronology.marks for prong in mark.prongs[1:]}
    return {one: Near(century_name(one * 100), f"{in_words(one * 100, lang=lang)} – {in_words(one * 100 + 99, lang=lang)}", (first_minute(one * 100), first_minute(one * 100 + 100)), counts[one])
            for one in sorted({*counts, *echoes})}


# ── what stands on which page ───────────────────────────────────────────────────────────────────────────────────


def _years(marks: Sequence[Mark], lang: str) -> list[_Part]:
    placed = [one for mark in marks for one in place(mark, lang)]
    return _parted(placed, lambda start, _: year_of(start), year_name, lambda year: in_words(year, lang=lang), bounds=lambda year: (first_minute(year), first_minute(year + 1)))


def _weeks(marks: Sequence[Mark], lang: str) -> list[_Part]:
    placed = [(start, one) for mark in marks for start, one in place(mark, lang) if in_week(one.prong)]
    return _parted(placed, lambda _, one: week_of(one.prong.sort), week_name, lambda week: week_in_words(week, lang),
                   bounds=lambda week: (_monday(week), _monday(week + 1)))


def in_week(prong: Prong) -> bool:
    """Whether a date has a week: it begins on a day that is known, or lies within one week whole."""
    return prong.unit == "day" or week_of(prong.sort) == week_of(prong.last)


def _parted(placed: Iterable[tuple[Start, Placed]], key: Callable[[int, Placed], int], name: Callable[[int], str], words: Callable[[int], str],
            *, bounds: Callable[[int], tuple[int, int]]) -> list[_Part]:
    """Pages by key in the order of time; what is too full is cut, its parts numbered from the second on."""
    groups: dict[int, list[tuple[Start, Placed]]] = defaultdict(list)
    for start, each in placed:
        groups[key(start[0], each)].append((start, each))
    out = []
    for one, group in sorted(groups.items()):
        group.sort(key=lambda it: order(it[0]))
        for nth, at in enumerate(range(0, len(group), CARDS)):
            part = group[at:at + CARDS]
            told = sum(not it.echo for _, it in part)
            numbered = (f"{name(one)}-part-{nth + 1}", f"{words(one)} ({nth + 1})") if nth else (name(one), words(one))
            out.append(_Part(one, Near(*numbered, bounds(one), told), part))
    return out


def _homed(placed: Iterable[tuple[Start, Placed]], homes: dict[int, str]) -> list[tuple[Start, Placed]]:
    """With the address of the page on which a fork is drawn."""
    return [(start, one._replace(page=homes.get(id(one.mark), ""))) for start, one in placed]


def _counts(marks: Iterable[Mark], lanes: int) -> tuple[int, ...]:
    counts = Counter(mark.lane for mark in marks)
    return tuple(counts[nth] for nth in range(lanes))


def _beside(all_of: Sequence[Near], nth: int) -> tuple[Near | None, Near | None]:
    return (all_of[nth - 1] if nth else None), (all_of[nth + 1] if nth + 1 < len(all_of) else None)


def _first(parts: Sequence[_Part], nth: int) -> Near | None:
    """The first part of the same year or week, None for itself."""
    first = nth
    while first and parts[first - 1].key == parts[nth].key:
        first -= 1
    return parts[first].near if first < nth else None


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _centuries(plan: _Plan) -> Iterator[Sheet]:
    begun: dict[int, list[Mark]] = defaultdict(list)
    echoes: dict[int, list[tuple[Start, Placed]]] = defaultdict(list)
    for mark in plan.chronology.marks:
        begun[year_of(mark.prongs[0].sort) // 100].append(mark)
        for start, placed in place(mark, plan.lang, yearly=True):
            if placed.echo:
                echoes[year_of(start[0]) // 100].append((start, placed))
    within = {one: tuple(part.near for part in group) for one, group in groupby(plan.years, key=lambda part: part.key // 100)}
    beside = list(plan.centuries.values())
    for nth, one in enumerate(plan.centuries):
        marks = begun[one]
        shown = weightiest(marks, TITLES)
        left = _left(marks, shown)
        named = [each for mark in shown for each in place(mark, plan.lang, yearly=True) if not each[1].echo]
        rows = lay(_homed(named + echoes[one][:TITLES], plan.homes), plan.lanes, plan.lang, yearly=True, hidden=left)
        yield Sheet(plan.chronology, "century", plan.centuries[one], (), within.get(one, ()), *_beside(beside, nth), rows, len(shown), len(marks) - len(shown), _counts(marks, plan.lanes))


def weightiest(marks: Sequence[Mark], most: int) -> tuple[Mark, ...]:
    """At most so many marks, in their order; forks first, then by weight: those most is said of."""
    if len(marks) <= most:
        return tuple(marks)
    ranked = sorted(range(len(marks)), key=lambda nth: (not marks[nth].split, -marks[nth].weight, nth))
    kept = set(ranked[:most])
    return tuple(mark for nth, mark in enumerate(marks) if nth in kept)


def _left(marks: Sequence[Mark], shown: Sequence[Mark]) -> dict[tuple[int, int], int]:
    here = {id(mark) for mark in shown}
    return Counter((year_of(mark.prongs[0].sort), mark.lane) for mark in marks if id(mark) not in here)


def _years_told(plan: _Plan) -> Iterator[Sheet]:
    of_year: dict[int, dict[str, Near]] = defaultdict(dict)
    for part in plan.weeks:
        for year in {year_of(start[0]) for start, _ in part.placed}:
            of_year[year][part.near.name] = part.near
    windows = [(first_minute(part.key), first_minute(part.key)) for part in plan.years]
    lasting = around(windows, _wide(plan.chronology.marks, runs=True))
    perhaps = around(windows, _wide(plan.chronology.marks, runs=False))
    beside = [part.near for part in plan.years]
    for nth, part in enumerate(plan.years):
        marks = [one.mark for _, one in part.placed if not one.echo]
        rows = lay(_homed(part.placed, plan.homes), plan.lanes, plan.lang, cutover=plan.chronology.cutover)
        yield Sheet(plan.chronology, "year", part.near, (plan.centuries[part.key // 100],), tuple(of_year[part.key].values()), *_beside(beside, nth),
                    rows, len(marks), 0, _counts(marks, plan.lanes), lasting[nth], perhaps[nth], first=_first(plan.years, nth))


def _weeks_told(plan: _Plan) -> Iterator[Sheet]:
    known: dict[int, Near] = {}
    for part in plan.years:
        known.setdefault(part.key, part.near)
    lasting = around([(_monday(part.key), _monday(part.key)) for part in plan.weeks], _wide(plan.chronology.marks, runs=True))
    perhaps = around([(_monday(part.key + 1), _monday(part.key)) for part in plan.weeks], _wide(plan.chronology.marks, runs=False))
    beside = [part.near for part in plan.weeks]
    for nth, part in enumerate(plan.weeks):
        marks = [one.mark for _, one in part.placed if not one.echo]
        within = sorted({year_of(start[0]) for start, _ in part.placed})
        up = (*dict.fromkeys(plan.centuries[year // 100] for year in within), *(known[year] for year in within))
        rows = lay(_homed(part.placed, plan.homes), plan.lanes, plan.lang, cutover=plan.chronology.cutover)
        yield Sheet(plan.chronology, "week", part.near, up, (), *_beside(beside, nth), rows, len(marks), 0, _counts(marks, plan.lanes),
                    lasting[nth], perhaps[nth], number=week_numbered(part.key)[1], first=_first(plan.weeks, nth))


def _undated(chronology: Chronology) -> Iterator[Sheet]:
    starts = range(0, len(chronology.undated), UNDATED)
    pages = [Near(f"undated-part-{nth + 1}" if nth else "undated", "", (0, 0), len(chronology.undated[at:at + UNDATED])) for nth, at in enumerate(starts)]
    for nth, at in enumerate(starts):
        lines = chronology.undated[at:at + UNDATED]
        yield Sheet(chronology, "undated", pages[nth], (), (), *_beside(pages, nth), (), 0, 0, (), undated=lines)


# ── what lasts, what may belong ─────────────────────────────────────────────────────────────────────────────────


def _wide(marks: Iterable[Mark], *, runs: bool) -> list[tuple[int, int, Mark]]:
    """(first, last minute, mark) of prongs that lasted, or (not `runs`) of those so wide that they have no week; in the order of time."""
    kept = [(prong.sort, prong.last, mark) for mark in marks for prong in mark.prongs if (prong.manner == "run") == runs and (runs or not in_week(prong) or prong.manner == "open")]
    return sorted(kept, key=lambda one: one[:2])


def around(windows: Sequence[tuple[int, int]], wide: Sequence[tuple[int, int, Mark]]) -> list[Around]:
    """For each (limit, first) in the order of time: marks that begin before `limit` and last until `first` or longer. One sweep, O(n log n).

    The heap holds what began, the weightiest on top; what has ended is dropped when it comes to the top.
    """
    ends = sorted(last for _, last, _ in wide)
    heap: list[tuple[int, int]] = []
    out: list[Around] = []
    begun = ended = 0
    for limit, first in windows:
        while begun < len(wide) and wide[begun][0] < limit:
            heappush(heap, (-wide[begun][2].weight, begun))
            begun += 1
        while ended < len(ends) and ends[ended] < first:
            ended += 1
        top: list[tuple[int, int]] = []
        while heap and len(top) < NAMED:
            one = heappop(heap)
            if wide[one[1]][1] >= first:  # what has ended is dropped here, once
                top.append(one)
        for one in top:
            heappush(heap, one)
        out.append(Around(tuple(wide[nth][2] for _, nth in top), begun - ended - len(top)))
    return out
