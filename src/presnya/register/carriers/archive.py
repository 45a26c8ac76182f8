"""A copy as one .zip that any program opens, with the same bytes whenever it is made of the same files.

APPNOTE.TXT 6.3: local headers, a central directory, ZIP64 where it is needed. Text is deflated, everything else stored; times are 1980-01-01. The comment
at the end bears the SHA-256 of all bytes before it. Checking reads the archive from its first byte to its last beside COPY.json, and compares each byte
that belongs to no file with what it must be: a compressed stream may come from another deflater, a header may not.
"""

import hashlib
import io
import os
import struct
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, NamedTuple

from presnya.register.carriers.common import LIST_RATIO, SLACK, Cargo, Index, Progress, Source, copied, fits, take, whole
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, read_rows
from presnya.register.findings import Findings
from presnya.register.manifest import PIECE, Listed
from presnya.register.names import Seen, shown
from presnya.terms.errors import Tampered

MAGIC: Final = b"PK\x03\x04"
_STORED: Final = 0
_DEFLATED: Final = 8
_LEVEL: Final = 6
_LOCAL: Final = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL: Final = struct.Struct("<4sHHHHHHIIIHHHHHII")
_UTF8: Final = 0x0800
_DAY: Final = 0x0021
"""1980-01-01, the first day a .zip can name."""
_UNIX: Final = 0x031E
_FILE: Final = 0o100644 << 16
_LIMIT: Final = 0xFFFFFFFF
_MOST: Final = 0xFFFF
_TEXT: Final = (".html", ".json", ".jsonl", ".js", ".css", ".svg", ".txt", ".csv", ".toml", ".md", ".xml", ".ics", ".sig")
_LARGEST_TEXT: Final = 1 << 24
"""Bytes up to which text is deflated; a larger file would have to be compressed twice, or held."""
_SEAL: Final = b"presnya: SHA-256 of all bytes before this number is "
END: Final = "(end of the archive)"


class _Entry(NamedTuple):
    """What a header says of a file: CRC-32, bytes as they lie here, how they were packed, where the local header begins."""

    crc: int
    packed: int
    method: int
    offset: int


def may_deflate(row: Listed) -> bool:
    """Whether this file is text that is deflated here."""
    return row.file.endswith(_TEXT) and row.size <= _LARGEST_TEXT


# ── bytes between the files ─────────────────────────────────────────────────────────────────────────────────────


def _local(row: Listed, entry: _Entry) -> bytes:
    name, large = row.file.encode(), row.size >= _LIMIT
    extra = struct.pack("<HHQQ", 1, 16, row.size, entry.packed) if large else b""
    sizes = (_LIMIT, _LIMIT) if large else (entry.packed, row.size)
    return _LOCAL.pack(MAGIC, 45 if large else 20, _UTF8, entry.method, 0, _DAY, entry.crc, *sizes, len(name), len(extra)) + name + extra


def _central(row: Listed, entry: _Entry) -> bytes:
    name, large, far = row.file.encode(), row.size >= _LIMIT, entry.offset >= _LIMIT
    inner = (struct.pack("<QQ", row.size, entry.packed) if large else b"") + (struct.pack("<Q", entry.offset) if far else b"")
    extra = struct.pack("<HH", 1, len(inner)) + inner if inner else b""
    sizes = (_LIMIT, _LIMIT) if large else (entry.packed, row.size)
    return _CENTRAL.pack(b"PK\x01\x02", _UNIX, 45 if inner else 20, _UTF8, entry.method, 0, _DAY, entry.crc, *sizes, len(name), len(extra), 0, 0, 0, _FILE,
                         min(entry.offset, _LIMIT)) + name + extra


def _end(count: int, start: int, size: int) -> bytes:
    """The end of the directory, up to where the seal's number stands."""
    out = b""
    if count >= _MOST or start >= _LIMIT or size >= _LIMIT:
        out += struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, _UNIX, 45, 0, 0, count, count, size, start) + struct.pack("<4sIQI", b"PK\x06\x07", 0, start + size, 1)
    return out + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, min(count, _MOST), min(count, _MOST), min(size, _LIMIT), min(start, _LIMIT), len(_SEAL) + 64) + _SEAL


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def write_archive(place: Path, cargo: Cargo, progress: Progress | None) -> None:
    """Write the archive at `place`, which is replaced."""
    digest, entries, done = hashlib.sha256(), [], 0
    with place.open("wb") as file:

        def put(data: bytes) -> None:
            digest.update(data)
            file.write(data)

        for source in cargo.everything:
            entry, pieces = _packed(source, file.tell())
            entries.append(entry)
            put(_local(source.listed, entry))
            for piece in pieces:
                put(piece)
            done += source.listed.size
            if progress:
                progress(done, cargo.head.total)
        start = file.tell()
        for source, entry in zip(cargo.everything, entries, strict=True):
            put(_central(source.listed, entry))
        put(_end(len(entries), start, file.tell() - start))
        file.write(digest.hexdigest().encode())
        file.flush()
        os.fsync(file.fileno())


def _packed(source: Source, offset: int) -> tuple[_Entry, Iterator[bytes]]:
    """What the header says, and the bytes to follow it."""
    if may_deflate(source.listed):
        data = b"".join(copied(source))
        small = _deflated(data)
        if len(small) < len(data):
            return _Entry(zlib.crc32(data), len(small), _DEFLATED, offset), iter([small])
        return _Entry(zlib.crc32(data), len(data), _STORED, offset), iter([data])
    crc = 0
    for piece in copied(source):
        crc = zlib.crc32(piece, crc)
    return _Entry(crc, source.listed.size, _STORED, offset), copied(source)


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


# ── checking ────────────────────────────────────────────────────────────────────────────────────────────────────


class Archive:
    """A .zip of ours. Its own directory is never believed: names and sizes come from COPY.json, which stands first."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.bytes = place.stat().st_size
        self.index = Index()
        self.first = [*self._first()]

    def open(self, name: str) -> IO[bytes]:
        """A file for reading from its beginning; FileNotFoundError for one that `examine` did not find whole."""
        file = self.place.open("rb")
        try:
            file.seek(self._offset(name))
            size, entry, _ = _header(file, name)
            return io.BufferedReader(_Unpacked(file, size, entry, owned=True), PIECE)
        except BaseException:
            file.close()
            raise

    def size(self, name: str) -> int:
        """Its bytes as the local header says; of files that were examined the same as listed."""
        with self.place.open("rb") as file:
            file.seek(self._offset(name))
            return _header(file, name)[0]

    def read(self, name: str) -> bytes:
        """The whole file; OSError for one that is too large for that."""
        with self.open(name) as file:
            return whole(file, name)

    def names(self) -> Iterator[str]:
        """The list's own names: `examine` found nothing beside them."""
        yield from (row.file for row, _ in self.first)
        yield from (row.file for row in read_rows(lambda: self.open(COPY)))

    def odd(self) -> Iterator[tuple[str, str]]:
        """An archive of ours holds plain files only."""
        return iter(())

    def _offset(self, name: str) -> int:
        return next((at for row, at in self.first if row.file == name), -1) if name in (COPY, COPY_SIG) else self.index[name]

    def _first(self) -> Iterator[tuple[Listed, int]]:
        """COPY.json and COPY.sig with where they stand. Tampered when the archive does not begin with them."""
        with self.place.open("rb") as file:
            for name in (COPY, COPY_SIG):
                offset = file.tell()
                size, entry, actual = _header(file, name)
                if actual != name or size > LIST_RATIO * self.bytes + SLACK:
                    raise Tampered(f"{name} does not stand where it must", next_step="Take another copy of the museum.")
                file.seek(entry.packed, os.SEEK_CUR)
                yield Listed(name, "", size), offset

    def examine(self, check: Findings, head: CopyHead, progress: Progress | None) -> Seen:
        """Read every byte beside the list. The first byte between files that is not what it must be ends the reading: what follows cannot be told apart."""
        fits(self.place.name, head, self.bytes)
        held = Seen()
        try:
            with self.place.open("rb") as file:
                self._walk(file, check, head, held, progress)
        except Tampered as error:
            name, _, what = error.message.partition("\0")
            check.wrong(name, what, error.next_step)
        if not self._sealed() and not check.problems:
            self._name_nearest(check)
        return held

    def _rows(self, head: CopyHead) -> Iterator[Listed]:
        yield Listed(COPY, head.sha256, head.bytes)
        yield self.signature
        yield from read_rows(lambda: self.open(COPY))

    @property
    def signature(self) -> Listed:
        """COPY.sig as it lies here: no list holds its hash; its own signature does."""
        data = self.read(COPY_SIG)
        return Listed(COPY_SIG, hashlib.sha256(data).hexdigest(), len(data))

    def _walk(self, file: IO[bytes], check: Findings, head: CopyHead, held: Seen, progress: Progress | None) -> None:
        crcs, packed, methods = array("I"), array("Q"), bytearray()
        for row in self._rows(head):
            entry = self._one(file, row, check, held)
            crcs.append(entry.crc)
            packed.append(entry.packed)
            methods.append(entry.method)
            if progress:
                progress(file.tell(), self.bytes)
        start, offset = file.tell(), 0
        for nth, row in enumerate(self._rows(head)):
            wanted = _central(row, _Entry(crcs[nth], packed[nth], methods[nth], offset))
            _same(file, wanted, row.file, "has another record in the archive's directory than it must")
            offset += len(_local(row, _Entry(crcs[nth], packed[nth], methods[nth], offset))) + packed[nth]
        _same(file, _end(len(crcs), start, file.tell() - start), END, "is not as it must be")
        if len(file.read(65)) != 64:  # noqa: PLR2004  the seal's number: SHA-256 in hex
            raise _broken(END, "is not as it must be")

    def _one(self, file: IO[bytes], row: Listed, check: Findings, held: Seen) -> _Entry:
        offset = file.tell()
        try:
            size, entry, called = _header(file, row.file)
        except Tampered as error:
            raise _broken(row.file, "has no header where its own must stand: nothing after it was checked") from error
        if called != row.file:
            raise _broken(row.file, f"does not stand where it must; there stands {shown(called)}: nothing after it was checked")
        after = file.tell()
        file.seek(offset)
        fitting = entry.packed == row.size if entry.method == _STORED else may_deflate(row) and entry.packed < row.size
        if not fitting or size != row.size:
            raise _broken(row.file, "has another header in the archive than it must: nothing after it was checked")
        _same(file, _local(row, entry), row.file, "has another header in the archive than it must: nothing after it was checked")
        if after + entry.packed > self.bytes:
            raise _broken(row.file, "is cut off: the archive ends in it")
        self.index.add(row.file, offset)
        self._content(file, row, entry, check, held)
        file.seek(after + entry.packed)
        return entry

    def _content(self, file: IO[bytes], row: Listed, entry: _Entry, check: Findings, held: Seen) -> None:
        digest, crc, size = hashlib.sha256(), 0, 0
        unpacked = _Unpacked(file, row.size, entry, owned=False)
        while piece := unpacked.read(PIECE):
            digest.update(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        if crc != entry.crc or not unpacked.ended:
            check.wrong(row.file, "has another checksum in the archive than its bytes give")
        take(check, held, row, (digest.hexdigest(), size))

    def _sealed(self) -> bool:
        """Whether the number at the end is that of all bytes before it."""
        digest, left = hashlib.sha256(), self.bytes - 64
        with self.place.open("rb") as file:
            while left > 0 and (piece := file.read(min(PIECE, left))):
                digest.update(piece)
                left -= len(piece)
            return file.read() == digest.hexdigest().encode()

    def _name_nearest(self, check: Findings) -> None:
        """All files hold, and yet a bit was changed: in the seal, or where a deflated stream has bits that mean nothing. Pack anew, and see where they part."""
        with self.place.open("rb") as file:
            for row in [row for row, _ in self.first] + list(read_rows(lambda: self.open(COPY))):
                _, entry, _ = _header(file, row.file)
                lies = file.read(entry.packed) if entry.method == _DEFLATED else b""
                if entry.method == _STORED:
                    file.seek(entry.packed, os.SEEK_CUR)
                elif lies != _deflated(self.read(row.file)):
                    check.wrong(row.file, "was altered as it lies in the archive, in bits that change nothing of it")
                    return
        check.wrong(END, "does not bear the number of what stands before it")


def _same(file: IO[bytes], wanted: bytes, name: str, what: str) -> None:
    if file.read(len(wanted)) != wanted:
        raise _broken(name, what)


def _broken(name: str, what: str) -> Tampered:
    return Tampered(f"{name}\0{what}", next_step="Take the archive from another copy.")


def _header(file: IO[bytes], name: str) -> tuple[int, _Entry, str]:
    """(size, entry, name) as a local header claims; Tampered when there is none. The file then stands at the packed bytes."""
    offset = file.tell()
    data = file.read(_LOCAL.size)
    if len(data) < _LOCAL.size or data[:4] != MAGIC:
        raise Tampered(f"{name} has no header", next_step="Take the archive from another copy.")
    _, _, _, method, _, _, crc, packed, size, long, extra = _LOCAL.unpack(data)
    called, more = file.read(long), file.read(extra)
    if packed == size == _LIMIT and len(more) == 20:  # noqa: PLR2004  a ZIP64 field with two sizes
        size, packed = struct.unpack("<QQ", more[4:])
    if method not in (_STORED, _DEFLATED):
        raise Tampered(f"{name} is packed in a way we never use", next_step="Take the archive from another copy.")
    return size, _Entry(crc, packed, method, offset), called.decode("utf-8", "replace")


class _Unpacked(io.RawIOBase):
    """A file's bytes out of the archive, never more than its header claims. `ended` says whether the packed bytes end where the file does."""

    def __init__(self, file: IO[bytes], size: int, entry: _Entry, *, owned: bool) -> None:
        super().__init__()
        self.file, self.owned = file, owned
        self.left_packed, self.left = entry.packed, size
        self.inflate = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == _DEFLATED else None

    @property
    def ended(self) -> bool:
        more = self.inflate is not None and (bool(self._inflated(1)) or not self.inflate.eof or bool(self.inflate.unused_data))
        return not (self.left or self.left_packed or more)

    def _packed(self, most: int) -> bytes:
        data = self.file.read(min(most, self.left_packed))
        self.left_packed -= len(data)
        return data

    def _inflated(self, want: int) -> bytes:
        """Up to `want` bytes more; none at the end of the stream, or where it is damaged."""
        assert self.inflate is not None
        try:
            while not self.inflate.eof:
                data = self.inflate.unconsumed_tail or self._packed(1 << 16)
                made = self.inflate.decompress(data, want)
                if made or not data:
                    return made
        except zlib.error:
            pass
        return b""

    def close(self) -> None:
        if self.owned:
            self.file.close()
        super().close()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; fewer only at the end, or where the packed bytes are damaged."""
        want = self.left if size < 0 else min(size, self.left)
        out = []
        while want > 0 and (piece := self._packed(min(want, PIECE)) if self.inflate is None else self._inflated(min(want, PIECE))):
            out.append(piece)
            want -= len(piece)
            self.left -= len(piece)
        return b"".join(out)

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]  # BufferedReader gives a memoryview
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)
