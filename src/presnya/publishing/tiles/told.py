"""Marks as HTML without a template: a million of them have to be written. Everything given is escaped here and nowhere else.

The markup is that of `templates/time.html`, so that one stylesheet serves both.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names
from babel.support import NullTranslations
from markupsafe import escape

from presnya import dates
from presnya.dates.show import words_for
from presnya.publishing.tiles.event import Card, Dating, Event, Lane, Shape, Witness
from presnya.publishing.tiles.words import COUNTED, SAID

_AWAY: Final = re.compile(r"[a-z][a-z0-9+.-]*:|/|#", re.IGNORECASE)
Grain = Literal["year", "month", "day"]
CLASSES: Final[Mapping[Shape, str]] = {"square": "pol", "circle": "art", "diamond": "life", "triangle": "place"}
DRAWN: Final[Mapping[Shape, str]] = {
    "square": '<rect x="1" y="1" width="10" height="10"/>', "circle": '<circle cx="6" cy="6" r="5.4"/>', "diamond": '<path d="M6 0 12 6 6 12 0 6z"/>',
    "triangle": '<path d="M6 .6 12 11.4H0z"/>',
}
_ORDER: Final[Mapping[Grain, int]] = {"year": 0, "month": 1, "day": 2}


class Voice(NamedTuple):
    """In which language a page speaks, before which minute days are also given Old Style (None: never), and where the page lies seen from the tree:
    links of events are relative to the folder of meta.json; `root` is '' for pages in a folder beside it, the folder's name for pages above it.
    """

    lang: str
    spoken: NullTranslations
    cutover: int | None = None
    root: str = ""

    def to(self, href: str) -> str:
        """A link of an event as the page writes it, escaped."""
        return esc(posixpath.normpath(f"{self.root}/{href}") if self.root and not _AWAY.match(href) else href)

    def say(self, key: str) -> str:
        """A word of the interface (`words.SAID`), escaped."""
        return esc(self.spoken.gettext(SAID[key]))

    def several(self, key: str, number: int) -> str:
        """A number of things (`words.COUNTED`), escaped."""
        return esc(self.spoken.ngettext(*COUNTED[key], number) % {"count": grouped(number)})


def esc(words: object) -> str:
    """Safe inside an element and inside an attribute with quotation marks."""
    return str(escape(words))


def grouped(number: int) -> str:
    """1234567 → '1 234 567', with narrow spaces that do not break."""
    return f"{number:,}".replace(",", "\u202f")


@lru_cache(maxsize=65_536)
def in_words(edtf: str, lang: str) -> str:
    """A date as people say it, escaped."""
    return esc(dates.edtf_in_words(edtf, lang=lang))


def symbols() -> str:
    """The shapes of lanes, once a page."""
    drawn = "".join(f'<symbol id="s-{name}" viewBox="-1 -1 14 14">{path}</symbol>' for name, path in DRAWN.items())
    return f'<svg class="vh" width="0" height="0" aria-hidden="true">{drawn}</svg>'


def shape(lane: Lane, *, hollow: bool = False) -> str:
    """A lane's mark; hollow while only a machine has read it."""
    return f'<svg class="mk {CLASSES[lane.shape]}{" hollow" if hollow else ""}" aria-hidden="true"><use href="#s-{lane.shape}"/></svg>'


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────


def grain(event: Event) -> tuple[int, Grain]:
    """The row a mark stands in: first day of the day, month or year in which it begins, as fine as that is given."""
    dating = event.datings[0]
    low, high = dating.begin if None not in dating.begin else dating.known
    assert low is not None
    assert high is not None
    width = high - low + 1
    day = event.known[0] // dates.DAY
    if width <= dates.DAY:
        return day, "day"
    first = dates.from_day_number(day)
    return (dates.day_number(first.year, first.month, 1), "month") if width <= 31 * dates.DAY else (dates.day_number(first.year, 1, 1), "year")


def rows(events: Iterable[Event], ids: Mapping[int, str], lanes: Sequence[Lane], voice: Voice) -> str:
    """A row for each date that is given, with a card for each mark in its lane. `ids`: Python id of an event → the id it bears in the tree."""
    placed = sorted(((*grain(event), event) for event in events), key=lambda one: (one[0], _ORDER[one[1]]))
    out = []
    for (day, unit), group in groupby(placed, key=lambda one: one[:2]):
        cells: list[list[str]] = [[] for _ in lanes]
        for _, _, event in group:
            cells[event.lane].append(card(event, ids[id(event)], lanes[event.lane], unit, voice))
        cut = "".join(f'<td class="lane {CLASSES[lane.shape]}">{"".join(cell)}</td>' for lane, cell in zip(lanes, cells, strict=True))
        out.append(f'<tr><th scope="row" class="when">{head(day, unit, voice.lang, voice.cutover)}</th>{cut}</tr>\n')
    return "".join(out)


@lru_cache(maxsize=4096)
def head(day: int, unit: Grain, lang: str, cutover: int | None) -> str:
    """A row's date: a large numeral for a day, with its weekday, and Old Style where that is wanted."""
    year, month, number = dates.from_day_number(day)
    if unit == "year":
        return f'<span class="dn dy">{year_words(year, lang)}</span>'
    four = f"{year:04}" if year >= 0 else f"{year:05}"
    if abs(year) > 9999:  # noqa: PLR2004  EDTF gives months only to years of four digits
        return f'<span class="dn dm">{number if unit == "day" else ""} {month:02} {year_words(year, lang)}</span>'
    if unit == "month" or year < 0:
        return f'<span class="dn dm">{in_words(f"{four}-{month:02}" + (f"-{number:02}" if unit == "day" else ""), lang)}</span>'
    face = dates.face(dates.date_value(dates.iso_day(dates.from_day_number(day))), lang=lang, cutover=cutover)
    weekday = get_day_names("wide", locale=locale_of(lang) or "en")[(day + 3) % 7]
    old = f'<span class="dw do" data-ns="{esc(face.old)}" data-os="{esc(face.words)}">{esc(face.old)}</span>' if face.old else ""
    return f'<span class="dn d num">{face.day}</span><span class="dw">{esc(weekday)}</span><span class="dw">{esc(face.month_year)}</span>{old}'


@lru_cache(maxsize=4096)
def year_words(year: int, lang: str) -> str:
    """'1917', '44 BC', '170 000 000', escaped."""
    return in_words(f"{year:04}" if 0 <= year <= 9999 else f"{year:05}" if -9999 <= year < 0 else f"Y{year}", lang)  # noqa: PLR2004  years of four digits


# ── cards ───────────────────────────────────────────────────────────────────────────────────────────────────────


def title(event: Event, voice: Voice) -> str:
    """The title in its own language and direction, with the thing it leads to and what its date is of."""
    tongue = f' lang="{esc(event.lang)}" dir="{direction(event.lang)}"' if event.lang else ""
    words = f"<span{tongue}>{esc(event.title)}</span>"
    if event.href:
        words = f'<a href="{voice.to(event.href)}">{words}</a>'
    return f'{words}<span class="said">, {esc(event.said)}</span>' if event.said else words


@lru_cache(maxsize=64)
def locale_of(lang: str) -> Locale | None:
    """What Babel knows of a language; None for one it does not know."""
    try:
        return Locale.parse(lang.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def direction(lang: str) -> str:
    """'ltr' or 'rtl'; 'auto' for a language that Babel does not know."""
    known = locale_of(lang)
    return str(known.text_direction) if known else "auto"


def card(event: Event, identifier: str, lane: Lane, unit: Grain, voice: Voice) -> str:
    """A mark told in full."""
    tag = '<span class="tag" aria-hidden="true"></span>' if event.contested else ""
    body = told(event.card, voice) if event.card else ""
    return (f'<div class="card {CLASSES[lane.shape]}{" k" if event.contested else ""}{" machine" if event.machine else ""}" id="m-{esc(identifier)}">'
            f"<h3>{tag}{shape(lane, hollow=event.machine)}<span>{title(event, voice)}</span></h3>{body}{dated(event, unit, voice)}"
            f'{_line(", ".join(map(esc, event.places)))}</div>')


def _line(words: str) -> str:
    return f'<p class="wl">{words}</p>' if words else ""


def dated(event: Event, unit: Grain, voice: Voice) -> str:
    """All datings in words: a prong for each witness when contested; otherwise the first, unless the row says it already, who gives it, and the others."""
    if event.contested:
        items = "".join(f'<li{"" if _sure(dating) else _OPEN}>{date(dating, voice)}{": " if dating.witnesses else ""}{names(dating.witnesses, voice)}</li>' for dating in event.datings)
        return f'<p class="wl"><span class="red">{voice.say("contested")}</span></p><ul class="prongs">{items}</ul>'
    first = event.datings[0]
    told_once = event.card is not None and set(first.witnesses) <= set(event.card.by)
    by = f'{voice.say("dated")} {names(first.witnesses, voice)}' if first.witnesses and not told_once else ""
    out = _line(by) if _plain(first, unit, voice.lang) else _uncertain(first, by, voice)
    return out + "".join(_line(f'{voice.say("also")} {date(other, voice)}{": " if other.witnesses else ""}{names(other.witnesses, voice)}') for other in event.datings[1:])


_OPEN: Final = ' class="open"'


def _sure(dating: Dating) -> bool:
    return dating.manner == "point" and dating.unit in ("day", "hour", "minute")


def _plain(dating: Dating, unit: Grain, lang: str) -> bool:
    """Whether the head of the row says all of it."""
    return dating.manner == "point" and dating.unit == unit and (dating.words in ("", dating.edtf) or esc(dating.words) == in_words(dating.edtf, lang))


def _uncertain(dating: Dating, by: str, voice: Voice) -> str:
    words = date(dating, voice) + (f" · {by}" if by else "")
    return f'<span class="unc">{words}</span>' if dating.manner == "open" else _line(words)


def date(dating: Dating, voice: Voice) -> str:
    """The date in words, and as it was written where that is not the same."""
    words = in_words(dating.edtf, voice.lang) if dating.edtf else esc(dating.words)
    if dating.edtf and dating.words not in ("", dating.edtf) and esc(dating.words) != words:
        style = f", {esc(words_for(voice.lang)['os'])}" if dating.calendar == "julian" else ""
        return f'{words} (<i class="written">{esc(dating.words)}</i>{style})'
    return words


def names(witnesses: Sequence[Witness], voice: Voice) -> str:
    """Witnesses by name, each leading to what they say in all where there is such a page."""
    return ", ".join(f'<a href="{voice.to(one.href)}">{esc(one.name)}</a>' if one.href else esc(one.name) for one in witnesses)


def told(one: Card, voice: Voice) -> str:
    """What is told of a mark: picture, words, passage, who says so and where."""
    out = []
    if one.picture:
        out.append(f'<p><img src="{voice.to(one.picture)}" alt="{esc(one.alt)}" loading="lazy"></p>')
    if one.text:
        out.append(_paragraphs(one.text, one.lang))
    if one.passage:
        out.append(f"<blockquote{_tongue(one.passage_lang)}>{_paragraphs(one.passage, '')}</blockquote>")
    source = f'<a href="{voice.to(one.href)}">{esc(one.source or one.href)}</a>' if one.href else esc(one.source)
    out.append(_line(", ".join(filter(None, (names(one.by, voice), source)))))
    out += [f"{_paragraphs(more.text, more.lang)}{_line(names(more.by, voice))}" for more in one.more]
    return "".join(out)


def _tongue(lang: str) -> str:
    return f' lang="{esc(lang)}" dir="{direction(lang)}"' if lang else ""


def _paragraphs(text: str, lang: str) -> str:
    return "".join(f"<p{_tongue(lang)}>{esc(part)}</p>" for part in text.split("\n") if part.strip())


def line(event: Event, lane: Lane, voice: Voice) -> str:
    """A mark named in a line: date, title."""
    first = event.datings[0]
    when = f'<span class="tag">{voice.say("contested")}</span> ' if event.contested else f'<b class="{first.manner}">{date(first, voice)}</b> '
    return (f'<div class="card line {CLASSES[lane.shape]}{" k" if event.contested else ""}{" machine" if event.machine else ""}">'
            f"<p>{shape(lane, hollow=event.machine)}{when}{title(event, voice)}</p></div>")
