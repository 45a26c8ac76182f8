"""What a tile tree is made of: one frozen value for each mark of a lane. A museum's marks and a spreadsheet's rows both become these.

Times are whole minutes since 1970-01-01T00:00 in the proleptic Gregorian calendar, both ends inclusive (as in `terms.DateValue`).
"""

from typing import Final, Literal

import msgspec

from presnya import dates
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate

Manner = Literal["point", "run", "open"]
Unit = Literal["minute", "hour", "day", "month", "year", "other"]
Shape = Literal["square", "circle", "diamond", "triangle"]

MANNERS: Final[tuple[Manner, ...]] = ("point", "run", "open")
UNITS: Final[tuple[Unit, ...]] = ("minute", "hour", "day", "month", "year", "other")
CONTESTED_SIGN: Final = 16
"""Beside the bits of `sign_of`, for counting: no dating of a contested mark is sure."""
VAGUE_SIGN: Final = 32
"""Likewise: what no week can be named for."""
SHAPES: Final[tuple[Shape, ...]] = ("square", "circle", "diamond", "triangle")


class Witness(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Who says so. `href` is relative to the folder of meta.json."""

    name: str
    siglum: str = ""
    href: str = ""


class Dating(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One dating and who gives it.

    `begin` and `end` are (earliest, latest) minute; for a point both are the same range. None stands for open or unknown, never for both ends of both.
    `manner`: a point, a run (it lasted from begin to end), or open (some time within, about, perhaps). `unit`: how fine it is given.
    """

    begin: tuple[int | None, int | None]
    end: tuple[int | None, int | None]
    manner: Manner = "point"
    unit: Unit = "day"
    edtf: str = ""
    words: str = ""
    calendar: Calendar = "gregorian"
    approximate: bool = False
    uncertain: bool = False
    witnesses: tuple[Witness, ...] = ()

    @property
    def known(self) -> tuple[int, int]:
        """(first, last) minute that it can be, for a place on the axis; an open side counts by what is known of the other."""
        given = [minute for minute in (*self.begin, *self.end) if minute is not None]
        return (self.begin[0] if self.begin[0] is not None else min(given)), (self.end[1] if self.end[1] is not None else max(given))

    @property
    def core(self) -> tuple[int, int] | None:
        """(latest begin, earliest end): what a run certainly covers, first > last when nothing is certain; None for what is no run or has an open side."""
        if self.manner != "run" or self.begin[1] is None or self.end[0] is None:
            return None
        return self.begin[1], self.end[0]


class Told(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """Something said of an event, and by whom."""

    text: str
    by: tuple[Witness, ...] = ()
    lang: str = ""


class Card(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """What is read when a mark is opened. Links are relative to the folder of meta.json; `act` is the register's number, -1 for none."""

    text: str = ""
    lang: str = ""
    passage: str = ""
    passage_lang: str = ""
    by: tuple[Witness, ...] = ()
    source: str = ""
    href: str = ""
    act: int = -1
    picture: str = ""
    alt: str = ""
    disputes: int = 0
    more: tuple[Told, ...] = ()


class Lane(msgspec.Struct, frozen=True, gc=False):
    """A column. `letters` are one or two, for where there is no room; `href` is relative to the folder of meta.json."""

    id: str
    title: str
    letters: str = ""
    shape: Shape = "square"
    href: str = ""


class Event(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A mark: one event in one lane. The versions of a contested date are `datings` of one event, so that they can never be parted.

    `lane` counts from 0. `id` is unique in its lane; an empty one is made of lane, title and date. `said` is what the date is of, where it is not
    simply when something happened ("published"). `lang` is that of the title, '' for that of the whole tree. `contested`: the datings exclude each other;
    otherwise the first of them is drawn and the others are told on the card.
    """

    lane: int
    id: str
    title: str
    datings: tuple[Dating, ...]
    lang: str = ""
    href: str = ""
    said: str = ""
    weight: int = 1
    contested: bool = False
    machine: bool = False
    chosen: bool = False
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    card: Card | None = None

    @property
    def known(self) -> tuple[int, int]:
        """(first, last) minute of the mark: of all prongs when contested, else of its first dating."""
        if not self.contested:
            return self.datings[0].known
        ends = [dating.known for dating in self.datings]
        return min(low for low, _ in ends), max(high for _, high in ends)

    @property
    def sign(self) -> int:
        """Bits: 1 approximate, 2 uncertain, 4 the beginning is open, 8 the end is open."""
        return 0 if self.contested else sign_of(self.datings[0])


def sign_of(dating: Dating) -> int:
    """Bits: 1 approximate, 2 uncertain, 4 the beginning is open, 8 the end is open."""
    return dating.approximate + 2 * dating.uncertain + 4 * (dating.begin[0] is None) + 8 * (dating.end[1] is None)


def dating_of(value: DateValue, *, witnesses: tuple[Witness, ...] = ()) -> Dating:
    """The dating of a date that was read. BadDate for one that was not, or that is open on both sides."""
    if not value.edtf or dates.span(value) == (None, None):
        raise BadDate(f'"{value.words}" gives no place on the axis of time.', next_step="Write the date in EDTF, e.g. 1917, 1917-11-07, 1905~, 1920/1923.")
    parsed = dates.parse(value.edtf)
    if parsed.shape in ("interval", "all of"):
        manner: Manner = "run"
    else:
        manner = "open" if parsed.shape == "one of" or parsed.approximate or parsed.uncertain else "point"
    unit = "other" if parsed.shape == "all of" else _unit(value.begin, value.end)
    return Dating(value.begin, value.end, manner, unit, value.edtf, value.words, value.calendar,
                  parsed.approximate, parsed.uncertain, witnesses)


def _unit(begin: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> Unit:
    """How fine the beginning is given, by its width; 'other' for a season, a decade and the like."""
    low, high = begin if begin[0] is not None and begin[1] is not None else end
    if low is None or high is None:
        return "other"
    return unit_of(low, high)


def unit_of(low: int, high: int) -> Unit:
    """The unit of which [low, high] is exactly one; 'other' when it is none."""
    width = high - low + 1
    if width in (1, 60, dates.DAY):
        return {1: "minute", 60: "hour", dates.DAY: "day"}[width]  # type: ignore[return-value]  # words of Unit
    first = dates.from_day_number(low // dates.DAY)
    if low != dates.day_number(first.year, first.month, 1) * dates.DAY:
        return "other"
    if width == dates.month_length(first.year, first.month) * dates.DAY:
        return "month"
    return "year" if first.month == 1 and width == (366 if dates.is_leap(first.year) else 365) * dates.DAY else "other"
