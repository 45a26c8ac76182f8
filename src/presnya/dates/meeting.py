"""How many spans of days meet a given one, counted by two sorted lists: no pair of spans is ever formed."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final

from presnya.dates.calendar import DAY

NEAR: Final = 31 * DAY
"""Minutes: what is known no closer than this is not said to fall on the day of anything else."""


class Spans:
    """Spans (first, last) of whole numbers, both ends within, first ≤ last."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """Takes O(n log n)."""
        held = list(spans)
        self._firsts = sorted(first for first, _ in held)
        self._lasts = sorted(last for _, last in held)

    def meeting(self, first: int, last: int) -> int:
        """How many share a number with first … last: those that began by `last`, less those that were over before `first`. O(log n)."""
        return bisect_right(self._firsts, last) - bisect_left(self._lasts, first)
