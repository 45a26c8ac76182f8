"""Where quotations stand: balanced marks within a paragraph, and block quotations after a colon. Whose they are is another matter (`speakers`)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from presnya.reading.words import SAYING_FORMS
from presnya.terms import Span

_PAIRS: Final = {"“": "”", "«": "»", "„": "“", "‹": "›", '"': '"'}
_SMALL: Final = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "is", "it", "nor", "of", "on", "or", "the", "to", "under", "with", "that", "de", "la", "le", "du", "der",
    "die", "das", "und", "et"})
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_ANNOUNCING: Final = re.compile(rf"\b(?:{SAYING_FORMS}|according to|in the words of|as follows|the following|reads?|text|wording)\b", re.IGNORECASE)
_BLOCK_WORDS: Final = 25
"""A paragraph after a colon is a block quotation from this length on; shorter ones are headings or items of a list."""


class Quoted(NamedTuple):
    """`outer` takes in the marks, `inner` does not. `title`: title case, so a name rather than speech. `paragraph` is its paragraph's place in order."""

    outer: Span
    inner: Span
    mode: Literal["direct", "block"]
    title: bool
    paragraph: int
    goes_on: bool = False


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quoted, ...]:
    """All stretches between quotation marks and all block quotations, in order; outermost marks only."""
    return tuple(_all(text, paragraphs))


def _all(text: str, paragraphs: Sequence[Span]) -> Iterator[Quoted]:
    announced, left_open = False, False
    for nth, paragraph in enumerate(paragraphs):
        words = text[paragraph.start:paragraph.end]
        if announced and words[0] not in _PAIRS and words[0] not in "‘*[(_" and len(words.split()) >= _BLOCK_WORDS and not words.endswith(":"):
            yield Quoted(paragraph, paragraph, "block", title=False, paragraph=nth)
            announced = False
            continue
        found = list(_marked(text, paragraph))
        for outer, inner, closed in found:
            goes_on = left_open and outer.start == paragraph.start
            yield Quoted(outer, inner, "direct", title=_is_title(text[inner.start:inner.end]), paragraph=nth, goes_on=goes_on)
            left_open = not closed
        left_open = left_open and bool(found)
        announced = words.endswith(":") and _ANNOUNCING.search(words[-160:]) is not None


def _marked(text: str, paragraph: Span) -> Iterator[tuple[Span, Span, bool]]:
    """(with marks, without, closed). A mark that is never closed holds to the paragraph's end only where it opens the paragraph: speech over several paragraphs."""
    at = paragraph.start
    while at < paragraph.end:
        opener = text[at]
        if opener not in _PAIRS or not _opens(text, at, paragraph.end):
            if opener == "‘" and _opens(text, at, paragraph.end):
                single = _closing_single(text, at, paragraph.end)
                if single:
                    yield Span(at, single + 1), Span(at + 1, single), True
                    at = single + 1
                    continue
            at += 1
            continue
        close = _closing(text, at, paragraph.end)
        if close is not None:
            yield Span(at, close + 1), Span(at + 1, close), True
            at = close + 1
        elif at == paragraph.start:
            yield Span(at, paragraph.end), Span(at + 1, paragraph.end), False
            return
        else:
            at += 1


def _opens(text: str, at: int, end: int) -> bool:
    return at + 1 < end and not text[at + 1].isspace() and text[at + 1] != _PAIRS.get(text[at]) and (at == 0 or not text[at - 1].isalnum())


def _closing(text: str, at: int, end: int) -> int | None:
    opener, close, depth = text[at], _PAIRS[text[at]], 0
    for place in range(at + 1, end):
        letter = text[place]
        if letter == close and (close != '"' or not text[place - 1].isspace()):
            if depth == 0:
                return place if place > at + 1 else None
            depth -= 1
        elif letter == opener and opener != '"':
            depth += 1
    return None


def _closing_single(text: str, at: int, end: int) -> int | None:
    """The mark that closes ‘: one that no letter follows and that is no plural's apostrophe before another closing mark."""
    inside = [place for place in range(at + 1, end) if text[place] == "’" and not (place + 1 < end and text[place + 1].isalnum())]
    return next((place for place in inside if text[place - 1] in ".,!?…—;" or text[place - 1].isalnum()), None)


def _is_title(words: str) -> bool:
    found = _WORD.findall(words)
    if not found or len(found) > 14:  # noqa: PLR2004  longer than any title we have seen in quotation marks
        return False
    heavy = [word for word in found if word.casefold() not in _SMALL]
    capitals = [word for word in heavy if word[0].isupper()]
    return found[0][0].isupper() and len(capitals) == len(heavy) and (len(heavy) > 1 or len(found) == 1) and words.rstrip(" ,.")[-1:] not in "?!"


def worth_proposing(text: str, quoted: Iterable[Quoted], *, cued: Iterable[bool]) -> Iterator[Quoted]:
    """Quotations proper: no titles, no words held with tongs (one or two words that no stop ends or nobody is said to have said)."""
    for one, has_cue in zip(quoted, cued, strict=True):
        count = len(_WORD.findall(text[one.inner.start:one.inner.end]))
        if not one.title and (count > 2 or (has_cue and count and text[one.inner.end - 1] in ".,!?…")):  # noqa: PLR2004
            yield one
