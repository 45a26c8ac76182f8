"""What a museum's register and copies withstand: killed at any moment, a disk that fails or is full, bytes that turn.

    python benchmarks/register/faults.py [--kills 200] [--flips 40] [--only kills,calls,full,copies] [--every 1] [--fresh] [--seed 1905] [--into build/faults] [--databases sqlite,postgresql]

`kills`: SIGKILL at random moments while sources come in and pages are published, on SQLite and on PostgreSQL; in every tenth trial on PostgreSQL the server is killed, too.
`calls`: strace lets one call fail (EIO, ENOSPC) or kills the process at it, for each call by which an accession and a publication touch the museum's folder, its keys and its mark; the
fault counts only when strace says that it was put in. `full`: a disk of 24 MB filled up to less and less room. `copies`: bits flipped in each file of each kind of copy,
files cut off, emptied, swapped, doubled, removed, added. What is done is kept in build/faults/, so that a stopped run goes on; --fresh begins again. Exit code 1 when a promise was broken.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.register import carriers, trials  # noqa: E402  the repository's root must be on the path first
from benchmarks.register.trials import Museum  # noqa: E402
from tests.server import Server  # noqa: E402

BUILD = ROOT / "build/faults"


class Log:
    """Owns PHASE.jsonl: one line a finished trial, so that a stopped run goes on."""

    def __init__(self, place: Path, *, fresh: bool) -> None:
        self.place = place
        if fresh:
            self.place.unlink(missing_ok=True)
        lines = self.place.read_text(encoding="utf-8").splitlines() if self.place.exists() else []
        self.done: dict[str, dict[str, Any]] = {one["trial"]: one for one in map(json.loads, lines)}

    def add(self, trial: str, **what: Any) -> None:
        """Keep a finished trial."""
        self.done[trial] = {"trial": trial, **what}
        with self.place.open("a", encoding="utf-8") as out:
            out.write(json.dumps(self.done[trial], ensure_ascii=False) + "\n")


def told(phase: str, nth: int, of: int, begun: float) -> None:
    """One line that is written over."""
    print(f"\r{phase}: {nth} of {of}, {time.monotonic() - begun:.0f} s ", end="", file=sys.stderr, flush=True)


class Bench:
    """A template museum and the place where it is laid out anew for each trial: always the same path, so that calls compare."""

    def __init__(self, work: Path, *, server: Server | None = None) -> None:
        self.work, self.server = work, server
        self.kind = "postgresql" if server else "sqlite"
        self.kept = work / f"{self.kind}-template"
        self.museum = Museum(work / self.kind / "street", work / self.kind / "home", work / self.kind / "said")
        shutil.rmtree(self.museum.folder.parent, ignore_errors=True)
        self.museum.folder.parent.mkdir(parents=True)
        database = server.copy("trial") if server else ""
        self._must(lambda: trials.found(self.museum.folder, database=database))
        self._must(lambda: trials.accede(self.museum, seed=0, count=2))
        self._must(lambda: trials.publish(self.museum))
        shutil.copytree(self.museum.folder.parent, self.kept)
        if server:
            server.copy("template", of="trial")

    def _must(self, deed: Callable[[], None]) -> None:
        outcome = trials.did(self.museum, deed)
        if outcome.code:
            raise SystemExit(f"The trial museum could not be made: {self.museum.error()}")

    def lay_out(self, begin: Path | None = None) -> Museum:
        """The template museum, fresh; or as it was kept at `begin`."""
        shutil.rmtree(self.museum.folder.parent)
        shutil.copytree(begin or self.kept, self.museum.folder.parent)
        if self.server:
            self.server.copy("trial", of="template")
        return self.museum


# ── killed ──────────────────────────────────────────────────────────────────────────────────────────────────────


def kills(bench: Bench, count: int, *, seed: int, log: Log) -> None:
    """Kill a museum that takes sources in and publishes, again and again; the same museum goes on, as a real one would."""
    begun = time.monotonic()
    museum = bench.lay_out()
    for nth in range(count):
        trial = f"{bench.kind} kill {nth}"
        if trial in log.done:
            continue
        told(f"kills on {bench.kind}", nth, count, begun)
        if nth % 40 == 39:  # a museum that grew through forty kills is long enough: looking takes longer and longer
            museum = bench.lay_out()
        before = len(museum.lines())
        outcome, server_too = _kill(bench, museum, nth, random.Random(seed * 1000 + nth))
        told_badly = not_in_words(outcome, museum)
        wrong = trials.findings(museum, trials.look)
        if nth % 5 == 4 and not wrong:
            wrong = trials.findings(museum, trials.go_on)
        log.add(trial, fired=outcome.code == -signal.SIGKILL or server_too, acknowledged=len(museum.lines()) - before, wrong=wrong + told_badly, server=server_too)
    print(file=sys.stderr)


def _kill(bench: Bench, museum: Museum, nth: int, chance: random.Random) -> tuple[trials.Outcome, bool]:
    """Let the museum work and kill it; in every tenth trial on PostgreSQL kill the server first, and let the museum be refused."""
    deed = partial(trials.accede, museum, seed=nth, forever=True)
    if bench.server is None or nth % 10 != 9:
        return trials.killed(museum, deed, after=chance.uniform(0.05, 2.5)), False
    pid = trials.start(museum, deed)
    time.sleep(chance.uniform(0.2, 2.0))
    bench.server.kill()
    return trials.end(pid), True


# ── calls that fail ─────────────────────────────────────────────────────────────────────────────────────────────


def worth_trying(calls: list[trials.Call], every: int) -> Iterator[trials.Call]:
    """All calls but those on plain pages, of which each kind of call is tried at the first, the last and every twentieth: they go the same way."""
    plain: Counter[str] = Counter()
    number = Counter(call.name for call in calls if "/site/" in call.file and "/register/" not in call.file and "manifest" not in call.file)
    kept = []
    for call in calls:
        if "/site/" in call.file and "/register/" not in call.file and "manifest" not in call.file:
            plain[call.name] += 1
            if plain[call.name] not in (1, number[call.name]) and plain[call.name] % 20:
                continue
        kept.append(call)
    yield from kept[::every]


def calls(bench: Bench, *, every: int, log: Log) -> None:
    """Let each call fail, of an accession and of the publication of what it brought; look before and after the museum goes on."""
    museum = bench.lay_out()
    _calls_of("accession", partial(trials.accede, museum, seed=8, count=1), bench, bench.kept, every=every, log=log)
    trials.did(museum, partial(trials.accede, bench.lay_out(), seed=7, count=1))
    ready = bench.work / "ready"
    shutil.copytree(museum.folder.parent, ready)
    _calls_of("publication", partial(trials.publish, museum), bench, ready, every=every, log=log)


def _calls_of(name: str, deed: Callable[[], None], bench: Bench, begin: Path, *, every: int, log: Log) -> None:
    museum, begun = bench.lay_out(begin), time.monotonic()
    _, lines = trials.traced(museum, deed)
    wanted = list(worth_trying(trials.calls(museum, lines), every))
    for nth, call in enumerate(wanted):
        told(f"calls of {name}", nth, len(wanted), begun)
        for fault in trials.FAULTS:
            trial = f"{bench.kind} {name} {call.name} {call.nth} {fault}"
            if trial not in log.done:
                bench.lay_out(begin)
                fired = trials.injected(museum, deed, call, fault)
                said, told_badly = museum.error(), not_in_words(fired.outcome, museum)
                wrong = trials.findings(museum, trials.look) or (trials.findings(museum, trials.go_on) if nth % 4 == 0 else [])
                log.add(trial, fired=fired.fired, code=fired.outcome.code, file=call.file, said=said, wrong=wrong + told_badly)
    print(file=sys.stderr)


def not_in_words(outcome: trials.Outcome, museum: Museum) -> list[str]:
    """A finding when the deed ended with an error that the command line does not tell in words."""
    return [f"not told in words: {museum.error()}"] if outcome.code == trials.UNTOLD else []


# ── no room ─────────────────────────────────────────────────────────────────────────────────────────────────────


ROOMS = (0, 1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048)
"""Kilobytes that are left."""


def full(bench: Bench, *, rooms: Sequence[int], log: Log) -> None:
    """A disk with less and less room: refused in words, everything still there and readable, and going on when room is made."""
    begun = time.monotonic()
    for nth, kilobytes in enumerate(rooms):
        told("full disks", nth, len(rooms), begun)
        for name in ("accession", "publication"):
            if (trial := f"full {name} {kilobytes}") not in log.done:
                with trials.small_disk(bench.work / "disk", megabytes=24) as mounted:
                    if not mounted:
                        raise SystemExit("A disk of its own cannot be mounted here: run this as root (in a container with CAP_SYS_ADMIN).")
                    log.add(trial, **_full(bench, bench.work / "disk", name, kilobytes * 1024))
    print(file=sys.stderr)


def _full(bench: Bench, disk: Path, name: str, leave: int) -> dict[str, Any]:
    museum = Museum(disk / "street", bench.work / "disk-home", bench.work / "disk-said")
    shutil.rmtree(museum.home, ignore_errors=True)
    museum.said.unlink(missing_ok=True)
    shutil.copytree(bench.kept / "street", museum.folder)
    shutil.copytree(bench.kept / "home", museum.home)
    deed = partial(trials.accede, museum, seed=6, count=8)
    if name == "publication":
        trials.did(museum, partial(trials.accede, museum, seed=5, count=2))
        deed = partial(trials.publish, museum)
    ballast = trials.fill(disk, leave=leave)
    outcome = trials.did(museum, deed)
    said, told_badly = museum.error(), not_in_words(outcome, museum)
    reading = trials.findings(museum, trials.read_only)
    ballast.unlink()
    wrong = [f"cannot be read while the disk is full: {one}" for one in reading] + trials.findings(museum, trials.look) + trials.findings(museum, trials.go_on)
    return {"fired": outcome.code != 0, "code": outcome.code, "said": said, "wrong": wrong + told_badly}


# ── the table ───────────────────────────────────────────────────────────────────────────────────────────────────


def table(logs: dict[str, Log]) -> bool:
    """Print what was done; True when every promise was kept."""
    good = True
    print(f"{'trials':34} {'done':>6} {'fired':>6} {'broken':>7}")
    for phase, log in logs.items():
        groups: dict[str, list[dict[str, Any]]] = {}
        for one in log.done.values():
            groups.setdefault(one.get("group") or group_of(phase, one["trial"]), []).append(one)
        for group, ones in sorted(groups.items()):
            broken = [one for one in ones if one["wrong"]]
            print(f"{group:34} {sum(one.get('times', 1) for one in ones):6} {sum(one.get('times', 1) for one in ones if one['fired']):6} {len(broken):7}")
            for one in broken[:10]:
                good = False
                print(f"    {one['trial']}: {'; '.join(one['wrong'][:3])}")
    for backend in ("sqlite", "postgresql"):
        acknowledged = sum(one.get("acknowledged", 0) for one in logs["kills"].done.values() if one["trial"].startswith(backend)) if "kills" in logs else 0
        if acknowledged:
            print(f"{backend}: {acknowledged} deeds were acknowledged through the kills, and every one of them is there" if good else f"{backend}: {acknowledged} deeds were acknowledged")
    return good


def group_of(phase: str, trial: str) -> str:
    """The row of the table a trial is counted in."""
    words = trial.split()
    return {"kills": f"{words[0]}: killed at any moment", "calls": f"{words[0]}: {words[1]}, {words[-1]}", "full": f"full disk: {words[1]}", "copies": trial}[phase]


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("--kills", type=int, default=200)
    given.add_argument("--flips", type=int, default=40)
    given.add_argument("--every", type=int, default=1, help="try every Nth call only")
    given.add_argument("--only", default="kills,calls,full,copies")
    given.add_argument("--fresh", action="store_true")
    given.add_argument("--seed", type=int, default=1905)
    given.add_argument("--into", type=Path, default=BUILD)
    given.add_argument("--databases", default="sqlite,postgresql")
    options = given.parse_args()
    work = options.into / f"work-{os.getpid()}"
    work.mkdir(parents=True)
    logs = {phase: Log(options.into / f"{phase}.jsonl", fresh=options.fresh) for phase in options.only.split(",")}
    server: Server | None = None
    try:
        bench = Bench(work)
        if "kills" in logs:
            if "sqlite" in options.databases:
                kills(bench, options.kills, seed=options.seed, log=logs["kills"])
            if "postgresql" in options.databases:
                server = Server(work / "server", durable=True)
                kills(Bench(work, server=server), options.kills, seed=options.seed, log=logs["kills"])
        if "calls" in logs:
            calls(bench, every=options.every, log=logs["calls"])
        if "full" in logs:
            full(bench, rooms=ROOMS[::options.every], log=logs["full"])
        if "copies" in logs:
            carriers.damage(bench, options.flips, seed=options.seed, log=logs["copies"])
    finally:
        if server:
            server.stop()
        shutil.rmtree(work, ignore_errors=True)
    return 0 if table(logs) else 1


if __name__ == "__main__":
    sys.exit(main())
