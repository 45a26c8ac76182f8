"""Contested: exactly the three rules, between different witnesses, for the same measure."""

import pytest

from presnya.catalogue import contested, snapshot
from tests.builders import day, enter, people, said, take, text, the

FIRST, SECOND = "person/ada-mill", "person/carl-cooper"


def contests(street, prop, one, other, *, witness=SECOND, about="event/strike"):
    second = take(street.museum, street.curator, "Another text.\n", name="letter.txt", title="A letter", author="Carl Cooper")
    enter(street, [said(about, prop, one, source=street.diary, witness=FIRST), said(about, prop, other, source=second, witness=witness)])
    return contested.everywhere(snapshot.take())


@pytest.mark.parametrize(("prop", "about", "one", "other", "expected"), [
    ("happened", "event/strike", day("1917-03-09"), day("1917-03-10"), True),
    ("happened", "event/strike", day("1917-03-09"), day("1917-03"), False),
    ("happened", "event/strike", day("1917-03-09"), day("1917-03-09"), False),
    ("happened", "event/strike", day("1917~"), day("1917-03-09"), False),
    ("born_in", "person/otto-baker", the("place/mill"), the("place/town"), True),
    ("born_in", "person/otto-baker", the("place/mill"), the("place/mill"), False),
    ("count", "event/strike", people(400), people(900), True),
    ("count", "event/strike", people(400, 900), people(800), False),
    ("role", "person/otto-baker", text("foreman"), text("baker"), False),
])
def test_two_witnesses_are_contested_when_both_cannot_hold(street, prop, about, one, other, expected):  # noqa: PLR0917  the columns of the table above
    assert bool(contests(street, prop, one, other, about=about)) is expected


def test_one_witness_who_says_two_things_is_not_contested(street):
    assert not contests(street, "happened", day("1917-03-09"), day("1917-03-10"), witness=FIRST)


def test_numbers_of_different_things_are_not_compared(street):
    enter(street, [said("event/strike", "count", people(400), source=street.diary, note="at the gate"),
                   said("event/strike", "count", people(3), source=street.diary, witness=SECOND, note="hurt")])
    assert not contested.everywhere(snapshot.take())


def test_a_withdrawn_claim_contests_nothing(street):
    from presnya import desk

    ids = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                         said("event/strike", "happened", day("1917-03-10"), source=street.diary, witness=SECOND)])
    found = contested.everywhere(snapshot.take())
    assert [one.property for one in found] == ["happened"]
    assert found[0].witnesses() == [FIRST, SECOND]
    desk.withdraw([ids[1]], ground="Misread.", curator=street.curator)
    assert not contested.everywhere(snapshot.take())


def test_readings_that_agree_stand_together(street):
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                   said("event/strike", "happened", day("1917-03-10"), source=street.diary, witness=SECOND),
                   said("event/strike", "happened", day("1917-03-10"), source=street.diary, witness="person/dora-fuller")])
    (found,) = contested.everywhere(snapshot.take())
    assert [len(reading) for reading in found.readings] == [1, 2]
