import pytest

pytestmark = pytest.mark.reader


def events(proposals):
    return [one for one in proposals if one.kind == "event"]


@pytest.mark.parametrize(("text", "title", "edtf", "participants"), [
    ("Anna Zarubina was born in Warsaw in 1890.", "Anna Zarubina was born in Warsaw", "1890", ("Anna Zarubina", "Warsaw")),
    ("In 1911, workers seized the mill.", "Workers seized the mill", "1911", ()),
    ("Anna Zarubina painted. In 1911 she joined the Millers’ Union.", "[Anna Zarubina] joined the Millers’ Union", "1911", ("Anna Zarubina", "Millers’ Union")),
    ("The strike of 1911 was long.", "The strike of 1911", "1911", ()),
    ("They showed a panorama, built in 1911.", "[a panorama] built", "1911", ()),
    ("During the 1911 strike, the mill was taken over by its workers.", "During the 1911 strike, the mill was taken over by its workers", "1911", ()),
    ("After the bridge fell in 1911, a ferry was built.", "The bridge fell", "1911", ()),
])
def test_event_is_the_clause_around_a_date(read, text, title, edtf, participants):
    found = events(read(text))
    assert [(one.title, one.date.edtf, one.participants) for one in found] == [(title, edtf, participants)]


@pytest.mark.parametrize("text", [
    "The novel depicts the flood of 1911.", "The panorama, built by nobody, depicts the 1911 revolt.", "“In 1911 the mill burned,” Anna Zarubina said.",
    "In the twentieth century mills burned often.", "The mill did not burn in 1911.", "1911\n\nThe mill stood by the river.",
])
def test_depicted_quoted_vague_denied_and_bare_dates_are_no_events(read, text):
    assert events(read(text)) == []


def test_passage_is_verbatim_and_holds_the_date(read):
    text = "By then\nthe mill had been\nsold in 1911, and nobody came."
    (found,) = events(read(text))
    assert found.text == text[found.spans[0].start:found.spans[0].end]
    assert "1911" in found.text


def test_of_two_dates_in_one_clause_the_finer_counts(read):
    text = "In 1911, on 3 May 1911, the mill burned."
    assert [one.date.edtf for one in events(read(text))] == ["1911-05-03"]
