"""A chosen path through a chronology as TimelineJS3 JSON: the weightiest events, no more than its makers advise."""

import heapq
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from presnya import dates
from presnya.exchange.entry import Entry
from presnya.exchange.timelinejs.slide import entry_slide

CHOSEN: Final = 20
"""Slides."""


def write(entries: Iterable[Entry], path: Path, *, title: str = "", lead: str = "") -> int:
    """Write the CHOSEN weightiest in the order of time, the earlier read first among equals; answers how many."""
    best = heapq.nlargest(CHOSEN, ((entry.weight, -nth, entry) for nth, entry in enumerate(entries)), key=lambda one: one[:2])
    chosen = sorted((entry for _, _, entry in best), key=lambda one: (dates.start(one.date) or 0, one.title))
    out: dict[str, Any] = {"events": [entry_slide(entry, number) for number, entry in enumerate(chosen, 1)]}
    if title or lead:
        out["title"] = {"text": {"headline": title, "text": lead}}
    path.write_text(json.dumps(out, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(chosen)
