"""A museum's folder into the register: texts taken in, tables compared, only differences entered."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from presnya import accession, dates, desk
from presnya.catalogue import queries
from presnya.catalogue.projector import as_text
from presnya.config import Museum
from presnya.exchange import pictures
from presnya.exchange.tables import read_tables
from presnya.terms.errors import BadDate, BadInput

TEXTS: Final = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".epub")


class Report(NamedTuple):
    """What bringing a folder in did, and which dates were kept as written because nobody could read them."""

    texts: int
    differences: desk.Differences
    problems: tuple[str, ...]


def bring_in(museum: Museum, *, curator: str, ground: str = "The museum's folder was edited.", progress: Callable[[int, int], None] | None = None) -> Report:
    """Read everything first, so that a fault anywhere leaves the register as it was; then the tables in one transaction, then texts one by one."""
    wanted = read_tables(museum)
    files = _texts(museum)
    drafts = [(file, accession.take_in(file)) for file in files]
    givens = [_given(file, draft, museum) for file, draft in drafts]
    pictures.keep(museum, wanted.sources)
    steps = len(drafts) + 1  # the tables are one step, entered act by act; then each text
    differences = desk.import_folder(
        sources=wanted.sources, rows=wanted.rows, arrangements=wanted.arrangements, curator=curator, ground=ground,
        progress=(lambda done, total: progress(done, total * steps)) if progress else None,
    )
    taken = 0
    for nth, ((file, draft), given) in enumerate(zip(drafts, givens, strict=True), 1):
        if progress:
            progress(nth, steps)
        _, new = desk.accession_source(draft, given, name=file.name, museum=museum, curator=curator)
        taken += new
    _withdraw_gone_texts(_hashes(drafts), {given.origin for given in givens}, curator=curator, ground=ground)
    if progress:
        progress(1, 1)
    return Report(taken, differences, wanted.problems)


def contents(museum: Museum) -> frozenset[str]:
    """What the folder holds and a publication would bring in: claims and arrangements in their own words, files by their SHA-256. For `desk.plan_erasure`."""
    wanted = read_tables(museum)
    said = {as_text(claim) for row in wanted.rows for claim in row[2]}
    arranged = {as_text(one) for one in wanted.arrangements}
    listed = {file.sha256 for source in wanted.sources for file in source.files}
    return frozenset(said | arranged | listed | {hashlib.sha256(file.read_bytes()).hexdigest() for file in _texts(museum)})


def _texts(museum: Museum) -> list[Path]:
    folder = museum.folder / "texts"
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in TEXTS and not path.name.startswith((".", "~"))] if folder.is_dir() else []


def _given(file: Path, draft: accession.Draft, museum: Museum) -> desk.Given:
    """What stands in the file's front matter, or in `NAME.toml`-like front matter only: a text without a title is refused, not guessed."""
    front = draft.given
    if not front.get("title"):
        raise BadInput(f"{file} has no title.", next_step="Write front matter above the text (--- / title: … / ---), or take it in with `presnya accession`.")
    try:
        date = dates.date_value(front["date"], words=front["date"]) if front.get("date") else None
    except BadDate as error:
        raise BadInput(f"{file}: “{front['date']}” is no date.", next_step="Write it in EDTF, e.g. 1917-11 or 1905/1907, or leave the line out.") from error
    return desk.Given(
        title=front["title"], authors=tuple(name.strip() for name in front.get("author", "").split(";") if name.strip()), published=date,
        language=front.get("language", museum.languages[0]), type=front.get("type", ""), address=front.get("address", ""), rights=front.get("rights", ""),
        standpoint=front.get("standpoint", ""), calendar=front.get("calendar", museum.calendar), origin=f"texts/{file.relative_to(museum.folder / 'texts').as_posix()}",
    )


def _hashes(drafts: Sequence[tuple[Path, accession.Draft]]) -> set[str]:
    return {hashlib.sha256(draft.data).hexdigest() for _, draft in drafts}


def _withdraw_gone_texts(here: set[str], origins: set[str], *, curator: str, ground: str) -> None:
    """A text whose bytes are no longer in the folder is withdrawn, never deleted; one that was edited has come in anew, one that was moved stays what it was."""
    by_origin: dict[str, list[str]] = {}
    for held in queries.sources():
        if held.status == "standing" and held.accession.origin.startswith("texts/") and here.isdisjoint(file.sha256 for file in held.accession.files):
            by_origin.setdefault(held.accession.origin, []).append(held.accession.source)
    for origin, gone in by_origin.items():
        why = "replaced by a newer version of the file" if origin in origins else "its file left the folder"
        desk.withdraw(gone, ground=f"{ground} {origin}: {why}.", curator=curator)
