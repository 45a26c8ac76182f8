"""A folder of files named after their content: `ab/cd/abcd…`."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from presnya.strongroom.atomic import sync_folders, write_atomically
from presnya.terms.errors import StrongroomError


class Kept(NamedTuple):
    """What was put in. `size` in bytes; `new` is False when the same content lay here already."""

    sha256: str
    size: int
    new: bool


class Problem(NamedTuple):
    """Something the fixity check found."""

    file: str
    what: str


class Strongroom:
    """Owns its folder. Safe for several processes: equal content has one name, and a rename replaces like with like."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where content with this hash lies or would lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def put(self, data: bytes) -> Kept:
        """Keep these bytes. A damaged copy found in their place is replaced by the good one."""
        sha256 = hashlib.sha256(data).hexdigest()
        place = self.path(sha256)
        if place.exists() and place.stat().st_size == len(data) and place.read_bytes() == data:
            return Kept(sha256, len(data), new=False)
        write_atomically(place, data, mode=0o444)
        return Kept(sha256, len(data), new=True)

    def get(self, sha256: str) -> bytes:
        """The bytes; StrongroomError when they are missing or are no longer what their name says."""
        place = self.path(sha256)
        try:
            data = place.read_bytes()
        except FileNotFoundError as error:
            raise StrongroomError(f"{sha256[:12]}… is not in the strongroom {self.folder}.", next_step="Bring the file back from a copy of the museum.") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StrongroomError(f"{place} is damaged: its bytes are not those its name promises.", next_step="Replace it from a copy of the museum.")
        return data

    def destroy(self, sha256: str) -> bool:
        """Remove these bytes for good, where the law demands it; False when they lie here no more. Returns once the folder is on disk."""
        place = self.path(sha256)
        for left in place.parent.glob(f".{sha256[:40]}.*.part"):  # a write of the same bytes that was cut off
            left.unlink()
        try:
            place.unlink()
        except FileNotFoundError:
            return False
        sync_folders([place.parent])
        return True

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def __iter__(self) -> Iterator[str]:
        return (place.name for place in sorted(self.folder.glob("??/??/*")) if not place.name.startswith("."))

    def check(self, *, progress: Callable[[int, int], None] | None = None) -> Iterator[Problem]:
        """Fixity: read every file again and compare with its name. Yields what does not hold, also files that do not belong here."""
        files = sorted(place for place in self.folder.rglob("*") if place.is_file())
        for nth, place in enumerate(files):
            if progress:
                progress(nth, len(files))
            name = str(place.relative_to(self.folder))
            if place.name.endswith(".part"):
                yield Problem(name, "left over from a write that was cut off; it may be deleted")
            elif place != self.path(place.name):
                yield Problem(name, "does not belong here")
            elif hashlib.sha256(place.read_bytes()).hexdigest() != place.name:
                yield Problem(name, "damaged: its bytes are not those its name promises")
