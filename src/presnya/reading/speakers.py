"""Whose words a quotation is: proposed only where the text gives a cue, else left open with candidates.

The quotation is one masked word in the narrator's sentence, so that the parser shows which verb of saying it hangs on.
In "'…' said X" the parser takes the mask for the subject; that is forbidden, and X is the speaker.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from presnya.reading.grammar import SUBJECTS, subject, ups
from presnya.reading.ledger import Name
from presnya.reading.parse import Parsed, Token
from presnya.reading.quoting import Quoted
from presnya.reading.whole import Place, Whole
from presnya.reading.words import FEMININE, FIRST_NAMES, MASCULINE, NAMING_OBJECT, SAYING
from presnya.terms import Span

_MORE_SAYING: Final = frozenset({"reject", "pronounce", "pronouncement", "express", "voice", "list", "find", "consider", "lament", "mean", "jot", "thank", "open", "read", "go"})
_OBJECTS: Final = frozenset({"dobj", "attr", "appos", "oprd", "npadvmod"})
_FAR: Final = 25
_BACK: Final = 900
_SENTENCES_BACK: Final = 6


class Speech(NamedTuple):
    """`cue` is '' where the text does not say who speaks. `speaker` is a canonical name; `implied` when it was got through a pronoun."""

    quoted: Quoted
    cue: str = ""
    speaker: str = ""
    implied: bool = False
    candidates: tuple[str, ...] = ()


class Persons:
    """Names of persons and groups by place, to find whose name a token is and who was spoken of before."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.placed = sorted((span, name) for name in names for span in name.spans)
        self.by_canonical = {name.canonical: name for name in names}
        self.starts = [span.start for span, _ in self.placed]

    def at(self, start: int) -> Name | None:
        """The name that covers this offset."""
        nth = bisect_right(self.starts, start) - 1
        return self.placed[nth][1] if nth >= 0 and self.placed[nth][0].end > start else None

    def span_at(self, start: int) -> Span | None:
        """Where the name that covers this offset stands."""
        nth = bisect_right(self.starts, start) - 1
        return self.placed[nth][0] if nth >= 0 and self.placed[nth][0].end > start else None

    def named(self, canonical: str) -> Name | None:
        """The entry of this name."""
        return self.by_canonical.get(canonical)

    def within(self, parsed: Parsed, kind: str) -> list[tuple[Span, Name]]:
        """Names of one type in a parse, in order."""
        if not parsed.tokens:
            return []
        return [(span, name) for span, name in self.between(parsed.tokens[0].start, parsed.tokens[-1].end) if name.type == kind]

    def between(self, start: int, end: int) -> list[tuple[Span, Name]]:
        """Names that begin in this stretch, in order."""
        return self.placed[bisect_left(self.starts, start):bisect_left(self.starts, end)]


def attribute(whole: Whole, persons: Persons) -> tuple[Speech, ...]:
    """Each quotation with its speaker, in order."""
    masks = {token.masked: (parsed, token.nth) for parsed in whole.parsed for token in parsed.tokens if token.masked >= 0}
    out: list[Speech] = []
    for nth, quoted in enumerate(whole.quotations):
        if quoted.title:
            out.append(Speech(quoted))
            continue
        if quoted.goes_on and out and out[-1].cue:
            out.append(out[-1]._replace(quoted=quoted))
            continue
        parsed, place = masks.get(nth, (None, 0))
        out.append(_speech(whole, persons, quoted, parsed, place))
    return tuple(out)


def _speech(whole: Whole, persons: Persons, quoted: Quoted, parsed: Parsed | None, place: int) -> Speech:
    if quoted.mode == "block" or parsed is None:
        return _announced(whole, persons, quoted)
    formula = _formula(whole, persons, parsed, place, quoted)
    if formula:
        return formula
    who = _by_verb(parsed, place)
    if who is not None:
        return _named(whole, persons, quoted, parsed, who=who, cue="speech-verb")
    return _neighbours(whole, persons, quoted, parsed, place)


# ── formulas ────────────────────────────────────────────────────────────────────────────────────────────────────


_ACCORDING: Final = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the (?:words|opinion|view) of)\s+(?:the\s+)?", re.UNICODE)
_IN_WORDS: Final = re.compile(r"\b[Ii]n (?=[^,.]{2,40}['’]s? (?:own )?(?:words|phrase|opinion|view)\b)")


def _formula(whole: Whole, persons: Persons, parsed: Parsed, place: int, quoted: Quoted) -> Speech | None:
    first, last = parsed.sentences[parsed.tokens[place].sentence]
    start, end = parsed.tokens[first].start, parsed.tokens[last - 1].end
    for pattern in (_ACCORDING, _IN_WORDS):
        for found in pattern.finditer(whole.text, start, end):
            name = persons.at(found.end())
            if name and name.type in ("person", "group") and not quoted.outer.start <= found.start() < quoted.outer.end:
                return Speech(quoted, "according-to", name.canonical)
    return None


def _announced(whole: Whole, persons: Persons, quoted: Quoted) -> Speech:
    """A block quotation: the speaker is announced in the paragraph before, whose last sentence ends in a colon."""
    before = whole.paragraphs[quoted.paragraph - 1] if quoted.paragraph else Span(0, 0)
    parsed = next((one for one in whole.parsed if one.paragraph == quoted.paragraph - 1 and one.quotation < 0 and one.tokens), None)
    if parsed is None:
        return Speech(quoted)
    first, last = parsed.sentences[-1]
    start = parsed.tokens[first].start
    for pattern in (_ACCORDING, _IN_WORDS):
        for found in pattern.finditer(whole.text, start, before.end):
            name = persons.at(found.end())
            if name and name.type in ("person", "group"):
                return Speech(quoted, "according-to", name.canonical)
    for nth in range(last - 1, first - 1, -1):
        if parsed.tokens[nth].lemma in SAYING:
            who = subject(parsed, nth)
            if who is not None:
                return _named(whole, persons, quoted, parsed, who=who, cue="announced")
    return Speech(quoted, candidates=_candidates(persons, quoted.outer.start))


# ── verbs of saying ─────────────────────────────────────────────────────────────────────────────────────────────


def _by_verb(parsed: Parsed, place: int) -> int | None:
    """The token of the speaker: subject of the verb of saying that the mask hangs on, however far up, or of the nearest one in its sentence."""
    tokens = parsed.tokens
    at, steps = place, 0
    while tokens[at].head != at and steps < _FAR:
        at, steps = tokens[at].head, steps + 1
        if _says(parsed, at):
            who = _speaker_of(parsed, at, place)
            if who is not None:
                return who
    if _says(parsed, at):
        return _speaker_of(parsed, at, place)
    first, last = parsed.sentences[tokens[place].sentence]
    near = sorted((abs(nth - place), nth) for nth in range(first, last) if _says(parsed, nth) and abs(nth - place) <= _FAR and _faces(parsed, nth, place))
    return next((who for _, nth in near if (who := _speaker_of(parsed, nth, place)) is not None), None)


def _says(parsed: Parsed, nth: int) -> bool:
    token = parsed.tokens[nth]
    return token.pos in ("VERB", "AUX", "NOUN") and (token.lemma in SAYING or token.lemma in _MORE_SAYING) and (token.pos != "NOUN" or token.lemma == "pronouncement")


def _faces(parsed: Parsed, verb: int, place: int) -> bool:
    """Whether only commas, colons, adverbs and the verb's own arguments lie between the verb and the quotation: no other clause's verb."""
    low, high = sorted((verb, place))
    return not any(token.pos == "VERB" and token.nth != verb and token.lemma not in SAYING for token in parsed.tokens[low:high])


def _speaker_of(parsed: Parsed, verb: int, mask: int) -> int | None:
    token = parsed.tokens[verb]
    if token.pos == "NOUN":
        return next((who for up in ups(parsed, verb) if parsed.tokens[up].pos == "VERB" and (who := subject(parsed, up)) is not None), None)
    who = subject(parsed, verb)
    if who is not None and parsed.tokens[who].masked < 0:
        return who
    if who is None and token.lemma in NAMING_OBJECT:
        return None
    return next((child for child in parsed.children[verb] if child > verb and parsed.tokens[child].dep in _OBJECTS and _can_speak(parsed.tokens[child]) and mask != child), None) \
        or _right_after(parsed, verb)


def _can_speak(token: Token) -> bool:
    return token.masked < 0 and token.pos in ("PROPN", "PRON", "NOUN")


def _right_after(parsed: Parsed, verb: int) -> int | None:
    """The name right behind the verb, however the parser took it: "…, continued A. Person"."""
    after = verb + 1
    if after >= len(parsed.tokens) or parsed.tokens[after].pos != "PROPN":
        return None
    return next(nth for nth in ups(parsed, after) if parsed.tokens[nth].dep not in ("compound", "flat"))


# ── from a token to a name ──────────────────────────────────────────────────────────────────────────────────────


def _named(whole: Whole, persons: Persons, quoted: Quoted, parsed: Parsed, *, who: int, cue: str) -> Speech:
    token = parsed.tokens[who]
    for nth in (who, *(child for child in parsed.children[who] if parsed.tokens[child].dep in ("compound", "flat", "appos"))):
        name = persons.at(parsed.tokens[nth].start)
        if name and name.type in ("person", "group"):
            return Speech(quoted, cue, name.canonical)
    word = token.text.casefold()
    if word in ("i", "me", "we") and parsed.quotation < 0:
        return Speech(quoted, cue, whole.document.author)
    if word in MASCULINE | FEMININE:
        return _by_pronoun(whole, persons, quoted, parsed, who=who, cue=cue)
    return Speech(quoted, cue, candidates=_candidates(persons, token.start))


def _by_pronoun(whole: Whole, persons: Persons, quoted: Quoted, parsed: Parsed, *, who: int, cue: str) -> Speech:
    """A pronoun is the person who was the subject last: in its own sentence before it, or in one of the few before. Two subjects that fit leave it open."""
    token = parsed.tokens[who]
    candidates = _candidates(persons, token.start, token.text)
    found = resolve(whole, persons, parsed, who)
    return Speech(quoted, cue, found, implied=True, candidates=candidates) if found else Speech(quoted, cue, candidates=candidates)


def resolve(whole: Whole, persons: Persons, parsed: Parsed, who: int) -> str:
    """The canonical name a he, she (a person) or it (a group) most likely stands for, '' where that is open. Only the narrator's own sentences count."""
    token = parsed.tokens[who]
    kind = "group" if token.text.casefold() in ("it", "its") else "person"
    here = whole.sentence(token.start)
    by_sentence: dict[int, list[tuple[Name, Token]]] = {}
    for span, name in persons.between(token.start - _BACK, token.start):
        place = subject_place(whole, span) if name.type == kind and gender_fits(name, token.text) else None
        if place is not None and place.parsed.quotation == parsed.quotation:
            by_sentence.setdefault(whole.sentence(span.start), []).append((name, place.parsed.tokens[place.token.head]))
    for back in range(_SENTENCES_BACK):
        told = by_sentence.get(here - back, [])
        main = {name.canonical for name, verb in told if verb.dep == "ROOT"} or {name.canonical for name, _ in told}
        if len(main) == 1:
            return main.pop()
        if main:
            return ""
    return ""


def subject_place(whole: Whole, span: Span) -> Place | None:
    """The token of a name that is a subject; None where it is not."""
    return next((place for place in whole.within(span) if place.token.dep in SUBJECTS), None)


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))[:4]


def gender_fits(name: Name, pronoun: str) -> bool:
    """Whether the first name, where one is known, does not gainsay he or she."""
    if name.type != "person":
        return True
    first = next((word for form in (name.canonical, *name.aliases) if " " in form and (word := form.split()[0]) in FIRST_NAMES), "")
    if not first:
        return True
    feminine = (first[-1] in "ae" and first not in ("Ilya", "Misha", "Nikita", "George", "Serge", "Eugene", "Anatole", "Georges", "Pierre", "Jacques")) or first in _WOMEN
    return feminine == (pronoun.casefold() in FEMININE)


_WOMEN: Final = frozenset({"Susan", "Mary", "Margaret", "Elizabeth", "Helen", "Inessa", "Joan", "Alice", "Lucy", "Jane", "Jean", "Julia"})


def _candidates(persons: Persons, start: int, pronoun: str = "") -> tuple[str, ...]:
    return _unique(name.canonical for _, name in reversed(persons.between(start - _BACK, start)) if name.type == "person" and (not pronoun or gender_fits(name, pronoun)))


def _neighbours(whole: Whole, persons: Persons, quoted: Quoted, parsed: Parsed, place: int) -> Speech:
    """A quotation that is a sentence of its own: announced by a colon right before it, or by a verb of saying right after it."""
    tokens = parsed.tokens
    sentence = tokens[place].sentence
    first, _ = parsed.sentences[sentence]
    if place == first and sentence and tokens[first - 1].text in (":", ","):
        before, last = parsed.sentences[sentence - 1]
        verb = next((nth for nth in range(last - 1, before - 1, -1) if _says(parsed, nth)), None)
        who = _speaker_of(parsed, verb, place) if verb is not None else None
        if who is not None:
            return _named(whole, persons, quoted, parsed, who=who, cue="announced")
    return Speech(quoted, candidates=_candidates(persons, quoted.outer.start))
