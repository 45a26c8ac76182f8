"""`fsck`: any copy of a museum, in any carrier, or a plain site, or a bare log: what is bad, missing or extra is named. Nothing is written anywhere."""

from pathlib import Path

from presnya.register.carriers.archive import MAGIC as ZIP
from presnya.register.carriers.archive import Archive
from presnya.register.carriers.bag import Bag, is_bag
from presnya.register.carriers.common import Carrier, Progress
from presnya.register.carriers.folder import FolderCopy
from presnya.register.carriers.zim import Zim
from presnya.register.carriers.zim_layout import MAGIC as ZIM
from presnya.register.check_copy import Inside, check_copy
from presnya.register.copy_list import COPY, COPY_SIG
from presnya.register.findings import Findings, Report
from presnya.register.folders import Folder
from presnya.register.verify import verify
from presnya.terms.errors import BadFile, NotFound, Tampered


def fsck(target: str | Path, *, key: str | None = None, progress: Progress | None = None) -> Report:
    """Check a copy (folder, bag, .zip, .zim), a published site or a bare log. `key` is a vkey from somebody you trust.

    NotFound or BadFile when there is nothing to be checked; everything else that is wrong is in the report, each with its file.
    """
    place = Path(target)
    check = Findings(Folder(place), key)
    try:
        carrier = open_carrier(place)
    except Tampered as error:
        check.wrong(place.name, error.message, error.next_step)
        return check.report()
    if carrier is None:
        return verify(place, key=key, progress=progress)
    return fsck_carrier(carrier, key=key, progress=progress)


def fsck_carrier(carrier: Carrier, *, key: str | None = None, progress: Progress | None = None) -> Report:
    """The same for a carrier that is open. After it, and only when it holds, the carrier's files may be read."""
    check = Findings(Inside(carrier), key)
    check_copy(check, carrier, progress)
    return check.report()


def open_carrier(place: Path) -> Carrier | None:
    """The carrier at this path; None for a folder that is no copy. NotFound, BadFile; Tampered for one that is damaged at its very beginning."""
    if place.is_dir():
        if is_bag(place):
            return Bag(place)
        return FolderCopy(place) if any((place / name).exists() for name in (COPY, COPY_SIG)) else None
    if not place.is_file():
        raise NotFound(f"There is no {place}.", next_step="Name a copy of a museum: a folder, a .zip or a .zim.")
    with place.open("rb") as file:
        begins = file.read(4)
    if begins == ZIP or (begins != ZIM and place.suffix.lower() == ".zip"):
        return Archive(place)
    if begins == ZIM or place.suffix.lower() == ".zim":
        return Zim(place)
    raise BadFile(f"{place} is no copy of a museum: neither a .zip nor a .zim.", next_step="`presnya copy` makes one; unpack other archives first.")
