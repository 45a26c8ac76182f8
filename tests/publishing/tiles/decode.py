"""A reader of tile trees written from docs/tiles-spec.md alone: what a stranger's program would do. Slow and plain."""

import json
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from presnya import dates

DAY = 1440


class Seen(NamedTuple):
    """A mark as it was read. `place` is (z, x, part, index)."""

    place: tuple[int, int, int, int]
    lane: int
    id: str
    title: str
    begin: int
    last: int
    kind: int
    weight: int
    more: dict[str, Any]


def varints(words: str) -> list[int]:
    """Numbers of a base64 text, seven bits a byte, lowest first."""
    out, number, shift = [], 0, 0
    for byte in b64decode(words):
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            out.append(number)
            number = shift = 0
    assert shift == 0, "the last number is cut off"
    return out


def counts(words: str, length: int) -> list[int]:
    """(gap, count) pairs as a full list."""
    out, at = [0] * length, 0
    numbers = varints(words)
    for gap, count in zip(numbers[::2], numbers[1::2], strict=True):
        at += gap
        assert count > 0
        out[at] = count
        at += 1
    return out


def implied(kind: int, begin: int) -> int:
    """Length less one of a point that its unit gives."""
    year, month, _ = dates.from_day_number(begin // DAY)
    after = {3: (year + month // 12, month % 12 + 1), 4: (year + 1, 1)}.get(kind)
    return {0: 0, 1: 59, 2: DAY - 1}[kind] if after is None else dates.day_number(*after, 1) * DAY - 1 - begin


class Tree:
    """A tree in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.meta = self.file("meta.json")

    def file(self, name: str) -> Any:
        """A file of the tree."""
        return json.loads((self.folder / name).read_bytes())

    def tiles(self, z: int = 0, x: int = 0) -> Iterator[tuple[int, int, Any]]:
        """Every tile, from the root on along `kids`."""
        tile = self.file(f"{z}/{x}.json")
        yield z, x, tile
        for side in (0, 1):
            if tile["kids"] >> side & 1:
                yield from self.tiles(z + 1, 2 * x + side)

    def span(self, z: int, x: int) -> tuple[int, int]:
        """[begin, end) of a tile."""
        width = self.meta["span"] >> z
        return self.meta["begin"] + x * width, self.meta["begin"] + (x + 1) * width

    def marks(self) -> Iterator[Seen]:
        """All of them."""
        for z, x, tile in self.tiles():
            for part in range(tile.get("parts", 1)):
                columns = tile if part == 0 else self.file(f"{z}/{x}.{part}.json")
                yield from self.held(z, x, part, columns)

    def held(self, z: int, x: int, part: int, columns: Any) -> Iterator[Seen]:
        """Marks of one part."""
        begin = self.span(z, x)[0]
        for nth, step in enumerate(columns["b"]):
            begin += step
            key = str(nth)
            kind = columns["k"][nth]
            last = begin + (columns["e"][key] if key in columns.get("e", {}) else implied(kind, begin))
            more = {name: columns[name][key] for name in "hgscqpamofx" if key in columns.get(name, {})}
            yield Seen((z, x, part, nth), columns["l"][nth] if "l" in columns else 0, str(columns["i"][nth]), columns["t"][nth], begin, last, kind, columns["w"][nth], more)

    def cards(self) -> dict[tuple[int, int, int, int], Any]:
        """All cards by the place of their mark."""
        out = {}
        for z, x, tile in self.tiles():
            for part in range(tile.get("parts", 1)):
                stem = f"{z}/{x}.{part}" if part else f"{z}/{x}"
                columns = tile if part == 0 else self.file(f"{stem}.json")
                assert bool(columns.get("cards")) == (self.folder / f"{stem}.cards.json").exists()
                if columns.get("cards"):
                    out |= {(z, x, part, int(key)): card for key, card in self.file(f"{stem}.cards.json")["i"].items()}
        return out

    def near(self, mark: Seen) -> dict[int, tuple[int, int, int, int]]:
        """Lane → certainly the same day, possibly, certainly the same week, possibly; by way of near/*.json."""
        if mark.last - mark.begin >= 31 * DAY or self.meta["near"] is None:
            return {}
        first, last = mark.begin // DAY, mark.last // DAY
        sure = not mark.more.get("q") and not mark.more.get("f", 0) & 1
        monday, sunday = first - (first + 3) % 7, last + 6 - (last + 3) % 7
        out = {}
        for lane in range(len(self.meta["lanes"])):
            if lane == mark.lane:
                continue
            day = self._units("day", lane, first) if sure and first == last else 0
            week = self._units("week", lane, first) if sure and sunday - monday == 6 else 0
            possible = [self._begun(lane, until) - self._over(lane, since) for since, until in ((first, last), (monday, sunday))]
            out[lane] = [day, possible[0], week, possible[1]]
        for lane, *less in mark.more.get("x", ()):
            out[lane] = [have - take for have, take in zip(out[lane], less, strict=True)]
        return {lane: tuple(four) for lane, four in out.items() if any(four)}

    def _stretch(self, day: int) -> tuple[Any, int]:
        weeks = self.meta["near"]
        number = (day + 3) // (7 * weeks)
        return self.file(f"near/{number}.json"), 7 * weeks * number - 3

    def _begun(self, lane: int, day: int) -> int:
        """Counted marks of a lane whose first day is this one or lies before it."""
        near, start = self._stretch(day)
        return near["sums"][lane][0] + sum(counts(near["first"][lane], 7 * self.meta["near"])[:day - start + 1])

    def _over(self, lane: int, day: int) -> int:
        """Counted marks of a lane whose last day lies before this one."""
        near, start = self._stretch(day)
        return near["sums"][lane][1] + sum(counts(near["last"][lane], 7 * self.meta["near"])[:day - start])

    def _units(self, column: str, lane: int, day: int) -> int:
        near, start = self._stretch(day)
        return counts(near[column][lane], 7 * self.meta["near"])[(day - start) // (7 if column == "week" else 1)]
