"""The pen: how many dated events the museum knows of each year, drawn as a seismograph at the head of every page.

Where no source speaks the line is flat. The amplitude is the cube root of the count; nothing is smoothed, and the
strokes' pattern is fixed, so the same counts always give the same line.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import product
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Snapshot
from presnya.terms import DateValue

_STROKES: Final = (0.55, -0.8, 1.0, -0.7, 0.45, -0.35)
"""One year's pattern: height of each stroke against the year's amplitude, up positive."""

LEAST: Final = 20
"""Years the pen shows at least."""


class Pen(NamedTuple):
    """Years `first` to `last` (inclusive) and the count of each; `before` and `after` are events outside."""

    first: int
    last: int
    counts: tuple[int, ...]
    before: int
    after: int

    def total(self) -> int:
        """All events that have a year."""
        return sum(self.counts) + self.before + self.after

    def place(self, year: float) -> float:
        """Where a year lies, 0 to 1, clipped to the pen's ends."""
        return min(1.0, max(0.0, (year - self.first) / (self.last + 1 - self.first)))

    def decades(self) -> list[int]:
        """Years to print under the line: decades, thinned to at most 16."""
        step = next(step for step in (10, 20, 50, 100, 200, 500, 1000, 10000) if (self.last + 1 - self.first) / step <= 16)  # noqa: PLR2004  what fits the width
        return list(range(-(-self.first // step) * step, self.last + 1, step))


def years_of(value: DateValue) -> tuple[int, int] | None:
    """First and last Gregorian year a date can touch; None when it was not read or is open at both ends."""
    low, high = dates.span(value)
    ends = [dates.from_day_number(minute // dates.DAY).year for minute in (low, high) if minute is not None]
    return (ends[0], ends[-1]) if ends else None


def pen_of(snapshot: Snapshot) -> Pen:
    """Counts of events by the year in which each first standing date begins; the ends are where 98 of 100 events lie, whole decades."""
    years = sorted(years[0] for years in (_year(snapshot, thing.id) for thing in snapshot.kind("event")) if years)
    if not years:
        return Pen(1900, 1919, (0,) * LEAST, 0, 0)
    cut = len(years) // 100
    low, high = years[cut] // 10 * 10, years[len(years) - 1 - cut] // 10 * 10 + 9
    if high - low + 1 < LEAST:
        low = high - LEAST + 1
    counts = Counter(years)
    return Pen(low, high, tuple(counts[year] for year in range(low, high + 1)), sum(year < low for year in years), sum(year > high for year in years))


def _year(snapshot: Snapshot, event: str) -> tuple[int, int] | None:
    for entered in snapshot.standing(event, "happened"):
        if isinstance(entered.claim.value, DateValue) and (found := years_of(entered.claim.value)):
            return found
    return None


def trace(pen: Pen, *, width: int, height: int) -> str:
    """The line as an SVG path of whole units, relative, years without events flat. The highest year fills 0.94 of the height."""
    middle = height // 2
    top = max(pen.counts, default=0) or 1
    reach = 0.94 * middle
    strokes = len(_STROKES)
    out = [f"M0 {middle}"]
    x = y = flat = 0
    for nth, count in enumerate(pen.counts):
        amplitude = reach * (count / top) ** (1 / 3) if count else 0.0
        for stroke, share in enumerate(_STROKES):
            to_x = round((nth * strokes + stroke + 1) * width / (len(pen.counts) * strokes))
            to_y = -round(share * amplitude)
            if to_y == y == 0:
                flat += to_x - x
            else:
                out += [f"h{flat}"] if flat else []
                out.append(f"l{to_x - x} {to_y - y}")
                flat = 0
            x, y = to_x, to_y
    if y:
        out.append(f"l0 {-y}")
    if flat:
        out.append(f"h{flat}")
    return "".join(out)


class Hung(NamedTuple):
    """Where the words of a pin hang: which pin (`nth` as given), on which of two levels, to which side of it."""

    nth: int
    low: bool
    left: bool


def hang(pins: Sequence[tuple[float, str]], *, letter: float) -> tuple[Hung, ...]:
    """Places for words at pins on a line, so that none meet; a pin whose words find no place is left out, the ends last of all.

    `pins` are (percent from the left, words) in order; `letter` is the width of a letter in percent of the line.
    """
    taken: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    out: list[Hung] = []
    ends = [0, len(pins) - 1][:len(pins)]
    for nth in dict.fromkeys([*ends, *range(len(pins))]):
        at, words = pins[nth]
        width = letter * (len(words) + 2)
        for low, left in product((nth % 2 == 1, nth % 2 == 0), (at + width > 100, at + width <= 100)):  # noqa: PLR2004  percent of the line
            start, end = (at - width, at) if left else (at, at + width)
            if start >= 0 and end <= 100 and all(end <= before or start >= after for before, after in taken[low]):  # noqa: PLR2004
                taken[low].append((start, end))
                out.append(Hung(nth, low, left))
                break
    return tuple(sorted(out))
