"""Contested first: what witnesses say of one matter, side by side, with nobody preferred.

A **question** is set by a curator (an arrangement `question/…` with `contents` {"standing": how it stands, in words;
"agreed": [what all agree on, in words]}), and its answers are claims. A **contest** is computed (`catalogue.contested`). Both
become one collation: sides in the order of entry, each headed by its witness.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue.contested import Contest
from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import ClaimView, DateShown, Statement, label_of, shown_date, statements
from presnya.museum.holdings import Holdings

MOST_ACROSS: Final = 4
"""Witnesses that fit across a collation table; more are laid out question by question."""


class Who(NamedTuple):
    """A witness at the head of a column. `said` is when they said it, or when the source was printed where they wrote it themselves."""

    id: str
    name: str
    standpoint: str
    nearness: str
    said: DateShown | None


class Side(NamedTuple):
    """A column: one answer and who gives it."""

    who: tuple[Who, ...]
    statement: Statement


class Collation(NamedTuple):
    """A matter and its sides. `question` is empty for a computed contest; then `label` (of the property) and `measure` say what it is about.

    `figures` when all sides are numbers, which are set large. Contested only with two sides or more; one side alone is shown as such.
    """

    question: str
    title: str
    lang: str
    label: str
    measure: str
    about: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]
    standing: str
    agreed: tuple[str, ...]
    act: int

    @property
    def contested(self) -> bool:
        """Whether there is more than one side."""
        return len(self.sides) > 1

    @property
    def figures(self) -> bool:
        """Whether the sides are numbers."""
        return all(side.statement.value.kind == "number" for side in self.sides)

    @property
    def claims(self) -> list[ClaimView]:
        """All claims, side by side."""
        return [claim for side in self.sides for claim in side.statement.claims]

    @property
    def witnesses(self) -> list[str]:
        """Names of the witnesses, each once."""
        return list(dict.fromkeys(who.name for side in self.sides for who in side.who))


class Row(NamedTuple):
    """A row of a table: a question and, under each witness of the table's head, what they say; an empty cell is silence."""

    question: Collation
    cells: tuple[tuple[Statement, ...], ...]


class Table(NamedTuple):
    """Questions down, witnesses across (`collation` in the glossary)."""

    witnesses: tuple[Who, ...]
    rows: tuple[Row, ...]


def who(claim: ClaimView, holdings: Holdings) -> Who:
    """The witness of a claim, as the head of a column."""
    held = holdings.snapshot.sources.get(claim.source)
    published = held.accession.published if held and len(claim.chain.links) == 1 else None
    said = claim.asserted or (shown_date(published, holdings.lang) if published and published.edtf else None)
    return Who(claim.witness, claim.name, claim.standpoint, claim.nearness, said)


def question(identifier: str, holdings: Holdings) -> Collation:
    """A curator's question with its answers."""
    arranged = holdings.snapshot.arrangements[identifier]
    answers = holdings.snapshot.standing(identifier, "answers")
    agreed = arranged.contents.get("agreed", [])
    return Collation(
        question=identifier, title=arranged.title, lang="" if arranged.lang == holdings.lang else arranged.lang, label=label_of("answers", holdings.lang), measure="",
        about=tuple((thing, holdings.snapshot.label(thing)) for thing in arranged.about), sides=_sides(answers, holdings),
        standing=str(arranged.contents.get("standing", "")), agreed=tuple(map(str, agreed)) if isinstance(agreed, list) else (str(agreed),),
        act=holdings.snapshot.arranged_by[identifier],
    )


def contest(found: Contest, holdings: Holdings) -> Collation:
    """A computed contest: each reading is a side."""
    sides = [side for reading in found.readings for side in _sides(reading, holdings)]
    return Collation("", "", "", label_of(found.property, holdings.lang), found.measure.partition("|")[2], ((found.about, holdings.snapshot.label(found.about)),),
                     tuple(sides), "", (), 0)


def _sides(answers: Iterable[Entered], holdings: Holdings) -> tuple[Side, ...]:
    """One side for each answer and witness: two people who say the same still stand apart, each by name."""
    by_witness: dict[str, list[Entered]] = {}
    for entered in answers:
        by_witness.setdefault(entered.claim.witness, []).append(entered)
    out = []
    for group in by_witness.values():
        for statement in statements(group, holdings):
            out.append(Side((who(statement.claims[0], holdings),), statement))
    return tuple(out)


def matters(identifier: str, holdings: Holdings) -> tuple[Collation, ...]:
    """Everything contested about a thing: computed contests, then curators' questions, those with more sides first within each."""
    computed = [contest(found, holdings) for found in holdings.contests.get(identifier, ())]
    asked = [question(one, holdings) for one in holdings.questions.get(identifier, ())]
    return (*computed, *sorted((one for one in asked if one.sides), key=lambda one: not one.contested))


def table(collations: Sequence[Collation]) -> Table | None:
    """Questions down, witnesses across, where the same few witnesses answer several; None where columns question by question read better."""
    asked = [one for one in collations if one.question and one.contested]
    heads: dict[str, Who] = {}
    answered: dict[str, set[str]] = {}
    for one in asked:
        for side in one.sides:
            for each in side.who:
                heads.setdefault(each.id, each)
                answered.setdefault(each.id, set()).add(one.question)
    if len(asked) < 2 or len(heads) > MOST_ACROSS or sum(len(questions) > 1 for questions in answered.values()) < 2:  # noqa: PLR2004  two questions that two witnesses share
        return None
    rows = [Row(one, tuple(tuple(side.statement for side in one.sides if any(each.id == head for each in side.who)) for head in heads)) for one in asked]
    return Table(tuple(heads.values()), tuple(rows))


def everything(holdings: Holdings) -> tuple[Collation, ...]:
    """All that is contested in the museum: computed contests by the thing's name, then questions in the order of their matter's time, then of entry."""
    computed = [contest(found, holdings) for contests in holdings.contests.values() for found in contests]
    asked = [question(identifier, holdings) for identifier in holdings.snapshot.arrangements if identifier.startswith("question/")]
    return (*computed, *sorted(asked, key=lambda one: (_time(one, holdings), one.act)))


def _time(one: Collation, holdings: Holdings) -> int:
    moments = [dates.start(entered.claim.value) for thing, _ in one.about for entered in holdings.snapshot.standing(thing)  # type: ignore[arg-type]  # only date properties are asked
               if entered.claim.property in {"happened", "opened", "born", "founded", "written", "published", "made"} and hasattr(entered.claim.value, "edtf")]
    return min((moment for moment in moments if moment is not None), default=10**12)
