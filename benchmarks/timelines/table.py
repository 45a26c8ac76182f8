"""Results as one table, and our row against each figure that was promised."""

import gzip
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

HEAD = ("events", "device", "page", "first picture ms", "kB (fonts)", "requests (others')", "heap MB", "RSS MB", "nodes", "lanes", "marks", "not on screen", "hidden count said",
        "pan ms", "zoom ms", "idle frames, work ms", "load")
Run = dict[str, Any]


def median(runs: list[Run], name: str) -> float | None:
    """None when no run got so far."""
    values = [one[name] for one in runs if one.get(name) is not None]
    return statistics.median(values) if values else None


def figure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if value < 100 and value % 1 else f"{value:,.0f}"


def groups(runs: list[Run]) -> Iterator[tuple[tuple[str, int, str], list[Run]]]:
    """Runs of one page at one size on one device, in the order of the table."""
    found: dict[tuple[str, int, str], list[Run]] = {}
    for one in runs:
        found.setdefault((one["profile"], one["n"], one["peer"]), []).append(one)
    peers = list(dict.fromkeys(one["peer"] for one in sorted(runs, key=lambda one: one["peer"] == "presnya")))
    yield from sorted(found.items(), key=lambda each: (each[0][0], each[0][1], peers.index(each[0][2])))


def frames(runs: list[Run], name: str) -> str:
    """Median / 95th / longest gap between frames; † when the picture did not move in every run."""
    if median(runs, f"{name}_frames") is None:
        return "–"
    still = "" if all(one.get(f"{name}_moved", True) for one in runs) else " †"
    return " / ".join(figure(round(median(runs, f"{name}_{part}") or 0)) for part in ("median", "p95", "max")) + still


def said(runs: list[Run]) -> float | None:
    """1 when every run found the number of hidden events in the page's own words (or had nothing to hide)."""
    told = [one["said"] or one["unseen"] == 0 for one in runs if "said" in one]
    return float(all(told)) if told else None


def cells(runs: list[Run]) -> list[str]:
    first = runs[0]
    error = next((one["error"] for one in runs if one.get("error")), None)
    picture = figure(median(runs, "first_ms"))
    told = median(runs, "unseen")
    if error:
        picture = f"**{error}**" if picture == "–" else f"{picture}; **{error}**"
    lanes = median(runs, "lanes")
    return [
        f"{first['n']:,}", first["profile"], first["peer"], picture, f"{figure(median(runs, 'kB'))} ({figure(median(runs, 'fonts_kB'))})", f"{figure(median(runs, 'requests'))} ({figure(median(runs, 'third_party'))})",
        figure(median(runs, "heap_MB")), figure(median(runs, "rss_MB")), figure(median(runs, "nodes")), "–" if lanes is None else f"{figure(lanes)}/{first['lanes_all']}",
        figure(median(runs, "marks")), figure(told), "–" if told is None else "none is" if told == 0 else "yes" if said(runs) else "no", frames(runs, "pan"), frames(runs, "zoom"),
        "–" if median(runs, "idle_ms") is None else f"{figure(median(runs, 'idle_frames'))}, {figure(median(runs, 'idle_ms'))}", figure(median(runs, "load")),
    ]


def drawn(runs: list[Run]) -> str:
    """Markdown, in columns of one width. kB, requests: what was asked for before the first picture; (others'): to other hosts."""
    lines = [list(HEAD), *(cells(one) for _, one in groups(runs))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines]
    return "\n".join([text[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *text[1:], "", "† the picture did not change in every run"])


def line(one: Run) -> str:
    """One run in a line."""
    head = f"{one['set']} {one['n']:,} {one['profile']} {one['peer']}"
    if one.get("error"):
        return f"{head}: {one['error']}"
    return (f"{head}: {one['first_ms']} ms, {one['kB']} kB, {one['heap_MB']} MB, {one['nodes']} nodes, lanes {one['lanes']}/{one['lanes_all']}, "
            f"pan {one['pan_p95']}, zoom {one['zoom_p95']}, load {one['load']}" + (f"; page error: {one['troubles'][0]}" if one.get("troubles") else ""))


# ── our row against the figures ─────────────────────────────────────────────────────────────────────────────────────


class Figure(NamedTuple):
    """What is promised: a name, a measure of ours and what it must be at most (`least`: at least)."""

    name: str
    device: str
    measure: Callable[[list[Run]], float | None]
    bound: float
    unit: str = ""
    least: bool = False


def worst(*names: str) -> Callable[[list[Run]], float | None]:
    """The larger of two medians, None when one is missing."""
    def measure(runs: list[Run]) -> float | None:
        values = [median(runs, name) for name in names]
        return None if None in values else max(value for value in values if value is not None)
    return measure


def without_fonts(runs: list[Run]) -> float | None:
    values = [one["kB"] - one["fonts_kB"] for one in runs if "kB" in one]
    return statistics.median(values) if values else None


def lane_share(runs: list[Run]) -> float | None:
    lanes = median(runs, "lanes")
    return None if lanes is None else lanes / runs[0]["lanes_all"]


def both(name: str, measure: Callable[[list[Run]], float | None], bound: float, unit: str = "", *, least: bool = False) -> list[Figure]:
    return [Figure(name, device, measure, bound, unit, least) for device in ("desktop", "phone")]


FIGURES = [
    Figure("first picture", "desktop", worst("first_ms"), 1000, "ms"), Figure("first picture", "phone", worst("first_ms"), 2500, "ms"),
    *both("before it, packed, script and fonts included", worst("kB"), 60, "kB"), *both("the same without fonts", without_fonts, 60, "kB"),
    Figure("95th frame, panning and zooming", "desktop", worst("pan_p95", "zoom_p95"), 20, "ms"), Figure("95th frame, panning and zooming", "phone", worst("pan_p95", "zoom_p95"), 33, "ms"),
    *both("heap", worst("heap_MB"), 30, "MB"), *both("DOM nodes", worst("nodes"), 400), *both("share of the lanes on the first screen", lane_share, 1, least=True),
    *both("hidden count said", said, 1, least=True), *both("requests to others", worst("third_party"), 0), *both("frames asked for in 2 s of nothing", worst("idle_frames"), 0),
]


def verdict(name: str, value: float | None, bound: float, unit: str, *, least: bool = False, strict: bool = False) -> str:
    if value is None:
        return f"not measured  {name}"
    met = value >= bound if least else value < bound if strict else value <= bound
    sign = "≥" if least else "<" if strict else "≤"
    return f"{'met          ' if met else 'NOT MET      '} {name}: {figure(value)} {unit} ({sign} {figure(bound)})".replace("  (", " (")


def verdicts(runs: list[Run], made: list[dict[str, Any]], static: Path) -> str:
    """Each figure for our page at the largest number of events, against TimelineJS3 at the smallest, and of the build."""
    ours = {(profile, n): found for (profile, n, peer), found in groups(runs) if peer == "presnya"}
    theirs = {(profile, n): found for (profile, n, peer), found in groups(runs) if peer == "timelinejs"}
    largest = max(one["n"] for one in made)
    promised = "" if largest >= 1_000_000 else " (the figures are promised at 1,000,000)"
    lines = [f"Our page at {largest:,} events{promised}:"]
    lines += [verdict(f"{one.name}, {one.device}", one.measure(ours.get((one.device, largest), [])), one.bound, one.unit, least=one.least) for one in FIGURES]
    heaviest = next((one["heaviest"] for (_, n), found in ours.items() for one in found if n == largest and "heaviest" in one), [])
    lines += [f"              the heaviest of what came before the first picture: {', '.join(f'{name} {kB} kB' for name, kB in heaviest)}"]
    size = max(made, key=lambda one: one["n"])
    lines += [verdict("tiles built (whole command, pages too)", size["seconds"], 60, "s"), verdict(f"tiles on disk ({size['tiles']:,} files)", size["tiles_MB"], 60, "MB"),
              f"              besides: whole folder {size['MB']} MB, {size['files']:,} files; heaviest process {size['peak_MB']} MB; load {size['load']} when it began"]
    script = static / "chronology.js"
    lines += [verdict("script, packed", len(gzip.compress(script.read_bytes(), 9)) / 1000 if script.exists() else None, 40, "kB")]
    smallest = min(one["n"] for one in made)
    lines += [f"Our page at {smallest:,} events beside TimelineJS3:"]
    for device in ("desktop", "phone"):
        mine, other = ours.get((device, smallest), []), theirs.get((device, smallest), [])
        for name, what, unit in (("first picture", "first_ms", "ms"), ("page with fonts", "kB", "kB")):
            bound = median(other, what)
            lines.append(verdict(f"{name}, {device}", median(mine, what) if bound is not None else None, bound or 0, unit, strict=what == "kB"))
    return "\n".join(lines)
