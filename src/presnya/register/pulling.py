"""Pulling a museum into a mirror: its signed head must continue what was seen, its list must be signed, every file must be the listed one, and the
whole is verified anew before it takes the place of the copy before. Until then the copy before is served, and what is half fetched is seen by nobody.
"""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from presnya.register import cosigner, mirrors
from presnya.register.evidence import Evidence, found_fork, roots_of
from presnya.register.folders import Folder
from presnya.register.listing import Listing, Reader, check_bytes, read_listing
from presnya.register.manifest import MANIFEST, SIGNATURE, Listed, hashed
from presnya.register.mirrors import Mirror
from presnya.register.names import shown
from presnya.register.note import Checkpoint, Signer, parse_checkpoint
from presnya.register.places import MOST_NOTE, Source, place_of
from presnya.register.rotation import Chain, follow
from presnya.register.tile_reader import TileReader, prefix_path
from presnya.register.tiles import WIDTH
from presnya.register.transport import Limits
from presnya.register.verify import verify
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadProof, Conflict, NotFound, PresnyaError, Refused, RegisterError, StrongroomError, Tampered, Unreachable

HEAD: Final = "register/checkpoint"
PREFIX: Final = "register/"
_SLACK: Final = 1 << 20
_STAGE: Final = "part"
_LEFT: Final = "left"
_PIECE: Final = 1 << 20


class Bounds(NamedTuple):
    """What is taken from one museum: `files` at the most, `whole` bytes of all of them together, and the host's limits."""

    files: int = 2_000_000
    whole: int = 20 << 30
    host: Limits = Limits()


class Pulled(NamedTuple):
    """What a pull did. `fetched` files and bytes came from there, `kept` files were here already; `erased` are acts whose bodies the museum
    destroyed since, and this mirror with it; `line` is the cosignature.
    """

    mirror: Mirror
    before: int
    size: int
    fetched: int
    bytes: int
    kept: int
    erased: tuple[int, ...]
    line: str
    changed: bool


class Forked(RegisterError):
    """Two signed histories of one register; `file` is the evidence."""

    def __init__(self, message: str, file: Path) -> None:
        super().__init__(message, next_step=f"Evidence that anyone can verify: {file}. Show it to the museum and to its other mirrors; nothing of it was taken.")
        self.file = file


Progress = Callable[[int, int], None]


def pull(mirror: Mirror, *, signer: Signer, bounds: Bounds | None = None, progress: Progress | None = None, clock: Callable[[], float] = time.time) -> Pulled:
    """Fetch what changed, verify the whole, cosign, show it. When anything is wrong the copy before stays and the error says what.

    Raises Forked with a file of evidence; Conflict when the museum shows less than was seen; Tampered, BadNote, BadProof, Refused, Unreachable.
    """
    bounds = bounds or Bounds()
    source = place_of(mirror.source, limits=bounds.host)
    note, checkpoint, mirror = _head(source, mirror)
    if checkpoint.size > bounds.files * WIDTH:
        raise Refused(f"{mirror.origin} claims {checkpoint.size} acts, more than this mirror takes.", next_step="If you trust this museum, raise the limit.")
    _continues(source, mirror, note, checkpoint)
    if not mirror.copied:
        seen = cosigner.seen(mirror.origin).size
        return Pulled(mirror, seen, checkpoint.size, 0, 0, 0, (), _cosigned(mirror, note, checkpoint, signer=signer, clock=clock, tiles=source), changed=seen != checkpoint.size)
    asked = _Asked(source, mirror.origin)
    listing = read_listing(asked, mirror.key)
    if (listing.size, listing.root) != (checkpoint.size, checkpoint.root):
        raise Conflict(f"The list of files of {mirror.origin} is of {listing.size} acts, its checkpoint of {checkpoint.size}.", next_step="It is publishing just now: try again in a while.")
    before = _size_of(mirror)
    if _shown(mirror) == listing.sha256 and (mirror.current / HEAD).read_bytes() == note.encode():
        return Pulled(mirror, before, checkpoint.size, 0, 0, 0, (), _cosigned(mirror, note, checkpoint, signer=signer, clock=clock, tiles=Folder(mirror.current)), changed=False)
    stage = _Stage(mirror, asked, listing, bounds, progress)
    erased = _staged(stage, note)
    line = _cosigned(mirror, note, checkpoint, signer=signer, clock=clock, tiles=Folder(stage.folder))
    _show(mirror, listing)
    return Pulled(mirror, before, checkpoint.size, stage.fetched, stage.bytes, stage.kept, erased, line, changed=True)


class _Asked:
    """A source whose files are promised by a signed list or head: one that is missing or cut off is told as that, not as a fault of this machine's disk."""

    def __init__(self, source: Source, origin: str) -> None:
        self.source, self.origin = source, origin

    def read(self, name: str, *, most: int | None = None) -> bytes:
        try:
            return self.source.read(name, most=most)
        except FileNotFoundError as error:
            raise Tampered(f"{shown(name)} should be there, and {self.origin} does not have it.", next_step="It may be publishing just now: try again in a while.") from error
        except OSError as error:
            raise Unreachable(f"{shown(name)} of {self.origin} did not come: {error}.", next_step="Pull again: what came is kept.") from error


# ── the signed head ─────────────────────────────────────────────────────────────────────────────────────────────


def _head(source: Source, mirror: Mirror) -> tuple[str, Checkpoint, Mirror]:
    """The signed head, and the mirror with the keys to which signed rotations lead from the one it knows."""
    try:
        note = source.read(HEAD, most=MOST_NOTE).decode()
    except OSError as error:
        raise NotFound(f"{mirror.source} holds no published museum: {HEAD} is missing.", next_step="Ask its keeper where it went; the copy before stays.") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{HEAD} of {mirror.source} is no text.", next_step="Ask its keeper.") from error
    rotations, wrong = follow(lambda number: _rotation(source, number))
    if wrong:
        raise wrong
    chain = Chain(rotations[0].old, rotations) if rotations else Chain(mirror.key)
    if mirror.key not in chain.keys:  # rotations of another register: the key we hold stands alone
        chain = Chain(mirror.key)
    checkpoint = chain.open(note)
    if chain.current != mirror.key:
        mirror = mirror._replace(keys=(*mirror.keys, *chain.keys[chain.keys.index(mirror.key) + 1:]))
        mirrors.write(mirror)
    return note, checkpoint, mirror


def _rotation(source: Source, number: int) -> bytes | None:
    try:
        return source.read(f"register/rotations/{number}", most=MOST_NOTE)
    except OSError:
        return None


def _continues(source: Source, mirror: Mirror, note: str, checkpoint: Checkpoint) -> None:
    """The museum's tiles, whose hashes are checked against its signature, say what its first acts were; they must be those that were seen."""
    seen = cosigner.seen(mirror.origin)
    if checkpoint.size < seen.size:
        _rolled_back(mirror, note, checkpoint, seen)
    if checkpoint.size == seen.size:
        if checkpoint.root != seen.root:
            raise _forked(mirror, Evidence(seen.note, note), checkpoint, seen)
        return
    if seen.size == 0:
        return
    path = prefix_path(seen.size, checkpoint.size, TileReader(source, PREFIX, checkpoint.size))
    root, whole = roots_of(seen.size, checkpoint.size, path)
    if whole != checkpoint.root:
        raise BadProof(f"The tiles of {mirror.origin} do not lead to the root that its checkpoint signs.", next_step="It may be publishing just now: try again in a while.")
    if root != seen.root:
        raise _forked(mirror, Evidence(seen.note, note, tuple(path)), checkpoint, seen)


def _rolled_back(mirror: Mirror, note: str, checkpoint: Checkpoint, seen: cosigner.Seen) -> None:
    """Less than was seen. Whether it is an older state of the same register, or another one, our own copy tells, if it holds what was seen."""
    if _size_of(mirror) == seen.size and checkpoint.size:
        path = prefix_path(checkpoint.size, seen.size, TileReader(Folder(mirror.current), PREFIX, seen.size))
        if evidence := found_fork(note, seen.note, mirror.keys, path):
            raise _forked(mirror, evidence, checkpoint, seen)
    raise Conflict(f"{mirror.origin} shows {checkpoint.size} acts, but {seen.size} were cosigned here before.",
                   next_step="It may be publishing just now, or an old state was brought back: ask its keeper. The copy before stays.")


def _forked(mirror: Mirror, evidence: Evidence, checkpoint: Checkpoint, seen: cosigner.Seen) -> Forked:
    return Forked(f"{mirror.origin} has signed two histories: its register of {checkpoint.size} acts does not continue the {seen.size} acts that were seen.", cosigner.keep(evidence))


def _cosigned(mirror: Mirror, note: str, checkpoint: Checkpoint, *, signer: Signer, clock: Callable[[], float], tiles: Source) -> str:
    """Our line on this checkpoint; given only once for each, so that pulling twice changes nothing."""
    def continues(seen: cosigner.Seen) -> None:
        if seen.size and _root_at(tiles, checkpoint, seen.size) != seen.root:
            raise BadProof(f"{mirror.origin} was cosigned with another history meanwhile.", next_step="Pull again: evidence is written then.")

    seen = cosigner.seen(mirror.origin)
    if seen.size == checkpoint.size and (line := _own_line(seen.note, signer)):
        return line
    return cosigner.advance(checkpoint, note, signer=signer, continues=continues, clock=clock)


def _root_at(tiles: Source, checkpoint: Checkpoint, size: int) -> bytes:
    if size == checkpoint.size:
        return checkpoint.root
    return roots_of(size, checkpoint.size, prefix_path(size, checkpoint.size, TileReader(tiles, PREFIX, checkpoint.size)))[0]


def _own_line(note: str, signer: Signer) -> str:
    return next((f"{line}\n" for line in note.split("\n") if line.startswith(f"— {signer.name} ")), "")


# ── the files ───────────────────────────────────────────────────────────────────────────────────────────────────


class _Stage:
    """The next copy while it is being made. What it holds is checked already, so a pull that was cut off goes on from there."""

    def __init__(self, mirror: Mirror, source: Source, listing: Listing, bounds: Bounds, progress: Progress | None) -> None:
        self.mirror, self.source, self.listing, self.bounds, self.progress = mirror, source, listing, bounds, progress
        self.folder = mirror.folder / _STAGE
        self.fetched = self.bytes = self.kept = self.done = 0

    def sizes(self) -> tuple[int, int]:
        """How many files and bytes the list promises, every list read and kept, every name checked, before one file is fetched."""
        files = total = 0
        for part, data, listed in Reader(self.source, self.listing).each():
            files += len(listed) + 1
            total += part.size + sum(one.size for one in listed)
            if files > self.bounds.files or total > self.bounds.whole:
                raise Refused(f"{self.mirror.origin} lists more than {self.bounds.files} files or {self.bounds.whole} bytes.", next_step="If you trust this museum, raise the limit.")
            self.write(part.file, data)
        return files, total

    def fill(self, total: int) -> None:
        """Every listed file: linked from a copy that has it, or fetched."""
        for _, _, files in Reader(Folder(self.folder), self.listing).each():
            for one in files:
                self._take(one)
                self.done += one.size
            if self.progress:
                self.progress(self.done, total)

    def _take(self, one: Listed) -> None:
        target = self.folder / one.file
        if _is(self.folder, one):
            self.kept += 1
            return
        for copy in (self.mirror.current, self.mirror.folder / _LEFT):
            if _is(copy, one):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                os.link(copy / one.file, target)  # no copy is ever written into: a changed file is a new one
                self.kept += 1
                return
        data = self.source.read(one.file, most=one.size)
        check_bytes(one, data)
        self.write(one.file, data)
        self.fetched, self.bytes = self.fetched + 1, self.bytes + len(data)

    def write(self, name: str, data: bytes) -> None:
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{hashlib.sha256(target.name.encode()).hexdigest()[:16]}.part")
        part.write_bytes(data)
        part.replace(target)


def _staged(stage: _Stage, note: str) -> tuple[int, ...]:
    """Make the next copy and verify it as anybody would. Whatever is wrong with what came, nothing of it is left; what only stopped half way is kept."""
    _begin(stage)
    try:
        files, total = stage.sizes()
        if shutil.disk_usage(stage.folder).free < total + files * 4096 + _SLACK - _held(stage.mirror.current):
            raise StrongroomError(f"There is not room enough on this disk for the {total} bytes of {stage.mirror.origin}.", next_step="Make room, then pull again.")
        stage.fill(total)
        for name in (MANIFEST, SIGNATURE):
            stage.write(name, stage.source.read(name, most=MOST_NOTE if name == SIGNATURE else _PIECE))
        if (stage.folder / HEAD).read_text() != note:
            raise Conflict(f"{stage.mirror.origin} published while it was pulled.", next_step="Pull again.")
        report = verify(stage.folder, key=str(stage.mirror.key))
        if report.problems:
            first = report.problems[0]
            raise Tampered(f"{stage.mirror.origin} does not hold: {first.file}: {first.what} ({len(report.problems)} problems in all).", next_step="The copy before stays. Tell its keeper.")
        return _erased_since(stage.mirror.current, stage.folder)
    except Unreachable as error:
        if isinstance(error, Refused) or not stage.fetched:  # a host that gave nothing that holds is not gone on with
            _drop(stage.mirror)
        raise
    except PresnyaError:
        _drop(stage.mirror)
        raise


def _begin(stage: _Stage) -> None:
    """What was half fetched of an older list is taken from where it fits, and then removed with it."""
    mark = stage.mirror.folder / "part.of"
    if stage.folder.exists() and (not mark.exists() or mark.read_text() != stage.listing.sha256):
        shutil.rmtree(stage.mirror.folder / _LEFT, ignore_errors=True)
        stage.folder.rename(stage.mirror.folder / _LEFT)
    write_atomically(mark, stage.listing.sha256.encode())
    stage.folder.mkdir(exist_ok=True)


def _drop(mirror: Mirror) -> None:
    for name in (_STAGE, _LEFT):
        shutil.rmtree(mirror.folder / name, ignore_errors=True)
    (mirror.folder / "part.of").unlink(missing_ok=True)


def _held(folder: Path) -> int:
    try:
        return sum(place.stat().st_size for place in folder.rglob("*") if place.is_file())
    except OSError:
        return 0


def _is(folder: Path, one: Listed) -> bool:
    """Whether this file lies there, its bytes read anew."""
    try:
        found = Folder(folder)
        return found.size(one.file) == one.size and hashed(found, one.file) == one
    except OSError:
        return False


def _show(mirror: Mirror, listing: Listing) -> None:
    """The next copy takes the place of the one before: all of it is on the disk first, then one link is moved; then the one before is destroyed, erased bodies with it."""
    copies = mirror.folder / "copies"
    copies.mkdir(exist_ok=True)
    target = copies / f"{listing.size}-{listing.sha256[:16]}-{time.time_ns()}"
    os.sync()
    (mirror.folder / _STAGE).rename(target)
    link = mirror.folder / "current.new"
    link.unlink(missing_ok=True)
    link.symlink_to(target.relative_to(mirror.folder))
    link.replace(mirror.current)
    os.sync()
    for old in copies.iterdir():
        if old != target:
            shutil.rmtree(old)
    _drop(mirror)


def _shown(mirror: Mirror) -> str:
    try:
        return hashlib.sha256((mirror.current / MANIFEST).read_bytes()).hexdigest()
    except OSError:
        return ""


def _size_of(mirror: Mirror) -> int:
    try:
        return parse_checkpoint((mirror.current / HEAD).read_text().partition("\n\n")[0] + "\n").size
    except (OSError, PresnyaError, UnicodeDecodeError):
        return 0


# ── erasures ────────────────────────────────────────────────────────────────────────────────────────────────────


def _erased_since(before: Path, now: Path) -> tuple[int, ...]:
    """Acts of which the copy before held more than the new one does: what was erased meanwhile, which the new copy must not hold any more."""
    out: list[int] = []
    old, new = Folder(before), Folder(now)
    for name in _bodies(now):
        try:
            was, is_ = old.read(name), new.read(name)
        except OSError:  # new since
            continue
        if was != is_:
            out += [index for index, (one, other) in _lines(was, is_) if _fields(one) - _fields(other)]
    return tuple(out)


def _bodies(folder: Path) -> Iterator[str]:
    return (place.relative_to(folder).as_posix() for place in sorted((folder / "register/bodies").rglob("*.jsonl")))


def _lines(was: bytes, is_: bytes) -> Iterator[tuple[int, tuple[dict[str, object], dict[str, object]]]]:
    for one, other in zip(was.splitlines(), is_.splitlines(), strict=False):
        if one != other:
            held = json.loads(other)
            yield held["index"], (json.loads(one), held)


def _fields(line: dict[str, object]) -> set[str]:
    """What of an act is there: its body, and each part of it that was sealed apart."""
    parts = line.get("parts")
    there = {f"parts.{name}" for name, part in parts.items() if isinstance(part, dict) and not part.get("erased")} if isinstance(parts, dict) else set()
    return there | ({"body"} if "body" in line else set())

