"""How long a chronology takes to build, how many bytes it has and how much memory it needs.

    python benchmarks/timelines/tiles.py [100 1000 10000 100000 1000000] [--pages] [--keep FOLDER] [--again]

For each number of made-up events (generate.py): seconds to read the table, to write the tree of tiles, with --pages to write the plain pages;
files and bytes of the tree; the most memory that the first process and the largest of the processes beside it held. --again: the same once more, with one title changed.
Run it on a quiet machine.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import generate

MB = 1e6
KB = 1024


def one(table: Path, out: Path, *, pages: bool) -> dict[str, Any]:
    """One build in this process, which should be a fresh one."""
    from presnya.exchange.entry import Asked
    from presnya.exchange.events import open_events
    from presnya.publishing.standalone import Told, make

    steps = {"read": time.perf_counter()}

    def step(name):
        steps[name] = time.perf_counter()
        return lambda done, total: None

    done = make([open_events(table, Asked())], out, Told(pages=pages), progress=step)
    ends = [*steps.values(), time.perf_counter()]
    seconds = {name: round(ends[nth + 1] - ends[nth], 1) for nth, name in enumerate(steps)}
    return {"marks": done.tree.marks, "files": done.tree.files, "bytes": done.tree.size, "written": done.tree.written, "pages": done.pages.files if done.pages else 0, "seconds": seconds,
            "most": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KB, "beside": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KB}


def told(table: Path, out: Path, *, pages: bool) -> dict[str, Any]:
    """The same in a process of its own."""
    words = [sys.executable, __file__, "--one", str(table), str(out), *(["--pages"] if pages else [])]
    return json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


def line(number: int, what: str, got: dict[str, Any]) -> str:
    seconds = got["seconds"]
    return (f"{number:>9}  {what:<8} {seconds['read']:>7.1f} {seconds['tiles']:>7.1f} {seconds.get('pages', 0):>7.1f}  {got['files']:>7} {got['written']:>8}  {got['bytes'] / MB:>8.2f}"
            f"  {got['most'] / MB:>7.0f} {got['beside'] / MB:>7.0f}")


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    given.add_argument("numbers", nargs="*", type=int, default=[100, 1_000, 10_000, 100_000, 1_000_000])
    given.add_argument("--pages", action="store_true")
    given.add_argument("--again", action="store_true")
    given.add_argument("--keep", type=Path, default=None)
    asked = given.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = asked.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        print("   events           read s tiles s pages s    files  written  MB tiles  MB most  beside")
        for number in asked.numbers:
            table, out = folder / f"{number}.csv", folder / f"{number}"
            shutil.rmtree(out, ignore_errors=True)
            with table.open("w", encoding="utf-8", newline="") as file:
                generate.write(number, file)
            print(line(number, "new", told(table, out, pages=asked.pages)), flush=True)
            if asked.again:
                text = table.read_text(encoding="utf-8")
                table.write_text(text.replace(" 7,", " seven,", 1), encoding="utf-8")
                print(line(number, "changed", told(table, out, pages=asked.pages)), flush=True)


if __name__ == "__main__":
    if "--one" in sys.argv:
        print(json.dumps(one(Path(sys.argv[2]), Path(sys.argv[3]), pages="--pages" in sys.argv)))
    else:
        main()
