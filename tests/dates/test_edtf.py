"""EDTF levels 0 to 2 with bounds: good strings with the days they span, and strings that are no date."""

import datetime as dt

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from presnya import dates
from presnya.terms.errors import BadDate
from tests.dates.conftest import EDTF

DAY = 24 * 60


def days(first, last):
    """Minutes from the first day's first to the last day's last."""
    epoch = dt.date(1970, 1, 1)
    return ((dt.date.fromisoformat(first) - epoch).days * DAY, ((dt.date.fromisoformat(last) - epoch).days + 1) * DAY - 1)


SINGLE = {
    # level 0
    "1917-03-09": ("1917-03-09", "1917-03-09"), "1917-03": ("1917-03-01", "1917-03-31"), "1917": ("1917-01-01", "1917-12-31"), "1916-02": ("1916-02-01", "1916-02-29"),
    # level 1
    "1917?": ("1917-01-01", "1917-12-31"), "1917-03~": ("1917-03-01", "1917-03-31"), "1917-03-09%": ("1917-03-09", "1917-03-09"), "191X": ("1910-01-01", "1919-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"), "1917-XX": ("1917-01-01", "1917-12-31"), "1917-03-XX": ("1917-03-01", "1917-03-31"), "1917-XX-XX": ("1917-01-01", "1917-12-31"),
    "1917-21": ("1917-03-01", "1917-05-31"), "1917-24": ("1917-12-01", "1918-02-28"), "1915-24": ("1915-12-01", "1916-02-29"),
    # level 2
    "1917-03~-09": ("1917-03-09", "1917-03-09"), "?1917-03-09": ("1917-03-09", "1917-03-09"), "156X-12-25": ("1560-12-25", "1569-12-25"), "1917-1X": ("1917-10-01", "1917-12-31"),
    "1917-34": ("1917-04-01", "1917-06-30"), "1917-41": ("1917-07-01", "1917-12-31"), "1950S2": ("1900-01-01", "1999-12-31"), "1950S3": ("1950-01-01", "1959-12-31"),
}


@pytest.mark.parametrize(("edtf", "wanted"), SINGLE.items(), ids=SINGLE)
def test_a_date_spans_the_days_it_says(edtf, wanted):
    begin, end = dates.bounds(edtf)
    assert begin == end == days(*wanted)


@pytest.mark.parametrize(("edtf", "begin", "end"), [
    ("1917/1918", days("1917-01-01", "1917-12-31"), days("1918-01-01", "1918-12-31")),
    ("1917-03-09/1917-03-12", days("1917-03-09", "1917-03-09"), days("1917-03-12", "1917-03-12")),
    ("1917-03/..", days("1917-03-01", "1917-03-31"), (None, None)), ("../1917", (None, None), days("1917-01-01", "1917-12-31")), ("1917/", days("1917-01-01", "1917-12-31"), (None, None)),
    ("1917~/1918?", days("1917-01-01", "1917-12-31"), days("1918-01-01", "1918-12-31")),
    ("[1917,1919]", days("1917-01-01", "1919-12-31"), days("1917-01-01", "1919-12-31")), ("[1917..1919]", days("1917-01-01", "1919-12-31"), days("1917-01-01", "1919-12-31")),
    ("[..1917]", (None, days("1917-01-01", "1917-12-31")[1]), (None, days("1917-01-01", "1917-12-31")[1])),
])
def test_intervals_and_sets_keep_both_ends(edtf, begin, end):
    assert dates.bounds(edtf) == (begin, end)


def test_all_of_is_not_one_of():
    all_of, one_of = dates.parse("{1917,1919}"), dates.parse("[1917,1919]")
    assert (all_of.shape, one_of.shape) == ("all of", "one of")
    assert all_of.begin != one_of.begin


@pytest.mark.parametrize(("edtf", "approximate", "uncertain"), [("1917", False, False), ("1917~", True, False), ("1917?", False, True), ("1917%", True, True), ("1917/1918~", True, False)])
def test_marks_are_kept(edtf, approximate, uncertain):
    read = dates.parse(edtf)
    assert (read.approximate, read.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(("edtf", "low", "high"), [("1917-03-09T10:30", 630, 630), ("1917-03-09T10", 600, 659), ("1917-03-09T24:00", 1440, 1440)])
def test_hours_and_minutes_are_our_stated_extension(edtf, low, high):
    first = days("1917-03-09", "1917-03-09")[0]
    assert dates.bounds(edtf)[0] == (first + low, first + high)


@pytest.mark.parametrize(("edtf", "year"), [("Y17E4", 170000), ("Y-170000", -170000), ("-0044", -44), ("Y1E9", 10**9), ("Y-1E9", -(10**9)), ("Y19500", 19500)])
def test_far_years(edtf, year):
    assert dates.from_day_number(dates.bounds(edtf)[0][0] // DAY).year == year


NONE = ["", "1917-13", "1917-02-29", "1900-02-29", "1917-02-3X", "1917-00", "1917-03-00", "17-03-09", "1917/03/09", "9.3.1917", "March 1917", "1917-3-9", "1918/1917", "/", "1917//1918", "[1917",
        "1917]", "[]", "[..]", "-0000", "1917-03-09T25", "1917-03T10", "1917-03-09T10:60", "Y1E9E9", "1917-42", "１９１７", "1917 ", "0x1917", "1917-03-09Z9", "1917\n", "1917-03-09\n", "1917~\n", "[1917]\n", "Y99999999999",
        "Y1950", "Y170000-05", "Y1E10", "1950S5", "1950S0", "1950S2-03", "19X0S2", "1917-21-03", "1917-2X", "1917-XX-32", "../..", "/..", "../", "[1917,]", "[1917..,1919]", "[1917,..1919]",
        "[1917,1918]~", "[1917}", "{1917", "-00000", "1917~~", "1917-03-09T10:30+15", "1917-03-09T10:30+02:60", "19?17", "1917-?", "1917-3X", "1919~/1917~"]


@pytest.mark.parametrize("words", NONE)
def test_what_is_no_date_is_refused_with_the_words(words):
    assert not dates.is_edtf(words)
    with pytest.raises(BadDate) as caught:
        dates.parse(words)
    assert f'"{words}"' in caught.value.message
    assert caught.value.next_step


@given(st.dates(min_value=dt.date(1, 1, 1)))
def test_every_day_spans_itself(day):
    assert dates.bounds(day.isoformat())[0] == days(day.isoformat(), day.isoformat())


@given(st.text(max_size=14) | st.text("0123456789-/.[]{},~?%XYST:", max_size=14))
def test_any_text_is_a_date_or_refused_and_bounds_are_in_order(words):
    try:
        begin, end = dates.bounds(words)
    except BadDate:
        return
    for low, high in (begin, end):
        assert low is None or high is None or low <= high
    assert begin[0] is None or end[1] is None or begin[0] <= end[1]


@pytest.mark.parametrize(("edtf", "part"), [("[1919..1917]", "1919..1917"), ("[1917/1918]", "1917/1918"), ("[1917,1917-13]", "1917-13"), ("1917-02-29/1918", "1917-02-29")])
def test_the_part_that_is_wrong_is_named(edtf, part):
    with pytest.raises(BadDate, match=f'^"{part}" is no date'):
        dates.parse(edtf)


SHAPES = st.from_regex(r"[?~%]?-?[0-9X]{4}[?~%]?(-[?~%]?[0-9X]{2}[?~%]?(-[?~%]?[0-9X]{2}[?~%]?)?)?(T[0-9]{2}(:[0-9]{2})?[?~%]?)?", fullmatch=True) | EDTF


@given(SHAPES | st.tuples(SHAPES, SHAPES).map("/".join) | st.lists(SHAPES, min_size=1, max_size=3).map(", ".join).map("[{}]".format) | st.tuples(SHAPES, SHAPES).map("{{{0[0]}..{0[1]}}}".format))
@example("1917-03-09T24:00")
@example("190X-02-29")
@example("-000X")
@example("1917-XX-XXT10")
@example("191X-03-09T10")
def test_bounds_by_tables_are_those_of_the_whole_reading(edtf):
    try:
        whole = dates.parse(edtf)
    except BadDate as why:
        message = why.message
    else:
        assert dates.bounds(edtf) == (whole.begin, whole.end)
        return
    with pytest.raises(BadDate) as caught:
        dates.bounds(edtf)
    assert caught.value.message == message


ALL_DAYS = [(dt.date(1896, 1, 1) + dt.timedelta(days=nth)).isoformat() for nth in range(366 * 12)]


@given(st.from_regex(r"(189[6-9X]|190[0-7])-(0[1-9X]|1[0-2X]|X[0-9X])-([0-2][0-9X]|3[01X]|X[0-9X])", fullmatch=True))
def test_a_pattern_spans_from_the_first_day_that_fits_to_the_last(pattern):
    fit = [day for day in ALL_DAYS if all(letter in ("X", digit) for letter, digit in zip(pattern, day, strict=True))]
    if pattern.startswith("189X"):
        fit = [day for day in (dt.date(1890, 1, 1) + dt.timedelta(days=nth) for nth in range(3652)) if all(letter in ("X", digit) for letter, digit in zip(pattern, day.isoformat(), strict=True))]
        fit = [day.isoformat() for day in fit]
    assert dates.is_edtf(pattern) is bool(fit)
    if fit:
        assert dates.bounds(pattern)[0] == days(fit[0], fit[-1])


@pytest.mark.parametrize(("edtf", "year", "month", "day"), [
    ("1917?", "?", "", ""), ("1917-03~", "~", "~", ""), ("1917-03-09%", "%", "%", "%"), ("1917~-03-09", "~", "", ""), ("1917-03?-09", "?", "?", ""), ("?1917-03-~09", "?", "", "~"),
    ("1917?-~03", "?", "~", ""), ("1917~-03?", "%", "?", ""), ("1917-03-09T21~", "~", "~", "~"),
])
def test_marks_qualify_the_parts_that_the_standard_says(edtf, year, month, day):
    assert dates.parse(edtf).marks == (year, month, day)


def test_members_of_a_set_are_kept():
    read = dates.parse("[1667, 1668~, 1670..1672]")
    assert [(member.text, member.shape) for member in read.members] == [("1667", "date"), ("1668~", "date"), ("1670..1672", "run")]
    assert dates.values("[1667, 1668~, 1670..1672]") == ("1667", "1668~", "1670", "1671", "1672")
    assert dates.values("{1917-12..1918-02}") == ("1917-12", "1918-01", "1918-02")
    assert dates.values("[1916-02-28..1916-03-01]") == ("1916-02-28", "1916-02-29", "1916-03-01")
    assert dates.values("1917/1918") == ("1917/1918",)


@pytest.mark.parametrize("edtf", ["[..1917]", "[191X..1920]", "[1917..1918-03]", "[0000-01-01..1900-01-01]", "[1917-21..1917-23]"])
def test_a_run_that_cannot_be_told_out_is_refused(edtf):
    with pytest.raises(BadDate):
        dates.values(edtf)


@pytest.mark.parametrize(("edtf", "first", "last"), [("1917/..", "dated", "open"), ("1917/", "dated", "unknown"), ("../1917", "open", "dated"), ("/1917", "unknown", "dated"), ("1917/1918", "dated", "dated")])
def test_open_is_not_unknown(edtf, first, last):
    read = dates.parse(edtf)
    assert (read.first_is, read.last_is) == (first, last)
