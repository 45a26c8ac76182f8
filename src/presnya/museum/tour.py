"""A tour: an ordered walk with a narration at each stop, told at two lengths and in several languages over the same stops.

Arrangement `tour/…`, `contents`: {"subtitle", "lead": Markdown, "order": place in the list, "minutes": {"short": n, "long": n}, "stops": [{"number", "where", "things": [ids],
"texts": {language: {"title", "short": Markdown, "long": Markdown}}}]}. Minutes that are not given are reckoned at 130 words a minute.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from presnya.museum.collating import Collation, matters, question
from presnya.museum.holdings import Holdings
from presnya.museum.pen import years_of
from presnya.museum.pictures import Picture, pictures_of
from presnya.terms import Arrange, DateValue, kind_of
from presnya.terms.errors import BadValue

Length = Literal["short", "long"]
LENGTHS: Final[tuple[Length, Length]] = ("short", "long")
WORDS_A_MINUTE: Final = 130
"""A guide's pace: slower than a reader's, since people look while they listen."""


class Told(NamedTuple):
    """A stop's narration at one length in one language. `text` is Markdown; `words` and `seconds` (at the guide's pace) are of its plain words."""

    length: Length
    text: str
    words: int
    seconds: int


class Narration(NamedTuple):
    """A stop in one language, short first. `title` is that language's."""

    lang: str
    title: str
    told: tuple[Told, ...]


class Shown(NamedTuple):
    """A thing shown at a stop. `picture` is its first one, where the museum holds one that no earlier thing of the stop has shown."""

    id: str
    label: str
    kind: str
    picture: Picture | None


class Cited(NamedTuple):
    """What a telling cites: a source with its author's letters, or a witness (then `title` is empty)."""

    id: str
    siglum: str
    name: str
    title: str


class Stop(NamedTuple):
    """A stop. `cited` is everything that a telling of it cites, by letters. `asked` are the questions its curator put there, `others` whatever else is contested about the things shown; `years` (first, last) of the dated ones."""

    number: int
    title: str
    where: str
    shown: tuple[Shown, ...]
    narrations: tuple[Narration, ...]
    cited: tuple[Cited, ...]
    asked: tuple[Collation, ...]
    others: tuple[Collation, ...]
    years: tuple[int, int] | None

    @property
    def lead(self) -> Shown | None:
        """The first thing with a picture: it hangs beneath the telling, the others beside it."""
        return next((thing for thing in self.shown if thing.picture), None)

    @property
    def contested(self) -> int:
        """How many matters are contested here."""
        return len(self.asked) + len(self.others)


class Walk(NamedTuple):
    """A length of the whole: minutes of the walk, minutes and words spoken, how many stops are told at it."""

    length: Length
    minutes: int
    spoken: int
    words: int
    stops: int


class Tour(NamedTuple):
    """A tour. `langs` are the languages told, the tour's own first; `walks` the lengths, short first."""

    id: str
    title: str
    subtitle: str
    lead: str
    lang: str
    langs: tuple[str, ...]
    walks: tuple[Walk, ...]
    stops: tuple[Stop, ...]


def check_contents(contents: Mapping[str, Any]) -> None:
    """BadValue for a tour without stops, and for a stop that has no words or is told long but not short."""
    if not contents["stops"]:
        raise BadValue("The tour has no stops.", next_step="Add one: a heading “## 1. Title”, and its narration under it.")
    for stop in contents["stops"]:
        for lang, told in stop["texts"].items():
            if not told.get("short"):
                raise BadValue(f"Stop {stop['number']} has no short narration in {lang}.", next_step="Write some 60 words: they are the walk of ten minutes, and all that a visitor in a hurry hears.")


def tours(holdings: Holdings) -> tuple[Tour, ...]:
    """All tours, by the order their curators gave, then by title."""
    found = [(arranged.contents.get("order", 0), arranged.title, identifier) for identifier, arranged in holdings.snapshot.arrangements.items() if kind_of(identifier) == "tour"]
    return tuple(tour(identifier, holdings) for _, _, identifier in sorted(found))


def tour(identifier: str, holdings: Holdings) -> Tour:
    """A tour with its stops."""
    arranged = holdings.snapshot.arrangements[identifier]
    contents = arranged.contents
    stops = tuple(_stop(given, arranged.lang, holdings) for given in contents["stops"])
    langs = dict.fromkeys((arranged.lang, *(narration.lang for stop in stops for narration in stop.narrations)))
    walks = tuple(walk for length in LENGTHS if (walk := _walk(length, stops, arranged.lang, contents["minutes"].get(length, 0))).stops)
    return Tour(identifier, arranged.title, contents["subtitle"], contents["lead"], arranged.lang, tuple(langs), walks, stops)


def cited(text: str, holdings: Holdings) -> tuple[Cited, ...]:
    """What a Markdown text cites, each once, by letters and then as it comes."""
    found = [_cited(identifier, holdings) for identifier in dict.fromkeys(re.findall(r"\[@([a-z]+/[a-z0-9-]+)\]", text))]
    return tuple(sorted(found, key=lambda one: one.siglum.casefold()))


def _cited(identifier: str, holdings: Holdings) -> Cited:
    held = holdings.snapshot.sources.get(identifier)
    if not held:
        return Cited(identifier, holdings.sigla.get(identifier, ""), holdings.snapshot.label(identifier), "")
    author = next(iter(held.accession.authors), "")
    return Cited(identifier, holdings.sigla.get(author, held.accession.number), holdings.snapshot.label(author) if author else "", held.accession.title)


def plain(text: str) -> str:
    """Markdown as it is spoken: without citations, addresses and marks; paragraphs stay apart by an empty line."""
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^[ \t]*(?:[#>]+|[-*+])[ \t]+", "", text)
    text = re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def searched(arranged: Arrange) -> str:
    """What the search finds of a tour: its lead, and title and short narration of every stop in every language."""
    said = [plain(arranged.contents["lead"])]
    said += [f"{texts['title']}: {plain(texts['short'])}" for stop in arranged.contents["stops"] for texts in stop["texts"].values()]
    return " · ".join(filter(None, said))


def reckoned(words: int) -> int:
    """Seconds that words take at a guide's pace."""
    return round(words * 60 / WORDS_A_MINUTE)


def _stop(given: Mapping[str, Any], own: str, holdings: Holdings) -> Stop:
    texts = given["texts"]
    title = texts[own]["title"]
    langs = (own, *(lang for lang in texts if lang != own))
    asked = tuple(question(thing, holdings) for thing in given["things"] if kind_of(thing) == "question" and thing in holdings.snapshot.arrangements)
    shown = _shown([thing for thing in given["things"] if kind_of(thing) != "question"], holdings)
    words = "".join(texts[lang].get(length, "") for lang in langs for length in LENGTHS)
    return Stop(given["number"], title, given["where"], shown, tuple(_narration(lang, texts[lang], title) for lang in langs), cited(words, holdings), asked,
                _others(shown, asked, holdings), _years(shown, holdings))


def _shown(things: list[str], holdings: Holdings) -> tuple[Shown, ...]:
    seen: set[str] = set()
    out = []
    for thing in things:
        picture = next((one for one in pictures_of(thing, holdings) if one.id not in seen), None)
        seen |= {picture.id} if picture else set()
        out.append(Shown(thing, holdings.snapshot.label(thing), kind_of(thing), picture))
    return tuple(out)


def _narration(lang: str, texts: Mapping[str, str], title: str) -> Narration:
    return Narration(lang, texts["title"] or title, tuple(_told(length, texts[length]) for length in LENGTHS if texts.get(length)))


def _told(length: Length, text: str) -> Told:
    words = len(plain(text).split())
    return Told(length, text, words, reckoned(words))


def _others(shown: tuple[Shown, ...], asked: tuple[Collation, ...], holdings: Holdings) -> tuple[Collation, ...]:
    """What is contested about the things shown, without the questions put there, each once. Persons and groups are left out: their quarrels are those of their own pages."""
    seen = {one.question for one in asked}
    out = []
    for thing in shown:
        for matter in matters(thing.id, holdings) if thing.kind not in ("person", "group") else ():
            key = matter.question or f"{thing.id} {matter.label} {matter.measure}"
            if matter.contested and key not in seen:
                seen.add(key)
                out.append(matter)
    return tuple(out)


def _years(shown: tuple[Shown, ...], holdings: Holdings) -> tuple[int, int] | None:
    spans = [span for thing in shown if thing.kind == "event" for entered in holdings.snapshot.standing(thing.id, "happened")
             if isinstance(entered.claim.value, DateValue) and entered.claim.value.edtf and (span := years_of(entered.claim.value))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _walk(length: Length, stops: tuple[Stop, ...], own: str, given: int) -> Walk:
    """Words in the tour's own language."""
    told = [one for stop in stops for narration in stop.narrations if narration.lang == own for one in narration.told if one.length == length]
    words = sum(one.words for one in told)
    spoken = max(1, math.ceil(words / WORDS_A_MINUTE)) if told else 0
    return Walk(length, given or spoken, spoken, words, len(told))
