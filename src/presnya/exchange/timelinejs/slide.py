"""One slide of TimelineJS3 ↔ one entry."""

import re
from collections.abc import Mapping
from typing import Any, Final

from presnya import dates
from presnya.exchange.entry import Asked, Entry, Refused, Row, lasting, plain, reason
from presnya.terms import DateValue
from presnya.terms.errors import BadDate, BadInput

PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif")
_EXACT: Final = re.compile(r"Y?-?\d+(E\d)?(-(0\d|1[0-2])(-\d\d(T\d\d(:\d\d)?)?)?)?", re.ASCII)
"""One year, month, day, hour or minute."""
_PARTS: Final = ("year", "month", "day", "hour", "minute")


def slide_entry(slide: Mapping[str, Any], line: int, asked: Asked) -> Row:
    """A slide as an entry. `line` is its row, or its number in the list."""
    told = slide.get("text") if isinstance(slide.get("text"), Mapping) else {}
    assert isinstance(told, Mapping)
    title, shown = plain(told.get("headline")), plain(slide.get("display_date"))
    try:
        value = _date(slide.get("start_date"))
        if slide.get("end_date"):
            value = lasting(value, _date(slide["end_date"]))
    except BadInput as error:
        return Refused(line, reason(error), title, shown)
    if not title:
        return Refused(line, "there is no headline", "", value.edtf)
    media = slide.get("media") if isinstance(slide.get("media"), Mapping) else {}
    assert isinstance(media, Mapping)
    address = str(media.get("url") or "")
    picture = address if address.lower().split("?")[0].endswith(PICTURES) else ""
    words = dates.date_value(value.edtf, words=shown, lang=asked.lang) if shown else value
    return Entry(
        title, plain(slide.get("group")), words, line, event=str(slide.get("unique_id") or ""), text=plain(told.get("text")), picture=picture, alt=plain(media.get("alt") or media.get("caption")),
        source=plain(media.get("credit")), link="" if picture else address)


def _date(given: object) -> DateValue:
    """Year, month, day, hour, minute as far as they go; a year may lie anywhere within a thousand million. BadDate otherwise."""
    if not isinstance(given, Mapping):
        raise BadDate("there is no start date")
    parts = []
    for name in _PARTS:
        cell = str(given.get(name) if given.get(name) is not None else "").strip()
        if not cell:
            break
        try:
            parts.append(int(float(cell)))
        except ValueError:
            raise BadDate(f"the {name} “{cell}” is no number") from None
    if not parts:
        raise BadDate("there is no year")
    year = f"{parts[0]:05}" if -9999 <= parts[0] < 0 else f"{parts[0]:04}" if 0 <= parts[0] <= 9999 else f"Y{parts[0]}"  # noqa: PLR2004  years of four digits
    return dates.date_value(year + "".join(f"{'T' if nth == 2 else ':' if nth == 3 else '-'}{part:02}" for nth, part in enumerate(parts[1:])))  # noqa: PLR2004  hour and minute


def entry_slide(entry: Entry, number: int) -> dict[str, Any]:
    """An entry as a slide. What TimelineJS cannot draw (about, one of two, contested) stands in its display date, in words."""
    begin, end = dates.span(entry.date)
    exact = _EXACT.fullmatch(entry.date.edtf) is not None
    out: dict[str, Any] = {"unique_id": entry.event or f"event-{number}", "start_date": _parts(begin if begin is not None else end, exact=exact, edtf=entry.date.edtf)}
    if not exact and begin is not None and end is not None:
        out["end_date"] = _parts(end, exact=False, edtf="")
    if not exact or entry.date.words not in ("", entry.date.edtf):
        out["display_date"] = dates.show(entry.date, lang=entry.lang or "en") if entry.date.words in ("", entry.date.edtf) else entry.date.words
    text = "\n".join(filter(None, (entry.text, entry.passage)))
    out["text"] = {"headline": _escaped(entry.title), "text": "".join(f"<p>{_escaped(part)}</p>" for part in text.split("\n") if part)}
    if entry.lane:
        out["group"] = entry.lane
    if entry.picture or entry.link:
        credit = ", ".join(filter(None, (entry.witness, entry.source)))
        out["media"] = {name: words for name, words in (("url", entry.picture or entry.link), ("alt", entry.alt), ("credit", _escaped(credit))) if words}
    return out


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _parts(minute: int | None, *, exact: bool, edtf: str) -> dict[str, int]:
    """As fine as it was given: TimelineJS shows a month or a year where a day is left out."""
    assert minute is not None, "an entry has a place on the axis"
    names = dict(zip(_PARTS, dates.civil(minute), strict=True))
    if not exact:
        return {name: names[name] for name in ("year", "month", "day")}
    date, _, time = edtf.lstrip("Y-").partition("T")
    count = 1 + date.count("-") + (1 + time.count(":") if time else 0)
    return {name: names[name] for name in _PARTS[:count]}
