"""A chronology laid out on pages: which marks on which sheet, which row, what is folded, what runs through.

Pure functions of (chronology, window, size): a later drawing on a canvas, a list and print come from the same rows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final, Literal, NamedTuple

from babel import Locale
from babel.dates import get_day_names

from presnya import dates
from presnya.museum.chronology import Chronology, Mark, Prong, Unit, year_of
from presnya.museum.claims import DateShown, shown_date

CARDS: Final = 45
"""Marks that one sheet of cards holds: some 40 kB gzip with their witnesses."""
OVERVIEW: Final = 240
"""Titles that an overview draws, some 45 kB gzip where they are whole sentences; the rest is counted year by year, never dropped unsaid."""
_ORDER: Final[dict[Unit, int]] = {"year": 0, "month": 1, "day": 2}


class Placed(NamedTuple):
    """A mark in its row. An `echo` stands where another witness's date of a fork falls, and points to `row`, where the whole fork is drawn."""

    mark: Mark
    prong: Prong
    echo: bool
    row: str
    fork: "Fork | None"


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


class Stretch(NamedTuple):
    """A part of time that has a sheet of its own. `years` first and last; `name` is its address, `words` its title; `share` where it lies in the whole, 0 to 1."""

    name: str
    words: str
    years: tuple[int, int]
    marks: int
    share: tuple[float, float]


class Sheet(NamedTuple):
    """A page of a chronology. `stretch` is None on the one that shows the whole; `cards` when marks are told, not only named.

    `drawn` + `hidden` marks belong here; `undated` ones are listed on the whole only.
    """

    chronology: Chronology
    stretch: Stretch | None
    stretches: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    after: Fold | None
    cards: bool
    drawn: int
    hidden: int
    counts: tuple[int, ...]

    @property
    def before(self) -> Stretch | None:
        """The stretch before this one."""
        return self._beside(-1)

    @property
    def next(self) -> Stretch | None:
        """The stretch after this one."""
        return self._beside(1)

    def _beside(self, step: int) -> Stretch | None:
        if self.stretch is None:
            return None
        nth = self.stretches.index(self.stretch) + step
        return self.stretches[nth] if 0 <= nth < len(self.stretches) else None


def sheets(chronology: Chronology, lang: str) -> tuple[Sheet, ...]:
    """The whole first; then, where it is long, a sheet of cards for each stretch."""
    counts = tuple(sum(mark.lane == nth for mark in chronology.marks) for nth in range(len(chronology.lanes)))
    if len(chronology.marks) <= CARDS:
        rows = lay(chronology.marks, chronology, lang)
        return (Sheet(chronology, None, (), rows, None, cards=True, drawn=len(chronology.marks), hidden=0, counts=counts),)
    parted = _parted(chronology, lang)
    stretches = tuple(stretch for stretch, _ in parted)
    shown = _weightiest(chronology.marks)
    rows = lay(shown, chronology, lang, yearly=True, hidden=_hidden(chronology.marks, shown))
    whole = Sheet(chronology, None, stretches, rows, None, cards=False, drawn=len(shown), hidden=len(chronology.marks) - len(shown), counts=counts)
    out = [whole]
    for stretch, marks in parted:
        lanes = tuple(sum(mark.lane == nth for mark in marks) for nth in range(len(chronology.lanes)))
        out.append(Sheet(chronology, stretch, stretches, lay(marks, chronology, lang), None, cards=True, drawn=len(marks), hidden=0, counts=lanes))
    return tuple(out)


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────


def lay(marks: Sequence[Mark], chronology: Chronology, lang: str, *, yearly: bool = False, hidden: dict[tuple[int, int], int] | None = None) -> tuple[Row, ...]:
    """Rows for marks in the order of time: one for each date they begin at, as fine as it was given, or one for each year.

    `hidden` counts marks by (year, lane) that are not among `marks`.
    """
    held: dict[tuple[int, Unit], dict[int, list[Placed]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        home = _key(mark.prongs[0], yearly=yearly)
        for nth, prong in enumerate(mark.prongs):
            place = _key(prong, yearly=yearly)
            if nth == 0 or place != home:
                fork = _fork(mark, lang) if nth == 0 and mark.split else None
                held[place][mark.lane].append(Placed(mark, prong, nth > 0, _anchor(*home), fork))
    for year, _ in hidden or {}:
        _ = held[_first_minute(year), "year"]
    keys = sorted(held, key=lambda one: (one[0], _ORDER[one[1]]))
    through = _through(marks, keys, len(chronology.lanes), yearly=yearly)
    rows = []
    cursor: int | None = None
    finer = {year_of(start) for start, unit in keys if unit != "year"}
    for nth, (start, unit) in enumerate(keys):
        fold = _fold(cursor, start, lang, yearly=yearly) if cursor is not None else None
        cells = tuple(Cell(tuple(held[start, unit][lane]), through[nth][lane], (hidden or {}).get((year_of(start), lane), 0)) for lane in range(len(chronology.lanes)))
        rows.append(Row(_anchor(start, unit), _head(start, unit, lang, vague=not yearly and unit != "day" and year_of(start) in finer), cells, fold))
        following = keys[nth + 1][0] if nth + 1 < len(keys) else None
        cursor = _covered(start, unit, following, cursor)
    return tuple(rows)


def _key(prong: Prong, *, yearly: bool) -> tuple[int, Unit]:
    """First minute of the year, month or day a date begins in."""
    year, month, day = dates.from_day_number(prong.sort // dates.DAY)
    if yearly or prong.unit == "year":
        return _first_minute(year), "year"
    return dates.day_number(year, month, day if prong.unit == "day" else 1) * dates.DAY, prong.unit


def _first_minute(year: int) -> int:
    return dates.day_number(year, 1, 1) * dates.DAY


def _anchor(start: int, unit: Unit) -> str:
    """Id of a row: t-1905, t-1905-12, t-1905-12-20."""
    year, month, day = dates.from_day_number(start // dates.DAY)
    return f"t-{year}" + (f"-{month:02}" if unit != "year" else "") + (f"-{day:02}" if unit == "day" else "")


def _through(marks: Iterable[Mark], keys: Sequence[tuple[int, Unit]], lanes: int, *, yearly: bool) -> list[list[Literal["", "run", "open"]]]:
    """For each row and lane, whether something begun in an earlier row is still on, or begins here and goes on: what lasted wins over what is only possible."""
    place = {key: nth for nth, key in enumerate(keys)}
    out: list[list[Literal["", "run", "open"]]] = [["" for _ in range(lanes)] for _ in keys]
    for mark in marks:
        for prong in mark.prongs:
            first = place.get(_key(prong, yearly=yearly))
            if first is None:
                continue
            for nth in range(first + 1, len(keys)):
                if keys[nth][0] > prong.last or (prong.end is None and prong.manner != "run"):
                    break
                for row in (first, nth):
                    if prong.manner == "run":
                        out[row][mark.lane] = "run"
                    elif prong.unit != "day" or prong.manner == "open":
                        out[row][mark.lane] = out[row][mark.lane] or "open"
    return out


def _covered(start: int, unit: Unit, following: int | None, cursor: int | None) -> int:
    """Up to which minute the rows so far have told time. A year's own row covers the year only when no finer row of it follows."""
    year, month, _ = dates.from_day_number(start // dates.DAY)
    if unit == "day":
        end = start + dates.DAY
    elif unit == "month":
        end = dates.day_number(year + month // 12, month % 12 + 1, 1) * dates.DAY
    else:
        end = _first_minute(year + 1)
    if unit != "day" and following is not None and following < end:
        end = start
    return max(end, cursor or end)


def _fold(cursor: int, start: int, lang: str, *, yearly: bool) -> Fold | None:
    """What lies between two rows: years when whole ones do, else months, else days; a single free day is no fold."""
    if start <= cursor:
        return None
    first, last = cursor // dates.DAY, start // dates.DAY - 1
    low, high = dates.from_day_number(first), dates.from_day_number(last)
    year, until = low.year + ((low.month, low.day) != (1, 1)), high.year - ((high.month, high.day) != (12, 31))
    if yearly or until > year or (until == year and last - first < 366):  # noqa: PLR2004  exactly one year
        return Fold("year", until - year + 1, str(year), str(until)) if until >= year else None
    month, end = low.year * 12 + low.month - 1 + (low.day != 1), high.year * 12 + high.month - 1 - (high.day != dates.month_length(high.year, high.month))
    if end - month >= 1:
        words = [dates.edtf_in_words(f"{one // 12:04}-{one % 12 + 1:02}", lang=lang) for one in (month, end)]
        return Fold("month", end - month + 1, *words)
    if last - first < 1:
        return None
    words = [dates.edtf_in_words(f"{one.year:04}-{one.month:02}-{one.day:02}", lang=lang) for one in (low, high)]
    return Fold("day", last - first + 1, str(low.day) if (low.year, low.month) == (high.year, high.month) else words[0], words[1])


def _head(start: int, unit: Unit, lang: str, *, vague: bool) -> Head:
    year, month, day = dates.from_day_number(start // dates.DAY)
    if unit == "year":
        return Head(unit, dates.edtf_in_words(f"{year:04}", lang=lang) if year >= 0 else str(year), "", None, vague)
    if unit == "month":
        return Head(unit, dates.edtf_in_words(f"{year:04}-{month:02}", lang=lang), "", None, vague)
    names = get_day_names("wide", locale=Locale.parse(lang))
    shown = shown_date(dates.date_value(f"{year:04}-{month:02}-{day:02}"), lang) if 0 <= year <= 9999 else None  # noqa: PLR2004  years that EDTF writes with four digits
    return Head(unit, shown.words if shown else f"{year}-{month:02}-{day:02}", str(names[(start // dates.DAY + 3) % 7]), shown, vague=False)


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
    return dates.edtf_in_words(f"{year:04}" + (f"-{month:02}" if unit != "year" else "") + (f"-{day:02}" if unit == "day" else ""), lang=lang) if year >= 0 else str(year)


# ── stretches ───────────────────────────────────────────────────────────────────────────────────────────────────


def _weightiest(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """At most OVERVIEW marks, in the order of time; forks first, then by weight: those most is said of."""
    if len(marks) <= OVERVIEW:
        return tuple(marks)
    order = sorted(range(len(marks)), key=lambda nth: (not marks[nth].split, -marks[nth].weight, nth))
    kept = set(order[:OVERVIEW])
    return tuple(mark for nth, mark in enumerate(marks) if nth in kept)


def _hidden(marks: Sequence[Mark], shown: Sequence[Mark]) -> dict[tuple[int, int], int]:
    here = {id(mark) for mark in shown}
    out: dict[tuple[int, int], int] = defaultdict(int)
    for mark in marks:
        if id(mark) not in here:
            out[year_of(mark.prongs[0].sort), mark.lane] += 1
    return dict(out)


class _Piece(NamedTuple):
    """Marks between two bounds (first and last month, counted from year 0), and at which level they were cut."""

    first: int
    last: int
    level: int
    marks: list[Mark]


def _parted(chronology: Chronology, lang: str) -> list[tuple[Stretch, list[Mark]]]:
    """Stretches of at most CARDS marks each where months allow it: centuries, cut to decades, years, months where they are full, and joined where they are thin."""
    pieces = _joined(_cut(list(chronology.marks), 0))
    years = chronology.years or (0, 0)
    whole = max(1, (years[1] + 1 - years[0]) * 12)
    out = []
    for piece in pieces:
        first, last = max(piece.first, years[0] * 12), min(piece.last, years[1] * 12 + 11)
        share = (round((first - years[0] * 12) / whole, 4), round((last + 1 - years[0] * 12) / whole, 4))
        name, words = _named(first, last, piece.level, lang)
        out.append((Stretch(name, words, (first // 12, last // 12), len(piece.marks), share), piece.marks))
    return out


def _cut(marks: list[Mark], level: int) -> list[_Piece]:
    bound = _BOUNDS[level]
    groups: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[bound(_month(mark))].append(mark)
    out: list[_Piece] = []
    for first, group in sorted(groups.items()):
        if len(group) > CARDS and level + 1 < len(_BOUNDS):
            out += _cut(group, level + 1)
        else:
            out.append(_Piece(first, first + _LENGTHS[level] - 1, level, group))
    return out


def _month(mark: Mark) -> int:
    year, month, _ = dates.from_day_number(mark.prongs[0].sort // dates.DAY)
    return year * 12 + (month - 1 if mark.prongs[0].unit != "year" else 0)


def _to(length: int) -> Callable[[int], int]:
    return lambda month: month // length * length


_LENGTHS: Final = (1200, 120, 12, 1)
_BOUNDS: Final = tuple(map(_to, _LENGTHS))


def _joined(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Neighbours that fit one sheet together become one. Months join only within their year, so that a title stays plain."""
    out: list[_Piece] = []
    for piece in pieces:
        before = out[-1] if out else None
        months = piece.level == len(_BOUNDS) - 1 or bool(before and before.level == len(_BOUNDS) - 1)
        if before and len(before.marks) + len(piece.marks) <= CARDS and (not months or (before.first // 12 == piece.last // 12 and before.level == piece.level)):
            out[-1] = _Piece(before.first, piece.last, max(before.level, piece.level), before.marks + piece.marks)
        else:
            out.append(piece)
    return out


def _named(first: int, last: int, level: int, lang: str) -> tuple[str, str]:
    """Address and title of a stretch."""
    if level == len(_BOUNDS) - 1 and (first % 12, last % 12) != (0, 11):
        names = [f"{one // 12:04}-{one % 12 + 1:02}" for one in (first, last)]
        words = [dates.edtf_in_words(name, lang=lang) for name in names]
    else:
        names = words = [str(first // 12), str(last // 12)]
    same = names[0] == names[1]
    return (names[0] if same else f"{names[0]}--{names[1]}"), (words[0] if same else f"{words[0]} – {words[1]}")
