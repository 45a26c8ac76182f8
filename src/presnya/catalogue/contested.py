"""Contested: said of a thing's property when standing claims by different witnesses cannot all hold (charter).

Exact rules and no others: disjoint bounds of dates, different things where only one can be, number ranges that do not
meet for the same measure. Nothing is ranked and nothing is preferred.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Entered, Snapshot
from presnya.terms import DateValue, Number, Ref, Text, Value
from presnya.terms.properties import properties


class Contest(NamedTuple):
    """Claims on one property of one thing that cannot all hold. `readings` are groups of claims that say the same, in order of entry."""

    about: str
    property: str
    measure: str
    readings: tuple[tuple[Entered, ...], ...]

    def witnesses(self) -> list[str]:
        """Witnesses in the order in which they were entered."""
        return list(dict.fromkeys(entered.claim.witness for reading in self.readings for entered in reading))


def conflict(rule: str, one: Value, other: Value) -> bool:
    """Whether two values cannot both hold under a property's rule ('disjoint dates', 'different thing', 'incompatible numbers', 'never')."""
    match rule, one, other:
        case "disjoint dates", DateValue(), DateValue():
            return dates.disjoint(one, other)
        case "different thing", Ref(), Ref():
            return one.id != other.id
        case "different thing", Text(), Text():
            return one.text.casefold().strip() != other.text.casefold().strip() and one.lang == other.lang
        case "incompatible numbers", Number(), Number():
            return _apart(one, other)
        case _:
            return False


def _apart(one: Number, other: Number) -> bool:
    lows, highs = [_decimal(one.low), _decimal(other.low)], [_decimal(one.high), _decimal(other.high)]
    return bool((lows[0] is not None and highs[1] is not None and lows[0] > highs[1]) or (lows[1] is not None and highs[0] is not None and lows[1] > highs[0]))


def _decimal(words: str | None) -> Decimal | None:
    try:
        return None if words is None else Decimal(words)
    except InvalidOperation:
        return None


def measure(entered: Entered) -> str:
    """What is measured: numbers are compared only when unit and measure agree (dead with dead, wounded with wounded)."""
    value = entered.claim.value
    return f"{value.unit}|{entered.claim.note}" if isinstance(value, Number) else ""


def of(claims: Iterable[Entered]) -> list[Contest]:
    """Contests among claims about one thing. Only standing claims count: what a machine proposed contests nothing."""
    groups: dict[tuple[str, str, str], list[Entered]] = defaultdict(list)
    for entered in claims:
        if entered.status == "standing":
            groups[entered.claim.about, entered.claim.property, measure(entered)].append(entered)
    known = properties()
    out = []
    for (about, prop, what), group in groups.items():
        rule = known[prop].same_when if prop in known else "never"
        if rule == "never" or len({entered.claim.witness for entered in group}) < 2:  # noqa: PLR2004  it takes two to disagree
            continue
        if _contested(rule, group):
            out.append(Contest(about, prop, what, _readings(rule, group)))
    return out


def _contested(rule: str, group: Sequence[Entered]) -> bool:
    return any(
        one.claim.witness != other.claim.witness and conflict(rule, one.claim.value, other.claim.value)
        for nth, one in enumerate(group) for other in group[nth + 1:]
    )


def _readings(rule: str, group: Sequence[Entered]) -> tuple[tuple[Entered, ...], ...]:
    """Claims that say the same words, or the same bounds, stand together; the rest each alone."""
    readings: list[list[Entered]] = []
    for entered in group:
        for reading in readings:
            if _same(rule, reading[0].claim.value, entered.claim.value):
                reading.append(entered)
                break
        else:
            readings.append([entered])
    return tuple(tuple(reading) for reading in readings)


def _same(rule: str, one: Value, other: Value) -> bool:
    if isinstance(one, DateValue) and isinstance(other, DateValue):
        return one.edtf == other.edtf
    if isinstance(one, Number) and isinstance(other, Number):
        return (one.low, one.high) == (other.low, other.high)
    return type(one) is type(other) and not conflict(rule, one, other)


def everywhere(snapshot: Snapshot) -> list[Contest]:
    """All contests of the museum, by the label of the thing."""
    found = [contest for thing in snapshot.about for contest in of(snapshot.about[thing])]
    return sorted(found, key=lambda contest: (snapshot.label(contest.about).casefold(), contest.about, contest.property))
