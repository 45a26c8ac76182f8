"""Readers of the register fed with changed bytes for so many seconds: `fuzz.py [--seconds 60] [--seed 1905] [--only note,entry]`.

Each round reads one input with one reader; where the verifier written from the specification alone reads the same form, its answer must be ours. Prints rounds, how many were accepted,
the longest time one took, and what went wrong: an exception that is not ours, an answer that differs, a round of more than two seconds. Ends with 1 when anything did.
"""

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.register.fuzzing import READERS, STRANGER, accepts, changed, differs

SLOW = 2.0


def fuzz(kind: str, seconds: float, draw: random.Random) -> list[str]:
    reader, seeds = READERS[kind]
    rounds = taken = 0
    longest, wrong = 0.0, []
    until = time.monotonic() + seconds
    while time.monotonic() < until and len(wrong) < 5:
        data = changed(draw, seeds)
        start = time.perf_counter()
        try:
            taken += accepts(reader, data)
            if differs(kind, data):
                wrong.append(f"{kind}: the stranger answers otherwise to {data[:300]!r}")
        except Exception:  # noqa: BLE001  that is what is looked for
            wrong.append(f"{kind}: {data[:300]!r}\n{traceback.format_exc(limit=-3)}")
        spent = time.perf_counter() - start
        longest = max(longest, spent)
        if spent > SLOW:
            wrong.append(f"{kind}: {spent:.1f} s for {data[:300]!r}")
        rounds += 1
    print(f"{kind:14} {rounds:>9,} rounds {taken:>9,} accepted {longest * 1000:>8.1f} ms longest {'and the stranger ' if kind in STRANGER else ''}{'FAILED' if wrong else ''}", flush=True)
    return wrong


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--seed", type=int, default=1905)
    words.add_argument("--only", default=",".join(READERS))
    given = words.parse_args()
    kinds = given.only.split(",")
    wrong = [one for kind in kinds for one in fuzz(kind, given.seconds / len(kinds), random.Random(given.seed))]
    print(*wrong, sep="\n\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
