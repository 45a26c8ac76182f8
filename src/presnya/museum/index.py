"""The index of names from A to Z, and the records of the search: names, titles, and passages of the texts held here."""

from collections import defaultdict
from itertools import groupby
from typing import Final, NamedTuple

from presnya.catalogue.snapshot import Thing
from presnya.museum.holdings import Holdings
from presnya.museum.listing import sort_key
from presnya.museum.notices import notices_about
from presnya.museum.parts import part_of
from presnya.museum.passages import blocks
from presnya.museum.thing import NAMES, is_contested
from presnya.museum.room import searched as room_words
from presnya.museum.tour import searched
from presnya.terms import Arrange, Text, TextQuote, kind_of

WHOLE_TEXTS: Final = 1_500_000
"""Code points of held texts that are put into the search paragraph by paragraph. With more, only passages that a claim or proposal cites are:
a visitor's browser holds the whole index, and some 3 MB of it is what an old phone reads in a second."""
_SHORTEST: Final = 20
"""A paragraph shorter than this is a page number or a heading, which its neighbours make findable."""
_SAYING: Final = ("summary", "description", "kind")


class Name(NamedTuple):
    """An entry of the index. `see` is the thing's own label where the entry is another of its names."""

    id: str
    words: str
    see: str
    kind: str
    proposed: bool


class Letter(NamedTuple):
    """Names under one letter; '#' for those that begin with none."""

    letter: str
    names: tuple[Name, ...]


class Names(NamedTuple):
    """All names, the things they stand for counted once."""

    letters: tuple[Letter, ...]
    total: int
    things: int


class Record(NamedTuple):
    """What the search may find. A passage has the `id` of its source, `part` and `start` where it stands (-1 for everything else).

    `state` is contested, withdrawn or erased, '' for everything else: whoever finds a thing is told at once.
    """

    id: str
    kind: str
    title: str
    text: str
    part: int = 0
    start: int = -1
    state: str = ""


class Records(NamedTuple):
    """All records. `whole` when every paragraph of the texts is among them, else only cited passages."""

    rows: tuple[Record, ...]
    whole: bool


def other_names(thing: Thing, holdings: Holdings) -> tuple[str, ...]:
    """Every other name that somebody gives a thing, each once, in the order of entry."""
    given = (entered.claim.value.text for entered in holdings.snapshot.standing(thing.id) if entered.claim.property in NAMES and isinstance(entered.claim.value, Text))
    return tuple(name for name in dict.fromkeys(given) if name != thing.label)


def names(holdings: Holdings) -> Names:
    """Every name of every thing under its letter (persons by the last word), in the order of a Latin alphabet: other scripts by their transliteration."""
    found = [Name(thing.id, name, "" if name == thing.label else thing.label, thing.kind, thing.proposed)
             for thing in holdings.snapshot.things.values() if thing.kind != "question" for name in (thing.label, *other_names(thing, holdings))]
    keyed = sorted(((sort_key(name.words, name.kind), name) for name in found), key=lambda pair: (not pair[0][:1].isalpha(), pair[0], pair[1]))
    letters = tuple(Letter(letter, tuple(name for _, name in group)) for letter, group in groupby(keyed, key=lambda pair: _letter(pair[0])))
    return Names(letters, len(found), len({name.id for name in found}))


def _letter(key: str) -> str:
    return key[:1].upper() if key[:1].isalpha() else "#"


def records(holdings: Holdings) -> Records:
    """Things, questions and chronologies, sources, then passages."""
    snapshot = holdings.snapshot
    rows = [Record(thing.id, thing.kind, thing.label, _about(thing, holdings), state="contested" if is_contested(thing.id, holdings) else "") for thing in snapshot.things.values() if thing.kind != "question"]
    rows += [Record(identifier, kind_of(identifier), arranged.title, _words_of(arranged)) for identifier, arranged in snapshot.arrangements.items()]
    for identifier, held in snapshot.sources.items():
        rows.append(Record(identifier, "source", held.accession.title, " · ".join(snapshot.label(author) for author in held.accession.authors), state=state_of(identifier, holdings)))
    whole = sum(map(len, holdings.texts.values())) <= WHOLE_TEXTS
    return Records((*rows, *(_paragraphs(holdings) if whole else _cited(holdings))), whole)


def state_of(source: str, holdings: Holdings) -> str:
    """Erased, withdrawn, or '' for a source that stands."""
    status = holdings.snapshot.sources[source].status
    return "erased" if notices_about(source, holdings) else "" if status == "standing" else status


def _about(thing: Thing, holdings: Holdings) -> str:
    said = (entered.claim.value.text for prop in _SAYING for entered in holdings.snapshot.standing(thing.id, prop) if isinstance(entered.claim.value, Text))
    return " · ".join(dict.fromkeys((*other_names(thing, holdings), *said)))


def _paragraphs(holdings: Holdings) -> list[Record]:
    """Every paragraph that is no furniture, at the anchor that the reading room gives it."""
    out = []
    for source, text in holdings.texts.items():
        held = holdings.snapshot.sources[source].accession
        for part, cut in enumerate(holdings.cuts[source], start=1):
            for block in blocks(text, cut):
                raw = text[block.start:block.end]
                start = block.start + len(raw) - len(raw.lstrip())
                if len(raw.strip()) >= _SHORTEST and not any(dimmed.start <= start < dimmed.end for dimmed in held.furniture):
                    out.append(Record(source, "passage", held.title, " ".join(raw.split()), part, start, state_of(source, holdings)))
    return out


def _cited(holdings: Holdings) -> list[Record]:
    quoted: dict[tuple[str, int], str] = defaultdict(str)
    for entered in holdings.snapshot.claims:
        for passage in entered.claim.passages:
            if isinstance(passage.at, TextQuote):
                quoted[passage.source, passage.at.start] = max(quoted[passage.source, passage.at.start], passage.at.exact, key=len)
    return [Record(source, "passage", holdings.snapshot.label(source), words, part_of([cut.start for cut in holdings.cuts[source]], start), start, state_of(source, holdings))
            for (source, start), words in sorted(quoted.items()) if source in holdings.cuts and len(words) >= _SHORTEST]


def _words_of(arranged: Arrange) -> str:
    """Words of an arrangement beyond its title: what a tour tells, what hangs on a room's walls."""
    kind = kind_of(arranged.id)
    return searched(arranged) if kind == "tour" else room_words(arranged) if kind == "room" else ""
