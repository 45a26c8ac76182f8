"""The museum as it stood: a publication of the register's first acts, under the checkpoint that was published then.

Its pages are made like today's from the catalogue at that size. Each says so at its head, and leads to today's page where there is one.
"""

import os
import re
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from presnya import dates, desk, register
from presnya.catalogue import days, erasing, ledger
from presnya.config import Museum
from presnya.museum.claims import DateShown, shown_date
from presnya.publishing import links
from presnya.register import prefix
from presnya.terms.errors import BadValue, Conflict, NotFound

CACHE: Final = "as-of"
"""Inside the museum's own folder: what `presnya serve` built of earlier days."""
_ACT: Final = re.compile(r"register/acts/(\d+)\.html", re.ASCII)
_SIZE: Final = re.compile(r"[1-9]\d{0,15}", re.ASCII)


class Past(NamedTuple):
    """What is shown and where today's museum lies: `today` is the way from the folder's root to today's root ('' when there is none), `pages` are today's pages."""

    stand: prefix.Stand
    today: str
    pages: frozenset[str]


class Banner(NamedTuple):
    """What a page's head says. `day` is None when a size was asked for; `today` is the link to today's page, or to today's entrance (then not `same`), or ''."""

    size: int
    wanted: int
    day: DateShown | None
    by: str
    today: str
    same: bool


def kept(museum: Museum) -> list[tuple[int, str]]:
    """The checkpoints kept in the museum's site: size and note."""
    return prefix.kept_in(museum.site_folder / "register")


def stand(museum: Museum, asked: str) -> prefix.Stand:
    """The register that a day (2013-10-20) or a size (1045) stands for, by the checkpoints kept in the museum's site. BadValue, NotFound."""
    notes = kept(museum)
    if _SIZE.fullmatch(asked):
        return prefix.stand_at(int(asked), kept=notes)
    if asked.isdecimal():
        raise BadValue(f"“{asked[:40]}” is no size of a register.", next_step="Write a day as 2013-10-20, or a number of acts.")
    day = days.day_of(asked)
    return prefix.stand_on(asked, end=days.end_of(day), written=days.written_by(day), kept=notes)


def size_of(museum: Museum, asked: str) -> int:
    """How many acts there were at the end of a day, or the size itself: published or not. BadValue; NotFound for a size the register never had."""
    notes = kept(museum)
    if asked.isdecimal() and asked.isascii():
        if int(asked) > ledger.size():
            raise NotFound(f"The register never held {asked} acts.", next_step=f"It holds {ledger.size()}.")
        return int(asked)
    day = days.day_of(asked)
    written = days.written_by(day)
    cosigned = any(prefix.cosigned_at(note) is not None for _, note in notes)
    return prefix.stand_on(asked, end=days.end_of(day), written=written, kept=notes).wanted if cosigned else written


def past(museum: Museum, asked: str, *, to: Path | None = None, today: str = "") -> tuple[Past, Path]:
    """What to publish and where: beside the site unless `to` is given, never over the site itself (Conflict). `today` is the way back, by default that on disk."""
    stood = stand(museum, asked)
    site = museum.site_folder.resolve()
    folder = (to or site.with_name(f"{site.name}-{stood.asked}")).resolve()
    if folder == site or site in folder.parents or folder in site.parents:
        raise Conflict(f"{folder} is the museum's own site of today, or holds it, or lies in it.", next_step="Choose another folder with --to.")
    pages = frozenset(place.relative_to(site).as_posix() for place in site.rglob("*.html"))
    way = today or (f"{museum.address.rstrip('/')}/" if museum.address else f"{Path(os.path.relpath(site, folder)).as_posix()}/")
    return Past(stood, way if pages else "", pages), folder


def write_log(shown: Past, folder: Path, *, museum: Museum, signer: register.Signer, progress: Callable[[int, int], None] | None = None) -> register.Written:
    """The log of that size with the checkpoint that was published then. `signer` is the museum's key of today: nothing of the log is signed with it."""
    size = shown.stand.size
    history = desk.key_history()
    chain = register.Chain(history.rotations[0].old if history.rotations else signer.verifier, history.rotations)
    return prefix.write_prefix(folder, ledger.acts(0, size), stand=shown.stand, chain=chain, history=history, later=_later(size, kept(museum)), progress=progress)


def _later(size: int, notes: Sequence[tuple[int, str]]) -> dict[str, bytes]:
    """Later acts without which a verifier would take what is empty here for removed in silence: erasures of these acts, and the appointments of who decided them."""
    erasures = [one.act for one in erasing.erasures() if one.act >= size and any(slot.act < size for slot in one.body.slots)]
    if not erasures:
        return {}
    newest, note = notes[-1]
    if erasures[-1] >= newest:
        raise Conflict(f"Act {erasures[-1]} erased something and was not published yet.", next_step="`presnya publish` first: an earlier day must be able to say why a place is empty.")
    tree = register.Tree()
    for row in ledger.acts(0, newest):
        tree.grow(row.leaf)
    numbers = sorted({*erasures, *(number for number in days.appointments(size) if number < erasures[-1])})
    return prefix.later_files([ledger.act(number) for number in numbers], size=size, tree=tree, head=(newest, note))


def banner(shown: Past | None, lang: str, *, root: str, path: str) -> Banner | None:
    """What the page at `root + path` says of the day it shows; None for today's museum."""
    if shown is None:
        return None
    stood, here = shown.stand, root + path
    day = shown_date(dates.date_value(stood.asked), lang) if stood.by != "size" else None
    same = here in shown.pages
    back = "" if not shown.today else shown.today if "://" in shown.today else "../" * here.count("/") + shown.today
    return Banner(stood.size, stood.wanted, day, stood.by, back and back + (here if same else "index.html"), same)


def link(shown: Past | None, root: str, here: str) -> Callable[[str], str]:
    """How pages at `here` link to addresses of their language; on an earlier day, acts that came later (an erasure, say) are today's pages."""
    if shown is None:
        return partial(links.relative, here)

    def to(there: str) -> str:
        found = _ACT.match(there)
        if not found or int(found[1]) < shown.stand.size or not shown.today:
            return links.relative(here, there)
        return ("" if "://" in shown.today else "../" * (root + here).count("/")) + shown.today + root + there

    return to


# ── what was built of earlier days ──────────────────────────────────────────────────────────────────────────────


def cache(museum: Museum) -> Path:
    """Where `presnya serve` keeps what it built."""
    return museum.inside / CACHE


def forget(museum: Museum) -> None:
    """Destroy all that was built of earlier days: content that must go may stand in it."""
    shutil.rmtree(cache(museum), ignore_errors=True)


def trim(folder: Path, *, most: int, but: Sequence[Path] = ()) -> None:
    """Keep the `most` folders that were used last, and those named."""
    built = sorted((place for place in folder.iterdir() if place.is_dir() and place not in but), key=lambda place: place.stat().st_mtime, reverse=True)
    for place in built[max(0, most - len(but)):]:
        shutil.rmtree(place, ignore_errors=True)
