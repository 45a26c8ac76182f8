"""How long a museum takes, and how heavy its pages are.

    python benchmarks/museum/build.py [SHARED]       (or PRESNYA_SHARED in the environment)

Prints seconds for bringing in and publishing the flagship from nothing, for a second run that finds nothing new, and the heaviest pages
with stylesheet and scripts (gzip, without fonts and pictures). With SHARED also for `presnya open` of its essay. Median of three.
"""

import argparse
import gzip
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TIMES = 3
LINKED = re.compile(rb'static/([a-z-]+\.(?:css|js))"')


def timed(*words: str, folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-m", "presnya", *words], cwd=folder, env={**os.environ, "PRESNYA_HOME": str(folder / "home")}, check=True, capture_output=True)
    return time.perf_counter() - begun


def fresh(folder: Path) -> None:
    """The flagship as it lies in the repository, without keys and pages of an earlier run."""
    for name in ("home", "revolution", "essay"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(ROOT / "museums/revolution", folder / "revolution", ignore=shutil.ignore_patterns("site", ".presnya"))


def weights(site: Path) -> list[tuple[int, str]]:
    packed = {place.name: len(gzip.compress(place.read_bytes())) for place in (site / "static").iterdir() if place.suffix in {".css", ".js"}}
    return sorted(((len(gzip.compress(page := place.read_bytes(), 6)) + sum(packed[name.decode()] for name in set(LINKED.findall(page))), place.relative_to(site).as_posix())
                   for place in site.rglob("*.html")), reverse=True)


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with data/essay (default: $PRESNYA_SHARED)")
    shared = given.parse_args().shared
    kinds: dict[str, list[float]] = {"flagship from nothing": [], "flagship, second run": [], "essay opened": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _ in range(TIMES):
            fresh(folder)
            kinds["flagship from nothing"].append(timed("publish", "revolution", folder=folder))
            kinds["flagship, second run"].append(timed("publish", "revolution", folder=folder))
            if shared:
                essay = Path(shared).resolve() / "data/essay/the-museum-of-the-revolution.txt"
                kinds["essay opened"].append(timed("open", str(essay), "--date", "2013-11/2013-12", "--into", "essay", "--no-serve", folder=folder))
        for what, seconds in kinds.items():
            if seconds:
                print(f"{what:24} {statistics.median(seconds):6.1f} s   ({', '.join(f'{one:.1f}' for one in seconds)})")
        found = weights(folder / "revolution/site")
        print(f"pages {len(found)}; heaviest:")
        for size, path in found[:3]:
            print(f"  {size / 1000:6.1f} kB  {path}")


if __name__ == "__main__":
    main()
