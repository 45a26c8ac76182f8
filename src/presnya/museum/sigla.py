"""Sigla: the letter or two by which a witness is cited after every statement, as manuscripts are in a critical edition.

Given in the order in which witnesses came into the register, so that a new witness never changes the letters of an old one.
Letters are Latin: a Cyrillic С and a Latin C cannot be told apart in print.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from anyascii import anyascii

from presnya.terms import kind_of

JOIN: Final = "›"
"""Stands between the sigla of a chain, first speaker left: Z›S›E."""

_SKIPPED: Final = frozenset({"the", "a", "an", "of", "by", "unnamed", "author", "and", "le", "la", "les", "der", "die", "das", "el", "los", "in", "from"})
_SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii"})


def sigla_for(labels: Mapping[str, str]) -> dict[str, str]:
    """Witness id → siglum, for ids and names in the order of entry. All sigla differ, also when capitals are ignored."""
    taken: set[str] = set()
    out: dict[str, str] = {}
    for identifier, label in labels.items():
        siglum = next(candidate for candidate in _candidates(identifier, label) if candidate.casefold() not in taken)
        taken.add(siglum.casefold())
        out[identifier] = siglum
    return out


def _candidates(identifier: str, label: str) -> Iterator[str]:
    """Shortest first: R, Re, Rd, JR, Ree, then R2, R3 … without end."""
    words = _words(label) or _words(identifier.partition("/")[2]) or ["x"]
    main, first = (words[-1], words[0]) if kind_of(identifier) == "person" else (words[0], words[-1])
    head = main[0].upper()
    yield head
    yield from (head + letter for letter in _unique(main[1:]))
    if first != main:
        yield first[0].upper() + head
    yield from (head + one + other for nth, one in enumerate(main[1:4], start=2) for other in _unique(main[nth:]))
    number = 2
    while True:
        yield f"{head}{number}"
        number += 1


def _words(label: str) -> list[str]:
    found = re.findall(r"[a-z]+", anyascii(label).lower().replace("'", ""))
    kept = [word for word in found if word not in _SKIPPED and word not in _SUFFIXES]
    return kept or found


def _unique(letters: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(letters))
