"""presnya keys"""

import argparse
from pathlib import Path

from presnya import desk, register
from presnya.cli.common import ask, museum_argument, opened
from presnya.cli.telling import answer, progress, say
from presnya.terms.errors import BadInput

HELP = "The keys that sign the register: which is here, lock it with a passphrase, change it, go on after one was lost."
EXAMPLES = """\
  presnya keys show our-street
  presnya keys passphrase our-street
  presnya keys rotate our-street --ground "The old laptop was sold."
  presnya keys successor our-street --ground lost
  presnya keys successor our-street --ground compromised --end 1200
"""


def options(sub: argparse.ArgumentParser) -> None:
    """A subcommand and its museum."""
    deeds = sub.add_subparsers(dest="deed", metavar="show|passphrase|rotate|successor", required=True)
    show = deeds.add_parser("show", help="which key signs, where it lies, and what it has signed")
    lock = deeds.add_parser("passphrase", help="lock the key file with a passphrase, or unlock it")
    lock.add_argument("--remove", action="store_true", help="keep the key without a passphrase from now on")
    lock.add_argument("--from", dest="new_from", type=Path, default=None, metavar="FILE", help="read the new passphrase from the first line of this file instead of asking")
    rotate = deeds.add_parser("rotate", help="change the key; the old one signs for the new one, and beside it for 30 days")
    rotate.add_argument("--ground", default="", help="why, for everyone to read")
    successor = deeds.add_parser("successor", help="go on under a new name and a new key, when the old key was lost or came into other hands")
    successor.add_argument("--ground", required=True, choices=register.ENDINGS, help="what happened to the old key")
    successor.add_argument("--end", type=int, default=None, metavar="SIZE", help="how many acts the last checkpoint has that counts under the old key (default: the newest in the site)")
    successor.add_argument("--checkpoint", type=Path, default=None, metavar="FILE", help="that checkpoint, when it does not lie in the site; best one with cosignatures")
    successor.add_argument("--key", default="", metavar="VKEY", help="the old register's first key, when it does not lie in the site")
    for one in (show, lock, rotate, successor):
        museum_argument(one)
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result (or the error) as one JSON object")


def run(given: argparse.Namespace) -> int:
    """One of four."""
    return {"show": _show, "passphrase": _passphrase, "rotate": _rotate, "successor": _successor}[given.deed](given)


def _show(given: argparse.Namespace) -> int:
    museum, _ = opened(given.museum)
    said = desk.key_history()
    origin = said.origin or museum.origin
    key, mark = register.look(origin), register.high_water(origin)
    vkey = str(said.key) if said.key else (key.vkey if key else "")
    say(given, f"Register: {origin}\nKey: {vkey or 'none yet; the first publication makes it'}")
    say(given, f"File: {key.place} ({'locked with a passphrase' if key.locked else 'not locked'})" if key else "File: none on this machine")
    say(given, f"Signed on this machine: {mark.size} acts" if mark else "Signed on this machine: nothing yet")
    for rotation in said.rotations:
        say(given, f"Act {rotation.act}, {rotation.at}: {rotation.old.id.hex()} changed for {rotation.new.id.hex()}")
    for old in said.before:
        say(given, f"Act {old.act}: goes on from {old.before}, which ended with {old.end} acts; its key was {old.ground}")
    answer(given, origin=origin, vkey=vkey, file=str(key.place) if key else "", locked=bool(key and key.locked), signed=mark.size if mark else 0,
           rotations=[{"act": one.act, "at": one.at, "old": str(one.old), "new": str(one.new)} for one in said.rotations],
           before=[{"act": one.act, "origin": one.before, "end": one.end, "ground": one.ground} for one in said.before])
    return 0


def _passphrase(given: argparse.Namespace) -> int:
    museum, _ = opened(given.museum)
    origin = desk.key_history().origin or museum.origin
    place = register.change_passphrase(origin, "" if given.remove else _new_passphrase(given.new_from), ask=ask)
    say(given, f"{place} is {'not locked any more' if given.remove else 'locked'}. Renew your own backup of keys.")
    answer(given, file=str(place), locked=not given.remove)
    return 0


def _new_passphrase(file: Path | None) -> str:
    if file:
        words = file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
    else:
        words = ask("New passphrase: ")
        if ask("The same once more: ") != words:
            raise BadInput("The two are not the same.", next_step="Nothing was changed; try again.")
    if not words:
        raise BadInput("The new passphrase is empty.", next_step="To unlock the key for good, say --remove.")
    return words


def _rotate(given: argparse.Namespace) -> int:
    museum, curator = opened(given.museum)
    done = desk.rotate(museum, curator=curator, ground=given.ground, ask=ask)
    say(given, f"The key was changed, as act {done.act}. Until {done.ends:%Y-%m-%d} the old key signs beside the new one.\nNew key: {done.new}")
    say(given, "`presnya publish` shows it. Renew your own backup of keys, and tell people the new key.")
    answer(given, act=done.act, vkey=str(done.new), old=str(done.old), until=done.ends.strftime("%Y-%m-%d"))
    return 0


def _successor(given: argparse.Namespace) -> int:
    museum, curator = opened(given.museum)
    ended = desk.ended_with(museum, note=given.checkpoint, key=given.key, end=given.end)
    with progress("checking the register") as tick:
        done = desk.succeed(museum, curator=curator, ground=given.ground, ended=ended, progress=tick, ask=ask)
    say(given, f"The register goes on as {done.origin}, as act {done.act}. Under the old key {done.end} acts count.\nNew key: {done.key}")
    say(given, "`presnya publish` shows it. Tell people the new key by another way: the old one cannot sign for it. The new key is not locked: see `presnya keys passphrase`.")
    answer(given, act=done.act, origin=done.origin, vkey=str(done.key), end=done.end)
    return 0
