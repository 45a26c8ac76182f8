"""Where a long text is cut into pages of the reading room, so that marks everywhere know on which page a passage lies."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from presnya.terms import Span

PART: Final = 30_000
"""Code points of a part, about 60 kB gzip with its marks."""

_BREAK: Final = re.compile(r"\n[ \t]*\n\s*|\n")


def parts(text: str, *, size: int = PART) -> tuple[Span, ...]:
    """Spans that cover the text without gap, each ending at a paragraph's end where one lies within reach, never above `size` code points.

    An empty text has one empty part.
    """
    out: list[Span] = []
    start = 0
    while len(text) - start > size:
        end = _end(text, start, size)
        out.append(Span(start, end))
        start = end
    out.append(Span(start, len(text)))
    return tuple(out)


def _end(text: str, start: int, size: int) -> int:
    """The last paragraph's end in the second half of what fits, else the last space, else a hard cut."""
    middle, limit = start + size // 2, start + size
    breaks = [found.end() for found in _BREAK.finditer(text, middle, limit)]
    doubled = [found.end() for found in re.finditer(r"\n[ \t]*\n\s*", text[middle:limit])]
    if doubled:
        return middle + doubled[-1]
    if breaks:
        return breaks[-1]
    space = text.rfind(" ", middle, limit)
    return space + 1 if space > 0 else limit


def part_of(starts: Sequence[int], position: int) -> int:
    """Number of the part (from 1) in which a code point lies, for the parts' starts in order."""
    return max(1, bisect_right(starts, position))
