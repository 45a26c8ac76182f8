"""Many curators at one museum at once, each a process of its own, on SQLite and on a real PostgreSQL server.

    python benchmarks/register/writers.py [--writers 16] [--seconds 60] [--on sqlite,postgresql] [--raw]

Each writer enters claims, disputes and withdraws at the desk, as fast as it gets its turn. A wait is all a curator waits for one deed: from the call
to the commit that acknowledges it. Afterwards: acts are gapless and hold (every entry hashed again, every commitment opened), each acknowledged deed
is one act and no act is without a deed, nobody was refused, and a catalogue drawn anew equals the live one. Exit code 1 when any of it fails,
or the 99th percentile of waits is above a second. `--raw` adds a run on SQLite without the queue, for comparison; nothing is asked of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from presnya import web  # noqa: E402  after the path; before all that needs Django

from presnya import desk  # noqa: E402
from presnya.catalogue import ledger, queue  # noqa: E402
from presnya.terms.errors import PresnyaError  # noqa: E402
from presnya.terms.parts import Joined  # noqa: E402
from tests.builders import enter, found, said, text  # noqa: E402
from tests.machine import postgresql  # noqa: E402
from tests.server import new_database, postgres  # noqa: E402

PROMISED = 1.0
"""Seconds: the 99th percentile of waits."""


class Outcome(NamedTuple):
    """One run. Waits in seconds; `counts` deeds of each writer; `wrong` what did not hold."""

    seconds: float
    waits: list[float]
    counts: list[int]
    refused: list[str]
    wrong: list[str]

    def percentile(self, share: float) -> float:
        return sorted(self.waits)[min(len(self.waits) - 1, int(len(self.waits) * share))]


def hand(folder: Path, name: str, seconds: float) -> None:
    """One writer: what it did goes, a line a deed, into its file."""
    museum = web.open_museum(folder)
    curator = desk.found_museum(founder=museum.curator)
    with (folder / f"hand-{name}").open("w", encoding="utf-8") as out:
        (folder / f"ready-{name}").touch()
        while not (folder / "go").exists():
            time.sleep(0.001)
        end = time.monotonic() + seconds
        for mark, began, error in deeds(curator, name, end):
            print(json.dumps([mark, time.perf_counter() - began, error]), file=out)


def deeds(curator: str, name: str, end: float) -> Iterator[tuple[str, float, str]]:
    """Of four deeds two enter a claim, one disputes it, one withdraws the other. Gives each deed's mark, when it began, and what it was refused for."""
    standing: list[str] = []
    nth = 0
    while time.monotonic() < end:
        mark, began, error = f"{name}.{nth}", time.perf_counter(), ""
        try:
            if nth % 4 < 2:
                standing += desk.enter_claims([said(f"event/strike-{name}", "summary", text(mark), source="source/a-diary-of-our-street")], curator=curator)
            elif nth % 4 == 2:
                desk.dispute(standing[0], ground=mark, curator=curator)
            else:
                desk.withdraw([standing[1]], ground=mark, curator=curator)
                standing.clear()
        except PresnyaError as refusal:
            error = f"{type(refusal).__name__}: {refusal}"
        yield mark, began, error
        nth += 1


def run(folder: Path, *, toml: str, hands: int, seconds: float, fair: bool = True) -> Outcome:
    """So many writers for so many seconds at a new museum in `folder`, then every check."""
    from django.db import connections

    street = found(folder, toml=toml)
    enter(street, [said("event/strike", "name", text("The strike"), source=street.diary)])
    before = ledger.size()
    connections.close_all()
    environment = os.environ | {"PRESNYA_RAW": "" if fair else "1"}
    running = [subprocess.Popen([sys.executable, __file__, "--hand", str(nth), "--in", str(folder), "--seconds", str(seconds)], env=environment) for nth in range(hands)]
    try:
        while not all((folder / f"ready-{nth}").exists() for nth in range(hands)):
            if any(one.poll() for one in running):
                raise SystemExit("A writer ended before it began.")
            time.sleep(0.01)
        began = time.monotonic()
        (folder / "go").touch()
        codes = [one.wait() for one in running]
        took = time.monotonic() - began
    finally:
        for one in running:
            one.kill()
            one.wait()
    web.open_museum(folder)
    lines = [[json.loads(line) for line in (folder / f"hand-{nth}").read_text(encoding="utf-8").splitlines()] for nth in range(hands)]
    done = [line for one in lines for line in one]
    wrong = [f"writer {nth} ended with code {code}" for nth, code in enumerate(codes) if code] + check(before, {mark for mark, _, error in done if not error})
    connections.close_all()
    return Outcome(took, [wait for _, wait, _ in done], [len(one) for one in lines], [error for _, _, error in done if error], wrong)


def check(before: int, acknowledged: set[str]) -> list[str]:
    """What does not hold of a register that had `before` acts and since then took one act for each acknowledged mark."""
    wrong = []
    if [row.number for row in ledger.acts()] != list(range(ledger.size())):
        wrong.append("acts are not gapless")
    if ledger.check() != ledger.size():
        wrong.append("the register does not hold")
    entered = Counter(mark_of(row.joined()) for row in ledger.acts(before))
    wrong += [f"{mark} was acknowledged and is not there" for mark in acknowledged - set(entered)]
    wrong += [f"{mark} is there {times} times" for mark, times in entered.items() if times > 1]
    wrong += [f"{mark} is there and was not acknowledged" for mark in set(entered) - acknowledged]
    live = ledger.fingerprint()
    ledger.rebuild()
    if ledger.fingerprint() != live:
        wrong.append("the catalogue drawn anew is another")
    return wrong


def mark_of(left: Joined | None) -> str:
    body = left.body if left else {}
    return body.get("ground") or body["claims"][0]["value"]["text"]


def told(name: str, outcome: Outcome, *, asked: bool) -> bool:
    """Print one run; whether it met what is asked of it."""
    p99 = outcome.percentile(0.99)
    good = not outcome.wrong and not outcome.refused and p99 <= PROMISED
    verdict = ("met" if good else "NOT MET") if asked else "(not asked of it)"
    print(f"{name:<24}{len(outcome.waits):>8}{len(outcome.waits) / outcome.seconds:>9.0f}{median(outcome.waits) * 1000:>9.0f}{p99 * 1000:>9.0f}{max(outcome.waits) * 1000:>9.0f}"
          f"{min(outcome.counts):>8}{max(outcome.counts):>7}{len(outcome.refused):>9}   {verdict}", flush=True)
    for line in [*outcome.wrong, *outcome.refused][:10]:
        print(f"    {line}")
    return good or not asked


HEAD = f"{'':<24}{'acts':>8}{'acts/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'worst ms':>9}{'fewest':>8}{'most':>7}{'refused':>9}   gapless, each once, none refused, p99 ≤ {PROMISED:.0f} s, rebuilt equal"


def table(*, hands: int, seconds: float, on: list[str], raw: bool) -> bool:
    """Every run asked for, a line each; whether all met what is asked."""
    print(f"{hands} writers for {seconds:.0f} s; deeds at the desk: two claims, a dispute, a withdrawal\n{HEAD}", flush=True)
    good = True
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, ExitStack() as stack:
        place = Path(name)
        os.environ["PRESNYA_HOME"] = str(place / "home")
        if "sqlite" in on:
            good &= told("SQLite", run(place / "sqlite", toml="", hands=hands, seconds=seconds), asked=True)
            if raw:
                told("SQLite without the queue", run(place / "raw", toml="", hands=hands, seconds=seconds, fair=False), asked=False)
        if "postgresql" in on and postgresql():
            server = stack.enter_context(postgres(place / "server", durable=True))
            good &= told("PostgreSQL", run(place / "postgresql", toml=f'database = "{new_database(server, "writers")}"\n', hands=hands, seconds=seconds), asked=True)
        elif "postgresql" in on:
            print("PostgreSQL: not measured, no server programs on this machine (Debian: apt-get install postgresql)")
    return good


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--writers", type=int, default=16)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--on", default="sqlite,postgresql", help="databases, parted by commas")
    asked.add_argument("--raw", action="store_true", help="also SQLite without the queue")
    asked.add_argument("--hand", help=argparse.SUPPRESS)
    asked.add_argument("--in", dest="folder", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.hand:
        if os.environ.get("PRESNYA_RAW"):
            queue.fair = False
        hand(given.folder, given.hand, given.seconds)
        return 0
    return 0 if table(hands=given.writers, seconds=given.seconds, on=given.on.split(","), raw=given.raw) else 1


if __name__ == "__main__":
    sys.exit(main())
