"""Score the default English reader on the hand-labelled essay, and time it.

    python benchmarks/reading/essay.py SHARED        (or PRESNYA_SHARED in the environment)

SHARED is the folder that holds data/essay/ and score/reading/ (the gold labels and the scorer). Prints each figure beside the
least that issue 2 asks for; ends with 1 when one falls short. One thread; the clock runs over reading a text never read
before, with the model loaded and, on a line of its own, with loading it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from presnya import accession, dates, reading

LEAST = (("mention exact", "f1", 0.79), ("timex span+value", "f1", 0.80), ("quotation span", "f1", 0.90), ("event span+value", "precision", 0.70), ("event span+value", "recall", 0.85))
ALSO = ("mention person", "mention group", "mention place", "mention work", "mention overlap", "quotation span+speaker", "figure", "names grouped (B3)")
WORDS_A_SECOND = 1000


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with data/ and score/ (default: $PRESNYA_SHARED)")
    shared = given.parse_args().shared
    if shared is None:
        given.error("name the folder with data/ and score/, or set PRESNYA_SHARED")
    text, gold = Path(shared) / "data/essay/the-museum-of-the-revolution.txt", Path(shared) / "score/reading/museum-essay.jsonl"
    document, lines, loading, seconds = read(text)
    scores = score(gold, text, lines)
    words = len(document.text.split())
    short = [row(f"{name} {what}", scores[name][what], least) for name, what, least in LEAST]
    short += [row("ungrounded", scores["ungrounded"], 0, most=True), row("in boilerplate", scores["in_boilerplate"], 0, most=True)]
    short += [row("words a second, one core", words / seconds, WORDS_A_SECOND), row("the same with loading the model", words / (seconds + loading), WORDS_A_SECOND)]
    print()
    for name in ALSO:
        print(f"{name:36} P {scores[name]['precision']:.3f}  R {scores[name]['recall']:.3f}  F {scores[name]['f1']:.3f}")
    return int(not all(short))


def read(file: Path) -> tuple[reading.Document, list[dict[str, object]], float, float]:
    """(document, scorer's lines, seconds for loading, seconds for reading)."""
    draft = accession.take_in(file)
    document = reading.Document(draft.text or "", date=dates.date_value("2013-11/2013-12"), kind="essay", furniture=draft.furniture, emphasis=draft.emphasis)
    begun = time.perf_counter()
    reader = reading.default_reader("en")
    list(reader.read(reading.Document("A first sentence loads the model.")))
    loaded = time.perf_counter()
    lines = list(reading.scorer_lines(reader.read(document), document))
    return document, lines, loaded - begun, time.perf_counter() - loaded


def score(gold: Path, text: Path, lines: list[dict[str, object]]) -> dict[str, dict[str, float]]:
    """What the scorer beside the gold labels says."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        file.flush()
        said = subprocess.run([sys.executable, gold.parent / "score.py", gold, file.name, text, "--json"], check=True, capture_output=True, text=True)
    return json.loads(said.stdout)


def row(name: str, value: float, bound: float, *, most: bool = False) -> bool:
    good = value <= bound if most else value >= bound
    print(f"{name:36} {value:10.3f}   {'at most ' if most else 'at least'} {bound:<8g} {'' if good else 'FALLS SHORT'}")
    return good


if __name__ == "__main__":
    sys.exit(main())
