"""Where names stand: what the model saw, runs of capitals that end in a word like Party or Street, and titles by their typography.

A mention is a place and a first opinion about its type; one type for each name is the ledger's business.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from presnya.reading.gazetteer import places
from presnya.reading.parse import Parsed, Token
from presnya.reading.whole import Whole
from presnya.reading.words import (
    FIRST_NAMES, GROUP_HEADS, INSTITUTIONS, KNOWN_GROUPS, PERIODICAL_NAMES, PERSON_NOUNS, PERSON_TITLES, PLACE_HEADS, PLURAL_GROUP, WORK_NOUNS, WORK_OPENERS,
)
from presnya.terms import NameType, Span

_LABELS: Final[dict[str, NameType]] = {"PERSON": "person", "ORG": "group", "GPE": "place", "LOC": "place", "FAC": "place", "WORK_OF_ART": "work", "NORP": "group"}
_UNTYPED: Final = frozenset({"PRODUCT", "EVENT", "LAW"})
_NAME_PARTICLES: Final = frozenset({"de", "von", "van", "der", "la", "le", "du", "di", "da", "bin", "al", "y", "den", "ter", "st"})
_GENERIC: Final = frozenset({"People", "Women", "Woman", "Men", "Children", "World", "King", "Queen", "Workers", "Workmen", "Soldiers", "Sailors", "Peasants", "Cossacks", "Writers", "Citizens"})
_MARKS: Final = frozenset({"“", "”", '"', "«", "»", "(", ")", "[", "]", "--", "—", '""', "``", "''", "…"})
_SMALL_HEADS: Final = frozenset({"museum", "center", "centre", "library", "institute", "gallery", "theatre", "theater", "club", "factory", "works", "mill", "mills"})
_RANKS: Final = frozenset({"general", "gen", "colonel", "col", "captain", "capt", "lieutenant", "major", "comrade", "mr", "mrs", "miss", "dr", "prof", "admiral", "prince", "count", "baron"})
_LEAD: Final = re.compile(r"(?:(?:the|a|an|its|his|her|their|our|my|this|that|in|of|to|at)\s+|[\s“”\"'‘’(\[_*—–-]+)+", re.IGNORECASE)
_TAIL: Final = re.compile(r"(?:['’]s?(?=$|\s)|[\s“”\"‘’',.;:)\]_*—–-])+$")
_JOINS: Final = frozenset({"of", "for", "and", "&", "the", "de", "du", "des", "on"})
_PARTICLES: Final = frozenset({"of", "the", "a", "an", "and", "&", "in", "on", "at", "to", "for", "from", "with", "by", "de", "la", "le", "du", "des", "der", "die", "das", "und", "et", "about", "into"})
_LONGEST_TITLE: Final = 28


class Mention(NamedTuple):
    """`type` is '' where nothing is known of it. `source`: model, people (a people's adjective), run, first-name, title, italics, short-title."""

    span: Span
    type: NameType
    source: str


def find_mentions(whole: Whole, *, emphasis: Iterable[Span] = ()) -> list[Mention]:
    """First opinions, in no order; they may overlap."""
    out: list[Mention] = []
    for parsed in whole.parsed:
        out += _of_model(whole, parsed)
        out += _runs(whole, parsed)
        out += _titles(whole, parsed)
    out += _in_marks(whole)
    out += _in_italics(whole, emphasis)
    return [one for one in out if one.span.start < one.span.end]


# ── what the model saw ──────────────────────────────────────────────────────────────────────────────────────────


def _of_model(whole: Whole, parsed: Parsed) -> Iterator[Mention]:
    for first, last, label in parsed.ents:
        if label in _LABELS or label in _UNTYPED:
            for start, end in _pieces(parsed, first, last, label):
                yield from _piece(whole, parsed, start, end, label)


def _pieces(parsed: Parsed, first: int, last: int, label: str) -> Iterator[tuple[int, int]]:
    """What the model took for one name, cut where names end: after a possessive, at quotation marks, and (unless it is an institution) at commas, "and" and other small words."""
    tokens = parsed.tokens
    institution = any(token.text.casefold() in GROUP_HEADS for token in tokens[first:last]) or label == "WORK_OF_ART"
    start = first
    for nth in range(first, last):
        token = tokens[nth]
        small = token.text.islower() and token.text not in _NAME_PARTICLES and token.text not in _JOINS
        if (token.tag == "POS" and nth > first and tokens[nth - 1].tag == "NNP" and tokens[nth - 1].text not in _GENERIC and last - nth > 1) or token.text in _MARKS \
                or token.masked >= 0 or (not institution and (token.text in (",", "and", "/", ";") or (small and token.text not in INSTITUTIONS))) \
                or (token.text == "the" and nth > first and tokens[nth - 1].text not in _JOINS):
            if nth > start:
                yield start, nth
            start = nth + 1
    if last > start:
        yield start, last


def _piece(whole: Whole, parsed: Parsed, first: int, last: int, label: str) -> Iterator[Mention]:
    while first < last and ((not parsed.tokens[first].text[:1].isupper() and parsed.tokens[first].text not in _NAME_PARTICLES)
                            or (label == "PERSON" and last - first > 1 and parsed.tokens[first].pos in ("ADV", "ADP", "SCONJ", "CCONJ", "DET", "INTJ", "PRON"))):
        first += 1
    while last > first and (parsed.tokens[last - 1].text.casefold() in _PARTICLES or (label == "ORG" and parsed.tokens[last - 1].tag == "CD" and last - first > 2)):  # noqa: PLR2004  "Assembly of 1917" ends before "of"
        last -= 1
    tokens = parsed.tokens[first:last]
    if not any(token.text[:1].isupper() for token in tokens):
        return
    kind: NameType = _LABELS.get(label, "")
    span = trimmed(whole.text, Span(tokens[0].start, tokens[-1].end))
    if kind != "person" and _ranked(tokens):
        kind = "person"
    if kind == "person":
        span = _without_common(whole, without_title(whole.text, _with_first_name(parsed, first, span)))
    words = whole.words(span)
    if not _is_name(words):
        return
    if label == "NORP" and not re.search(PLURAL_GROUP, words):
        yield Mention(span, "", "people")
        return
    yield Mention(extended(whole, span) if parsed.quotation < 0 else span, kind, "model")
    after = parsed.tokens[last] if last < len(parsed.tokens) else None
    if after is not None and len(words.split()) == 1 and after.text in _SMALL_HEADS and tokens[-1].tag == "NNP" and _adjacent(tokens[-1], after) and words not in places():
        yield Mention(Span(span.start, after.end), "group", "run")


def _ranked(tokens: tuple[Token, ...]) -> bool:
    """Whether it is "General" and one name, whatever the model called it."""
    return len(tokens) == 2 and tokens[0].text.rstrip(".").casefold() in _RANKS and tokens[1].text[:1].isupper() and tokens[1].text.casefold() not in GROUP_HEADS | PERSON_NOUNS  # noqa: PLR2004


def _without_common(whole: Whole, span: Span) -> Span:
    """Without capitalised common words in front ("Behind Kerensky", "See Lenin") or the name of a place ("Petrograd Trotsky"): they are no first names."""
    start = span.start
    while found := re.match(r"([A-Z][\w’'-]*)\s+(?=[A-Z])", whole.text[start:span.end]):
        word = found[1]
        if word in FIRST_NAMES or not (whole.small_words.get(word.casefold(), 0) or word in places() or word.casefold() in GROUP_HEADS):
            break
        start += found.end()
    return Span(start, span.end)


def _with_first_name(parsed: Parsed, first: int, span: Span) -> Span:
    """Back over first names and initials that the model left outside."""
    start, nth = span.start, first
    while nth and span.start >= parsed.tokens[first].start and _is_first(parsed.tokens[nth - 1].text) and _adjacent(parsed.tokens[nth - 1], parsed.tokens[nth]) \
            and parsed.tokens[nth - 1].masked < 0:
        nth -= 1
        start = parsed.tokens[nth].start
    return Span(start, span.end)


def _is_first(word: str) -> bool:
    return word in FIRST_NAMES or re.fullmatch(r"(?:[A-Z]\.)+", word) is not None


def trimmed(text: str, span: Span) -> Span:
    """Without articles, quotation marks, possessive and stops at either end."""
    start, end = span
    lead = _LEAD.match(text[start:end])
    if lead and lead.end() < end - start:
        start += lead.end()
    tail = _TAIL.search(text[start:end])
    if tail and tail.start() > 0 and not _initial(text[start:start + tail.start() + 1]):
        end = start + tail.start()
    return Span(start, end)


def _initial(words: str) -> bool:
    return re.search(r"(?:\b[A-Z]|\bSt|\bU\.S)\.$", words) is not None


def without_title(text: str, span: Span) -> Span:
    """Without General, Mr., Comrade in front, and without what stands before them, as long as a name remains."""
    ranked = [found.start() for found in re.finditer(r"(?<=\s)([A-Z][a-z]+)\.?\s+(?=[A-Z])", text[span.start:span.end]) if found[1].casefold() in PERSON_TITLES]
    start = span.start + (ranked[-1] if ranked else 0)
    while found := re.match(r"([A-Za-z]+\.?)\s+(?=[A-Z])", text[start:span.end]):
        if found[1].casefold() not in PERSON_TITLES:
            break
        start += found.end()
    return Span(start, span.end)


def extended(whole: Whole, span: Span) -> Span:
    """With the question mark that belongs to it: one after which the sentence goes on."""
    after = whole.text[span.end:span.end + 3]
    if after[:1] == "?" and re.match(r"[?](?:[’']s|,|\s[a-z(])", after):
        return Span(span.start, span.end + 1)
    return span


def _is_name(words: str) -> bool:
    return bool(re.search(r"[A-Z\u00c0-\u00de\u0400-\u042f]", words)) and len(words) > 1 and not words.isdigit() and not re.fullmatch(r"[IVXLC]+|[A-Z]\.?", words)


# ── runs of capitals ────────────────────────────────────────────────────────────────────────────────────────────


def _capital(token: Token) -> bool:
    return token.masked < 0 and token.text[:1].isupper() and token.pos not in ("PRON", "SCONJ", "CCONJ", "AUX") and token.text.casefold() not in ("the", "a", "an", "this", "that", "these")


def _runs(whole: Whole, parsed: Parsed) -> Iterator[Mention]:
    """Capitalised words in a row whose head is a word for a group or a place, with what "of" adds: Congress of Creative Workers."""
    tokens, nth = parsed.tokens, 0
    while nth < len(tokens):
        last = _run_end(tokens, nth)
        if last < nth:
            nth += 1
            continue
        first, head = nth, tokens[last].text.casefold()
        nth = last + 1
        kind = _head_type(tokens, first, last)
        if not kind:
            yield from _full_name(whole, parsed, first, last)
            continue
        end = _with_tail(tokens, last) if head in GROUP_HEADS or last == first else last
        if end == first and tokens[first].text not in KNOWN_GROUPS:
            continue
        if first in (one for one, _ in parsed.sentences) and end == first:
            continue
        yield Mention(trimmed(whole.text, parsed.span(first, end)), kind, "run")
        nth = end + 1


def _full_name(whole: Whole, parsed: Parsed, first: int, last: int) -> Iterator[Mention]:
    """A first name or initials that everybody knows for such, and what follows in capitals."""
    tokens = parsed.tokens
    while first < last and tokens[first].text.casefold() in PERSON_TITLES:
        first += 1
    if first < last <= first + 3 and _is_first(tokens[first].text) and tokens[last].pos == "PROPN" and not any(one.text.casefold() in GROUP_HEADS | PLACE_HEADS for one in tokens[first:last + 1]):
        yield Mention(trimmed(whole.text, parsed.span(first, last)), "person", "first-name")


def _run_end(tokens: tuple[Token, ...], nth: int) -> int:
    last = nth - 1
    while last + 1 < len(tokens) and _capital(tokens[last + 1]) and (last < nth or _adjacent(tokens[last], tokens[last + 1])):
        last += 1
    return last


def _adjacent(one: Token, other: Token) -> bool:
    return other.start - one.end <= 2 and one.sentence == other.sentence  # noqa: PLR2004  a blank, or a hyphen between blanks


def _head_type(tokens: tuple[Token, ...], first: int, last: int) -> NameType:
    head = tokens[last].text
    if head.casefold() in GROUP_HEADS or head in KNOWN_GROUPS:
        return "group"
    if head.casefold() in PLACE_HEADS and last > first:
        return "place"
    return ""


def _with_tail(tokens: tuple[Token, ...], last: int) -> int:
    """The run goes on over "of (the)" and "for" into more capitals."""
    at = last
    while at + 1 < len(tokens) and tokens[at + 1].text in ("of", "for", "and") and tokens[at + 1].sentence == tokens[at].sentence:
        link = tokens[at + 1].text
        step = at + 2
        if step < len(tokens) and tokens[step].text == "the":
            step += 1
        end = _run_end(tokens, step)
        if end < step or (link == "and" and at == last):
            break
        at = end
    return at


# ── titles of works ─────────────────────────────────────────────────────────────────────────────────────────────


def _in_marks(whole: Whole) -> Iterator[Mention]:
    for one in whole.quotations:
        if one.title and one.mode == "direct":
            span = trimmed(whole.text, one.inner)
            words = whole.words(span)
            if len(words) > 2 and (" " in words or not words.isupper()) and len(words.split()) > 1:  # noqa: PLR2004
                yield Mention(span, "work", "title" if words.split()[-1].casefold() not in GROUP_HEADS - PERIODICAL_NAMES else "quoted-group")


def _in_italics(whole: Whole, emphasis: Iterable[Span]) -> Iterator[Mention]:
    """Italics in title case, in the author's own language or another; a single italic word is a work only where an article goes before it or it stands between commas."""
    for one in emphasis:
        span = trimmed(whole.text, one)
        words = whole.words(span)
        parts = words.split()
        heavy = [word for word in parts if word.casefold() not in _PARTICLES]
        if heavy and len(parts) <= _LONGEST_TITLE and all(word[:1].isupper() or word[:1].isdigit() for word in heavy) and not words.isupper() and _is_name(words):
            yield Mention(span, "work", "italics")


def _titles(whole: Whole, parsed: Parsed) -> Iterator[Mention]:
    """Title case after a cue: "his Memoirs of a …", "edited X", "the novel X", "published as X"."""
    tokens = parsed.tokens
    for nth, token in enumerate(tokens):
        if token.masked >= 0 or not token.text[:1].isupper() or token.text.casefold() in PERSON_TITLES:
            continue
        before = tokens[nth - 1] if nth else None
        if before is None or before.masked >= 0 or (_capital(before) and _adjacent(before, token)):
            continue
        cue = _title_cue(tokens, nth)
        if not cue:
            continue
        last = _title_end(tokens, nth, long=cue in ("noun", "verb"), small=_PARTICLES if cue != "as" else _JOINS)
        if cue == "as" and last == nth and token.pos not in ("PROPN", "NOUN"):
            continue
        words = [one.text for one in tokens[nth:last + 1]]
        if cue in ("noun", "verb") and (sum(word[:1].isupper() for word in words) < 2 or _looks_like_person(words)):  # noqa: PLR2004
            continue
        span = extended(whole, trimmed(whole.text, parsed.span(nth, last)))
        yield Mention(_with_years(whole.text, span), "work", "title")
        short = re.match(r"(.{4,60}?)(?:(?<=[?!])\s|:\s)", whole.text[span.start:span.end])
        if short:
            yield Mention(Span(span.start, span.start + len(short[1])), "work", "short-title")


def _looks_like_person(words: list[str]) -> bool:
    return words[0] in FIRST_NAMES or (len(words) == 2 and all(word.isalpha() for word in words) and words[1].casefold() not in GROUP_HEADS)  # noqa: PLR2004


def _title_cue(tokens: tuple[Token, ...], nth: int) -> str:
    before = tokens[nth - 1]
    if tokens[nth].text in WORK_OPENERS and nth + 1 < len(tokens) and tokens[nth + 1].text in ("of", "from", "on", "to") and tokens[nth].tag != "VBZ":
        return "opener"
    if before.lemma in WORK_NOUNS and before.pos == "NOUN":
        return "noun"
    if before.text == "," and nth > 1 and tokens[nth - 2].lemma in ("writing", "writings", "book", "novel", "memoir", "essay", "poem", "play", "film", "pamphlet", "newspaper"):
        return "noun"
    if before.lemma in ("edit", "co", "co-edit", "entitle", "title", "edited") or (before.text in ("edited", "titled", "entitled")):
        return "verb"
    if before.text == "as" and any(one.lemma in ("publish", "issue", "reissue", "print", "translate") for one in tokens[max(0, nth - 9):nth]):
        return "as"
    return ""


def _title_end(tokens: tuple[Token, ...], nth: int, *, long: bool, small: frozenset[str]) -> int:
    """Last token of a run in title case: capitals, small words between them, and commas, question marks and colons where capitals follow at once."""
    last = at = nth
    while at + 1 < len(tokens) and at - nth < _LONGEST_TITLE:
        at += 1
        token = tokens[at]
        if token.masked >= 0:
            break
        if token.text[:1].isupper() or token.text.isdigit():
            if token.sentence != tokens[last].sentence and tokens[at - 1].text not in "?!":
                break
            last = at
        elif token.text.casefold() in small or token.text in ("-", "–", "&"):
            continue
        elif not (long and token.text in (",", "?", "!", ":") and at + 1 < len(tokens) and (tokens[at + 1].text[:1].isupper() or tokens[at + 1].text == "&")):
            break
    return last


def _with_years(text: str, span: Span) -> Span:
    found = re.match(r" \(\d{4}[–-]\d{4}\)", text[span.end:span.end + 14])
    return Span(span.start, span.end + found.end()) if found else span


# ── once the names are known ────────────────────────────────────────────────────────────────────────────────────


ACRONYM: Final = re.compile(r"\s*\((?:the\s+)?[“\"]?([A-Z][A-Za-z.]{1,9}[A-Z]\.?)[”\"]?\)")


def acronym_after(text: str, span: Span) -> Span | None:
    """The acronym in brackets right after a name, where its letters are the name's initials in order."""
    found = ACRONYM.match(text, span.end)
    if not found:
        return None
    letters = [letter for letter in found[1].casefold() if letter.isalpha()]
    initials = [word[0].casefold() for word in re.findall(r"[^\W\d_][\w’'-]*", text[span.start:span.end]) if word.casefold() not in _PARTICLES or word[0].isupper()]
    return Span(*found.span(1)) if _in_order(letters, initials) else None


def _in_order(letters: list[str], initials: list[str]) -> bool:
    left = iter(initials)
    return len(letters) > 1 and all(letter in left for letter in letters)


def institutions(whole: Whole, names: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """(where, the full name): "the X museum" for a name of the text that begins with X and ends in Museum."""
    by_ends: dict[tuple[str, str], str] = {}
    for name in names:
        words = name.split()
        if len(words) > 2 and words[-1].casefold() in INSTITUTIONS:  # noqa: PLR2004
            by_ends.setdefault((words[0], words[-1].casefold()), name)
    if not by_ends:
        return
    for found in re.finditer(rf"\b(\w[\w-]+)\s+({'|'.join(sorted({head for _, head in by_ends}))})\b", whole.text):
        full = by_ends.get((found[1], found[2]))
        if full:
            yield Span(*found.span()), full

