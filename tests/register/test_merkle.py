"""The tree of RFC 9162: every proof of every small tree, and none that leads elsewhere."""

import hashlib

import hypothesis.strategies as st
import pytest
from hypothesis import given
from tlog_scales.tlog import ConsistencyProof, InclusionProof

from presnya import register
from presnya.terms.errors import BadProof


def leaves(count):
    return [register.leaf_hash(f"entry {number}".encode()) for number in range(count)]


def test_empty_and_single_trees_are_those_of_the_rfc():
    assert register.root_of([]) == hashlib.sha256().digest()
    assert register.root_of([register.leaf_hash(b"")]) == hashlib.sha256(b"\0").digest()


@pytest.mark.parametrize("size", range(1, 34))
def test_every_inclusion_proof_holds_here_and_elsewhere(size):
    all_leaves = leaves(size)
    root, hashed = register.root_of(all_leaves), register.range_hash_of(all_leaves)
    for index in range(size):
        proof = register.inclusion_proof(index, size, hashed)
        register.verify_inclusion(all_leaves[index], index, size, proof, root)
        InclusionProof(index, size, proof).check(all_leaves[index], root)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_consistency_proof_holds_here_and_elsewhere(size):
    all_leaves = leaves(size)
    hashed = register.range_hash_of(all_leaves)
    for old in range(size + 1):
        proof = register.consistency_proof(old, size, hashed) if old else []
        register.verify_consistency(old, register.root_of(all_leaves[:old]), size, register.root_of(all_leaves), proof)
        ConsistencyProof(old, size, proof).check(register.root_of(all_leaves[:old]), register.root_of(all_leaves))


@given(st.data())
def test_a_proof_that_was_touched_is_refused(data):
    size = data.draw(st.integers(2, 40))
    index = data.draw(st.integers(0, size - 1))
    all_leaves = leaves(size)
    root, hashed = register.root_of(all_leaves), register.range_hash_of(all_leaves)
    proof = register.inclusion_proof(index, size, hashed)
    touched = data.draw(st.sampled_from(["leaf", "index", "step", "less", "more", "root"]))
    leaf = all_leaves[index]
    if touched == "leaf":
        leaf = register.leaf_hash(b"another")
    elif touched == "index":
        index = (index + 1) % size
    elif touched == "step":
        nth = data.draw(st.integers(0, len(proof) - 1))
        proof[nth] = bytes([proof[nth][0] ^ 1]) + proof[nth][1:]
    elif touched == "less":
        proof = proof[:-1]
    elif touched == "more":
        proof = [*proof, root]
    else:
        root = register.leaf_hash(root)
    with pytest.raises(BadProof):
        register.verify_inclusion(leaf, index, size, proof, root)


def test_another_history_is_not_consistent():
    good, forged = leaves(20), [*leaves(7), register.leaf_hash(b"forged"), *leaves(20)[8:]]
    proof = register.consistency_proof(10, 20, register.range_hash_of(forged))
    with pytest.raises(BadProof):
        register.verify_consistency(10, register.root_of(good[:10]), 20, register.root_of(forged), proof)


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 255, 256, 257, 300])
def test_the_kept_edge_gives_the_root(size):
    edge = register.Frontier()
    for leaf in leaves(size):
        edge.append(leaf)
    assert edge.root() == register.root_of(leaves(size))
    again = register.Frontier.from_hex(edge.size, edge.to_hex())
    assert (again.size, again.root()) == (edge.size, edge.root())
