"""What a copy of a museum is made of: its published site, its working folder, its sources' bytes. Never keys, never the database."""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from presnya import register
from presnya.catalogue import erasing, ledger
from presnya.config import FILE, OWN_PARTS, Museum
from presnya.register.carriers.common import Cargo, Source, stage
from presnya.register.copy_list import COPY, COPY_SIG, MUSEUM, VERIFIER, About, CopyHead, LeftOut, copy_note, strongroom_name, write_copy
from presnya.register.folders import Folder
from presnya.register.manifest import MANIFEST, SIGNATURE, Listed, hashed, listed_files, read_head
from presnya.register.names import refused, shown
from presnya.register.tiles import WIDTH, Tile, unbundle
from presnya.strongroom import Strongroom
from presnya.terms.errors import BadFile, Conflict, PresnyaError, RegisterError, StrongroomError, Tampered

Progress = Callable[[int, int], None]

POLICY: Final = "policy"
PARTS: Final = (*(part for part in OWN_PARTS if not part.startswith(".")), POLICY)
"""What of a museum's folder goes into a copy: what the museum itself reads there."""
TEXTS: Final = "texts"

KEYS: Final = LeftOut("keys", "The right to sign stays with the museum; bring the key back from your own backup.")
DATABASE: Final = LeftOut("database", "The catalogue is drawn anew from the register, which is here whole.")
ADDRESS: Final = LeftOut("address of the database", "It may hold a password. The copy of museum.toml says nothing of it; SQLite is used until you write it again.")
SOURCES: Final = LeftOut("sources", "Strongroom and texts were left out when this copy was made. The museum still has them.")
OTHERS: Final = LeftOut("other files of the museum's folder", "The museum reads nothing there by these names; links and hidden files are never followed or copied.")


def gather(museum: Museum, *, signer: register.Signer, without_sources: bool, progress: Progress | None = None) -> Cargo:
    """Everything that is copied, hashed from the disk; COPY.json and COPY.sig made and signed by `signer`.

    Tampered when a published file is not what its signed list says, StrongroomError when a source's bytes are missing or damaged, BadFile for a
    file whose name no copy may hold.
    """
    files = [*_site(museum.site_folder, stage(progress, 0, 2)), *_folder(museum, without_sources=without_sources)]
    if not without_sources:
        files += _sources(museum, stage(progress, 1, 2))
    files.sort(key=lambda source: source.listed.file)
    return cargo_of(tuple(files), site=museum.site_folder, about=_about(museum), left_out=_left_out(museum, without_sources=without_sources), signer=signer)


def cargo_of(files: tuple[Source, ...], *, site: Path, about: About, left_out: tuple[LeftOut, ...], signer: register.Signer) -> Cargo:
    """Files, sorted by name, with COPY.json and COPY.sig. `site` is the published folder whose register they hold; a mirror gives a key of its own."""
    note = (site / "register/checkpoint").read_text(encoding="utf-8")
    checkpoint = register.parse_checkpoint(note.rpartition("\n\n")[0] + "\n")
    names = {source.listed.file for source in files}
    head = CopyHead(checkpoint.origin, checkpoint.size, checkpoint.root.hex(), note, str(signer.verifier), about, left_out, VERIFIER if VERIFIER in names else "")
    held = BytesIO()
    head = write_copy(held, head, (source.listed for source in files))
    return Cargo(head, _made(COPY, held.getvalue()), _made(COPY_SIG, copy_note(head, signer)), files)


def _made(name: str, data: bytes) -> Source:
    return Source(Listed(name, hashlib.sha256(data).hexdigest(), len(data)), Path(name), data)


# ── the site ────────────────────────────────────────────────────────────────────────────────────────────────────


def check_current(museum: Museum, *, anyway: bool) -> None:
    """Conflict when there is no finished site, or when the register has grown since it was published (unless `anyway`)."""
    site, publish = museum.site_folder, f"`presnya publish {museum.folder}` first."
    if not (site / SIGNATURE).exists() or (site / ".presnya-unfinished").exists():
        raise Conflict(f"{site} holds no finished publication.", next_step=publish)
    try:
        size = read_head((site / MANIFEST).read_bytes()).size
    except (ValueError, KeyError, TypeError) as error:
        raise Conflict(f"{site / MANIFEST} cannot be read.", next_step=publish) from error
    if size != ledger.size() and not anyway:
        raise Conflict(f"{site} shows {size} acts, the register holds {ledger.size()}.", next_step=f"{publish} Or copy the site as it stands with --anyway.")


def _site(site: Path, progress: Progress | None) -> Iterator[Source]:
    """Every published file, and the signed list itself; each is compared with the list on the way."""
    folder, done = Folder(site), 0
    try:
        listed = list(listed_files(site))
        own = [hashed(folder, name) for name in (MANIFEST, SIGNATURE, *(part.file for part in read_head(folder.read(MANIFEST)).parts))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Tampered(f"The list of files in {site} cannot be read: {error}.", next_step="Publish the museum again.") from error
    total = sum(one.size for one in listed)
    for one in listed:
        if one != _hashed(folder, one.file):
            raise Tampered(f"{site / one.file} is not the file that was published.", next_step="Publish the museum again; then ask who changed it.")
        done += one.size
        if progress:
            progress(done, total)
        yield Source(one, site / one.file)
    yield from (Source(one, site / one.file) for one in own)


def _hashed(folder: Folder, name: str) -> Listed | None:
    try:
        return hashed(folder, name)
    except OSError:
        return None


# ── the working folder ──────────────────────────────────────────────────────────────────────────────────────────


def _folder(museum: Museum, *, without_sources: bool) -> Iterator[Source]:
    yield _made(MUSEUM + FILE, carried_settings(museum).encode())
    for part in PARTS:
        place = museum.folder / part
        if part == FILE or (part == TEXTS and without_sources) or place == museum.site_folder:
            continue
        names = [part] if part == POLICY else [f"{part}/{name}" for name in Folder(place).names()] if place.is_dir() and not place.is_symlink() else []
        for name in names:
            if _is_hidden(name) or not place.exists():
                continue
            if why := refused(MUSEUM + name):
                raise BadFile(f'"{shown(name)}" in {museum.folder} {why}.', next_step="Give the file another name (in the tables that name it, too); copies are read on every system.")
            one = _hashed(Folder(museum.folder), name)
            if one is not None:  # a link, or a pipe: told as left out
                yield Source(one._replace(file=MUSEUM + name), museum.folder / name)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$")) for part in name.split("/"))


def carried_settings(museum: Museum) -> str:
    """museum.toml as it goes into a copy: without the database's address, and with name and origin written out, which else hang on the folder's name."""
    place = museum.folder / FILE
    text = place.read_text(encoding="utf-8") if place.exists() else ""
    held = tomllib.loads(text)
    if "database" in held:
        text = re.sub(r"^[ \t]*database[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    if not held.get("name"):
        text = re.sub(r"^[ \t]*name[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    if not held.get("origin"):
        text = re.sub(r"^[ \t]*origin[ \t]*=.*\n?", "", text, flags=re.MULTILINE)
    added = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in (("name", museum.name), ("origin", museum.origin)) if not held.get(key)]
    text = "".join(added) + text
    try:
        again = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        again = {}
    if again != {key: value for key, value in {**held, "name": museum.name, "origin": museum.origin}.items() if key != "database"}:
        raise BadFile(f'{place} cannot be copied without its "database" line.', next_step='Write "database", "name" and "origin" on a line each.')
    return text


# ── sources ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _sources(museum: Museum, progress: Progress | None) -> Iterator[Source]:
    """The bytes of every source that an act of the register holds; what was erased is named by none."""
    room = Folder(museum.strongroom)
    wanted = sorted({sha256 for _, sha256, _ in erasing.held()})
    for nth, sha256 in enumerate(wanted):
        place = Strongroom(museum.strongroom).path(sha256)
        one = _hashed(room, place.relative_to(museum.strongroom).as_posix())
        if one is None or one.sha256 != sha256:
            raise StrongroomError(f"{sha256[:12]}… is {'missing from' if one is None else 'damaged in'} the strongroom {museum.strongroom}.",
                                  next_step="Bring it back from another copy, or copy --without-sources.")
        if progress:
            progress(nth, len(wanted))
        yield Source(one._replace(file=strongroom_name(sha256)), place)


# ── what the list says beside its rows ──────────────────────────────────────────────────────────────────────────


def _about(museum: Museum) -> About:
    return About(_plain(museum.name), _plain(museum.description), ",".join(museum.languages), _plain(museum.licence), last_day(museum.site_folder))


def _plain(words: str) -> str:
    made: str = register.nfc(" ".join(words.split()))
    return made


def last_day(site: Path) -> str:
    """The day of the register's last act, as its writer gave it: a copy bears no time of its own, so that two of one museum are equal."""
    size = read_head((site / MANIFEST).read_bytes()).size
    tile = Tile(-1, (size - 1) // WIDTH, (size - 1) % WIDTH + 1)
    try:
        entries = unbundle((site / "register" / tile.path).read_bytes(), file=tile.path)
        return str(json.loads(entries[-1])["at"])[:10]
    except (OSError, ValueError, KeyError, TypeError, IndexError, PresnyaError) as error:
        raise RegisterError(f"The last act of the register in {site} cannot be read.", next_step="Publish the museum again.") from error


def _left_out(museum: Museum, *, without_sources: bool) -> tuple[LeftOut, ...]:
    return (KEYS, DATABASE, *([ADDRESS] if museum.database else []), *([SOURCES] if without_sources else []), *([OTHERS] if others(museum) else []))


def others(museum: Museum) -> list[str]:
    """Names in the museum's folder that no copy holds, for telling the curator; the list itself does not name them."""
    known = {*PARTS, museum.site_folder.relative_to(museum.folder).parts[0], museum.inside.name}
    top = [place.name for place in sorted(museum.folder.iterdir()) if place.name not in known or place.is_symlink()]
    inner = [f"{part}/{name}" for part in PARTS if (museum.folder / part).is_dir() for name, _ in Folder(museum.folder / part).odd()]
    hidden = [f"{part}/{name}" for part in PARTS if (museum.folder / part).is_dir() for name in Folder(museum.folder / part).names() if _is_hidden(name)]
    return [shown(name) for name in (*top, *inner, *hidden)]
