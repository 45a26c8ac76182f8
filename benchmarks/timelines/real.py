"""The same table for real dates: 1.09 million facts of people's lives, and the dated works of a museum.

    python benchmarks/timelines/real.py SHARED [options of compare.py]       (or PRESNYA_SHARED in the environment)

SHARED/data/people-register: the Chadwick Baseball Bureau's register of persons (ODC-BY 1.0), as four lanes in the order of a life: born, first season, last season, died.
SHARED/data/tate-collection: the Tate's catalogue of 2014 (CC0 1.0), by the museum's own reading of its dates and its own classes of works.
"""

import argparse
import csv
import gzip
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import compare  # first: it makes the package of this checkout the one that is imported
import data

Event = tuple[str, str, str, str]
HEAD = ("event", "title", "date", "lane")
LEAGUES = {"pro": "professional", "mlb": "major leagues", "col": "college"}
DEEDS = {"played": "player", "managed": "manager", "umpired": "umpire"}
CLASSES = {"on paper, unique": "On paper, unique", "on paper, print": "On paper, print", "painting": "Painting"}
OTHER_CLASSES = "Sculpture and other works"
ABOUT = re.compile(r"\bc\.?\s*\??\d|\bcirca\b", re.IGNORECASE)


def people(folder: Path) -> Iterator[Event]:
    """Every dated fact, as exact as the register has it."""
    with gzip.open(folder / "people.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for one in csv.DictReader(lines):
            name = f"{one['name_first']} {one['name_last']}".strip() or one["key_person"]
            for what, lane in (("birth", "Born"), ("death", "Died")):
                if date := day(one, what):
                    yield f"{one['key_person']}-{what}", name, date, lane
            for when, lane in (("first", "First season"), ("last", "Last season")):
                for column in (f"{league}_{deed}" for league in LEAGUES for deed in DEEDS):
                    if year := one.get(f"{column}_{when}"):
                        league, deed = column.split("_")
                        yield f"{one['key_person']}-{column}-{when}", f"{name} ({DEEDS[deed]}, {LEAGUES[league]})", f"{int(year):04}", lane


def day(one: dict[str, str], what: str) -> str:
    """EDTF of three columns, '' when there is no year. The register has a month without a day, never a day without a month."""
    year, month, number = (one[f"{what}_{part}"] for part in ("year", "month", "day"))
    if not year:
        return ""
    return f"{int(year):04}" + (f"-{int(month):02}" if month else "") + (f"-{int(number):02}" if month and number else "")


def tate(folder: Path) -> Iterator[Event]:
    """Works that the museum dates. A span of years says when a work was made at some time, not that it lasted: one of them."""
    with gzip.open(folder / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for work in map(json.loads, lines):
            span = work["dateRange"] or {}
            years = [year for name in ("startYear", "endYear") if isinstance(year := span.get(name), int)]  # one of them, or a word, now and then
            if not years:
                continue
            first, last, about = min(years), max(years), "~" if ABOUT.search(work["dateText"]) else ""
            date = f"{first:04}{about}" if first == last else f"[{first:04}{about}..{last:04}{about}]"
            yield work["acno"], f"{work['title']} ({work['all_artists']})", date, CLASSES.get(work["classification"], OTHER_CLASSES)


def source(name: str, events: Iterable[Event], where: Path) -> compare.Set:
    """A set whose whole CSV is written once; smaller numbers are samples of it."""
    whole = data.BUILD / name / "whole.csv"

    def write(count: int | None, into: Path) -> None:
        if not whole.exists():
            print(f"Reading {where} …", file=sys.stderr, flush=True)
            with whole.with_suffix(".new").open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([HEAD, *events])
            whole.with_suffix(".new").rename(whole)
        if count is None:
            shutil.copyfile(whole, into)
        else:
            data.sample(whole, count, into)
    return compare.Set(name, write)


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with data/people-register and data/tate-collection (default: $PRESNYA_SHARED)")
    given.add_argument("--sets", default="people,tate", help="people, tate or both (default)")
    found, rest = given.parse_known_args()
    if not found.shared:
        given.error("name the folder of shared data, or set PRESNYA_SHARED")
    folders = {"people": (people, Path(found.shared) / "data/people-register"), "tate": (tate, Path(found.shared) / "data/tate-collection")}
    chosen = found.sets.split(",")
    for name in chosen:
        if name not in folders or not folders[name][1].is_dir():
            given.error(f"{name!r} is not a set that is there; looked for {', '.join(str(folder) for _, folder in folders.values())}")
    return compare.main(rest, tuple(source(name, read(folder), folder) for name, (read, folder) in folders.items() if name in chosen), sizes="100,1000,10000,all")


if __name__ == "__main__":
    sys.exit(main())
