"""The list of a published museum's files under the log's signature: one flipped byte anywhere names its file.

`manifest.json` is signed and lists the parts; each part lists the files whose path hashes to its prefix. Who wants to check one file fetches
two small ones, and a publication writes only the parts that changed.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya.register.canonical import canonical
from presnya.register.folders import Folder
from presnya.register.names import refused, shown
from presnya.register.note import Checkpoint, Signer, sign
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadValue

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
PARTS: Final = "manifest/"
"""Folder of the parts, which belongs to the manifest alone."""
TITLE: Final = "presnya manifest v2"
FULL: Final = 256
"""Files that a part holds on the average at most."""
DEEPEST: Final = 3
PIECE: Final = 1 << 20
"""Bytes read at once where a file is hashed."""


class Listed(NamedTuple):
    """A file as a list has it. `size` in bytes."""

    file: str
    sha256: str
    size: int


class Head(NamedTuple):
    """What manifest.json says."""

    origin: str
    root: str
    size: int
    parts: tuple[Listed, ...]


def manifest_text(origin: str, sha256: str, size: int) -> str:
    """What is signed. Its first line is never an origin, so it cannot be passed off as a checkpoint, whose first line is one."""
    return f"{TITLE}\n{origin}\n{sha256}\n{size}\n"


def is_own(name: str) -> bool:
    """Whether this is a file of the manifest itself, which no part lists."""
    return name in (MANIFEST, SIGNATURE) or name.startswith(PARTS)


def depth_for(files: int) -> int:
    """Hex digits of a part's prefix: the least that keeps the mean part at FULL files or fewer, DEEPEST at most."""
    return next((depth for depth in range(DEEPEST) if files <= FULL * 16**depth), DEEPEST)


def part_of(name: str, depth: int) -> str:
    """The part that lists this file: `manifest/all.json`, or `manifest/3f.json` by the first digits of the SHA-256 of its path in UTF-8."""
    return f"{PARTS}{hashlib.sha256(name.encode()).hexdigest()[:depth] if depth else 'all'}.json"


def depth_of(head: Head) -> int:
    """The depth at which this manifest was cut: that of its parts' names. ValueError when they are no parts of one depth."""
    stems = [part.file.removeprefix(PARTS).removesuffix(".json") for part in head.parts]
    depth = 0 if stems in (["all"], []) else len(stems[0])
    if depth and (depth > DEEPEST or any(len(stem) != depth or set(stem) - set("0123456789abcdef") for stem in stems)):
        raise ValueError("parts")
    return depth


def hashed(folder: Folder, name: str) -> Listed:
    """A file's hash and size, read in pieces. OSError when there is no such plain file."""
    digest, size = hashlib.sha256(), 0
    with folder.open(name) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Listed(name, digest.hexdigest(), size)


def files_of(site: Path) -> dict[str, list[str | int]]:
    """Path → [SHA-256, size] of every file of a site but the manifest's own."""
    folder = Folder(site)
    return {name: [one.sha256, one.size] for name in folder.names() if not is_own(name) for one in [hashed(folder, name)]}


def write_manifest(site: Path, *, signer: Signer, checkpoint: Checkpoint, known: Mapping[str, list[str | int]] | None = None) -> int:
    """Write what changed of parts, manifest and signature, the signature last; returns how many files are listed. `known` spares reading files just written.

    BadValue for a file whose name no museum may hold.
    """
    files = known if known is not None else files_of(site)
    depth = depth_for(len(files))
    lists: dict[str, list[str]] = {} if files else {part_of("", 0): []}
    for name in sorted(files):
        if why := refused(name):
            raise BadValue(f'"{shown(name)}" {why}.', next_step="Give the file another name, and publish again.")
        lists.setdefault(part_of(name, depth), []).append(name)
    parts = [_write_part(site, part, [Listed(name, str(files[name][0]), int(files[name][1])) for name in lists[part]]) for part in sorted(lists)]
    for stale in set(Folder(site / PARTS).names() if (site / PARTS).is_dir() else ()) - {part.file.removeprefix(PARTS) for part in parts}:
        (site / PARTS / stale).unlink()
    head = {"v": 2, "origin": signer.name, "size": checkpoint.size, "root": checkpoint.root.hex(), "parts": _rows(parts)}
    data = canonical(head) + b"\n"
    write_changed(site / MANIFEST, data)
    write_changed(site / SIGNATURE, sign(manifest_text(signer.name, hashlib.sha256(data).hexdigest(), checkpoint.size), [signer]).encode())
    return len(files)


def _write_part(site: Path, part: str, files: Iterable[Listed]) -> Listed:
    data = canonical({"files": _rows(files)}) + b"\n"
    write_changed(site / part, data)
    return Listed(part, hashlib.sha256(data).hexdigest(), len(data))


def _rows(listed: Iterable[Listed]) -> list[dict[str, Any]]:
    """Paths are values, not keys: the register's canonical JSON has keys of plain letters only."""
    return [one._asdict() for one in listed]


def write_changed(place: Path, data: bytes) -> None:
    """Write unless these very bytes lie there."""
    if not place.exists() or place.read_bytes() != data:
        write_atomically(place, data)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────


UNREADABLE: Final = (ValueError, KeyError, TypeError, RecursionError)
"""What the readers below raise for bytes that are no list."""


def read_head(data: bytes) -> Head:
    """manifest.json; one of UNREADABLE when it is none."""
    held = json.loads(data)
    if held["v"] != 2 or not isinstance(held["origin"], str) or not isinstance(held["root"], str) or type(held["size"]) is not int:  # noqa: PLR2004  the form's number
        raise ValueError("head")
    return Head(held["origin"], held["root"], held["size"], tuple(_listed(held["parts"])))


def read_part(data: bytes) -> tuple[Listed, ...]:
    """The files of a part; one of UNREADABLE when it is none."""
    return tuple(_listed(json.loads(data)["files"]))


def _listed(rows: Any) -> Iterator[Listed]:
    before = ""
    for row in rows:
        one = Listed(row["file"], row["sha256"], row["size"])
        if not isinstance(one.file, str) or not isinstance(one.sha256, str) or type(one.size) is not int or one.size < 0 or one.file <= before or len(row) != len(one):
            raise ValueError(one.file)
        before = one.file
        yield one


def listed_files(site: Path) -> Iterator[Listed]:
    """Every file that the manifest of this folder lists, the manifest's own not among them. OSError or one of UNREADABLE when it cannot be read."""
    folder = Folder(site)
    for part in read_head(folder.read(MANIFEST)).parts:
        yield from read_part(folder.read(part.file))


def listed_in(site: Path) -> set[str]:
    """Names of the files that the manifest of this folder lists, as far as it can be read."""
    names: set[str] = set()
    try:
        for one in listed_files(site):
            names.add(one.file)
    except (OSError, *UNREADABLE):  # none yet, or damaged: the rest is not known to be ours
        pass
    return names
