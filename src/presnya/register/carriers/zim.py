"""A copy as a .zim for Kiwix and its kin, written and checked by our own code (`zim_layout` says what lies where).

Checking reads the file from its first byte to its last beside COPY.json. The MD5 at the end finds any fault; that every byte between the files is what it
must be makes sure that nothing is hidden there by somebody who writes a new MD5.
"""

import hashlib
import io
import lzma
import os
import struct
from collections.abc import Iterator
from heapq import merge
from itertools import pairwise
from pathlib import Path
from typing import IO, Any, Final

from presnya.register.carriers.common import LIST_RATIO, SLACK, Cargo, Index, Progress, Source, copied, fits, take, whole
from presnya.register.carriers.zim_layout import BASE, HEADER, MAGIC, TITLE_WITHIN, XZ, Cluster, Layout
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, read_rows
from presnya.register.findings import Findings
from presnya.register.manifest import PIECE, Listed
from presnya.register.names import Seen
from presnya.terms.errors import Tampered

_FILTERS: Final = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": 1 << 21}]
_MEMORY: Final = 1 << 24
"""Bytes a cluster's decompression may take: ours need a dictionary of 2 MiB."""
_KEPT: Final = 1 << 25
"""Bytes of an unpacked cluster that are kept at hand."""
FRAME: Final = "(header and types)"
POINTERS: Final = "(pointers)"
END: Final = "(end of the file)"


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def write_zim(place: Path, cargo: Cargo, progress: Progress | None) -> None:
    """Write the file at `place`, which is replaced."""
    sources = {source.listed.file: source for source in cargo.everything}
    order = sorted(sources)
    layout = Layout(cargo.head, lambda: (sources[name].listed for name in order))
    pointers: list[int] = []
    done = 0
    with place.open("w+b") as file:
        file.write(b"\0" * HEADER.size + layout.type_list)
        for cluster in layout.clusters():
            pointers.append(file.tell())
            _write_cluster(file, cluster, layout, sources)
            done += cluster.length
            if progress:
                progress(done, cargo.head.total + cargo.head.bytes)
        extra = layout.finish()
        for cluster in extra:
            pointers.append(file.tell())
            _write_cluster(file, cluster, layout, {row.file: Source(row, place, layout.extra_data[row.file]) for row in cluster.rows})
        _write_rest(file, layout, extra[1], pointers)
        file.flush()
        os.fsync(file.fileno())


def _write_cluster(file: IO[bytes], cluster: Cluster, layout: Layout, sources: dict[str, Source]) -> None:
    file.write(cluster.info)
    packer = _packer() if cluster.packed else None

    def put(data: bytes) -> None:
        file.write(packer.compress(data) if packer else data)

    put(cluster.table)
    for row in cluster.rows:
        begin = b""
        for piece in copied(sources[row.file]):
            begin = begin or piece[:TITLE_WITHIN]
            put(piece)
        layout.noted(cluster, row, begin)
    if packer:
        file.write(packer.flush())


def _packer() -> lzma.LZMACompressor:
    return lzma.LZMACompressor(format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS)


def _write_rest(file: IO[bytes], layout: Layout, last: Cluster, pointers: list[int]) -> None:
    """Entries, pointers, header, MD5."""
    paths = []
    for _, data in layout.entries():
        paths.append(file.tell())
        file.write(data)
    paths_at = file.tell()
    file.write(struct.pack(f"<{len(paths)}Q", *paths))
    pointers_at = file.tell()
    file.write(struct.pack(f"<{len(pointers)}Q", *pointers))
    file.seek(0)
    file.write(layout.header(clusters=len(pointers), last=last, last_at=pointers[-1], paths_at=paths_at, pointers_at=pointers_at))
    file.seek(0)
    digest = hashlib.md5(usedforsecurity=False)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.write(digest.digest())


# ── checking ────────────────────────────────────────────────────────────────────────────────────────────────────


class Zim:
    """A .zim of ours. Its directory is never believed: names and sizes come from COPY.json, which stands in the first cluster."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.bytes = place.stat().st_size
        self.index = Index()
        self.kept: tuple[int, int, bytes] = (-1, 0, b"")
        with place.open("rb") as file:
            self.pointers, self.entries_at = self._pointers(file)
            self.list_size, self.signature_size = self._first(file)

    def _pointers(self, file: IO[bytes]) -> tuple[list[int], int]:
        """Where the clusters stand, as far as the header can be followed at all."""
        data = file.read(HEADER.size)
        wrong = Tampered("begins with a header that cannot be followed, or is cut off", next_step="Take the file from another copy.")
        if len(data) < HEADER.size or data[:4] != MAGIC:
            raise wrong
        _, _, _, _, count, clusters, paths_at, _, pointers_at, _, _, _, end = HEADER.unpack(data)
        if end != self.bytes - 16 or pointers_at + 8 * clusters != end or paths_at + 8 * count != pointers_at or clusters < 3:  # noqa: PLR2004  the list, and two that hold no files
            raise wrong
        file.seek(paths_at)
        entries_at = struct.unpack("<Q", file.read(8))[0]
        file.seek(pointers_at)
        pointers = [*struct.unpack(f"<{clusters}Q", file.read(8 * clusters)), entries_at]
        if pointers[0] != BASE or entries_at > paths_at or any(after <= before for before, after in pairwise(pointers)):
            raise wrong
        return pointers, entries_at

    def _first(self, file: IO[bytes]) -> tuple[int, int]:
        """Bytes of COPY.json and of COPY.sig."""
        stream = self._stream(file, 0)
        table = stream.read(12)
        if stream.info != XZ or len(table) < 12:  # noqa: PLR2004  three offsets
            raise Tampered(f"{COPY} does not stand where it must", next_step="Take another copy of the museum.")
        start, middle, end = struct.unpack("<III", table)
        if start != 12 or not 12 <= middle <= end or end > LIST_RATIO * self.bytes + SLACK:  # noqa: PLR2004  as above
            raise Tampered(f"{COPY} does not stand where it must, or claims to be larger than it can be", next_step="Take another copy of the museum.")
        return middle - start, end - middle

    def _stream(self, file: IO[bytes], number: int) -> "_Stream":
        return _Stream(file, self.pointers[number], self.pointers[number + 1])

    # ── as a place ──────────────────────────────────────────────────────────────────────────────────────────────

    def read(self, name: str) -> bytes:
        """The whole file; OSError for one that is too large for that, or that `examine` did not come to."""
        with self.open(name) as file:
            return whole(file, name)

    def open(self, name: str) -> IO[bytes]:
        """A file for reading from its beginning."""
        number, start, size = self._extent(name)
        if number and self.pointers[number + 1] - self.pointers[number] <= _KEPT >> 3 and (data := self._whole(number)):
            return io.BytesIO(data[start:start + size])
        file = self.place.open("rb")
        stream = self._stream(file, number)
        stream.skip(start)
        return io.BufferedReader(_Part(file, stream, size), PIECE)

    def size(self, name: str) -> int:
        """Bytes of a file."""
        return self._extent(name)[2]

    def _extent(self, name: str) -> tuple[int, int, int]:
        """Cluster, and where in it a file begins and how long it is."""
        if name in (COPY, COPY_SIG):
            return 0, *((12, self.list_size) if name == COPY else (12 + self.list_size, self.signature_size))
        place = self.index[name]
        number, blob = place >> 32, place & 0xFFFFFFFF
        if self.kept[0] == number:
            info, table = self.kept[1], self.kept[2]
        else:
            with self.place.open("rb") as file:
                stream = self._stream(file, number)
                info, table = stream.info, stream.read(8 * (blob + 2))
        width = 8 if info & 0x10 else 4
        start, end = (int.from_bytes(table[width * nth:width * (nth + 1)], "little") for nth in (blob, blob + 1))
        return number, start, max(0, end - start)

    def names(self) -> Iterator[str]:
        """The list's own names: `examine` found nothing beside them."""
        yield from (COPY, COPY_SIG)
        yield from (row.file for row in read_rows(lambda: self.open(COPY)))

    def odd(self) -> Iterator[tuple[str, str]]:
        """A .zim of ours holds plain files only."""
        return iter(())

    def _whole(self, number: int) -> bytes:
        """An unpacked cluster, the last one kept at hand; empty for one that is too large for that."""
        if self.kept[0] != number:
            with self.place.open("rb") as file:
                stream = self._stream(file, number)
                data = stream.read(_KEPT + 1)
            if len(data) > _KEPT:
                return b""
            self.kept = (number, stream.info, data)
        return self.kept[2]

    # ── every byte ──────────────────────────────────────────────────────────────────────────────────────────────

    def examine(self, check: Findings, head: CopyHead, progress: Progress | None) -> Seen:
        """Read every byte beside the list."""
        fits(self.place.name, head, self.bytes)
        held = Seen()
        own = [Listed(COPY, head.sha256, head.bytes), self._signature_row()]
        layout = Layout(head, lambda: merge(own, read_rows(lambda: self.open(COPY)), key=lambda row: row.file))
        with self.place.open("rb") as file:
            if self._clusters(file, layout, check, held, progress):
                self._rest(file, layout, check)
        if not self._sealed() and not check.problems:
            self._name_nearest(layout, check)
        return held

    def _signature_row(self) -> Listed:
        data = self.read(COPY_SIG)
        return Listed(COPY_SIG, hashlib.sha256(data).hexdigest(), len(data))

    def _clusters(self, file: IO[bytes], layout: Layout, check: Findings, held: Seen, progress: Progress | None) -> bool:
        """Every cluster against the list; whether they are as many as they must be."""
        for cluster in layout.clusters():
            if cluster.number >= len(self.pointers) - 3:
                check.wrong(cluster.rows[0].file, "is missing: the file holds fewer clusters than its list needs")
                return False
            self._cluster(file, cluster, layout, check, held)
            for blob, row in enumerate(cluster.rows):
                self.index.add(row.file, cluster.number << 32 | blob)
            if progress:
                progress(self.pointers[cluster.number + 1], self.bytes)
        if check.problems:  # where files are altered their titles may be, too: what follows from them says no more
            return False
        if layout.files_in != len(self.pointers) - 3:
            check.wrong(FRAME, "names more clusters than the files of the list need")
            return False
        self.extra = layout.finish()
        for cluster in self.extra:
            self._cluster(file, cluster, layout, check, Seen())
        return not check.problems

    def _cluster(self, file: IO[bytes], cluster: Cluster, layout: Layout, check: Findings, held: Seen) -> None:
        stream = self._stream(file, cluster.number)
        if bytes([stream.info]) != cluster.info or stream.read(len(cluster.table)) != cluster.table:
            check.wrong(cluster.rows[0].file, "lies in a cluster whose beginning is not as it must be")
            return
        for row in cluster.rows:
            digest, size, begin = hashlib.sha256(), 0, b""
            while size < row.size and (piece := stream.read(min(PIECE, row.size - size))):
                begin = begin or piece[:TITLE_WITHIN]
                digest.update(piece)
                size += len(piece)
            if take(check, held, row, (digest.hexdigest(), size)):
                layout.noted(cluster, row, begin)
        if not stream.ended():
            check.wrong(cluster.rows[-1].file, "lies in a cluster that holds more than it must, or ends otherwise")

    def _rest(self, file: IO[bytes], layout: Layout, check: Findings) -> None:
        """Entries, pointers, header and types."""
        file.seek(self.entries_at)
        at, paths = self.entries_at, []
        for name, data in layout.entries():
            if file.read(len(data)) != data:
                check.wrong(name, "has another directory entry than it must")
                return
            paths.append(at)
            at += len(data)
        if file.read(8 * len(paths)) != struct.pack(f"<{len(paths)}Q", *paths):
            check.wrong(POINTERS, "do not point at the entries")
        clusters = self.pointers[:-1]
        wanted = layout.header(clusters=len(clusters), last=self.extra[1], last_at=clusters[-1], paths_at=at, pointers_at=at + 8 * len(paths))
        file.seek(0)
        if file.read(BASE) != wanted + layout.type_list:
            check.wrong(FRAME, "are not as they must be")

    def _sealed(self) -> bool:
        digest, left = hashlib.md5(usedforsecurity=False), self.bytes - 16
        with self.place.open("rb") as file:
            while left > 0 and (piece := file.read(min(PIECE, left))):
                digest.update(piece)
                left -= len(piece)
            return file.read() == digest.digest()

    def _name_nearest(self, layout: Layout, check: Findings) -> None:
        """All files hold, and yet a bit was changed: in the MD5, or where xz has bits that mean nothing. Pack anew, and see where they part."""
        with self.place.open("rb") as file:
            for number, cluster in enumerate([*layout.clusters(), *self.extra]):
                if not cluster.packed:
                    continue
                packer = _packer()
                stream, anew = self._stream(file, number), b""
                while piece := stream.read(PIECE):
                    anew += packer.compress(piece)
                file.seek(self.pointers[number] + 1)
                if file.read(self.pointers[number + 1] - self.pointers[number] - 1) != anew + packer.flush():
                    check.wrong(cluster.rows[0].file, "lies in a cluster that was altered in bits that change nothing of it")
                    return
        check.wrong(END, "does not bear the number (MD5) of what stands before it")


class _Stream:
    """A cluster's bytes, unpacked, never more than are asked for. `info` is its first byte."""

    def __init__(self, file: IO[bytes], start: int, end: int) -> None:
        self.file, self.at, self.left = file, start + 1, end - start - 1
        file.seek(start)
        self.info = (file.read(1) or b"\0")[0]
        self.unpack: Any = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MEMORY) if self.info & 0x0F == XZ else None

    def _packed(self, most: int) -> bytes:
        self.file.seek(self.at)
        data = self.file.read(min(most, self.left))
        self.at += len(data)
        self.left -= len(data)
        return data

    def _some(self, want: int) -> bytes:
        if self.unpack is None:
            return self._packed(min(want, PIECE))
        try:
            while not self.unpack.eof:
                data = self._packed(1 << 16) if self.unpack.needs_input else b""
                made: bytes = self.unpack.decompress(data, want)
                if made or (not data and self.unpack.needs_input):
                    return made
        except (lzma.LZMAError, EOFError):
            self.left = -1
        return b""

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end, or where the packed bytes are damaged."""
        out = []
        while size > 0 and (piece := self._some(size)):
            out.append(piece)
            size -= len(piece)
        return b"".join(out)

    def skip(self, size: int) -> None:
        """Pass over bytes."""
        if self.unpack is None:
            self.at, self.left = self.at + size, self.left - size
            return
        while size > 0 and (piece := self.read(min(size, PIECE))):
            size -= len(piece)

    def ended(self) -> bool:
        """Whether nothing more comes, and nothing lies behind it."""
        return not self.read(1) and self.left == 0 and (self.unpack is None or (self.unpack.eof and not self.unpack.unused_data))


class _Part(io.RawIOBase):
    """The next `size` bytes of a stream as a file of its own."""

    def __init__(self, file: IO[bytes], stream: _Stream, size: int) -> None:
        super().__init__()
        self.file, self.stream, self.left = file, stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]  # BufferedReader gives a memoryview
        data = self.stream.read(min(len(buffer), self.left))
        self.left -= len(data)
        buffer[:len(data)] = data
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()
