"""Notices: what stands at the address of a chronology or a question that was withdrawn, and of a thing of which all was erased; the list of all erasures."""

from collections.abc import Iterator
from typing import NamedTuple

from presnya import dates
from presnya.catalogue import ledger
from presnya.museum import notices
from presnya.museum.claims import DateShown, shown_date
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark
from presnya.terms import Arrange, kind_of


class Notice(NamedTuple):
    """What stood here (`title`, `kind`), from when until when, which acts brought and ended it, and why."""

    title: str
    kind: str
    since: DateShown
    until: DateShown
    brought: int
    ended: int
    ground: str


class Vanished(NamedTuple):
    """What is left at an address where everything was erased."""

    notices: tuple[notices.Notice, ...]


class Erasures(NamedTuple):
    """Every erasure, the latest first."""

    erasures: tuple[notices.Erased, ...]


def pages(build: Build) -> Iterator[Page]:
    """Withdrawn arrangements, things that vanished, and the list of what was erased."""
    yield from _withdrawn(build)
    for identifier in notices.vanished(build.holdings):
        left = tuple(one for number in build.holdings.snapshot.emptied for one in notices.notices_of(number, build.holdings) if one.about == identifier)
        yield Page(links.thing(identifier), "vanished.html", Vanished(left), build.say(mark("Erased")), body="p-notice")
    yield Page(links.ERASED, "erased.html", Erasures(notices.erasures(build.holdings)), build.say(mark("Erased")), "register", "p-reg")


def _withdrawn(build: Build) -> Iterator[Page]:
    """One for each arrangement that no longer stands; what was arranged anew since has its page again."""
    snapshot = build.holdings.snapshot
    for target, ending in snapshot.endings.items():
        if kind_of(target) not in ("chronology", "panorama", "question", "tour") or target in snapshot.arrangements:
            continue
        brought = max(act.number for act in snapshot.acts if act.act == "arrange" and act.about == target and act.number < ending.act)
        if brought in snapshot.emptied:
            continue
        body = ledger.act(brought).opened()
        title = body.title if isinstance(body, Arrange) else snapshot.label(target)
        yield Page(links.thing(target), "notice.html", Notice(title, kind_of(target), _day(build, brought), _day(build, ending.act), brought, ending.act, ending.ground),
                   build.say(mark("Withdrawn")), body="p-notice")


def _day(build: Build, number: int) -> DateShown:
    return shown_date(dates.date_value(build.holdings.snapshot.acts[number].at[:10]), build.lang)
