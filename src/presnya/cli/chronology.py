"""presnya chronology"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from presnya.cli.common import answer, progress, say
from presnya.terms.errors import BadInput

if TYPE_CHECKING:
    from presnya.exchange.entry import Asked, Entry, Found, Refused

HELP = "Make side-by-side chronologies from tables of events, without a museum."
EXAMPLES = """\
  presnya chronology events.csv --out our-century --title "Our century"
  presnya chronology politics.csv art.csv timeline.json --out both --lang fr
  presnya chronology events.csv --out chosen.json --as timelinejs
"""

FORMS: Final = ("timelinejs", "csv", "json", "ics")


def options(sub: argparse.ArgumentParser) -> None:
    """FILES, --out and how they are read."""
    sub.add_argument("files", nargs="+", type=Path, metavar="EVENTS", help="CSV or XLSX with title,date,lane; or JSON of TimelineJS3 or vis-timeline")
    sub.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="where to write (with --as: the file)")
    sub.add_argument("--title", default="", help="what the chronology is called (default: what the file says, or its name)")
    sub.add_argument("--lead", default="", help="a sentence under the title")
    sub.add_argument("--lang", default="en", metavar="CODE", help="language of titles and of dates in words (default: en)")
    sub.add_argument("--calendar", default="gregorian", choices=("gregorian", "julian", "republican"), help="calendar of the dates, where a row does not say")
    sub.add_argument("--no-pages", action="store_true", help="only the tiles that the viewer reads, no plain pages")
    sub.add_argument("--strict", action="store_true", help="refuse everything when one row cannot be read")
    sub.add_argument("--as", dest="form", choices=FORMS, default=None, help="write the events in another form instead (timelinejs: the 20 weightiest)")


def run(given: argparse.Namespace) -> int:
    """Read, build, say what was made and what was not read."""
    from presnya.exchange.entry import Asked  # numpy and Babel come in with these: other commands need not wait

    asked = Asked(given.lang, given.calendar)
    for file in given.files:
        _check(file)
    return _converted(given, asked) if given.form else _made(given, asked)


def _check(file: Path) -> None:
    """What cannot be opened is refused before anything is written."""
    from presnya.exchange.entry import Asked
    from presnya.exchange.events import open_events

    if file.suffix.lower() in (".csv", ".tsv", ".txt"):
        open_events(file, Asked())


def _found(given: argparse.Namespace, asked: "Asked") -> "Iterator[Found]":
    """Each file with a progress bar while its rows are read."""
    from presnya.exchange.events import open_events

    for file in given.files:
        with progress(f"reading {file.name}") as tick:
            yield open_events(file, asked, tick=tick)


def _made(given: argparse.Namespace, asked: "Asked") -> int:
    from presnya.publishing.standalone import NOT_READ, Told, make

    with ExitStack() as stack:
        def step(name: str) -> Callable[[int, int], None]:
            stack.close()  # one bar after the other: two cannot be on one screen
            return stack.enter_context(progress({"tiles": "writing the tiles", "pages": "writing the pages"}[name]))

        told = Told(given.title, given.lang, given.lead, pages=not given.no_pages, strict=given.strict)
        done = make(_found(given, asked), given.out, told, progress=step)
    for note in done.notes:
        say(given, f"  {note}")
    if done.refused or done.mended:
        say(given, f"  {done.refused} rows were not read, {done.mended} were read in part: {given.out / NOT_READ} says which and why.")
    pages = f", {done.pages.files} pages ({done.pages.written} changed)" if done.pages else ""
    say(given, f"{done.title}: {done.tree.marks} marks in {done.tree.files} tile files ({done.tree.written} changed, {done.tree.removed} removed){pages} in {given.out}.")
    answer(given, out=str(given.out), title=done.title, marks=done.tree.marks, tiles=done.tree.files, bytes=done.tree.size, written=done.tree.written,
           removed=done.tree.removed, pages=done.pages.files if done.pages else 0, refused=done.refused, in_part=done.mended)
    return 0


def _converted(given: argparse.Namespace, asked: "Asked") -> int:
    from presnya.exchange import events_csv, icalendar, timelinejs  # noqa: F401  packages of the writers below
    from presnya.exchange.events_csv.write import write_csv, write_json
    from presnya.exchange.icalendar.write import write as write_ics
    from presnya.exchange.timelinejs.write import write as write_timelinejs

    if given.out.is_dir():
        raise BadInput(f"{given.out} is a folder.", next_step="With --as, --out names the file to be written.")
    refused: list[Refused] = []
    entries = _entries(given, asked, refused)
    part = given.out.with_name(f".{given.out.name}.part")
    left = 0
    try:
        if given.form == "ics":
            count, left = write_ics(entries, part, title=given.title, lang=given.lang)
        elif given.form == "timelinejs":
            count = write_timelinejs(entries, part, title=given.title, lead=given.lead)
        else:
            count = (write_csv if given.form == "csv" else write_json)(entries, part)
        if refused and given.strict:
            raise BadInput(f"{given.files[0].name} line {refused[0].line}: {refused[0].reason}.", next_step="Mend it, or leave out --strict.")
        part.replace(given.out)
    finally:
        part.unlink(missing_ok=True)
    for one in refused[:20]:
        say(given, f"  line {one.line} was not read: {one.reason}")
    if left:
        say(given, f"  {left} events lie outside of the years 1 to 9999, which a calendar holds, and were left out.")
    say(given, f"{count} events in {given.out}; {len(refused)} rows were not read.")
    answer(given, out=str(given.out), events=count, refused=len(refused), left_out=left)
    return 0


def _entries(given: argparse.Namespace, asked: "Asked", refused: "list[Refused]") -> "Iterator[Entry]":
    from presnya.exchange.entry import Entry

    for found in _found(given, asked):
        for row in found.rows:
            if isinstance(row, Entry):
                yield row
            else:
                refused.append(row)
