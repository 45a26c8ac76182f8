"""What a reader is given: a text with what the curator said of it, and the names the museum knows already."""

import re
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple, get_args

from presnya.terms import Calendar, DateValue, Furniture, NameType, Span
from presnya.terms.errors import BadInput

DocumentKind = Literal["essay", "memoir", "chronicle", "news"]
"""How relative dates are to be read: essays and news count from the day of writing, memoirs and chronicles from what they told last."""
DOCUMENT_KINDS: Final[tuple[DocumentKind, ...]] = get_args(DocumentKind)

_UNDERSCORED: Final = re.compile(r"(?<!\w)_([^_\n](?:[^_\n]|\n(?!\s*\n)){0,200}?)_(?!\w)")
_PARAGRAPH: Final = re.compile(r"\S(?:.|\n(?![ \t\r]*\n))*", re.UNICODE)


@dataclass(frozen=True)
class Document:
    """A source's text. All offsets are code points of `text`, ends exclusive.

    `date` is when it was written: asked of the curator, never guessed. `author` is a name ('' when nobody said).
    `furniture` is set aside: no reader looks into it. `emphasis` are italics where the file had markup; in plain text _underscores_ count too.
    """

    text: str
    lang: str = "en"
    date: DateValue | None = None
    kind: DocumentKind = "essay"
    author: str = ""
    furniture: tuple[Furniture, ...] = ()
    calendar: Calendar = "gregorian"
    emphasis: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in DOCUMENT_KINDS:
            raise BadInput(f'"{self.kind}" is no kind of text that readers know.', next_step=f"Use one of: {', '.join(DOCUMENT_KINDS)}.")


class KnownName(NamedTuple):
    """A name the museum holds already; it settles type and canonical form for every text read after it."""

    canonical: str
    type: NameType
    aliases: tuple[str, ...] = ()


def paragraphs(document: Document) -> tuple[Span, ...]:
    """Paragraphs that are the author's: what stands between empty lines, less all furniture."""
    out: list[Span] = []
    for found in _PARAGRAPH.finditer(document.text):
        out += _without(Span(found.start(), found.start() + len(found[0].rstrip())), document.furniture)
    return tuple(span for span in out if any(letter.isalnum() for letter in document.text[span.start:span.end]))


def _without(span: Span, furniture: tuple[Furniture, ...]) -> list[Span]:
    out = [span]
    for one in furniture:
        if one.start < span.end and span.start < one.end:
            out = [piece for kept in out for piece in (Span(kept.start, min(kept.end, one.start)), Span(max(kept.start, one.end), kept.end)) if piece.start < piece.end]
    return out


def emphasised(document: Document) -> tuple[Span, ...]:
    """Stretches in italics: those the file marked, else _underscored_ ones, without their underscores."""
    if document.emphasis:
        return document.emphasis
    return tuple(Span(*found.span(1)) for found in _UNDERSCORED.finditer(document.text))
