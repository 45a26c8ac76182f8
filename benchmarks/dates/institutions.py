"""Dates in words against the years that institutions themselves read in them: the Tate's collection and the period definitions of PeriodO.

    python benchmarks/dates/institutions.py SHARED [--all]          (or PRESNYA_SHARED in the environment)

SHARED holds data/tate-collection and data/periodo. Printed are six shares for each, and by shape (a word → a, a digit → 9) what was declined,
what claims more than the institution, and what is disjoint, so that one can see who is mistaken. What the shares mean: benchmarks/dates/README.md.
"""

import argparse
import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from presnya import dates

SHARES = ("equal", "inside", "contains", "overlapping", "disjoint", "declined")
LISTED = ("declined", "inside", "overlapping", "disjoint")
ASKED = 0.98
LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "deu": "de", "rus": "ru"}
Years = tuple[float, float]


class Case(NamedTuple):
    """Words, their language, and the first and last year that the institution gives."""

    words: str
    lang: str
    theirs: Years


def years(words: str, lang: str) -> tuple[Years | None, str]:
    """(first year, last year) of our reading, endless where it is open, and the EDTF; None and the reason where it was declined."""
    read = dates.read_words(words, lang=lang)
    if not read.edtf:
        return None, read.rule
    low, high = dates.span(read)
    return (float("-inf") if low is None else dates.civil(low)[0], float("inf") if high is None else dates.civil(high)[0]), read.edtf


def share(ours: Years | None, theirs: Years) -> str:
    """One of SHARES."""
    if ours is None:
        return "declined"
    if ours == theirs:
        return "equal"
    if ours[1] < theirs[0] or theirs[1] < ours[0]:
        return "disjoint"
    if theirs[0] <= ours[0] and ours[1] <= theirs[1]:
        return "inside"
    return "contains" if ours[0] <= theirs[0] and theirs[1] <= ours[1] else "overlapping"


def tate(folder: Path) -> tuple[list[Case], Counter[str]]:
    """Artworks with years of the museum's own; a single year stands for both ends. And how many were left out, and why."""
    cases, out = [], Counter[str]()
    with gzip.open(folder / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            work = json.loads(line)
            span = work["dateRange"] or {}
            first, last = (str(span.get(key, span.get("startYear", ""))) for key in ("startYear", "endYear"))
            if not first.isdigit() or not last.isdigit():
                out["without years"] += 1
            elif int(first) > int(last):
                out["with years that run backwards"] += 1
            else:
                cases.append(Case(work["dateText"], "en", (int(first), int(last))))
    return cases, out


def periodo(folder: Path, side: str) -> tuple[list[Case], Counter[str]]:
    """Labels of `start` or `stop` with parsed years, in the language of the definition where we read it, else in English, as their labels are."""
    cases, out = [], Counter[str]()
    with gzip.open(folder / "initial-data.json.gz", "rt", encoding="utf-8") as file:
        collections = json.load(file)["periodCollections"].values()
    for definition in (one for collection in collections for one in collection["definitions"].values()):
        told = definition[side].get("in")
        if told is None:
            out["without years"] += 1
            continue
        theirs = (int(told.get("year", told.get("earliestYear"))), int(told.get("year", told.get("latestYear"))))
        cases.append(Case(definition[side]["label"], LANGUAGES.get(definition["language"][:3], "en"), theirs))
    return cases, out


def shape(words: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d", "9", words))


def watched(cases: "Counter[Case]") -> Iterator[tuple[Case, int]]:
    """Each distinct case with how often it occurs; a line of progress on standard error, where somebody watches."""
    for nth, (case, count) in enumerate(cases.items(), start=1):
        yield case, count
        if nth % 500 == 0 and sys.stderr.isatty():
            sys.stderr.write(f"\r{nth:,} of {len(cases):,} distinct ")


def score(title: str, cases: list[Case], out: "Counter[str]", limit: int | None) -> Counter[str]:
    """Prints the six shares and the lists by shape; the counts of the shares."""
    told, by_shape = Counter[str](), {what: dict[str, Counter[str]]() for what in LISTED}
    readings: dict[tuple[str, str], tuple[Years | None, str]] = {}
    for case, count in watched(Counter(cases)):
        key = (case.words, case.lang)
        if key not in readings:
            readings[key] = years(*key)
        ours, edtf = readings[key]
        what = share(ours, case.theirs)
        told[what] += count
        if what in by_shape:
            name = shape(case.words) + (hidden_count(case) if what == "disjoint" else "")
            by_shape[what].setdefault(name, Counter())[f"{case.words!r} → {edtf}; theirs {case.theirs[0]:.0f} to {case.theirs[1]:.0f}"] += count
    left = "".join(f"; {count:,} {why} left out" for why, count in out.items())
    print(f"\n## {title}: {len(cases):,} values, {len(readings):,} distinct{left}")
    table(told)
    for what, groups in by_shape.items():
        show(what, groups, limit)
    return told


def table(told: "Counter[str]") -> None:
    total, read = told.total(), told.total() - told["declined"]
    print("  ".join(f"{what:>11}" for what in SHARES))
    print("  ".join(f"{told[what]:11,}" for what in SHARES))
    print("  ".join(f"{told[what] / max(total, 1):11.2%}" for what in SHARES))
    print(f"readable, not disjoint: {read - told['disjoint']:,} of {read:,} = {1 - told['disjoint'] / max(read, 1):.2%}")


def hidden_count(case: Case) -> str:
    """How a bare number was counted where the words do not say: some authorities of PeriodO count back from AD 2000, or before Christ."""
    if not case.words.isdigit():
        return ""
    back = {2000 - int(case.words): " (counted back from AD 2000)", 1 - int(case.words): " (before Christ, unsaid)"}
    return back.get(int(case.theirs[0]), "")


def show(what: str, groups: dict[str, "Counter[str]"], limit: int | None) -> None:
    """Shapes with most first; up to three examples, one where declined."""
    ranked = sorted(groups.items(), key=lambda one: (-one[1].total(), one[0]))
    print(f"\n{what}, by shape ({len(ranked)}):")
    for name, group in ranked[:limit]:
        examples = group.most_common(1 if what == "declined" else 3)
        print(f"  {group.total():6,}  {name:32} {' · '.join(example for example, _ in examples)}")
    if limit is not None and len(ranked) > limit:
        print(f"  … and {sum(group.total() for _, group in ranked[limit:]):,} values in {len(ranked) - limit} shapes (--all lists them)")


def by_language(cases: Iterable[Case]) -> None:
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        counts.setdefault(case.lang, Counter())[share(years(case.words, case.lang)[0], case.theirs)] += 1
    for lang, told in counts.items():
        print(f"  read as {lang}: " + ", ".join(f"{told[what]} {what}" for what in SHARES if told[what]))


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with data/ (default: $PRESNYA_SHARED)")
    given.add_argument("--all", action="store_true", help="list every shape, not the forty most frequent")
    asked = given.parse_args()
    if asked.shared is None:
        given.error("name the folder with data/, or set PRESNYA_SHARED")
    data, limit = Path(asked.shared) / "data", None if asked.all else 40
    told = score("Tate", *tate(data / "tate-collection"), limit)
    for side in ("start", "stop"):
        cases, out = periodo(data / "periodo", side)
        score(f"PeriodO, {side}", cases, out, limit)
        by_language(cases)
    read = told.total() - told["declined"]
    right = 1 - told["disjoint"] / max(read, 1)
    print(f"\nTate, readable and not disjoint: {right:.2%} (asked: {ASKED:.0%})")
    sys.exit(0 if read and right >= ASKED else 1)


if __name__ == "__main__":
    main()
