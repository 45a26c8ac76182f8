"""presnya read"""

import argparse
import json
import sys
from pathlib import Path

from presnya import accession, desk, reading
from presnya.catalogue import queries
from presnya.cli.common import date_given, museum_option, opened
from presnya.cli.telling import answer, progress, say
from presnya.terms.errors import BadInput, NotFound

HELP = "Read sources by machine: names, dates, quotations, events, relations, figures, all as proposals."
EXAMPLES = """\
  presnya read --all --museum our-street                          every source not read yet; can be stopped and repeated
  presnya read 2026.3 --kind memoir --museum our-street
  presnya read letter.txt --date 1917-11 --jsonl proposals.jsonl  a file, without any museum
"""


def options(sub: argparse.ArgumentParser) -> None:
    """Sources of a museum, or files with --jsonl."""
    sub.add_argument("sources", nargs="*", metavar="SOURCE_OR_FILE", help="ids or accession numbers; with --jsonl, one file")
    museum_option(sub)
    sub.add_argument("--all", action="store_true", help="all sources with text that have not been read")
    sub.add_argument("--kind", default="", choices=("", *reading.DOCUMENT_KINDS), help="how relative dates are to be read (default: the source's type, else essay)")
    sub.add_argument("--jsonl", default="", metavar="OUT", help="write proposals of a file as JSON lines, without any museum ('-' for standard output)")
    sub.add_argument("--date", default="", metavar="EDTF", help="with --jsonl: when the text was written")
    sub.add_argument("--lang", default="en", metavar="CODE", help="with --jsonl: its language (default: en)")
    sub.add_argument("--author", default="", help="with --jsonl: who wrote it")
    sub.add_argument("--calendar", default="gregorian", choices=("gregorian", "julian", "unknown"))
    sub.add_argument("--encoding", default=None)


def run(given: argparse.Namespace) -> int:
    """Into the register, or into a file."""
    return _to_file(given) if given.jsonl else _to_register(given)


def _to_file(given: argparse.Namespace) -> int:
    if len(given.sources) != 1:
        raise BadInput("--jsonl reads exactly one file.", next_step="presnya read FILE --date 1917-11 --jsonl OUT")
    if given.jsonl != "-" and not Path(given.jsonl).resolve().parent.is_dir():  # before the reading, which may be long
        raise NotFound(f"There is no folder {Path(given.jsonl).parent} to write into.", next_step="Make it, or name another OUT.")
    draft = accession.take_in(Path(given.sources[0]), encoding=given.encoding)
    document = reading.Document(text=draft.text or "", lang=given.lang, date=date_given(given.date), kind=given.kind or "essay", author=given.author,
                                furniture=draft.furniture, calendar=given.calendar, emphasis=draft.emphasis)
    with progress(f"reading {given.sources[0]}") as tick:
        proposals = list(reading.default_reader(given.lang).read(document, progress=tick))
    lines = [json.dumps(line, ensure_ascii=False) + "\n" for line in reading.scorer_lines(proposals, document)]
    if given.jsonl == "-":
        sys.stdout.writelines(lines)
    else:
        Path(given.jsonl).write_text("".join(lines), encoding="utf-8")
        say(given, f"{len(proposals)} proposals, {len(lines)} lines in {given.jsonl}.")
    return 0


def _to_register(given: argparse.Namespace) -> int:
    museum, curator = opened(given.museum)
    if not given.sources and not given.all:
        raise BadInput("No source was named.", next_step="Name one by its accession number, or use --all.")
    held = [queries.source(name) for name in given.sources] if given.sources else [one for one in queries.sources() if one.accession.text and one.status == "standing"]
    for one in held:
        kind = given.kind or (one.accession.type if one.accession.type in reading.DOCUMENT_KINDS else "essay")
        with progress(f"reading {one.accession.number} {one.accession.title}") as tick:
            count = desk.read_source(one.accession.source, kind=kind, museum=museum, curator=curator, progress=tick)
        say(given, f"{one.accession.number}: {count} proposals" if count else f"{one.accession.number}: read before, nothing to do")
        answer(given, source=one.accession.source, proposals=count)
    return 0
