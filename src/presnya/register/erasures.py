"""Empty places and the acts that account for them: what is empty without an `erase` act was removed in silence, what is full in spite of one was planted.

Everything here is read from entries and opened bodies alone, so that a verifier needs neither the museum nor its software.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from presnya.register.bodies import WHOLE, Opened

GROUNDS: Final = ("privacy-law", "court-order", "copyright", "endangered-person", "malware")
"""The only grounds on which anything may be erased."""
PROTECTED: Final = frozenset({"erase", "rotate", "succeed"})
"""Acts that account for others: they can never be erased."""
DECIDERS: Final = frozenset({"registrar", "curator", "conservator"})
"""Roles that may decide an erasure. At least one of the deciders is a registrar."""
_ENOUGH: Final = 2

Slot = tuple[int, str]
"""Number of an act, and the name of a part or '' for the whole."""


class Fault(NamedTuple):
    """What is wrong with a slot. `number` is the act whose line it concerns."""

    number: int
    what: str


@dataclass
class Erasures:
    """Grows as acts are read in order. Memory goes with erasures, not with acts: an act that stands whole leaves nothing here."""

    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    empty: dict[Slot, None] = field(default_factory=dict)
    named: dict[Slot, int] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    parts: dict[int, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def see(self, number: int, entry: bytes, opened: Opened) -> None:
        """Take in the next act. Its body, where it stands, is canonical JSON that opened its entry."""
        if opened.empty:
            self.kinds[number] = _kind(entry)
            self.empty.update(dict.fromkeys((number, part) for part in opened.empty))
        if opened.body is not None and (b'"erase"' in entry or b'"appoint"' in entry):
            kind = _kind(entry)
            if kind == "appoint":
                self._appointed(json.loads(opened.body))
            elif kind == "erase":
                self._erase(number, json.loads(opened.body))

    def _appointed(self, body: dict[str, Any]) -> None:
        if isinstance(body.get("curator"), str) and isinstance(body.get("roles", []), list):
            self.roles[body["curator"]] = frozenset(role for role in body.get("roles", []) if isinstance(role, str))

    def _erase(self, number: int, body: dict[str, Any]) -> None:
        if what := self._invalid(body):
            self.faults.append(Fault(number, f"act {number} erases without being entitled to: {what}"))
            return
        for slot in body.get("slots", []):
            act, part = slot.get("act"), slot.get("part", WHOLE)
            if type(act) is not int or not isinstance(part, str) or not 0 <= act < number:
                self.faults.append(Fault(number, f"act {number} names what no earlier act is"))
                continue
            self.named.setdefault((act, part), number)

    def _invalid(self, body: dict[str, Any]) -> str:
        deciders = body.get("deciders", [])
        if not isinstance(deciders, list) or len(set(map(str, deciders))) < _ENOUGH:
            return "it names fewer than two deciders"
        if not all(DECIDERS & self.roles.get(str(one), frozenset()) for one in deciders):
            return "one of its deciders was not entitled to decide then"
        if not any("registrar" in self.roles.get(str(one), frozenset()) for one in deciders):
            return "no registrar decided it"
        if body.get("ground") not in GROUNDS:
            return "its ground is not one of the closed list"
        return "" if str(body.get("authority", "")).strip() else "it names no authority"

    def found(self) -> Iterator[Fault]:
        """Once every act was seen: what was removed in silence, and what stands where an act erased it."""
        yield from self.faults
        for number, part in self.empty:
            by = min((self.named[slot] for slot in ((number, part), (number, WHOLE)) if slot in self.named), default=None)
            if self.kinds[number] in PROTECTED or (self.kinds[number] == "appoint" and part == WHOLE):  # roles are what later erasures rest on; a name may go
                yield Fault(number, f"act {number} is of a kind that can never be erased, and yet {_words(part)} is gone")
            elif by is None:
                yield Fault(number, f"{_words(part)} of act {number} was removed in silence: no act of this register erases it")
        for (number, part), by in self.named.items():
            if (number, part) not in self.empty:
                yield Fault(number, f"{_words(part)} of act {number} was erased by act {by}, and yet something stands in its place")


def _words(part: str) -> str:
    return f"the part “{part}”" if part else "the body"


def _kind(entry: bytes) -> str:
    kind = json.loads(entry).get("act", "")
    return kind if isinstance(kind, str) else ""
