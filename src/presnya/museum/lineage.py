"""Where groups come from and what became of them: split, merged, grew out of, ended; drawn, and the same in words.

The drawing's scale is even: every year in which something happens has the same width, because splits come in clusters
and decades without one would leave an empty sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import ClaimView, DateShown, label_of, shown_date, view
from presnya.museum.holdings import Holdings
from presnya.museum.pen import years_of
from presnya.museum.thing import moment
from presnya.terms import DateValue, Ref

FORWARD: Final = ("merged_into", "became")
"""Said of the earlier group, naming the later one."""
BACKWARD: Final = ("split_from", "grew_out_of", "succeeded", "branch_of", "claims_descent_from")
"""Said of the later group, naming the earlier one."""
PROPERTIES: Final = (*FORWARD, *BACKWARD)

COLUMN, ROW, EDGE = 150, 62, 70
"""Units of the drawing: width of a year's column, height of a row, head for the years."""
_LETTER: Final = 9.2
"""Width of a letter of a name, set bold at 17 units: a long name at the right edge widens the drawing."""


class Tie(NamedTuple):
    """One line of the list in words. `earlier` and `later` are groups by id and name."""

    year: int | None
    date: DateShown | None
    about: tuple[str, str]
    said: str
    other: tuple[str, str]
    property: str
    note: str
    claims: tuple[ClaimView, ...]


class Bar(NamedTuple):
    """A group's line: from `x` to `end` in row `y`. `open` when its end is not known, `loose` when its beginning is not."""

    id: str
    name: str
    x: int
    end: int
    y: int
    years: str
    loose: bool
    ended: bool


class Curve(NamedTuple):
    """From an earlier group's line to a later one's. `kind`: split, fusion, descent (claimed only), loose (no date)."""

    path: str
    kind: str
    x: int
    y: int


class Drawing(NamedTuple):
    """The sheet: its size, years with their places, lines and curves."""

    width: int
    height: int
    ticks: tuple[tuple[int, int], ...]
    bars: tuple[Bar, ...]
    curves: tuple[Curve, ...]


class Lineage(NamedTuple):
    """Ties in words by year, and the drawing of them; no drawing where there is nothing to join."""

    ties: tuple[Tie, ...]
    drawing: Drawing | None


class _Edge(NamedTuple):
    earlier: str
    later: str
    year: int | None
    kind: str


def lineage(holdings: Holdings, *, of: str = "") -> Lineage:
    """The lineage of one group (those at most two steps away) or of all groups."""
    claims = [entered for prop in PROPERTIES for thing in holdings.snapshot.kind("group") for entered in holdings.snapshot.standing(thing.id, prop)
              if isinstance(entered.claim.value, Ref) and entered.claim.value.id.startswith("group/")]
    near = _near(claims, of) if of else {one for entered in claims for one in _ends(entered)}
    kept = [entered for entered in claims if set(_ends(entered)) <= near]
    ties = _ties(kept, holdings)
    return Lineage(ties, _draw([_edge(tie) for tie in ties], holdings) if ties else None)


def _ends(entered: Entered) -> tuple[str, str]:
    value = entered.claim.value
    return entered.claim.about, value.id if isinstance(value, Ref) else ""


def _near(claims: Sequence[Entered], of: str) -> set[str]:
    near = {of}
    for _ in range(2):
        near |= {one for entered in claims for one in _ends(entered) if near & set(_ends(entered))}
    return near


def _ties(claims: Iterable[Entered], holdings: Holdings) -> tuple[Tie, ...]:
    groups: dict[tuple[str, str, str, str, DateValue | None], list[Entered]] = defaultdict(list)
    for entered in claims:
        about, other = _ends(entered)
        groups[about, entered.claim.property, other, entered.claim.note, entered.claim.when].append(entered)
    out = []
    for (about, prop, other, note, when), group in sorted(groups.items(), key=lambda item: (moment(item[0][4]), item[0][:3])):
        years = years_of(when) if when else None
        out.append(Tie(years[0] if years else None, shown_date(when, holdings.lang) if when else None, (about, holdings.snapshot.label(about)),
                       label_of(prop, holdings.lang), (other, holdings.snapshot.label(other)), prop, note, tuple(view(one, holdings) for one in group)))
    return tuple(out)


def _edge(tie: Tie) -> _Edge:
    forward = tie.property in FORWARD
    earlier, later = (tie.about[0], tie.other[0]) if forward else (tie.other[0], tie.about[0])
    kind = "descent" if tie.property == "claims_descent_from" else "fusion" if tie.property == "merged_into" else "split"
    return _Edge(earlier, later, tie.year, kind)


# ── the drawing ─────────────────────────────────────────────────────────────────────────────────────────────────


def _draw(edges: Sequence[_Edge], holdings: Holdings) -> Drawing:
    groups = list(dict.fromkeys(one for edge in edges for one in (edge.earlier, edge.later)))
    born = {one: _year(one, "founded", holdings) for one in groups}
    ended = {one: _year(one, "dissolved", holdings) for one in groups}
    for edge in edges:
        if edge.kind == "split" and born[edge.later] is None:
            born[edge.later] = edge.year
        if edge.kind == "fusion":
            ended[edge.earlier] = ended[edge.earlier] or edge.year
            born[edge.later] = born[edge.later] or edge.year
    years = sorted({year for year in (*born.values(), *ended.values(), *(edge.year for edge in edges)) if year is not None})
    place = {year: EDGE + COLUMN * (nth + 1) for nth, year in enumerate(years)}
    width = EDGE + COLUMN * (len(years) + 2)
    start = {one: place.get(born[one] or 0, _before(one, edges, born, place)) for one in groups}
    width = max([width, *(round(start[one] + _LETTER * len(holdings.snapshot.label(one))) + EDGE for one in groups)])
    rows = _rows(groups, edges, start)
    bars = []
    for one in groups:
        stop = place[year] if (year := ended[one]) is not None else width - EDGE
        bars.append(Bar(one, holdings.snapshot.label(one), start[one], max(stop, start[one] + 40), _y(rows[one]), _years(born[one], ended[one]), born[one] is None, ended[one] is not None))
    ends = {bar.id: bar for bar in bars}
    curves = tuple(_curve(edge, ends, place) for edge in edges)
    return Drawing(width, _y(len(set(rows.values()))) + 10, tuple((place[year], year) for year in years), tuple(bars), curves)


def _year(group: str, prop: str, holdings: Holdings) -> int | None:
    for entered in holdings.snapshot.standing(group, prop):
        if isinstance(entered.claim.value, DateValue) and (years := years_of(entered.claim.value)):
            return years[0]
    return None


def _before(one: str, edges: Sequence[_Edge], born: dict[str, int | None], place: dict[int, int]) -> int:
    """Where a group of unknown beginning starts: a column before the first thing known of it."""
    known = [edge.year for edge in edges if one in (edge.earlier, edge.later) and edge.year is not None]
    known += [year for edge in edges if edge.earlier == one and (year := born[edge.later]) is not None]
    return max(EDGE // 2, place[min(known)] - COLUMN) if known else EDGE // 2


def _rows(groups: Sequence[str], edges: Sequence[_Edge], start: dict[str, int]) -> dict[str, int]:
    """Families together, in each the earliest first and everybody below the one they come from; one group a row, so no two names meet."""
    children: dict[str, list[str]] = defaultdict(list)
    parents: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        if edge.kind != "descent" and edge.later not in children[edge.earlier]:
            children[edge.earlier].append(edge.later)
            parents[edge.later].add(edge.earlier)
    rows: dict[str, int] = {}

    def walk(one: str) -> None:
        if one in rows:
            return
        rows[one] = len(rows)
        for child in sorted(children[one], key=lambda other: (start[other], other)):
            for parent in sorted(parents[child] - {one}, key=lambda other: (start[other], other)):
                if not parents[parent]:
                    walk(parent)
            walk(child)

    for one in sorted(groups, key=lambda other: (bool(parents[other]), start[other], other)):
        walk(one)
    return rows


def _y(row: int) -> int:
    return EDGE + 20 + ROW * row


def _years(born: int | None, ended: int | None) -> str:
    return f"{'' if born is None else born}–{ended}" if ended is not None else "" if born is None else str(born)


def _curve(edge: _Edge, bars: dict[str, Bar], place: dict[int, int]) -> Curve:
    earlier, later = bars[edge.earlier], bars[edge.later]
    if edge.kind == "fusion":
        x = place.get(edge.year or 0, later.x)
        return Curve(f"M{x - 46} {earlier.y}C{x - 16} {earlier.y} {x - 30} {later.y} {x} {later.y}", "fusion" if edge.year else "loose", x, later.y)
    x = place.get(edge.year or 0, later.x)
    reach = max(x, earlier.x)
    kind = "descent" if edge.kind == "descent" else "split" if edge.year else "loose"
    return Curve(f"M{reach - 30} {earlier.y}C{reach - 4} {earlier.y} {reach - 26} {later.y} {max(later.x, reach)} {later.y}", kind, reach - 30, earlier.y)
