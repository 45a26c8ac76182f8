"""Whom a museum asks to cosign its register, and what a verifier asks for: C2SP tlog-policy, as of commit 5ba5ee8.

Lines: `log KEY [ADDRESS]`, `witness NAME KEY [ADDRESS]`, `group NAME all|any|NUMBER MEMBER…`, `quorum NAME` or `quorum none`, `# comment`.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from presnya.register.note import COSIGNATURE, ED25519, Verifier, parse_vkey
from presnya.terms.errors import BadFile, PresnyaError

FILE: Final = "policy"
NONE: Final = "none"
MOST: Final = 256
"""Lines of each kind; the specification asks for 32 at least."""


class Cosigner(NamedTuple):
    """One who cosigns: its name in the policy, its key, and where it is asked ('' when only its signature is wanted)."""

    name: str
    key: Verifier
    address: str = ""


class Group(NamedTuple):
    """Members, by name, of whom `least` must have cosigned."""

    name: str
    least: int
    members: tuple[str, ...]


class Policy(NamedTuple):
    """`logs` are keys of registers with their addresses; empty: any register that is known otherwise. `quorum` names a cosigner or group, or is 'none'."""

    logs: tuple[tuple[Verifier, str], ...]
    cosigners: tuple[Cosigner, ...]
    groups: tuple[Group, ...]
    quorum: str

    def satisfied(self, signed: Iterable[Verifier]) -> bool:
        """Whether cosignatures by these keys make the quorum."""
        keys = set(signed)
        there = {one.name for one in self.cosigners if one.key in keys}
        for group in self.groups:  # each refers only to names before it
            if sum(member in there for member in group.members) >= group.least:
                there.add(group.name)
        return self.quorum == NONE or self.quorum in there

    def keys(self) -> list[Verifier]:
        """The cosigners' keys."""
        return [one.key for one in self.cosigners]


def read_policy(data: bytes, *, file: str = FILE) -> Policy:
    """Parse; BadFile names file, line and what is wrong with it. Names are compared byte for byte: whatever is not ASCII stays as it was written."""
    if any((byte < 32 and byte not in b"\t\n") or byte == 127 for byte in data):  # noqa: PLR2004  control characters
        raise BadFile(f"{file} holds control characters.", next_step="Write it with a plain text editor, its lines ended by a newline alone.")
    reading = _Reading(file)
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), start=1):
        words = line.replace("\t", " ").split(" ")
        words = [word for word in words if word]
        if words and not words[0].startswith("#"):
            reading.line(number, words)
    return reading.done()


class _Reading:
    """A policy as far as it was read."""

    def __init__(self, file: str) -> None:
        self.file, self.number = file, 0
        self.logs: list[tuple[Verifier, str]] = []
        self.cosigners: list[Cosigner] = []
        self.groups: list[Group] = []
        self.quorum = ""
        self.free: set[str] = set()  # names that are in no group yet

    def line(self, number: int, words: list[str]) -> None:
        self.number = number
        kinds: dict[str, Callable[[Sequence[str]], None]] = {"log": self._log, "witness": self._cosigner, "group": self._group, "quorum": self._quorum}
        if words[0] not in kinds:
            raise self._wrong(f"begins with {words[0]!r}", "A line begins with log, witness, group, quorum or #.")
        kinds[words[0]](words[1:])
        if max(len(self.logs), len(self.cosigners), len(self.groups)) > MOST:
            raise self._wrong(f"is one more than the {MOST} of its kind that are read", "Make it shorter.")

    def done(self) -> Policy:
        if not self.quorum:
            raise BadFile(f"{self.file} has no quorum line.", next_step="Add `quorum NAME`, or `quorum none` when no cosignature is asked for.")
        return Policy(tuple(self.logs), tuple(self.cosigners), tuple(self.groups), self.quorum)

    def _log(self, words: Sequence[str]) -> None:
        if len(words) not in (1, 2):
            raise self._wrong("is no log line", "Write `log KEY` or `log KEY ADDRESS`.")
        key = self._key(words[0], ED25519)
        if any(key.public == known.public for known, _ in self.logs):
            raise self._wrong("names a log's key a second time", "Remove one of the two.")
        self.logs.append((key, words[1] if len(words) > 1 else ""))

    def _cosigner(self, words: Sequence[str]) -> None:
        if len(words) not in (2, 3):
            raise self._wrong("is no witness line", "Write `witness NAME KEY` or `witness NAME KEY ADDRESS`.")
        key = self._key(words[1], COSIGNATURE)
        if any(key.public == known.key.public for known in self.cosigners):
            raise self._wrong("names a cosigner's key a second time", "Remove one of the two: nobody may count twice.")
        self._new(words[0])
        self.cosigners.append(Cosigner(words[0], key, words[2] if len(words) == 3 else ""))  # noqa: PLR2004  name, key, address

    def _group(self, words: Sequence[str]) -> None:
        if len(words) < 3:  # noqa: PLR2004  name, number, a member
            raise self._wrong("is no group line", "Write `group NAME all|any|NUMBER MEMBER…`.")
        name, least, *members = words
        for member in members:
            if member not in self.free:
                raise self._wrong(f"puts {member!r} into a group, which is not defined before it or is in a group already", "Define it on a line before, and name it once.")
            self.free.remove(member)
        count = {"all": len(members), "any": 1}.get(least) or (int(least) if least.isascii() and least.isdigit() and len(least) < 6 and least[0] != "0" else 0)  # noqa: PLR2004  no group is that large
        if not 1 <= count <= len(members):
            raise self._wrong(f"asks for {least!r} of {len(members)} members", "Write all, any or a number of them.")
        self._new(name)
        self.groups.append(Group(name, count, tuple(members)))

    def _quorum(self, words: Sequence[str]) -> None:
        known = {NONE, *(one.name for one in self.cosigners), *(one.name for one in self.groups)}
        if self.quorum or len(words) != 1 or words[0] not in known:
            raise self._wrong("is no quorum line, or a second one", "Write one `quorum NAME` of a cosigner or group named before it, or `quorum none`.")
        self.quorum = words[0]

    def _new(self, name: str) -> None:
        if name == NONE or name in {*(one.name for one in self.cosigners), *(one.name for one in self.groups)}:
            raise self._wrong(f"takes the name {name!r}, which is taken", "Choose another name.")
        self.free.add(name)

    def _key(self, words: str, kind: int) -> Verifier:
        try:
            key = parse_vkey(words)
        except PresnyaError as error:
            raise self._wrong(f"has a key that is none: {error.message}", error.next_step) from error
        if key.type != kind:
            raise self._wrong(f"has a key of the wrong kind ({key.name})", "A log signs with a key of type 1, a cosigner with one of type 4.")
        return key

    def _wrong(self, what: str, next_step: str) -> BadFile:
        return BadFile(f"{self.file}, line {self.number}: it {what}.", next_step=next_step)
