"""One EVENTS.csv into what each page wants: vis items, TimelineJS3 JSON, and the folder that `presnya chronology` writes.

Everything lies in `build/timelines/SET/N/` and is made anew only when it is not there (ours: when our code changed).
"""

import csv
import gzip
import hashlib
import heapq
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from presnya import dates

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build/timelines"
STATIC = ROOT / "src/presnya/publishing/static"
WRITTEN = re.compile(r"\W?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d))?")
FIRST_WINDOW = 300
"""Events in the first window of vis's form `window`."""


class Row(NamedTuple):
    """An event as the peers can hold it: a point, or from `begin` to `end` (minutes since 1970; None: it does not last). `parts` are year, month … as far as written."""

    name: str
    title: str
    lane: str
    begin: int
    end: int | None
    parts: tuple[int, ...]


def rows(place: Path) -> list[Row]:
    """Read EVENTS.csv (columns title, date, lane; event, end where there are any)."""
    with place.open(encoding="utf-8", newline="") as lines:
        return [row(number, one) for number, one in enumerate(csv.DictReader(lines))]


def row(number: int, one: dict[str, str]) -> Row:
    date = one["date"]
    parsed = dates.parse(date)
    end = dates.bounds(one["end"])[1][1] if one.get("end") else parsed.end[1] if parsed.shape == "interval" else None
    begin = parsed.begin[0]
    assert begin is not None, f"{date!r} has no earliest minute; the peers cannot draw it"
    written = WRITTEN.match(date)
    parts = tuple(int(part) for part in written.groups() if part) if written else dates.civil(begin)[:3]
    return Row(one.get("event") or str(number), one["title"], one["lane"], begin, end, parts)


def sample(place: Path, count: int, into: Path) -> None:
    """So many events of a larger CSV, the same each time: those whose checksum of name and title is smallest."""
    with place.open(encoding="utf-8", newline="") as lines:
        table = csv.reader(lines)
        head = next(table)
        chosen = heapq.nsmallest(count, ((zlib.crc32("\0".join(one).encode()), number, one) for number, one in enumerate(table)))
    with into.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([head, *(one for _, _, one in sorted(chosen, key=lambda each: each[1]))])


def vis(events: list[Row]) -> dict[str, Any]:
    """Groups and items of vis-timeline, and the three windows the page may open with (ms)."""
    lanes = list(dict.fromkeys(one.lane for one in events))
    begins = sorted(one.begin for one in events)
    middle, half = len(begins) // 2, FIRST_WINDOW // 2
    items = [{"id": one.name, "group": lanes.index(one.lane), "content": one.title, "start": one.begin * 60_000, **({"end": one.end * 60_000} if one.end else {})} for one in events]
    window = [begins[max(0, middle - half)] * 60_000, begins[min(len(begins) - 1, middle + half)] * 60_000 + 60_000]
    return {"first": begins[0] * 60_000, "last": max(one.end or one.begin for one in events) * 60_000, "window": window,
            "groups": [{"id": number, "content": lane} for number, lane in enumerate(lanes)], "items": items}


def timelinejs(events: list[Row]) -> dict[str, Any]:
    """Events of TimelineJS3, dates as far as they are written."""
    names = ("year", "month", "day", "hour")
    return {"events": [{
        "unique_id": f"e{one.name}", "group": one.lane, "text": {"headline": one.title, "text": ""}, "start_date": dict(zip(names, one.parts, strict=False)),
        **({"end_date": dict(zip(names, dates.civil(one.end)[:3], strict=False))} if one.end else {})} for one in events]}


def make(csv_file: Path, folder: Path) -> dict[str, Any]:
    """Everything for one set of events; answers its number, lanes, and what building ours took."""
    note = folder / "events.json"
    if not note.exists():
        events = rows(csv_file)
        for name, written in (("vis.json", vis(events)), ("timelinejs.json", timelinejs(events))):
            (folder / f"{name}.gz").write_bytes(gzip.compress(json.dumps(written, ensure_ascii=False, separators=(",", ":")).encode(), 6))
        note.write_text(json.dumps({"n": len(events), "lanes": len({one.lane for one in events})}), encoding="ascii")
    return {**json.loads(note.read_text(encoding="ascii")), **ours(csv_file, folder / "ours")}


def code() -> str:
    """SHA-256 over our own package and bundle: another code, another chronology."""
    made = hashlib.sha256()
    for place in sorted([*(ROOT / "src").rglob("*.py"), *(ROOT / "src").rglob("*.html"), *STATIC.glob("*")]):
        if place.is_file():
            made.update(place.read_bytes())
    return made.hexdigest()[:12]


def ours(csv_file: Path, folder: Path) -> dict[str, Any]:
    """Run `presnya chronology`; answers seconds, MB on disk, files, the heaviest process's MB, and the code it was made by."""
    note = folder.with_name("ours.json")
    if note.exists() and (kept := json.loads(note.read_text(encoding="ascii")))["code"] == code():
        return kept
    shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)
    begun, load = time.perf_counter(), os.getloadavg()[0]
    done = subprocess.run([sys.executable, "-m", "presnya", "chronology", str(csv_file), "--out", str(folder)], check=False, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src")})
    if done.returncode:
        sys.exit(f"`presnya chronology {csv_file}` failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    taken = time.perf_counter() - begun
    places = [place for place in folder.rglob("*") if place.is_file()]
    tiles = [place for place in places if place.is_relative_to(folder / "tiles")]
    made = {"code": code(), "seconds": round(taken, 1), "load": round(load, 1), "files": len(places), "MB": megabytes(places), "tiles": len(tiles), "tiles_MB": megabytes(tiles),
            "peak_MB": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)}
    note.write_text(json.dumps(made), encoding="ascii")
    return made


def megabytes(places: list[Path]) -> float:
    return round(sum(place.stat().st_size for place in places) / 1e6, 1)
