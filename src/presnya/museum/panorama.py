"""A panorama: a picture with places on it, each bound to things of the catalogue, and shows of light and sound.

An arrangement `panorama/…` has `contents` {"picture", "subtitle", "order", "text", "documents": [{"title", "text"}], "start": [x, y, width] or [],
"layers": [{"file", "sha256", "depth"}], "spots": [spot, …], "shows": [{"id", "title", "kind", "version", "text", "sources", "cues": [cue, …]}]}.
A spot is {"id", "title", "x", "y", "width", "things", "then", "now", "sources", "status", "note"}; a cue {"at", "spot", "x", "y", "radius", "light",
"flashes", "every", "text", "sound"}. Places, widths, radii and depths are ten-thousandths (of the picture's width; `y` of its height; a depth of 1),
times milliseconds.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, get_args
from typing import Literal as _Literal

from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import DateShown, Statement, shown_date, statements
from presnya.museum.collating import Collation, matters
from presnya.museum.holdings import Holdings
from presnya.museum.thing import date_of
from presnya.terms import kind_of
from presnya.terms.errors import BadValue, UnknownWord, did_you_mean

WHOLE: Final = 10_000
MOST_FLASHES: Final = 3
"""In any second: three flashes are the threshold of WCAG 2.3.1, level A."""
SECOND: Final = 1000

Status = _Literal["sourced", "contested", "invented", "unsourced"]
Light = _Literal["", "fire", "camp", "glow", "gun", "flash", "window", "dark"]
FLASHING: Final = ("gun", "flash")
KINDS: Final = ("commentary", "historical")
"""Of shows: today's own words, or a script that is itself a document, which needs a source."""


class Cited(NamedTuple):
    """A source that words follow, and the letters of its author ('' for a source without one)."""

    source: str
    title: str
    name: str
    siglum: str


class Bound(NamedTuple):
    """A thing that stands at a place: what is said of it in sum, and how many further statements its own page has."""

    id: str
    label: str
    kind: str
    date: DateShown | None
    said: tuple[Statement, ...]
    more: int


class Spot(NamedTuple):
    """A place on the picture, in reading order; `number` counts from 1. `x`, `y`, `width` in ten-thousandths.

    `rivals` are accounts that contradict one another, told at the first place they bear on; `again` names (place's id, title) those told before.
    """

    number: int
    id: str
    title: str
    x: int
    y: int
    width: int
    status: Status
    then: str
    now: str
    note: str
    sources: tuple[Cited, ...]
    rivals: tuple[Collation, ...]
    again: tuple[tuple[str, str], ...]
    things: tuple[Bound, ...]

    @property
    def contested(self) -> bool:
        """Whether there is more than one account of it, by the curator's word or by the catalogue."""
        return self.status == "contested" or bool(self.rivals or self.again)


class Layer(NamedTuple):
    """A picture over the backdrop that moves with the camera by its depth, in ten-thousandths; `sha256` of its bytes as they were when it was arranged."""

    file: str
    sha256: str
    depth: int


class Cue(NamedTuple):
    """A moment of a show. `at` in milliseconds; `clock` as minutes and seconds; `spot` is the id of a place or ''."""

    at: int
    clock: str
    spot: str
    title: str
    x: int
    y: int
    radius: int
    light: Light
    flashes: int
    every: int
    text: str
    sound: str


class Show(NamedTuple):
    """A script of light and sound with its version. `kind`: commentary (today's) or historical (a document)."""

    id: str
    title: str
    kind: str
    version: str
    text: str
    sources: tuple[Cited, ...]
    cues: tuple[Cue, ...]


class Panorama(NamedTuple):
    """A panorama's page. `lang` is empty where it is the page's; `documents` are (title, words)."""

    id: str
    title: str
    lang: str
    subtitle: str
    text: str
    picture: str
    start: tuple[int, ...]
    layers: tuple[Layer, ...]
    spots: tuple[Spot, ...]
    shows: tuple[Show, ...]
    documents: tuple[tuple[str, str], ...]
    act: int

    @property
    def contested(self) -> int:
        """How many places have more than one account."""
        return sum(spot.contested for spot in self.spots)


def panoramas(holdings: Holdings) -> tuple[Panorama, ...]:
    """All of them, in the curator's order."""
    given = holdings.snapshot.arrangements
    found = [identifier for identifier in given if kind_of(identifier) == "panorama"]
    return tuple(panorama(identifier, holdings) for identifier in sorted(found, key=lambda one: (int(given[one].contents.get("order", 0)), given[one].title)))


def panorama(identifier: str, holdings: Holdings) -> Panorama:
    """One, with all that the catalogue has for its places."""
    given = holdings.snapshot.arrangements[identifier]
    contents = given.contents
    told: dict[Collation, str] = {}
    spots = tuple(_spot(nth, spot, told, holdings) for nth, spot in enumerate(contents["spots"], 1))
    titles = {spot.id: spot.title for spot in spots}
    return Panorama(
        id=identifier, title=given.title, lang="" if given.lang == holdings.lang else given.lang, subtitle=contents["subtitle"], text=contents["text"], picture=contents["picture"],
        start=tuple(contents["start"]), layers=tuple(Layer(**layer) for layer in contents["layers"]), spots=spots,
        shows=tuple(_show(show, titles, holdings) for show in contents["shows"]), documents=tuple((one["title"], one["text"]) for one in contents["documents"]),
        act=holdings.snapshot.arranged_by[identifier])


def _spot(nth: int, given: Mapping[str, Any], told: dict[Collation, str], holdings: Holdings) -> Spot:
    """`told` remembers at which place each rival account was told first."""
    rivals = [one for thing in given["things"] for one in matters(thing, holdings) if one.contested]
    for one in rivals:
        told.setdefault(one, given["id"])
    return Spot(
        number=nth, **{key: given[key] for key in ("id", "title", "x", "y", "width", "status", "then", "now", "note")}, sources=_cited(given["sources"], holdings),
        rivals=tuple(dict.fromkeys(one for one in rivals if told[one] == given["id"])),
        again=tuple(dict.fromkeys((told[one], one.title or one.label) for one in rivals if told[one] != given["id"])),
        things=tuple(_bound(thing, holdings) for thing in given["things"]))


def _bound(thing: str, holdings: Holdings) -> Bound:
    standing: Sequence[Entered] = holdings.snapshot.standing(thing)
    summaries = [entered for entered in standing if entered.claim.property == "summary"]
    date = date_of(thing, holdings)
    return Bound(thing, holdings.snapshot.label(thing), kind_of(thing), shown_date(date, holdings.lang) if date else None, statements(summaries, holdings), len(standing) - len(summaries))


def _cited(sources: Sequence[str], holdings: Holdings) -> tuple[Cited, ...]:
    out = []
    for source in sources:
        held = holdings.snapshot.sources.get(source)
        author = held.accession.authors[0] if held and held.accession.authors else ""
        out.append(Cited(source, held.accession.title if held else source, holdings.snapshot.label(author) if author else "", holdings.sigla.get(author, "")))
    return tuple(out)


def _show(given: Mapping[str, Any], titles: Mapping[str, str], holdings: Holdings) -> Show:
    cues = tuple(Cue(clock=f"{cue['at'] // 60_000}:{cue['at'] // SECOND % 60:02}", title=titles.get(cue["spot"], ""), **cue) for cue in given["cues"])
    return Show(**{key: given[key] for key in ("id", "title", "kind", "version", "text")}, sources=_cited(given["sources"], holdings), cues=cues)


# ── what is refused ─────────────────────────────────────────────────────────────────────────────────────────────


def check_contents(contents: Mapping[str, Any]) -> None:
    """Refuse what could not be shown or should not be: BadValue for double or empty ids, words without a source, cues without words, too many flashes; UnknownWord for a status, light or kind."""
    _once([spot["id"] for spot in contents["spots"]], "hot-spot")
    _once([show["id"] for show in contents["shows"]], "show")
    if not contents["spots"]:
        raise BadValue("There is no hot-spot.", next_step="Write at least one [[spots]].")
    for spot in contents["spots"]:
        _check_spot(spot)
    for show in contents["shows"]:
        _check_show(show)


def _once(ids: Sequence[str], what: str) -> None:
    for nth, identifier in enumerate(ids):
        if not identifier.replace("-", "").isalnum() or not identifier.isascii() or identifier != identifier.lower():
            raise BadValue(f'A {what} is called "{identifier}".', next_step="Its id is a name in small letters, digits and hyphens.")
        if identifier in ids[:nth]:
            raise BadValue(f'Two of them are called {what} "{identifier}".', next_step="Give one another id.")


def _word(value: str, known: Sequence[str], what: str) -> None:
    if value not in known:
        raise UnknownWord(f'{what} is "{value}".', next_step=did_you_mean(value, known) or f"It is one of: {', '.join(filter(None, known))}.")


def _check_spot(spot: Mapping[str, Any]) -> None:
    name = f'Hot-spot "{spot["id"]}"'
    _word(spot["status"], get_args(Status), f"{name}: status")
    if not spot["title"] or not (spot["then"] or spot["things"]):
        raise BadValue(f"{name} has no title, or neither words (then) nor a thing.", next_step="Write title, and then = … or things = […].")
    if spot["status"] in ("sourced", "contested") and not spot["sources"]:
        raise BadValue(f"{name} is {spot['status']} and names no source.", next_step='Write sources = ["source/…"], or status = "unsourced" or "invented".')


def _check_show(show: Mapping[str, Any]) -> None:
    name = f'Show "{show["id"]}"'
    _word(show["kind"], KINDS, f"{name}: kind")
    if show["kind"] == "historical" and not show["sources"]:
        raise BadValue(f"{name} is historical and names no source.", next_step='A script that is a document has sources = ["source/…"]; our own words are kind = "commentary".')
    if not show["version"] or not show["cues"]:
        raise BadValue(f"{name} has no version or no cues.", next_step='Write version = "1" and [[shows.cues]].')
    times = [cue["at"] for cue in show["cues"]]
    if times != sorted(times):
        raise BadValue(f"{name}: its cues are not in the order of time.", next_step="Put the cue with the smaller `at` first.")
    for nth, cue in enumerate(show["cues"], 1):
        _word(cue["light"], get_args(Light), f"{name}, cue {nth}: light")
        if not cue["text"]:
            raise BadValue(f"{name}, cue {nth} has no text.", next_step="Say in words what is seen or heard: not everybody sees the light or hears the sound.")
    _check_flashes(name, sorted(flashes(show["cues"])))


def flashes(cues: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """The moment of each flash, in milliseconds."""
    for cue in cues:
        if cue["light"] in FLASHING:
            yield from (cue["at"] + nth * cue["every"] for nth in range(cue["flashes"]))


def _check_flashes(name: str, times: Sequence[int]) -> None:
    for first, fourth in zip(times, times[MOST_FLASHES:], strict=False):
        if fourth - first < SECOND:
            raise BadValue(f"{name} flashes more than {MOST_FLASHES} times in the second from {first / SECOND:g} s.",
                           next_step="Set them further apart (`at`, `every`): such light can bring on a seizure, so it is not shown at all.")
