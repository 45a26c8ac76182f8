"""`presnya restore`: a museum from a copy alone. Checked first, built beside, renamed when it is whole.

Opening the new museum's database belongs to a room above this one: `restore` is given a function for that.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from presnya import register
from presnya.catalogue import restoring
from presnya.catalogue.restoring import Sealed
from presnya.config import Museum, load
from presnya.publishing.copies.gather import SOURCES
from presnya.register import HighWater, Report
from presnya.register.carriers.common import Carrier, stage
from presnya.register.copy_list import COPY, MUSEUM, STRONGROOM, CopyHead, read_copy, read_rows
from presnya.register.fsck import fsck_carrier, open_carrier
from presnya.register.manifest import PIECE
from presnya.register.tiles import WIDTH, Tile, number_path, unbundle
from presnya.strongroom import Strongroom
from presnya.terms.errors import Conflict, NotFound, PresnyaError, Tampered

Progress = Callable[[int, int], None]
Open = Callable[[Path], Museum]

UNFINISHED = ".presnya-restoring"
"""Lies in a folder that is being brought back."""


class Restored(NamedTuple):
    """What was done. `key` says what there is to sign with: "here", "missing", or "other" when this machine holds another key for the name.

    `mark` is the size of the high-water mark on this machine: larger than `size` when this copy is older than what was signed here.
    """

    folder: Path
    size: int
    files: int
    sources: int
    origin: str
    key: str
    mark: int
    without_sources: bool


class DoesNotHold(PresnyaError):
    """The copy was checked and does not hold; `report` says what is wrong. Nothing was written."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"The copy does not hold: {len(report.problems)} problems, the first in {report.problems[0].file}: {report.problems[0].what}.",
                         next_step="Take another copy. Nothing was written.")
        self.report = report


def restore(target: Path, folder: Path, *, open_museum: Open, close: Callable[[], None], key: str | None = None, progress: Progress | None = None) -> Restored:
    """Bring the museum in the copy `target` back into `folder`, which must not exist or be empty. `open_museum` makes and opens a museum's database, `close` lets go of it.

    DoesNotHold when the check finds anything; NotFound for what is no copy; Conflict for a folder that holds something.
    """
    place = Path(os.path.normpath(folder.absolute()))
    if os.path.lexists(place) and (not place.is_dir() or place.is_symlink() or any(place.iterdir())):
        raise Conflict(f"{folder} holds something already.", next_step="A museum is brought back into a new folder.")
    if not place.parent.is_dir():
        raise NotFound(f"There is no folder {place.parent}.", next_step="Make it first.")
    carrier, head = _checked(target, key, stage(progress, 0, 3))
    beside = place.with_name(f".{place.name}.part")
    _begin(beside)
    try:
        sources = _write(beside, carrier, head, stage(progress, 1, 3))
        open_museum(beside)
        checkpoint = _checkpoint(head)
        restoring.restore(_acts(carrier, head.size), checkpoint=checkpoint, progress=stage(progress, 2, 3))
        close()
        (beside / UNFINISHED).unlink()
        if place.is_dir():
            place.rmdir()
        beside.rename(place)
    except BaseException:
        close()
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Restored(place, head.size, head.files, sources, head.origin, _key(carrier, head.origin), _mark(checkpoint), any(one.what == SOURCES.what for one in head.left_out))


def _checked(target: Path, key: str | None, progress: Progress | None) -> tuple[Carrier, CopyHead]:
    carrier = open_carrier(target)
    if carrier is None:
        raise NotFound(f"{target} is no copy of a museum: it has no {COPY}.", next_step="`presnya copy` makes one; a published site alone does not hold a museum's tables and sources.")
    report = fsck_carrier(carrier, key=key, progress=progress)
    if report.problems:
        raise DoesNotHold(report)
    return carrier, read_copy(lambda: carrier.open(COPY))


def _begin(beside: Path) -> None:
    """What a stopped run left is ours to remove; anything else is not."""
    if os.path.lexists(beside):
        if beside.is_symlink() or not (beside / UNFINISHED).exists():
            raise Conflict(f"{beside} lies where the museum is to be built.", next_step="Move it away, or choose another folder.")
        shutil.rmtree(beside)
    beside.mkdir()
    (beside / UNFINISHED).touch()


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _write(beside: Path, carrier: Carrier, head: CopyHead, progress: Progress | None) -> int:
    """Working folder, then strongroom and site, whose places the settings name; returns how many sources."""
    rows = [row for row in read_rows(lambda: carrier.open(COPY)) if row.file.startswith(MUSEUM)]
    for row in rows:
        _put(carrier, row.file, beside / row.file.removeprefix(MUSEUM))
    museum = load(beside)
    _explain(museum, head)
    room = Strongroom(museum.strongroom)
    sources, done = 0, 0
    for row in read_rows(lambda: carrier.open(COPY)):
        if row.file.startswith(STRONGROOM):
            sha256 = row.file.rpartition("/")[2]
            if sha256 != row.sha256:
                raise Tampered(f"{row.file} does not bear the name of its bytes.", next_step="Take another copy.")
            _put(carrier, row.file, room.path(sha256), mode=0o444)
            sources += 1
        elif not row.file.startswith(MUSEUM):
            _put(carrier, row.file, museum.site_folder / row.file)
        done += row.size
        if progress:
            progress(done, head.total)
    os.sync()
    return sources


def _put(carrier: Carrier, name: str, place: Path, *, mode: int = 0o644) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    with carrier.open(name) as source, place.open("xb") as file:
        while piece := source.read(PIECE):
            file.write(piece)
    place.chmod(mode)


def _explain(museum: Museum, head: CopyHead) -> None:
    """The settings must be those of the register that is brought back."""
    if museum.origin != re.sub(r"/\d+$", "", head.origin) and museum.origin != head.origin:
        raise Tampered(f"museum.toml in the copy speaks of {museum.origin}, its register of {head.origin}.", next_step="Take another copy.")


# ── the register ────────────────────────────────────────────────────────────────────────────────────────────────


def _checkpoint(head: CopyHead) -> register.Checkpoint:
    return register.Checkpoint(head.origin, head.size, bytes.fromhex(head.root))


def _acts(carrier: Carrier, size: int) -> Iterator[Sealed]:
    """Entries and bodies as they stand."""
    for number in range((size + WIDTH - 1) // WIDTH):
        tile = Tile(-1, number, min(WIDTH, size - number * WIDTH))
        entries = unbundle(carrier.read(f"register/{tile.path}"), file=tile.path)
        lines = carrier.read(f"register/bodies/{number_path(number)}.jsonl").splitlines()
        for nth, (entry, line) in enumerate(zip(entries, lines, strict=True)):
            yield _sealed(number * WIDTH + nth, entry, json.loads(line))


def _sealed(number: int, entry: bytes, held: dict[str, Any]) -> Sealed:
    if held.get("erased") is True:
        return Sealed(number, entry, None, None)
    parts = {name: (bytes.fromhex(one["salt"]), one["body"].encode()) for name, one in held.get("parts", {}).items() if "body" in one}
    return Sealed(number, entry, held["body"].encode(), bytes.fromhex(held["salt"]), parts)


# ── key and mark ────────────────────────────────────────────────────────────────────────────────────────────────


def _key(carrier: Carrier, origin: str) -> str:
    """Whether this machine can sign for the museum: the key is never in a copy, and one is never made here."""
    kept = register.look(origin)
    if kept is None:
        return "missing"
    return "here" if kept.vkey == carrier.read("register/vkey").decode().strip() else "other"


def _mark(checkpoint: register.Checkpoint) -> int:
    """The high-water mark, set from the copy when this machine has none."""
    mark = register.high_water(checkpoint.origin)
    if mark is None:
        register.raise_high_water(checkpoint.origin, HighWater(checkpoint.size, checkpoint.root))
        return checkpoint.size
    return mark.size
