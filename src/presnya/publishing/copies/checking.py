"""Checking a museum where it is at work: its register in the database, its sources' bytes, its published site."""

from collections.abc import Callable, Iterator
from pathlib import Path

from presnya import register
from presnya.catalogue import erasing, ledger
from presnya.config import FILE, Museum
from presnya.register import Problem, Report
from presnya.register.names import shown
from presnya.strongroom import Strongroom
from presnya.terms.errors import NotFound, PresnyaError

Progress = Callable[[int, int], None]


def is_working(target: str | Path) -> bool:
    """Whether this is a museum's own folder with a register in it, and no copy or site."""
    folder = Path(target)
    return (folder / ".presnya").is_dir() and not any((folder / name).exists() for name in (register.MANIFEST, register.COPY))


def is_unfounded(target: str | Path) -> bool:
    """Whether this is a museum's folder in which nothing was ever entered."""
    return (Path(target) / FILE).is_file() and not is_working(target) and not (Path(target) / register.MANIFEST).exists()


def fsck_working(museum: Museum, *, key: str | None = None, progress: Progress | None = None) -> Report:
    """Re-hash every act, open every commitment, read every source's bytes again, check the site as any copy. Nothing is written.

    Names of problems are paths in the museum's folder; those of the register stand under its database.
    """
    problems = [*_register(museum, progress), *_strongroom(museum, progress)]
    checked, came_from, origin = len(list(Strongroom(museum.strongroom))), "this machine's own database", museum.origin
    try:
        site = register.fsck(museum.site_folder, key=key, progress=progress)
    except NotFound:  # not published yet
        site = None
    if site is not None:
        problems += [one._replace(file=f"{museum.site}/{one.file}") for one in site.problems]
        checked, came_from, origin = checked + site.checked, site.key_from, site.origin
        problems += _same_history(museum, site)
    return Report(tuple(problems), checked, ledger.size(), origin, came_from)


def _database(museum: Museum) -> str:
    return "the museum's database" if museum.database else museum.database_file.relative_to(museum.folder).as_posix()


def _register(museum: Museum, progress: Progress | None) -> Iterator[Problem]:
    try:
        ledger.check(progress=progress)
    except PresnyaError as error:
        yield Problem(_database(museum), error.message, error.next_step)


def _strongroom(museum: Museum, progress: Progress | None) -> Iterator[Problem]:
    room = Strongroom(museum.strongroom)
    inside = museum.strongroom.relative_to(museum.folder).as_posix()
    for found in room.check(progress=progress):
        yield Problem(f"{inside}/{shown(found.file)}", found.what, "Replace it from a copy of the museum.")
    for number, sha256, name in erasing.held():
        if sha256 not in room:
            yield Problem(f"{inside}/{sha256}", f"is missing: act {number} took it in as {shown(name)}", "Bring it back from a copy of the museum.")


def _same_history(museum: Museum, site: Report) -> Iterator[Problem]:
    """The register in the database must continue the one that was published."""
    if site.problems:
        return
    root = register.parse_checkpoint((museum.site_folder / "register/checkpoint").read_text(encoding="utf-8").rpartition("\n\n")[0] + "\n").root
    edge = register.Frontier()
    for row in ledger.acts(0, site.size):
        edge.append(row.leaf)
    if edge.size < site.size or edge.root() != root:
        yield Problem(_database(museum), f"does not continue the {site.size} acts that were published", "An old backup was probably brought back; restore the newest copy.")
