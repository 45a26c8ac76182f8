"""What a check has found so far, and what every part of a check reads through."""

from typing import NamedTuple

from presnya.register.erasures import Erasures
from presnya.register.names import shown
from presnya.register.note import Checkpoint, Verifier, parse_vkey
from presnya.register.places import Place
from presnya.register.rotation import Chain
from presnya.terms.errors import PresnyaError


class Problem(NamedTuple):
    """A file, its name fit to be printed, and what is wrong with it."""

    file: str
    what: str
    next_step: str = ""


class Report(NamedTuple):
    """The answer. It holds when `problems` is empty. `key_from` says where the key came from: a copy's own key proves only that it is whole.

    `remarks` are what a reader should know although nothing is wrong.
    """

    problems: tuple[Problem, ...]
    checked: int
    size: int
    origin: str
    key_from: str
    remarks: tuple[Problem, ...] = ()


class Findings:
    """One run over one place; collects what is wrong, each file once for each fault."""

    def __init__(self, place: Place, key: str | None) -> None:
        self.place = place
        self.given = parse_vkey(key) if key else None
        self.problems: dict[tuple[str, str], Problem] = {}
        self.remarks: list[Problem] = []
        self.checked = 0
        self.checkpoint: Checkpoint | None = None
        self.key: Verifier | None = self.given
        self.chain: Chain | None = None
        self.followed = 0
        self.erasures = Erasures()

    def report(self) -> Report:
        origin = self.checkpoint.origin if self.checkpoint else (self.key.name if self.key else "unknown")
        came_from = f"given by you{_changed(self.followed)}" if self.given else "the copy's own: it proves the copy is whole, not whose it is"
        return Report(tuple(self.problems.values()), self.checked, self.checkpoint.size if self.checkpoint else 0, origin, came_from, tuple(self.remarks))

    def wrong(self, file: str, what: str, next_step: str = "Take the file from another copy.") -> None:
        self.problems.setdefault((file, what), Problem(shown(file), what, next_step))

    def has(self, name: str) -> bool:
        return self.read(name) is not None

    def read(self, name: str) -> bytes | None:
        try:
            return self.place.read(name)
        except (OSError, ValueError):  # a manifest nobody signed may name files as no system can
            return None

    def need(self, name: str) -> bytes | None:
        data = self.read(name)
        if data is None:
            self.wrong(name, "is missing")
        return data

    def find_key(self, prefix: str) -> Verifier | None:
        if self.key is None and (data := self.need(f"{prefix}vkey")) is not None:
            try:
                self.key = parse_vkey(data.decode())
                if f"{self.key}\n".encode() != data:
                    self.wrong(f"{prefix}vkey", "is not written as keys are")
            except (PresnyaError, UnicodeDecodeError) as error:
                self.wrong(f"{prefix}vkey", f"is no key: {error}")
        return self.key


def _changed(times: int) -> str:
    """That the key a reader gave has been changed since, and that they need not worry."""
    return f"; the museum has changed it {times} {'time' if times == 1 else 'times'} since, and each key signed for the next" if times else ""
