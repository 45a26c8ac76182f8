"""What the grammar's rules make: pieces of dates, the ground they hang on, and the three ways not to answer."""

from typing import Final, Literal, NamedTuple

from presnya.dates.calendar import DAY, Day, day_number, from_day_number, from_julian_day_number, julian_day_number, month_length
from presnya.dates.value import span
from presnya.terms import DateValue

Kind = Literal["essay", "memoir", "chronicle", "news"]


class No(Exception):  # not an error: a rule's way to say that it read the words but may not answer
    """Declined, with the reason. It outweighs what any other rule answers: two readings are possible."""


class Hangs(No):
    """Declined because what the words hang on is not known; another rule may still answer."""


class Not(No):
    """These words are not a date of this form (no such day, an order that runs backwards); another rule may still answer."""


class Ground(NamedTuple):
    """What relative dates hang on. `anchor` is the date last stated before; `document` the source's own. Both are Gregorian; with `julian` the text counts
    Old Style.

    `old_first` says of a dual date whether its words mark the first day as the Old Style one, None when they say nothing; `lang` decides the order of
    7/11/1917.
    """

    document: DateValue | None
    anchor: DateValue | None
    kind: Kind
    julian: bool = False
    lang: str = "en"
    old_first: bool | None = None


class Era(int):
    """A year whose era the words say."""


class Piece(NamedTuple):
    """A date, or a stretch from `first` to `last`: EDTF without marks, in the calendar of the text.

    `mark` and `last_mark` are '', '~', '?' or '%'. `final` names the calendar when the dates are Gregorian already ("julian" of a dual date,
    "republican"). `whole` is a finished EDTF string (a set, an open interval) that takes no more marks. `at` is (year, month, day) of a plain date, 0 for
    what is not said.
    """

    first: str = ""
    last: str = ""
    mark: str = ""
    last_mark: str = ""
    final: str = ""
    whole: str = ""
    at: tuple[int, int, int] | None = None

    @property
    def single(self) -> bool:
        """Whether it is one date, not a stretch."""
        return not self.whole and self.first == self.last


MONTHS_OF: Final = {"e": (1, 4), "m": (5, 8), "l": (10, 12)}
"""Early, middle, late in a year."""
DECADE_OF: Final = {"e": (0, 3), "m": (4, 6), "l": (6, 9)}
CENTURY_OF: Final = {"e": (1, 33), "m": (34, 66), "l": (67, 100)}
_IDIOMS: Final = {"fr": (8, 15), "de": (8,), "es": (8, 15)}


def ymd(year: int, month: int = 0, day: int = 0) -> str:
    """EDTF of a year, a month (or season's code) or a day."""
    out = f"{'-' if year < 0 else ''}{abs(year):04}"
    if abs(year) > 9999:  # noqa: PLR2004  EDTF marks years of more than four figures
        out = f"Y{out}"
    if month:
        out += f"-{month:02}"
    return f"{out}-{day:02}" if day else out


def plain(year: int, month: int = 0, day: int = 0, *, final: str = "") -> Piece:
    """The piece of a plain date."""
    text = ymd(year, month, day)
    return Piece(text, text, final=final, at=(year, month, day))


def stretch(first: str, last: str, *, mark: str = "", final: str = "") -> Piece:
    """A piece with two ends."""
    return Piece(first, last, mark, mark, final)


def of_day(day: Day) -> Piece:
    """The piece of a day of the text's calendar."""
    return plain(*day)


def marked(piece: Piece, mark: str) -> Piece:
    """The piece with one more mark on both ends."""
    if piece.whole:
        raise Not("a mark of doubt stands before something that takes none")
    if "T" in piece.first:
        raise No("an approximate time of day cannot be written down")
    return piece._replace(mark=joined(piece.mark, mark), last_mark=joined(piece.last_mark, mark))


def joined(one: str, other: str) -> str:
    """Two marks as one."""
    both = {*one.replace("%", "~?"), *other.replace("%", "~?")}
    return "%" if len(both) > 1 else "".join(both)


def edtf_of(piece: Piece) -> str:
    """The piece as EDTF."""
    if piece.whole:
        return piece.whole
    return piece.first + piece.mark if piece.single else f"{piece.first}{piece.mark}/{piece.last}{piece.last_mark}"


def in_set(piece: Piece) -> str:
    """The piece as an element of a set."""
    if piece.whole:
        raise Not("a set within a set")
    return piece.first + piece.mark if piece.single else f"{piece.first}{piece.mark}..{piece.last}{piece.last_mark}"


def final_of(*pieces: Piece, ground: Ground) -> str:
    """The calendar in which several pieces are finished; Not when some are and others still have to be turned."""
    finals = {piece.final for piece in pieces}
    if len(finals) == 1:
        return finals.pop()
    if ground.julian:
        raise No("dates of two calendars in one expression")
    return ""


def number_of(day: Day, ground: Ground) -> int:
    """Days since 1970 of a day in the text's calendar."""
    check_day(day, ground)
    return (julian_day_number if ground.julian else day_number)(*day)


def check_day(day: Day, ground: Ground) -> None:
    """Not when the text's calendar has no such day."""
    if not 1 <= day.month <= 12 or not 1 <= day.day <= month_length(day.year, day.month, julian=ground.julian):  # noqa: PLR2004  months
        raise Not(f"there is no day {day.day} in month {day.month} of {day.year}")


def day_of(number: int, ground: Ground) -> Day:
    """The day of the text's calendar so many days after 1970."""
    return from_julian_day_number(number) if ground.julian else from_day_number(number)


def ends_of(value: DateValue, ground: Ground) -> tuple[Day, Day] | None:
    """First and last day of a date in the calendar the text counts in, None when an end is open. Whole years are years in either calendar (`from_julian`
    does not turn them).
    """
    low, high = span(value)
    if low is None or high is None:
        return None
    first, last = from_day_number(low // DAY), from_day_number(high // DAY)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return first, last
    return day_of(low // DAY, ground), day_of(high // DAY, ground)


def days_of_writing(ground: Ground) -> tuple[Day, Day]:
    """First and last day on which the text can have been written."""
    if ground.document is None or not ground.document.edtf:
        raise Hangs("it hangs on the date of the document, which nobody has said")
    days = ends_of(ground.document, ground)
    if days is None:
        raise Hangs("it hangs on the date of the document, which is open")
    return days


def day_of_writing(ground: Ground) -> int:
    """The number of the day of writing."""
    low, high = span(ground.document) if ground.document and ground.document.edtf else (None, None)
    if low is None or high is None or low // DAY != high // DAY:
        raise Hangs("the day of writing is not known")
    return low // DAY


def year_of_writing(ground: Ground) -> int:
    """The year of writing, when the document's date leaves no doubt of it."""
    first, last = days_of_writing(ground)
    if first.year != last.year:
        raise Hangs("the date of the document is too wide to say which year is meant")
    return first.year


def month_of_writing(ground: Ground) -> tuple[int, int]:
    """(year, month) of writing."""
    (year, month, _), last = days_of_writing(ground)
    if (year, month) != (last.year, last.month):
        raise Hangs("the month of writing is not known")
    return year, month


def latest_year(ground: Ground) -> int | None:
    """The last year in which the text can have been written, None when nobody knows."""
    try:
        return days_of_writing(ground)[1].year
    except Hangs:
        return None


def anchor_days(ground: Ground) -> tuple[Day, Day]:
    """First and last day of the date told before."""
    if ground.anchor is None or not ground.anchor.edtf:
        raise Hangs("it hangs on a date before, and there is none")
    days = ends_of(ground.anchor, ground)
    if days is None:
        raise Hangs("the date it hangs on is open")
    return days


def anchor_year(ground: Ground) -> int:
    """The year of the date told before."""
    if ground.anchor is None or not ground.anchor.edtf:
        raise Hangs("the year is not said here, nor just before")
    days = ends_of(ground.anchor, ground)
    if days is None or days[0].year != days[1].year:
        raise Hangs("the date before it spans more than one year")
    return days[0].year


def days_in(count: int, unit: str, ground: Ground) -> int:
    """So many days, weeks or fortnights in days. No where so many days are a way to say a week or two ("huit jours")."""
    if unit == "d" and count in _IDIOMS.get(ground.lang, ()):
        raise No(f"{count} days may be a way to say a week, or two")
    return count * {"d": 1, "w": 7, "f": 14}[unit]


def retrospective(ground: Ground) -> bool:
    """Memoirs and chronicles count from the date told before; essays and news from their own day, unless a date was just told."""
    return ground.kind in ("memoir", "chronicle")


def not_in_memoirs(ground: Ground) -> None:
    """No where the words may be counted from either time."""
    if retrospective(ground):
        raise No("in a memoir or chronicle these words may be counted from the time told or the time of writing")
