"""What rooms of pages are given and what they yield."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from presnya.config import Museum
from presnya.museum import Holdings
from presnya.register import Written
from presnya.register.recorded import Cosigned


class Build(NamedTuple):
    """One language of one publication. `log` is the register as it was just written and signed; `say` is gettext; `cosigned` its cosigned checkpoints, if any."""

    holdings: Holdings
    museum: Museum
    log: Written
    lang: str
    say: Callable[[str], str]
    cosigned: Cosigned | None = None


class Page(NamedTuple):
    """A page: `path` from the language's root, the template, and the showing it gets as `showing`.

    `title` is the page's own, without the museum's. `nav` names the entry of the head that is current (a key of `frame.NAV`);
    `body` is the class of <body>; `years` (first, last) are marked red on the pen.
    """

    path: str
    template: str
    showing: object
    title: str
    nav: str = ""
    body: str = ""
    years: tuple[int, int] | None = None


class File(NamedTuple):
    """Bytes that are no page: a search index, a download. `path` from the language's root."""

    path: str
    data: bytes


class Tree(NamedTuple):
    """A folder of files that are written one by one as they are made, because together they may be larger than memory: timeline tiles.

    `path` from the language's root. `write` is given the folder's place; it leaves alone files that hold the right bytes, removes those of its own that are
    no longer part, and answers how many it wrote. Every file in the folder then is the site's.
    """

    path: str
    write: Callable[[Path], int]


def having_pages(holdings: Holdings) -> frozenset[str]:
    """Ids of all that has a page: what is not among them is printed as words, never as a dead link."""
    return frozenset((*holdings.snapshot.things, *holdings.snapshot.sources, *holdings.snapshot.arrangements, *holdings.witnesses))


Room = Callable[[Build], Iterator["Page | File | Tree"]]
