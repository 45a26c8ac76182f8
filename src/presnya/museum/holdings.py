"""What showings are made from: the snapshot, and what follows from it once for all pages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from presnya.catalogue import contested
from presnya.catalogue.contested import Contest
from presnya.catalogue.snapshot import Entered, Objection, Snapshot
from presnya.config import Museum
from presnya.museum.parts import parts
from presnya.museum.pen import Pen, pen_of
from presnya.museum.sigla import sigla_for
from presnya.strongroom import Strongroom
from presnya.terms import Span, kind_of


@dataclass(frozen=True)
class Holdings:
    """A museum at one size of its register, in one language of pages.

    `contests` and `questions` are by thing; `red` are ids of claims that bear on something contested. `texts` are
    the plain texts held, by source; `pictures` are ids of pictures by the thing they show, in their sequence; `cuts` how each is parted into pages of the reading room.
    """

    snapshot: Snapshot
    lang: str
    sigla: Mapping[str, str]
    contests: Mapping[str, Sequence[Contest]]
    questions: Mapping[str, Sequence[str]]
    red: frozenset[str]
    disputes: Mapping[str, Sequence[Objection]]
    texts: Mapping[str, str]
    cuts: Mapping[str, tuple[Span, ...]]
    pen: Pen
    witnesses: Sequence[str]
    pictures: Mapping[str, Sequence[str]] = field(default_factory=dict)


def hold(snapshot: Snapshot, *, museum: Museum, lang: str = "") -> Holdings:
    """Everything that is computed once; `lang` is the museum's own language when empty. Reads the held texts from the strongroom."""
    found = contested.everywhere(snapshot)
    by_thing: dict[str, list[Contest]] = defaultdict(list)
    for contest in found:
        by_thing[contest.about].append(contest)
    questions: dict[str, list[str]] = defaultdict(list)
    for identifier, arranged in snapshot.arrangements.items():
        if kind_of(identifier) == "question":
            for thing in dict.fromkeys(arranged.about):
                questions[thing].append(identifier)
    disputes: dict[str, list[Objection]] = defaultdict(list)
    for objection in snapshot.disputes:
        disputes[objection.target].append(objection)
    witnesses = _witnesses(snapshot)
    texts = _texts(snapshot, museum)
    return Holdings(
        snapshot=snapshot, lang=lang or museum.languages[0], sigla=sigla_for({identifier: snapshot.label(identifier) for identifier in witnesses}),
        contests=by_thing, questions=questions, red=_red(snapshot, found), disputes=disputes, texts=texts,
        cuts={source: parts(text) for source, text in texts.items()}, pen=pen_of(snapshot), witnesses=witnesses,
        pictures=_pictures(snapshot),
    )


def in_language(holdings: Holdings, lang: str) -> Holdings:
    """The same holdings for pages in another language."""
    return replace(holdings, lang=lang)


def _witnesses(snapshot: Snapshot) -> list[str]:
    """Everybody whose word is cited or through whom it came, in the order of entry."""
    seen: dict[str, None] = {}
    for entered in snapshot.claims:
        seen |= dict.fromkeys((entered.claim.witness, *entered.claim.via))
    for held in snapshot.sources.values():
        seen |= dict.fromkeys(held.accession.authors)
    for objection in snapshot.disputes:
        if objection.witness:
            seen[objection.witness] = None
    return list(seen)


def _red(snapshot: Snapshot, found: Sequence[Contest]) -> frozenset[str]:
    """Ids of claims in a contest, and of answers to questions that more than one witness answers."""
    out = {entered.id for contest in found for reading in contest.readings for entered in reading}
    for identifier in snapshot.arrangements:
        if kind_of(identifier) == "question":
            answers = snapshot.standing(identifier, "answers")
            if sides(answers) > 1:
                out |= {entered.id for entered in answers}
    return frozenset(out)


def _pictures(snapshot: Snapshot) -> dict[str, list[str]]:
    """Pictures whose bytes are held, by what they show."""
    out: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for identifier, arranged in snapshot.arrangements.items():
        held = snapshot.sources.get(arranged.contents.get("source", "")) if kind_of(identifier) == "picture" else None
        if held and held.status == "standing" and held.accession.files:
            for thing in dict.fromkeys(arranged.about):
                out[thing].append((arranged.contents["sequence"], identifier))
    return {thing: [identifier for _, identifier in sorted(found)] for thing, found in out.items()}


def sides(answers: Sequence[Entered]) -> int:
    """How many different answers there are, told apart by witness and words."""
    return len({(entered.claim.witness, entered.claim.value) for entered in answers})


def _texts(snapshot: Snapshot, museum: Museum) -> dict[str, str]:
    room = Strongroom(museum.strongroom)
    return {source: room.get(held.accession.text.sha256).decode() for source, held in snapshot.sources.items() if held.accession.text}
