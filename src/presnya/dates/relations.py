"""How two dates stand in time, and how sure that is: Allen's thirteen relations over bounds, the same day or week, ages and lengths.

Every date is taken as something that began at some minute of its `begin` and was over at the end of some minute of its `end`, and so lasted a minute at least: "9 March"
is something that happened within that day, not the whole day. Allen's relations (J. F. Allen, "Maintaining Knowledge about Temporal Intervals", Communications of the
ACM 26, 1983) are those of proper intervals; with minutes, or days, as the smallest there are no points, and exactly one of the thirteen holds.
What is only approximate (~) is widened first by `slack`; of "one of" a set each member is tried; a date that was not read can stand in any relation.
"""

from itertools import product
from typing import Final, Literal

from presnya.dates.calendar import DAY
from presnya.dates.value import Range, ranges
from presnya.terms import DateValue

Relation = Literal[
    "before", "meets", "overlaps", "starts", "during", "finishes", "equals", "finished by", "contains", "started by", "overlapped by", "met by", "after"]
Certainty = Literal["certainly", "possibly", "impossible"]
Unit = Literal["minute", "day", "week"]

RELATIONS: Final[dict[Relation, tuple[str, ...]]] = {
    "before": ("b", "e", "B", "E"), "meets": ("b", "eB", "E"), "overlaps": ("b", "B", "e", "E"), "starts": ("bB", "e", "E"), "during": ("B", "b", "e", "E"),
    "finishes": ("B", "b", "eE"), "equals": ("bB", "eE"), "finished by": ("b", "B", "eE"), "contains": ("b", "B", "E", "e"), "started by": ("bB", "E", "e"),
    "overlapped by": ("B", "b", "E", "e"), "met by": ("B", "bE", "e"), "after": ("B", "E", "b", "e"),
}
"""Relation → the four ends in the order of time, those of one moment together: b and e are begin and end of the first date, B and E of the second."""
_UNITS: Final = {"minute": (1, 0), "day": (DAY, 0), "week": (7 * DAY, 3 * DAY)}
"""Minutes in a unit, and minutes by which the first unit began before the epoch, a Thursday: weeks begin on Monday."""
_EVER: Final = 10**18
"""Minutes farther than any date."""


def possible_relations(one: DateValue, other: DateValue, *, unit: Unit = "minute") -> frozenset[Relation]:
    """The relations in which the first may stand to the second, never empty. With the unit "day", a day is the smallest stretch: 9 March meets 10 March."""
    if not one.edtf or not other.edtf:
        return frozenset(RELATIONS)
    pairs = list(product(ranges(one), ranges(other)))
    return frozenset(name for name, order in RELATIONS.items() if any(_can_be(order, *pair, unit) for pair in pairs))


def relation(one: DateValue, other: DateValue, name: Relation, *, unit: Unit = "minute") -> Certainty:
    """Whether the first stands in that relation to the second: "certainly" when no other is possible."""
    possible = possible_relations(one, other, unit=unit)
    if name not in possible:
        return "impossible"
    return "certainly" if len(possible) == 1 else "possibly"


def _can_be(order: tuple[str, ...], one: Range, other: Range, unit: Unit) -> bool:
    """Whether moments can be found in that order. Taking the earliest that fits, one after the other, finds them if there are any."""
    where = {"b": _in_units(one[0], unit), "e": _in_units(one[1], unit, after=1), "B": _in_units(other[0], unit), "E": _in_units(other[1], unit, after=1)}
    moment = -2 * _EVER
    for ends in order:
        moment = max(moment + 1, *(where[end][0] for end in ends))
        if moment > min(where[end][1] for end in ends):
            return False
    return True


def _in_units(bound: tuple[int | None, int | None], unit: Unit, *, after: int = 0) -> tuple[int, int]:
    length, shift = _UNITS[unit]
    low, high = bound
    return -_EVER if low is None else (low + shift) // length + after, _EVER if high is None else (high + shift) // length + after


def same_day(one: DateValue, other: DateValue) -> str:
    """'certainly' when both lie on one and the same day, 'possibly' when some day of the one is one of the other, '' when none is. What was not read is on no day."""
    return _same(one, other, "day")


def same_week(one: DateValue, other: DateValue) -> str:
    """The same of a week, Monday to Sunday (ISO 8601)."""
    return _same(one, other, "week")


def _same(one: DateValue, other: DateValue, unit: Unit) -> str:
    if not one.edtf or not other.edtf:
        return ""
    spans = [[(_in_units(begin, unit)[0], _in_units(end, unit)[1]) for begin, end in ranges(value)] for value in (one, other)]
    units = {moment for spans_of_one in spans for span in spans_of_one for moment in span}
    if len(units) == 1:
        return "certainly"
    return "possibly" if any(low <= other_high and other_low <= high for (low, high), (other_low, other_high) in product(*spans)) else ""


def duration(value: DateValue) -> tuple[int, int | None]:
    """(least, greatest) minutes it lasted; greatest is None where an end is open. What is dated by one date alone lasted a minute at least, and may have lasted the whole of it."""
    if not value.edtf:
        return 1, None
    spans = [_duration(begin, end) for begin, end in ranges(value)]
    longest = [high for _, high in spans if high is not None]
    return min(low for low, _ in spans), max(longest) if len(longest) == len(spans) else None


def _duration(begin: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> tuple[int, int | None]:
    least = 1 if begin[1] is None or end[0] is None else max(1, end[0] - begin[1] + 1)
    return least, None if begin[0] is None or end[1] is None else end[1] - begin[0] + 1


def elapsed(one: DateValue, other: DateValue) -> tuple[int | None, int | None]:
    """(least, greatest) minutes from the beginning of the first to the beginning of the second, negative backwards; None where a beginning is open."""
    if not one.edtf or not other.edtf:
        return None, None
    lows: list[int | None] = []
    highs: list[int | None] = []
    for (begin, _), (other_begin, _) in product(ranges(one), ranges(other)):
        lows.append(None if other_begin[0] is None or begin[1] is None else other_begin[0] - begin[1])
        highs.append(None if other_begin[1] is None or begin[0] is None else other_begin[1] - begin[0])
    return (None if None in lows else min(low for low in lows if low is not None)), (None if None in highs else max(high for high in highs if high is not None))
