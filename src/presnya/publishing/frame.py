"""What every page has around it: templates, navigation, the pen, links."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from presnya.config import Museum
from presnya.museum import Holdings
from presnya.museum.pictures import Picture
from presnya.museum.pen import trace
from presnya.publishing import links
from presnya.publishing.apparatus import Apparatus
from presnya.publishing.images import level0
from presnya.publishing.language import OWN_NAMES, direction, translations
from presnya.publishing.pages.page import Page, having_pages
from presnya.publishing.past import Past, banner, link
from presnya.publishing.words import ACTS, CHANGED, GROUNDS, KINDS, LIGHTS, NEAR_PLACES, ONE, SLOTS, STATUSES, grouped, mark, within
from presnya.terms import kind_of

NAV: Final = (
    ("rooms", mark("Rooms"), links.ROOMS),
    ("tours", mark("Tours"), links.TOURS),
    ("panoramas", mark("Panorama"), links.PANORAMAS),
    ("chronologies", mark("Chronologies"), links.CHRONOLOGIES),
    ("people", mark("Faces"), links.listing("person")),
    ("groups", mark("Groups"), links.listing("group")),
    ("contested", mark("Contested"), links.CONTESTED),
    ("sources", mark("Reading room"), links.SOURCES),
    ("register", mark("Register"), links.REGISTER),
    ("search", mark("Search"), links.SEARCH),
)
"""The head's entries: key, words, address."""
IF_ANY: Final[Mapping[str, str]] = {"rooms": "room", "tours": "tour", "panoramas": "panorama"}
"""Entries that stand only where something of this kind is."""


class Entry(NamedTuple):
    """A link of the head or the foot."""

    key: str
    words: str
    path: str


def environment(lang: str) -> Environment:
    """Templates that speak a language; everything printed is escaped, and a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("presnya.publishing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"], keep_trailing_newline=True,
    )
    made.filters["within"] = partial(within, lang=lang)
    spoken = translations(lang)
    made.install_gettext_callables(spoken.gettext, spoken.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    return made


def _info(picture: Picture) -> dict[str, Any]:
    """info.json for a page, which knows where the folder is and may be opened from a disk, where nothing can be fetched."""
    return level0.info(links.slug_of(picture.id), picture.width, picture.height)


class Frame:
    """Renders the pages of one language. `here` says which ids have a page: what is not there is printed as words, never as a dead link."""

    def __init__(self, holdings: Holdings, museum: Museum, shown: Past | None = None) -> None:
        self.holdings, self.museum, self.lang, self.shown = holdings, museum, holdings.lang, shown
        self.root = "" if self.lang == museum.languages[0] else f"{self.lang}/"
        self.templates = environment(self.lang)
        self.here = having_pages(holdings)
        self.templates.globals |= {
            "museum": museum, "lang": self.lang, "dir": direction(self.lang), "nav": self._nav(), "pen": holdings.pen,
            "pen_path": trace(holdings.pen, width=1440, height=34), "links": links, "direction": direction, "near_places": NEAR_PLACES,
            "witnesses": frozenset(holdings.witnesses), "number": grouped, "kinds": KINDS, "kind_words": ONE, "acts": ACTS, "changed": CHANGED, "grounds": GROUNDS, "statuses": STATUSES, "lights": LIGHTS, "slots": SLOTS,
            "picture_info": _info,
        }

    def _nav(self) -> list[Entry]:
        """The head's entries; rooms, tours and panoramas only where there is one."""
        kinds = {kind_of(identifier) for identifier in self.here}
        return [Entry(*entry) for entry in NAV if entry[0] not in IF_ANY or IF_ANY[entry[0]] in kinds]

    def render(self, page: Page) -> bytes:
        """The page's bytes, UTF-8."""
        context: dict[str, Any] = {
            "page": page, "showing": page.showing, "apparatus": Apparatus(), "href": link(self.shown, self.root, page.path), "to": self._to(page.path),
            "base": "../" * (self.root + page.path).count("/"), "languages": self._languages(page.path), "here": self._marked(page.years),
            "as_of": banner(self.shown, self.lang, root=self.root, path=page.path),
        }
        return self.templates.get_template(page.template).render(context).encode()

    def _to(self, here: str) -> Callable[[str], str]:
        def to(identifier: str) -> str:
            path = links.thing(identifier) if identifier in self.here else ""
            return links.relative(here, path) if path else ""
        return to

    def _languages(self, path: str) -> Sequence[tuple[str, str, str]]:
        """(code, own name, link) of the same page in each other language of the museum."""
        first = self.museum.languages[0]
        return [(code, OWN_NAMES[code], links.relative(self.root + path, ("" if code == first else f"{code}/") + path))
                for code in self.museum.languages if code != self.lang]

    def _marked(self, years: tuple[int, int] | None) -> tuple[int, int] | None:
        """Left edge and width of the red mark on the pen, in its units; at least 10 wide, so that one year is seen."""
        pen = self.holdings.pen
        if years is None or years[1] < pen.first or years[0] > pen.last:
            return None
        left, right = pen.place(years[0]) * 1440, pen.place(years[1] + 1) * 1440
        return round(min(left, 1430)), max(10, round(right - left))
