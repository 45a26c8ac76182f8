"""Bytes nobody meant: every reader refuses them in our own words, ends, and agrees with the verifier that a stranger wrote. Longer: benchmarks/register/fuzz.py."""

import json
import random

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from presnya.terms.errors import PresnyaError
from tests.register.fuzzing import EXAMPLE, READERS, STRANGER, accepts, changed, differs, whole


@pytest.mark.spec("O2")
@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32))
def test_readers_refuse_what_was_changed_at_random_in_their_own_words(kind, seed):
    reader, seeds = READERS[kind]
    data = changed(random.Random(seed), seeds)
    accepts(reader, data)
    assert not differs(kind, data)


@pytest.mark.parametrize("kind", sorted(READERS))
@settings(max_examples=25)
@given(data=st.binary(max_size=200))
def test_readers_refuse_any_bytes_in_their_own_words(kind, data):
    accepts(READERS[kind][0], data)
    assert not differs(kind, data)


@pytest.mark.parametrize("kind", sorted(READERS))
def test_readers_answer_every_seed_as_the_stranger_does(kind):
    assert not [seed for seed in READERS[kind][1] if differs(kind, seed)]
    assert kind in STRANGER or READERS[kind][1]


@pytest.fixture
def museum(tmp_path):
    for name, words in EXAMPLE["files"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    for name, words in EXAMPLE["bytes"].items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(bytes.fromhex(words))
    return tmp_path


@pytest.mark.parametrize("file", [*EXAMPLE["files"], *EXAMPLE["bytes"]])
def test_verifier_names_a_file_that_was_changed_at_random(museum, file):
    draw, good = random.Random(1905), (museum / file).read_bytes()
    for _ in range(30):
        data = changed(draw, [good])
        problems = whole(museum, file)(data)
        assert (data == good) is (not problems), data
        json.dumps([problem.what for problem in problems])


def test_only_our_own_errors_are_refusals():
    with pytest.raises(ZeroDivisionError):
        accepts(lambda data: 1 // 0, b"")
    assert not accepts(lambda data: (_ for _ in ()).throw(PresnyaError("no")), b"")
