"""Take a folder of English books into a new museum and read them all, as a user would: by the command line, timed.

    python benchmarks/reading/books.py SHARED        (or PRESNYA_SHARED in the environment)

SHARED holds data/witnesses-petrograd-1917/. Prints for each book the seconds, words a second and proposals, the whole time and
the largest memory, and in how many things two persons of these books ended up. Half of one reading is stopped by an interrupt and
gone on with. Ends with 1 when the bounds (10 minutes, 1.5 GB, one Lenin, one Kornilov) are not kept.
"""

import argparse
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MINUTES, MEGABYTES = 10, 1500
BOOKS = {
    "dorr-inside-the-russian-revolution": ("Inside the Russian Revolution", "Rheta Childe Dorr", "1917", "gregorian"),
    "trotsky-october-to-brest": ("From October to Brest-Litovsk", "Leon Trotsky", "1918", "julian"),
    "reed-ten-days": ("Ten Days That Shook the World", "John Reed", "1919", "gregorian"),
    "denikin-russian-turmoil": ("The Russian Turmoil", "Anton Denikin", "1921", "julian"),
}
"""As their title pages have it; the other files of the folder are in Russian, for which there is no reader yet."""
ONE = {"Lenin": ("lenin", "lenine", "lénine"), "Kornilov": ("kornilov", "korniloff")}


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with data/ (default: $PRESNYA_SHARED)")
    shared = given.parse_args().shared
    if shared is None:
        given.error("name the folder with data/, or set PRESNYA_SHARED")
    with tempfile.TemporaryDirectory() as folder:
        return run(Path(shared) / "data/witnesses-petrograd-1917", Path(folder))


def run(books: Path, folder: Path) -> int:
    environment = {**os.environ, "PRESNYA_HOME": str(folder / "home"), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    museum = folder / "museum"
    command = [sys.executable, "-m", "presnya"]
    subprocess.run([*command, "new", museum], env=environment, check=True, capture_output=True)
    whole = 0.0
    for nth, (name, (title, author, date, calendar)) in enumerate(BOOKS.items()):
        file = books / f"{name}.txt"
        begun = time.perf_counter()
        subprocess.run([*command, "accession", file, "--museum", museum, "--title", title, "--author", author, "--date", date, "--lang", "en", "--type", "memoir",
                        "--calendar", calendar], env=environment, check=True, capture_output=True)
        stopped = stop_half_way([*command, "read", "--all", "--museum", museum], environment) if nth == 0 else 0
        subprocess.run([*command, "read", "--all", "--museum", museum], env=environment, check=True, capture_output=True)
        seconds = time.perf_counter() - begun
        whole += seconds
        words = len(file.read_text(encoding="utf-8").split())
        print(f"{name:36} {words:8,} words {seconds:7.1f} s {words / seconds:7,.0f} words/s{f'   (stopped at {stopped} %, gone on with)' if stopped else ''}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    good = whole <= MINUTES * 60 and memory <= MEGABYTES
    print(f"all: {whole:.0f} s (at most {MINUTES * 60}), {memory:.0f} MB (at most {MEGABYTES})")
    return int(not (good and persons(museum)))


def stop_half_way(command: list[object], environment: dict[str, str]) -> int:
    """Interrupt a reading after half of it, as Ctrl-C does; returns the per cent it had said."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        for line in process.stderr or ():
            if " %" in line and int(line.rsplit(" ", 2)[1]) >= 50:
                process.send_signal(signal.SIGINT)
                return int(line.rsplit(" ", 2)[1])
    return 0


def persons(museum: Path) -> bool:
    """Whether each of the persons is one thing, and which books name him."""
    (file,) = museum.rglob("*.sqlite3")
    named: dict[str, list[tuple[str, str, int]]] = {who: [] for who in ONE}
    with sqlite3.connect(file) as database:
        for source, body in database.execute("SELECT source, body FROM catalogue_proposal WHERE kind = 'name'"):
            name = json.loads(body)
            for who, forms in ONE.items():
                if name.get("type") == "person" and {form.split()[-1].casefold() for form in (name["canonical"], *name.get("aliases", ()))} & set(forms):
                    named[who].append((name["canonical"], source, len(name["spans"])))
    for who, found in named.items():
        things = sorted({canonical for canonical, _, _ in found})
        print(f"{who}: {len(things)} ({', '.join(things)}) in {len({source for _, source, _ in found})} books, {sum(count for _, _, count in found)} passages")
    return all(len({canonical for canonical, _, _ in found}) == 1 for found in named.values())


if __name__ == "__main__":
    sys.exit(main())
