"""Dates in English words against hand-made answers: exact, declined, wrong.

    python benchmarks/dates/words.py SHARED          (or PRESNYA_SHARED in the environment)

SHARED holds score/dates/nl40.json: [words, document date, accepted EDTF strings]. Printed for each kind of text, since relative dates hang on it.
"""

import argparse
import json
import os
from pathlib import Path

from presnya import dates


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("shared", nargs="?", type=Path, default=os.environ.get("PRESNYA_SHARED"), help="folder with score/ (default: $PRESNYA_SHARED)")
    shared = given.parse_args().shared
    if shared is None:
        given.error("name the folder with score/, or set PRESNYA_SHARED")
    rows = json.loads((Path(shared) / "score/dates/nl40.json").read_text(encoding="utf-8"))
    for kind in ("essay", "news", "memoir", "chronicle"):
        told = {"exact": 0, "declined": 0, "wrong": 0}
        for words, document, accepted in rows:
            read = dates.read_words(words, document_date=dates.date_value(document) if document else None, kind=kind)
            right = read.edtf in accepted if read.edtf else words == "undated"
            told["exact" if right else "wrong" if read.edtf else "declined"] += 1
        print(f"{kind:10} {len(rows)} expressions: " + ", ".join(f"{count} {what}" for what, count in told.items()))


if __name__ == "__main__":
    main()
