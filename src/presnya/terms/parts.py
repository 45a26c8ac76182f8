"""Which fields of an act's body are sealed apart, because the law may ask that they go while the rest stands.

`split` parts a body before it is sealed, `join` puts together what is left of it. A field that is gone comes back empty; claims keep their
numbers, so that `claim/1045.2` is the same claim whatever became of its neighbours.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from presnya.terms.acts import ACTS, Body, EnterClaims

FIELDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "appoint": {"name": ("name",)},
    "accession": {"authors": ("authors",), "files": ("files", "text"),
                  "title": ("title", "address", "rights", "standpoint", "how_much_read", "origin")},
    "decide": {"words": ("ground", "dissent")},
    "dispute": {"words": ("ground",)},
    "withdraw": {"words": ("ground",)},
    "correct": {"words": ("ground",)},
}
"""Act → part → the fields it holds. A part whose fields are all absent is not made."""
CLAIM: Final = "claim_"
"""Claims of an act that enters several are parts of their own: claim_0, claim_1 … One alone goes with its act, save in a correction, which stays."""
WHOLE_ACTS: Final = frozenset({"claim", "propose", "dispute", "arrange"})
"""Acts that may go as a whole. The others did something to what earlier acts entered: that deed stays, its words may go."""
MOST_CLAIMS: Final = 500
"""Claims in one act: each costs its entry some 80 bytes, and an entry has at most 65,535."""
_APART: Final = (*(ACTS[act] for act in FIELDS), ACTS["correct"])
_REQUIRED: Final = {"appoint": ("name",), "accession": ("title",), "dispute": ("ground",), "withdraw": ("ground",), "correct": ("ground",)}


class Joined(NamedTuple):
    """What is left of a body. `nths` are the numbers of its claims that stand, in order."""

    body: dict[str, Any]
    nths: tuple[int, ...]


def is_whole(body: Body) -> bool:
    """Whether nothing of this body is sealed apart: it goes as a whole or not at all."""
    return not isinstance(body, _APART) and not (isinstance(body, EnterClaims) and len(body.claims) > 1)


def split(act: str, body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(what stays together, part → what is sealed apart), both plain JSON."""
    rest, parts = dict(body), {}
    for part, names in FIELDS.get(act, {}).items():
        if found := {name: rest.pop(name) for name in names if name in rest}:
            parts[part] = found
    if act == "correct" or (act == "claim" and len(rest["claims"]) > 1):
        parts.update({f"{CLAIM}{nth}": claim for nth, claim in enumerate(rest.pop("claims"))})
    return rest, parts


def join(act: str, rest: Mapping[str, Any], parts: Mapping[str, Any]) -> Joined:
    """The body again, from what stays together and the value of each part (None when it is gone)."""
    body = dict(rest)
    claims = sorted((int(name.removeprefix(CLAIM)), claim) for name, claim in parts.items() if name.startswith(CLAIM) and claim is not None)
    for name, value in parts.items():
        if not name.startswith(CLAIM) and value is not None:
            body |= value
    for name in _REQUIRED.get(act, ()):
        body.setdefault(name, "")
    if any(name.startswith(CLAIM) for name in parts):
        body["claims"] = [claim for _, claim in claims]
        return Joined(body, tuple(nth for nth, _ in claims))
    return Joined(body, tuple(range(len(body.get("claims", ())))))
