"""presnya erase"""

import argparse

from presnya import desk
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, progress, say
from presnya.exchange import folder
from presnya.register import GROUNDS

HELP = "Destroy what the law makes you destroy; the place stays, with ground and deciders. Without --yes it only shows what would go."
EXAMPLES = """\
  presnya erase claim/1045.2
  presnya erase 2026.14 --with-quotations
  presnya erase 2026.14:authors curator/k1a2b3c4d
  presnya erase claim/1045.2 --ground privacy-law --authority "Data Protection Authority" --reference "12/26" --decider "A. Curator" --decider "C. Keeper" --review 2030-01-01 --yes
"""


def options(sub: argparse.ArgumentParser) -> None:
    """TARGETS and what the law asks to be said."""
    sub.add_argument("targets", nargs="+", metavar="WHAT", help="a claim, proposal or source by its number, an act's number, or PART of it as ACT:PART or SOURCE:PART")
    museum_option(sub)
    sub.add_argument("--ground", default="", help=f"one of: {', '.join(GROUNDS)}")
    sub.add_argument("--authority", default="", help="the law, court or office that demands it; it is public for ever")
    sub.add_argument("--reference", default="", help="their file number; it is public for ever")
    sub.add_argument("--decider", action="append", default=[], metavar="CURATOR", help="who decided, by name or id; two different ones, one of them a registrar")
    sub.add_argument("--review", default="", metavar="DAY", help="the day by which somebody looks again, YYYY-MM-DD")
    sub.add_argument("--with-quotations", action="store_true", help="also erase the claims that quote an erased source")
    sub.add_argument("--yes", action="store_true", help="do it; nobody can undo it")


def run(given: argparse.Namespace) -> int:
    """Show the plan; with --yes, carry it out."""
    museum, curator = opened(given.museum)
    here = folder.contents(museum)
    if not given.yes:
        _show(given, desk.plan_erasure(given.targets, with_quotations=given.with_quotations, in_folder=here))
        say(given, "Nothing was erased. With --yes, a ground, an authority, two deciders and a day of review it is done, for ever.")
        return 0
    with progress("drawing the catalogue anew") as tick:
        done = desk.erase(given.targets, ground=given.ground, authority=given.authority, reference=given.reference, deciders=[desk.who(name) for name in given.decider],
                          review=given.review, museum=museum, curator=curator, with_quotations=given.with_quotations, in_folder=here, progress=tick)
    _show(given, done.plan, act=done.act)
    say(given, f"Erased, as act {done.act}. The published pages still hold it: `presnya publish` now, and tell those who keep copies.")
    return 0


def _show(given: argparse.Namespace, plan: desk.Plan, *, act: int = -1) -> None:
    for going in plan.going:
        name = f"{going.slot.act}:{going.slot.part}" if going.slot.part else str(going.slot.act)
        say(given, f"{name:18} {going.kind} {going.about}, entered {going.at[:10]}" + (f": {going.words}" if act < 0 else ""))
    for sha256, name in plan.files:
        say(given, f"{'file':18} {name} ({sha256[:12]}…)" if act < 0 else f"{'file':18} destroyed")
    for _, name, other in plan.kept:
        say(given, f"{'file stays':18} {name}: act {other} holds the same bytes")
    for claim in plan.quoting:
        say(given, f"{'quotes it, stays':18} {claim}")
    for origin in plan.folder:
        say(given, f"{'in the folder':18} {origin}: take it out there first, or the next publication brings it in again")
    answer(given, act=act, slots=[[going.slot.act, going.slot.part] for going in plan.going], files=len(plan.files), kept=[name for _, name, _ in plan.kept],
           quoting=plan.quoting, folder=plan.folder)
