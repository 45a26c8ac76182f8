"""Notices: what stands where something was erased. An empty place says what kind of act it was, when it was entered, and by which act it went, why and until when.

Nothing here knows what stood there: that was destroyed. Names of deciders are shown as long as these themselves stand.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from presnya import dates
from presnya.catalogue import ledger
from presnya.catalogue.erasing import Erasure
from presnya.catalogue.snapshot import Snapshot
from presnya.museum.claims import DateShown, shown_date
from presnya.museum.holdings import Holdings
from presnya.terms import kind_of
from presnya.terms.parts import CLAIM

_SPEAKING: Final = frozenset({"claim", "correct"})
"""Acts that say something about the thing they name."""


class Decided(NamedTuple):
    """An `erase` act in words. `deciders` are (opaque id, name or ''), `overdue` when the day of review has passed,
    `listed` when the act has a page here: a museum as it stood earlier does not show later acts, but what they destroyed is missing from it too.
    """

    act: int
    day: DateShown
    ground: str
    authority: str
    reference: str
    deciders: tuple[tuple[str, str], ...]
    review: DateShown
    overdue: bool
    listed: bool


class Notice(NamedTuple):
    """An empty place: the act that had something there, its kind, when it was entered and what it is about (`label` in words); `part` is claim, files, title, authors, name, words or '' for all."""

    number: int
    kind: str
    about: str
    entered: DateShown
    part: str
    decided: Decided
    label: str


class Erased(NamedTuple):
    """An `erase` act with the places it emptied."""

    decided: Decided
    notices: tuple[Notice, ...]


def erasures(holdings: Holdings) -> tuple[Erased, ...]:
    """All erasures, the latest first."""
    by_act = _by_act(holdings.snapshot)
    return tuple(Erased(decided(one, holdings), tuple(_notice(slot, one, holdings) for slot in by_act[one.act])) for one in reversed(holdings.snapshot.erasures) if one.act in by_act)


def notices_of(number: int, holdings: Holdings) -> tuple[Notice, ...]:
    """The empty places of one act."""
    return _notices(holdings, [slot for slot in holdings.snapshot.erased if slot[0] == number]) if number in holdings.snapshot.emptied else ()


def notices_about(identifier: str, holdings: Holdings) -> tuple[Notice, ...]:
    """Empty places of acts about a thing or source: a statement for each claim that went, files, title or authors of an accession, a reading."""
    snapshot = holdings.snapshot
    if not snapshot.erased:
        return ()
    wanted = _SPEAKING if kind_of(identifier) != "source" else frozenset({"accession", "propose"})
    return _notices(holdings, [slot for slot in snapshot.erased if snapshot.acts[slot[0]].about == identifier and snapshot.acts[slot[0]].act in wanted])


def vanished(holdings: Holdings) -> tuple[str, ...]:
    """Things of which nothing but empty places is left, so that no other page stands at their address."""
    snapshot = holdings.snapshot
    named = dict.fromkeys(snapshot.acts[number].about for number, _ in snapshot.erased if snapshot.acts[number].act in {*_SPEAKING, "arrange"})
    return tuple(one for one in named if one and one not in snapshot.things and one not in snapshot.arrangements)


def decided(one: Erasure, holdings: Holdings) -> Decided:
    """An `erase` act in words."""
    body, curators = one.body, holdings.snapshot.curators
    return Decided(one.act, _day(one.at[:10], holdings), body.ground, body.authority, body.reference, tuple((who, curators.get(who, "")) for who in body.deciders),
                   _day(body.review, holdings), body.review < ledger.now()[:10], one.act < holdings.snapshot.size)


def _notices(holdings: Holdings, slots: Sequence[tuple[int, str]]) -> tuple[Notice, ...]:
    by_number = {one.act: one for one in holdings.snapshot.erasures}
    return tuple(_notice(slot, by_number[holdings.snapshot.erased[slot]], holdings) for slot in slots)


def _notice(slot: tuple[int, str], one: Erasure, holdings: Holdings) -> Notice:
    number, part = slot
    entered = holdings.snapshot.acts[number]
    return Notice(number, entered.act, entered.about, _day(entered.at[:10], holdings), "claim" if part.startswith(CLAIM) else part, decided(one, holdings),
                  holdings.snapshot.label(entered.about) if entered.about else "")


def _by_act(snapshot: Snapshot) -> Mapping[int, Sequence[tuple[int, str]]]:
    out: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for slot, act in snapshot.erased.items():
        out[act].append(slot)
    return out


def _day(edtf: str, holdings: Holdings) -> DateShown:
    return shown_date(dates.date_value(edtf), holdings.lang)
