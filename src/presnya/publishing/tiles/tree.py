"""Which mark stands in which tile: the plan of a tree, from columns alone.

Tile (z, x) covers [B + x·S/2^z, B + (x+1)·S/2^z). Each mark stands in exactly one tile; none is deeper than where its tile still has room above.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from presnya import dates
from presnya.publishing.tiles.bins import BINS
from presnya.publishing.tiles.spool import Columns

ROOM: Final = 128
"""Marks that a tile holds."""
PART: Final = 4 * ROOM
"""Marks of one part of an overfull tile of the deepest level."""
STRETCHES: Final = 32
"""Parts of a tile whose texture is kept."""
THROUGH: Final = 4
"""Marks of a lane that a tile names because they last into it."""
_SIFTED: Final = 16 * THROUGH
"""How many of the weightiest are looked at before the rest of what lasts into a tile is dropped."""

Places = NDArray[np.int32]


class Extent(NamedTuple):
    """Where a tree lies: first minute, span in minutes (128·2^depth), depth of its finest level, whose bins are minutes."""

    begin: int
    span: int
    depth: int

    def width(self, level: int) -> int:
        """Minutes of a tile."""
        return self.span >> level


class Tile(NamedTuple):
    """A tile to be written. `low` to `high` are the places (in the order of time) of all marks that begin in it; `parts` those it holds, by time;
    `through` those it names because they last into it.
    """

    level: int
    number: int
    low: int
    high: int
    kids: int
    parts: tuple[Places, ...]
    through: Places


def extent(columns: Columns) -> Extent:
    """The smallest tree from the first minute of a decade that reaches past the last beginning. For no marks: the decade of 1970."""
    if not len(columns.begin):
        return Extent(0, BINS, 0)
    first, last = int(columns.begin[0]), int(columns.begin[-1])
    begin = dates.day_number(dates.from_day_number(first // dates.DAY).year // 10 * 10, 1, 1) * dates.DAY
    depth = max(0, ((last - begin) // BINS).bit_length())
    return Extent(begin, BINS << depth, depth)


def plan(columns: Columns, where: Extent, lanes: int) -> Iterator[Tile]:
    """All tiles, root first. Every mark is in exactly one part of one of them."""
    order = np.argsort(columns.rank).astype(np.int32)
    waiting: list[tuple[int, int, Places, Places]] = [(0, 0, order, np.empty(0, np.int32))]
    while waiting:
        level, index, marks, over = waiting.pop()
        begin, width = where.begin + index * where.width(level), where.width(level)
        low, high = np.searchsorted(columns.begin, (begin, begin + width))
        through = np.sort(_heaviest(over, columns, lanes))
        if len(marks) <= ROOM or level == where.depth:
            step = PART if len(marks) > ROOM else max(1, len(marks))
            parts = tuple(np.sort(marks[at:at + step]) for at in range(0, max(1, len(marks)), step))
            yield Tile(level, index, int(low), int(high), 0, parts, through)
            continue
        held = _choose(marks, columns, lanes, begin, width)
        rest = marks[~held]
        middle = begin + width // 2
        early = columns.begin[rest] < middle
        left, right = rest[early], rest[~early]
        on = np.concatenate((over, left))
        on = _sift(on[columns.last[on] >= middle], columns, lanes)
        kids = (len(left) > 0) + 2 * (len(right) > 0 or len(on) > 0)
        yield Tile(level, index, int(low), int(high), kids, (np.sort(marks[held]),), through)
        if kids & 2:
            waiting.append((level + 1, 2 * index + 1, right, on))
        if kids & 1:
            waiting.append((level + 1, 2 * index, left, over))


def _choose(marks: Places, columns: Columns, lanes: int, begin: int, width: int) -> NDArray[np.bool_]:
    """Which of more than ROOM marks (the weightiest first) a tile holds: half of its room by weight with a fair share for each lane, half by texture, the
    weightiest of each lane in each of 32 stretches; what room is left by weight.
    """
    lane = columns.lane[marks]
    held = np.zeros(len(marks), bool)
    by_lane = np.argsort(lane, kind="stable")
    starts = np.flatnonzero(np.diff(lane[by_lane], prepend=-1))
    share = ROOM // 2 // len(starts)
    for start, stop in zip(starts, (*starts[1:], len(marks)), strict=True):
        held[by_lane[start:min(start + share, stop)]] = True
    _fill(held, ROOM // 2)
    stretch = (columns.begin[marks] - begin) * STRETCHES // width
    cell = stretch * lanes + lane
    free = np.flatnonzero(~held)[::-1]
    first = np.full(STRETCHES * lanes, -1, np.int64)
    first[cell[free]] = free  # the last one written is the weightiest
    best = first[first >= 0]
    best = best[np.lexsort((best, stretch[best]))]
    turn = np.arange(len(best)) - np.searchsorted(stretch[best], stretch[best])  # 0 for the weightiest of its stretch, 1 for that of another lane …
    held[best[np.lexsort((best, turn))][:ROOM - int(held.sum())]] = True
    _fill(held, ROOM)
    return held


def _fill(held: NDArray[np.bool_], room: int) -> None:
    """Hold the weightiest of the rest, up to so many in all."""
    more = room - int(held.sum())
    if more > 0:
        held[np.flatnonzero(~held)[:more]] = True


def _heaviest(over: Places, columns: Columns, lanes: int) -> Places:
    if len(over) <= THROUGH:
        return over
    over = over[np.argsort(columns.rank[over])]
    lane = columns.lane[over]
    return np.concatenate([over[np.flatnonzero(lane == one)[:THROUGH]] for one in range(lanes)])


def _sift(over: Places, columns: Columns, lanes: int) -> Places:
    """Without those that can be named by no tile to come: four of their lane are weightier and last as long."""
    if len(over) <= _SIFTED * lanes:
        return over
    over = over[np.argsort(columns.rank[over])]
    lane, kept = columns.lane[over], []
    for one in range(lanes):
        mine = over[lane == one]
        if len(mine) > _SIFTED:
            enough = np.partition(columns.last[mine[:_SIFTED]], -THROUGH)[-THROUGH]
            mine = np.concatenate((mine[:_SIFTED], mine[_SIFTED:][columns.last[mine[_SIFTED:]] > enough]))
        kept.append(mine)
    return np.concatenate(kept)
