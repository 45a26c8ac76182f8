"""presnya review"""

import argparse
import os
import sys
import termios
import tty
from typing import Final

from presnya import dates, desk
from presnya.catalogue import queries
from presnya.catalogue.snapshot import Offered
from presnya.cli.common import museum_option, opened
from presnya.cli.telling import answer, say
from presnya.desk.taking_in import text_of
from presnya.terms import Proposal
from presnya.terms.errors import BadInput, PresnyaError

HELP = "Accept, correct or refuse what machines proposed, at the terminal."
EXAMPLES = """\
  presnya review --museum our-street              with keys: a accept, e edit, x refuse, j next, k back, ? all keys, q leave
  presnya review --kind name 2026.1               only names, only this source
  presnya review --accept proposal/3.0 proposal/3.4
  presnya review --refuse proposal/3.7 --ground "A newspaper, not a person."
"""

KEYS = "[a]ccept  [e]dit  [x] refuse  [j] next  [k] back  [?] keys  [q]uit"
ALL_KEYS = """\
    a  accept: what it says enters as claims that name this proposal
    e  edit: correct a field, then accept; asks what was wrong
    x  refuse; asks why, and the answer is public
    j  next, also the space bar or Return     k  back
    ?  these keys                             q  leave; what is decided is kept
"""
CONTEXT = 160


def options(sub: argparse.ArgumentParser) -> None:
    """SOURCE, --kind, --list, --accept, --refuse."""
    sub.add_argument("source", nargs="?", default="", metavar="SOURCE")
    museum_option(sub)
    sub.add_argument("--kind", default="", choices=("", "name", "date", "quotation", "event", "relation", "figure"))
    sub.add_argument("--list", action="store_true", help="list the open proposals")
    sub.add_argument("--accept", nargs="+", default=[], metavar="ID")
    sub.add_argument("--refuse", nargs="+", default=[], metavar="ID")
    sub.add_argument("--ground", default="", help="why it is refused")


def run(given: argparse.Namespace) -> int:
    """List, decide in one go, or walk through with keys."""
    museum, curator = opened(given.museum)
    if given.accept or given.refuse:
        return _in_one_go(given, curator)
    source = queries.source(given.source).accession.source if given.source else ""
    waiting = queries.proposals(source, kind=given.kind)
    if given.list or not sys.stdin.isatty():
        for offer in waiting:
            say(given, f"{offer.id:18} {line_of(offer.proposal)}")
            answer(given, id=offer.id, kind=offer.proposal.kind, text=offer.proposal.text, canonical=offer.proposal.canonical, source=offer.source)
        return 0
    texts = {identifier: text_of(queries.source(identifier).accession, museum=museum) for identifier in {offer.source for offer in waiting}}
    decided = _walk(waiting, texts, curator)
    print(f"{decided} decided, {len(waiting) - decided} left.")
    return 0


def line_of(proposal: Proposal) -> str:
    """A proposal in one line: kind, what it says, how many passages, which rule saw it."""
    match proposal.kind:
        case "name":
            what = f"{proposal.canonical} ({proposal.type})" + (f", also {', '.join(proposal.aliases[:4])}" if proposal.aliases else "")
        case "date":
            what = f"“{proposal.text}” = {proposal.date.edtf if proposal.date else 'not read'}"
        case "quotation":
            what = f"{proposal.speaker or 'somebody'}: “{proposal.text[:80]}”"
        case "event":
            what = f"{proposal.date.edtf if proposal.date else ''} {proposal.title or proposal.text[:80]}"
        case "relation":
            what = f"{proposal.subject} — {proposal.predicate.replace('_', ' ')} — {proposal.object or (proposal.date.edtf if proposal.date else '')}"
        case _:
            what = f"{proposal.value} {proposal.unit} “{proposal.text}”"
    return f"{proposal.kind:9} {what}  [{len(proposal.spans)}× {proposal.rule}]"


def _in_one_go(given: argparse.Namespace, curator: str) -> int:
    if given.refuse and not given.ground:
        raise BadInput("To refuse needs a ground.", next_step='Add --ground "why".')
    claims = desk.decide(accepted=given.accept, refused=given.refuse, ground=given.ground, curator=curator)
    say(given, f"{len(given.accept)} accepted ({len(claims)} claims), {len(given.refuse)} refused.")
    answer(given, accepted=len(given.accept), claims=claims, refused=len(given.refuse))
    return 0


def _walk(waiting: list[Offered], texts: dict[str, str], curator: str) -> int:
    """Show one after another and do what the keys say; returns how many were decided. A decision that cannot be entered is said, and nothing is lost."""
    place, decided = 0, set[str]()
    while 0 <= place < len(waiting):
        offer = waiting[place]
        if offer.id in decided:
            place += 1
            continue
        _show(offer, texts[offer.source], place, len(waiting))
        key = _key()
        if key in ("q", ""):
            break
        if key == "?":
            print(ALL_KEYS, end="")
        elif key in DEEDS:
            try:
                DEEDS[key](offer, curator)
                decided.add(offer.id)
            except PresnyaError as error:
                print(error)
            except EOFError:  # Ctrl-D at a question: thought better of it
                print()
        else:
            place = max(0, place - 1) if key == "k" else place + 1
    return len(decided)


def _accept(offer: Offered, curator: str) -> None:
    desk.accept([offer.id], curator=curator)


def _edit(offer: Offered, curator: str) -> None:
    desk.accept_corrected(offer.id, _edited(offer.proposal), ground=input("What was wrong: ").strip(), curator=curator)


def _refuse(offer: Offered, curator: str) -> None:
    desk.refuse([offer.id], ground=input("Why refused: ").strip(), curator=curator)


DEEDS: Final = {"a": _accept, "e": _edit, "x": _refuse}


def _key() -> str:
    """One key as it is pressed, printed so that the screen keeps a record; '' when the input has ended (Ctrl-D)."""
    line = sys.stdin.fileno()
    before = termios.tcgetattr(line)
    try:
        tty.setcbreak(line, termios.TCSADRAIN)  # not the default, which throws away what was typed ahead
        print("> ", end="", flush=True)
        key = os.read(line, 1).decode("ascii", errors="replace")  # past Python's own buffer, which would swallow what is typed ahead
    finally:
        termios.tcsetattr(line, termios.TCSADRAIN, before)
    print(key.strip())
    return "" if key == "\x04" else key.lower()


def _show(offer: Offered, text: str, place: int, of: int) -> None:
    start, end = offer.proposal.spans[0]
    before, after = text[max(0, start - CONTEXT):start], text[end:end + CONTEXT]
    print(f"\n{place + 1} of {of}   {offer.id}\n{line_of(offer.proposal)}\n    …{before}[[{text[start:end]}]]{after}…\n{KEYS}")


def _edited(proposal: Proposal) -> Proposal:
    """Ask for each field that can be wrong; an empty answer keeps it."""
    editable = {"name": ("canonical", "type"), "quotation": ("speaker",), "event": ("title",), "relation": ("subject", "predicate", "object"),
                "figure": ("value", "unit"), "date": ()}[proposal.kind]
    fields = {name: getattr(proposal, name) for name in proposal.__struct_fields__}
    for name in editable:
        fields[name] = input(f"{name} [{fields[name]}]: ").strip() or fields[name]
    if proposal.kind in {"date", "event"}:
        read = proposal.date
        edtf = input(f"date in EDTF [{read.edtf if read else ''}]: ").strip()
        if edtf:
            fields["date"] = dates.date_value(edtf, words=read.words if read else proposal.text)
    return Proposal(**fields)
