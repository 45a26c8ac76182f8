"""What the page of any thing has: its names, what is contested about it, facts, who else names it, what no longer stands."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import ClaimView, DateShown, Statement, label_of, shown_date, statements, view
from presnya.museum.collating import Collation, matters
from presnya.museum.holdings import Holdings
from presnya.museum.notices import Notice, notices_about
from presnya.museum.pen import years_of
from presnya.museum.pictures import Picture, pictures_of
from presnya.terms import DateValue, kind_of

NAMES: Final = ("name", "title", "other_name", "native_name", "former_name", "pseudonym", "original_title")
LATE: Final = 10**12
"""Sorts after every date."""
DATED: Final = ("happened", "opened", "founded", "written", "published", "made", "born")
"""Properties that say when a thing was or began."""


class Facts(NamedTuple):
    """A property and its statements."""

    property: str
    label: str
    statements: tuple[Statement, ...]


class Gone(NamedTuple):
    """A claim that no longer stands, with the act that ended it and its ground. `status`: withdrawn, corrected or refused.

    `about` is (id, label) of the thing it was said of, where that is not the page's own.
    """

    label: str
    statement: Statement
    status: str
    act: int
    ground: str
    about: tuple[str, str] = ("", "")


class Mention(NamedTuple):
    """Another thing that a claim ties to this one. `date` is that thing's own, `when` the tie's."""

    id: str
    label: str
    kind: str
    property: str
    said: str
    date: DateShown | None
    when: DateShown | None
    note: str
    claims: tuple[ClaimView, ...]
    contested: bool
    proposed: bool


class Core(NamedTuple):
    """The part that all things share. `lead` are summaries; `label_lang` is the language of the name, empty where it is the page's."""

    id: str
    kind: str
    label: str
    label_lang: str
    proposed: bool
    lead: tuple[Statement, ...]
    names: tuple[Statement, ...]
    contested: tuple[Collation, ...]
    gone: tuple[Gone, ...]
    as_witness: int
    erased: tuple[Notice, ...] = ()
    pictures: tuple[Picture, ...] = ()


def core(identifier: str, holdings: Holdings) -> Core:
    """What every page of a thing begins and ends with."""
    snapshot = holdings.snapshot
    known = snapshot.things.get(identifier)
    names = [entered for entered in snapshot.standing(identifier) if entered.claim.property in NAMES]
    label = snapshot.label(identifier)
    shown_names = statements(names, holdings)
    return Core(
        id=identifier, kind=kind_of(identifier), label=label, label_lang=next((one.value.lang for one in shown_names if one.value.words == label), ""),
        proposed=bool(known and known.proposed), lead=statements(snapshot.standing(identifier, "summary"), holdings), names=shown_names,
        contested=matters(identifier, holdings), gone=gone(identifier, holdings), as_witness=len(snapshot.by_witness.get(identifier, ())),
        erased=notices_about(identifier, holdings), pictures=pictures_of(identifier, holdings),
    )


def gone(identifier: str, holdings: Holdings, *, said: bool = False) -> tuple[Gone, ...]:
    """Claims about a thing, or that named it, which were withdrawn, corrected or refused, latest first; with `said`, those of which it is the witness, too."""
    snapshot = holdings.snapshot
    whose = (snapshot.about, snapshot.naming, snapshot.by_witness) if said else (snapshot.about, snapshot.naming)
    ended = {entered.id: entered for index in whose for entered in index.get(identifier, ()) if entered.status not in {"standing", "proposed"}}.values()
    out = []
    for entered in sorted(ended, key=lambda one: -(one.ended_by or 0)):
        for statement in statements([entered], holdings):
            ending = snapshot.endings.get(entered.id)
            out.append(Gone(label_of(entered.claim.property, holdings.lang), statement, entered.status, ending.act if ending else entered.ended_by or 0,
                            ending.ground if ending else "",
                            ("", "") if entered.claim.about == identifier else (entered.claim.about, snapshot.label(entered.claim.about))))
    return tuple(out)


def facts(identifier: str, holdings: Holdings, properties: Sequence[str]) -> tuple[Facts, ...]:
    """Statements of these properties, in their order; properties nobody spoke of are left out."""
    out = []
    for prop in properties:
        if said := statements(holdings.snapshot.standing(identifier, prop), holdings):
            out.append(Facts(prop, label_of(prop, holdings.lang), said))
    return tuple(out)


def other_facts(identifier: str, holdings: Holdings, shown: Iterable[str]) -> tuple[Facts, ...]:
    """Statements of all properties a page has no place of its own for: nothing that was said is left out."""
    done = {*shown, *NAMES, "summary", "answers"}
    rest = dict.fromkeys(entered.claim.property for entered in holdings.snapshot.standing(identifier))
    return facts(identifier, holdings, [prop for prop in rest if prop not in done])


def date_of(identifier: str, holdings: Holdings) -> DateValue | None:
    """The first standing date of a thing, in the order of DATED."""
    for prop in DATED:
        for entered in holdings.snapshot.standing(identifier, prop):
            if isinstance(entered.claim.value, DateValue) and entered.claim.value.edtf:
                return entered.claim.value
    return None


def moment(value: DateValue | None) -> int:
    """For sorting: earliest minute, LATE for no date."""
    found = dates.start(value) if value and value.edtf else None
    return LATE if found is None else found


def span_of(values: Iterable[DateValue | None]) -> tuple[int, int] | None:
    """First and last year that any of these dates touches."""
    found = [years for value in values if value and (years := years_of(value))]
    return (min(years[0] for years in found), max(years[1] for years in found)) if found else None


def mentions(identifier: str, holdings: Holdings, *, props: Sequence[str] = (), but: Sequence[str] = (), where: Callable[[Entered], bool] | None = None) -> tuple[Mention, ...]:
    """Things whose claims name this one, each with the claims that do; by date, then by name. `props` chooses properties, `but` leaves some out."""
    groups: dict[_Tie, list[Entered]] = {}
    for entered in holdings.snapshot.pointing_at(identifier):
        claim = entered.claim
        if claim.about != identifier and (not props or claim.property in props) and claim.property not in but and (where is None or where(entered)):
            groups.setdefault(_Tie(claim.about, claim.property, claim.note, claim.when), []).append(entered)
    found = [_mention(key, group, holdings) for key, group in groups.items()]
    order = {about: (moment(date_of(about, holdings)), holdings.snapshot.label(about).casefold()) for about, *_ in groups}
    return tuple(sorted(found, key=lambda one: order[one.id]))


class _Tie(NamedTuple):
    """Claims that say the same tie in the same words are one mention."""

    about: str
    prop: str
    note: str
    when: DateValue | None


def _mention(tie: _Tie, group: Sequence[Entered], holdings: Holdings) -> Mention:
    about, prop, note, when = tie
    date = date_of(about, holdings)
    known = holdings.snapshot.things.get(about)
    views = {(seen.chain, seen.source): seen for seen in (view(entered, holdings) for entered in reversed(group))}
    return Mention(
        about, holdings.snapshot.label(about), kind_of(about), prop, label_of(prop, holdings.lang), shown_date(date, holdings.lang) if date else None,
        shown_date(when, holdings.lang) if when else None, note, tuple(views.values())[::-1], contested=is_contested(about, holdings), proposed=bool(known and known.proposed),
    )


def is_contested(identifier: str, holdings: Holdings) -> bool:
    """Whether anything about a thing is contested: computed, or asked by a curator with more than one side."""
    return bool(holdings.contests.get(identifier)) or any(
        any(entered.id in holdings.red for entered in holdings.snapshot.standing(question, "answers")) for question in holdings.questions.get(identifier, ()))
