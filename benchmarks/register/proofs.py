"""How large the proof is that a page carries: 1, 20, 200 and 2,000 acts of a register, scattered over it or all together.

    python benchmarks/register/proofs.py [--acts 1000000] [--seed 1905]

`hashes` is what the tree asks for; `proof` what travels for it and the checkpoint, packed as a web host packs it, without the entries; `with entries` the whole file, packed; `on disk` the same unpacked.
"""

import argparse
import gzip
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from presnya import register  # noqa: E402  the repository's root must be on the path first
from presnya.register.shared import Shared, make_shared, write_shared  # noqa: E402
from presnya.register.tree import Tree  # noqa: E402

COUNTS = (1, 20, 200, 2000)
GOAL = 80_000
"""Bytes for 200 scattered acts of a million."""
SIGNER = register.Signer("bench.example/presnya", Ed25519PrivateKey.from_private_bytes(bytes(32)))


def entry(number: int) -> bytes:
    """An act as a museum's claims are: who and what in words of usual length, its commitment drawn from its number."""
    return register.make_act(act="claim", about=f"person/visitor-{number % 5000}", at="2026-10-01T10:05:00Z", by="k1a2b3c4d", body={"n": number}, salt=number.to_bytes(32)).entry


def grown(size: int) -> Tree:
    """The tree of so many acts."""
    tree = Tree()
    for start in range(0, size, 10_000):
        tree.grow(b"".join(register.leaf_hash(entry(number)) for number in range(start, min(size, start + 10_000))))
        print(f"\r{start * 100 // size} %", end="", file=sys.stderr, flush=True)
    print("\r", end="", file=sys.stderr)
    return tree


def chosen(size: int, draw: random.Random) -> Iterator[tuple[int, str, list[int]]]:
    """Count, how they lie, and the acts."""
    for count in COUNTS:
        yield count, "scattered", sorted(draw.sample(range(size), count))
        first = draw.randrange(size - count)
        yield count, "together", list(range(first, first + count))


def proof_of(acts: Sequence[int], tree: Tree) -> Shared:
    """Against the head of the tree."""
    note = register.sign(str(register.Checkpoint(SIGNER.name, tree.size, tree.root())), [SIGNER])
    return make_shared(acts, entry, size=tree.size, hashed=tree.hashed, note=note, vkey=str(SIGNER.verifier))


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--acts", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1905)
    given = asked.parse_args()
    tree = grown(given.acts)
    print(f"One proof for the acts of a page, in a register of {given.acts:,} acts; bytes\n")
    print(f"{'acts':>6}  {'':10}{'hashes':>8}{'proof':>10}{'with entries':>14}{'on disk':>10}")
    for count, how, acts in chosen(given.acts, random.Random(given.seed)):
        made = proof_of(acts, tree)
        whole = write_shared(made).encode()
        bare = len(gzip.compress(write_shared(made._replace(acts=(), entries=())).encode(), 6))
        verdict = f"   goal {GOAL:,}: {'met' if bare <= GOAL else 'NOT met'}" if (count, how) == (200, "scattered") else ""
        print(f"{count:>6}  {how:10}{len(made.hashes):>8}{bare:>10,}{len(gzip.compress(whole, 6)):>14,}{len(whole):>10,}{verdict}")


if __name__ == "__main__":
    main()
