"""Canonical JSON: RFC 8785 with fewer values; compared with another implementation of the RFC."""

import json
import unicodedata

import hypothesis.strategies as st
import pytest
import rfc8785
from hypothesis import given

from presnya.register import canonical, nfc
from presnya.terms.errors import BadValue

LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])).map(lambda words: unicodedata.normalize("NFC", words))
KEYS = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True)
VALUES = st.recursive(st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | LETTERS,
                      lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=20)


@given(VALUES)
def test_bytes_are_those_of_another_implementation(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_canonical_json_reads_back_and_is_stable(value):
    read = json.loads(canonical(value))
    assert read == value
    assert canonical(read) == canonical(value)


@pytest.mark.parametrize(("value", "words"), [
    ({"a": 1.5}, "float"), ({"A": 1}, "the key 'A'"), ({1: 2}, "the key 1"), (2**53 + 1, "2^53"), ("e\u0301", "NFC"), ("\ud800", "surrogate"), ({"a": b"x"}, "bytes"),
    ({"a": [{"b": {"": 1}}]}, r"a\[0\]\.b"),
])
def test_what_the_register_does_not_hold_is_named(value, words):
    with pytest.raises(BadValue, match=words.replace("^", r"\^")):
        canonical(value)


def test_people_may_type_either_form_of_a_letter():
    assert canonical(nfc({"a": ["e\u0301"]})) == canonical({"a": ["\u00e9"]})
