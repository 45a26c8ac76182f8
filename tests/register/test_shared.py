"""One proof of several acts: every choice of acts of every small tree, and none that leads elsewhere."""

import json

import hypothesis.strategies as st
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given

from presnya import register
from presnya.register.shared import make_shared, read_shared, shared_hashes, shared_root, verify_shared, write_shared
from presnya.terms.errors import BadNote, BadProof
from tests.register.conftest import rows

ENTRIES = [row.entry for row in rows(70)]
LEAVES = [register.leaf_hash(entry) for entry in ENTRIES]
SIGNER = register.Signer("street.example/presnya", Ed25519PrivateKey.from_private_bytes(bytes(32)))
KEY = SIGNER.verifier


@st.composite
def chosen(draw, most=70):
    """A size and some acts of it."""
    size = draw(st.integers(1, most))
    return size, sorted(draw(st.sets(st.integers(0, size - 1), min_size=1)))


def proof_of(acts, size, **other):
    note = register.sign(str(register.Checkpoint(SIGNER.name, size, register.root_of(LEAVES[:size]))), [SIGNER])
    made = make_shared(acts, ENTRIES.__getitem__, size=size, hashed=register.range_hash_of(LEAVES[:size]), note=note, vkey=str(KEY))
    return made._replace(**other)


@given(chosen())
def test_shared_proof_leads_to_the_root_of_the_tree(case):
    size, acts = case
    hashes = shared_hashes(acts, size, register.range_hash_of(LEAVES[:size]))
    assert shared_root(acts, [LEAVES[act] for act in acts], size, hashes) == register.root_of(LEAVES[:size])


@given(chosen())
def test_shared_proof_of_one_act_holds_the_hashes_of_its_audit_path(case):
    size, (act, *_) = case
    hashed = register.range_hash_of(LEAVES[:size])
    assert sorted(shared_hashes([act], size, hashed)) == sorted(register.inclusion_proof(act, size, hashed))


@given(chosen())
def test_shared_proof_needs_no_more_hashes_than_the_single_proofs_together(case):
    size, acts = case
    hashed = register.range_hash_of(LEAVES[:size])
    single = {step for act in acts for step in register.inclusion_proof(act, size, hashed)}
    assert set(shared_hashes(acts, size, hashed)) <= single
    assert shared_hashes(list(range(size)), size, hashed) == []


@given(chosen(), st.data())
@pytest.mark.spec("R4")
def test_written_proof_is_read_as_it_was_and_verifies(case, data):
    size, acts = case
    proof = proof_of(acts, size)
    written = write_shared(proof, of=data.draw(st.sampled_from([0, 9000])))
    assert read_shared(written) == proof
    assert "<" not in written
    assert verify_shared(proof, KEY).size == size


@given(chosen(), st.data())
def test_touched_shared_proof_is_refused(case, data):
    size, acts = case
    proof = proof_of(acts, size)
    touched = data.draw(st.sampled_from(["entry", "act", "step", "less", "more", "swap", "entries"] if size > 2 else ["entry", "more", "entries"]))
    nth = data.draw(st.integers(0, len(acts) - 1))
    match touched:
        case "entry":
            made = proof._replace(entries=(*proof.entries[:nth], proof.entries[nth][:-1] + b" ", *proof.entries[nth + 1:]))
        case "act":
            others = [other for other in range(size + 2) if other not in acts]
            moved = sorted({*acts[:nth], *acts[nth + 1:], data.draw(st.sampled_from(others))})
            made = proof._replace(acts=tuple(moved))
        case "step" if proof.hashes:
            step = data.draw(st.integers(0, len(proof.hashes) - 1))
            one = proof.hashes[step]
            made = proof._replace(hashes=(*proof.hashes[:step], bytes([one[0] ^ 1]) + one[1:], *proof.hashes[step + 1:]))
        case "less" if proof.hashes:
            made = proof._replace(hashes=proof.hashes[:-1])
        case "swap" if len(proof.hashes) > 1:
            made = proof._replace(hashes=(proof.hashes[1], proof.hashes[0], *proof.hashes[2:]))
        case "entries":
            made = proof._replace(entries=proof.entries[:-1])
        case _:
            made = proof._replace(hashes=(*proof.hashes, LEAVES[0]))
    with pytest.raises(BadProof):
        verify_shared(made, KEY)


@pytest.mark.parametrize("acts", [[], [3, 3], [4, 2], [-1], [9], [0, 9]])
def test_acts_that_do_not_rise_within_the_register_are_refused(acts):
    with pytest.raises(BadProof, match="do not rise from 0 to 8"):
        shared_hashes(acts, 9, register.range_hash_of(LEAVES[:9]))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 9000, '{"v":2,"acts":[0],"entries":["a"],"hashes":"","note":"","vkey":""}'])
def test_what_is_no_shared_proof_is_refused(text):
    with pytest.raises(BadProof, match="no proof of several acts"):
        read_shared(text)


@pytest.mark.parametrize(("field", "value"), [
    ("acts", ["0"]), ("acts", [True]), ("acts", 0), ("entries", [1]), ("entries", "a"), ("entries", ["\ud800"]), ("hashes", "AA=="), ("hashes", "A"), ("hashes", "é"), ("hashes", 1),
    ("hashes", "A" * 42 + "B="), ("note", None), ("vkey", 3), ("v", True),
])
@pytest.mark.spec("R4")
def test_shared_proof_with_a_field_of_another_form_is_refused(field, value):
    held = json.loads(write_shared(proof_of([0], 2)))
    with pytest.raises(BadProof, match="no proof of several acts"):
        read_shared(json.dumps(held | {field: value}))


def test_shared_proof_under_another_key_is_refused():
    proof = proof_of([1, 5], 9)
    with pytest.raises(BadNote):
        verify_shared(proof, register.Verifier("other.example/presnya", KEY.public))
    note = register.sign(str(register.Checkpoint(SIGNER.name, 9, LEAVES[0])), [SIGNER])
    with pytest.raises(BadProof, match="signed root"):
        verify_shared(proof._replace(note=note), KEY)
