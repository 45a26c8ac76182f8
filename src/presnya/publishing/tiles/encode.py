"""Tiles as bytes: columns for marks, cards beside them (docs/tiles-spec.md)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
import numpy as np

from presnya import dates
from presnya.publishing.tiles.bins import BINS, coded
from presnya.publishing.tiles.event import MANNERS, UNITS, Card, Dating, Event, Told, Witness, sign_of
from presnya.publishing.tiles.spool import Columns
from presnya.publishing.tiles.tree import Extent, Tile

CONTESTED: Final = 1
MACHINE: Final = 2
CHOSEN: Final = 4
_OPEN: Final = MANNERS.index("open") * 8 + UNITS.index("other")
_DIGITS: Final = 15
"""Of a whole number that every reader of JSON keeps exactly."""
_LENGTHS: Final = {0: 0, 1: 59, 2: dates.DAY - 1}

dumps: Final = msgspec.json.Encoder(order="deterministic").encode


class Listed(NamedTuple):
    """Names that meta.json lists → their place in it; None where there are too many, so that cards write them out."""

    who: Mapping[Witness, int] | None
    themes: Mapping[str, int] | None
    places: Mapping[str, int] | None


def tile_name(level: int, index: int, part: int = 0) -> str:
    """`3/5.json`, `3/5.2.json` for a further part."""
    return f"{level}/{index}{f'.{part}' if part else ''}.json"


def heading(tile: Tile, columns: Columns, where: Extent, lanes: int) -> dict[str, Any]:
    """What a tile counts: begins in each lane, and in each bin."""
    lane = columns.lane[tile.low:tile.high].astype(np.int64)
    width = where.width(tile.level)
    at = (columns.begin[tile.low:tile.high] - (where.begin + tile.number * width)) * BINS // width
    counts = np.bincount(lane * BINS + at, minlength=lanes * BINS).reshape(lanes, BINS)
    bins = []
    for row in counts:
        full = np.flatnonzero(row)
        bins.append(coded(row[full].tolist(), full.tolist()))
    return {"n": counts.sum(axis=1).tolist(), "bins": bins, "kids": tile.kids}


def marks(events: Sequence[Event], nth: Sequence[int], *, begin: int, lanes: int, listed: Listed) -> tuple[dict[str, Any], dict[str, Any]]:
    """Columns of the marks of one part, and its cards. `begin` is the first minute of the tile; `nth` counts events that are otherwise alike."""
    out: dict[str, Any] = {"b": [], "k": [], "w": [], "i": [], "t": []}
    if lanes > 1:
        out["l"] = [event.lane for event in events]
    sparse: dict[str, dict[str, Any]] = {}
    cards: dict[str, Any] = {}
    before = begin
    for place, event in enumerate(events):
        first, last = event.known
        out["b"].append(first - before)
        before = first
        out["k"].append(kind := _kind(event))
        out["w"].append(event.weight)
        out["i"].append(_id(printed_id(event, nth[place])))
        out["t"].append(event.title)
        for column, value in _rare(event, first, last, kind, listed):
            sparse.setdefault(column, {})[str(place)] = value
        if card := _card(event, listed):
            cards[str(place)] = card
    return {**out, **sparse}, cards


def _kind(event: Event) -> int:
    if event.contested:
        return _OPEN
    return kind_of(event.datings[0])


def kind_of(dating: Dating) -> int:
    """The code of manner and unit: manner · 8 + unit."""
    return MANNERS.index(dating.manner) * 8 + UNITS.index(dating.unit)


def implied(kind: int, begin: int) -> int | None:
    """Length less one, in minutes, of a point whose unit says it: a minute, hour, day, month or year; None for others."""
    if kind in _LENGTHS:
        return _LENGTHS[kind]
    if kind not in (3, 4):
        return None
    year, month, _ = dates.from_day_number(begin // dates.DAY)
    days = dates.month_length(year, month) if kind == UNITS.index("month") else 366 if dates.is_leap(year) else 365
    return days * dates.DAY - 1


def printed_id(event: Event, nth: int) -> str:
    """The id by which a mark is found; `nth` tells events apart that have none of their own and are alike."""
    return f"{event.id}-{nth + 1}" if nth else event.id


def _id(given: str) -> str | int:
    """A plain whole number is written as one."""
    plain = given.isascii() and given.isdigit() and len(given) <= _DIGITS and (given[0] != "0" or given == "0")
    return int(given) if plain else given


def _rare(event: Event, first: int, last: int, kind: int, listed: Listed) -> list[tuple[str, Any]]:
    """What few marks have."""
    out: list[tuple[str, Any]] = []
    if last - first != implied(kind, first):
        out.append(("e", last - first))
    for column, words in (("h", event.href), ("g", event.lang), ("s", event.said)):
        if words:
            out.append((column, words))
    out += [("p", [_prong(dating, first, listed) for dating in event.datings])] if event.contested else _dated(event.datings[0], first, last, listed)
    if listed.themes is not None and event.themes:
        out.append(("m", [listed.themes[one] for one in event.themes]))
    if listed.places is not None and event.places:
        out.append(("o", [listed.places[one] for one in event.places]))
    if bits := CONTESTED * event.contested + MACHINE * event.machine + CHOSEN * event.chosen:
        out.append(("f", bits))
    return out


def _dated(dating: Dating, first: int, last: int, listed: Listed) -> list[tuple[str, Any]]:
    """How sure one dating is, and who gives it."""
    out: list[tuple[str, Any]] = []
    if (core := dating.core) and (core[0] - first >= dates.DAY or last - core[1] >= dates.DAY):
        out.append(("c", [core[0] - first, core[1] - first]))
    if sign := sign_of(dating):
        out.append(("q", sign))
    if listed.who is not None and dating.witnesses:
        out.append(("a", [listed.who[one] for one in dating.witnesses]))
    return out


def _names(witnesses: Sequence[Witness], listed: Listed) -> list[int] | list[str]:
    return [one.name for one in witnesses] if listed.who is None else [listed.who[one] for one in witnesses]


def _prong(dating: Dating, first: int, listed: Listed) -> list[Any]:
    begin, end = dating.known
    return [begin - first, end - begin, kind_of(dating), sign_of(dating), _names(dating.witnesses, listed), dating.words or dating.edtf]


def _card(event: Event, listed: Listed) -> dict[str, Any]:
    """What a card tells and a mark does not; empty when there is nothing."""
    out: dict[str, Any] = {}
    first = event.datings[0]
    if not event.contested:
        if first.words and first.words != first.edtf:
            out["words"] = first.words
        if first.calendar != "gregorian":
            out["calendar"] = first.calendar
        if event.datings[1:]:
            out["also"] = [[dating.words or dating.edtf, _names(dating.witnesses, listed)] for dating in event.datings[1:]]
        if listed.who is None and first.witnesses:
            out["dated"] = [one.name for one in first.witnesses]
    if listed.themes is None and event.themes:
        out["themes"] = event.themes
    if listed.places is None and event.places:
        out["places"] = event.places
    return out | _told(event.card, listed) if event.card else out


def _told(card: Card, listed: Listed) -> dict[str, Any]:
    plain = {
        "text": card.text, "lang": card.lang, "passage": card.passage, "plang": card.passage_lang, "source": card.source, "href": card.href, "picture": card.picture,
        "alt": card.alt, "disputes": card.disputes, "by": _names(card.by, listed), "more": [_more(one, listed) for one in card.more],
    }
    out = {name: value for name, value in plain.items() if value}
    return out if card.act < 0 else {**out, "act": card.act}


def _more(told: Told, listed: Listed) -> dict[str, Any]:
    return {name: value for name, value in (("text", told.text), ("lang", told.lang), ("by", _names(told.by, listed))) if value}
