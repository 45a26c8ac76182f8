"""What taking a file in gives, before anybody has said what it is."""

from dataclasses import dataclass, field
from typing import Final

from presnya.terms import Furniture, Span

LARGEST_FILE: Final = 512 * 1024 * 1024
"""Bytes. Larger files are refused before they are read."""
LARGEST_TEXT: Final = 20_000_000
"""Code points of plain text (some thirty thick books)."""


@dataclass(frozen=True)
class Draft:
    """A file as it came (`data`) and the plain text drawn from it, whose code points every passage counts.

    `given` is what the curator wrote in the file's front matter; `hints` is what the file claims of itself (title,
    author, date in its metadata): shown to the curator, never taken. `pages` are the starts of pages in the text. `emphasis` are
    italics of formats that have markup; _underscores_ of plain text are words there, and what they mean is a reader's business.
    """

    media_type: str
    data: bytes
    text: str | None
    furniture: tuple[Furniture, ...] = ()
    emphasis: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    given: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    picture: tuple[int, int] | None = None


class Builder:
    """Grows a text block by block and remembers where things stand in it."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.emphasis: list[Span] = []
        self.headings: list[Span] = []
        self.furniture: list[Furniture] = []

    def add(self, words: str) -> Span:
        """Append words; returns where they stand."""
        self.parts.append(words)
        start, self.length = self.length, self.length + len(words)
        return Span(start, self.length)

    def text(self) -> str:
        """All of it."""
        return "".join(self.parts)
