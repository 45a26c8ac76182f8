"""An exhibition: planned, open, closed, closed early. All of them stay listed; the run is a calendar of days."""

import calendar
from typing import Final, Literal, NamedTuple

from babel.dates import get_day_names, get_month_names

from presnya import dates
from presnya.museum.claims import Statement, shown_date, statements
from presnya.museum.figures import Figures, figures
from presnya.museum.holdings import Holdings
from presnya.museum.thing import Core, Facts, Mention, core, facts, mentions, other_facts, span_of
from presnya.terms import DateValue

TOLD: Final = ("opened", "planned_close", "closed", "took_place_in", "curated_by", "participant", "state", "description", "subject")
MOST: Final = 30 * 7
"""Days that are drawn at most; longer runs are told in words only."""

State = Literal["planned", "open", "closed", "closed early", ""]


class Day(NamedTuple):
    """A square of the calendar. `kind`: '' outside the run, open, cut (planned, but closed by then); `mark`: opens, closed, planned or ''. `month` stands on the first of each."""

    number: int
    month: str
    kind: str
    mark: str


class Run(NamedTuple):
    """Opening, closing and intended closing day, in words; `early` days between closing and the intended end, None when that cannot be said to the day."""

    opened: str
    closed: str
    planned: str
    early: int | None
    days: tuple[Day, ...]
    weekdays: tuple[str, ...]


class Exhibition(NamedTuple):
    """An exhibition's page."""

    core: Core
    state: State
    run: Run
    facts: tuple[Facts, ...]
    states: tuple[Statement, ...]
    figures: tuple[Figures, ...]
    named: tuple[Mention, ...]
    rest: tuple[Facts, ...]
    years: tuple[int, int] | None


def exhibition(identifier: str, holdings: Holdings) -> Exhibition:
    """Everything the museum has of an exhibition."""
    run = run_of(identifier, holdings)
    return Exhibition(
        core=core(identifier, holdings), state=state_of(identifier, holdings), run=run, facts=facts(identifier, holdings, TOLD),
        states=statements(holdings.snapshot.standing(identifier, "state"), holdings), figures=figures(identifier, holdings),
        named=mentions(identifier, holdings, where=lambda entered: not entered.claim.about.startswith("question/")),
        rest=other_facts(identifier, holdings, (*TOLD, "count")), years=span_of([_date(identifier, prop, holdings) for prop in ("opened", "closed", "planned_close")]),
    )


def state_of(identifier: str, holdings: Holdings) -> State:
    """From the dates alone, never from today's: a build must not depend on its day. '' when no date was given."""
    opened, closed, planned = (_date(identifier, prop, holdings) for prop in ("opened", "closed", "planned_close"))
    if closed:
        return "closed early" if planned and dates.certainly_before(closed, planned) else "closed"
    if opened:
        return "open"
    return "planned" if planned else ""


def days_early(identifier: str, holdings: Holdings) -> int | None:
    """Days from the closing to the intended closing, where both are single days and the first is earlier."""
    closed, planned = (_day(_date(identifier, prop, holdings)) for prop in ("closed", "planned_close"))
    if not closed or not planned:
        return None
    return between if (between := dates.days_between(closed, planned)) > 0 else None


def run_of(identifier: str, holdings: Holdings) -> Run:
    """The run in words and as squares, whole weeks from Monday."""
    found = {prop: _date(identifier, prop, holdings) for prop in ("opened", "closed", "planned_close")}
    words = {prop: shown_date(value, holdings.lang).words if value else "" for prop, value in found.items()}
    weekdays = get_day_names("abbreviated", locale=holdings.lang)
    return Run(words["opened"], words["closed"], words["planned_close"], days_early(identifier, holdings),
               _squares(_day(found["opened"]), _day(found["closed"]), _day(found["planned_close"]), holdings.lang), tuple(str(weekdays[nth]) for nth in range(7)))


def _squares(opened: str, closed: str, planned: str, lang: str) -> tuple[Day, ...]:
    if not opened or not (closed or planned):
        return ()
    first, shut, last = _number(opened), _number(closed or planned), _number(planned or closed)
    last = max(last, shut)
    if not 0 <= last - first < MOST:
        return ()
    start = first - _weekday(first)
    end = last + 6 - _weekday(last)
    months = get_month_names("abbreviated", locale=lang)
    out = []
    for number in range(start, end + 1):
        year_month_day = dates.from_day_number(number)
        kind = "" if not first <= number <= last else "open" if number <= shut else "cut"
        mark = "opens" if number == first else "closed" if closed and number == shut else "planned" if planned and number == _number(planned) else ""
        label = str(months[year_month_day.month]) if kind and (number == first or year_month_day.day == 1) else ""
        out.append(Day(year_month_day.day, label, kind, mark))
    return tuple(out)


def _date(identifier: str, prop: str, holdings: Holdings) -> DateValue | None:
    for entered in holdings.snapshot.standing(identifier, prop):
        if isinstance(entered.claim.value, DateValue) and entered.claim.value.edtf:
            return entered.claim.value
    return None


def _day(value: DateValue | None) -> str:
    """The plain day of a date, '' where it is none."""
    shown = dates.face(value).iso if value else ""
    return shown if len(shown) == 10 and shown.replace("-", "").isdigit() else ""  # noqa: PLR2004  YYYY-MM-DD


def _number(day: str) -> int:
    return dates.day_number(*(int(part) for part in day.split("-")))


def _weekday(number: int) -> int:
    """0 is Monday."""
    found = dates.from_day_number(number)
    return calendar.weekday(found.year, found.month, found.day)
