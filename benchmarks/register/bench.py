"""The register's speed beside what the machine can do at all, and beside pymerkle: one table, each figure that was promised with met or NOT MET.

    python benchmarks/register/bench.py [--acts 1000000] [--reps 5] [--only limits,sqlite,postgresql,museum,log,proofs,pymerkle,pages,writers] [--fresh]

Each piece is a process of its own (so that its memory is its own), prints as soon as it is done, and is kept in build/bench-register/: a stopped run goes on from there.
Appends are single claims of some 330 bytes. The register's part is entry, leaf hash, body and edge of the tree, in one transaction of 10,000; the catalogue's rows are
another matter, and printed apart. pymerkle (GPL) is a peer, measured from outside in an environment of its own that is made for the purpose; nothing of ours needs it.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

BUILD = ROOT / "build/bench-register"
BATCH = 10_000


class Row(NamedTuple):
    """A line of the table. `met` is None where nothing was promised."""

    what: str
    figure: str
    promised: str = ""
    met: bool | None = None


def timed(deed: Callable[[], Any]) -> float:
    began = time.perf_counter()
    deed()
    return time.perf_counter() - began


def memory() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def judged(acts: int, *, met: bool) -> bool | None:
    """A figure promised for a million acts says nothing of fewer."""
    return met if acts >= 1_000_000 else None


def tick(what: str, done: int, total: int) -> None:
    print(f"\r    {what} {done:,} of {total:,}", end="", file=sys.stderr, flush=True)


# ── limits of the machine ───────────────────────────────────────────────────────────────────────────────────────────
def limits(_acts: int, reps: int) -> Iterator[Row]:
    """What hashing alone and writing through to the disk alone allow."""
    entries, bodies = [os.urandom(230) for _ in range(BATCH)], [os.urandom(397) for _ in range(BATCH)]

    def hashing() -> None:
        for entry, body in zip(entries, bodies, strict=True):
            hashlib.sha256(entry).digest()  # the leaf
            hashlib.sha256(body).digest()  # the commitment's two hashes
            hashlib.sha256(entry[:96]).digest()
            hashlib.sha256(entry[:65]).digest()  # an inner node

    yield Row("limit: SHA-256 of the same bytes (hashlib), acts/s", f"{BATCH / median(timed(hashing) for _ in range(reps)):,.0f}")
    BUILD.mkdir(parents=True, exist_ok=True)
    place = BUILD / "fsync"
    with place.open("wb") as file:
        def through() -> None:
            for _ in range(50):
                file.write(bytes(4096))
                file.flush()
                os.fsync(file.fileno())

        yield Row("limit: 4 KiB appended and fsynced, /s", f"{50 / median(timed(through) for _ in range(reps)):,.0f}")
    place.unlink()


# ── appending ───────────────────────────────────────────────────────────────────────────────────────────────────────
def claims(first: int, many: int, source: str) -> list[Any]:
    """Entries of one claim each; about one in ten is about a new person."""
    from presnya.catalogue.ledger import Entry
    from presnya.terms import Claim, EnterClaims, Passage, Ref, TextQuote

    return [Entry(EnterClaims(about, (Claim(about=about, property="knew", value=Ref(f"person/nobody-{nth * 7 % 100_000}"), witness="person/ada-mill", source=source,
                                            passages=(Passage(source, TextQuote(nth % 500, nth % 500 + 13, "born in the town")),)),)), about)
            for nth in range(first, first + many) for about in [f"person/nobody-{nth // 10}"]]


def appending(name: str, folder: Path, toml: str, reps: int) -> Iterator[Row]:
    from presnya import web

    assert web
    from presnya.catalogue import ledger
    from tests.builders import found

    street = found(folder, toml=toml)
    done = 0

    def append(many: int) -> None:
        nonlocal done
        made = claims(done, many, street.diary)
        done += many
        took.append(timed(lambda: ledger.append(made, by=street.curator)) / many)

    took: list[float] = []
    for _ in range(100):
        append(1)
    yield Row(f"{name}: appended one by one, with their rows in the catalogue, acts/s", f"{1 / median(took):,.0f}")
    took.clear()
    for _ in range(reps):
        append(BATCH)
    yield Row(f"{name}: appended in bulk, with their rows in the catalogue, acts/s", f"{1 / median(took):,.0f}")
    ledger.project_run = lambda acts: None  # the register's part alone; what is missing is drawn by a rebuild
    took.clear()
    for _ in range(100):
        append(1)
    yield Row(f"{name}: appended one by one, the register's part, acts/s", f"{1 / median(took):,.0f}")
    took.clear()
    for _ in range(4 * reps):
        append(BATCH)
    bulk = 1 / median(took)
    yield Row(f"{name}: appended in bulk, the register's part, acts/s (best batch {1 / min(took):,.0f})", f"{bulk:,.0f}", *(("≥ 100,000", bulk >= 100_000) if name == "SQLite" else ()))
    assert ledger.check() == ledger.size()


def fresh_folder(name: str) -> Path:
    import shutil

    shutil.rmtree(BUILD / name, ignore_errors=True)
    return BUILD / name


def sqlite(_acts: int, reps: int) -> Iterator[Row]:
    yield from appending("SQLite", fresh_folder("sqlite"), "", reps)


def postgresql(_acts: int, reps: int) -> Iterator[Row]:
    import tempfile

    from tests import machine
    from tests.server import new_database, postgres

    if not machine.postgresql():
        yield Row("PostgreSQL: not measured", "no server programs on this machine (Debian: apt-get install postgresql)")
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, postgres(Path(name) / "server", durable=True) as server:
        from django.db import connections

        yield from appending("PostgreSQL", fresh_folder("postgresql"), f'database = "{new_database(server, "bench")}"\n', reps)
        connections.close_all()


# ── a large museum ──────────────────────────────────────────────────────────────────────────────────────────────────
def museum(acts: int, _reps: int) -> Iterator[Row]:
    """A register of so many acts, entered live; then its catalogue is drawn anew. A stopped run enters only what is missing."""
    from presnya import web

    folder = BUILD / f"museum-{acts}"
    from presnya import desk
    from presnya.catalogue import ledger
    from tests.builders import found

    street = found(folder) if not folder.exists() else None
    if street is None:
        opened = web.open_museum(folder)
        curator, diary = desk.found_museum(founder=opened.curator), "source/a-diary-of-our-street"
    else:
        curator, diary = street.curator, street.diary
    began, before = time.perf_counter(), ledger.size()
    while (size := ledger.size()) < acts:
        ledger.append(claims(size, min(BATCH, acts - size), diary), by=curator)
        tick("acts", ledger.size(), acts)
    took = time.perf_counter() - began
    if size > before:
        yield Row(f"SQLite: {size - before:,} acts entered live in batches of {BATCH:,}, acts/s; most memory", f"{(size - before) / took:,.0f}; {memory()}")
    live = ledger.fingerprint()
    took = timed(lambda: ledger.rebuild(progress=lambda done, total: tick("rebuild", done, total)))
    same = ledger.fingerprint() == live
    yield Row(f"rebuild of the catalogue of {acts:,} acts, s; equal to the live one; most memory", f"{took:.0f}; {'yes' if same else 'NO'}; {memory()}", "≤ 600 s at 10^6, equal", same and judged(acts, met=took <= 600))


def _audit_log(place: Path) -> None:
    from presnya.register.check_log import check_log
    from presnya.register.findings import Findings
    from presnya.register.places import Folder

    check = Findings(Folder(place), None)
    check_log(check, "", None, bodies=False)
    assert not check.problems


def log(acts: int, reps: int) -> Iterator[Row]:
    """That museum's log as files, and an audit of them."""
    from presnya import register, web

    web.open_museum(BUILD / f"museum-{acts}")
    from presnya.catalogue import ledger

    if ledger.size() < acts:
        yield Row(f"log of {acts:,} acts: not measured", "the piece `museum` makes it first")
        return
    place = BUILD / f"log-{acts}"
    signer = register.signer("bench.example/presnya")
    took = timed(lambda: register.publish_log(place, ledger.checked(ledger.size()), signer=signer, progress=lambda done, total: tick("published", done, acts), total=acts))
    yield Row(f"log of {acts:,} acts published (or compared, when it lay there), s; most memory", f"{took:.1f}; {memory()}")
    times = []
    for _ in range(min(reps, 3)):
        report: list[Any] = []
        times.append(timed(lambda found=report: found.append(register.verify(place, progress=lambda done, total: tick("audited", done, total)))))
        assert not report[0].problems
        assert report[0].size == ledger.size()
    took = median(times)
    yield Row(f"audit of {acts:,} acts: every entry, tile and body hashed, s", f"{took:.1f}")
    took = median([timed(partial(_audit_log, place)) for _ in range(reps)])
    yield Row(f"audit of {acts:,} acts: the log part (every entry and tile hashed, without bodies), s", f"{took:.1f}", "≤ 10 s at 10^6", judged(acts, met=took <= 10))


def proofs(acts: int, _reps: int) -> Iterator[Row]:
    from presnya import register
    from presnya.register.tree import Tree

    tree = Tree()
    leaves = [register.leaf_hash(nth.to_bytes(8, "big")) for nth in range(acts)]
    took = timed(lambda: tree.grow(b"".join(leaves)))
    yield Row(f"tree of {acts:,} leaves grown, leaves/s", f"{acts / took:,.0f}")
    some = [nth * 7919 % acts for nth in range(2000)]
    root = tree.root(acts)
    made: list[list[bytes]] = []
    took = timed(lambda: made.extend(register.inclusion_proof(nth, acts, tree.hashed) for nth in some))
    checking = timed(lambda: [register.verify_inclusion(leaves[nth], nth, acts, proof, root) for nth, proof in zip(some, made, strict=True)])
    yield Row("inclusion proofs: bytes; made/s; checked/s", f"{max(map(len, made)) * 32}; {2000 / took:,.0f}; {2000 / checking:,.0f}")
    made.clear()
    took = timed(lambda: made.extend(register.consistency_proof(nth, acts, tree.hashed) for nth in some if nth))
    checking = timed(lambda: [register.verify_consistency(nth, tree.root(nth), acts, root, proof) for nth, proof in zip([one for one in some if one][:200], made, strict=False)])
    yield Row("consistency proofs: most bytes; made/s; checked/s", f"{max(map(len, made)) * 32}; {len(made) / took:,.0f}; {200 / checking:,.0f}")


# ── peers and other benchmarks ──────────────────────────────────────────────────────────────────────────────────────
PEER = """
import json, os, sys, time
from pymerkle import InmemoryTree, SqliteTree
out = {}
for name, tree, many in (("memory", InmemoryTree(algorithm="sha256"), 20000), ("sqlite", SqliteTree(sys.argv[1], algorithm="sha256"), 200)):
    data = [os.urandom(230) for _ in range(many)]
    began = time.perf_counter()
    for one in data:
        tree.append_entry(one)
    out[name] = many / (time.perf_counter() - began)
tree = SqliteTree(sys.argv[2], algorithm="sha256")
began = time.perf_counter()
tree.append_entries([os.urandom(230) for _ in range(20000)], chunksize=10000)
out["bulk"] = 20000 / (time.perf_counter() - began)
began = time.perf_counter()
for nth in range(1, 201):
    tree.prove_inclusion(nth)
out["proofs"] = 200 / (time.perf_counter() - began)
print(json.dumps(out))
"""


def pymerkle(_acts: int, reps: int) -> Iterator[Row]:
    place = BUILD / "pymerkle-env"
    python = place / "bin/python"
    if not python.exists():
        venv.create(place, with_pip=True)
        done = subprocess.run([python, "-m", "pip", "install", "--quiet", "pymerkle==7.0.0"], check=False, capture_output=True, text=True)
        if done.returncode:
            fresh_folder("pymerkle-env")
            yield Row("pymerkle: not measured", "pip could not install it")
            return
    figures: list[dict[str, float]] = []
    for nth in range(reps):
        for name in ("one", "bulk"):
            (BUILD / f"pymerkle-{name}-{nth}.db").unlink(missing_ok=True)
        done = subprocess.run([python, "-c", PEER, str(BUILD / f"pymerkle-one-{nth}.db"), str(BUILD / f"pymerkle-bulk-{nth}.db")], check=True, capture_output=True, text=True)
        figures.append(json.loads(done.stdout))
    for key, what in (("memory", "entries one by one in memory (leaves alone, no bodies), /s"), ("sqlite", "entries one by one in SQLite, /s"),
                      ("bulk", "20,000 entries in bulk in SQLite, /s"), ("proofs", "inclusion proofs of 20,000 entries in SQLite, made/s")):
        yield Row(f"peer: pymerkle 7.0.0, {what}", f"{median(one[key] for one in figures):,.0f}")


def others(words: Sequence[str], what: str, promised: str) -> Iterator[Row]:
    """Another benchmark of this folder, with its own table printed; its exit code says whether it met what it asks."""
    if not (Path(__file__).parent / words[0]).exists():
        yield Row(what, f"not measured: there is no {words[0]}")
        return
    code = subprocess.run([sys.executable, str(Path(__file__).parent / words[0]), *words[1:]], check=False).returncode
    yield Row(what, "see its own table above", promised, code == 0)


def pages(acts: int, reps: int) -> Iterator[Row]:
    yield from others(["proofs.py", "--acts", str(acts)], "shared proof of 200 scattered acts", "≤ 80 kB")
    yield from others(["browser.py", "--acts", str(acts), "--reps", str(reps)], "a page verified in the browser, processor slowed down 4 times", "≤ 150 kB, ≤ 300 ms")


def writers(_acts: int, _reps: int) -> Iterator[Row]:
    yield from others(["writers.py", "--raw"], "sixteen writers for a minute on each database", "p99 ≤ 1 s, all checks")


PIECES = {"limits": limits, "sqlite": sqlite, "postgresql": postgresql, "museum": museum, "log": log, "proofs": proofs, "pymerkle": pymerkle, "pages": pages, "writers": writers}


def told(row: Row) -> None:
    verdict = "" if row.met is None else ("met" if row.met else "NOT MET")
    print(f"{row.what:<92} {row.figure:>26}  {row.promised:<24} {verdict}", flush=True)


def piece(name: str, acts: int, reps: int) -> list[Row]:
    """One piece in a process of its own, or as an earlier run found it."""
    kept = BUILD / f"result-{name}-{acts}-{reps}.json"
    if kept.exists():
        return [Row(*row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    code = subprocess.run([sys.executable, __file__, "--piece", name, "--acts", str(acts), "--reps", str(reps)], check=False).returncode
    if code:
        return [Row(name, f"failed with code {code}", "", met=False)]
    return [Row(*row) for row in json.loads(kept.read_text(encoding="utf-8"))]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--acts", type=int, default=1_000_000)
    asked.add_argument("--reps", type=int, default=5)
    asked.add_argument("--only", default=",".join(PIECES))
    asked.add_argument("--fresh", action="store_true", help="measure again what an earlier run has measured")
    asked.add_argument("--piece", choices=PIECES, help=argparse.SUPPRESS)
    given = asked.parse_args()
    BUILD.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PRESNYA_HOME", str(BUILD / "home"))
    if given.piece:
        rows = list(PIECES[given.piece](given.acts, given.reps))
        print("\r\033[K", end="", file=sys.stderr, flush=True)
        (BUILD / f"result-{given.piece}-{given.acts}-{given.reps}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        return 0
    names = given.only.split(",")
    if unknown := set(names) - set(PIECES):
        asked.error(f"no piece {', '.join(sorted(unknown))}; there are {', '.join(PIECES)}")
    if given.fresh:
        for name in names:
            (BUILD / f"result-{name}-{given.acts}-{given.reps}.json").unlink(missing_ok=True)
    print(f"{given.acts:,} acts, medians of {given.reps}; Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
    good = True
    for name in names:
        for row in piece(name, given.acts, given.reps):
            told(row)
            good &= row.met is not False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
