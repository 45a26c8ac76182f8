"""Dates in words against answers made by hand, per language: exact, marks, wide, wrong, declined.

    python benchmarks/dates/words.py SHARED          (or PRESNYA_SHARED in the environment)

Read are SHARED/score/dates/nl40.json, 40 expressions ([words, document date, accepted EDTF strings]), and the project's own 400 of
docs/data/dates/expressions.csv. Exit code 1 when one reading is wrong; what each column counts: benchmarks/dates/README.md.
"""

import argparse
import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from presnya import dates
from presnya.terms import DateValue

OWN = Path(__file__).parents[2] / "docs/data/dates/expressions.csv"
COLUMNS = ("exact", "marks", "wide", "wrong", "declined rightly", "declined though readable")


class Row(NamedTuple):
    """One expression: what is given to the reader, and the readings that are fair (none: it must decline)."""

    name: str
    lang: str
    words: str
    given: dict[str, object]
    accepted: list[str]


def when(edtf: str) -> DateValue | None:
    return dates.date_value(edtf) if edtf else None


def forty(shared: Path) -> Iterator[Row]:
    """The 40: the one date beside an expression is the document's and the one last spoken of, for "three days later" hangs on it as "yesterday" does."""
    for nth, (words, document, accepted) in enumerate(json.loads((shared / "score/dates/nl40.json").read_text(encoding="utf-8")), start=1):
        given = {"document_date": when(document), "anchor": when(document)}
        yield Row(f"nl-{nth:02}", "en", words, given, [] if words == "undated" else accepted)


def four_hundred() -> Iterator[Row]:
    with OWN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            given = {"document_date": when(row["document_date"]), "anchor": when(row["anchor"]), "calendar": row["calendar"], "kind": row["kind"]}
            expected = row["expected"]
            yield Row(row["id"], row["lang"], row["words"], given, [] if expected.startswith("declined") else expected.split(" | "))


def hull(value: DateValue) -> tuple[float, float]:
    """(earliest, latest) minute; endless where the date is open."""
    low, high = dates.span(value)
    return (float("-inf") if low is None else low, float("inf") if high is None else high)


def verdict(read: DateValue, accepted: list[str]) -> str:
    """One of COLUMNS."""
    if not read.edtf:
        return "declined though readable" if accepted else "declined rightly"
    fair = [dates.date_value(one) for one in accepted]
    if read.edtf in accepted or any(said(read) == said(one) for one in fair):
        return "exact"
    low, high = hull(read)
    if any((low, high) == hull(one) for one in fair):
        return "marks"
    return "wide" if any(low <= hull(one)[0] and hull(one)[1] <= high for one in fair) else "wrong"


def said(value: DateValue) -> tuple[object, ...]:
    """All that a reading says: bounds of both ends, marks, and what is told apart by commas. 1917-02 and 1917-02-01/1917-02-28 do not say the same."""
    parsed = dates.parse(value.edtf)
    return (parsed.shape, parsed.begin, parsed.end, parsed.approximate, parsed.uncertain, value.edtf if "," in value.edtf else "")


def score(title: str, rows: Iterable[Row]) -> int:
    """Prints the table and every reading that is not exact; how many were wrong."""
    told: dict[str, Counter[str]] = {}
    listed: dict[str, list[str]] = {what: [] for what in COLUMNS}
    for row in rows:
        read = dates.read_words(row.words, lang=row.lang, **row.given)
        what = verdict(read, row.accepted)
        told.setdefault(row.lang, Counter())[what] += 1
        listed[what].append(f"  {what}: {row.name} {row.words!r} → {read.edtf or read.rule}; expected {' | '.join(row.accepted[:3]) or 'to be declined'}")
    table(title, told)
    for what in ("wrong", "wide", "marks", "declined though readable"):
        print("\n".join(listed[what]), end="\n" if listed[what] else "")
    return len(listed["wrong"])


def table(title: str, told: dict[str, "Counter[str]"]) -> None:
    print(f"\n{title:20}" + "".join(f"{what:>{len(what) + 2}}" for what in COLUMNS))
    if len(told) > 1:
        told = told | {"all": sum(told.values(), Counter())}
    for lang, counts in told.items():
        print(f"{lang:3} {counts.total():4} {'':11}" + "".join(f"{counts[what]:{len(what) + 2}}" for what in COLUMNS))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with score/ (default: $PRESNYA_SHARED)")
    shared = given.parse_args().shared
    if shared is None:
        given.error("name the folder with score/, or set PRESNYA_SHARED")
    wrong = score("the 40", forty(Path(shared))) + score("the 400", four_hundred())
    print(f"\n{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
