"""Parsing: a document cut into parts, each parsed once and kept, so that a reading can be stopped and gone on with.

Quotations are masked: in the narrator's sentence one word stands for each, and what was quoted is parsed by itself.
So the parser sees "something, said the old man" and the speaker is found; and nothing said in a quotation is the narrator's.
Line ends and underscores are blanked one for one before parsing: offsets stay those of the document.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec

from presnya.reading.quoting import Quoted
from presnya.strongroom import write_atomically
from presnya.terms import Span
from presnya.terms.errors import PresnyaError

PART_SIZE: Final = 15_000
"""Code points of a part: some 2,500 words, about a second's work; a whole paragraph more where it does not fit."""
MASK: Final = "something"
"""Capitalised where the quotation opens a sentence: in small letters the parser often takes it for a sentence by itself."""
LONGEST: Final = 20_000
"""Code points of one parse; a longer paragraph (a text without line ends) is parsed in pieces cut at a full stop."""
FORMAT: Final = "2"


class Piece(NamedTuple):
    """`length` code points of the parsed text from `at` on stand for the document's `span`; a mask stands for a whole quotation."""

    at: int
    span: Span
    quotation: int = -1


class Sheet(NamedTuple):
    """One text for the parser. `quotation` is the number of the quotation that it is, -1 for the narrator's own words."""

    words: str
    pieces: tuple[Piece, ...]
    paragraph: int
    quotation: int = -1


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """A parsed sheet, token by token; offsets are those of the sheet. `heads` are token numbers, a root is its own head. `ents`: (first token, past the last, label)."""

    starts: list[int]
    ends: list[int]
    lemmas: list[str]
    tags: list[str]
    poses: list[str]
    deps: list[str]
    heads: list[int]
    sentences: list[int]
    ents: list[tuple[int, int, str]]


class Token(NamedTuple):
    """A word of the document. `head` is a token number within its parse, `masked` the number of the quotation it stands for or -1."""

    nth: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    head: int
    sentence: int
    masked: int = -1


class Parsed(NamedTuple):
    """A parsed sheet with the document's own offsets. `children` by token number; `sentences` are (first token, past the last)."""

    tokens: tuple[Token, ...]
    ents: tuple[tuple[int, int, str], ...]
    sentences: tuple[tuple[int, int], ...]
    children: tuple[tuple[int, ...], ...]
    paragraph: int
    quotation: int

    def span(self, first: int, last: int) -> Span:
        """From token `first` to token `last`, both included."""
        return Span(self.tokens[first].start, self.tokens[last].end)

    def subtree(self, nth: int) -> Iterator[int]:
        """The token and all that hangs on it, in no order."""
        waiting = [nth]
        while waiting:
            one = waiting.pop()
            yield one
            waiting += self.children[one]


def sheets(text: str, paragraphs: Sequence[Span], quotations: Sequence[Quoted]) -> Iterator[Sheet]:
    """Each paragraph's own words with its quotations masked (titles stay), then each of these quotations."""
    by_paragraph: dict[int, list[int]] = {}
    for nth, one in enumerate(quotations):
        if not one.title:
            by_paragraph.setdefault(one.paragraph, []).append(nth)
    for number, paragraph in enumerate(paragraphs):
        held = by_paragraph.get(number, [])
        yield from _pieces_of(_masked(text, paragraph, [(nth, quotations[nth]) for nth in held], number))
        for nth in held:
            inner = quotations[nth].inner
            yield from _pieces_of(Sheet(_plain(text[inner.start:inner.end]), (Piece(0, inner),), number, nth))


def _masked(text: str, paragraph: Span, held: list[tuple[int, Quoted]], number: int) -> Sheet:
    words, pieces, length, at = [], [], 0, paragraph.start
    for nth, one in held:
        before = Span(at, one.outer.start)
        last = text[one.inner.start:one.inner.end].rstrip("’”'\" ")[-1:]
        opens = re.search(r"(?:^|[.!?:]|[.!?:,][”’\"')\]])\s*$", text[max(paragraph.start, one.outer.start - 8):one.outer.start]) is not None
        mask = (MASK.capitalize() if opens else MASK) + (last if last in ".?!,;:" else "")
        pieces += [Piece(length, before), Piece(length + before.end - before.start, one.outer, nth)]
        words += [_plain(text[before.start:before.end]), mask]
        length += before.end - before.start + len(mask)
        at = one.outer.end
    pieces.append(Piece(length, Span(at, paragraph.end)))
    words.append(_plain(text[at:paragraph.end]))
    return Sheet("".join(words), tuple(pieces), number)


def _plain(words: str) -> str:
    return words.translate(_BLANKS)


_BLANKS: Final = {ord(letter): " " for letter in "\n\r\t\f\v_\u00a0\u2028\u2029*"}


def _pieces_of(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet itself unless it is too long for one parse."""
    if not sheet.words.strip():
        return
    if len(sheet.words) <= LONGEST:
        yield sheet
        return
    if len(sheet.pieces) > 1:
        for piece, after in zip(sheet.pieces, (*(one.at for one in sheet.pieces[1:]), len(sheet.words)), strict=True):
            if piece.quotation < 0:
                yield from _pieces_of(Sheet(sheet.words[piece.at:after], (Piece(0, piece.span),), sheet.paragraph, sheet.quotation))
        return
    start, at = sheet.pieces[0].span.start, 0
    while at < len(sheet.words):
        cut = len(sheet.words) if len(sheet.words) - at <= LONGEST else sheet.words.rfind(". ", at, at + LONGEST) + 1 or at + LONGEST
        yield Sheet(sheet.words[at:cut], (Piece(0, Span(start + at, start + cut)),), sheet.paragraph, sheet.quotation)
        at = cut


def parse(all_sheets: Sequence[Sheet], *, pipeline: Callable[[], Any], model: str, cache: Path | None, progress: Callable[[int, int], None] | None) -> Iterator[Parsed]:
    """Parse part by part. `cache` is a folder that keeps each parsed part under the SHA-256 of its words and `model`; `progress` gets code points (done, total)."""
    total, done = sum(len(sheet.words) for sheet in all_sheets), 0
    for part in _parts(all_sheets):
        columns = _kept(part, cache, model)
        if columns is None:
            columns = _run(part, pipeline())
            _keep(columns, part, cache, model)
        for sheet, column in zip(part, columns, strict=True):
            yield _placed(sheet, column)
        done += sum(len(sheet.words) for sheet in part)
        if progress:
            progress(done, total)


def _parts(all_sheets: Sequence[Sheet]) -> Iterator[list[Sheet]]:
    part: list[Sheet] = []
    size = 0
    for sheet in all_sheets:
        if part and size + len(sheet.words) > PART_SIZE:
            yield part
            part, size = [], 0
        part.append(sheet)
        size += len(sheet.words)
    if part:
        yield part


def _file(part: list[Sheet], cache: Path, model: str) -> Path:
    name = hashlib.sha256("\0".join((FORMAT, model, *(sheet.words for sheet in part))).encode("utf-8", "surrogatepass")).hexdigest()
    return cache / name[:2] / f"{name}.parse"


_DECODER: Final = msgspec.msgpack.Decoder(list[Columns])


def _kept(part: list[Sheet], cache: Path | None, model: str) -> list[Columns] | None:
    """What was kept of this part; None when nothing was, or when the file is no longer what we wrote (then it is read anew)."""
    if cache is None:
        return None
    try:
        data = _file(part, cache, model).read_bytes()
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        return _DECODER.decode(data[32:])
    except (OSError, msgspec.DecodeError, PresnyaError):
        return None


def _keep(columns: list[Columns], part: list[Sheet], cache: Path | None, model: str) -> None:
    if cache is not None:
        data = msgspec.msgpack.encode(columns)
        write_atomically(_file(part, cache, model), hashlib.sha256(data).digest() + data)


def _run(part: list[Sheet], pipeline: Any) -> list[Columns]:
    return [_columns(doc) for doc in pipeline.pipe((sheet.words for sheet in part), batch_size=32)]


def _columns(doc: Any) -> Columns:
    """A spaCy Doc's tokens that are not blanks."""
    tokens = [token for token in doc if not token.is_space]
    number = {token.i: nth for nth, token in enumerate(tokens)}
    return Columns(
        [token.idx for token in tokens], [token.idx + len(token) for token in tokens], [token.lemma_.lower() for token in tokens],
        [token.tag_ for token in tokens], [token.pos_ for token in tokens], [token.dep_ for token in tokens],
        [number.get(token.head.i, nth) for nth, token in enumerate(tokens)],
        [nth for nth, token in enumerate(tokens) if nth == 0 or token.is_sent_start],
        [(number[inside[0]], number[inside[-1]] + 1, ent.label_) for ent in doc.ents if (inside := [token.i for token in ent if token.i in number])],
    )


def _placed(sheet: Sheet, columns: Columns) -> Parsed:
    """With the document's offsets, and the text of each token drawn from the parsed words (masks keep theirs)."""
    ats = [piece.at for piece in sheet.pieces]
    firsts = columns.sentences or [0]
    sentences = tuple(zip(firsts, (*firsts[1:], len(columns.starts)), strict=True))
    tokens = []
    children: list[list[int]] = [[] for _ in columns.starts]
    for nth, (start, end) in enumerate(zip(columns.starts, columns.ends, strict=True)):
        piece = sheet.pieces[bisect_right(ats, start) - 1]
        mask = piece.quotation if piece.quotation >= 0 and start == piece.at else -1
        where = _where(piece, start, end)
        head = columns.heads[nth]
        if head != nth:
            children[head].append(nth)
        tokens.append(Token(nth, where.start, where.end, sheet.words[start:end], columns.lemmas[nth], columns.tags[nth], columns.poses[nth], columns.deps[nth], head,
                            bisect_right(firsts, nth) - 1, mask))
    return Parsed(tuple(tokens), tuple(columns.ents), sentences, tuple(map(tuple, children)), sheet.paragraph, sheet.quotation)


def _where(piece: Piece, start: int, end: int) -> Span:
    if piece.quotation < 0:
        return Span(piece.span.start + start - piece.at, min(piece.span.end, piece.span.start + end - piece.at))
    if start == piece.at:
        return piece.span
    return Span(piece.span.end, piece.span.end)
