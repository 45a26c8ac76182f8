"""Ids. A thing's id is `kind/slug`, e.g. `person/henry-nevinson`: readable, ASCII, never reused.

What the register numbers is named after the act that brought it: `claim/1045.2` is the second
claim (counted from 0) of act 1045, `proposal/37.12` the thirteenth proposal of act 37. Such ids
are never written inside the act that creates them.
"""

import re
from typing import Final

from anyascii import anyascii

from presnya.terms.errors import BadValue

THING_KINDS: Final = ("person", "group", "place", "event", "work", "edition", "object", "term", "exhibition")
"""Kinds of things that claims are about and that have a page."""

ID_KINDS: Final = (*THING_KINDS, "source", "question", "witness", "chronology", "room", "vitrine", "tour",
                   "stop", "panorama", "picture", "curator", "library", "museum")
"""All kinds an id may have. `witness/…` is a witness known only by words ("the court", "police")."""

_ID = re.compile(r"([a-z]+)/([a-z0-9]+(?:-[a-z0-9]+)*)")


def slug(words: str) -> str:
    """ASCII slug of words in any script: 'Корнилов, Л. Г.' → 'kornilov-l-g'; 'unnamed' when nothing is left."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(words).lower().replace("'", "")).strip("-")[:80].strip("-") or "unnamed"


def make_id(kind: str, words: str) -> str:
    """`kind/slug(words)`; raises BadValue on a kind that is not in ID_KINDS."""
    return check_id(f"{kind}/{slug(words)}")


def check_id(value: str) -> str:
    """The id itself when it is well formed, else BadValue."""
    found = _ID.fullmatch(value)
    if not found or found[1] not in ID_KINDS:
        raise BadValue(f'"{value}" is not an id.', next_step=f"Write kind/name in small letters, digits and hyphens, with kind one of: {', '.join(ID_KINDS)}.")
    return value


def kind_of(identifier: str) -> str:
    """The part before the slash: 'person' of 'person/henry-nevinson', 'claim' of 'claim/1045.2'."""
    return identifier.partition("/")[0]
