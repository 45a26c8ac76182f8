"""Captions of a narration in WebVTT (W3C), made from the text that the page prints and timed by its words at a guide's pace."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from presnya.museum.tour import WORDS_A_MINUTE, plain

LINE: Final = 42
"""Characters of a line, two lines a cue: what subtitlers hold readable."""


def webvtt(text: str, *, lang: str) -> bytes:
    """The file of one narration, given as Markdown: UTF-8, a cue for at most two lines, none of which spans two sentences' ends or paragraphs."""
    out, told = [f"WEBVTT\nLanguage: {lang}"], 0
    for number, cue in enumerate(_cues(plain(text)), start=1):
        until = told + len(cue.split())
        out.append(f"{number}\n{_clock(told)} --> {_clock(until)}\n{_escaped(cue)}")
        told = until
    return ("\n\n".join(out) + "\n").encode()


def _cues(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        for sentence in re.split(r"(?<=[.!?…])\s+(?=[^a-zа-я])", paragraph):
            lines = textwrap.wrap(sentence, LINE, break_long_words=False, break_on_hyphens=False)
            yield from ("\n".join(lines[nth:nth + 2]) for nth in range(0, len(lines), 2))


def _clock(words: int) -> str:
    """The moment at which so many words are spoken: 00:01:05.538."""
    thousandths = round(words * 60_000 / WORDS_A_MINUTE)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
