"""Coincidences: what other lanes hold on the same day and in the same week, by prefix sums over days; no pair of marks is ever formed.

Two numbers, never one. *Certainly*: both marks are sure (neither approximate nor uncertain, open or contested) and lie within the one day (week), whichever
minute of theirs is meant. *Possibly*: some day (week) of the one is one of the other; what is certain is possible too.
A mark known no closer than `dates.NEAR` is not counted and counts nothing. The same event in another lane is told apart and not counted.

Days are written in stretches of whole weeks from a Monday on, so that a week is never cut.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from presnya import dates
from presnya.publishing.tiles.bins import coded
from presnya.publishing.tiles.spool import Columns, Ints

WEEKS: Final = 52
"""Least number of weeks of a file; doubled until there is no more than one file for each WORTH marks, and two besides."""
WORTH: Final = 1024
MONDAY: Final = 3
"""1970-01-01 was a Thursday: its day number plus three, divided by seven, is the number of its week."""


class _Lane(NamedTuple):
    """Days and weeks of one lane's counted marks, each sorted: first days, last days, days and weeks of those sure to lie within one."""

    first: Ints
    last: Ints
    day: Ints
    week: Ints


def files(columns: Columns, lanes: int) -> tuple[int | None, Iterator[tuple[str, dict[str, Any]]]]:
    """How many weeks a file holds, and (name, value) of every near/c.json; None and nothing for a single lane, or when no mark is counted."""
    found = [_lane(columns, lane) for lane in range(lanes if lanes > 1 else 0)]
    mondays = np.unique(np.concatenate([(days + MONDAY) // 7 for one in found for days in (one.first, one.last)])) if found else np.array([], np.int64)
    if not len(mondays):
        return None, iter(())
    weeks = WEEKS
    while len(np.unique(mondays // weeks)) > 2 + len(columns.begin) // WORTH:  # two always suffice: one either side of 1970
        weeks *= 2
    return weeks, ((f"near/{number}.json", _stretch(found, number, weeks)) for number in np.unique(mondays // weeks).tolist())


def _stretch(lanes: list[_Lane], number: int, weeks: int) -> dict[str, Any]:
    """The file of one stretch."""
    start, days = 7 * weeks * number - MONDAY, 7 * weeks
    return {
        "sums": [[int(np.searchsorted(one.first, start)), int(np.searchsorted(one.last, start))] for one in lanes],
        "first": [_counted(one.first, start, days) for one in lanes], "last": [_counted(one.last, start, days) for one in lanes],
        "day": [_counted(one.day, start, days) for one in lanes], "week": [_counted(one.week, weeks * number, weeks) for one in lanes],
    }


def _lane(columns: Columns, lane: int) -> _Lane:
    marks = np.flatnonzero((columns.last - columns.begin < dates.NEAR) & (columns.lane == lane))
    first, last = columns.begin[marks] // dates.DAY, columns.last[marks] // dates.DAY
    sure = columns.sign[marks] == 0
    week = (first + MONDAY) // 7
    return _Lane(first, np.sort(last), first[sure & (first == last)], week[sure & (week == (last + MONDAY) // 7)])


def _counted(units: Ints, start: int, length: int) -> str:
    """How often each of `length` days (or weeks) from `start` stands among sorted ones."""
    low, high = np.searchsorted(units, (start, start + length))
    at, counts = np.unique(units[low:high] - start, return_counts=True)
    return coded(counts.tolist(), at.tolist())


def twins(columns: Columns) -> dict[int, list[tuple[int, ...]]]:
    """Marks whose event stands in other lanes too → (lane, and what it adds to the four counts: day, possibly day, week, possibly week) of each."""
    order = np.argsort(columns.key, kind="stable")
    key, lane = columns.key[order], columns.lane[order]
    same = np.flatnonzero(key[1:] == key[:-1])
    if not len(same) or not (lane[same] != lane[same + 1]).any():
        return {}
    groups: dict[int, list[int]] = defaultdict(list)
    for at in np.unique(np.concatenate((same, same + 1))).tolist():
        groups[int(key[at])].append(int(order[at]))
    out: dict[int, list[tuple[int, ...]]] = {}
    for group in groups.values():
        for one in group:
            if others := [other for other in group if columns.lane[other] != columns.lane[one]]:
                out[one] = sorted(_twin(one, other, columns) for other in others)
    return out


def _twin(one: int, other: int, columns: Columns) -> tuple[int, ...]:
    pair: NDArray[np.int64] = np.array((one, other))
    first, last = columns.begin[pair] // dates.DAY, columns.last[pair] // dates.DAY
    lane = int(columns.lane[other])
    if (columns.last[pair] - columns.begin[pair] >= dates.NEAR).any():
        return lane, 0, 0, 0, 0
    sure = bool((columns.sign[pair] == 0).all())
    weeks = (first + MONDAY) // 7, (last + MONDAY) // 7
    return lane, *(int(flag) for low, high in ((first, last), weeks) for flag in (sure and low.min() == high.max(), low.max() <= high.min()))
