"""What changed between two sizes of the register: who did what to which thing, when, on what ground. Nothing is weighed, nothing is left out unsaid.

Acts are grouped by the thing they concern; within it they stand in their order. Claims that one person added on one day are one change with several acts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from presnya.catalogue.ledger import ActRow
from presnya.catalogue.snapshot import Envelope
from presnya.museum.claims import DateShown, Statement, statements
from presnya.museum.holdings import Holdings
from presnya.museum.register import Ledger, Line, Target
from presnya.terms import kind_of

MOST: Final = 400
"""Changes that one page tells; the rest is counted, and stands in the register's list."""
STATEMENTS: Final = 8
"""Statements that one change tells; the rest stands on its acts' pages."""
_MONTHS: Final = 24
"""More months than this are told by years."""

ORDER: Final = ("accession", "arrange", "claim", "closed", "correct", "dispute", "withdraw", "decide", "erase", "appoint", "propose")
"""Kinds of change as they are counted, in this order; others follow. `closed` is a claim that an exhibition closed."""


Pair = tuple[Statement | None, Statement | None]


class Change(NamedTuple):
    """What was done. `kind` is the act's name, or `closed`; `acts` its numbers; `by` the curator's name, else opaque id.

    Claims added are in `statements`, claims corrected are `pairs` of old and new; `claims` counts all. `targets` are what was ended, decided on or disputed;
    `lost` counts old claims that can no longer be read.
    """

    kind: str
    acts: tuple[int, ...]
    by: str
    day: DateShown
    statements: tuple[Statement, ...]
    pairs: tuple[Pair, ...]
    targets: tuple[Target, ...]
    claims: int
    ground: str
    line: Line
    erased: bool
    lost: int = 0


class Group(NamedTuple):
    """All changes that concern a thing; '' is the museum itself. `new` when the register first spoke of it within this time."""

    id: str
    label: str
    new: bool
    changes: tuple[Change, ...]


class Span(NamedTuple):
    """Acts `first` to `stop` (exclusive) and the time they were written in: a month (2013-10), a year, or '' for any other."""

    first: int
    stop: int
    time: str


class Changes(NamedTuple):
    """What changed when the register grew from `first` to `stop` acts. `begin` and `end` are the days of its first and last act; `counts` acts by kind.

    `hidden` changes are not told here.
    """

    first: int
    stop: int
    begin: DateShown | None
    end: DateShown | None
    counts: tuple[tuple[str, int], ...]
    groups: tuple[Group, ...]
    hidden: int


def changes(first: int, rows: Iterable[ActRow], ledger: Ledger) -> Changes:
    """What acts `first` and following did, by the holdings that `ledger` reads them against (of the same size or a later one)."""
    told: dict[str, list[Change]] = defaultdict(list)
    counts: Counter[str] = Counter()
    days: list[DateShown] = []
    stop = first
    for row in rows:
        change = _change(ledger.line(row, most=STATEMENTS), row, ledger)
        for about, part in _parted(change, row.about):
            told[about].append(part)
        counts[change.kind] += 1
        days = [*days[:1], change.day]
        stop = row.number + 1
    snapshot = ledger.holdings.snapshot
    groups = [Group(about, snapshot.label(about) if about else "", _new(about, first, ledger.holdings), _merged(group)) for about, group in told.items()]
    groups.sort(key=lambda group: (group.label.casefold(), group.id))
    kept, hidden = _cut(groups)
    order = {kind: nth for nth, kind in enumerate(ORDER)}
    return Changes(first, stop, days[0] if days else None, days[-1] if days else None,
                   tuple(sorted(counts.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))), kept, hidden)


def spans(acts: Sequence[Envelope]) -> tuple[Span, ...]:
    """Months in which acts were entered, the newest first; years when there are many. An act dated back belongs to the month it was entered in, which is that of the latest act before."""
    latest = ""
    months: list[str] = []
    for act in acts:
        latest = max(latest, act.at[:7])
        months.append(latest)
    times = [month[:4] for month in months] if len(set(months)) > _MONTHS else months
    out: list[Span] = []
    for time, group in groupby(range(len(times)), key=lambda number: times[number]):
        numbers = list(group)
        out.append(Span(numbers[0], numbers[-1] + 1, time))
    return tuple(reversed(out))


def _new(about: str, first: int, holdings: Holdings) -> bool:
    if thing := holdings.snapshot.things.get(about):
        return thing.act >= first
    if source := holdings.snapshot.sources.get(about):
        return source.act >= first
    return holdings.snapshot.arranged_by.get(about, -1) >= first


def _change(line: Line, row: ActRow, ledger: Ledger) -> Change:
    done = line.done
    by = ledger.holdings.snapshot.curators.get(row.by, row.by)
    correct = row.act == "correct"
    old = statements([ledger.claims[target.id] for target in done.targets if target.id in ledger.claims], ledger.holdings) if correct else ()
    closed = kind_of(row.about) == "exhibition" and _has(done.statements, "closed") and not _has(old, "closed")
    return Change("closed" if closed else row.act, (row.number,), by, line.day, () if correct else done.statements, _pairs(old, done.statements) if correct else (),
                  () if correct else done.targets, done.claims, done.ground, line, line.erased, sum(target.id not in ledger.claims for target in done.targets) if correct else 0)


def _has(said: Sequence[Statement], prop: str) -> bool:
    return any(statement.prop == prop for statement in said)


def _pairs(old: Sequence[Statement], new: Sequence[Statement]) -> tuple[Pair, ...]:
    """Old statements beside the new ones of the same property, in their order; one side is None where nothing answers to the other."""
    left = list(new)
    out: list[Pair] = []
    for before in old:
        beside = next((nth for nth, one in enumerate(left) if one.prop == before.prop), None)
        out.append((before, None if beside is None else left.pop(beside)))
    return (*out, *((None, statement) for statement in left))


def _parted(change: Change, about: str) -> list[tuple[str, Change]]:
    """A withdrawal that concerns several things is told at each of them, with what was withdrawn there."""
    if change.kind != "withdraw" or not change.targets:
        return [(about, change)]
    things: dict[str, list[Target]] = defaultdict(list)
    for target in change.targets:
        things[target.thing].append(target)
    untold = change.claims - len(change.targets)
    return [(thing, change._replace(targets=tuple(targets), claims=len(targets) + (0 if nth else untold))) for nth, (thing, targets) in enumerate(things.items())]


def _merged(group: Sequence[Change]) -> tuple[Change, ...]:
    """Claims added one after another by the same person on the same day are told together."""
    out: list[Change] = []
    for change in group:
        last = out[-1] if out else None
        if last and change.kind == last.kind == "claim" and not change.erased and not last.erased and (change.by, change.day) == (last.by, last.day):
            out[-1] = last._replace(acts=last.acts + change.acts, statements=(last.statements + change.statements)[:STATEMENTS], claims=last.claims + change.claims)
        else:
            out.append(change)
    return tuple(out)


def _cut(groups: Sequence[Group]) -> tuple[tuple[Group, ...], int]:
    """As many groups as a page holds, and how many changes that leaves untold."""
    kept: list[Group] = []
    room = MOST
    for group in groups:
        if room <= 0:
            break
        kept.append(group._replace(changes=group.changes[:room]))
        room -= len(group.changes)
    return tuple(kept), max(0, -room) + sum(len(group.changes) for group in groups[len(kept):])
