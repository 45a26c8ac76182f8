"""Entries as CSV and JSON with the columns of `presnya chronology`, which reads both again."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from presnya.exchange.entry import Entry, cells_of
from presnya.exchange.events_csv.read import COLUMNS

_WRITTEN = tuple(name for name in COLUMNS if name not in ("end", "calendar"))


def write_csv(entries: Iterable[Entry], path: Path) -> int:
    """Write all of them, dates in EDTF (Gregorian), with what was written in `words`; answers how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, _WRITTEN, lineterminator="\n")
        rows.writeheader()
        for count, entry in enumerate(entries, 1):  # noqa: B007  the last one is the answer
            rows.writerow(cells_of(entry))
    return count


def write_json(entries: Iterable[Entry], path: Path) -> int:
    """The same as a list of objects, without empty ones; answers how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for count, entry in enumerate(entries, 1):
            file.write(",\n" if count > 1 else "\n")
            file.write(json.dumps({name: words for name, words in cells_of(entry).items() if words}, ensure_ascii=False))
        file.write("\n]\n")
    return count
