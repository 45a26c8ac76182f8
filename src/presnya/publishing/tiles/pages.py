"""Plain pages of a chronology that stands alone: the whole, each century, each year, each week. They need no script.

Each mark is told in full on one page: that of the week it begins in where its year is too full for one page, otherwise that of its year, its century, or the
first page of all. A mark for which no week can be named is told on its year's page. Weeks are cut where the year ends, so that each lies in one year.
Pages above tell what is told below by number, and name the weightiest.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from presnya import dates
from presnya.publishing.language import translations
from presnya.publishing.tiles import told
from presnya.publishing.tiles.build import Built, Head, Kept, kept, open_columns, some_workers
from presnya.publishing.tiles.encode import printed_id
from presnya.publishing.tiles.event import VAGUE_SIGN, Event, Lane
from presnya.publishing.tiles.files import Progress, Put, finished, in_shards, processes, put_all, sweep
from presnya.publishing.tiles.leaf import Leaf, Link, page, table
from presnya.publishing.tiles.spool import Columns, Spool, unpack
from presnya.publishing.tiles.told import Voice, esc

VERSION: Final = 2
TOLD: Final = 150
"""Marks that a page tells in full before they are parted among pages below it."""
PART: Final = 500
"""Marks, or rows of a list, of one part of a page that cannot be parted otherwise."""
LINES: Final = 240
"""Marks that a page above names; the rest it counts."""
FIRST_LINES: Final = 24
"""Marks that the first page names when it does not tell them all: it is on the way to the viewer's first picture."""
TREE: Final = "tiles"
"""The folder of the tree, beside the folders of pages."""
INDEX: Final = "index"
_OURS: Final = re.compile(r"(index|(centuries|years|weeks)/-?\d+(-\d\d-\d\d)?)(--\d+)?\.html|(index|(centuries|years|weeks)/)\S*\.html\.part", re.ASCII)

Marks = NDArray[np.int64]


class Stretch(NamedTuple):
    """A stretch of time with a page or a row of its own: address without ending, words (escaped), and the places of the marks that begin in it."""

    name: str
    words: str
    low: int
    high: int


class Work(NamedTuple):
    """A page to be made with all below it: `kind` is 'index', 'century' or 'year'; what lies beside it; what is below it, when that is not weeks."""

    kind: str
    here: Stretch
    before: Stretch | None
    after: Stretch | None
    up: tuple[Stretch, ...]
    below: tuple[Stretch, ...]


class _Bench(NamedTuple):
    """What a process has open."""

    folder: Path
    head: Head
    columns: Columns
    texts: BinaryIO
    voice: Voice


_benches: list[_Bench] = []


def write_pages(spool: Spool, head: Head, folder: Path, *, progress: Progress | None = None, workers: int | None = None) -> Built:
    """Write all plain pages into `folder`, whose subfolder TREE holds the tree. Only what has changed is written; pages no longer part are removed."""
    columns = spool.columns()
    works = list(plan(columns, head))
    shards = list(_shards(works))
    folder.mkdir(parents=True, exist_ok=True)
    count = workers or some_workers(len(columns.begin))
    with kept(spool, columns, shared=count > 1) as place, processes(count, setup=_set_up, given=(folder, head, place)) as pool:
        done = in_shards(folder, shards, _shard, what=_hash(spool, head), executor=pool, progress=lambda shard: progress(shard, len(shards)) if progress else None)
    _put_down()
    removed = sweep(folder, {name for name, _ in done.files}, lambda name: bool(_OURS.fullmatch(name)))
    finished(folder)
    return Built(len(columns.begin), len(done.files), done.written, removed, sum(size for _, size in done.files))


def _hash(spool: Spool, head: Head) -> str:
    return blake2b(f"{VERSION} {spool.hash()} {head!r}".encode(), digest_size=16).hexdigest()


# ── which pages there are ───────────────────────────────────────────────────────────────────────────────────────


def plan(columns: Columns, head: Head) -> Iterator[Work]:
    """The index first, then centuries, then years, each with its place among its like."""
    count = len(columns.begin)
    year = _years(columns)
    centuries = [_stretch("centuries", int(first), low, high, head.lang) for first, low, high in _cut(year // 100 * 100)]
    whole = Stretch(INDEX, "", 0, count)
    if count <= TOLD:
        yield Work(INDEX, whole, None, None, (), ())
        return
    if len(centuries) == 1:
        years = [_stretch("years", int(first), low, high, head.lang) for first, low, high in _cut(year)]
        yield Work(INDEX, whole, None, None, (), tuple(years))
        yield from _in_a_row("year", [(one, (whole,), ()) for one in years])
        return
    yield Work(INDEX, whole, None, None, (), tuple(centuries))
    below = {one.name: _below(one, year, head.lang) for one in centuries}
    yield from _in_a_row("century", [(one, (whole,), below[one.name]) for one in centuries])
    yield from _in_a_row("year", [(one, (whole, century), ()) for century in centuries for one in below[century.name]])


def _below(century: Stretch, year: Marks, lang: str) -> tuple[Stretch, ...]:
    """Years of a century, none when it is told on its own page."""
    if century.high - century.low <= TOLD:
        return ()
    return tuple(_stretch("years", int(first), century.low + low, century.low + high, lang) for first, low, high in _cut(year[century.low:century.high]))


def _in_a_row(kind: str, found: Sequence[tuple[Stretch, tuple[Stretch, ...], tuple[Stretch, ...]]]) -> Iterator[Work]:
    for nth, (here, up, below) in enumerate(found):
        yield Work(kind, here, found[nth - 1][0] if nth else None, found[nth + 1][0] if nth + 1 < len(found) else None, up, below)


def _years(columns: Columns) -> Marks:
    """The Gregorian year in which each begins."""
    return (columns.begin // dates.DAY).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def _cut(values: Marks) -> Iterator[tuple[int, int, int]]:
    """(value, first, after the last) of each run of equal values."""
    if len(values):
        starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1)).tolist()
        for low, high in zip(starts, (*starts[1:], len(values)), strict=True):
            yield int(values[low]), low, high


def _stretch(folder: str, first: int, low: int, high: int, lang: str) -> Stretch:
    words = told.year_words(first, lang)
    if folder == "centuries":
        words = f"{words} – {told.year_words(first + 99, lang)}"
    return Stretch(f"{folder}/{first}", words, low, high)


def _shards(works: Sequence[Work]) -> Iterator[list[Work]]:
    """So that each is some seconds' work at most, unless one page alone is more."""
    shard: list[Work] = []
    size = 0
    for work in works:
        weight = 300 + (work.here.high - work.here.low if work.kind == "year" else 0)
        if shard and size + weight > 10_000:  # noqa: PLR2004  marks
            yield shard
            shard, size = [], 0
        shard.append(work)
        size += weight
    if shard:
        yield shard


# ── in a process ────────────────────────────────────────────────────────────────────────────────────────────────


def _set_up(folder: Path, head: Head, place: Kept) -> None:
    _put_down()
    _benches.append(_Bench(folder, head, open_columns(place), place.texts.open("rb"), Voice(head.lang, translations(head.lang), head.cutover)))


def _put_down() -> None:
    while _benches:
        _benches.pop().texts.close()


def _shard(works: Sequence[Work]) -> Put:
    bench = _benches[-1]
    return put_all(bench.folder, ((f"{leaf.name}.html", page(leaf._replace(name=f"{leaf.name}.html"), bench.head.title, bench.voice)) for work in works for leaf in _leaves(work, bench)))


def _leaves(work: Work, bench: _Bench) -> Iterator[Leaf]:
    here = work.here
    marks = np.arange(here.low, here.high)
    frame = _frame(work, bench)
    if work.kind == INDEX:
        bench = bench._replace(voice=bench.voice._replace(root=TREE))
    if len(marks) <= TOLD:
        yield from _in_full(frame, marks, bench)
    elif work.below:
        yield from _overview(frame, work.below, bench, [])
    else:
        yield from _year(work, frame, bench)


def _frame(work: Work, bench: _Bench) -> Leaf:
    up = tuple(Link(_link(work.here, one), one.words or bench.voice.say("whole")) for one in work.up)
    before, after = (Link(_link(work.here, one), one.words) if one else None for one in (work.before, work.after))
    if work.kind == INDEX:
        return Leaf(INDEX, esc(bench.head.title), "", lead=esc(bench.head.lead), viewer=f"{TREE}/meta.json")
    return Leaf(work.here.name, work.here.words, "", up=up, before=before, after=after)


def _link(here: Stretch, there: Stretch) -> str:
    return ("../" if "/" in here.name else "") + f"{there.name}.html"


def _read(mark: int, bench: _Bench) -> Event:
    bench.texts.seek(int(bench.columns.offset[mark]))
    return unpack(bench.texts.read(int(bench.columns.size[mark])))


def _head_cells(lanes: Sequence[Lane], counts: Sequence[int]) -> str:
    return "".join(f'<th scope="col" class="lane {told.CLASSES[lane.shape]}"><span class="lh">{told.shape(lane)}<span>{esc(lane.title)}</span>'
                   f"<i>{esc(lane.letters)} {told.grouped(count)}</i></span></th>" for lane, count in zip(lanes, counts, strict=True))


def _counts(marks: Marks, bench: _Bench) -> list[int]:
    found: list[int] = np.bincount(bench.columns.lane[marks], minlength=len(bench.head.lanes)).tolist()
    return found


def _counted(drawn: int, hidden: int, bench: _Bench) -> str:
    return (f'{bench.voice.several("drawn", drawn)}, {bench.voice.several("hidden", hidden)}')


def _names(frame: Leaf, count: int) -> list[str]:
    """Addresses of the parts of a page: the first has the page's own."""
    return [frame.name if nth == 0 else f"{frame.name}--{nth + 1}" for nth in range(count)]


def _parted(frame: Leaf, bodies: int) -> Iterator[Leaf]:
    names = _names(frame, bodies)
    links = tuple(Link(f"{name.rpartition('/')[2]}.html", str(nth)) for nth, name in enumerate(names, 1))
    for nth, name in enumerate(names):
        yield frame._replace(name=name, parts=links, part=nth, viewer=frame.viewer if nth == 0 else "")


def _in_full(frame: Leaf, marks: Marks, bench: _Bench) -> Iterator[Leaf]:
    """Marks told, in parts of PART."""
    parts = [marks[at:at + PART] for at in range(0, max(1, len(marks)), PART)]
    counts = _counts(marks, bench)
    for leaf, part in zip(_parted(frame, len(parts)), parts, strict=True):
        events = [_read(mark, bench) for mark in part.tolist()]
        ids = {id(event): printed_id(event, int(bench.columns.nth[mark])) for event, mark in zip(events, part.tolist(), strict=True)}
        body = told.rows(events, ids, bench.head.lanes, bench.voice) or _nothing(bench)
        yield leaf._replace(body=table(body, _head_cells(bench.head.lanes, counts), len(bench.head.lanes), bench.voice, told=True),
                            counted=_counted(len(part), len(marks) - len(part), bench))


def _nothing(bench: _Bench) -> str:
    return f'<tr><td colspan="{len(bench.head.lanes) + 1}" class="silent">{bench.voice.say("nothing")}</td></tr>\n'


def _year(work: Work, frame: Leaf, bench: _Bench) -> Iterator[Leaf]:
    """A full year: what no week can be named for, its weeks by number; then each week."""
    low, high = work.here.low, work.here.high
    vague = (bench.columns.sign[low:high] & VAGUE_SIGN) > 0
    weeks = list(_weeks(work.here, bench))
    marks = np.arange(low, high)
    yield from _overview(frame, [week for week, _ in weeks], bench, marks[vague].tolist(), members=[inside for _, inside in weeks])
    for nth, (week, inside) in enumerate(weeks):
        before = weeks[nth - 1][0] if nth else work.before
        after = weeks[nth + 1][0] if nth + 1 < len(weeks) else work.after
        yield from _in_full(_frame(Work("week", week, before, after, (*work.up, work.here), ()), bench), inside, bench)


def _weeks(year: Stretch, bench: _Bench) -> Iterator[tuple[Stretch, Marks]]:
    """Weeks of a year that hold anything, Monday to Sunday, cut where the year ends."""
    marks = np.arange(year.low, year.high)
    marks = marks[(bench.columns.sign[marks] & VAGUE_SIGN) == 0]
    day = bench.columns.begin[marks] // dates.DAY
    for week, low, high in _cut((day + 3) // 7):
        number = dates.from_day_number(int(day[low])).year
        first = max(week * 7 - 3, dates.day_number(number, 1, 1))
        last = min(week * 7 + 3, dates.day_number(number, 12, 31))
        start = dates.from_day_number(first)
        yield Stretch(f"weeks/{number}-{start.month:02}-{start.day:02}", _week_words(first, last, bench.voice.lang), int(marks[low]), int(marks[high - 1]) + 1), marks[low:high]


def _week_words(first: int, last: int, lang: str) -> str:
    low, high = dates.from_day_number(first), dates.from_day_number(last)
    if not 0 <= low.year <= 9999:  # noqa: PLR2004  EDTF writes four digits
        return f"{low.day}.{low.month}. – {high.day}.{high.month}. {told.year_words(low.year, lang)}"
    end = told.in_words(dates.iso_day(high), lang)
    if first == last:
        return end
    return f"{low.day} – {end}" if low.month == high.month else told.in_words(dates.iso_day(low), lang) + f" – {end}"


# ── what stands above ───────────────────────────────────────────────────────────────────────────────────────────


def _overview(frame: Leaf, below: Sequence[Stretch], bench: _Bench, vague: list[int], members: Sequence[Marks] | None = None) -> Iterator[Leaf]:
    """A row for each stretch below, with its weightiest marks and the number of the others; on the first part before them what is told here in full."""
    held = members or [np.arange(one.low, one.high) for one in below]
    everything = np.concatenate([*held, np.array(vague, np.int64)])
    counts = _counts(everything, bench)
    cells = _head_cells(bench.head.lanes, counts)
    pieces = [("told", vague[at:at + PART]) for at in range(0, len(vague), PART)]
    stretches = [("rows", list(range(at, min(at + PART, len(below))))) for at in range(0, len(below), PART)]
    parts = [[one] for one in (*stretches, *pieces)]
    if len(stretches) == len(pieces) == 1 and len(pieces[0][1]) + len(stretches[0][1]) <= PART:
        parts = [[*stretches, *pieces]]
    for leaf, part in zip(_parted(frame, len(parts)), parts, strict=True):
        drawn, body = 0, ""
        for kind, numbers in part:
            more, html = _told_here(numbers, bench) if kind == "told" else _lines(numbers, below, held, bench, FIRST_LINES if frame.viewer else LINES)
            drawn += more
            body += table(html, cells, len(bench.head.lanes), bench.voice, told=kind == "told")
        yield leaf._replace(body=body, counted=f"{_counted(drawn, len(everything) - drawn, bench)} · {bench.voice.say('rows')}")


def _told_here(numbers: list[int], bench: _Bench) -> tuple[int, str]:
    events = [_read(mark, bench) for mark in numbers]
    ids = {id(event): printed_id(event, int(bench.columns.nth[mark])) for event, mark in zip(events, numbers, strict=True)}
    return len(events), told.rows(events, ids, bench.head.lanes, bench.voice)


def _lines(numbers: list[int], below: Sequence[Stretch], held: Sequence[Marks], bench: _Bench, most: int) -> tuple[int, str]:
    """How many marks are named, and the rows."""
    every = np.concatenate([held[nth] for nth in numbers])
    rank = bench.columns.rank[every]
    best = set(every[np.argpartition(rank, most)[:most]].tolist() if len(every) > most else every.tolist())
    out = []
    for nth in numbers:
        one, marks = below[nth], held[nth]
        counts = _counts(marks, bench)
        named: list[list[str]] = [[] for _ in bench.head.lanes]
        for mark in (mark for mark in marks.tolist() if mark in best):
            event = _read(mark, bench)
            named[event.lane].append(told.line(event, bench.head.lanes[event.lane], bench.voice))
        href = f'{"../" if bench.voice.root == "" else ""}{one.name}.html'
        cells = "".join(f'<td class="lane {told.CLASSES[lane.shape]}">{"".join(lines)}{_more(count - len(lines), bench)}</td>'
                        for lane, lines, count in zip(bench.head.lanes, named, counts, strict=True))
        out.append(f'<tr id="t-{esc(one.name.rpartition("/")[2])}"><th scope="row" class="when"><a class="dn dm" href="{esc(href)}">{one.words}</a></th>{cells}</tr>\n')
    return len(best), "".join(out)


def _more(count: int, bench: _Bench) -> str:
    return f'<p class="fine">{bench.voice.several("more", count)}</p>' if count else ""
