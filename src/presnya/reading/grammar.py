"""Questions about a parsed sentence that several rules ask: whose verb, which clause, what hangs on what."""

from collections.abc import Iterable, Iterator

from presnya.reading.parse import Parsed, Token
from presnya.terms import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"conj", "parataxis", "advcl", "relcl"})
_SHARED = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp", "parataxis"})
_FAR = 25


def ups(parsed: Parsed, nth: int) -> Iterator[int]:
    """The token itself, its head, the head's head … up to the root."""
    yield nth
    for _ in range(_FAR):
        if parsed.tokens[nth].head == nth:
            return
        nth = parsed.tokens[nth].head
        yield nth


def is_verb(token: Token) -> bool:
    """A verb that is nobody's auxiliary."""
    return token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass")


def child(parsed: Parsed, nth: int, *deps: str) -> int | None:
    """The first child with one of these dependencies."""
    return next((one for one in parsed.children[nth] if parsed.tokens[one].dep in deps), None)


def subject(parsed: Parsed, verb: int) -> int | None:
    """Own subject; of a relative clause the noun before it; of a verb that shares its subject, that of the verb above. None for a masked quotation."""
    tokens, at = parsed.tokens, verb
    for _ in range(6):
        own = [one for one in parsed.children[at] if tokens[one].dep in SUBJECTS]
        real = [one for one in own if tokens[one].masked < 0]
        if real:  # of two the nearer: "A poet, A. Person was born"
            return tokens[at].head if tokens[real[-1]].text.casefold() in ("who", "which", "that") and tokens[at].dep == "relcl" else real[-1]
        if own or tokens[at].head == at:
            return None
        if tokens[at].dep == "acl":
            return tokens[at].head
        if tokens[at].dep not in _SHARED:
            return None
        at = tokens[at].head
    return None


def passive(parsed: Parsed, verb: int) -> bool:
    """Whether the verb is said of what it is done to: "was arrested", "arrested in 1933" after a noun, or one that goes on such a verb ("was jailed, then arrested")."""
    token = parsed.tokens[verb]
    if child(parsed, verb, "nsubjpass", "auxpass") is not None:
        return True
    if token.tag not in ("VBN", "VBD") or child(parsed, verb, "aux", "dobj", "nsubj") is not None:
        return False
    if token.dep == "conj":
        return token.head != verb and passive(parsed, token.head)
    return token.tag == "VBN" and token.dep in ("acl", "advcl")


def clause(parsed: Parsed, verb: int, *, keep: int = -1) -> set[int]:
    """Tokens of a verb's own clause: its subtree without other clauses joined to it, save the one that holds token `keep`."""
    out = {verb}
    for one in parsed.children[verb]:
        token = parsed.tokens[one]
        joined = token.dep in _CLAUSES or (token.dep == "ccomp" and one < verb)
        below = set(parsed.subtree(one))
        if keep in below or (not (joined and is_verb(token)) and token.dep not in ("cc", "mark", "punct")):
            out |= below
    return out


def stretch(parsed: Parsed, numbers: Iterable[int]) -> Span:
    """From the first to the last of some tokens."""
    held = sorted(numbers)
    return Span(parsed.tokens[held[0]].start, max(parsed.tokens[nth].end for nth in held))


def prepositional(parsed: Parsed, verb: int, *words: str) -> Iterator[int]:
    """Nouns that hang on the verb by one of these prepositions; "agent" is the by of a passive."""
    for one in parsed.children[verb]:
        token = parsed.tokens[one]
        if token.dep in ("prep", "agent", "dative") and token.lemma in words:
            noun = child(parsed, one, "pobj")
            if noun is not None:
                yield noun
                yield from (other for other in parsed.children[noun] if parsed.tokens[other].dep == "conj")
