"""The parsed document as a whole: what stands at an offset, which sentence, whose words."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from presnya.reading.document import Document
from presnya.reading.parse import Parsed, Token
from presnya.reading.quoting import Quoted
from presnya.terms import Span


class Place(NamedTuple):
    """A token within its parse."""

    parsed: Parsed
    nth: int

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.parsed.tokens[self.nth]


class Whole:
    """A document, its paragraphs and quotations, and every parse of it in the order of the text."""

    def __init__(self, document: Document, paragraphs: tuple[Span, ...], quotations: tuple[Quoted, ...], parsed: Iterable[Parsed]) -> None:
        self.document = document
        self.text = document.text
        self.paragraphs = paragraphs
        self.quotations = quotations
        self.parsed = sorted((one for one in parsed if one.tokens), key=lambda one: (one.paragraph, one.tokens[0].start))
        self._places = {token.start: Place(one, token.nth) for one in self.parsed for token in one.tokens if token.masked < 0 and token.start < token.end}
        self.small_words = Counter(token.text for one in self.parsed for token in one.tokens if token.text.islower())
        """How often a word stands in small letters: then a capital at the head of a sentence makes no name of it."""
        self._starts = sorted(self._places)
        self._sentences = sorted({one.tokens[first].start for one in self.parsed for first, _ in one.sentences})

    def at(self, start: int) -> Place | None:
        """The token that begins at this offset."""
        return self._places.get(start)

    def within(self, span: Span) -> Iterator[Place]:
        """Tokens that begin within a span, in order."""
        for start in self._starts[bisect_left(self._starts, span.start):bisect_left(self._starts, span.end)]:
            yield self._places[start]

    def before(self, start: int) -> Place | None:
        """The nearest token that begins before this offset."""
        nth = bisect_left(self._starts, start) - 1
        return self._places[self._starts[nth]] if nth >= 0 else None

    def after(self, end: int) -> Place | None:
        """The nearest token that begins at or after this offset."""
        nth = bisect_left(self._starts, end)
        return self._places[self._starts[nth]] if nth < len(self._starts) else None

    def sentence(self, start: int) -> int:
        """Number of the sentence an offset lies in; equal numbers mean the same sentence."""
        return bisect_right(self._sentences, start)

    def quotation(self, span: Span) -> int:
        """Number of the quotation a span lies in, -1 for the narrator's own words."""
        place = next(self.within(span), None)
        return place.parsed.quotation if place else -1

    def words(self, span: Span) -> str:
        """The words of a span on one line, without underscores."""
        return " ".join(self.text[span.start:span.end].replace("_", " ").split())
