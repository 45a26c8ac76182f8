"""What looks like a name and is none: references, months, generic words in capitals, adjectives of peoples, headings."""

import re
from typing import Final

from presnya.dates.words_en import MONTHS, WEEKDAYS
from presnya.reading.gazetteer import places
from presnya.reading.whole import Whole
from presnya.reading.words import FIRST_NAMES, GENERIC, GROUP_HEADS, KNOWN_GROUPS, PERSON_NOUNS, PERSON_TITLES, PLACE_HEADS, PLURAL_GROUP, PRONOUNS
from presnya.terms import Span

_REFERENCES: Final = frozenset({
    "app", "sect", "chap", "chapter", "appendix", "section", "part", "book", "vol", "volume", "fig", "figure", "note", "notes", "ibid", "footnote", "illustration", "page", "no", "nos",
    "contents", "preface", "introduction", "index", "table", "copyright", "god", "christ", "easter", "christmas", "sir", "messrs", "ad", "bc", "am", "pm", "etc"})
_PRONOUNS: Final = PRONOUNS | frozenset({"i’m", "i've", "i’ve", "i’ll", "i'll", "i'm", "don’t", "don't", "yes", "oh", "well", "all"})
_DATES: Final = frozenset(MONTHS) | frozenset(WEEKDAYS)
_PLURALS: Final = frozenset({form for head in GROUP_HEADS | PLACE_HEADS | PERSON_NOUNS | PERSON_TITLES for form in (f"{head}s", f"{head[:-1]}ies", f"{head}es")}) - frozenset(
    {"guards", "works", "mills", "times", "mountains", "islands", "gardens", "barracks", "communists", "socialists", "anarchists"})
_GENERIC_PERSON: Final = (PERSON_NOUNS | PERSON_TITLES) - frozenset({"count", "prince", "saint"})
_ALWAYS: Final = frozenset({"Duma", "Kremlin", "Stavka"})


def no_name(whole: Whole, name: str, spans: list[Span], *, others: "frozenset[str] | set[str]") -> bool:
    """Whether a form is to be left out, whatever the model called it. `others` are all forms of the document."""
    words = name.split()
    lower = [word.casefold().strip(".,’'") for word in words]
    if not words or all(word in _REFERENCES or word in _DATES or not re.search(r"[^\W\d_]", word) for word in lower) or re.match(r"(?:chapter|appendix|part|section)\b", lower[0]):
        return True
    if lower[0] in _PRONOUNS or all(re.fullmatch(r"(?:[A-Z]\.?)+", word) and "." in word for word in words):
        return True
    if len(words) == 1:
        return _single(whole, name, lower[0], spans)
    head = lower[next((nth for nth, word in enumerate(lower) if word in ("of", "for")), len(lower)) - 1]
    if head in _PLURALS or (head in _GENERIC_PERSON and (len(words) > 2 or words[0] not in FIRST_NAMES) and not _initialled(name)):  # noqa: PLR2004  Arthur Pope is a man, Nicholas Supreme Commander is not
        return True
    return name.isupper() and name.title() not in others and not any(name.casefold() == other.casefold() and not other.isupper() for other in others)


def _initialled(name: str) -> bool:
    return re.match(r"[A-Z]\.", name) is not None


def _single(whole: Whole, name: str, lower: str, spans: list[Span]) -> bool:
    if name in places() or name in _ALWAYS or name in KNOWN_GROUPS:
        return False
    if lower in GROUP_HEADS | PLACE_HEADS | _GENERIC_PERSON | _PLURALS | GENERIC or len(lower) < 2:  # noqa: PLR2004
        return True
    if re.search(PLURAL_GROUP, name):
        return False
    if lower.endswith("ism"):
        return True
    small = whole.small_words.get(lower, 0)
    if small >= 2 and small >= len(spans) / 5:  # noqa: PLR2004  a common word that stands in capitals now and then
        return True
    tokens = [place.token for span in spans for place in whole.within(span)]
    return bool(tokens) and sum(token.pos == "ADJ" for token in tokens) * 2 >= len(tokens)
