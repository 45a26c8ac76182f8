"""Page furniture: what came with the page and is not the author's word. Found, shown, set aside; nothing is cut.

Two plain signals (design: reading §5.2): short lines before the first paragraph, and appeals in the first person plural
after the last section of prose. A line is never furniture because of its length alone once prose has begun.
"""

import re
from typing import Final

from presnya.terms import Furniture, Span

_SHARE: Final = re.compile(
    r"(?i)^\W*(?:copy link|share(?: this)?(?: article)?|tweet|e-?mail|print|facebook|x|x \(twitter\)|twitter|bluesky|pocket|whatsapp|telegram|reddit|linkedin|"
    r"pinterest|instagram|threads|mastodon|vk|subscribe|sign up|log ?in|menu|search|skip to (?:main )?content|advertisement|ad policy|comments?|"
    r"save(?: article)?|bookmark|listen|download|rss|newsletter|читать|поделиться|partager|imprimer|teilen|drucken|compartir|imprimir)\W*$")
_ASKS: Final = re.compile(r"(?i)\b(?:donat\w+|contribut\w+|subscri\w+|support (?:our|us|the|this|independent)|your support|newsletter|fund(?:s|ing|raising|raiser)?|gift|"
                          r"give (?:today|now)|sign up|join us|chip in|membership)\b")
_PLAINLY: Final = re.compile(r"(?i)\b(?:donat\w+|subscri\w+|newsletter|fundrais\w+|tax[- ]deductible|chip in|sign up)\b")
_US: Final = re.compile(r"(?i)\b(?:we|us|our|you|your)\b")
_MONEY: Final = re.compile(r"(?:[$€£₽]\s?\d|\b\d+\s?(?:dollars|euros|pounds|roubles)\b|\btax[- ]deductible\b)", re.IGNORECASE)
_BREAK: Final = re.compile(r"^\s*(?:\*\s*){1,5}$|^\s*[-–—_]{3,}\s*$|^\s*#\s*$")
_PROSE_WORDS: Final = 25
_TAIL_SHARE: Final = 0.85
_LEAD_BLOCKS: Final = 3
_LONG_PARAGRAPH: Final = 60
_HEADING_WORDS: Final = 12


def find_furniture(text: str) -> tuple[Furniture, ...]:
    """Stretches of furniture in order, each with the reason that is printed beside it."""
    blocks = _blocks(text)
    prose = next((nth for nth, block in enumerate(blocks) if _words(text, block) >= _PROSE_WORDS and not _SHARE.match(text[block.start:block.end])), len(blocks))
    out = _head(text, blocks[:prose])
    out += _tail(text, blocks, prose)
    out += [Furniture(block.start, block.end, "share buttons") for block in blocks[prose:] if _all_buttons(text, block)]
    return tuple(sorted({(one.start, one.end): one for one in out}.values(), key=lambda one: one.start))


def _blocks(text: str) -> list[Span]:
    out, start = [], 0
    for found in (*re.finditer(r"\n[ \t\r]*\n\s*", text), None):
        end = found.start() if found else len(text)
        if text[start:end].strip():
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            out.append(Span(start + lead, start + len(text[start:end].rstrip())))
        start = found.end() if found else end
    return out


def _words(text: str, block: Span) -> int:
    return len(text[block.start:block.end].split())


def _all_buttons(text: str, block: Span) -> bool:
    return all(_SHARE.match(line) for line in text[block.start:block.end].splitlines() if line.strip())


def _head(text: str, blocks: list[Span]) -> list[Furniture]:
    out: list[Furniture] = []
    seen: set[str] = set()
    for block in blocks:
        words = text[block.start:block.end].strip().casefold()
        if _all_buttons(text, block):
            out.append(Furniture(block.start, block.end, "share buttons"))
        elif words in seen:
            out.append(Furniture(block.start, block.end, "the title once more"))
        seen.add(words)
    return out


def _tail(text: str, blocks: list[Span], prose: int) -> list[Furniture]:
    """Everything from the first appeal on, when appeals stand in the last quarter and no long prose without one follows."""
    appeals = [nth for nth in range(prose, len(blocks)) if blocks[nth].start > len(text) * _TAIL_SHARE and _appeal(text[blocks[nth].start:blocks[nth].end])]
    if not appeals:
        return []
    first = _start_of_tail(text, blocks, appeals)
    return [Furniture(block.start, block.end, "an appeal printed after the text") for block in blocks[first:]]


def _appeal(words: str) -> bool:
    return bool(_US.search(words) and ((_MONEY.search(words) and _ASKS.search(words)) or (_PLAINLY.search(words) and len(_ASKS.findall(words)) >= 2)))  # noqa: PLR2004  one such word alone is ordinary prose


def _start_of_tail(text: str, blocks: list[Span], appeals: list[int]) -> int:
    """Back from the first appeal to the heading that opens it: a short line without a full stop, at most three blocks before.

    Without such a heading, only over blocks that address the reader; never over a paragraph of the author's own.
    """
    first = appeals[0]
    for nth in range(first - 1, max(0, first - 1 - _LEAD_BLOCKS), -1):
        words = text[blocks[nth].start:blocks[nth].end]
        if _heading(words):
            return nth
        if re.search(r"[“\"«]", words) and not _ASKS.search(words) and len(words.split()) > _LONG_PARAGRAPH:
            break
    while first > 1 and _BREAK.match(text[blocks[first - 1].start:blocks[first - 1].end]):
        first -= 1
    return first


def _heading(words: str) -> bool:
    return "\n" not in words and len(words.split()) <= _HEADING_WORDS and words.rstrip()[-1:].isalnum() and not _BREAK.match(words)
