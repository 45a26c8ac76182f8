"""What every format of events comes to: entries, one for each dating of an event; and what could not be read, with line and reason."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias, get_args

import msgspec

from presnya import dates
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate, BadInput

CALENDARS: Final[tuple[str, ...]] = tuple(word for word in get_args(Calendar) if word != "unknown")


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One event as one witness dates it. Entries with the same `event` in the same lane are one event.

    `lane` is its title, '' for none; `theme`, `place` and `witness` may name several, parted by semicolons; `picture` is a path beside the file it was read from.
    `line` counts from 1.
    """

    title: str
    lane: str
    date: DateValue
    line: int = 0
    event: str = ""
    lang: str = ""
    witness: str = ""
    source: str = ""
    passage: str = ""
    text: str = ""
    picture: str = ""
    alt: str = ""
    weight: int = 1
    theme: str = ""
    place: str = ""
    link: str = ""


class Refused(NamedTuple):
    """A row that was not read, or of which something was left out (`kept`)."""

    line: int
    reason: str
    title: str = ""
    date: str = ""
    kept: bool = False


Row: TypeAlias = Entry | Refused
Tick = Callable[[int, int], None]


class Asked(NamedTuple):
    """How to read: the language and calendar of dates in words where a row does not say."""

    lang: str = "en"
    calendar: Calendar = "gregorian"


class Found(NamedTuple):
    """A file of events: what it says of itself, lanes it names before any event, notes on what is not used, and its rows, read as they are asked for."""

    path: Path
    rows: Iterator[Row]
    title: str = ""
    lead: str = ""
    lanes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


_CLOCK: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_TAG: Final = re.compile(r"<(?:!--.*?--|/?[a-zA-Z][^<>]*)>", re.DOTALL)
_BREAK: Final = re.compile(r"</p>\s*<p[^>]*>|<br\s*/?>", re.IGNORECASE)


@lru_cache(maxsize=65_536)
def read_date(words: str, *, lang: str, calendar: Calendar) -> DateValue:
    """A date in EDTF or in words. BadDate says why it could not be read."""
    text = " ".join(words.split())
    if clock := _CLOCK.fullmatch(text):
        text = f"{clock[1]}T{clock[2]}"
    with suppress(BadDate):  # then it is in words
        return dates.from_julian(text, words=words, lang=lang) if calendar == "julian" else dates.date_value(text, words=words, calendar=calendar, lang=lang)
    value = dates.read_words(text, lang=lang, calendar=calendar)
    if not value.edtf:
        raise BadDate(f"“{words}” could not be read as a date: {value.rule.removeprefix('declined: ')}", next_step="Write it in EDTF, e.g. 1917, 1917-11-07, 1905~.")
    return value


def lasting(first: DateValue, last: DateValue) -> DateValue:
    """From one date to another. BadDate when the end lies before the beginning, or the first is a span by itself."""
    written = (f"{first.words} – {last.words}" if first.words != first.edtf or last.words != last.edtf else "")
    plain = all(dates.parse(one.edtf).shape == "date" for one in (first, last))
    if plain:
        return dates.date_value(f"{first.edtf}/{last.edtf}", words=written, calendar=first.calendar, lang=first.lang)
    if first.calendar != "julian" or any(dates.parse(one.edtf).shape not in ("date", "interval") for one in (first, last)):
        raise BadDate(f"“{first.words}” is a span by itself, and there is an end as well", next_step="Keep one of the two.")
    edtf = f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}"  # a Julian month is a span of Gregorian days
    whole = dates.date_value(edtf, words=written, calendar=first.calendar, lang=first.lang)
    return msgspec.structs.replace(whole, begin=dates.span(first), end=dates.span(last))


def calendar_of(word: str, otherwise: Calendar) -> Calendar:
    """The calendar a cell names. BadInput for a word that is none."""
    word = word.strip().lower()
    if not word:
        return otherwise
    for known in get_args(Calendar):
        if word == known:
            return known  # type: ignore[no-any-return]  # get_args forgets the words
    raise BadInput(f"“{word}” is no calendar", next_step=f"Calendars: {', '.join(CALENDARS)}.")


def weight_of(cell: str) -> int:
    """A weight, 1 where none is given. BadInput when it is no number."""
    if not cell.strip():
        return 1
    try:
        return round(float(cell.replace(",", ".")))
    except (ValueError, OverflowError):
        raise BadInput(f"the weight “{cell}” is no number", next_step="Write a whole number; larger ones are seen first.") from None


def plain(markup: object) -> str:
    """The words of a piece of HTML, as other programs put into titles and texts."""
    text = str(markup) if markup is not None else ""
    if "<" not in text and "&" not in text:
        return text.strip()
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip()


def reason(error: Exception) -> str:
    """What was wrong, without a stop at its end."""
    return str(getattr(error, "message", error)).rstrip(".")


def cells_of(entry: Entry) -> Mapping[str, str]:
    """An entry by the columns of `presnya chronology`."""
    return {
        "event": entry.event, "title": entry.title, "date": entry.date.edtf, "lane": entry.lane, "place": entry.place, "theme": entry.theme, "witness": entry.witness,
        "source": entry.source, "passage": entry.passage, "text": entry.text, "picture": entry.picture, "alt": entry.alt, "weight": str(entry.weight),
        "link": entry.link, "lang": entry.lang, "words": entry.date.words if entry.date.words != entry.date.edtf else "",
    }
