"""`presnya copy`: gather, write beside, rename. Nothing lies under the copy's name until it is whole."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from presnya import desk, register
from presnya.config import Museum
from presnya.publishing.copies.gather import check_current, gather, others
from presnya.register.carriers.archive import write_archive
from presnya.register.carriers.bag import write_bag
from presnya.register.carriers.common import Cargo, stage
from presnya.register.carriers.folder import UNFINISHED, begin_folder, write_folder
from presnya.register.carriers.zim import write_zim
from presnya.register.copy_list import LeftOut
from presnya.terms.errors import BadValue, Conflict, NotFound

Progress = Callable[[int, int], None]
Writer = Callable[[Path, Cargo, Progress | None], None]


class Kind(NamedTuple):
    """A kind of copy: what writes it, and the ending of its file ('' for a folder)."""

    write: Writer
    ending: str = ""


KINDS: Final = {"site": Kind(write_folder), "bag": Kind(write_bag), "zim": Kind(write_zim, ".zim"), "archive": Kind(write_archive, ".zip")}


class Copied(NamedTuple):
    """What was done. `others` are names in the museum's folder that went into no copy; `size` the register's acts, `bytes` those of all files."""

    place: Path
    files: int
    bytes: int
    size: int
    left_out: tuple[LeftOut, ...]
    others: tuple[str, ...]


def copy(museum: Museum, *, curator: str, to: Path, kind: str = "site", without_sources: bool = False, anyway: bool = False, progress: Progress | None = None,
         ask: register.Ask | None = None) -> Copied:
    """Write the whole museum to `to` as one of KINDS. The same museum gives the same bytes each time.

    Conflict when the site is older than the register (unless `anyway`) or something lies at `to`; BadValue for a place or name that will not do.
    """
    desk.allow(curator, "publish")
    place = _checked(museum, to, kind)
    check_current(museum, anyway=anyway)
    cargo = gather(museum, signer=desk.signers(museum, ask=ask)[0], without_sources=without_sources, progress=stage(progress, 0, 2))
    write(place, cargo, kind=kind, progress=stage(progress, 1, 2))
    return Copied(place, cargo.head.files, cargo.head.total, cargo.head.size, cargo.head.left_out, tuple(others(museum)))


def write(place: Path, cargo: Cargo, *, kind: str, progress: Progress | None = None) -> None:
    """Write a cargo (a mirror's, too) as one of KINDS. A folder that was stopped goes on where it was; a file is written anew."""
    beside = place.with_name(f".{place.name}.part")
    if KINDS[kind].ending:
        if beside.is_dir():
            raise Conflict(f"{beside} lies where the copy is to be written.", next_step="Move it away, or choose another name for the copy.")
        KINDS[kind].write(beside, cargo, progress)
    else:
        begin_folder(beside)
        KINDS[kind].write(beside, cargo, progress)
        os.sync()  # files are renamed into place without a sync each: one for all, before the folder gets its name
        (beside / UNFINISHED).unlink(missing_ok=True)
    if place.is_dir():  # an empty folder that was made for the copy
        place.rmdir()
    beside.rename(place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _checked(museum: Museum, to: Path, kind: str) -> Path:
    place = Path(os.path.normpath(to.absolute()))  # a link at its end is not followed: it would be replaced
    ending = KINDS[kind].ending
    if ending and place.suffix.lower() != ending:
        raise BadValue(f'"{to}" is to be a file that ends in {ending}.', next_step=f"--to {to}{ending}")
    if place.resolve() == museum.folder or museum.folder in place.resolve().parents:
        raise BadValue(f"{to} lies in the museum's own folder.", next_step="Write the copy elsewhere: on another disk, if you can.")
    if not place.parent.is_dir():
        raise NotFound(f"There is no folder {place.parent}.", next_step="Make it first.")
    if os.path.lexists(place) and (ending or not place.is_dir() or place.is_symlink() or any(place.iterdir())):
        raise Conflict(f"{to} exists already.", next_step="A copy is never written over another: choose a new name, or remove it yourself.")
    return place

