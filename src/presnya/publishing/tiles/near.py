"""Coincidences: what other lanes hold on the same day and in the same week, counted by prefix sums over sorted days; no pair is ever formed.

Two numbers, never one. *Certainly*: both marks are sure (neither approximate nor uncertain, open or contested) and lie within the one day (week), whichever
minute of theirs is meant. *Possibly*: some day (week) of the one is one of the other; what is certain is possible too.
A mark known no closer than NEAR is not counted and counts nothing. The same event in another lane is not counted.
"""

from base64 import b64encode
from collections import defaultdict
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from presnya import dates
from presnya.publishing.tiles.bins import varints
from presnya.publishing.tiles.spool import Columns, Ints

NEAR: Final = 31 * dates.DAY
"""Minutes."""
_MONDAY: Final = 3
"""1970-01-01 was a Thursday: its day number plus three, divided by seven, is the number of its week."""


class _Unit(NamedTuple):
    """Marks of one lane by first and last day (or week), each sorted, and those that certainly lie within one."""

    first: Ints
    last: Ints
    sure: Ints


class Neighbours(NamedTuple):
    """What counting needs: for each lane its days and weeks; and for marks that stand in several lanes, which marks those are."""

    lanes: tuple[tuple[_Unit, _Unit], ...]
    twins: dict[int, tuple[int, ...]]


def days_weeks(columns: Columns, marks: Any) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """((first, last) day, (first, last) week) of each of these marks."""
    first, last = columns.begin[marks] // dates.DAY, columns.last[marks] // dates.DAY
    return (first, last), ((first + _MONDAY) // 7, (last + _MONDAY) // 7)


def neighbours(columns: Columns, lanes: int) -> Neighbours:
    """Sort days and weeks of each lane."""
    near = columns.last - columns.begin < NEAR
    out = []
    for lane in range(lanes):
        marks = np.flatnonzero(near & (columns.lane == lane))
        sure = columns.sign[marks] == 0
        out.append(tuple(_Unit(np.sort(first), np.sort(last), np.sort(first[sure & (first == last)])) for first, last in days_weeks(columns, marks)))
    return Neighbours(tuple(out), _twins(columns))  # type: ignore[arg-type]  # two units each


def _twins(columns: Columns) -> dict[int, tuple[int, ...]]:
    """Marks of one id in several lanes: place → places of the others."""
    order = np.argsort(columns.key, kind="stable")
    key, lane = columns.key[order], columns.lane[order]
    same = np.flatnonzero(key[1:] == key[:-1])
    if not len(same) or not (lane[same] != lane[same + 1]).any():
        return {}
    groups: dict[int, list[int]] = defaultdict(list)
    for at in np.unique(np.concatenate((same, same + 1))).tolist():
        groups[int(key[at])].append(int(order[at]))
    return {one: tuple(other for other in group if columns.lane[other] != columns.lane[one]) for group in groups.values() for one in group}


def counts(marks: NDArray[np.int32], columns: Columns, known: Neighbours) -> NDArray[np.int64]:
    """Shape (marks, lanes, 4): certainly the same day, possibly, certainly the same week, possibly; 0 in the mark's own lane."""
    out = np.zeros((len(marks), len(known.lanes), 4), np.int64)
    near = columns.last[marks] - columns.begin[marks] < NEAR
    sure = near & (columns.sign[marks] == 0)
    for unit, (first, last) in enumerate(days_weeks(columns, marks)):
        within = sure & (first == last)
        for lane, units in enumerate(known.lanes):
            counted = near & (columns.lane[marks] != lane)
            theirs = units[unit]
            certain = np.searchsorted(theirs.sure, first, "right") - np.searchsorted(theirs.sure, first)
            possible = np.searchsorted(theirs.first, last, "right") - np.searchsorted(theirs.last, first)
            out[:, lane, 2 * unit] = np.where(counted & within, certain, 0)
            out[:, lane, 2 * unit + 1] = np.where(counted, possible, 0)
    if known.twins:
        _without_twins(out, marks, columns, known)
    return out


def _without_twins(out: NDArray[np.int64], marks: NDArray[np.int32], columns: Columns, known: Neighbours) -> None:
    for row, mark in enumerate(marks.tolist()):
        for other in known.twins.get(mark, ()):
            pair = np.array((mark, other))
            if (columns.last[pair] - columns.begin[pair] >= NEAR).any():
                continue
            sure = bool((columns.sign[pair] == 0).all())
            for unit, (first, last) in enumerate(days_weeks(columns, pair)):
                out[row, columns.lane[other], 2 * unit] -= sure and first.min() == last.max()
                out[row, columns.lane[other], 2 * unit + 1] -= first.max() <= last.min()


def coded(found: NDArray[np.int64]) -> dict[str, Any] | None:
    """`counts` of the marks of one part as z/x.near.json has them, each distinct row once; None when nothing coincides."""
    if not found[:, :, 3].any():
        return None
    places: dict[bytes, int] = {}
    rows: list[bytes] = []
    of: list[int] = []
    for row in found:
        if not row[:, 3].any():
            of.append(-1)
            continue
        key = row.tobytes()
        if key not in places:
            places[key] = len(rows)
            rows.append(_row(row.tolist()))
        of.append(places[key])
    return {"rows": b64encode(b"".join(rows)).decode(), "of": of}


def _row(counted: list[list[int]]) -> bytes:
    full = [(lane, four) for lane, four in enumerate(counted) if four[3]]
    numbers = [len(full)]
    after = 0
    for lane, (day, perhaps_day, week, perhaps_week) in full:
        numbers += (lane - after, day, perhaps_day - day, week - day, perhaps_week - perhaps_day)
        after = lane + 1
    return varints(numbers)
