"""A copy as a folder: the files as they are, COPY.json beside them."""

from pathlib import Path

from presnya.register.carriers.common import Cargo, Progress, Source, copied, take
from presnya.register.check_site import check_odd, measure
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, read_rows
from presnya.register.findings import Findings
from presnya.register.folders import Folder
from presnya.register.names import Seen
from presnya.terms.errors import Conflict

UNFINISHED = ".presnya-unfinished"
"""Lies in a folder that is being written."""


class FolderCopy(Folder):
    """A folder that holds COPY.json."""

    def examine(self, check: Findings, head: CopyHead, progress: Progress | None) -> Seen:
        """Hash every listed file, name what is not listed and what is no plain file."""
        return examine_files(self, check, head, progress)


def examine_files(folder: Folder, check: Findings, head: CopyHead, progress: Progress | None) -> Seen:
    """Every listed file hashed; extra files, links and the like named. Returns what holds."""
    held, names = Seen(), Seen()
    done = 0
    for row in read_rows(lambda: folder.open(COPY)):
        names.add(row.file)
        found = measure(folder, row)
        if found is None:
            check.wrong(row.file, "is missing")
        else:
            take(check, held, row, found)
        done += row.size
        if progress:
            progress(done, head.total)
    for name in folder.names():
        if name not in names and name not in (COPY, COPY_SIG):
            check.wrong(name, "does not belong to the copy", "Remove it, or ask who put it here.")
    check_odd(check)
    return held


def write_folder(folder: Path, cargo: Cargo, progress: Progress | None) -> None:
    """Write the files into a folder that is ours (`begin_folder`); files that are whole already are left alone, so a stopped copy goes on."""
    wanted = set()
    done = 0
    for source in cargo.everything:
        wanted.add(source.listed.file)
        put(folder, source)
        done += source.listed.size
        if progress:
            progress(done, cargo.head.total + cargo.copy.listed.size + cargo.signature.listed.size)
    remove_others(folder, wanted)


def begin_folder(folder: Path) -> None:
    """Make the folder in which a copy is written, or go on in it; Conflict when it is somebody else's."""
    ours = any((folder / name).exists() for name in (UNFINISHED, COPY_SIG))  # the mark goes before the last renaming
    if folder.exists() and not ours and any(folder.iterdir()):
        raise Conflict(f"{folder} lies where the copy is to be written.", next_step="Move it away, or choose another name for the copy.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / UNFINISHED).touch()


def put(folder: Path, source: Source) -> None:
    """One file, unless it lies there whole."""
    place = folder / source.listed.file
    if measure(Folder(folder), source.listed) == (source.listed.sha256, source.listed.size):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name[:40]}.part")
    with part.open("wb") as file:
        for piece in copied(source):
            file.write(piece)
    part.replace(place)


def remove_others(folder: Path, wanted: set[str]) -> None:
    """What an earlier, stopped copy left that is not part of this one."""
    for name in list(Folder(folder).names()):
        if name not in wanted and name != UNFINISHED:
            (folder / name).unlink()
