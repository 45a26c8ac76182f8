"""Events on their way into a tree: figures in columns, texts in a temporary file.

Memory: some 50 bytes an event here and 110 while a tree is built, whatever its texts weigh; an event with its texts is read back when its tile is written.
"""

import tempfile
from array import array
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations
from pathlib import Path
from typing import BinaryIO, Final, Generic, NamedTuple, Self, TypeVar
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray

from presnya.publishing.tiles.event import CONTESTED_SIGN, VAGUE_SIGN, Dating, Event, Told, Witness
from presnya.terms.errors import BadValue

FARTHEST: Final = 530_000_000_000_000
"""Minutes: a thousand million years either side."""
NAMED: Final = 2_000
"""Witnesses, themes or places that meta.json lists; where there are more, cards write them out."""
WEEK: Final = 7 * 24 * 60
"""Minutes."""
MOST_WEIGHT: Final = 2**31 - 1

Ints = NDArray[np.int64]
Name = TypeVar("Name", Witness, str)
pack: Final = msgspec.msgpack.Encoder().encode
unpack: Final = msgspec.msgpack.Decoder(Event).decode


class Columns(NamedTuple):
    """One entry an event, in the order of time: (begin, lane, key, check). `key` is a hash of its id, `check` of all it says; `offset` and `size` its place in
    the file of texts; `nth` counts events without an id of their own that are otherwise alike; `rank` is its place by weight, 0 the weightiest.
    """

    begin: Ints
    last: Ints
    lane: NDArray[np.int16]
    sign: NDArray[np.uint8]
    key: NDArray[np.uint64]
    offset: Ints
    size: NDArray[np.int32]
    nth: NDArray[np.int32]
    rank: NDArray[np.int32]


class Names(Generic[Name]):
    """What is said so often that it is listed once: gives the sorted list, or None where there are too many to list."""

    def __init__(self) -> None:
        self._seen: set[Name] = set()

    def add(self, names: Iterable[Name]) -> None:
        """Take note."""
        if len(self._seen) <= NAMED:
            self._seen.update(names)

    def listed(self) -> list[Name] | None:
        """In alphabetical order."""
        return sorted(self._seen, key=repr) if len(self._seen) <= NAMED else None


class Spool:
    """Takes events one by one, in any order; a context, whose temporary file goes when it ends.

    Two events with the same id in one lane are one event told twice: their datings and texts are joined.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file: BinaryIO = tempfile.NamedTemporaryFile(prefix="presnya-", suffix=".events", dir=folder)  # type: ignore[assignment]  # noqa: SIM115  closed by close()
        self._begin, self._last, self._offset, self._key = array("q"), array("q"), array("q"), array("Q")
        self._lane, self._weight, self._size, self._check = array("h"), array("i"), array("i"), array("I")
        self._sign, self._own = array("B"), array("B")
        self._at = 0
        self._joined: set[int] = set()
        self.who: Names[Witness] = Names()
        self.themes: Names[str] = Names()
        self.places: Names[str] = Names()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._begin) - len(self._joined)

    @property
    def path(self) -> Path:
        """The file of texts, until `close`."""
        self._file.flush()
        return Path(self._file.name)

    def close(self) -> None:
        """Forget everything."""
        self._file.close()

    def add(self, event: Event) -> None:
        """Take one event. BadValue for one that cannot be placed: no dating, a time beyond a thousand million years, a lane below 0."""
        if not event.datings:
            raise BadValue(f"“{event.title}” has no date.", next_step="Leave it out of the chronology, or date it.")
        begin, last = event.known
        if begin < -FARTHEST or last > FARTHEST or last < begin:
            raise BadValue(f"“{event.title}” lies at no time that can be drawn.", next_step="Years may lie a thousand million either side of now, and the end not before the beginning.")
        own = bool(event.id)
        if not own:
            event = msgspec.structs.replace(event, id=made_id(event))
        told = pack(event)
        self._file.write(told)
        self._begin.append(begin)
        self._last.append(last)
        self._lane.append(event.lane)
        self._weight.append(max(-MOST_WEIGHT, min(event.weight, MOST_WEIGHT)))
        self._sign.append((CONTESTED_SIGN if event.contested else event.sign) + VAGUE_SIGN * vague(event))
        self._own.append(own)
        self._key.append(int.from_bytes(blake2b(event.id.encode(), digest_size=8).digest(), "big"))
        self._check.append(crc32(told))
        self._offset.append(self._at)
        self._size.append(len(told))
        self._at += len(told)
        self._note(event)

    def _note(self, event: Event) -> None:
        for dating in event.datings:
            if dating.witnesses:
                self.who.add(dating.witnesses)
        if event.themes:
            self.themes.add(event.themes)
        if event.places:
            self.places.add(event.places)
        if event.card:
            self.who.add(event.card.by)
            for told in event.card.more:
                self.who.add(told.by)

    def read(self, offset: int, size: int) -> Event:
        """One event back, as it was given."""
        self._file.flush()
        self._file.seek(offset)
        event = unpack(self._file.read(size))
        self._file.seek(self._at)
        return event

    def hash(self) -> str:
        """Of everything that was given, in the order in which it came."""
        made = blake2b(digest_size=16)
        with self.path.open("rb") as texts:
            while block := texts.read(1 << 20):
                made.update(block)
        return made.hexdigest()

    def columns(self) -> Columns:
        """Everything in the order of time, after joining what is told twice."""
        self._join()
        keep = self._standing()
        rows = np.flatnonzero(keep)
        begin, lane, key, check = np.array(self._begin)[rows], np.array(self._lane)[rows], np.array(self._key)[rows], np.array(self._check)[rows]
        order = np.lexsort((check, key, lane, begin))
        rows = rows[order]
        begin, lane, key = begin[order], lane[order], key[order]
        rank = np.empty(len(rows), np.int32)
        rank[np.argsort(-np.array(self._weight, np.int64)[rows], kind="stable")] = np.arange(len(rows), dtype=np.int32)
        return Columns(begin, np.array(self._last)[rows], lane, np.array(self._sign)[rows], key, np.array(self._offset)[rows], np.array(self._size)[rows],
                       _running(begin, lane, key), rank)

    def _standing(self) -> NDArray[np.bool_]:
        keep = np.ones(len(self._begin), bool)
        keep[list(self._joined)] = False
        return keep

    def _join(self) -> None:
        """Join events that share lane and id; the parts stand no more on their own."""
        key, lane = np.array(self._key), np.array(self._lane)
        rows = np.flatnonzero(np.array(self._own, bool) & self._standing())
        rows = rows[np.lexsort((lane[rows], key[rows]))]
        same = np.flatnonzero((key[rows][1:] == key[rows][:-1]) & (lane[rows][1:] == lane[rows][:-1])) if len(rows) > 1 else np.array([], np.int64)
        for first, count in _runs(same):
            group = rows[first:first + count + 1].tolist()
            self.add(joined([self.read(self._offset[row], self._size[row]) for row in group]))
            self._joined.update(group)


def _runs(places: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """(first, length) of each run of successive numbers."""
    if len(places):
        for run in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
            yield int(run[0]), len(run)


def _running(begin: Ints, lane: NDArray[np.int16], key: NDArray[np.uint64]) -> NDArray[np.int32]:
    """0, 1, 2 … within runs of equal (begin, lane, key)."""
    place = np.arange(len(begin))
    new = np.ones(len(begin), bool)
    new[1:] = (begin[1:] != begin[:-1]) | (lane[1:] != lane[:-1]) | (key[1:] != key[:-1])
    return (place - np.maximum.accumulate(np.where(new, place, 0))).astype(np.int32)


def vague(event: Event) -> bool:
    """Whether no week can be named in which it begins: its first dating gives the beginning no closer than WEEK."""
    dating = event.datings[0]
    low, high = dating.begin if None not in dating.begin else dating.known
    return high - low >= WEEK  # type: ignore[operator]  # neither is None


def made_id(event: Event) -> str:
    """Eight letters that depend on lane, title and date alone, so that other rows may come and go."""
    what = pack((event.lane, event.title, [(dating.begin, dating.end) for dating in event.datings]))
    return urlsafe_b64encode(blake2b(what, digest_size=6).digest()).decode()


def joined(events: Sequence[Event]) -> Event:
    """One event of several that share an id: all datings, contested when any two of different witnesses exclude each other; the narrowest first otherwise."""
    order = sorted(events, key=lambda one: (-one.weight, one.title, pack(one)))
    datings = sorted({dating: None for event in order for dating in event.datings}, key=lambda one: (one.known[1] - one.known[0], one.known, pack(one)))
    contested = any(event.contested for event in order) or any(excludes(one, other) for one, other in combinations(datings, 2))
    if contested:
        datings.sort(key=lambda one: (one.known, pack(one)))
    first = order[0]
    cards = [event.card for event in order if event.card]
    card = cards[0] if cards else None
    if card:
        more = {Told(other.text, other.by, other.lang): None for other in cards[1:] if other.text and other.text != card.text}
        card = msgspec.structs.replace(card, more=(*card.more, *more))
    return msgspec.structs.replace(
        first, datings=tuple(datings), contested=contested, machine=all(event.machine for event in order), chosen=any(event.chosen for event in order),
        themes=tuple(dict.fromkeys(theme for event in order for theme in event.themes)), places=tuple(dict.fromkeys(place for event in order for place in event.places)), card=card)


def excludes(one: Dating, other: Dating) -> bool:
    """Whether two datings by different witnesses cannot both hold: nothing that one allows is allowed by the other."""
    if set(one.witnesses) & set(other.witnesses):
        return False
    (low, high), (begin, end) = one.known, other.known
    return (high < begin and one.end[1] is not None and other.begin[0] is not None) or (end < low and other.end[1] is not None and one.begin[0] is not None)
