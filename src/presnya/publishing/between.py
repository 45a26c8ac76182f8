"""What changed between any two days: for the command line, and as pages for a museum that is served."""

from pathlib import Path

from presnya import desk
from presnya.catalogue import ledger, snapshot
from presnya.config import Museum
from presnya.museum import hold, in_language
from presnya.museum.changes import Changes, changes
from presnya.museum.register import Ledger
from presnya.publishing import links, past
from presnya.publishing.frame import Frame
from presnya.publishing.language import speak
from presnya.publishing.pages.changes import Times, listed
from presnya.publishing.pages.page import Page
from presnya.publishing.words import mark
from presnya.strongroom import write_atomically
from presnya.terms.errors import BadValue


def between(museum: Museum, begin: str, end: str, *, lang: str = "") -> Changes:
    """What changed after day (or size) `begin` until the end of day (or at size) `end`. BadValue when they are no days, or in the wrong order."""
    first, stop = sizes(museum, begin, end)
    holdings = hold(snapshot.take(), museum=museum, lang=lang)
    return changes(first, ledger.acts(first, stop), Ledger(holdings))


def sizes(museum: Museum, begin: str, end: str) -> tuple[int, int]:
    """Both as sizes of the register."""
    first, stop = past.size_of(museum, begin), past.size_of(museum, end)
    if first > stop:
        raise BadValue(f"{begin} comes after {end}.", next_step="Name the earlier one first.")
    return first, stop


def write_between(museum: Museum, begin: str, end: str, *, curator: str, to: Path) -> int:
    """Write the page of these changes into `to`, in each language of the museum, as `changes.html` below its root; returns how many changes it tells.

    Links lead to the pages of the museum's site, as if the page lay in its register's folder. Only what was published is told.
    """
    desk.allow(curator, "publish")
    published = max((size for size, _ in past.kept(museum)), default=0)
    first, stop = (min(size, published) for size in sizes(museum, begin, end))
    holdings = hold(snapshot.take(size=published), museum=museum)
    told = 0
    for lang in museum.languages:
        spoken = in_language(holdings, lang)
        frame = Frame(spoken, museum)
        here = changes(first, ledger.acts(first, stop), Ledger(spoken))
        page = Page(links.changes(first, stop), "changes.html", Times(here, latest=False, listed=listed(spoken)), speak(lang)(mark("What changed")), "register", "p-reg")
        write_atomically(to / f"{frame.root}changes.html", frame.render(page))
        told = sum(len(group.changes) for group in here.groups) + here.hidden
    return told
