"""The library: works by author and year, each with its way from writing to first printing and to its editions on one scale of years that all works share."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from presnya.catalogue.snapshot import Thing
from presnya.museum.claims import Statement, statements
from presnya.museum.holdings import Holdings
from presnya.museum.listing import sort_key
from presnya.museum.pen import years_of
from presnya.museum.thing import Facts, date_of, facts, moment, span_of
from presnya.terms import DateValue

COLUMNS: Final = ("title", "language", "published", "publisher", "translated_by", "introduction_by")
"""What the table of editions tells of each."""
WIDTH: Final = 640
"""Of a strip, in units of its drawing; it is 40 high."""
_EDGE: Final = 8
_WORTH_SAYING: Final = 2
"""Years between writing and print from which a gap is told."""


class Point(NamedTuple):
    """A dated step of a work: `step` is written, printed or edition; x from `left` to `right` on the strip, where a date leaves it open."""

    step: str
    left: int
    right: int
    contested: bool


class Step(NamedTuple):
    """A step in words. `id` and `label` are an edition's own, '' for the work itself; `dates` may be several where witnesses differ, or none."""

    step: str
    id: str
    label: str
    what: str
    dates: tuple[Statement, ...]


class Gap(NamedTuple):
    """Years between the latest year of writing and the earliest of printing; x of both. `least` where one of the dates is not a single year."""

    years: int
    left: int
    right: int
    least: bool


class Scale(NamedTuple):
    """Whole decades `first` to `last`, shared by every strip, with (x, decade) for the lines that are drawn."""

    first: int
    last: int
    ticks: tuple[tuple[int, int], ...]

    def x(self, year: float) -> int:
        """Where a year lies on a strip."""
        return round(_EDGE + (WIDTH - 2 * _EDGE) * (year - self.first) / (self.last - self.first))


class Edition(NamedTuple):
    """A row of the table of editions: `cells` in the order of COLUMNS, None where nobody says it; `notes` are its summaries."""

    id: str
    label: str
    cells: tuple[Facts | None, ...]
    notes: tuple[Statement, ...]


class Volume(NamedTuple):
    """A work on its shelf."""

    id: str
    label: str
    kind: str
    proposed: bool
    steps: tuple[Step, ...]
    points: tuple[Point, ...]
    gap: Gap | None
    scale: Scale
    editions: tuple[Edition, ...]


class Shelf(NamedTuple):
    """An author's works; the id is '' for works whose author nobody names."""

    author: str
    name: str
    volumes: tuple[Volume, ...]


class Library(NamedTuple):
    """All shelves by surname; works with two authors stand on both. `total` counts works, `editions` their editions."""

    shelves: tuple[Shelf, ...]
    scale: Scale
    total: int
    editions: int


def library(holdings: Holdings) -> Library:
    """Every work of the museum, by author, then by year."""
    snapshot, scale = holdings.snapshot, scale_of(holdings)
    shelves: dict[tuple[str, str], list[Thing]] = {}
    works = sorted(snapshot.kind("work"), key=lambda one: (_first(one.id, holdings), sort_key(one.label, "work"), one.id))
    for work in works:
        for author in _authors(work.id, holdings) or [("", "")]:
            shelves.setdefault(author, []).append(work)
    ordered = sorted(shelves, key=lambda author: (not author[1], sort_key(author[1], "person"), author[0]))
    made = tuple(Shelf(*author, tuple(volume(work.id, holdings, scale) for work in shelves[author])) for author in ordered)
    return Library(made, scale, len(works), len(snapshot.kind("edition")))


def volume(identifier: str, holdings: Holdings, scale: Scale | None = None) -> Volume:
    """One work with its editions; `scale` is worked out where it is not given."""
    scale = scale or scale_of(holdings)
    known = holdings.snapshot.things.get(identifier)
    editions = sorted(_editions(identifier, holdings), key=lambda one: (moment(date_of(one, holdings)), one))
    steps = (_step("written", identifier, holdings), _step("printed", identifier, holdings), *(_edition_step(one, holdings) for one in editions))
    told = tuple(one for one in steps if one.dates or one.id)
    kinds = holdings.snapshot.standing(identifier, "kind")
    return Volume(
        identifier, holdings.snapshot.label(identifier), _words(statements(kinds[:1], holdings)), bool(known and known.proposed), told,
        tuple(point for step in told for point in _points(step, step.id or identifier, holdings, scale)), _gap(identifier, editions, holdings, scale), scale,
        tuple(_row(one, holdings) for one in editions),
    )


def scale_of(holdings: Holdings) -> Scale:
    """From the first to the last decade in which anything was written or printed."""
    things = [one.id for one in holdings.snapshot.kind("work", "edition")]
    span = span_of(value for one in things for value in _values(one, ("written", "published"), holdings)) or (1900, 1999)
    first, last = span[0] // 10 * 10, span[1] // 10 * 10 + 10
    step = next(step for step in (10, 20, 50, 100, 200, 500, 1000, 10000) if (last - first) / step <= 14 or step == 10000)  # noqa: PLR2004  lines a strip has room for
    bare = Scale(first, last, ())
    return bare._replace(ticks=tuple((bare.x(year), year) for year in range(-(-first // step) * step, last + 1, step)))


def _authors(identifier: str, holdings: Holdings) -> list[tuple[str, str]]:
    shown = statements(holdings.snapshot.standing(identifier, "created_by"), holdings)
    return list(dict.fromkeys((one.value.to, one.value.words) for one in shown))


def _editions(identifier: str, holdings: Holdings) -> list[str]:
    return list(dict.fromkeys(one.claim.about for one in holdings.snapshot.pointing_at(identifier) if one.claim.property == "edition_of"))


def _values(identifier: str, props: Sequence[str], holdings: Holdings) -> list[DateValue]:
    found = (one.claim.value for prop in props for one in holdings.snapshot.standing(identifier, prop))
    return [one for one in found if isinstance(one, DateValue) and one.edtf]


def _first(identifier: str, holdings: Holdings) -> int:
    return min((moment(one) for one in _values(identifier, ("written", "published"), holdings)), default=moment(None))


def _words(found: Iterable[Statement]) -> str:
    return ", ".join(dict.fromkeys(one.value.words for one in found))


def _step(step: str, identifier: str, holdings: Holdings) -> Step:
    return Step(step, "", "", "", _dated(identifier, "written" if step == "written" else "published", holdings))


def _edition_step(identifier: str, holdings: Holdings) -> Step:
    said = statements([*holdings.snapshot.standing(identifier, "language"), *holdings.snapshot.standing(identifier, "kind")], holdings)
    return Step("edition", identifier, holdings.snapshot.label(identifier), _words(said), _dated(identifier, "published", holdings))


def _dated(identifier: str, prop: str, holdings: Holdings) -> tuple[Statement, ...]:
    entered = [one for one in holdings.snapshot.standing(identifier, prop) if isinstance(one.claim.value, DateValue) and years_of(one.claim.value)]
    return statements(entered, holdings)


def _points(step: Step, identifier: str, holdings: Holdings, scale: Scale) -> Iterable[Point]:
    values = {entered.id: entered.claim.value for entered in holdings.snapshot.standing(identifier)}
    for dated in step.dates:
        value = values[dated.claims[0].id]
        if isinstance(value, DateValue) and (span := years_of(value)):
            yield Point(step.step, scale.x(span[0] + 0.5), scale.x(span[1] + 0.5), dated.contested)


def _gap(identifier: str, editions: Sequence[str], holdings: Holdings, scale: Scale) -> Gap | None:
    """Only where a work was written before it was printed, by whatever date is told of either."""
    written = span_of(_values(identifier, ("written",), holdings))
    printed = [found for one in (identifier, *editions) for value in _values(one, ("published",), holdings) if (found := years_of(value))]
    if not written or not printed:
        return None
    first = min(printed)
    years = first[0] - written[1]
    return Gap(years, scale.x(written[1] + 0.5), scale.x(first[0] + 0.5), any(low != high for low, high in (written, first))) if years >= _WORTH_SAYING else None


def _row(identifier: str, holdings: Holdings) -> Edition:
    found = {one.property: one for one in facts(identifier, holdings, COLUMNS)}
    notes = statements(holdings.snapshot.standing(identifier, "summary"), holdings)
    return Edition(identifier, holdings.snapshot.label(identifier), tuple(found.get(prop) for prop in COLUMNS), notes)
