"""Plain text: decoding, paragraphs, page furniture."""

import re
from typing import Final

from charset_normalizer import from_bytes

from presnya.accession.draft import LARGEST_TEXT, Draft
from presnya.accession.furniture import find_furniture
from presnya.terms import Span
from presnya.terms.errors import BadFile

_HEADING: Final = re.compile(r"(?m)^(?:(?:CHAPTER|Chapter|PART|Part|BOOK|Book|APPENDIX|Appendix)\b[^\n]{0,80}|[IVXLC]{1,7}\.?|[A-Z][A-Z ,.'’:-]{3,80})$")
_PRINTABLE_FLOOR: Final = 0.85


def decode(data: bytes, *, name: str, encoding: str | None = None) -> tuple[str, str]:
    """(text, encoding). UTF-8 and UTF with a mark are certain; anything else is a guess and is returned by name so that it can be said.

    A leading byte order mark is dropped and not counted. BadFile for binary bytes or an encoding that does not fit.
    """
    if not data:
        raise BadFile(f"{name} is empty.", next_step="Check that it was copied whole.")
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (ValueError, LookupError) as error:  # a name with odd characters is a ValueError
            raise BadFile(f"{name} is not {encoding}: {error}.", next_step="Name another with --encoding, e.g. windows-1251 or latin-1.") from error
    for mark, certain in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return decode(data, name=name, encoding=certain)
    if b"\0" not in data:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            best = from_bytes(data[:200_000]).best()
            if best and best.encoding and _looks_like_text(guess := data.decode(best.encoding, errors="replace")):
                return guess, best.encoding
    raise BadFile(f"{name} is no text: its bytes are binary or in an encoding nobody can tell.",
                  next_step="If it is text, name its encoding with --encoding; else convert it to PDF, DOCX or plain text first.")


def _looks_like_text(words: str) -> bool:
    sample = words[:20_000]
    good = sum(letter.isalnum() or letter.isspace() or letter in ".,;:!?'\"()-–—«»“”„’…" for letter in sample)
    return "\ufffd" not in sample and good / max(1, len(sample)) > _PRINTABLE_FLOOR


def check_text(text: str, *, name: str) -> str:
    """The text itself; BadFile when it has no letters, control characters, or is longer than we take."""
    if not any(letter.isalpha() for letter in text):
        raise BadFile(f"{name} holds no words.", next_step="Check that it is the right file.")
    if len(text) > LARGEST_TEXT:
        raise BadFile(f"{name} holds {len(text):,} characters; a source takes {LARGEST_TEXT:,}.", next_step="Take it in volume by volume.")
    controls = sum(letter < " " and letter not in "\n\r\t\f\v" for letter in text)
    if controls > len(text) / 1000:
        raise BadFile(f"{name} is no text: it holds {controls} control characters.", next_step="Convert it to plain text first.")
    return text


def take_plain(data: bytes, *, name: str, encoding: str | None = None) -> Draft:
    """Plain text as it came, line ends included."""
    text, found = decode(data, name=name, encoding=encoding)
    check_text(text, name=name)
    hints = {} if encoding or found.startswith("utf") else {"encoding": f"{found} (a guess: confirm it with --encoding {found})"}
    return Draft("text/plain", data, text, furniture=find_furniture(text), headings=headings(text), hints=hints)


def headings(text: str) -> tuple[Span, ...]:
    """Lines that look like chapter headings: CHAPTER and number, Roman numerals alone, short lines in capitals."""
    return tuple(Span(*found.span()) for found in _HEADING.finditer(text))


def paragraphs(text: str) -> tuple[Span, ...]:
    """Blocks parted by blank lines; a text without any has one paragraph a line."""
    parting = re.compile(r"\n[ \t\r]*\n\s*") if re.search(r"\n[ \t\r]*\n", text.strip()) else re.compile(r"\n+")
    out, start = [], 0
    for found in (*parting.finditer(text), None):
        end = found.start() if found else len(text)
        block = text[start:end]
        if block.strip():
            lead = len(block) - len(block.lstrip())
            out.append(Span(start + lead, start + len(block.rstrip())))
        start = found.end() if found else end
    return tuple(out)
