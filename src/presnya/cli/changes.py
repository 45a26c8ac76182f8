"""presnya changes"""

import argparse
from pathlib import Path
from typing import Any

from presnya.cli.common import museum_argument, opened
from presnya.cli.telling import answer, say
from presnya.museum.changes import Change, Changes, Group
from presnya.publishing import between

HELP = "Tell what changed between two days: added, corrected, withdrawn, disputed, decided, by whom, on what ground."
EXAMPLES = """\
  presnya changes our-street --from 2013-10-20 --to 2014-01-01
  presnya changes our-street --from 1045 --to 1100 --json
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FOLDER, --from, --to, --pages."""
    museum_argument(sub)
    sub.add_argument("--from", dest="begin", required=True, metavar="DAY_OR_SIZE", help="what came after the end of this day (2013-10-20), or after so many acts")
    sub.add_argument("--to", dest="end", required=True, metavar="DAY_OR_SIZE", help="until the end of this day, or until there were so many acts")
    sub.add_argument("--pages", type=Path, default=None, metavar="INTO", help="write it as changes.html into this folder, with links as in the museum's register; only what was published")


def run(given: argparse.Namespace) -> int:
    """Tell it, thing by thing."""
    museum, curator = opened(given.museum)
    if given.pages:
        told = between.write_between(museum, given.begin, given.end, curator=curator, to=given.pages)
        say(given, f"{told} changes, in {given.pages / 'changes.html'}.")
        answer(given, told=told, page=str(given.pages / "changes.html"))
        return 0
    found = between.between(museum, given.begin, given.end)
    for group in found.groups:
        say(given, f"{group.label or museum.name} ({group.id})" if group.id else museum.name)
        for change in group.changes:
            for line in _lines(change):
                say(given, f"  {line}")
    if found.hidden:
        say(given, f"… and {found.hidden} more; acts {found.first} to {found.stop - 1} stand in the register's list.")
    say(given, ", ".join(f"{kind} {count}" for kind, count in found.counts) or "Nothing was entered in this time.")
    answer(given, **_plain(found))
    return 0


def _lines(change: Change) -> list[str]:
    acts = f"act {change.acts[0]}" if len(change.acts) == 1 else f"acts {change.acts[0]} to {change.acts[-1]}"
    lines = [f"{change.kind}, {acts}, {change.day.words}, {change.by}" + (f": {change.ground}" if change.ground else "")]
    lines += [f"    + {one['property']}: {one['words']}" for one in _said(change.statements)]
    for old, new in change.pairs:
        lines += [f"    - {one['property']}: {one['words']}" for one in _said((old,))] + [f"    + {one['property']}: {one['words']}" for one in _said((new,))]
    lines += [f"    {target['id']} {target['words']}".rstrip() for target in _targets(change)]
    return lines


def _said(statements: tuple[Any, ...]) -> list[dict[str, str]]:
    return [{"property": one.prop, "words": one.value.words, "claims": " ".join(claim.id for claim in one.claims)} for one in statements if one is not None]


def _targets(change: Change) -> list[dict[str, str]]:
    return [{"id": target.id, "thing": target.thing, "words": target.statement.value.words if target.statement else target.label} for target in change.targets]


def _plain(found: Changes) -> dict[str, Any]:
    return {"first": found.first, "stop": found.stop, "counts": dict(found.counts), "hidden": found.hidden, "things": [_thing(group) for group in found.groups]}


def _thing(group: Group) -> dict[str, Any]:
    return {"id": group.id, "label": group.label, "new": group.new, "changes": [
        {"kind": change.kind, "acts": list(change.acts), "by": change.by, "day": change.day.datetime, "ground": change.ground, "added": _said(change.statements),
         "pairs": [{"before": next(iter(_said((old,))), None), "since": next(iter(_said((new,))), None)} for old, new in change.pairs],
         "targets": _targets(change), "claims": change.claims, "erased": change.erased} for change in group.changes]}
