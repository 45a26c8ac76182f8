"""What changed between two sizes of the register: who did what to which thing, on what ground, nothing left out unsaid."""

import pytest

from presnya import desk
from presnya.catalogue import ledger, snapshot
from presnya.catalogue.snapshot import Envelope
from presnya.museum import changes as told
from presnya.museum import hold
from presnya.museum.register import Ledger
from presnya.terms import Arrange
from tests.builders import day, enter, people, said, text


def changes(street, first, stop=None):
    holdings = hold(snapshot.take(), museum=street.museum)
    return told.changes(first, ledger.acts(first, stop), Ledger(holdings))


def of(found, thing):
    return next(group for group in found.groups if group.id == thing)


def test_each_deed_is_told_at_its_thing_with_author_and_ground(street):
    old, other = enter(street, [said("event/strike", "count", people(400), source=street.diary), said("event/strike", "name", text("The strike"), source=street.diary)])
    first = ledger.size()
    desk.dispute(other, ground="It was no strike.", curator=street.curator)
    desk.correct([old], [said("event/strike", "count", people(420), source=street.diary)], ground="Counted again.", curator=street.curator)
    desk.withdraw([other], ground="Another street.", curator=street.curator)
    desk.appoint(name="B. Helper", roles=("contributor",), curator=street.curator)
    desk.arrange(Arrange("question/who-began", "Who began?", {}), curator=street.curator)
    found = changes(street, first)
    strike = of(found, "event/strike")
    assert [change.kind for change in strike.changes] == ["dispute", "correct", "withdraw"]
    assert [change.ground for change in strike.changes] == ["It was no strike.", "Counted again.", "Another street."]
    assert [change.acts for change in strike.changes] == [(first,), (first + 1,), (first + 2,)]
    assert {change.by for change in strike.changes} == {"A. Curator"}
    (old_words, new_words), = strike.changes[1].pairs
    assert (old_words.value.words, new_words.value.words) == ("400", "420")
    assert not strike.new
    assert of(found, "question/who-began").new
    assert of(found, "").changes[0].line.done.name == "B. Helper"
    assert dict(found.counts) == {"arrange": 1, "correct": 1, "dispute": 1, "withdraw": 1, "appoint": 1}
    assert (found.first, found.stop, found.hidden) == (first, ledger.size(), 0)


def test_claims_added_one_after_another_are_told_together(street):
    first = ledger.size()
    for nth in range(12):
        enter(street, [said("event/strike", "summary", text(f"What happened, {nth}"), source=street.diary)])
    (change,) = of(changes(street, first), "event/strike").changes
    assert change.acts == tuple(range(first, first + 12))
    assert (len(change.statements), change.claims) == (told.STATEMENTS, 12)


def test_a_withdrawal_of_several_things_is_told_at_each(street):
    ids = enter(street, [said("event/strike", "name", text("The strike"), source=street.diary), said("event/march", "name", text("The march"), source=street.diary)])
    first = ledger.size()
    desk.withdraw(ids, ground="Another street.", curator=street.curator)
    found = changes(street, first)
    assert [(group.id, [target.id for target in group.changes[0].targets]) for group in found.groups] == [("event/march", [ids[1]]), ("event/strike", [ids[0]])]
    assert found.counts == (("withdraw", 1),)


def test_an_exhibition_that_closes_is_told_as_closed_and_a_corrected_day_as_corrected(street):
    first = ledger.size()
    closed, = enter(street, [said("exhibition/three-days", "closed", day("2013-10-20"), source=street.diary)])
    desk.correct([closed], [said("exhibition/three-days", "closed", day("2013-10-21"), source=street.diary)], ground="A day later.", curator=street.curator)
    assert [change.kind for change in of(changes(street, first), "exhibition/three-days").changes] == ["closed", "correct"]


def test_what_is_corrected_in_several_voices_stands_once_beside_the_new_words(street):
    ids = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary, witness=witness) for witness in ("person/ada-mill", "person/carl-cooper")])
    first = ledger.size()
    desk.correct(ids, [said("event/strike", "happened", day("1917-03-10"), source=street.diary), said("event/strike", "summary", text("All stood still."), source=street.diary)],
                 ground="The calendar.", curator=street.curator)
    pairs = of(changes(street, first), "event/strike").changes[0].pairs
    assert [(old and len(old.claims), new.value.words) for old, new in pairs] == [(2, "10 March 1917"), (None, "All stood still.")]


def test_what_a_page_does_not_tell_is_counted(street, monkeypatch):
    first = ledger.size()
    enter(street, [said(f"event/strike-{nth}", "name", text(f"Strike {nth}"), source=street.diary) for nth in range(9)])
    monkeypatch.setattr(told, "MOST", 4)
    found = changes(street, first)
    assert (sum(len(group.changes) for group in found.groups), found.hidden) == (4, 5)
    assert dict(found.counts) == {"claim": 9}


def test_a_stretch_without_acts_is_empty(street):
    found = changes(street, 2, 2)
    assert (found.groups, found.counts, found.begin, found.end) == ((), (), None, None)


@pytest.mark.parametrize(("days", "expected"), [
    ([], []),
    (["2013-10-20"], [(0, 1, "2013-10")]),
    (["2013-10-20", "2013-10-31", "2013-12-01"], [(2, 3, "2013-12"), (0, 2, "2013-10")]),
    (["2013-10-20", "1999-01-01", "2013-11-01"], [(2, 3, "2013-11"), (0, 2, "2013-10")]),
    ([f"{1990 + nth // 12}-{nth % 12 + 1:02}-01" for nth in range(30)], [(24, 30, "1992"), (12, 24, "1991"), (0, 12, "1990")]),
])
def test_months_are_those_acts_were_entered_in_and_many_are_told_by_years(days, expected):
    acts = [Envelope(number, "claim", "event/strike", f"{one}T10:00:00Z", "k1") for number, one in enumerate(days)]
    assert [tuple(span) for span in told.spans(acts)] == expected
