"""Names over a whole document: mentions, sieve and ledger together."""

import pytest

from presnya.reading import KnownName
from presnya.terms import Furniture, Proposal, Span
import itertools

pytestmark = pytest.mark.reader


def names(proposals: list[Proposal]) -> dict[str, Proposal]:
    return {one.canonical: one for one in proposals if one.kind == "name"}


def forms(proposal: Proposal, text: str) -> list[str]:
    return [" ".join(text[span.start:span.end].split()) for span in proposal.spans]


MILL = (
    "Boris Melnikoff, a writer, came to Petrograd in 1911. Melnikov joined the Millers’ Union there. The poet Anna Ozerova met Melnikoff at the Mill Museum. "
    "“Melnikov never counted sacks,” Ozerova said. General Stepanenko arrested Melnikov. Stepanenko wrote of it himself."
)


def test_a_name_is_one_proposal_with_all_its_passages(read):
    found = names(read(MILL))
    assert forms(found["Boris Melnikoff"], MILL) == ["Boris Melnikoff", "Melnikov", "Melnikoff", "Melnikov", "Melnikov"]
    assert forms(found["Anna Ozerova"], MILL) == ["Anna Ozerova", "Ozerova"]


def test_spellings_of_one_surname_are_aliases(read):
    assert set(names(read(MILL))["Boris Melnikoff"].aliases) == {"Melnikov", "Melnikoff"}


def test_each_name_has_one_type(read):
    found = names(read(MILL))
    assert {name: found[name].type for name in ("Boris Melnikoff", "Anna Ozerova", "Petrograd", "Millers’ Union", "Mill Museum", "Stepanenko")} == {
        "Boris Melnikoff": "person", "Anna Ozerova": "person", "Petrograd": "place", "Millers’ Union": "group", "Mill Museum": "group", "Stepanenko": "person"}


def test_titles_are_left_outside_the_name(read):
    assert "Stepanenko" in names(read(MILL))
    assert not any(name.startswith("General") for name in names(read(MILL)))


def test_acronym_in_brackets_is_an_alias(read):
    text = "The Union of Free Ferrymen (UFF) met in Warsaw. Later the UFF struck for a week, and the UFF won."
    union = names(read(text))["Union of Free Ferrymen"]
    assert (union.type, union.aliases, len(union.spans)) == ("group", ("UFF",), 4)


def test_institution_is_known_by_its_short_form(read):
    text = "She worked at the Zarechny Historical Museum. The Zarechny museum was closed in spring."
    assert forms(names(read(text))["Zarechny Historical Museum"], text) == ["Zarechny Historical Museum", "Zarechny museum"]


def test_parties_are_groups_and_peoples_are_not(read):
    text = "The Mensheviks met in Vienna. Many Russians and Germans listened. The Menshevik newspaper was sold outside."
    found = names(read(text))
    assert found["Mensheviks"].type == "group"
    assert not {"Russians", "Germans", "Menshevik", "Russian"} & set(found)


@pytest.mark.parametrize(("text", "title"), [
    ("He is remembered for “The Lower Road” above all else.", "The Lower Road"),
    ("He is remembered for _The Lower Road_ above all else.", "Lower Road"),
    ("In his Memoirs of a Ferryman, Pavel Ozerov tells of it.", "Memoirs of a Ferryman"),
    ("Pavel Ozerov edited Rivers, Roads, & Mills of the North, a collection of essays.", "Rivers, Roads, & Mills of the North"),
    ("The diary was published as Cahiers in Paris.", "Cahiers"),
])
def test_works_are_known_by_their_typography(read, text, title):
    works = [one.canonical for one in read(text) if one.kind == "name" and one.type == "work"]
    assert [name.removeprefix("The ") for name in works] == [title.removeprefix("The ")]


def test_one_word_in_italics_may_only_be_stressed(read):
    text = "It was Ozerov who came, not Melnikov. I say _Ozerov_. Then Ozerov spoke, and Ozerov wept. Ozerov left, Ozerov wrote later."
    assert names(read(text))["Ozerov"].type == "person"


@pytest.mark.parametrize("text", [
    "See App. II, Sect. 4, and Chapter Three.", "The Government called the Army, and the People called the Committee. The government fell, the army left, the people sang, the committee sat.",
    "In October the river froze.", "The German mill and the American mill closed.",
])
def test_generic_capitals_references_and_adjectives_are_no_names(read, text):
    assert names(read(text)) == {}


def test_furniture_gives_no_names(read):
    text = "Stepan Ozerov wrote of the mill.\n\nPaid by Ivan Seller of Warsaw.\n\nOzerov died in Vienna."
    start = text.index("Paid")
    found = names(read(text, furniture=(Furniture(start, start + 30, "an advertisement"),)))
    assert set(found) == {"Stepan Ozerov", "Vienna"}


def test_rare_first_names_of_an_often_named_man_are_his(read):
    text = ("Zarubin spoke. Zarubin wrote. Then Zarubin left, and Zarubin came back. Everybody read Zarubin. They asked Zarubin; Zarubin answered. "
            "A. Zarubin signed it. Zarubin laughed. They praised Zarubin, they blamed Zarubin, and Nicholas Zarubin stood in the paper.")
    people = [one for one in read(text) if one.kind == "name" and "Zarubin" in one.canonical]
    assert len(people) == 1
    assert len(people[0].spans) == 12


def test_namesakes_stay_apart(read):
    text = "Boris Ozerov wrote of the mill. Anna Ozerova painted it. Boris Ozerov read, and Pavel Ozerov listened."
    assert {"Boris Ozerov", "Pavel Ozerov", "Anna Ozerova"} <= set(names(read(text)))


def test_known_name_settles_type_and_canonical_form(read):
    text = "Korniloff reached Zarechny. The Beacon printed it. Korniloff slept."
    found = names(read(text, known=[KnownName("Lavr Kornilov", "person", ("Kornilov",)), KnownName("The Beacon", "work"), KnownName("Zarechny", "place")]))
    assert {name: (one.type, one.rule) for name, one in found.items()} == {
        "Lavr Kornilov": ("person", "known-name@1"), "The Beacon": ("work", "known-name@1"), "Zarechny": ("place", "known-name@1")}
    assert found["Lavr Kornilov"].aliases == ("Korniloff",)


def test_names_across_line_ends_are_one_form(read):
    text = "Boris\nOzerov wrote of the mill. Later Boris Ozerov sold it."
    assert [(one.canonical, len(one.spans)) for one in read(text) if one.kind == "name"] == [("Boris Ozerov", 2)]


def test_capitals_of_a_signature_are_the_same_name(read):
    text = "Zarubin wrote the order. Zarubin sent it.\n\nSigned: ZARUBIN"
    assert len(names(read(text))["Zarubin"].spans) == 3


def test_a_witness_printed_in_capitals_is_one_with_his_name(read):
    text = "Mr. OZEROV. I was there. Mr. OZEROV. I saw Mr. Zarubin. Senator ZARUBIN. You saw me. Mr. OZEROV. Yes. The report of Mr. Ozerov was read. William Ozerov signed it."
    assert {name: len(one.spans) for name, one in names(read(text)).items()} == {"William Ozerov": 5, "Zarubin": 2}


def test_words_made_of_persons_names_are_no_persons(read):
    text = "Ozerov wrote. Zarubin read. Ozerov met Zarubin, and Zarubin met Ozerov. The Ozerovs of this world like the Ozerov-Zarubin affair. Zarubin left."
    assert set(names(read(text))) == {"Ozerov", "Zarubin"}


def test_spans_of_names_do_not_overlap(read):
    spans = sorted(span for one in read(MILL) if one.kind == "name" for span in one.spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(isinstance(span, Span) for span in spans)
