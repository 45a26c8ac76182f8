"""The cache: a reading that was stopped goes on; a damaged file is read anew."""

import pytest

from presnya.reading import Document, parse, quoting
from presnya.reading.document import paragraphs
from presnya.terms import Span

pytestmark = pytest.mark.reader

TEXT = "\n\n".join(f"Boris Ozerov sold mill number {nth} in 1911. “It was old,” he said. " + "The river rose and fell again. " * 40 for nth in range(30))


class Halted(Exception):
    pass


def halt(done: int, total: int) -> None:
    if done * 2 > total:
        raise Halted


def test_a_stopped_reading_goes_on_where_it_was(reader, tmp_path):
    document = Document(TEXT)
    with pytest.raises(Halted):
        reader.read(document, cache=tmp_path, progress=halt)
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.parse")}
    again = reader.read(document, cache=tmp_path)
    after = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.parse")}
    assert kept
    assert kept.items() < after.items()
    assert again == reader.read(document)


def test_a_damaged_cache_file_is_read_anew(reader, tmp_path):
    document = Document("Boris Ozerov sold the mill in 1911.")
    first = reader.read(document, cache=tmp_path)
    (file,) = tmp_path.rglob("*.parse")
    good = file.read_bytes()
    for bad in (b"", b"\0" * 40, good[:-5], good[:40] + b"x" + good[41:]):
        file.write_bytes(bad)
        assert reader.read(document, cache=tmp_path) == first
        assert file.read_bytes() == good


def test_progress_counts_up_to_the_whole(reader):
    seen: list[tuple[int, int]] = []
    reader.read(Document(TEXT), progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert len({total for _, total in seen}) == 1
    assert seen[-1][0] == seen[-1][1]
    assert len(seen) > 1


def sheets(text: str) -> list[parse.Sheet]:
    held = paragraphs(Document(text))
    return list(parse.sheets(text, held, quoting.find_quotations(text, held)))


def test_quotations_are_masked_and_parsed_by_themselves():
    narrator, quotation = sheets("“We\nstay here.” said the _miller_.")
    assert (narrator.words, quotation.words) == ("Something. said the  miller .", "We stay here.")
    assert (narrator.quotation, quotation.quotation) == (-1, 0)


@pytest.mark.parametrize("text", ["Mills burn. " * 5000, "mill" * 12000, "He said “so” and went. " * 3000])
def test_a_long_paragraph_is_parsed_in_pieces_that_lose_nothing(text):
    text = text.strip()
    pieces = [sheet for sheet in sheets(text) if sheet.quotation < 0]
    assert all(len(sheet.words) <= parse.LONGEST for sheet in pieces)
    spans = [piece.span for sheet in pieces for piece in sheet.pieces if piece.span.start < piece.span.end]
    assert spans[0].start == 0
    assert spans[-1].end == len(text)


def test_tokens_keep_the_documents_offsets(reader):
    text = "Before.\n\nBoris Ozerov said:  “We\nstay,” and _left_ the mill — at once."
    whole = reader.parsed(Document(text), cache=None, progress=None)
    for one in whole.parsed:
        for token in one.tokens:
            if token.masked < 0 and token.start < token.end:
                assert text[token.start:token.end].replace("\n", " ") == token.text
    assert [text[span.start:span.end] for span in [Span(token.start, token.end) for one in whole.parsed for token in one.tokens if token.masked >= 0]] == ["“We\nstay,”"]
