"""How a copy lies in a ZIM file (openZIM, version 6.1): which cluster holds which file, and every byte that belongs to no file.

Header, list of types, clusters from byte 2,048 on, directory entries, pointers to them by path, pointers to clusters, MD5. All of it follows from
COPY.json, from the pages' titles and from how long the compressed clusters came out.
"""

import hashlib
import html
import heapq
import re
import struct
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from presnya.register.carriers.archive import may_deflate
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, is_besides
from presnya.register.manifest import Listed

MAGIC: Final = b"ZIM\x04"
HEADER: Final = struct.Struct("<4sHH16sIIQQQQIIQ")
BASE: Final = 2048
"""Where the first cluster stands: room for the list of types."""
PLAIN: Final = 1
XZ: Final = 4
_WIDE: Final = 0x10
_LIMIT: Final = 1 << 20
"""Bytes of files in a cluster, but where one file is larger."""
_LARGE: Final = 1 << 32
_NONE: Final = 0xFFFFFFFF
_REDIRECT: Final = 0xFFFF
MAIN: Final = "index.html"
_LISTING: Final = "application/octet-stream+zimlisting"
_TYPES: Final = {
    "html": "text/html", "css": "text/css", "js": "text/javascript", "json": "application/json", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg",
    "jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif", "gif": "image/gif", "woff2": "font/woff2", "txt": "text/plain", "csv": "text/csv",
    "xml": "application/xml", "ics": "text/calendar", "pdf": "application/pdf", "md": "text/markdown", "mp3": "audio/mpeg", "mp4": "video/mp4",
}
_OTHER: Final = "application/octet-stream"
_LANGUAGES: Final = {"en": "eng", "ru": "rus", "fr": "fra", "de": "deu", "es": "spa"}
_TITLE: Final = re.compile(rb"<title[^>]*>(.*?)</title>", re.DOTALL | re.IGNORECASE)
TITLE_WITHIN: Final = 1 << 16
"""Bytes at the beginning of a page in which its title is looked for."""

Rows = Callable[[], Iterable[Listed]]


class Cluster(NamedTuple):
    """Files that lie together. `packed`: compressed by xz."""

    number: int
    packed: bool
    rows: tuple[Listed, ...]

    @property
    def wide(self) -> bool:
        """Whether its offsets need eight bytes."""
        return sum(row.size for row in self.rows) + 4 * (len(self.rows) + 1) >= _LARGE

    @property
    def info(self) -> bytes:
        """Its first byte: how it is packed, and how wide its offsets are."""
        return bytes([(XZ if self.packed else PLAIN) | (_WIDE if self.wide else 0)])

    @property
    def table(self) -> bytes:
        """Offsets of its files, from the table's own beginning, and of their end."""
        width = 8 if self.wide else 4
        at = width * (len(self.rows) + 1)
        offsets = [at]
        for row in self.rows:
            offsets.append(at := at + row.size)
        return struct.pack(f"<{len(offsets)}{'Q' if self.wide else 'I'}", *offsets)

    @property
    def length(self) -> int:
        """Bytes of table and files, unpacked."""
        return len(self.table) + sum(row.size for row in self.rows)


class Extra(NamedTuple):
    """An entry that is no file of the copy."""

    space: str
    path: str
    type: str
    data: bytes


class Front(NamedTuple):
    """A page that a reader may look for by its title; `at` is its number among the files."""

    title: str
    at: int


def type_of(name: str) -> str:
    """Media type by the name's ending."""
    return _TYPES.get(name.rpartition("/")[2].rpartition(".")[2].lower(), _OTHER) if "." in name else _OTHER


def is_front(name: str) -> bool:
    """Whether readers may look for this file by title: the museum's pages."""
    return name.endswith(".html") and not is_besides(name)


def title_of(name: str, begin: bytes) -> str:
    """The page's title, from its first bytes; its path where it has none."""
    found = _TITLE.search(begin)
    words = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return words.replace("\0", "")[:1000] or name


class Layout:
    """Everything that follows from the list. `rows` gives all files in the order of their paths, COPY.json and COPY.sig among them, anew at each call."""

    def __init__(self, head: CopyHead, rows: Rows) -> None:
        self.head, self.rows = head, rows
        self.fronts: list[Front] = []
        self.places: array[int] = array("Q")
        types: Counter[str] = Counter()
        for row in rows():
            types[type_of(row.file)] += 1
            self.places.append(0)
        self.counted = types
        self.types = sorted({*types, "text/plain", "image/png", _LISTING})

    @property
    def type_list(self) -> bytes:
        """From the header's end to the first cluster."""
        listed = b"".join(f"{one}\0".encode() for one in self.types) + b"\0"
        return listed.ljust(BASE - HEADER.size, b"\0")

    def clusters(self) -> Iterator[Cluster]:
        """Clusters of the copy's files in their order: the list and its signature, text, everything else. Fills `places` on the way."""
        own = tuple((at, row) for at, row in enumerate(self.rows()) if row.file in (COPY, COPY_SIG))
        yield self._cluster(0, own, packed=True)
        number = 1
        for packed in (True, False):
            gathered: list[tuple[int, Listed]] = []
            size = 0
            for at, row in enumerate(self.rows()):
                if row.file in (COPY, COPY_SIG) or may_deflate(row) is not packed:
                    continue
                if gathered and size + row.size > _LIMIT:
                    yield self._cluster(number, gathered, packed=packed)
                    number, gathered, size = number + 1, [], 0
                gathered.append((at, row))
                size += row.size
            if gathered:
                yield self._cluster(number, gathered, packed=packed)
                number += 1
        self.files_in = number

    def _cluster(self, number: int, rows: Iterable[tuple[int, Listed]], *, packed: bool) -> Cluster:
        held = tuple(rows)
        for blob, (at, _) in enumerate(held):
            self.places[at] = number << 32 | blob
        return Cluster(number, packed, tuple(row for _, row in held))

    def noted(self, cluster: Cluster, row: Listed, begin: bytes) -> None:
        """Remember a page's title when its bytes pass by."""
        if is_front(row.file):
            self.fronts.append(Front(title_of(row.file, begin), self._at(cluster, row)))

    def _at(self, cluster: Cluster, row: Listed) -> int:
        """Pages pass by in the order of their paths: the next one stands further on."""
        place = cluster.number << 32 | cluster.rows.index(row)
        return self.places.index(place, self.fronts[-1].at + 1 if self.fronts else 0)

    # ── what is no file ─────────────────────────────────────────────────────────────────────────────────────────

    def finish(self) -> tuple[Cluster, Cluster]:
        """Once all clusters have passed: the two that hold what is no file, with their data in `extras`. The last one is plain: readers want its listings as they are."""
        words = self._words()
        main = [Extra("W", "mainPage", "", b"")] if self.main >= 0 else []
        count = len(self.places) + len(words) + len(main) + 3
        self.extras = sorted([*words, *main, Extra("M", "Illustration_48x48@1", "image/png", illustration()), Extra("X", "listing/titleOrdered/v0", _LISTING, b"\0" * 4 * count),
                              Extra("X", "listing/titleOrdered/v1", _LISTING, b"\0" * 4 * len(self.fronts))])
        self.count = count
        self.titles = {front.at: front.title for front in self.fronts}
        listings = {"listing/titleOrdered/v0": self._all_by_title(), "listing/titleOrdered/v1": [front.at for front in self._by_title()]}
        self.extras = [one._replace(data=struct.pack(f"<{len(listings[one.path])}I", *listings[one.path])) if one.path in listings else one for one in self.extras]
        packed = [one for one in self.extras if one.space == "M" and one.type == "text/plain"]
        plain = [one for one in self.extras if one.type in ("image/png", _LISTING)]
        self.extra_places = {(one.space, one.path): (self.files_in + nth) << 32 | blob for nth, held in enumerate((packed, plain)) for blob, one in enumerate(held)}
        self.extra_data = {f"{one.space}/{one.path}": one.data for one in self.extras}
        first, second = (tuple(Listed(f"{one.space}/{one.path}", hashlib.sha256(one.data).hexdigest(), len(one.data)) for one in held) for held in (packed, plain))
        return Cluster(self.files_in, True, first), Cluster(self.files_in + 1, False, second)

    @property
    def main(self) -> int:
        """Number of the entrance among the files; -1 without one."""
        return next((at for at, row in enumerate(self.rows()) if row.file == MAIN), -1)

    def _words(self) -> list[Extra]:
        about = self.head.about
        languages = [_LANGUAGES.get(code, code) for code in about.languages.split(",") if code] or ["eng"]
        words = {
            "Counter": ";".join(f"{one}={self.counted[one]}" for one in sorted(self.counted)), "Creator": about.name, "Date": about.date, "Language": ",".join(languages),
            "Description": (" ".join(about.description.split()) or about.name)[:80], "License": about.licence, "Name": re.sub(r"[^a-z0-9]+", "_", self.head.origin.lower()),
            "Publisher": "presnya", "Scraper": "presnya", "Source": self.head.origin, "Title": about.name[:30],
        }
        return [Extra("M", name, "text/plain", value.encode()) for name, value in words.items() if value]

    def _by_title(self) -> list[Front]:
        return sorted(self.fronts, key=lambda front: (front.title.encode(), front.at))

    def _all_by_title(self) -> list[int]:
        """Every entry by its title, or its path where it has none: two sorted rows laid into one."""
        titled = ((front.title.encode(), front.at) for front in self._by_title())
        others = ((row.file.encode(), at) for at, row in enumerate(self.rows()) if at not in self.titles)
        files = [at for _, at in heapq.merge(titled, others)]
        return files + list(range(len(files), self.count))

    def entries(self) -> Iterator[tuple[str, bytes]]:
        """(name, bytes) of each directory entry, in order."""
        for at, row in enumerate(self.rows()):
            title = self.titles.get(at, "")
            yield row.file, self._entry("C", row.file, "" if title == row.file else title, type_of(row.file), self.places[at])
        for one in self.extras:
            name = f"{one.space}/{one.path}"
            if one.space == "W":
                yield name, struct.pack("<HBcII", _REDIRECT, 0, b"W", 0, self.main) + one.path.encode() + b"\0\0"
            else:
                yield name, self._entry(one.space, one.path, "", one.type, self.extra_places[one.space, one.path])

    def _entry(self, space: str, path: str, title: str, kind: str, place: int) -> bytes:
        return struct.pack("<HBcIII", self.types.index(kind), 0, space.encode(), 0, place >> 32, place & _NONE) + path.encode() + b"\0" + title.encode() + b"\0"

    def header(self, *, clusters: int, last: Cluster, last_at: int, paths_at: int, pointers_at: int) -> bytes:
        """The first eighty bytes. `last` is the plain cluster with the listings, `last_at` where it stands."""
        nth = next(nth for nth, row in enumerate(last.rows) if row.file == "X/listing/titleOrdered/v0")
        titles_at = last_at + 1 + len(last.table) + sum(row.size for row in last.rows[:nth])
        main = next((len(self.places) + nth for nth, one in enumerate(self.extras) if one.space == "W"), _NONE)
        identity = hashlib.sha256(b"presnya zim\n" + self.head.sha256.encode()).digest()[:16]
        return HEADER.pack(MAGIC, 6, 1, identity, self.count, clusters, paths_at, titles_at, pointers_at, HEADER.size, main, _NONE, pointers_at + 8 * clusters)


def illustration() -> bytes:
    """The picture that readers show beside the title: 48 by 48, an ink square with a red bar. Written without compression, so that every machine writes the same."""
    line = b"\0" + bytes([0] * 48)
    bar = b"\0" + bytes([0] * 8 + [1] * 32 + [0] * 8)
    raw = line * 30 + bar * 6 + line * 12
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(raw), len(raw) ^ 0xFFFF) + raw + struct.pack(">I", zlib.adler32(raw))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 48, 48, 8, 3, 0, 0, 0)) + chunk(b"PLTE", bytes([27, 25, 22, 178, 34, 34]))
            + chunk(b"IDAT", stored) + chunk(b"IEND", b""))
