"""Marks laid out in rows: one for each date they begin at, what is folded between rows, what runs through them, forks drawn.

Pure functions: a page, a list and print come from the same rows.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from babel import Locale
from babel.dates import get_day_names

from presnya import dates
from presnya.museum.chronology import Mark, Prong, Unit, year_of
from presnya.museum.claims import DateShown, shown_date

_ORDER: Final[dict[Unit, int]] = {"year": 0, "month": 1, "day": 2}

_FOUR: Final = 9999
"""EDTF writes years up to this one with four digits."""

Start = tuple[int, Unit]
"""First minute of a year, month or day, and which of them."""


class Placed(NamedTuple):
    """A mark in a row. An `echo` stands where another witness's date of a fork falls, and points to where the whole fork is drawn: `row` on the year's page
    `page` ('' until pages are made).
    """

    mark: Mark
    prong: Prong
    echo: bool
    row: str
    fork: "Fork | None"
    page: str = ""


class ForkProng(NamedTuple):
    """A prong in units of the drawing: from `left` to `right`; `certain` when it is a point on one day."""

    name: str
    left: int
    right: int
    certain: bool


class Fork(NamedTuple):
    """A drawing 240 wide: the prongs and the ends of its axis in words."""

    prongs: tuple[ForkProng, ...]
    first: str
    last: str


class Cell(NamedTuple):
    """One lane's part of a row. `through` says that something spans more than this row: 'run' (it lasted), 'open' (some time within), ''."""

    marks: tuple[Placed, ...]
    through: Literal["", "run", "open"]
    hidden: int


class Head(NamedTuple):
    """The row's date: a day's parts, or a month or year in words. `vague` when days stand around it and this one was not given."""

    unit: Unit
    words: str
    weekday: str
    date: DateShown | None
    vague: bool


class Fold(NamedTuple):
    """A stretch without any mark: `length` whole days, months or years, from `first` to `last` in words."""

    unit: Unit
    length: int
    first: str
    last: str


class Row(NamedTuple):
    """A row with the fold before it."""

    key: str
    head: Head
    cells: tuple[Cell, ...]
    fold: Fold | None


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────


def place(mark: Mark, lang: str, *, yearly: bool = False) -> Iterator[tuple[Start, Placed]]:
    """Where a mark stands: in the row of its first prong, and for a fork as an echo in that of every other prong that has another."""
    home = start_of(mark.prongs[0], yearly=yearly)
    for nth, prong in enumerate(mark.prongs):
        start = start_of(prong, yearly=yearly)
        if nth == 0 or start != home:
            fork = _fork(mark, lang) if nth == 0 and mark.split and not yearly else None
            yield start, Placed(mark, prong, nth > 0, anchor(*home), fork)


def lay(placed: Iterable[tuple[Start, Placed]], lanes: int, lang: str, *, yearly: bool = False, hidden: Mapping[tuple[int, int], int] | None = None,
        cutover: int | None = dates.RUSSIA) -> tuple[Row, ...]:
    """Rows for what was placed: one for each date, as fine as it was given, or one for each year.

    `hidden` counts marks by (year, lane) that were not placed. Days before `cutover` are headed in both styles.
    """
    held: dict[Start, dict[int, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for row, one in placed:
        held[row][one.mark.lane].append(one)
    for year, _ in hidden or {}:
        _ = held[first_minute(year), "year"]
    keys = sorted(held, key=order)
    through = _through([one for key in keys for cell in held[key].values() for one in cell], keys, lanes, yearly=yearly)
    rows = []
    cursor: int | None = None
    finer = {year_of(start) for start, unit in keys if unit != "year"}
    for nth, (start, unit) in enumerate(keys):
        fold = fold_between(cursor, start, lang, yearly=yearly) if cursor is not None else None
        cells = tuple(Cell(tuple(held[start, unit][lane]), through[nth][lane], (hidden or {}).get((year_of(start), lane), 0)) for lane in range(lanes))
        head = _head(start, unit, lang, vague=not yearly and unit != "day" and year_of(start) in finer, cutover=cutover)
        rows.append(Row(anchor(start, unit), head, cells, fold))
        following = keys[nth + 1][0] if nth + 1 < len(keys) else None
        cursor = _covered(start, unit, following, cursor)
    return tuple(rows)


def order(start: Start) -> tuple[int, int]:
    """Sorts rows: what is given by the year alone before the year's months and days."""
    return start[0], _ORDER[start[1]]


def start_of(prong: Prong, *, yearly: bool = False) -> Start:
    """First minute of the year, month or day a date begins in."""
    year, month, day = dates.from_day_number(prong.sort // dates.DAY)
    if yearly or prong.unit == "year":
        return first_minute(year), "year"
    return dates.day_number(year, month, day if prong.unit == "day" else 1) * dates.DAY, prong.unit


def in_words(year: int, month: int = 0, day: int = 0, *, lang: str) -> str:
    """A Gregorian year, month or day in words."""
    years = f"{year:04}" if 0 <= year <= _FOUR else f"{year:05}" if -_FOUR <= year < 0 else f"Y{year}"
    return dates.edtf_in_words(years + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else ""), lang=lang)


def first_minute(year: int) -> int:
    """Of a Gregorian year."""
    return dates.day_number(year, 1, 1) * dates.DAY


def anchor(start: int, unit: Unit) -> str:
    """Id of a row: t-1905, t-1905-12, t-1905-12-20."""
    year, month, day = dates.from_day_number(start // dates.DAY)
    return f"t-{year}" + (f"-{month:02}" if unit != "year" else "") + (f"-{day:02}" if unit == "day" else "")


def _through(placed: Iterable[Placed], keys: Sequence[Start], lanes: int, *, yearly: bool) -> list[list[Literal["", "run", "open"]]]:
    """For each row and lane, whether something begun in an earlier row is still on, or begins here and goes on: what lasted wins over what is only possible."""
    where = {key: nth for nth, key in enumerate(keys)}
    out: list[list[Literal["", "run", "open"]]] = [["" for _ in range(lanes)] for _ in keys]
    for lane, prong in {id(prong): (one.mark.lane, prong) for one in placed for prong in one.mark.prongs}.values():
        first = where.get(start_of(prong, yearly=yearly))
        if first is None:
            continue
        for nth in range(first + 1, len(keys)):
            if keys[nth][0] > prong.last or (prong.end is None and prong.manner != "run"):
                break
            for row in (first, nth):
                if prong.manner == "run":
                    out[row][lane] = "run"
                elif prong.unit != "day" or prong.manner == "open":
                    out[row][lane] = out[row][lane] or "open"
    return out


def _covered(start: int, unit: Unit, following: int | None, cursor: int | None) -> int:
    """Up to which minute the rows so far have told time. A year's own row covers the year only when no finer row of it follows."""
    year, month, _ = dates.from_day_number(start // dates.DAY)
    if unit == "day":
        end = start + dates.DAY
    elif unit == "month":
        end = dates.day_number(year + month // 12, month % 12 + 1, 1) * dates.DAY
    else:
        end = first_minute(year + 1)
    if unit != "day" and following is not None and following < end:
        end = start
    return max(end, cursor or end)


def fold_between(cursor: int, start: int, lang: str, *, yearly: bool = False) -> Fold | None:
    """What lies between two rows: years when whole ones do, else months, else days; a single free day is no fold."""
    if start <= cursor:
        return None
    first, last = cursor // dates.DAY, start // dates.DAY - 1
    low, high = dates.from_day_number(first), dates.from_day_number(last)
    year, until = low.year + ((low.month, low.day) != (1, 1)), high.year - ((high.month, high.day) != (12, 31))
    if yearly or until > year or (until == year and last - first < 366):  # noqa: PLR2004  exactly one year
        return Fold("year", until - year + 1, in_words(year, lang=lang), in_words(until, lang=lang)) if until >= year else None
    month, end = low.year * 12 + low.month - 1 + (low.day != 1), high.year * 12 + high.month - 1 - (high.day != dates.month_length(high.year, high.month))
    if end - month >= 1:
        words = [in_words(one // 12, one % 12 + 1, lang=lang) for one in (month, end)]
        return Fold("month", end - month + 1, *words)
    if last - first < 1:
        return None
    words = [in_words(*one, lang=lang) for one in (low, high)]
    return Fold("day", last - first + 1, str(low.day) if (low.year, low.month) == (high.year, high.month) else words[0], words[1])


def _head(start: int, unit: Unit, lang: str, *, vague: bool, cutover: int | None) -> Head:
    year, month, day = dates.from_day_number(start // dates.DAY)
    if unit == "year":
        return Head(unit, in_words(year, lang=lang), "", None, vague)
    if unit == "month":
        return Head(unit, in_words(year, month, lang=lang), "", None, vague)
    names = get_day_names("wide", locale=Locale.parse(lang))
    shown = shown_date(dates.date_value(dates.iso_day(dates.Day(year, month, day))), lang, cutover) if 0 <= year <= _FOUR else None
    return Head(unit, shown.words if shown else in_words(year, month, day, lang=lang), str(names[(start // dates.DAY + 3) % 7]), shown, vague=False)


# ── forks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _fork(mark: Mark, lang: str) -> Fork:
    """Prongs on one axis, from the earliest beginning to the latest end."""
    first, last = min(prong.sort for prong in mark.prongs), max(prong.last for prong in mark.prongs)
    width = max(1, last - first)

    def at(minute: int) -> int:
        return round(26 + 204 * (minute - first) / width)

    prongs = tuple(ForkProng(", ".join(dict.fromkeys(claim.name for claim in prong.claims)), at(prong.sort), max(at(prong.last), at(prong.sort) + 1),
                             prong.manner == "point" and prong.unit == "day") for prong in mark.prongs)
    unit = max((prong.unit for prong in mark.prongs), key=lambda one: _ORDER[one])
    return Fork(prongs, _axis(first, unit, lang), _axis(last, unit, lang))


def _axis(minute: int, unit: Unit, lang: str) -> str:
    year, month, day = dates.from_day_number(minute // dates.DAY)
    return in_words(year, month if unit != "year" else 0, day if unit == "day" else 0, lang=lang)
