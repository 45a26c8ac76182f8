import pytest

from presnya import dates
from presnya.publishing.tiles import Dating, Event, dating_of
from presnya.publishing.tiles.event import sign_of, unit_of
from presnya.terms.errors import BadDate
from tests.publishing.tiles.builders import COURT, REED, dated, event

DAY = dates.DAY
NOV = dates.minutes(1917, 11, 7)
YEAR = dates.minutes(1917, 1, 1), dates.minutes(1918, 1, 1) - 1


@pytest.mark.parametrize(("edtf", "manner", "unit", "known"), [
    ("1917-11-07", "point", "day", (NOV, NOV + DAY - 1)),
    ("1917-11-07T21", "point", "hour", (NOV + 21 * 60, NOV + 21 * 60 + 59)),
    ("1917-11-07T21:40", "point", "minute", (NOV + 21 * 60 + 40,) * 2),
    ("1917-11", "point", "month", (dates.minutes(1917, 11, 1), dates.minutes(1917, 12, 1) - 1)),
    ("1916", "point", "year", (dates.minutes(1916, 1, 1), YEAR[0] - 1)),
    ("1917-22", "point", "other", (dates.minutes(1917, 6, 1), dates.minutes(1917, 9, 1) - 1)),
    ("191X", "point", "other", (dates.minutes(1910, 1, 1), dates.minutes(1920, 1, 1) - 1)),
    ("1917~", "open", "year", YEAR),
    ("1917?", "open", "year", YEAR),
    ("[1917-11-07,1917-11-09]", "open", "other", (NOV, NOV + 3 * DAY - 1)),
    ("1917-11-07/1917-11-09", "run", "day", (NOV, NOV + 3 * DAY - 1)),
    ("{1917-11-07,1917-11-09}", "run", "other", (NOV, NOV + 3 * DAY - 1)),
    ("1917/..", "run", "year", YEAR),
    ("../1917", "run", "year", YEAR),
])
def test_dating_has_manner_unit_and_place(edtf, manner, unit, known):
    made = dated(edtf)
    assert (made.manner, made.unit, made.known) == (manner, unit, known)


@pytest.mark.parametrize(("edtf", "sign"), [("1917", 0), ("1917~", 1), ("1917?", 2), ("1917%", 3), ("../1917", 4), ("1917/..", 8), ("1917~/..", 9), ("/1917", 4)])
def test_sign_says_what_is_not_sure(edtf, sign):
    assert sign_of(dated(edtf)) == sign


def test_core_of_a_run_is_what_it_certainly_covers():
    assert dated("1917-11-07/1917-11-09").core == (NOV + DAY - 1, NOV + 2 * DAY)
    assert dated("1917-11-07/..").core is None
    assert dated("1917-11-07").core is None
    begin, end = dated("1917/1917").core
    assert begin > end, "nothing is certain"


@pytest.mark.parametrize("value", [dates.declined("some day", "who knows"), dates.date_value("[..]") if dates.is_edtf("[..]") else dates.declined("..", "open")])
def test_date_that_was_not_read_has_no_dating(value):
    with pytest.raises(BadDate, match="no place on the axis"):
        dating_of(value)


def test_contested_event_spans_all_its_datings_and_is_sure_of_none():
    one = event("x", datings=(dated("1917-11-07", REED), dated("1918~", COURT)), contested=True)
    assert one.known == (NOV, dates.minutes(1919, 1, 1) - 1)
    assert one.sign == 0


def test_event_that_is_not_contested_stands_where_its_first_dating_says():
    one = event("x", datings=(dated("1917-11-07"), dated("1917")))
    assert one.known == (NOV, NOV + DAY - 1)


@pytest.mark.parametrize(("low", "length", "unit"), [(NOV, 1, "minute"), (NOV, 60, "hour"), (NOV, DAY, "day"), (NOV, 30 * DAY, "other"), (dates.minutes(1917, 11, 1), 30 * DAY, "month"),
                                                     (YEAR[0], 365 * DAY, "year"), (YEAR[0], 366 * DAY, "other"), (YEAR[0], 31 * DAY, "month")])
def test_unit_is_told_by_begin_and_length(low, length, unit):
    assert unit_of(low, low + length - 1) == unit


def test_event_is_frozen():
    one = Event(0, "a", "x", (Dating((NOV, NOV), (NOV, NOV)),))
    with pytest.raises(AttributeError):
        one.title = "y"
