"""The reading room: together the pieces of all parts are the text, unaltered, whatever is marked in it."""

import hypothesis.strategies as st
from hypothesis import given

from presnya import desk
from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.parts import part_of, parts
from presnya.museum.passages import blocks, pieces
from presnya.museum.reading_room import parts_of, shelf
from presnya.terms import Proposal, ReaderStamp, Span
from tests.builders import DIARY, day, enter, said, take

TEXTS = st.text(st.sampled_from("ab \n\r\tй."), max_size=400)


@given(TEXTS, st.integers(10, 60))
def test_parts_are_the_text(text, size):
    cut = parts(text, size=size)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(end - start <= size for start, end in cut)
    starts = [start for start, _ in cut]
    assert all(cut[part_of(starts, position) - 1].start <= position < cut[part_of(starts, position) - 1].end for position in range(len(text)))


@given(TEXTS)
def test_blocks_are_the_text(text):
    assert "".join(text[start:end] for start, end in blocks(text, Span(0, len(text)))) == text


@given(TEXTS, st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400)), max_size=8))
def test_pieces_are_the_text_and_know_what_covers_them(text, ends):
    spans = [Span(min(pair), max(pair)) for pair in ends if max(pair) <= len(text)]
    cut = pieces(text, Span(0, len(text)), spans)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        assert set(piece.over) == {nth for nth, span in enumerate(spans) if span.start <= piece.start and span.end >= piece.start + len(piece.text) and span.start < span.end}


def text_of(rooms):
    return "".join(bit.text for part in rooms for run in part.runs for block in run.blocks for bit in block.bits)


def test_a_marked_text_is_still_that_text_and_marks_lead_to_their_notes(street):
    start = DIARY.index("9 March 1917")
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary, at=(start, start + 12, "9 March 1917"))])
    name = DIARY.index("Otto Baker")
    desk.propose([Proposal("name", (Span(name, name + 10),), "Otto Baker", "tried@1", type="person", canonical="Otto Baker")], source=street.diary,
                 reader=ReaderStamp("trial", "1"), curator=street.curator)
    rooms = parts_of(street.diary, hold(snapshot.take(), museum=street.museum))
    assert text_of(rooms) == DIARY
    bits = [bit for part in rooms for run in part.runs for block in run.blocks for bit in block.bits]
    assert next(bit for bit in bits if bit.text == "9 March 1917").note
    assert next(bit for bit in bits if bit.text == "Otto Baker").to == "person/otto-baker"
    assert rooms[0].source.readers.open == 1


def test_a_long_text_is_parted_and_each_part_holds_its_own(street):
    long = take(street.museum, street.curator, "\n\n".join(f"{nth}. {DIARY}" for nth in range(400)), name="long.txt", title="A long text", author="Ada Mill")
    held = hold(snapshot.take(), museum=street.museum)
    rooms = parts_of(long, held)
    assert len(rooms) > 2
    assert text_of(rooms) == held.texts[long]


def test_furniture_is_dimmed_with_its_reason_and_kept(street):
    page = "The mill\n\nShare\n\nFacebook\n\n" + "It stood still and nobody went in, and the children waited at the gate for the bread. " * 3 + "\n"
    source = take(street.museum, street.curator, page, name="page.txt", title="A page", author="Ada Mill")
    rooms = parts_of(source, hold(snapshot.take(), museum=street.museum))
    assert text_of(rooms) == page
    assert any(run.why for run in rooms[0].runs)


def test_the_shelf_keeps_what_is_withdrawn(street):
    desk.withdraw([street.diary], ground="Borrowed.", curator=street.curator)
    shelves = shelf(hold(snapshot.take(), museum=street.museum))
    assert [one.status for one in shelves.held] == ["withdrawn"]
