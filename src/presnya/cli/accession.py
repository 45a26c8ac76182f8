"""presnya accession"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from presnya import accession, desk
from presnya.catalogue import queries
from presnya.cli.common import date_given, museum_option, opened
from presnya.cli.telling import answer, say
from presnya.config import Museum
from presnya.terms import NEARNESSES, nearness_of
from presnya.terms.errors import BadInput

HELP = "Take sources in: text, Markdown, HTML, PDF, DOCX, EPUB, pictures."
EXAMPLES = """\
  presnya accession diary.docx --title "Diary" --author "A. Person" --date 1917-10 --lang en
  presnya accession *.txt --sheet sources.csv     titles, authors and dates of many files from a table
  presnya accession --list
"""

CALENDARS = ("gregorian", "julian", "unknown")
SHEET_COLUMNS = ("file", "title", "author", "date", "language", "type", "address", "rights", "standpoint", "nearness", "calendar")


def options(sub: argparse.ArgumentParser) -> None:
    """FILES and what the curator says of them."""
    sub.add_argument("files", nargs="*", type=Path, metavar="FILE")
    museum_option(sub)
    sub.add_argument("--title", default="", help="title as on the source")
    sub.add_argument("--author", action="append", default=[], help="who wrote it (repeat for several)")
    sub.add_argument("--author-id", action="append", default=[], metavar="ID", help="their id instead of a name, e.g. person/x7: ids stay for ever, so one that spells no name")
    sub.add_argument("--id", default="", metavar="ID", help="the source's own id, e.g. source/letter-7 (default: made of its title)")
    sub.add_argument("--date", default="", metavar="EDTF", help="when it was written or printed, e.g. 1917-11 or 2013-11/2013-12")
    sub.add_argument("--lang", default="", metavar="CODE", help="its language, e.g. en")
    sub.add_argument("--calendar", default="gregorian", choices=CALENDARS, help="calendar of the dates in the text")
    sub.add_argument("--type", default="", help="essay, memoir, letter, newspaper …")
    sub.add_argument("--address", default="", help="where it was found: address or shelf mark")
    sub.add_argument("--rights", default="", help="licence or rights statement")
    sub.add_argument("--standpoint", default="", help="who the author was then, how near, in a sentence")
    sub.add_argument("--nearness", default="", choices=NEARNESSES)
    sub.add_argument("--encoding", default="", help="the text's encoding, when it is not UTF-8")
    sub.add_argument("--sheet", type=Path, metavar="TABLE", help=f"a CSV or XLSX table with the columns {', '.join(SHEET_COLUMNS)}")
    sub.add_argument("--list", action="store_true", help="list what has been taken in")


def run(given: argparse.Namespace) -> int:
    """Take each file in; files already here are named and left alone, so the command can be repeated."""
    museum, curator = opened(given.museum)
    if given.list:
        return _list(given)
    pairs = _pairs(given)
    if len(pairs) > 1 and given.id:
        raise BadInput("One --id cannot serve several files.", next_step="Take them in one by one.")
    if len(pairs) > 1 and given.title:
        raise BadInput("One --title cannot serve several files.", next_step="Take them in one by one, or give their titles in a table with --sheet.")
    drafts = [(file, accession.take_in(file, encoding=given.encoding or None), row) for file, row in pairs]
    told = [_given(given, file, draft, row) for file, draft, row in drafts]  # all of it is asked and checked before the first is taken in
    for (file, draft, _), card in zip(drafts, told, strict=True):
        source, new = desk.accession_source(draft, card, name=file.name, museum=museum, curator=curator)
        number = queries.source(source).accession.number
        say(given, f"{number}  {source}  {file.name}" + ("" if new else "  (already here)"))
        say(given, _what_was_set_aside(draft)) if new and draft.furniture else None
        answer(given, source=source, number=number, new=new)
    return 0


def _pairs(given: argparse.Namespace) -> list[tuple[Path, dict[str, str]]]:
    """Each file with its row of the sheet: all the sheet's files, beside it or in folders below, or those that were named."""
    sheet = _sheet(given.sheet) if given.sheet else {}
    if given.files:
        by_name = {Path(name).name: row for name, row in sheet.items()}
        return [(file, sheet.get(str(file)) or by_name.get(file.name, {})) for file in given.files]
    if not sheet:
        raise BadInput("No file was named.", next_step="`presnya accession FILE --title … --date … --lang …`, or --list.")
    return [(given.sheet.parent / name, row) for name, row in sheet.items()]


def _what_was_set_aside(draft: accession.Draft) -> str:
    pieces = [f"  set aside as page furniture, characters {piece.start}–{piece.end}: {piece.why}" for piece in draft.furniture[:12]]
    more = len(draft.furniture) - len(pieces)
    return "\n".join([*pieces, f"  and {more} more"] if more > 0 else pieces)


def _list(given: argparse.Namespace) -> int:
    for held in queries.sources():
        source = held.accession
        say(given, f"{source.number:10} {source.source:50} {source.title}" + ("" if held.status == "standing" else f"  [{held.status}]"))
        answer(given, number=source.number, source=source.source, title=source.title, status=held.status)
    return 0


def _sheet(path: Path) -> dict[str, dict[str, str]]:
    table = accession.read_table(path, known=SHEET_COLUMNS, id_column="file")
    return {row.cells["file"]: dict(row.cells) for row in table.rows}


def _given(given: argparse.Namespace, file: Path, draft: accession.Draft, row: dict[str, str]) -> desk.Given:
    """The curator's words: options first, then the sheet, then the file's own front matter, then questions at the terminal. What nobody says stays unsaid."""
    front = dict(draft.given)
    asking = not row and not given.json and sys.stdin.isatty()

    def said(option: str, name: str, question: str, *, needed: bool = False) -> str:
        found = option or row.get(name, "") or front.get(name, "")
        return found or _ask(file.name, question, hint=draft.hints.get(name, ""), needed=needed, asking=asking)

    title = said(given.title, "title", "Title as on the source", needed=True)
    author = "" if given.author_id else said("; ".join(given.author), "author", "Who wrote it (several parted by ;, or nothing)")
    date = said(given.date, "date", "When it was written or printed, e.g. 1917-11 (or nothing)")
    language = said(given.lang, "language", "Its language, e.g. en (or nothing)")
    with _of(file):
        published, nearness = date_given(date), nearness_of(given.nearness or row.get("nearness", ""))
        calendar = _calendar(row.get("calendar") or front.get("calendar") or given.calendar)
    return desk.Given(
        title=title, authors=tuple(name.strip() for name in author.split(";") if name.strip()), published=published, language=language or "und",
        type=given.type or row.get("type", "") or front.get("type", ""), address=given.address or row.get("address", "") or front.get("address", ""),
        rights=given.rights or row.get("rights", "") or front.get("rights", ""), standpoint=given.standpoint or row.get("standpoint", "") or front.get("standpoint", ""),
        nearness=nearness, calendar=calendar, author_ids=tuple(given.author_id), id=given.id,
    )


@contextmanager
def _of(file: Path) -> Iterator[None]:
    """Whatever is wrong with a card is said of its file: a sheet has many."""
    try:
        yield
    except BadInput as error:
        raise BadInput(f"{file.name}: {error.message}", next_step=error.next_step or "Mend it; nothing was taken in.") from error


def _calendar(words: str) -> str:
    if words not in CALENDARS:
        raise BadInput(f"“{words}” is no calendar that is known here.", next_step=f"Leave it empty or write {', '.join(CALENDARS)}.")
    return words


def _ask(file: str, question: str, *, hint: str, needed: bool, asking: bool) -> str:
    """Ask at the terminal, with what the file claims of itself beside the question, never in its place. Without a terminal a needed answer is an error."""
    if not asking:
        if needed:
            raise BadInput(f"Title of {file}: nobody has said.", next_step="Give it with --title, or in a table with --sheet.")
        return ""
    answered = input(f"{file}: {question}" + (f" [the file says “{hint}”]" if hint else "") + ": ").strip()
    if needed and not answered:
        raise BadInput(f"{file} was given no title.", next_step="For an untitled paper, describe it in square brackets; nothing was taken in.")
    return answered


def take_plain(file: Path, *, museum: Museum, curator: str, given: desk.Given, encoding: str | None = None) -> tuple[str, bool]:
    """Take one file in with what has been given, nothing asked; returns (source id, whether it is new)."""
    return desk.accession_source(accession.take_in(file, encoding=encoding), given, name=file.name, museum=museum, curator=curator)
