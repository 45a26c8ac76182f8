"""presnya open"""

import argparse
from pathlib import Path

from presnya import accession, config, desk, publishing, reading
from presnya.catalogue import queries
from presnya.cli.accession import take_plain
from presnya.cli.common import ask, date_given, opened
from presnya.cli.telling import answer, progress, say
from presnya.terms import slug
from presnya.web import serving
from presnya.web.earlier import building

HELP = "Make a museum of one or more sources in one go and show it."
EXAMPLES = """\
  presnya open letter.txt --date 1917-11
  presnya open memoir.epub --title "My Life" --author "A. Person" --date 1920 --kind memoir --into my-life --no-serve
"""


def options(sub: argparse.ArgumentParser) -> None:
    """FILES and what is known of them."""
    sub.add_argument("files", nargs="+", type=Path, metavar="FILE")
    sub.add_argument("--date", default="", metavar="EDTF", help="when the text was written, e.g. 2013-11/2013-12; relative dates in it hang on this")
    sub.add_argument("--into", type=Path, default=None, metavar="FOLDER", help="the museum's folder (default: a new one named after the first file)")
    sub.add_argument("--title", default="", help="title of the text (default: the file's name)")
    sub.add_argument("--author", action="append", default=[], help="who wrote it (repeat for several)")
    sub.add_argument("--lang", default="en", metavar="CODE", help="its language (default: en)")
    sub.add_argument("--kind", default="essay", choices=reading.DOCUMENT_KINDS, help="how its relative dates are to be read (default: essay)")
    sub.add_argument("--calendar", default="gregorian", choices=("gregorian", "julian", "unknown"), help="calendar of the dates in the text")
    sub.add_argument("--encoding", default=None, help="the text's encoding, when it is not UTF-8")
    sub.add_argument("--no-serve", action="store_true", help="only build")
    sub.add_argument("--port", type=int, default=serving.PORT)


def run(given: argparse.Namespace) -> int:
    """New museum, accession, reading, publishing, serving. A second run goes on where the first was stopped."""
    folder = given.into or Path(slug(given.files[0].stem))
    published = date_given(given.date)
    reading.default_reader(given.lang)  # whatever cannot be opened is refused before there is a folder
    for file in given.files:
        accession.take_in(file, encoding=given.encoding)
    if not (folder / "museum.toml").exists():
        config.write_new(folder, name=given.title or given.files[0].stem.replace("-", " ").replace("_", " ").capitalize())
    museum, curator = opened(folder)
    title = given.title if len(given.files) == 1 else ""
    for file in given.files:
        source, _ = take_plain(file, museum=museum, curator=curator, encoding=given.encoding, given=desk.Given(
            title=title or file.name, authors=tuple(given.author), published=published, language=given.lang, type=given.kind, calendar=given.calendar))
        with progress(f"reading {file.name}") as tick:
            desk.read_source(source, kind=given.kind, museum=museum, curator=curator, progress=tick)
    with progress("writing the pages") as tick:
        done = publishing.publish(museum, curator=curator, progress=tick, ask=ask)
    waiting = len(queries.proposals())
    say(given, f"{museum.name}: {done.pages} pages in {done.site}. {waiting} proposals read by machine wait for review (`presnya review --museum {folder}`).")
    answer(given, folder=str(folder), site=str(done.site), pages=done.pages, proposals=waiting)
    if not given.no_serve:
        with building(museum) as builder:
            serving.serve(museum.site_folder, port=given.port, ready=lambda address: say(given, f"It is open at {address}  (Ctrl-C closes it)"), builder=builder)
    return 0
