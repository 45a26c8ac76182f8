"""The entrance: title, wall text, one day, the century in one line, one contested matter, what there is, what was done lately.

Nothing here depends on the day of the build: what is chosen is chosen by what the museum holds.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Envelope
from presnya.config import Museum
from presnya.museum.claims import Chain, ClaimView, DateShown, Statement, shown_date, statements, view
from presnya.museum.collating import Collation, everything
from presnya.museum.holdings import Holdings
from presnya.museum.pen import Pen, hang, trace, years_of
from presnya.museum.thing import date_of, is_contested
from presnya.terms import DateValue

PINS: Final = 6
_LONGEST_PIN: Final = 44
"""Letters of a pin's words."""
_LETTER: Final = 0.68
"""Width of a letter in percent of the line, on the narrowest page that sets words at pins (900 px, 7 px a letter, less its edges)."""
LATELY: Final = 5
ACROSS: Final = 3
"""Columns the contested matter at the entrance may have."""


class Pin(NamedTuple):
    """An event named on the pen line: `at` percent from the left (from the right for the last), `low` under the line."""

    at: float
    year: int
    label: str
    low: bool
    right: bool


class Dated(NamedTuple):
    """An event of the chosen day, with those who date it."""

    id: str
    label: str
    lead: Statement | None
    claims: tuple[ClaimView, ...]


class Day(NamedTuple):
    """The day of which most witnesses here speak, and what happened on it."""

    date: DateShown
    events: tuple[Dated, ...]
    witnesses: int


class Contents(NamedTuple):
    """A line of the table of contents. `kind` and `id` say where it leads; `left` and `width` (percent) are its years on the pen; counts may be 0."""

    kind: str
    id: str
    title: str
    left: float
    width: float
    years: str
    total: int
    contested: int


class Late(NamedTuple):
    """An act of the register: what it did, to what, on which day."""

    number: int
    act: str
    about: str
    label: str
    day: DateShown


class Entrance(NamedTuple):
    """The first page."""

    wall: tuple[str, ...]
    day: Day | None
    line: str
    pins: tuple[Pin, ...]
    pen: Pen
    chain: Chain | None
    chained: ClaimView | None
    matter: Collation | None
    contested: int
    contents: tuple[Contents, ...]
    lately: tuple[Late, ...]
    proposed: int


def entrance(holdings: Holdings, museum: Museum) -> Entrance:
    """The first page of a museum, also of an empty one."""
    matters = [one for one in everything(holdings) if one.contested]
    chained = _longest(holdings)
    return Entrance(
        wall=tuple(part for part in (" ".join(part.split()) for part in museum.description.split("\n\n")) if part), day=_day(holdings), line=trace(holdings.pen, width=1328, height=190),
        pins=_pins(holdings), pen=holdings.pen, chain=chained.chain if chained else None, chained=chained, matter=_matter(matters), contested=len(matters),
        contents=_contents(holdings), lately=tuple(_late(act, holdings) for act in reversed(holdings.snapshot.acts[-LATELY:])),
        proposed=sum(entered.status == "proposed" for entered in holdings.snapshot.claims),
    )


def _matter(matters: Sequence[Collation]) -> Collation | None:
    """Figures before words, as many sides as fit, the shortest words: it must be grasped at a glance."""
    fitting = [one for one in matters if len(one.sides) <= ACROSS] or list(matters)
    return min(fitting, key=lambda one: (not one.figures, -len(one.sides), sum(len(side.statement.value.words) for side in one.sides), one.act), default=None)


def _single(date: DateValue | None) -> int | None:
    """Day number of a date of a single day."""
    if date is None or not dates.face(date).day:
        return None
    low, _ = dates.span(date)
    return None if low is None else low // dates.DAY


def _day(holdings: Holdings) -> Day | None:
    days: dict[int, list[str]] = {}
    for thing in holdings.snapshot.kind("event"):
        if (number := _single(date_of(thing.id, holdings))) is not None:
            days.setdefault(number, []).append(thing.id)
    if not days:
        return None
    speaking = {number: len({entered.claim.witness for event in events for entered in holdings.snapshot.standing(event)}) for number, events in days.items()}
    chosen = max(sorted(days), key=lambda number: (len(days[number]) > 1, speaking[number]))
    date = date_of(days[chosen][0], holdings)
    assert date is not None
    return Day(shown_date(date, holdings.lang), tuple(_dated(event, holdings) for event in days[chosen][:3]), speaking[chosen])


def _dated(event: str, holdings: Holdings) -> Dated:
    lead = statements(holdings.snapshot.standing(event, "summary"), holdings)
    happened = statements(holdings.snapshot.standing(event, "happened"), holdings)
    return Dated(event, holdings.snapshot.label(event), lead[0] if lead else None, happened[0].claims)


def _pins(holdings: Holdings) -> tuple[Pin, ...]:
    """The event most spoken of in each of the years most spoken of. Words that find no place above or below the line are left out, so fewer than
    six may be named.
    """
    weights = Counter({thing.id: len(holdings.snapshot.about.get(thing.id, ())) for thing in holdings.snapshot.kind("event")})
    pen = holdings.pen
    chosen: dict[int, str] = {}
    for event, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        date = date_of(event, holdings)
        years = years_of(date) if date else None
        if not years or not pen.first <= years[0] <= pen.last or len(holdings.snapshot.label(event)) > _LONGEST_PIN:
            continue
        if all(abs(pen.place(years[0]) - pen.place(other)) >= 1 / 8 for other in chosen) and len(chosen) < PINS:
            chosen[years[0]] = event
    named = sorted(chosen)
    ats = [100 * pen.place(year + 0.5) for year in named]
    labels = [holdings.snapshot.label(chosen[year]) for year in named]
    places = hang([(at, f"{year} {label}") for at, year, label in zip(ats, named, labels, strict=True)], letter=_LETTER)
    return tuple(Pin(round(100 - ats[one.nth] if one.left else ats[one.nth], 1), named[one.nth], labels[one.nth], one.low, one.left) for one in places)


def _longest(holdings: Holdings) -> ClaimView | None:
    """The claim that came through most mouths: the first of the longest chains, said of somebody if there is such a one."""
    told = [entered for entered in holdings.snapshot.claims if entered.status == "standing" and entered.claim.via]
    best = min(told, key=lambda entered: (-len(entered.claim.via), entered.claim.property not in {"quoted", "said_of", "seen_as"}, entered.act), default=None)
    return view(best, holdings) if best else None


def _contents(holdings: Holdings) -> tuple[Contents, ...]:
    snapshot = holdings.snapshot
    out = []
    chronologies = [(arranged.contents.get("order", 0), arranged.title, identifier) for identifier, arranged in snapshot.arrangements.items() if identifier.startswith("chronology/")]
    for _, title, identifier in sorted(chronologies, key=lambda one: (str(one[0]).zfill(6), one[1])):
        lanes = snapshot.arrangements[identifier].contents.get("lanes", [])
        events = list(dict.fromkeys(str(event) for lane in lanes for event in lane.get("events", [])))
        out.append(_line("chronology", identifier, title, events, holdings))
    for kind in ("event", "person", "group", "place", "work", "object", "exhibition"):
        if found := [thing.id for thing in snapshot.kind(kind)]:
            out.append(_line(kind, "", "", found, holdings))
    if snapshot.sources:
        out.append(Contents("source", "", "", 0, 0, "", len(snapshot.sources), 0))
    return tuple(out)


def _line(kind: str, identifier: str, title: str, things: Sequence[str], holdings: Holdings) -> Contents:
    found = [years for thing in things if (date := date_of(thing, holdings)) and (years := years_of(date))]
    first, last = min((years[0] for years in found), default=0), max((years[1] for years in found), default=0)
    left, right = holdings.pen.place(first), holdings.pen.place(last + 1)
    words = "" if not found else str(first) if first == last else f"{first}–{last}"
    return Contents(kind, identifier, title, round(100 * left, 1) if found else 0, round(100 * (right - left), 1) if found else 0, words, len(things),
                    sum(is_contested(thing, holdings) for thing in things))


def _late(act: Envelope, holdings: Holdings) -> Late:
    day = dates.date_value(act.at[:10])
    return Late(act.number, act.act, act.about, holdings.snapshot.label(act.about) if "/" in act.about else "", shown_date(day, holdings.lang))
