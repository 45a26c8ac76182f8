"""presnya mirror"""

import argparse
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from presnya.cli.telling import answer, progress, say
from presnya.register import comparing, cosigner, mirrors, pulling
from presnya.register.evidence import MOST, read_evidence, verify_evidence
from presnya.register.note import parse_vkey
from presnya.register.places import MOST_NOTE
from presnya.register.transport import Limits
from presnya.terms.errors import BadFile, BadNote, BadProof, BadValue, PresnyaError

if TYPE_CHECKING:
    from presnya.register.note import Signer, Verifier

HELP = "Keep whole copies of other museums, cosign their registers, and show when one has two histories."
EXAMPLES = """\
  presnya mirror key archive.example/cosigner
  presnya mirror add street https://street.example --key "street.example/presnya+27486555+ActU…"
  presnya mirror pull
  presnya mirror serve --port 1906
  presnya mirror compare street /media/stick/street
"""

PORT = 1906


def options(sub: argparse.ArgumentParser) -> None:
    """One verb, each with its own options."""
    verbs = sub.add_subparsers(dest="verb", metavar="VERB", required=True)
    verb = verbs.add_parser("key", help="show this machine's cosigning key, or make it under a name")
    verb.add_argument("name", nargs="?", default="", metavar="NAME", help="the cosigner's name for ever, e.g. archive.example/cosigner; once")
    verb = verbs.add_parser("add", help="watch a museum from now on")
    verb.add_argument("name", metavar="NAME", help="what it is called here; - takes a name from its origin")
    verb.add_argument("source", metavar="FOLDER_OR_ADDRESS")
    verb.add_argument("--key", default="", metavar="VKEY", help="the museum's key, from somebody you trust (default: the one that lies there is believed, now)")
    verb.add_argument("--only-cosign", action="store_true", help="keep no copy, only cosign its register")
    verbs.add_parser("list", help="museums that are watched here")
    verb = verbs.add_parser("pull", help="fetch what changed, verify, cosign, show")
    verb.add_argument("names", nargs="*", metavar="NAME", help="default: all")
    verb.add_argument("--most", type=float, default=pulling.Bounds().whole / 1e9, metavar="GB", help="gigabytes of one museum that are taken (default: 21)")
    verb.add_argument("--files", type=int, default=pulling.Bounds().files, metavar="N", help="files of one museum that are taken (default: 2000000)")
    verb = verbs.add_parser("serve", help="answer museums that ask for cosignatures, and show the copies")
    verb.add_argument("--port", type=int, default=PORT, help=f"default {PORT}")
    verb.add_argument("--host", default="127.0.0.1", help="default 127.0.0.1: this machine only")
    verb = verbs.add_parser("note", help="print the newest checkpoint that was cosigned here, to be sent to the museum")
    verb.add_argument("name", metavar="NAME")
    verb = verbs.add_parser("remove", help="forget a museum and destroy its copy; what was cosigned stays remembered")
    verb.add_argument("name", metavar="NAME")
    verb = verbs.add_parser("compare", help="whether two copies of a museum tell one history")
    verb.add_argument("copies", nargs=2, metavar="NAME_FOLDER_OR_ADDRESS")
    verb.add_argument("--key", default="", metavar="VKEY", help="the museum's key, from somebody you trust")
    verb = verbs.add_parser("evidence", help="verify a file of evidence that a museum has signed two histories")
    verb.add_argument("file", type=Path, metavar="FILE")
    verb.add_argument("--key", action="append", required=True, metavar="VKEY", help="the museum's key, from somebody you trust; repeat for keys that followed one another")
    for one in verbs.choices.values():
        one.add_argument("--json", action="store_true", help=argparse.SUPPRESS, default=argparse.SUPPRESS)


def run(given: argparse.Namespace) -> int:
    """Do what the verb says. Exit code 1 when a museum does not hold, forked, or a pull was refused."""
    return {"key": _key, "add": _add, "list": _list, "pull": _pull, "serve": _serve, "note": _note, "remove": _remove, "compare": _compare, "evidence": _evidence}[given.verb](given)


def _signer(name: str = "") -> "Signer":
    place = mirrors.home() / "cosigner"
    known = place.read_text().strip() if place.exists() else ""
    if name and known and name != known:
        raise BadValue(f"This machine cosigns as {known} already.", next_step="Museums have that name in their policies: it stays.")
    if any(letter.isspace() or letter == "+" for letter in name):
        raise BadValue(f"{name!r} is no name for a cosigner.", next_step="It looks like an address without https://, e.g. archive.example/cosigner.")
    name = name or known or f"{socket.gethostname().lower() or 'this-machine'}.invalid/cosigner"
    signer = cosigner.cosigner_key(name)
    if not known:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{name}\n")
    return signer


def _key(given: argparse.Namespace) -> int:
    signer = _signer(given.name)
    say(given, f"{signer.verifier}")
    say(given, f"A museum that wants your cosignature writes into its file policy:\n  witness {signer.name.partition('/')[0]} {signer.verifier} https://YOUR.ADDRESS")
    answer(given, name=signer.name, vkey=str(signer.verifier))
    return 0


def _add(given: argparse.Namespace) -> int:
    mirror = mirrors.add(given.name, given.source, key=given.key, copied=not given.only_cosign)
    say(given, f"{mirror.name}: {mirror.origin} is watched from {mirror.source}.")
    if not given.key:
        say(given, f"Its key was taken from there and is believed from now on; ask the museum by another way whether it is\n  {mirror.key}")
    answer(given, name=mirror.name, origin=mirror.origin, key=str(mirror.key))
    return 0


def _list(given: argparse.Namespace) -> int:
    rows = [(mirror, cosigner.seen(mirror.origin), mirrors.pulled_at(mirror)) for mirror in mirrors.every()]
    for mirror, seen, when in rows:
        held = f"copy of {when:%Y-%m-%d %H:%M} UTC in {mirror.current}" if when else ("no copy yet" if mirror.copied else "cosigned only")
        say(given, f"{mirror.name}: {mirror.origin}, {seen.size} acts cosigned, {held}; from {mirror.source}")
    if not rows:
        say(given, "No museum is watched here. `presnya mirror add NAME ADDRESS` adds one.")
    answer(given, mirrors=[{"name": one.name, "origin": one.origin, "source": one.source, "cosigned": seen.size, "pulled": when, "folder": str(one.current)} for one, seen, when in rows])
    return 0


def _pull(given: argparse.Namespace) -> int:
    """Each museum by itself: one that cannot be pulled does not keep the others from it."""
    signer, failed, done = _signer(), 0, list[dict[str, object]]()
    bounds = pulling.Bounds(given.files, int(given.most * 1e9), Limits(total=int(given.most * 1e9)))
    for mirror in [mirrors.read(name) for name in given.names] or mirrors.every():
        try:
            with progress(f"pulling {mirror.name}") as tick:
                pulled = pulling.pull(mirror, signer=signer, bounds=bounds, progress=tick)
        except PresnyaError as error:
            failed += 1
            say(given, f"{mirror.name}: not pulled. {error}")
            done.append({"name": mirror.name, "error": error.message, "next_step": error.next_step})
            continue
        say(given, f"{mirror.name}: " + _told(pulled))
        done.append({"name": mirror.name, "size": pulled.size, "before": pulled.before, "fetched": pulled.fetched, "bytes": pulled.bytes, "erased": pulled.erased, "cosignature": pulled.line})
    answer(given, pulled=done)
    return 1 if failed else 0


def _told(pulled: pulling.Pulled) -> str:
    if not pulled.changed:
        return f"nothing new; {pulled.size} acts, cosigned."
    erased = f" Erased there, and here with it: acts {', '.join(map(str, pulled.erased[:20]))}{' …' if len(pulled.erased) > 20 else ''}." if pulled.erased else ""  # noqa: PLR2004  a line's worth
    return f"{pulled.size} acts (before: {pulled.before}), {pulled.fetched} files fetched, {pulled.kept} here already; verified and cosigned.{erased}"


def _serve(given: argparse.Namespace) -> int:
    from presnya.web import mirroring, serving  # Django comes in with the room: other verbs need not wait

    signer = _signer()

    def ready(address: str) -> None:
        say(given, f"{signer.name} cosigns at {address}  (Ctrl-C closes it)")
        answer(given, address=address, vkey=str(signer.verifier))

    serving.run(mirroring.application(signer), ready=ready, host=given.host, port=given.port)
    return 0


def _note(given: argparse.Namespace) -> int:
    seen = cosigner.seen(mirrors.read(given.name).origin)
    if not seen.note:
        raise BadValue(f"Nothing of {given.name} was cosigned yet.", next_step=f"`presnya mirror pull {given.name}` does it.")
    if not given.json:
        print(seen.note, end="")
    answer(given, size=seen.size, note=seen.note)
    return 0


def _remove(given: argparse.Namespace) -> int:
    place = mirrors.remove(given.name)
    say(given, f"{place} was removed. What was cosigned of it stays remembered.")
    answer(given, removed=str(place))
    return 0


def _compare(given: argparse.Namespace) -> int:
    key = parse_vkey(given.key) if given.key else None
    known = {mirror.name: mirror for mirror in mirrors.every()}
    key = key or next((known[word].key for word in given.copies if word in known), None)
    heads = [comparing.head_of(known[word].current if word in known else word, key=key) for word in given.copies]
    found = comparing.compare(heads[0], heads[1])
    small, large = found.smaller.checkpoint.size, found.larger.checkpoint.size
    file = cosigner.keep(found.evidence) if found.evidence else None
    say(given, {"same": f"Both tell the same {large} acts.", "continued": f"The copy of {large} acts continues the one of {small}.",
                "forked": f"They tell two histories: {large} acts do not continue the other {small}. Evidence that anyone can verify: {file}"}[found.relation])
    answer(given, relation=found.relation, sizes=[small, large], evidence=str(file) if file else "")
    return 1 if file else 0


def _evidence(given: argparse.Namespace) -> int:
    keys: list[Verifier] = [parse_vkey(words) for words in given.key]
    try:
        text = given.file.read_text() if given.file.stat().st_size <= MOST + MOST_NOTE else ""
    except UnicodeDecodeError as error:
        raise BadFile(f"{given.file} is no text.", next_step="Name the file of evidence.") from error
    try:
        fork = verify_evidence(read_evidence(text), keys)
    except (BadNote, BadProof) as error:
        say(given, f"It proves nothing: {error}")
        answer(given, proves=False, why=error.message)
        return 1
    say(given, f"It proves a fork of {fork.first.origin}: its key signed {fork.first.size} acts with root {fork.first.root.hex()}, "
               f"and {fork.second.size} acts of which the first {fork.first.size} have root {fork.true_root.hex()}.")
    answer(given, proves=True, origin=fork.first.origin, sizes=[fork.first.size, fork.second.size])
    return 0
