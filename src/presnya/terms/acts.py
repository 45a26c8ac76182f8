"""Bodies of the register's acts. The envelope (number, time, curator, commitment) is the register's own.

Each body is one struct; `ACTS` maps the act's name, as it stands in the envelope, to its struct.
Ids of claims and proposals are given by the act's number when it is projected (see `ids`).
"""

from typing import Any, Final, Literal

import msgspec

from presnya.terms.claims import Claim, Nearness
from presnya.terms.proposals import Proposal, ReaderStamp
from presnya.terms.values import DateValue, Word

Role = Literal["visitor", "contributor", "translator", "curator", "conservator", "registrar"]


class Appoint(Word, frozen=True):
    """A person gets roles. `curator` is the opaque id that stands as `by` in envelopes."""

    curator: str
    name: str
    roles: tuple[Role, ...]


class Held(Word, frozen=True):
    """Bytes in the strongroom. `size` in bytes."""

    sha256: str
    name: str
    media_type: str
    size: int


class Furniture(Word, frozen=True):
    """A stretch of the text that is page furniture (share buttons, appeals), kept and shown but set aside. Code points."""

    start: int
    end: int
    why: str


class Accession(Word, frozen=True):
    """A source enters the museum. Title, author, language and date come from the curator, never from a guess.

    `files` are the bytes as they came; `text` the plain text drawn from them, whose code points all
    passages count; both may be absent for a source that is cited but not held. `authors` are witness ids.
    """

    source: str
    number: str
    title: str
    authors: tuple[str, ...] = ()
    published: DateValue | None = None
    language: str = "und"
    type: str = ""
    address: str = ""
    rights: str = ""
    standpoint: str = ""
    nearness: Nearness = ""
    how_much_read: str = ""
    calendar: str = "gregorian"
    files: tuple[Held, ...] = ()
    text: Held | None = None
    furniture: tuple[Furniture, ...] = ()
    origin: str = ""


class EnterClaims(Word, frozen=True):
    """Claims entered together, all about one thing."""

    about: str
    claims: tuple[Claim, ...]


class Propose(Word, frozen=True):
    """What one reader saw in one part of one source. `part` of `parts` lets a long reading stop and go on."""

    source: str
    reader: ReaderStamp
    proposals: tuple[Proposal, ...]
    part: int = 0
    parts: int = 1


class Decide(Word, frozen=True):
    """A curator's word on proposals. Claims that follow are acts of their own that name the proposal."""

    proposals: tuple[str, ...]
    verdict: Literal["accepted", "corrected", "refused"]
    ground: str = ""
    dissent: str = ""


class Dispute(Word, frozen=True):
    """A curator or witness holds that a standing claim is wrong. The claim stays; the dispute stands beside it."""

    target: str
    ground: str
    witness: str = ""
    source: str = ""


class Withdraw(Word, frozen=True):
    """Something no longer stands. It stays readable, stamped, with its ground."""

    targets: tuple[str, ...]
    ground: str


class Correct(Word, frozen=True):
    """Old claims are replaced by new ones about the same thing; both stay readable."""

    about: str
    targets: tuple[str, ...]
    claims: tuple[Claim, ...]
    ground: str


class Arrange(Word, frozen=True):
    """A curator's arrangement: a question, a chronology's lanes, a room. The latest one of an id holds.

    `contents` is JSON without floats; each kind's form is documented where it is shown
    (`museum.questions`, `museum.chronology`). `about` lists the things it concerns.
    """

    id: str
    title: str
    contents: dict[str, Any]
    about: tuple[str, ...] = ()
    lang: str = "en"
    origin: str = ""


class Rotate(Word, frozen=True):
    """The register is signed with another key from here on. `note` is the rotation, signed by the old key and the new; `vkey` the new key.

    It can never be erased: whoever holds the old key finds the new one by it.
    """

    note: str
    vkey: str
    ground: str = ""


class Succeed(Word, frozen=True):
    """This register goes on from `before`, whose key was lost or compromised, under a new name and a new key.

    `note` is the last checkpoint signed with the old key, whole, with all its lines, and `end` its size: later acts are not accepted under the
    old key. `keys` are all keys of the register before, first to last. It can never be erased.
    """

    before: str
    origin: str
    vkey: str
    keys: tuple[str, ...]
    note: str
    end: int
    ground: Literal["lost", "compromised"]


Ground = Literal["privacy-law", "court-order", "copyright", "endangered-person", "malware"]
"""The closed list of grounds for an erasure (`register.GROUNDS` is the verifier's own copy)."""


class Slot(Word, frozen=True):
    """What is erased: an act's number, and the part of it that was sealed apart ('' for the whole act)."""

    act: int
    part: str = ""


class Erase(Word, frozen=True):
    """Salts and bodies of these slots are destroyed; entries and proofs stay. This act itself is never erased, so it must name nothing that was to go.

    `authority` is the law or court that demands it, `reference` its file number; `deciders` are two curators' opaque ids;
    `review` is the day (YYYY-MM-DD) by which somebody looks again whether the ground still holds.
    """

    slots: tuple[Slot, ...]
    ground: Ground
    authority: str
    deciders: tuple[str, ...]
    review: str
    reference: str = ""


Body = Appoint | Accession | EnterClaims | Propose | Decide | Dispute | Withdraw | Correct | Arrange | Erase | Rotate | Succeed

ACTS: Final[dict[str, type[Body]]] = {
    "appoint": Appoint,
    "accession": Accession,
    "claim": EnterClaims,
    "propose": Propose,
    "decide": Decide,
    "dispute": Dispute,
    "withdraw": Withdraw,
    "correct": Correct,
    "arrange": Arrange,
    "rotate": Rotate,
    "succeed": Succeed,
    "erase": Erase,
}


_NAMES: Final = {struct: name for name, struct in ACTS.items()}


def act_name(body: Body) -> str:
    """The envelope's word for this body: 'accession' for Accession."""
    return _NAMES[type(body)]


def to_json(body: Word) -> dict[str, Any]:
    """Plain JSON (dicts, lists, strings, integers, booleans, null) as the register commits to it."""
    plain: dict[str, Any] = msgspec.to_builtins(body)
    return plain


def from_json(act: str, body: dict[str, Any]) -> Body:
    """The struct for an act's body; raises msgspec.ValidationError naming the field when it does not fit."""
    return msgspec.convert(body, ACTS[act])
