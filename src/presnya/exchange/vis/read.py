"""vis-timeline: {"items": [{"content", "start", "end", "group", …}], "groups": [{"id", "content"}]}, or the list of items alone.

Times are strings as JavaScript's Date reads them, or milliseconds since 1970. Background items become runs like any other; an item's `title` (its
tooltip) becomes the text. Midnight in a string of a date alone is a day; milliseconds are minutes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from presnya import dates
from presnya.exchange.entry import Asked, Entry, Found, Refused, Row, lasting, plain, read_date, reason
from presnya.terms import DateValue
from presnya.terms.errors import BadDate, BadInput

_ASP: Final = re.compile(r"/Date\((-?\d+)\)/", re.ASCII)
_ZONED: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)


def read(path: Path, items: Sequence[Any], groups: Sequence[Any], asked: Asked) -> Found:
    """Parsed items and groups. A group that holds no item is an empty lane."""
    names = {str(group.get("id")): plain(group.get("content")) or str(group.get("id")) for group in groups if isinstance(group, Mapping)}
    return Found(path, _rows(items, names, asked), lanes=tuple(names.values()))


def _rows(items: Sequence[Any], names: Mapping[str, str], asked: Asked) -> Iterator[Row]:
    for line, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            yield Refused(line, "it is no object")
            continue
        title = plain(item.get("content"))
        try:
            value = _date(item.get("start"), asked)
            if item.get("end") not in (None, ""):
                value = lasting(value, _date(item["end"], asked))
        except BadInput as error:
            yield Refused(line, reason(error), title, str(item.get("start") or ""))
            continue
        if not title:
            yield Refused(line, "there is no content", "", value.edtf)
            continue
        group = item.get("group")
        lane = names.get(str(group), plain(group)) if group is not None else ""
        yield Entry(title, lane, value, line, event=str(item["id"]) if item.get("id") is not None else "", text=plain(item.get("title")))


def _date(given: object, asked: Asked) -> DateValue:
    if given is None or given == "":
        raise BadDate("there is no start")
    if isinstance(given, str) and (asp := _ASP.fullmatch(given)):
        given = int(asp[1])
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return dates.date_value(_moment(int(given // 60_000)))
    words = str(given).strip()
    zoned = _ZONED.fullmatch(words)
    return read_date(zoned[1] if zoned else words, lang=asked.lang, calendar="gregorian")


def _moment(minute: int) -> str:
    year, month, day, hour, of_hour = dates.civil(minute)
    if not -9999 <= year <= 9999:  # noqa: PLR2004  years of four digits
        raise BadDate(f"a time of day in the year {year} is finer than we can write")
    return dates.iso_day(dates.Day(year, month, day)) + (f"T{hour:02}:{of_hour:02}" if hour or of_hour else "")
