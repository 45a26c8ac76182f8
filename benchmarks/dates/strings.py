"""EDTF strings read a second, with bounds: ours beside `edtf`, `undate`, `edtf.js` and `@edtf-ts/core`, medians of five, in one run.

The mix is stated in FORMS (form, weight) and drawn by a fixed seed: no library remembers strings it has read, and ours has a million of them. The slow libraries read
the first strings of the same list. CPU seconds of one core. What a library refuses counts as read; the share is printed.
"""

import argparse
import random
import sys
import time
from importlib.metadata import version
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from presnya import dates  # noqa: E402  after the path
from tests.dates.oracles import readers  # noqa: E402

FORMS = {
    "{y}": 14, "{y}-{m}": 10, "{y}-{m}-{d}": 24, "{y}~": 6, "{y}-{m}?": 4, "{dec}X": 5, "{y}-{s}": 4, "{y}/{y2}": 6, "{y}-{m}-{d}/{y2}-{m}": 5, "../{y}": 2, "{y}-{m}-{d}/..": 2,
    "[{y},{y2}]": 3, "[{y}-{m}-{d}..{y2}-{m}-{d}]": 2, "{y}-{m}-{d}T{h}:{n}:00": 4, "-{y}": 2, "Y{long}": 1, "{y}-{m}~-{d}": 2, "?{y}-{m}-{d}": 1, "{y}S2": 1, "{dec}X-{m}-{d}": 2,
}


def mix(count):
    """So many strings, most of them different."""
    rng = random.Random(1917)
    made = []
    for form in rng.choices(list(FORMS), list(FORMS.values()), k=count):
        y = rng.randint(1000, 2020)
        made.append(form.format(y=y, y2=y + rng.randint(1, 9), dec=y // 10, m=f"{rng.randint(1, 12):02}", d=f"{rng.randint(1, 28):02}", s=rng.randint(21, 41), h=f"{rng.randint(0, 23):02}",
                                n=f"{rng.randint(0, 59):02}", long=rng.randint(10_000, 10**8)))
    return made


def rate(read, strings):
    rates = []
    for _ in range(5):
        began = time.process_time()
        for text in strings:
            read(text)
        rates.append(len(strings) / (time.process_time() - began))
    return median(rates)


def refused(answers):
    return f"{sum(one is None for one in answers) / len(answers):6.1%}"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--count", type=int, default=1_000_000, help="strings for us (default 1,000,000); at most 10,000 for the npm libraries, 200 for the other Python ones")
    strings = mix(asked.parse_args().count)
    few, many = strings[:200], strings[:10_000]
    print(f"{len(strings):,} strings, {len(set(strings)):,} different, {len(FORMS)} forms; Python {sys.version.split()[0]}; strings a CPU second, medians of five\n")
    print(f"{'library':<28}{'strings/s':>12}{'of strings':>12}{'refused':>10}")
    row = "{:<28}{:>12,.0f}{:>12,}{:>10}"
    print(row.format("presnya.dates.bounds", rate(dates.bounds, strings), len(strings), refused([readers.ours(text) for text in many])), flush=True)
    print(row.format("presnya.dates.parse, no cache", rate(dates.parse.__wrapped__, many), len(many), ""), flush=True)
    print("… reading with Node", file=sys.stderr, flush=True)
    answers = readers.javascript(few)
    for name, found in readers.javascript(many, "--speed").items():
        print(row.format({"edtf.js": "edtf 4.11.1 (npm)", "edtf-ts": "@edtf-ts/core 0.4.2 (npm)"}[name], found, len(many), refused([readers.as_days(one) for one in answers[name].values()])))
    for name, read in (("undate", readers.python_undate), ("edtf", readers.python_edtf)):
        print(f"… reading with {name}, a few seconds", file=sys.stderr, flush=True)
        print(row.format(f"{name} {version(name)} (PyPI)", rate(read, few), len(few), refused([read(text) for text in few])), flush=True)


if __name__ == "__main__":
    main()
