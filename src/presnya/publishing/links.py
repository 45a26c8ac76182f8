"""Every address of a published museum, in one place. All are relative to the root of one language's pages, with forward slashes.

`relative` turns one into a link from another page, so that a site works in any folder and from `file://`.
"""

from typing import Final

from presnya.publishing.images.level0 import sizes
from presnya.terms import kind_of

FOLDERS: Final = {
    "person": "people", "group": "groups", "place": "places", "event": "events", "work": "works", "edition": "editions", "object": "objects",
    "exhibition": "exhibitions", "term": "terms", "question": "questions", "chronology": "chronologies",
    "panorama": "panoramas", "tour": "tours", "room": "rooms",
}
"""Kind of thing → folder of its pages."""

ENTRANCE: Final = "index.html"
CONTESTED: Final = "contested.html"
SEARCH: Final = "search.html"
NAMES: Final = "names.html"
COPY: Final = "copy.html"
VERIFIER: Final = "verify.html"
"""From the site's root: one page for every language."""
WITNESSES: Final = "witnesses/index.html"
SOURCES: Final = "sources/index.html"
CHRONOLOGIES: Final = "chronologies/index.html"
PANORAMAS: Final = "panoramas/index.html"
ROOMS: Final = "rooms/index.html"
TOURS: Final = "tours/index.html"
LANES: Final = "chronologies/lanes.json"
REGISTER: Final = "register/index.html"
WITHDRAWN: Final = "register/withdrawn.html"
DISPUTES: Final = "register/disputes.html"
ERASED: Final = "register/erased.html"
CHANGES: Final = "register/changes.html"


def letter(name: str) -> str:
    """The page of one letter of the index of names, where the index is too long for one page; '#' has the page `names/0.html`."""
    return f"names/{'0' if name == '#' else name.lower()}.html"


def slug_of(identifier: str) -> str:
    """The part after the slash: 'henry-nevinson' of 'person/henry-nevinson'."""
    return identifier.partition("/")[2]


def thing(identifier: str) -> str:
    """The page of a thing, question or chronology; '' for kinds that have none."""
    kind = kind_of(identifier)
    if kind == "source":
        return source(identifier)
    if kind == "witness":
        return witness(identifier)
    if kind == "tour":
        return tour(identifier)
    return f"{FOLDERS[kind]}/{slug_of(identifier)}.html" if kind in FOLDERS else ""


def listing(kind: str) -> str:
    """The list of all things of a kind."""
    return f"{FOLDERS[kind]}/index.html"


def witness(identifier: str) -> str:
    """What a witness says in all. A person or group has this beside its portrait, in a folder of its own, so that no two addresses meet."""
    kind = kind_of(identifier)
    return f"witnesses/{slug_of(identifier)}.html" if kind == "witness" else f"witnesses/{FOLDERS[kind]}/{slug_of(identifier)}.html"


def source(identifier: str, part: int = 1) -> str:
    """A page of a source in the reading room; the first part is its index."""
    return f"sources/{slug_of(identifier)}/{'index' if part <= 1 else part}.html"


def passage(identifier: str, part: int, start: int) -> str:
    """Where a passage of a held text stands, counted in code points from its beginning; the source's first page when there is no such place."""
    return f"{source(identifier, part)}#p-{start}" if start >= 0 and part > 0 else source(identifier)


def picture_folder(identifier: str) -> str:
    """The folder of a picture's files (IIIF Image 3, level 0). From the site's root: it is the same in every language."""
    return f"pictures/{slug_of(identifier)}"


def picture_sizes(width: int, height: int) -> list[tuple[int, int]]:
    """The sizes at which a whole picture of so many pixels is offered."""
    return sizes(width, height)


def picture_size(identifier: str, width: int, height: int) -> str:
    """A whole picture at one of the sizes its folder offers. From the site's root."""
    return f"{picture_folder(identifier)}/full/{width},{height}/0/default.jpg"


def panorama_file(identifier: str, name: str) -> str:
    """A file that a panorama's page shows or plays: a layer, a sound. From the site's root: it is the same in every language."""
    return f"{FOLDERS['panorama']}/{slug_of(identifier)}/{name}"


def tour(identifier: str) -> str:
    """A tour's first page, in a folder with its stops."""
    return f"{FOLDERS['tour']}/{slug_of(identifier)}/index.html"


def stop(identifier: str, number: int) -> str:
    """A stop of a tour by its number."""
    return f"{FOLDERS['tour']}/{slug_of(identifier)}/{number}.html"


def transcript(identifier: str) -> str:
    """A tour whole, to be read or printed."""
    return f"{FOLDERS['tour']}/{slug_of(identifier)}/transcript.html"


def captions(identifier: str, number: int, length: str, lang: str) -> str:
    """The captions (WebVTT) of a stop's narration: tours/mill/6-short-en.vtt."""
    return f"{FOLDERS['tour']}/{slug_of(identifier)}/{number}-{length}-{lang}.vtt"


def stretch(identifier: str, name: str) -> str:
    """A century, year or week of a chronology, in a folder beside its own page: chronologies/mill-and-street/1917-w45.html."""
    return f"{FOLDERS['chronology']}/{slug_of(identifier)}/{name}.html"


def tiles(identifier: str) -> str:
    """The folder of a chronology's timeline tiles."""
    return f"{FOLDERS['chronology']}/{slug_of(identifier)}/tiles"


def lane_tiles(identifier: str) -> str:
    """The folder of the tiles of a lane that a reader may add: chronologies/lanes/person-otto-baker."""
    return f"{FOLDERS['chronology']}/lanes/{identifier.replace('/', '-', 1)}"


def acts(first: int) -> str:
    """The page of the register's list that begins with this act: a fixed range, so that its address never means other acts."""
    return f"register/from-{first}.html"


def changes(first: int, stop: int) -> str:
    """What changed when the register grew from `first` to `stop` acts: the address never means other acts."""
    return f"register/changes/{first}-{stop}.html"


def download(number: int, what: str) -> str:
    """A file beside an act's page: `tlog-proof`, `entry.json`, `body.json`. From the site's root: it is the same in every language."""
    return f"register/acts/{number}.{what}"


def act(number: int) -> str:
    """An act of the register."""
    return f"register/acts/{number}.html"


def relative(here: str, there: str) -> str:
    """`there` (perhaps with #fragment or ?query) as a link on the page `here`. Both from the same root, without dots.

    Not posixpath.relpath, which asks the system for the working folder each time: a museum has more links than anything else.
    """
    path, mark, rest = there.partition("#")
    folder, goal = here.split("/")[:-1], path.split("/")
    if not path or path == here:
        return mark + rest or here.rpartition("/")[2]
    shared = 0
    while shared < len(folder) and shared < len(goal) and folder[shared] == goal[shared]:
        shared += 1
    return ("/".join([".."] * (len(folder) - shared) + goal[shared:]) or ".") + mark + rest
