"""RFC 6962 Merkle trees: leaf SHA256(0x00‖entry), node SHA256(0x01‖left‖right), split at the largest power of two below n."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from presnya.terms.errors import BadProof

EMPTY = hashlib.sha256(b"").digest()
HASH = 32


def leaf_hash(entry: bytes) -> bytes:
    """Hash of an entry as a leaf."""
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """The right edge of a growing tree: roots of its perfect subtrees, largest first. Appending and the root take O(log n)."""

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self._hashes = list(hashes)
        if len(self._hashes) != size.bit_count():
            raise BadProof(f"The edge of a tree of {size} has {size.bit_count()} hashes, not {len(self._hashes)}.", next_step="Run `presnya rebuild`.")

    @classmethod
    def from_hex(cls, size: int, hashes: Iterable[str]) -> "Frontier":
        """From `to_hex`."""
        return cls(size, (bytes.fromhex(one) for one in hashes))

    def to_hex(self) -> list[str]:
        """For keeping in a database or JSON."""
        return [one.hex() for one in self._hashes]

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        size = self.size
        while size & 1:
            leaf = node_hash(self._hashes.pop(), leaf)
            size >>= 1
        self._hashes.append(leaf)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add many leaf hashes, level by level: the same as appending each, in half the time."""
        nodes, size = list(leaves), self.size
        self.size += len(nodes)
        edge: list[bytes] = []
        while nodes or self._hashes:
            if size & 1:
                nodes.insert(0, self._hashes.pop())
            if len(nodes) & 1:
                edge.append(nodes.pop())
            nodes = [hashlib.sha256(b"\1" + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=True)]
            size >>= 1
        self._hashes = edge[::-1]

    def root(self) -> bytes:
        """Root hash of the tree."""
        if not self._hashes:
            return EMPTY
        root = self._hashes[-1]
        for left in reversed(self._hashes[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Root hash over leaf hashes."""
    edge = Frontier()
    for leaf in leaves:
        edge.append(leaf)
    return edge.root()


RangeHash = Callable[[int, int], bytes]
"""(start, end) → root hash of that range of leaves; start is a multiple of the largest power of two ≥ its length."""


def range_hash_of(leaves: Sequence[bytes]) -> RangeHash:
    """Range hashes from all leaf hashes in memory, each perfect subtree computed once."""
    kept: dict[tuple[int, int], bytes] = {}

    def hashed(start: int, end: int) -> bytes:
        if end - start == 1:
            return leaves[start]
        if (start, end) not in kept:
            middle = start + split(end - start)
            kept[start, end] = node_hash(hashed(start, middle), hashed(middle, end))
        return kept[start, end]

    return hashed


def split(size: int) -> int:
    """The largest power of two below `size` (size ≥ 2)."""
    return int(1 << ((size - 1).bit_length() - 1))


def inclusion_proof(index: int, size: int, hashed: RangeHash) -> list[bytes]:
    """RFC 6962 audit path of leaf `index` in the tree of `size`, from the leaf to the root."""
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            path.append(hashed(middle, end))
            end = middle
        else:
            path.append(hashed(start, middle))
            start = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """BadProof unless the path leads from the leaf to the root."""
    if not 0 <= index < size:
        raise BadProof(f"Act {index} cannot be in a register of {size}.", next_step="Ask for a newer checkpoint.")
    turns: list[bool] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        turns.append(index < middle)
        start, end = (start, middle) if index < middle else (middle, end)
    if len(turns) != len(proof):
        raise BadProof(f"The proof of act {index} in {size} has {len(proof)} hashes, not {len(turns)}.", next_step="Ask for the proof again.")
    _check_lengths(leaf, root, *proof)
    here = leaf
    for is_left, sibling in zip(reversed(turns), proof, strict=True):
        here = node_hash(here, sibling) if is_left else node_hash(sibling, here)
    if here != root:
        raise BadProof(f"The proof of act {index} does not lead to the signed root.", next_step="The act or the register was altered: compare with another copy.")


def _check_lengths(*hashes: bytes) -> None:
    """Two neighbours of 31 and 33 bytes would give the same node as two of 32."""
    if any(len(one) != HASH for one in hashes):
        raise BadProof(f"A hash in the proof has not {HASH} bytes.", next_step="Ask for the proof again.")


def consistency_proof(old: int, size: int, hashed: RangeHash) -> list[bytes]:
    """RFC 6962 §2.1.2: that the tree of `old` leaves is the beginning of the tree of `size`. Empty for old 0 or old = size."""
    return _subproof(old, 0, size, hashed, whole=True) if 0 < old < size else []


def _subproof(old: int, start: int, end: int, hashed: RangeHash, *, whole: bool) -> list[bytes]:
    size = end - start
    if old == size:
        return [] if whole else [hashed(start, end)]
    middle = split(size)
    if old <= middle:
        return [*_subproof(old, start, start + middle, hashed, whole=whole), hashed(start + middle, end)]
    return [*_subproof(old - middle, start + middle, end, hashed, whole=False), hashed(start, start + middle)]


def verify_consistency(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> None:  # noqa: C901  the RFC's own steps, in its order
    """BadProof unless the tree (old, old_root) is the beginning of the tree (size, root). RFC 9162 §2.1.4.2."""
    _check_lengths(old_root, root, *proof)
    wrong = BadProof(f"The register of {size} does not continue the register of {old}.", next_step="Keep both checkpoints: together they prove a fork.")
    if not 0 <= old <= size or (old == size and (proof or old_root != root)):
        raise wrong
    if old in (0, size):
        if proof or (old == 0 and old_root != EMPTY):
            raise wrong
        return
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    if not path:
        raise wrong
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise wrong
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while node & 1 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    if last or first != old_root or second != root:
        raise wrong
