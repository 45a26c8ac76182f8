"""The tree in levels says what the RFC's definition says, at every size, and in little memory."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presnya.register import inclusion_proof, leaf_hash, range_hash_of, root_of, verify_consistency, verify_inclusion
from presnya.register.merkle import EMPTY, consistency_proof
from presnya.register.tiles import Tile, hashes_at, tiles_of
from presnya.register.tree import Tree

LEAVES = [leaf_hash(b"%d" % number) for number in range(70_000)]


def tree(size, *, by=256):
    made = Tree()
    for start in range(0, size, by):
        made.grow(b"".join(LEAVES[start:min(start + by, size)]))
    return made


@pytest.fixture(scope="module")
def large():
    """Three levels: 70,000 leaves."""
    return tree(70_000)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, 1000])
@pytest.mark.parametrize("by", [1, 100, 256, 1000])
def test_a_tree_grown_in_any_steps_has_the_root_of_its_leaves(size, by):
    made = tree(size, by=by)
    assert made.size == size
    assert made.root() == root_of(LEAVES[:size])


def test_a_tree_knows_its_root_at_every_earlier_size(large):
    for size in (0, 1, 5, 255, 256, 300, 4096, 65_537, 70_000):
        assert large.root(size) == root_of(LEAVES[:size]), size
    assert large.root(0) == EMPTY
    with pytest.raises(IndexError):
        large.root(70_001)


def test_tiles_are_roots_of_the_leaves_below(large):
    for found in tiles_of(70_000, entries=False):
        stride = 256**found.level
        start = found.number * 256 * stride
        assert large.tile(found) == b"".join(hashes_at(found.level, LEAVES[start:start + found.width * stride])), found
    assert large.tile(Tile(5, 0, 1)) == b""


@settings(max_examples=40)
@given(st.integers(1, 1200), st.data())
def test_proofs_from_a_tree_lead_to_its_root(size, data):
    made = tree(size)
    index = data.draw(st.integers(0, size - 1))
    path = inclusion_proof(index, size, made.hashed)
    assert path == inclusion_proof(index, size, range_hash_of(LEAVES[:size]))
    verify_inclusion(LEAVES[index], index, size, path, made.root())
    old = data.draw(st.integers(0, size))
    verify_consistency(old, made.root(old), size, made.root(), consistency_proof(old, size, made.hashed))


def test_leaves_read_like_a_tuple_and_take_33_bytes_an_act(large):
    leaves = large.leaves()
    assert (len(leaves), leaves[0], leaves[-1], leaves[5:8], list(leaves)[69_999]) == (70_000, LEAVES[0], LEAVES[69_999], LEAVES[5:8], LEAVES[69_999])
    with pytest.raises(IndexError):
        leaves[70_000]
    assert sum(len(level) for level in large.levels) < 33 * 70_000


def test_a_tree_grown_past_two_levels_at_once_is_the_one_grown_in_steps():
    leaves = b"".join(number.to_bytes(32) for number in range(256 * 256 + 300))
    at_once, in_steps = Tree(), Tree()
    at_once.grow(leaves)
    for start in range(0, len(leaves), 40_000 * 32):
        in_steps.grow(leaves[start:start + 40_000 * 32])
    assert at_once.levels == in_steps.levels
    assert at_once.root() == in_steps.root()
