"""How dates stand to each other: against every choice of moments on a small grid, and on days that history knows."""

from itertools import product

import hypothesis.strategies as st
import pytest
from hypothesis import given

from presnya import dates
from presnya.terms import DateValue
from tests.dates.conftest import EDTF

DAY = 24 * 60
v = dates.date_value


def by_ends(b, e, other_b, other_e):
    """Allen's relation of two stretches of whole minutes, told from their ends by the textbook table."""
    e, other_e = e + 1, other_e + 1
    if e < other_b or other_e < b:
        return "before" if e < other_b else "after"
    if e == other_b or other_e == b:
        return "meets" if e == other_b else "met by"
    if b == other_b:
        return "equals" if e == other_e else "starts" if e < other_e else "started by"
    if e == other_e:
        return "finishes" if b > other_b else "finished by"
    if b < other_b:
        return "overlaps" if e < other_e else "contains"
    return "overlapped by" if e > other_e else "during"


def grid(low, high):
    bound = st.tuples(st.integers(low, high), st.integers(low, high)).map(sorted).map(tuple)
    return st.tuples(bound, bound).filter(lambda ends: ends[0][0] <= ends[1][1])


def choices(ends):
    (b0, b1), (e0, e1) = ends
    return [(b, e) for b in range(b0, b1 + 1) for e in range(e0, e1 + 1) if b <= e]


@given(grid(0, 6), grid(0, 6))
def test_the_possible_relations_are_those_of_some_choice_of_moments(one, other):
    first, second = (DateValue(words="", edtf="1970-01-01/1970-01-02", begin=begin, end=end) for begin, end in (one, other))
    wanted = {by_ends(*mine, *yours) for mine, yours in product(choices(one), choices(other))}
    assert dates.possible_relations(first, second) == wanted
    for name in dates.RELATIONS:
        said = dates.relation(first, second, name)
        assert said == ("impossible" if name not in wanted else "certainly" if len(wanted) == 1 else "possibly")


BACK = {"before": "after", "meets": "met by", "overlaps": "overlapped by", "starts": "started by", "during": "contains", "finishes": "finished by", "equals": "equals"}
BACK |= {there: here for here, there in BACK.items()}


@given(EDTF, EDTF)
def test_relations_turned_round_are_those_of_the_other(one, other):
    there = dates.possible_relations(v(one), v(other))
    assert there
    assert {BACK[name] for name in there} == dates.possible_relations(v(other), v(one))


@given(EDTF, EDTF)
def test_what_is_apart_is_before_or_after_and_nothing_between(one, other):
    first, second = v(one), v(other)
    apart = dates.possible_relations(first, second) <= {"before", "meets", "met by", "after"}
    assert dates.disjoint(first, second) <= apart


@pytest.mark.parametrize(("one", "other", "unit", "wanted"), [
    ("1917-03-09", "1917-03-10", "day", "meets"), ("1917-03-09", "1917-03-11", "minute", "before"), ("1917-03-09", "1917-03-09", "day", "equals"),
    ("1905-01-22", "1905-01-09", "day", "after"), ("1917-03-08/1917-03-12", "1917-03-10", "day", "contains"), ("1917-03-10", "1917-03-08/1917-03-12", "day", "during"),
    ("1914-08-01/1917-03-15", "1917-03-08/1917-03-15", "day", "finished by"), ("1917-03-08/1917-03-12", "1917-03-08/1917-03-15", "day", "starts"),
    ("1917-03-08/1917-03-12", "1917-03-10/1917-03-15", "day", "overlaps"), ("[1917-03-08,1917-03-09]", "1917-04", "minute", "before"),
])
def test_relations_that_are_certain(one, other, unit, wanted):
    assert dates.possible_relations(v(one), v(other), unit=unit) == {wanted}
    assert dates.relation(v(one), v(other), wanted, unit=unit) == "certainly"


def test_relations_that_are_only_possible():
    assert dates.possible_relations(v("1917"), v("1917-03-09"), unit="day") == {
        "before", "meets", "overlaps", "starts", "during", "finishes", "equals", "finished by", "contains", "started by", "overlapped by", "met by", "after"} - {
        "overlaps", "starts", "during", "finishes", "overlapped by"}
    assert dates.relation(v("1917~"), v("1919-06"), "before") == "possibly"
    assert dates.relation(v("1917"), v("1919-06"), "before") == "certainly"
    assert len(dates.possible_relations(dates.declined("one day", "no rule"), v("1917"))) == 13


@pytest.mark.parametrize(("one", "other", "day", "week"), [
    ("1917-03-09", "1917-03-09", "certainly", "certainly"), ("1917-03-09T10", "1917-03-09T15:30", "certainly", "certainly"), ("1917-03-09", "1917-03-10", "", "certainly"),
    ("1917-03-11", "1917-03-12", "", ""), ("1917-03-05", "1917-03-11", "", "certainly"), ("1917-03", "1917-03-09", "possibly", "possibly"), ("1917-03-09~", "1917-03-09", "possibly", "certainly"),
    ("[1917-03-09,1917-03-11]", "1917-03-10", "", "certainly"), ("1917-03-09/..", "1920", "possibly", "possibly"), ("1917-03-09T23/1917-03-10T01", "1917-03-10T12", "possibly", "certainly"),
    ("1969-12-29", "1970-01-04", "", "certainly"), ("1969-12-28", "1969-12-29", "", ""),
])
def test_same_day_and_same_week(one, other, day, week):
    assert (dates.same_day(v(one), v(other)), dates.same_week(v(one), v(other))) == (day, week)
    assert (dates.same_day(v(other), v(one)), dates.same_week(v(other), v(one))) == (day, week)


def test_one_of_a_set_is_apart_from_what_lies_between():
    assert dates.disjoint(v("[1917,1919]"), v("1918"))
    assert not dates.disjoint(v("[1917..1919]"), v("1918"))
    assert not dates.disjoint(v("{1917,1919}"), v("1918"))


@pytest.mark.parametrize(("edtf", "least", "greatest"), [
    ("1917-03-09", 1, DAY), ("1917-03-08/1917-03-12", 3 * DAY + 2, 5 * DAY), ("1917-03-09T10:00", 1, 1), ("1917-03-09/..", 1, None), ("{1917,1919}", 365 * DAY + 2, 1095 * DAY),
    ("[1917-03,1917-04]", 1, 31 * DAY),
])
def test_how_long_it_lasted(edtf, least, greatest):
    assert dates.duration(v(edtf)) == (least, greatest)


def test_time_elapsed_has_bounds():
    assert dates.elapsed(v("1917-03-09T10:00"), v("1917-03-09T12:30")) == (150, 150)
    assert dates.elapsed(v("1917-03-09"), v("1917-03-10")) == (1, 2 * DAY - 1)
    assert dates.elapsed(v("../1917"), v("1918"))[1] is None
    assert dates.elapsed(v("1918"), v("1917"))[0] < 0


@pytest.mark.parametrize(("born", "then", "age"), [("1890-12-30", "1889", None), ("1890", "1890-06-01", (0, 0)), ("1896-02-29", "1917-02-28", (20, 20)), ("[1890,1892]", "1917-12-31", (25, 27))])
def test_age_at_a_date(born, then, age):
    assert dates.age_at(v(born), v(then)) == age
