"""A person as witnesses saw them: kind and unkind side by side, in the order in which they spoke, in one size. No verdict."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import ClaimView, DateShown, Statement, shown_date, statements
from presnya.museum.collating import Who, who
from presnya.museum.holdings import Holdings
from presnya.museum.pen import hang, years_of
from presnya.museum.thing import Core, Facts, Mention, core, date_of, facts, mentions, moment, other_facts, span_of
from presnya.terms import DateValue

SEEN: Final = ("seen_as", "said_of")
LIFE: Final = ("born", "born_in", "role", "post", "lived_in", "arrested", "sentenced", "exiled_to", "deported", "died", "died_in")
TIES: Final = (
    "member_of", "joined", "led", "led_with", "commanded", "officer_of", "secretary_of", "chaired", "founded_group", "split_from", "expelled_from", "succeeded",
    "worked_with", "worked_for", "knew", "met", "friend_of", "married_to", "parent_of", "child_of", "kin_of", "disagreed_with", "opposed", "supported", "killed", "related_to",
)
WORKS: Final = ("wrote", "edited")
MAKING: Final = ("created_by", "translated_by", "introduction_by", "curated_by")
"""Properties by which works, editions and exhibitions name their makers."""


_LONGEST: Final = 44
"""Letters of a pin's words."""
_LETTER: Final = 0.72
"""Width of a letter in percent of the strip, on the narrowest page that sets words at pins."""


class Face(NamedTuple):
    """What one witness says of somebody. `when` heads it: the time they speak of or spoke; None is "undated". `statements` were entered together."""

    when: DateShown | None
    who: Who
    statements: tuple[Statement, ...]


class Spoke(NamedTuple):
    """A line of the seen/said drawing, in shares of its width (0–100): `seen` from–to, `said` (the ring) or None. `loose` when the seeing is not a day or month."""

    name: str
    seen: tuple[float, float] | None
    said: float | None
    loose: bool


class Pin(NamedTuple):
    """A dated moment of the life: place along the strip (0–100), year and words; on which of two levels the words hang, and to which side."""

    at: float
    year: int
    words: str
    id: str
    low: bool
    left: bool


class Life(NamedTuple):
    """The strip of a life. `window` is the stretch that the lines of `spoke` enlarge (0–100 of the strip); `years` are its ticks."""

    pins: tuple[Pin, ...]
    window: tuple[float, float]
    ticks: tuple[tuple[float, int], ...]
    spoke: tuple[Spoke, ...]


class Portrait(NamedTuple):
    """A person's page. `faces` in the order in which they spoke, undated last."""

    core: Core
    life: Life | None
    faces: tuple[Face, ...]
    facts: tuple[Facts, ...]
    ties: tuple[Facts, ...]
    works: tuple[Mention, ...]
    wrote: tuple[Facts, ...]
    happenings: tuple[Mention, ...]
    words: tuple[Statement, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def portrait(identifier: str, holdings: Holdings) -> Portrait:
    """Everything the museum has of a person."""
    seen = faces(identifier, holdings)
    happenings = mentions(identifier, holdings, props=("participant", "led", "subject"), where=lambda entered: entered.claim.about.startswith("event/"))
    return Portrait(
        core=core(identifier, holdings), life=_life(identifier, holdings, seen), faces=seen, facts=facts(identifier, holdings, LIFE), ties=facts(identifier, holdings, TIES),
        works=mentions(identifier, holdings, props=MAKING), wrote=facts(identifier, holdings, WORKS), happenings=happenings,
        words=statements(holdings.snapshot.standing(identifier, "quoted"), holdings),
        named=mentions(identifier, holdings, but=MAKING, where=lambda entered: not entered.claim.about.startswith(("event/", "question/"))),
        rest=other_facts(identifier, holdings, (*SEEN, *LIFE, *TIES, *WORKS, "quoted")), years=_years(identifier, holdings),
    )


def faces(identifier: str, holdings: Holdings) -> tuple[Face, ...]:
    """Testimonies about a person or group, in the order in which their witnesses spoke; the same words through two sources once."""
    claims = [entered for prop in SEEN for entered in holdings.snapshot.standing(identifier, prop)]
    claims += [entered for entered in holdings.snapshot.standing(identifier, "quoted") if entered.claim.witness != identifier]
    ordered = sorted(claims, key=lambda entered: (moment(_spoken(entered, holdings)), entered.act))
    spoken = {entered.id: _spoken(entered, holdings) for entered in ordered}
    together: dict[tuple[int, str], list[Statement]] = {}
    for statement in statements(ordered, holdings):
        together.setdefault((statement.claims[0].act, statement.claims[0].witness), []).append(statement)
    out = []
    for said in together.values():
        when = spoken[said[0].claims[0].id]
        out.append(Face(shown_date(when, holdings.lang) if when else None, who(said[0].claims[0], holdings), tuple(said)))
    return tuple(out)


def _spoken(entered: Entered, holdings: Holdings) -> DateValue | None:
    """When the witness says they saw or said it; else when their own source was printed."""
    if entered.claim.asserted and entered.claim.asserted.edtf:
        return entered.claim.asserted
    return _printed(entered.claim.source, holdings) if not entered.claim.via else None


def _printed(source: str, holdings: Holdings) -> DateValue | None:
    held = holdings.snapshot.sources.get(source)
    return held.accession.published if held and held.accession.published and held.accession.published.edtf else None


def _years(identifier: str, holdings: Holdings) -> tuple[int, int] | None:
    values = [entered.claim.value for prop in ("born", "died") for entered in holdings.snapshot.standing(identifier, prop)]
    known = [value for value in values if isinstance(value, DateValue)]
    if len({entered.claim.property for prop in ("born", "died") for entered in holdings.snapshot.standing(identifier, prop)}) < 2:  # noqa: PLR2004  both ends, or the events
        known += [date for one in mentions(identifier, holdings, props=("participant",)) if (date := date_of(one.id, holdings))]
    return span_of(known)


# ── the drawing ─────────────────────────────────────────────────────────────────────────────────────────────────


def _life(identifier: str, holdings: Holdings, seen: tuple[Face, ...]) -> Life | None:
    """Pins for birth, death and a few dated events; below them, enlarged, when each witness saw and said. None with fewer than three pins."""
    moments: dict[int, tuple[str, str]] = {}
    for prop in ("born", "died"):
        for entered in holdings.snapshot.standing(identifier, prop):
            if isinstance(entered.claim.value, DateValue) and (years := years_of(entered.claim.value)) and years[0] == years[1]:
                moments.setdefault(years[0], (prop, ""))
    for one in mentions(identifier, holdings, props=("participant",)):
        date = date_of(one.id, holdings)
        if date and (years := years_of(date)) and years[0] == years[1]:
            moments.setdefault(years[0], (one.label, one.id))
    first, last = min(moments, default=0), max(moments, default=0)
    if len(moments) < 3 or first == last:  # noqa: PLR2004  two points are a sentence, not a drawing
        return None
    chosen = _spread(sorted(moments), most=6)
    pins = _pins([(year, *moments[year]) for year in chosen], first, last)
    window, ticks, spoke = _spoke(seen, holdings, first, last)
    return Life(pins, window, ticks, spoke)


def _pins(moments: Sequence[tuple[int, str, str]], first: int, last: int) -> tuple[Pin, ...]:
    """Those whose words find a place; long words are cut (the events stand below in full)."""
    short = [(year, words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …", identifier) for year, words, identifier in moments]
    places = hang([(_share(year, first, last + 1), f"{year} {words}") for year, words, _ in short], letter=_LETTER)
    return tuple(Pin(_share(short[one.nth][0], first, last + 1), *short[one.nth], one.low, one.left) for one in places)


def _spread(years: list[int], *, most: int) -> list[int]:
    """At most so many of the years, the ends among them, no two nearer than a sixteenth of the whole; earlier ones win."""
    least = max(1, (years[-1] - years[0]) / 7)
    out = [years[0]]
    for year in years[1:-1]:
        if year - out[-1] >= least and years[-1] - year >= least and len(out) < most - 1:
            out.append(year)
    return [*out, years[-1]]


def _share(year: float, first: float, last: float) -> float:
    return round(min(100.0, max(0.0, 100 * (year - first) / (last - first))), 1)


def _spoke(seen: tuple[Face, ...], holdings: Holdings, first: int, last: int) -> tuple[tuple[float, float], tuple[tuple[float, int], ...], tuple[Spoke, ...]]:
    lines: list[tuple[str, tuple[float, float] | None, float | None, bool]] = []
    for face in seen:
        entered_claim = face.statements[0].claims[0]
        bar = _bar(entered_claim, holdings)
        printed = _printed(entered_claim.source, holdings) if len(entered_claim.chain.links) == 1 else None
        ring = _year_fraction(printed) if printed else None
        if bar is None and ring is None:
            continue
        lines.append((face.who.name, bar if ring is None or bar is None or bar[1] < ring or bar[1] - bar[0] < 1 else None, ring, bool(bar and bar[1] - bar[0] > 0.2)))  # noqa: PLR2004  wider than two months
    lines = _by_name(lines)
    if len(lines) < 3:  # noqa: PLR2004
        return (0.0, 0.0), (), ()
    years = [year for _, bar, ring, _ in lines for year in ((*bar,) if bar else ()) + ((ring,) if ring is not None and ring <= last + 1 else ())]
    if not years:
        return (0.0, 0.0), (), ()
    low, high = int(min(years)), int(max(years)) + 1
    step = max(1, -(-(high - low) // 6))
    high = low + -(-(high - low) // step) * step
    ticks = tuple((_share(year, low, high), year) for year in range(low, high + 1, step))
    spoke = tuple(Spoke(name, (_share(bar[0], low, high), _share(bar[1], low, high)) if bar else None, None if ring is None else round(100 * (ring - low) / (high - low), 1), loose)
                  for name, bar, ring, loose in lines)
    return (_share(low, first, last + 1), _share(high, first, last + 1)), ticks, spoke


def _by_name(lines: list[tuple[str, tuple[float, float] | None, float | None, bool]]) -> list[tuple[str, tuple[float, float] | None, float | None, bool]]:
    """One line for each witness and time."""
    return list(dict.fromkeys(lines))[:16]


def _bar(claim: ClaimView, holdings: Holdings) -> tuple[float, float] | None:
    entered = next((one for one in holdings.snapshot.about.get(claim.about, ()) if one.id == claim.id), None)
    asserted = entered.claim.asserted if entered else None
    if asserted is None or not asserted.edtf:
        return None
    low, high = dates.span(asserted)
    return None if low is None or high is None else (_year_of_minute(low), _year_of_minute(high))


def _year_fraction(value: DateValue) -> float | None:
    middle = dates.midpoint(value)
    return None if middle is None else _year_of_minute(middle)


def _year_of_minute(minute: int) -> float:
    """A minute as a year with its fraction: 1917.8 is October 1917."""
    year, month, day = dates.from_day_number(minute // dates.DAY)
    return round(year + (month - 1) / 12 + (day - 1) / 372, 3)
