"""Checking a published museum, or a bare log, against its signatures. Needs nothing of presnya but this package.

An audit re-hashes content, not hashes: every file is read, every tile recomputed from the entries, every body opened.
"""

import hashlib
import json
import urllib.request
from collections.abc import Callable, Iterable
from http.client import HTTPException
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from presnya.register.act import open_commitment
from presnya.register.manifest import MANIFEST, SIGNATURE, manifest_text, read_manifest
from presnya.register.merkle import Frontier, leaf_hash
from presnya.register.note import Checkpoint, Verifier, open_checkpoint, open_note, parse_vkey
from presnya.register.tiles import HASH, WIDTH, Tile, hashes_at, number_path, parse_tile, tiles_of, unbundle
from presnya.terms.errors import NotFound, PresnyaError

Progress = Callable[[int, int], None]
TIMEOUT = 30


class Problem(NamedTuple):
    """A file and what is wrong with it."""

    file: str
    what: str
    next_step: str = ""


class Report(NamedTuple):
    """The answer. It holds when `problems` is empty. `key_from` says where the key came from: a copy's own key proves only that it is whole."""

    problems: tuple[Problem, ...]
    checked: int
    size: int
    origin: str
    key_from: str


class _Place(Protocol):
    def read(self, name: str) -> bytes: ...
    def names(self) -> Iterable[str] | None: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def names(self) -> Iterable[str]:
        return (place.relative_to(self.folder).as_posix() for place in sorted(self.folder.rglob("*")) if place.is_file())


class _Address:
    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def read(self, name: str) -> bytes:
        try:
            with urllib.request.urlopen(f"{self.address}/{quote(name)}", timeout=TIMEOUT) as answer:  # noqa: S310  only http(s) gets here
                data: bytes = answer.read()
                return data
        except HTTPException as error:  # cut off on the way, or no HTTP at all
            raise OSError(str(error)) from error

    def names(self) -> None:
        """A web host does not list its files; extra files cannot be found there."""


def verify(target: str | Path, *, key: str | None = None, progress: Progress | None = None) -> Report:
    """Check a site folder, a bare log folder or the http(s) address of either. `key` is a vkey from somebody you trust.

    Raises NotFound when there is no museum at all; everything else that is wrong is in the report, each with its file.
    """
    place: _Place
    if str(target).startswith(("http://", "https://")):
        place = _Address(str(target))
    elif Path(target).is_dir():
        place = _Folder(Path(target))
    else:
        raise NotFound(f"There is no folder {target}.", next_step="Name the folder that holds index.html and manifest.json.")
    check = _Check(place, key)
    if check.has(MANIFEST) or check.has(SIGNATURE):
        check.site(progress)
        check.log("register/", progress)
    elif check.has("checkpoint"):
        check.log("", progress)
    elif check.has("register/checkpoint"):
        check.wrong(MANIFEST, "is missing: nothing says which files belong here", "Take the whole museum from another copy.")
        check.log("register/", progress)
    else:
        raise NotFound(f"{target} holds no published museum.", next_step="Name the folder that holds index.html and manifest.json.")
    return check.report()


class _Check:
    """One run over one place; collects what is wrong, each file once for each fault."""

    def __init__(self, place: _Place, key: str | None) -> None:
        self.place = place
        self.given = parse_vkey(key) if key else None
        self.problems: dict[tuple[str, str], Problem] = {}
        self.checked = 0
        self.checkpoint: Checkpoint | None = None
        self.key: Verifier | None = self.given

    def report(self) -> Report:
        origin = self.checkpoint.origin if self.checkpoint else (self.key.name if self.key else "unknown")
        came_from = "given by you" if self.given else "the copy's own: it proves the copy is whole, not whose it is"
        return Report(tuple(self.problems.values()), self.checked, self.checkpoint.size if self.checkpoint else 0, origin, came_from)

    def wrong(self, file: str, what: str, next_step: str = "Take the file from another copy.") -> None:
        self.problems.setdefault((file, what), Problem(file, what, next_step))

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

    def site(self, progress: Progress | None) -> None:
        """Manifest's signature, then every file it lists, then files it does not list."""
        manifest, signature = self.need(MANIFEST), self.need(SIGNATURE)
        key = self.find_key("register/")
        if manifest is None:
            return
        if signature is not None and key is not None:
            self._manifest_signature(manifest, signature, key)
        try:
            listed = read_manifest(manifest)
        except (ValueError, KeyError, TypeError, RecursionError):
            self.wrong(MANIFEST, "cannot be read")
            return
        for nth, (name, (sha256, size)) in enumerate(listed.items()):
            if progress and nth % 50 == 0:
                progress(nth, len(listed))
            data = self.need(name)
            self.checked += 1
            if data is not None and (len(data) != size or hashlib.sha256(data).hexdigest() != sha256):
                self.wrong(name, "is not the file that was published")
        for name in self.place.names() or ():
            if name not in listed and name not in (MANIFEST, SIGNATURE):
                self.wrong(name, "was not published by the museum", "Remove it, or ask who put it here.")

    def _manifest_signature(self, manifest: bytes, signature: bytes, key: Verifier) -> None:
        try:
            text, _ = open_note(signature.decode(), [key])
        except (PresnyaError, UnicodeDecodeError) as error:
            self.wrong(SIGNATURE, f"does not hold: {error}")
            return
        try:
            size = json.loads(manifest)["size"]
        except (ValueError, KeyError, TypeError, RecursionError):
            size = -1
        if text != manifest_text(key.name, hashlib.sha256(manifest).hexdigest(), size):
            self.wrong(MANIFEST, "is not the list the museum signed")

    def log(self, prefix: str, progress: Progress | None) -> None:
        """Checkpoint, entries, tiles, bodies, earlier checkpoints."""
        note, key = self.need(f"{prefix}checkpoint"), self.find_key(prefix)
        if note is None or key is None:
            return
        try:
            self.checkpoint = open_checkpoint(note.decode(), key)
        except (PresnyaError, UnicodeDecodeError) as error:
            self.wrong(f"{prefix}checkpoint", f"does not hold: {error}")
            return
        leaves, roots = self._entries(prefix, self.checkpoint.size, progress)
        if leaves is None:
            return
        if roots[-1] != self.checkpoint.root:
            leaves, roots = self._signed(prefix, self.checkpoint, leaves, roots)
        for tile in tiles_of(len(leaves), entries=False):
            stride = WIDTH**tile.level
            start = tile.number * WIDTH * stride
            data = self.need(prefix + tile.path)
            if data is not None and data != b"".join(hashes_at(tile.level, leaves[start:start + tile.width * stride])):
                self.wrong(prefix + tile.path, "holds other hashes than the entries give")
        self._other_tiles(prefix, self.checkpoint.size, leaves)
        self._earlier(prefix, key, roots)

    def _other_tiles(self, prefix: str, size: int, leaves: list[bytes]) -> None:
        """Tiles that were the right edge of a smaller register stay where they were published: they must be the beginning of what stands there now."""
        wanted = {prefix + tile.path for tile in tiles_of(size)}
        for name in self.place.names() or ():
            if not name.startswith(f"{prefix}tile/") or name in wanted:
                continue
            tile = parse_tile(name.removeprefix(prefix))
            stride = WIDTH ** max(0, tile.level) if tile else 1
            start = tile.number * WIDTH * stride if tile else 0
            if tile is None or start + tile.width * stride > size:
                self.wrong(name, "is no tile of this register", "Remove it, or ask who put it here.")
                continue
            below = leaves[start:start + tile.width * stride]
            try:
                data = self.read(name) or b""
                same = [leaf_hash(entry) for entry in unbundle(data, file=name)] == below if tile.level < 0 else data == b"".join(hashes_at(tile.level, below))
            except PresnyaError:
                same = False
            if not same:
                self.wrong(name, "holds other entries than those that were signed" if tile.level < 0 else "holds other hashes than the entries give")

    def _signed(self, prefix: str, checkpoint: Checkpoint, leaves: list[bytes], roots: list[bytes]) -> tuple[list[bytes], list[bytes]]:
        """Entries do not give the signed root. When the hash tiles do, the entries were altered: name their bundles, and go on with the tiles' hashes."""
        kept = b"".join(self.read(prefix + tile.path) or b"" for tile in tiles_of(len(leaves), entries=False) if tile.level == 0)
        hashes = [kept[start:start + HASH] for start in range(0, len(kept), HASH)]
        edge = Frontier()
        signed = [edge.root()]
        for hashed in hashes:
            edge.append(hashed)
            signed.append(edge.root())
        if len(hashes) != len(leaves) or signed[-1] != checkpoint.root:
            self.wrong(f"{prefix}checkpoint", "signs another register than the one that lies here")
            return leaves, roots
        for start in range(0, len(leaves), WIDTH):
            if leaves[start:start + WIDTH] != hashes[start:start + WIDTH]:
                self.wrong(prefix + Tile(-1, start // WIDTH, min(WIDTH, len(leaves) - start)).path, "holds other entries than those that were signed")
        return hashes, signed

    def _entries(self, prefix: str, size: int, progress: Progress | None) -> tuple[list[bytes] | None, list[bytes]]:
        leaves: list[bytes] = []
        edge = Frontier()
        roots = [edge.root()]
        whole = True
        for number in range((size + WIDTH - 1) // WIDTH):
            tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
            data = self.need(prefix + tile.path)
            try:
                entries = unbundle(data, file=prefix + tile.path) if data is not None else []
            except PresnyaError as error:
                self.wrong(prefix + tile.path, error.message)
                entries = []
            if len(entries) != tile.width:
                self.wrong(prefix + tile.path, f"holds {len(entries)} entries, not {tile.width}")
                whole = False
                continue
            self._bodies(f"{prefix}bodies/{number_path(number)}.jsonl", number * WIDTH, entries)
            for entry in entries:
                leaves.append(leaf_hash(entry))
                edge.append(leaves[-1])
                roots.append(edge.root())
            if progress:
                progress(len(leaves), size)
        return (leaves if whole else None), roots

    def _bodies(self, file: str, first: int, entries: list[bytes]) -> None:
        data = self.need(file)
        if data is None:
            return
        lines = data.splitlines()
        if len(lines) != len(entries):
            self.wrong(file, f"holds {len(lines)} bodies, not {len(entries)}")
            return
        for nth, (line, entry) in enumerate(zip(lines, entries, strict=True)):
            try:
                held = json.loads(line)
                index, erased = held["index"], held.get("erased") is True
                opens = erased or open_commitment(entry, bytes.fromhex(held["salt"]), held["body"].encode())
            except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                self.wrong(file, f"line {nth + 1} cannot be read")
                continue
            if index != first + nth or not opens or (erased and ("body" in held or "salt" in held)):
                self.wrong(file, f"the body of act {first + nth} is not the one its entry commits to")

    def _earlier(self, prefix: str, key: Verifier, roots: list[bytes]) -> None:
        for name in self.place.names() or ():
            if not name.startswith(f"{prefix}checkpoints/"):
                continue
            data = self.read(name)
            try:
                old = open_checkpoint((data or b"").decode(), key)
            except (PresnyaError, UnicodeDecodeError) as error:
                self.wrong(name, f"does not hold: {error}")
                continue
            if name.rpartition("/")[2] != str(old.size) or old.size >= len(roots) or roots[old.size] != old.root:
                self.wrong(name, "signs another history than the register that lies here", "Keep both: together they prove a fork.")
