"""What changed: since the last publication, and in each month (or year) in which acts were entered. A page of a past month never changes but for later erasures and names."""

from collections.abc import Iterator
from typing import NamedTuple

from presnya import dates
from presnya.catalogue import ledger
from presnya.museum.changes import Changes, Span, changes, spans
from presnya.museum.claims import shown_date
from presnya.museum.holdings import Holdings
from presnya.museum.register import Ledger
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark


class Times(NamedTuple):
    """A page of changes among the others: `here` is None on the first publication's, which has nothing before it. `listed` are (span, its month or year in words)."""

    here: Changes | None
    latest: bool
    listed: tuple[tuple[Span, str], ...]


def pages(build: Build) -> Iterator[Page]:
    """The latest, then every month."""
    reading = Ledger(build.holdings)
    size = build.holdings.snapshot.size
    times = listed(build.holdings)
    before = max((kept for kept, _ in build.log.kept if kept < size), default=0)
    yield _page(build, links.CHANGES, Times(_told(before, size, reading) if before else None, latest=True, listed=times))
    for span, _ in times:
        yield _page(build, links.changes(span.first, span.stop), Times(_told(span.first, span.stop, reading), latest=False, listed=times))


def listed(holdings: Holdings) -> tuple[tuple[Span, str], ...]:
    """Months or years with acts, newest first, in words."""
    return tuple((span, shown_date(dates.date_value(span.time), holdings.lang).words) for span in spans(holdings.snapshot.acts))


def _told(first: int, stop: int, reading: Ledger) -> Changes:
    return changes(first, ledger.acts(first, stop), reading)


def _page(build: Build, path: str, showing: Times) -> Page:
    return Page(path, "changes.html", showing, build.say(mark("What changed")), "register", "p-reg")
