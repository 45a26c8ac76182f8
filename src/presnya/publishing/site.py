"""One publication: check rights, take one snapshot, sign the register, write what changed, remove what is gone, sign the list of files.

The register is written before the pages, because pages of acts carry proofs that end in its signed checkpoint, and because a
register that does not hold must stop everything. The manifest comes last: a folder without a fitting one was not finished.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple

from presnya import desk, register, strongroom
from presnya.catalogue import ledger, snapshot
from presnya.config import Museum
from presnya.museum import hold, in_language
from presnya.publishing import cosigned
from presnya.publishing.bundle import static
from presnya.publishing.frame import Frame
from presnya.publishing.language import speak
from presnya.publishing.pages import ROOMS, Build, File, Page, Tree
from presnya.publishing.past import Past, past, write_log
from presnya.publishing.verifying import Vouching, extras
from presnya.register.asking import Asked
from presnya.terms.errors import Conflict

Progress = Callable[[int, int], None]

UNFINISHED: Final = ".presnya-unfinished"
"""Lies in a site while it is being written, so that a publication that was cut off is told apart from a folder of somebody else's."""


class Published(NamedTuple):
    """What was done. `pages` are all pages of the site, `written` files that changed, `size` acts in the register, `asked` what each cosigner said."""

    site: Path
    pages: int
    written: int
    removed: int
    size: int
    asked: tuple[Asked, ...] = ()


def publish(museum: Museum, *, curator: str, to: Path | None = None, progress: Progress | None = None, ask: register.Ask | None = None,
            shown: Past | None = None) -> Published:
    """Write the museum's site into `to` (default: its site folder). Files that hold the right bytes are left alone, with their times.

    `ask` is asked for the passphrase of a locked key; `shown` is an earlier museum to be written instead of today's (`publish_as_of`).
    Raises NotAllowed without the right to publish, Conflict for a folder that holds something else, RegisterError or Tampered
    when the register must not be signed; then no page was touched.
    """
    desk.allow(curator, "publish")
    site = (to or museum.site_folder).resolve()
    before = _begin(site)
    taken = snapshot.take(size=shown.stand.size if shown else None)
    with _as_it_was(site):
        signer, *beside = desk.signers(museum, ask=ask)
        museum = replace(museum, origin=signer.name)
        turn = cosigned.Round(None) if shown else cosigned.before_signing(museum, site / "register", signer.verifier)
        written = write_log(shown, site / "register", museum=museum, signer=signer) if shown else register.publish_log(
            site / "register", ledger.checked(taken.size), signer=signer, also=beside, total=taken.size)
    written, asked = cosigned.after_signing(museum, site / "register", written, turn)
    files = _Files(site)
    vouching = Vouching(site, written)
    holdings = hold(taken, museum=museum)
    total = _guess(len(taken.things) + len(taken.sources) + taken.size, museum)
    pages = 0
    for lang in museum.languages:
        build = Build(in_language(holdings, lang), museum, written, lang, speak(lang), cosigned.recorded(turn, written))
        frame = Frame(build.holdings, museum, shown)
        for made in _made(build):
            if isinstance(made, Tree):
                files.grow(frame.root + made.path, made)
            else:
                files.put(frame.root + made.path, made.data if isinstance(made, File) else vouching.seal(made.path, frame.render(made)))
            pages += isinstance(made, Page)
            if progress and pages % 50 == 0:
                progress(min(pages, total - 1), total)
    for name, data in static():
        files.put(f"static/{name}", data)
    for name, data in (*vouching.files.items(), *extras(site, written, museum.languages)):
        files.put(name, data)
    for name in _log_files(site, written):
        files.keep(name)
    removed = _remove(site, before - files.known.keys())
    os.sync()  # pages are renamed into place without a sync each: one for all, before the list that vouches for them
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint, known=files.known)
    (site / UNFINISHED).unlink(missing_ok=True)
    if progress:
        progress(total, total)
    return Published(site, pages, files.written, removed, taken.size, asked)


def publish_as_of(museum: Museum, asked: str, *, curator: str, to: Path | None = None, today: str = "", progress: Progress | None = None,
                  ask: register.Ask | None = None) -> tuple[Published, Past]:
    """Write the museum as it stood on a day (2013-10-20) or at a size of its register (1045), by default into a folder beside its site.

    `today` is the way from that folder to today's pages when it is not that on disk. Raises as `publish` does; BadValue for what is neither day nor size, NotFound when
    nothing was published by then, Conflict for the folder of the site itself.
    """
    shown, folder = past(museum, asked, to=to, today=today)
    return publish(museum, curator=curator, to=folder, progress=progress, ask=ask, shown=shown), shown


def _made(build: Build) -> Iterator[Page | File | Tree]:
    for room in ROOMS:
        yield from room(build)


def _guess(things: int, museum: Museum) -> int:
    """About how many pages there will be: rooms yield them one by one and nobody counts them first."""
    return max(1, things * len(museum.languages))


# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────────


class _Files:
    """The files of this publication, with what the manifest says of them."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.known: dict[str, list[str | int]] = {}
        self.written = 0

    def put(self, name: str, data: bytes) -> None:
        """Write unless the same bytes are there. A name given twice is a fault of ours."""
        assert name not in self.known, f"two pages want the address {name}"
        self.known[name] = [hashlib.sha256(data).hexdigest(), len(data)]
        place = self.site / name
        try:
            if place.stat().st_size == len(data) and place.read_bytes() == data:
                return
        except OSError:
            place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.part")
        part.write_bytes(data)
        part.replace(place)
        self.written += 1

    def grow(self, name: str, tree: Tree) -> None:
        """Have a folder written, and list everything in it."""
        folder = self.site / name
        self.written += tree.write(folder)
        for place in sorted(folder.rglob("*")):
            if place.is_file():
                self.keep(place.relative_to(self.site).as_posix())

    def keep(self, name: str) -> None:
        """List a file somebody else wrote."""
        data = (self.site / name).read_bytes()
        self.known[name] = [hashlib.sha256(data).hexdigest(), len(data)]


def _begin(site: Path) -> set[str]:
    """Which files there belong to an earlier publication. Conflict for a folder with files that no museum published."""
    finished, cut_off = site / register.MANIFEST, site / UNFINISHED
    if site.exists() and any(site.iterdir()) and not finished.exists() and not cut_off.exists():
        raise Conflict(f"{site} holds files that are not a published museum.", next_step="Choose an empty folder, or empty this one.")
    before = register.listed_in(site) | {place.relative_to(site).as_posix() for place in strongroom.leftovers(site)}
    if cut_off.exists():
        before |= {place.relative_to(site).as_posix() for pattern in ("*.html", "chronologies/**/*.js*", "register/**/*") for place in site.rglob(pattern) if place.is_file()}
    site.mkdir(parents=True, exist_ok=True)
    cut_off.touch()
    return before


@contextmanager
def _as_it_was(site: Path) -> Iterator[None]:
    """A register that could not be signed leaves a finished site finished, when not a file of its log was changed."""
    finished = (site / register.MANIFEST).exists()
    before = _looks(site / "register")
    try:
        yield
    except BaseException:
        if finished and _looks(site / "register") == before:
            (site / UNFINISHED).unlink(missing_ok=True)
        raise


def _looks(folder: Path) -> set[tuple[str, int, int]]:
    """Name, size and time of each file of a log: a commit that fails half-way has changed some."""
    return {(str(place), found.st_size, found.st_mtime_ns) for place in folder.rglob("*") if place.is_file() for found in [place.stat()]}


def _log_files(site: Path, written: register.Written) -> list[str]:
    """The log's files, with the partial tiles of earlier checkpoints: somebody who holds one of those may ask for them until the full tile is there."""
    earlier = [place for place in (site / "register" / "tile").rglob("*.p/*") if not place.parent.with_suffix("").exists()]
    return sorted({*(f"register/{name}" for name in written.files), *(place.relative_to(site).as_posix() for place in earlier)})


def _remove(site: Path, names: set[str]) -> int:
    """Remove files that are no longer part, and folders that are empty then."""
    gone = 0
    for name in sorted(names):
        place = (site / name).resolve()
        if site in place.parents and place.is_file():
            place.unlink()
            gone += 1
            for folder in place.parents:
                if folder == site or any(folder.iterdir()):
                    break
                folder.rmdir()
    return gone
