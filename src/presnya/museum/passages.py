"""Marked passages of a text: nested and overlapping spans resolved into pieces that follow one another and leave nothing out."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from presnya.terms import Span

_BLOCK: Final = re.compile(r"\n[ \t\r]*\n\s*")
_LONG_LINE: Final = 300
"""A line longer than this is a paragraph of its own: the text has no empty lines between them."""
_WRAPPED: Final = 45
"""Lines that are mostly longer than this were broken by a printer, not by a poet."""


class Piece(NamedTuple):
    """A stretch of text and the indices of the spans that cover it, the narrowest first."""

    start: int
    text: str
    over: tuple[int, ...]


def pieces(text: str, within: Span, spans: Sequence[Span], among: Iterable[int] | None = None) -> tuple[Piece, ...]:
    """Cut `within` at every beginning and end of the spans that touch it; together the pieces are exactly its text.

    `among` names the spans to look at by index (default: all). O(n log n) in their number and that of pieces.
    """
    found = [nth for nth in (range(len(spans)) if among is None else among) if spans[nth].start < within.end and spans[nth].end > within.start and spans[nth].start < spans[nth].end]
    cuts = sorted({within.start, within.end, *(min(max(edge, within.start), within.end) for nth in found for edge in spans[nth])})
    opening: dict[int, list[int]] = {}
    for nth in found:
        opening.setdefault(max(spans[nth].start, within.start), []).append(nth)
    out: list[Piece] = []
    active: list[int] = []
    for start, end in pairwise(cuts):
        active = [nth for nth in active if spans[nth].end > start] + opening.get(start, [])
        out.append(Piece(start, text[start:end], tuple(sorted(active, key=lambda nth: (spans[nth].end - spans[nth].start, nth)))))
    return tuple(out)


def blocks(text: str, within: Span) -> tuple[Span, ...]:
    """Paragraphs that cover `within` without gap, each with the white space after it. Long lines without empty ones between them are paragraphs too."""
    out: list[Span] = []
    start = within.start
    for found in _BLOCK.finditer(text, within.start, within.end):
        if text[start:found.start()].strip():
            out += _lines(text, Span(start, found.end()))
            start = found.end()
    return (*out, *_lines(text, Span(start, within.end))) if start < within.end or not out else tuple(out)


def _lines(text: str, block: Span) -> list[Span]:
    words = text[block.start:block.end]
    if "\n" not in words.strip() or max(map(len, words.split("\n"))) <= _LONG_LINE:
        return [block]
    out, start = [], block.start
    for found in re.finditer(r"\n\s*", words):
        if text[start:block.start + found.start()].strip():
            out.append(Span(start, block.start + found.end()))
            start = block.start + found.end()
    if start < block.end:
        out.append(Span(start, block.end))
    return out


def kept_lines(words: str) -> bool:
    """Whether a paragraph's line breaks are its own (verse, an address) and not a printer's."""
    lines = [line.strip() for line in words.strip().split("\n")]
    return len(lines) > 1 and sum(len(line) > _WRAPPED for line in lines[:-1]) * 2 < len(lines) - 1
