"""TimelineJS3 JSON: {"title": slide, "events": [slide, …], "eras": [era, …]}."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from presnya.exchange.entry import Asked, Found, Refused, Row, plain
from presnya.exchange.timelinejs.slide import slide_entry
from presnya.terms.errors import BadFile

ERAS = "Eras"
"""Title of the lane that holds eras, which TimelineJS draws behind everything."""


def read(path: Path, given: Mapping[str, Any], asked: Asked) -> Found:
    """A parsed file. BadFile when `events` is no list."""
    if not isinstance(given.get("events"), list):
        raise BadFile(f'{path.name}: "events" is no list.', next_step='A TimelineJS file has {"events": [{"start_date": {"year": 1917}, "text": {"headline": "…"}}]}.')
    slide = given.get("title")
    told = slide.get("text") if isinstance(slide, Mapping) else None
    title, lead = (plain(told.get("headline")), plain(told.get("text"))) if isinstance(told, Mapping) else ("", "")
    return Found(path, _rows(given, asked), title=title, lead=lead)


def _rows(given: Mapping[str, Any], asked: Asked) -> Iterator[Row]:
    for line, slide in enumerate(given["events"], 1):
        yield slide_entry(slide, line, asked) if isinstance(slide, Mapping) else Refused(line, "it is no object")
    for line, era in enumerate(given.get("eras") or (), len(given["events"]) + 1):
        yield slide_entry({**era, "group": ERAS}, line, asked) if isinstance(era, Mapping) else Refused(line, "it is no object")
