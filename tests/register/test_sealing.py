"""Sealing by the thousand gives the bytes that sealing one by one gives, and refuses what it refuses."""

import json

import msgspec
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from presnya import register
from presnya.terms import Claim, DateValue, EnterClaims, Locator, Number, Passage, Text, TextQuote, act_name, to_json
from presnya.terms.errors import BadValue

SALT = bytes(range(32))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def bodies():
    value = st.one_of(st.builds(Text, WORDS, WORDS), st.builds(Number, WORDS, WORDS), st.builds(DateValue, WORDS, begin=st.tuples(st.integers(-2**40, 2**40), st.none())))
    place = st.one_of(st.builds(Locator, WORDS), st.builds(TextQuote, st.integers(0, 2**40), st.integers(0, 2**40), WORDS))
    claim = st.builds(Claim, about=WORDS, property=WORDS, value=value, witness=WORDS, source=WORDS, passages=st.lists(st.builds(Passage, WORDS, place), max_size=2).map(tuple))
    return st.builds(EnterClaims, WORDS, st.lists(claim, max_size=3).map(tuple))


def one_by_one(body, about):
    return register.make_act(act=act_name(body), about=about, at="2026-10-01T10:05:00Z", by="k1", body=to_json(body), salt=SALT)


def sealed(made, abouts):
    data, values = register.read_back(made)
    entries, leaves = register.seal([act_name(body) for body in made], abouts, data, at="2026-10-01T10:05:00Z", by="k1", salts=[SALT] * len(made))
    return data, values, entries, leaves


@given(st.lists(st.tuples(bodies(), WORDS.map(register.nfc)), max_size=4))
def test_many_sealed_at_once_are_what_each_is_alone(pairs):
    made = [body for body, _ in pairs]
    data, values, entries, leaves = sealed(made, [about for _, about in pairs])
    for nth, (body, about) in enumerate(pairs):
        alone = one_by_one(body, about)
        assert (entries[nth], data[nth], leaves[nth]) == (alone.entry, alone.body, alone.leaf)
        assert values[nth] == msgspec.convert(json.loads(alone.body), EnterClaims)
        assert data[nth] == rfc8785.dumps(json.loads(data[nth]))
        assert entries[nth] == rfc8785.dumps(json.loads(entries[nth]))
        assert register.open_commitment(entries[nth], SALT, data[nth])


def claim(**more):
    return EnterClaims("event/x", (Claim(**({"about": "event/x", "property": "count", "value": Text("x"), "witness": "person/a", "source": "source/s"} | more)),))


GOOD = claim(note="well")


@pytest.mark.parametrize(("bad", "words"), [
    (claim(note=1.5), "float"),
    (claim(note=float("nan")), "float"),
    (claim(value=Number("x", low=1.5)), "float"),
    (claim(note="half \ud800"), "surrogate"),
    (claim(passages=(Passage("source/s", TextQuote(2**53 + 1, 5, "x")),)), "2\\^53"),
    (claim(passages=(Passage("source/s", TextQuote(2**70, 5, "x")),)), "2\\^53"),
    (claim(note={"A": 1}), "key 'A'"),
])
def test_one_that_has_no_place_in_the_register_refuses_all_and_is_named(bad, words):
    with pytest.raises(BadValue, match=words):
        register.read_back([GOOD, bad, GOOD])


@pytest.mark.parametrize("bad", [claim(note=None), claim(note=True), claim(note=7), claim(value=None)])
def test_one_that_is_not_what_its_type_says_refuses_all(bad):
    with pytest.raises(msgspec.ValidationError):
        register.read_back([GOOD, bad])


def test_long_figures_in_words_and_numbers_at_the_limit_are_taken():
    made = [claim(note="1234567890123456789012345"), claim(passages=(Passage("source/s", TextQuote(2**53, -2**53, "x")),))]
    data, values = register.read_back(made)
    assert values == made
    assert [register.canonical(to_json(one)) for one in made] == data


def test_text_in_another_unicode_form_comes_back_composed():
    data, (value,) = register.read_back([claim(note="Zu\u0308rich \n\u0303")])
    assert value.claims[0].note == "Zürich \n\u0303"
    assert "Zürich" in data[0].decode()


def test_entry_that_is_too_long_is_refused_with_its_length():
    with pytest.raises(BadValue, match="70124 bytes"):
        register.seal(["claim"], ["x" * 70_000], [b"{}"], at="", by="", salts=[SALT])


@pytest.mark.parametrize("salts", [[b"short"], [SALT, SALT], []])
def test_salts_that_do_not_fit_are_refused(salts):
    with pytest.raises((BadValue, ValueError)):
        register.seal(["claim"], [""], [b"{}"], at="", by="", salts=salts)


@given(st.integers(0, 40), st.integers(0, 40))
def test_edge_extended_is_the_edge_appended_to(first, more):
    leaves = [register.leaf_hash(bytes([nth])) for nth in range(first + more)]
    slow, quick = register.Frontier(), register.Frontier()
    for leaf in leaves:
        slow.append(leaf)
    quick.extend(leaves[:first])
    quick.extend(leaves[first:])
    assert (quick.size, quick.to_hex(), quick.root()) == (slow.size, slow.to_hex(), slow.root())
