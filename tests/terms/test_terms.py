"""The words: frozen, told apart, going to JSON and back unchanged; the table of properties; the one tree of errors."""

import csv
import inspect
import json
import re
from collections import defaultdict
from importlib import resources

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import given

from presnya import terms
from presnya.register import canonical
from presnya.terms import errors, nearness_of
from presnya.terms.errors import BadValue, PresnyaError, UnknownWord
from presnya.terms.ids import ID_KINDS, THING_KINDS
from presnya.terms.values import Word
from presnya.terms.properties import check_claim, properties, property_named

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20)
CLAIMS = st.builds(terms.Claim, about=st.just("event/strike"), property=st.just("summary"), value=st.builds(terms.Text, WORDS, st.sampled_from(["en", "ru"])),
                   witness=st.just("person/ada-mill"), source=st.just("source/diary"),
                   passages=st.tuples(st.builds(terms.Passage, st.just("source/diary"), st.builds(terms.TextQuote, st.integers(0, 99), st.integers(100, 200), WORDS))), note=WORDS)


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────


@given(CLAIMS)
def test_a_claim_goes_to_json_and_back_unchanged(claim):
    body = terms.EnterClaims("event/strike", (claim,))
    assert terms.from_json("claim", terms.to_json(body)) == body


def test_words_are_frozen_and_compared_by_value():
    one = terms.Text("mill", "en")
    assert one == terms.Text("mill", "en")
    assert hash(one) == hash(terms.Text("mill", "en"))
    with pytest.raises(AttributeError):
        one.text = "other"


def words_of(kind=Word):
    return [kind, *(inner for below in kind.__subclasses__() for inner in words_of(below))]


@pytest.mark.parametrize("kind", words_of(), ids=lambda kind: kind.__name__)
def test_every_word_of_the_museum_is_frozen_and_knows_its_fields(kind):
    assert kind.__struct_config__.frozen
    assert kind.__struct_config__.forbid_unknown_fields
    assert kind.__doc__
    for field in msgspec.structs.fields(kind):
        assert not any(bad in str(field.type) for bad in ("float", "list[", "set[")), field.name  # the register's JSON has no floats; a frozen word holds nothing that can grow


ALL_VALUES = [
    terms.Text("мельница", "ru"), terms.Ref("place/mill", "the mill"), terms.Number("about 1500", "1400", None, "people", "about"), terms.Coordinates("59.934", "-30.335"), terms.Link("https://mill.example/", "the mill"),
    terms.DateValue("9 March 1917", "1917-03-09", "en", "gregorian", (-27_784_800, -27_783_361), (-27_784_800, -27_783_361), "day-month-year@1", terms.Anchor("event/strike", "after", "two days")),
    terms.DateValue("long ago", begin=(None, None), rule="declined: no rule reads these words whole"),
]
ALL_PLACES = [terms.TextQuote(0, 4, "mill", "the ", " stood"), terms.Cell("people.csv", "otto", "born"), terms.Locator("ch. II"), terms.Region("0,0,30,20")]


@pytest.mark.parametrize("value", ALL_VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("at", ALL_PLACES, ids=lambda at: type(at).__name__)
def test_each_kind_of_value_and_place_goes_through_the_registers_json(value, at):
    claim = terms.Claim("event/strike", "summary", value, "person/ada-mill", "source/diary", (terms.Passage("source/diary", at),), via=("person/otto",), when=ALL_VALUES[5], where="place/mill")
    body = terms.EnterClaims("event/strike", (claim,))
    assert terms.from_json("claim", json.loads(canonical(terms.to_json(body)))) == body


@pytest.mark.parametrize(("change", "named"), [
    ({"value": {"kind": "text", "text": 7}}, "text"), ({"value": {"kind": "smell"}}, "smell"), ({"value": {"text": "x"}}, "kind"), ({"property": None}, "property"), ({"via": "person/otto"}, "via"),
    ({"nearness": "nearby"}, "nearby"), ({"passages": [{"source": "source/diary", "at": {"kind": "text", "start": "0", "end": 1, "exact": "x"}}]}, "start"),
])
def test_a_claim_that_does_not_fit_is_refused_with_the_place(change, named):
    plain = terms.to_json(terms.Claim("event/strike", "summary", terms.Text("x"), "person/ada-mill", "source/diary"))
    with pytest.raises(msgspec.ValidationError, match=named):
        terms.from_json("claim", {"about": "event/strike", "claims": [plain | change]})


def test_an_unknown_field_or_kind_is_refused():
    with pytest.raises(msgspec.ValidationError, match="colour"):
        terms.from_json("withdraw", {"targets": ["claim/1.0"], "ground": "No.", "colour": "red"})
    with pytest.raises(KeyError):
        terms.from_json("burn", {})


def test_every_act_has_its_word():
    for name, struct in terms.ACTS.items():
        fields = {field.name: () if "tuple" in str(field.type) else {} if "dict" in str(field.type) else "x" for field in msgspec.structs.fields(struct) if field.required}
        if name not in {"propose", "decide"}:
            assert terms.act_name(struct(**fields)) == name


# ── ids ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("words", "slug"), [("Otto Baker", "otto-baker"), ("Корнилов, Л. Г.", "kornilov-l-g"), ("L'Été", "lete"), ("  ", "unnamed"), ("№ 7 — the Mill!", "no-7-the-mill"), ("a" * 200, "a" * 80)])
def test_slugs_are_ascii_in_any_script(words, slug):
    assert terms.slug(words) == slug


@given(st.text(max_size=60))
def test_any_words_make_an_id_that_holds(words):
    identifier = terms.make_id("person", words)
    assert terms.check_id(identifier) == identifier
    assert terms.kind_of(identifier) == "person"


@pytest.mark.parametrize("wrong", ["person", "person/", "person/Otto", "person/otto baker", "persn/otto", "person/-otto", "person/otto/baker", "../otto", "person/otto\n"])
def test_what_is_no_id_is_refused_with_the_words(wrong):
    with pytest.raises(BadValue, match="is not an id"):
        terms.check_id(wrong)


# ── properties ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_is_whole():
    known = properties()
    assert len(known) >= 70
    for one in known.values():
        assert all(one.labels[lang].strip() for lang in ("en", "ru", "fr", "de", "es")), one.name
        assert set(one.values) <= {"date", "text", "ref", "number", "coordinates", "link"}, one.name
        assert set(one.whose) <= {*THING_KINDS, "question", "*"}, one.name
        assert set(one.refs) <= {*ID_KINDS, "*"}, one.name
        assert one.same_when in {"never", "disjoint dates", "different thing", "incompatible numbers"}, one.name
    assert sum(bool(one.wikidata) for one in known.values()) > 30
    assert sum(bool(one.crm) for one in known.values()) > 30


def test_mappings_have_the_form_of_their_vocabularies():
    for one in properties().values():
        assert re.fullmatch(r"(P\d+)?", one.wikidata), one.name
        assert not one.crm or all(re.fullmatch(r"P\d{1,3}[ab]?i?_[a-z][a-z_-]+", step) for step in one.crm.split(" / ")), one.name


ALIKE = [{"name", "other_name", "native_name", "former_name", "pseudonym"}, {"title", "original_title"}, {"kind", "role"}, {"summary", "description"}, {"seen_as", "said_of"},
         {"member_of", "branch_of"}]
"""Properties that CIDOC CRM does not tell apart, because they are kinds of one: of naming, of typing, of noting."""


def test_a_path_of_cidoc_crm_stands_only_where_the_meaning_is_the_same():
    """A path that two properties share loses what parts them: friend and opponent may not become "took part in the same event". Else the cell is empty."""
    paths = defaultdict(set)
    for one in properties().values():
        if one.crm:
            paths[one.crm].add(one.name)
    assert [names for names in paths.values() if len(names) > 1 and names not in ALIKE] == []
    for one in ("supported", "opposed", "friend_of", "disagreed_with", "married_to", "killed", "claims_descent_from"):
        assert not property_named(one).crm, one


def test_inverses_name_properties_or_headings_and_are_mutual():
    known = properties()
    for one in known.values():
        if one.inverse in known:
            assert known[one.inverse].inverse == one.name, one.name


@pytest.mark.parametrize(("name", "lang", "label"), [("born", "ru", "дата рождения"), ("born", "de", "geboren"), ("born", "xx", "born"), ("created_by", "es", "de")])
def test_labels_speak_five_languages_and_english_otherwise(name, lang, label):
    assert property_named(name).label(lang) == label


def test_names_in_the_table_are_plain_and_stand_once():
    rows = list(csv.DictReader(resources.files("presnya.terms").joinpath("properties.csv").read_text(encoding="utf-8").splitlines()))
    assert len({row["name"] for row in rows}) == len(rows)
    assert all(row["name"].replace("_", "").isalpha() and row["name"].islower() for row in rows)


def test_an_unknown_property_is_answered_with_the_nearest():
    with pytest.raises(UnknownWord, match='no property "hapened"') as caught:
        property_named("hapened")
    assert caught.value.next_step == 'Did you mean "happened"?'


@pytest.mark.parametrize(("about", "prop", "value", "words"), [
    ("event/strike", "born", terms.DateValue("1917"), "is not said of an event"), ("person/otto", "born", terms.Text("long ago"), "was given a text"),
    ("person/otto", "born_in", terms.Ref("person/ada"), "names person/ada"),
])
def test_a_claim_must_fit_its_property(about, prop, value, words):
    claim = terms.Claim(about=about, property=prop, value=value, witness="person/ada", source="source/x", passages=(terms.Passage("source/x", terms.Locator("p. 1")),))
    with pytest.raises(BadValue, match=words) as caught:
        check_claim(claim)
    assert caught.value.next_step


def test_nearness_is_one_of_five_words():
    assert nearness_of("eyewitness") == "eyewitness"
    assert nearness_of("") == ""
    with pytest.raises(UnknownWord, match="nearby"):
        nearness_of("nearby")


# ── errors ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_errors_are_one_tree_and_stand_in_its_picture():
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    assert len(kinds) > 12
    for kind in kinds:
        assert issubclass(kind, PresnyaError)
        assert kind.__name__ in errors.__doc__


def test_an_error_says_what_and_then_what_to_do():
    error = BadValue("The mill is shut.", next_step="Come back on Monday.")
    assert str(error) == "The mill is shut.\nCome back on Monday."
    assert str(BadValue("The mill is shut.")) == "The mill is shut."


@pytest.mark.parametrize(("word", "answer"), [("nmae", 'Did you mean "name"?'), ("xyzzy", "")])
def test_suggestions_are_near_or_none(word, answer):
    assert errors.did_you_mean(word, ["name", "title"]) == answer
