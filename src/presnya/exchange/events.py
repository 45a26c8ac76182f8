"""Any file of events, by what is in it: a table, TimelineJS3, vis-timeline, or our own JSON."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from presnya.exchange import events_csv, timelinejs, vis
from presnya.exchange.entry import Asked, Found, Refused, Row, Tick
from presnya.exchange.events_csv.read import entry_of, read as read_csv
from presnya.exchange.timelinejs.read import read as read_timelinejs
from presnya.exchange.vis.read import read as read_vis
from presnya.terms.errors import BadFile, NotFound

__all__ = ["ENDINGS", "events_csv", "open_events", "timelinejs", "vis"]

ENDINGS: Final = (".csv", ".tsv", ".txt", ".xlsx", ".json")


def open_events(path: Path, asked: Asked, *, tick: Tick | None = None) -> Found:
    """Open a file of events; its rows are read as they are asked for. NotFound or BadFile when it cannot be."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", next_step="Give the path of a CSV, XLSX or JSON file of events.")
    if path.suffix.lower() not in ENDINGS:
        raise BadFile(f"{path.name} is in a form that is not read.", next_step=f"Events are read from {', '.join(ENDINGS)}.")
    return _json(path, asked) if path.suffix.lower() == ".json" else read_csv(path, asked, tick=tick)


def _json(path: Path, asked: Asked) -> Found:
    try:
        given = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name} is no JSON: {error}.", next_step="Check where it was cut off or edited.") from error
    if isinstance(given, Mapping) and "events" in given:
        return read_timelinejs(path, given, asked)
    if isinstance(given, Mapping) and isinstance(given.get("items"), list):
        groups = given.get("groups")
        return read_vis(path, given["items"], groups if isinstance(groups, list) else [], asked)
    if isinstance(given, list) and any(isinstance(one, Mapping) and "date" in one for one in given):
        return Found(path, _own(given, asked))
    if isinstance(given, list) and (not given or any(isinstance(one, Mapping) and "start" in one for one in given)):
        return read_vis(path, given, [], asked)
    raise BadFile(f"{path.name} holds no events that we know.", next_step='TimelineJS has "events", vis-timeline "items" or a list with "start", ours a list with "title" and "date".')


def _own(given: list[Any], asked: Asked) -> Iterator[Row]:
    for line, one in enumerate(given, 1):
        if not isinstance(one, Mapping):
            yield Refused(line, "it is no object")
            continue
        yield entry_of({str(name): "" if words is None else str(words).strip() for name, words in one.items()}, line, asked)
