"""The register: the newest acts, all acts in pages of fixed ranges, what was withdrawn, what is disputed, a page and three files for each act."""

from collections.abc import Iterator
from typing import Final

from presnya import register
from presnya.catalogue import ledger
from presnya.catalogue.ledger import ActRow
from presnya.museum.register import PER_PAGE, Act, Checkpoint, Ledger, Line, Prover, Sheet, act, checkpoint, ranges
from presnya.publishing import links
from presnya.publishing.pages.page import Build, File, Page
from presnya.publishing.words import mark

_NEWEST: Final = 50
"""The first page shows at least so many acts, when there are."""
_MOST_SORTED: Final = 300
"""Withdrawals or disputes on their own page, the latest; the page says so when there are more."""


def pages(build: Build) -> Iterator[Page | File]:
    """Act by act, then the lists. The register is read from the catalogue once more: bodies are too large to be held for all acts."""
    reading, prover, head = Ledger(build.holdings), Prover(build.log), checkpoint(build.log)
    lines: list[Line] = []
    first_language = build.lang == build.museum.languages[0]
    for row in ledger.acts(stop=build.log.checkpoint.size):
        made = act(row, reading, prover, build.cosigned)
        lines.append(reading.line(row))
        yield Page(links.act(row.number), "act.html", made, build.say(mark("Act")) + f" {row.number}", "register", "p-act")
        if first_language and made.files:
            yield from _downloads(row, made)
    yield from _lists(build, lines, head)


def _downloads(row: ActRow, made: Act) -> Iterator[File]:
    yield File(links.download(row.number, "tlog-proof"), made.proof.file.encode())
    yield File(links.download(row.number, "entry.json"), row.entry)
    if row.body is not None:
        yield File(links.download(row.number, "body.json"), row.body if not row.parts else register.canonical(register.beside(row)))


def _lists(build: Build, lines: list[Line], head: Checkpoint) -> Iterator[Page]:
    title = build.say(mark("Register"))
    size = len(lines)
    all_ranges = ranges(size)
    for first, last in all_ranges:
        yield Page(links.acts(first), "register.html", Sheet("", tuple(reversed(lines[first:last + 1])), first, last, size, size, all_ranges, head), title, "register", "p-reg")
    start = max(0, min((size - 1) // PER_PAGE * PER_PAGE, size - _NEWEST))
    newest = tuple(reversed(lines[start:]))
    yield Page(links.REGISTER, "register.html", Sheet("", newest, start, size - 1, size, size, all_ranges, head), title, "register", "p-reg")
    sorts = {links.WITHDRAWN: ("withdrawn", [line for line in lines if line.act in ("withdraw", "correct") or line.erased or line.done.verdict == "refused"]),
             links.DISPUTES: ("disputes", [line for line in lines if line.act == "dispute" or line.done.dissent])}
    for path, (name, found) in sorts.items():
        yield Page(path, "register.html", Sheet(name, tuple(reversed(found[-_MOST_SORTED:])), 0, size - 1, size, len(found), all_ranges, head), title, "register", "p-reg")
