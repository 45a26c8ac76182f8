"""Lists of all things of a kind. They are tables of contents: every line leads to a page where each statement has its witness."""

from itertools import groupby
from typing import Final, NamedTuple

from anyascii import anyascii

from presnya import dates
from presnya.catalogue.snapshot import Thing
from presnya.museum.claims import DateShown, shown, shown_date
from presnya.museum.exhibition import days_early, state_of
from presnya.museum.holdings import Holdings
from presnya.museum.pen import years_of
from presnya.museum.portrait import SEEN
from presnya.museum.thing import LATE, date_of, is_contested, moment
from presnya.terms import DateValue

DETAIL: Final = {
    "person": "role", "group": "kind", "place": "fate", "event": "took_place_in", "work": "created_by", "edition": "language", "object": "state", "exhibition": "took_place_in",
    "term": "summary",
}
"""Which property is printed small beside the name."""
SURNAMES: Final = {"person"}


class Listed(NamedTuple):
    """A line. `years` are a life or a lifetime in words ("1890–1947"); `witnesses` how many saw it; `state` and `early` of an exhibition."""

    id: str
    label: str
    detail: str
    date: DateShown | None
    years: str
    witnesses: int
    contested: bool
    proposed: bool
    state: str = ""
    early: int | None = None


class Shelf(NamedTuple):
    """Lines under one heading: a letter, a year, or '' for undated."""

    heading: str
    lines: tuple[Listed, ...]


class Listing(NamedTuple):
    """All things of a kind. `dated` when the headings are years."""

    kind: str
    shelves: tuple[Shelf, ...]
    total: int
    contested: int
    dated: bool


def listing(kind: str, holdings: Holdings) -> Listing:
    """By year for events and exhibitions, by letter for the rest."""
    found = holdings.snapshot.kind(kind)
    by_time = kind in {"event", "exhibition"}
    ordered = sorted(found, key=lambda thing: _order(thing, holdings, by_time=by_time))
    shelves = [Shelf(heading, tuple(_line(thing, holdings) for thing in group))
               for heading, group in groupby(ordered, key=lambda thing: _heading(thing, holdings, by_time=by_time))]
    lines = [line for shelf in shelves for line in shelf.lines]
    return Listing(kind, tuple(shelves), len(lines), sum(line.contested for line in lines), by_time)


def _order(thing: Thing, holdings: Holdings, *, by_time: bool) -> tuple[int, str, str]:
    return (moment(date_of(thing.id, holdings)) if by_time else 0, sort_key(thing.label, thing.kind), thing.id)


def sort_key(label: str, kind: str) -> str:
    """A person by the last word of the name, everything else by the first that is no article."""
    words = anyascii(label).casefold().split() or [""]
    if kind in SURNAMES:
        return " ".join((words[-1], *words[:-1])).lstrip("'\"")
    return " ".join(words[1:] if words[0] in {"the", "a", "an"} and len(words) > 1 else words).lstrip("'\"")


def _heading(thing: Thing, holdings: Holdings, *, by_time: bool) -> str:
    if by_time:
        date = date_of(thing.id, holdings)
        years = years_of(date) if date else None
        return str(years[0]) if years and moment(date) != LATE else ""
    first = sort_key(thing.label, thing.kind)[:1].upper()
    return first if first.isalpha() else "#"


def _line(thing: Thing, holdings: Holdings) -> Listed:
    date = date_of(thing.id, holdings)
    seen = {entered.claim.witness for prop in SEEN for entered in holdings.snapshot.standing(thing.id, prop)}
    exhibited = thing.kind == "exhibition"
    return Listed(
        thing.id, thing.label, _detail(thing, holdings), shown_date(date, holdings.lang) if date else None, _lifetime(thing, holdings), len(seen),
        is_contested(thing.id, holdings), thing.proposed, state_of(thing.id, holdings) if exhibited else "", days_early(thing.id, holdings) if exhibited else None,
    )


def _detail(thing: Thing, holdings: Holdings) -> str:
    said = dict.fromkeys(shown(entered.claim.value, holdings).words for entered in holdings.snapshot.standing(thing.id, DETAIL.get(thing.kind, "kind")))
    words = ", ".join(list(said)[:3])
    return words if len(words) <= 140 else words[:140].rsplit(" ", 1)[0] + " …"  # noqa: PLR2004  two lines of a list


def _lifetime(thing: Thing, holdings: Holdings) -> str:
    pairs = {"person": ("born", "died"), "group": ("founded", "dissolved")}
    if thing.kind not in pairs:
        return ""
    ends = [_year(thing.id, prop, holdings) for prop in pairs[thing.kind]]
    return "–".join(ends) if any(ends) else ""


def _year(identifier: str, prop: str, holdings: Holdings) -> str:
    for entered in holdings.snapshot.standing(identifier, prop):
        if isinstance(entered.claim.value, DateValue) and (year := dates.year_of(entered.claim.value)) is not None:
            return str(year)
    return ""
