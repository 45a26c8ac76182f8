import pytest

from presnya.reading import Document
from presnya.reading.document import emphasised, paragraphs
from presnya.terms import Furniture, Span
from presnya.terms.errors import BadInput


def words(document: Document) -> list[str]:
    return [document.text[span.start:span.end] for span in paragraphs(document)]


def test_paragraphs_are_what_stands_between_empty_lines():
    assert words(Document("One line,\nwrapped.\n\n \n  Two.  \n\n* * *\n\nThree.")) == ["One line,\nwrapped.", "Two.", "Three."]


def test_paragraphs_leave_furniture_out_and_keep_offsets():
    text = "Share this\n\nThe mill burned. Subscribe now! It was rebuilt.\n\nDonate."
    cut = tuple(Furniture(text.index(part), text.index(part) + len(part), "why") for part in ("Share this", "Subscribe now!", "Donate."))
    spans = paragraphs(Document(text, furniture=cut))
    assert [text[span.start:span.end] for span in spans] == ["The mill burned. ", " It was rebuilt."]


def test_document_refuses_an_unknown_kind():
    with pytest.raises(BadInput, match='"poem" is no kind of text') as caught:
        Document("x", kind="poem")  # type: ignore[arg-type]
    assert "essay" in caught.value.next_step


@pytest.mark.parametrize(("text", "held"), [
    ("She read _The Mill_ aloud.", ["The Mill"]),
    ("a snake_case_word and _a\nwrapped one_", ["a\nwrapped one"]),
    ("nothing _across\n\nparagraphs_", []),
])
def test_emphasis_is_read_from_underscores(text, held):
    assert [text[span.start:span.end] for span in emphasised(Document(text))] == held


def test_emphasis_of_the_file_comes_first():
    assert emphasised(Document("She read The _Mill_.", emphasis=(Span(9, 12),))) == (Span(9, 12),)
