import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from presnya import dates
from presnya.reading import Document, Reader, default_reader, scorer_lines
from presnya.terms import DateValue, Furniture, Proposal, Propose, Span, from_json, to_json
from presnya.terms.errors import ReaderError

SAMPLE = (
    "In his Memoirs of a Ferryman, Boris Ozerov describes the flood of 1911. “The river was never so high,” he writes. About 300 people fled. "
    "Anna Zarubina (b. 1890) joined the Union of Free Ferrymen (UFF) in Warsaw on 3 May 1909; the UFF expelled her two years later. ")


@pytest.mark.parametrize("lang", ["ru", "fr-CA", "und", ""])
def test_a_language_without_reader_says_so_and_what_to_do(lang):
    with pytest.raises(ReaderError, match="No reader for the language") as caught:
        default_reader(lang)
    assert "by hand" in caught.value.next_step


@pytest.mark.reader
@pytest.mark.parametrize("lang", ["en", "EN", "en-GB"])
def test_english_has_a_reader(lang):
    made: Reader = default_reader(lang)
    assert made.stamp.name == "presnya-english"


@pytest.mark.reader
def test_all_kinds_are_read_and_marked_with_their_rule(reader):
    proposals = reader.read(Document(SAMPLE, date=dates.date_value("1925")))
    assert {one.kind for one in proposals} == {"name", "date", "quotation", "event", "relation", "figure"}
    assert all("@" in one.rule for one in proposals)


@pytest.mark.reader
def test_reading_twice_gives_the_same(reader):
    document = Document(SAMPLE)
    assert reader.read(document) == reader.read(document)


@pytest.mark.reader
def test_proposals_go_through_the_registers_json_unchanged(reader):
    body = Propose("source/x", reader.stamp, tuple(reader.read(Document(SAMPLE, date=dates.date_value("1925")))))
    assert from_json("propose", to_json(body)) == body


@pytest.mark.reader
@pytest.mark.parametrize("text", ["", " \n\n ", "…", "x", "“", "“”", "_", "\x0b\x0c", "1911", "A.", "🜁🜂 Boris Ozerov 🜃.", "Boris Ozerov wrote\u2028it in\u00a01911."])
def test_odd_texts_are_read_without_harm(reader, text):
    for line in scorer_lines(reader.read(Document(text)), Document(text)):
        assert text[line["start"]:line["end"]] == line["text"]


PIECES = st.sampled_from((
    "Boris Ozerov", "Ozeroff", " said ", " wrote ", "“We stay,”", "“", "”", "\n\n", "\n", " in 1911", " on 3 May", ". ", ", ", " who ", "_The Lower Road_", " (UFF)", "’s novel ",
    "the Union of Free Ferrymen", " joined ", " he ", " 300 people", "Warsaw", " — ", "that month", ":", "?", " and ", "é", "🜁"))


@pytest.mark.reader
@settings(max_examples=60, deadline=None)
@example([" said ", "_The Lower Road_"], 12, 4)  # a name that two parses share
@given(st.lists(PIECES, min_size=1, max_size=40), st.integers(0, 60), st.integers(0, 60))
def test_every_proposal_stands_verbatim_outside_furniture(reader, pieces, start, length):
    text = "".join(pieces)
    cut = (Furniture(start, min(len(text), start + length), "why"),) if length and start < len(text) else ()
    document = Document(text, date=dates.date_value("1925"), furniture=cut)
    for proposal in reader.read(document):
        assert proposal.spans
        assert proposal.text == text[proposal.spans[0].start:proposal.spans[0].end]
        for span in proposal.spans:
            assert 0 <= span.start < span.end <= len(text)
            assert not any(one.start < span.end and span.start < one.end for one in cut)


def test_scorer_lines_are_one_a_passage_with_what_the_kind_says():
    document = Document("Ozerov sold 200 to 300 sacks; Ozerov left in 1911.")
    proposals = (
        Proposal("name", (Span(0, 6), Span(30, 36)), "Ozerov", "r@1", type="person", canonical="Boris Ozerov"),
        Proposal("figure", (Span(12, 22),), "200 to 300", "r@1", value="200/300", unit="sacks"),
        Proposal("date", (Span(45, 49),), "1911", "r@1", date=DateValue("1911", "1911")),
    )
    found = list(scorer_lines(proposals, document))
    assert [(line["kind"], line["start"], line["text"]) for line in found] == [
        ("mention", 0, "Ozerov"), ("mention", 30, "Ozerov"), ("figure", 12, "200 to 300"), ("timex", 45, "1911")]
    assert (found[0]["type"], found[0]["canonical"], found[2]["value"], found[3]["edtf"]) == ("person", "Boris Ozerov", [200, 300], "1911")
