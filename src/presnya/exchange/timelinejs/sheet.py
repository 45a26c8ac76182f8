"""The spreadsheet of TimelineJS3, saved as CSV: a row for each slide, dates in four columns each."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from presnya.exchange.entry import Asked, Found, Refused, Row
from presnya.exchange.timelinejs.slide import slide_entry

_MARKS: Final = {"year", "headline"}
_TIME: Final = re.compile(r"(\d{1,2})(?::(\d\d))?(?::\d\d(?:\.\d+)?)?\s*(?:([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE)
_DATES: Final = (("start_date", ""), ("end_date", "end_"))


def is_sheet(names: Sequence[str]) -> bool:
    """Whether a head is that of a TimelineJS spreadsheet."""
    return _MARKS.issubset(names)


def sheet_rows(path: Path, names: Sequence[str], lines: Iterator[tuple[int, list[str]]], asked: Asked) -> Found:
    """Its slides. A title slide before the first other row names the whole."""
    first = next(lines, None)
    slide = dict(zip(names, first[1], strict=False)) if first else {}
    if slide.get("type", "").strip().lower() == "title":
        return Found(path, _rows(names, lines, asked), title=slide.get("headline", "").strip(), lead=slide.get("text", "").strip())

    def again() -> Iterator[tuple[int, list[str]]]:
        if first:
            yield first
        yield from lines

    return Found(path, _rows(names, again(), asked))


def _rows(names: Sequence[str], lines: Iterator[tuple[int, list[str]]], asked: Asked) -> Iterator[Row]:
    for line, cells in lines:
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False)}
        if row.get("type", "").lower() == "title":
            yield Refused(line, "a title slide that is not the first row has no place", row.get("headline", ""))
        elif any(row.values()):
            yield slide_entry(_slide(row), line, asked)


def _slide(row: Mapping[str, str]) -> dict[str, object]:
    """The row in the form that TimelineJS's JSON has."""
    out: dict[str, object] = {"text": {"headline": row.get("headline", ""), "text": row.get("text", "")}, "group": row.get("group", ""), "display_date": row.get("display_date", "")}
    for key, prefix in _DATES:
        if row.get(f"{prefix}year"):
            hour, minute = _clock(row.get(f"{prefix}time", ""))
            out[key] = {"year": row[f"{prefix}year"], "month": row.get(f"{prefix}month", ""), "day": row.get(f"{prefix}day", ""), "hour": hour, "minute": minute}
    if row.get("media"):
        out["media"] = {"url": row["media"], "caption": row.get("media_caption", ""), "credit": row.get("media_credit", ""), "alt": row.get("alt_text", "")}
    return out


def _clock(words: str) -> tuple[str, str]:
    """'21:40', '9:40 PM', '21:40:00.000' → hour and minute; what is no time of day goes through as it is, to be refused."""
    found = _TIME.fullmatch(words.strip())
    if not found:
        return words, ""
    hour = int(found[1]) % 12 + 12 * (found[3].lower() == "p") if found[3] else int(found[1])
    return str(hour), found[2] or ""
