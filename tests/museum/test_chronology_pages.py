"""Chronologies laid out: everything told once, nothing hidden unsaid, forks never parted, full years cut."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presnya import dates, desk
from presnya.catalogue import snapshot
from presnya.museum import hold, lanes, overview, sheets
from presnya.museum.chronology import Chronology, Lane, Mark, Prong, chronologies, coinciding, cutover_of, gather, manner_of, unit_of, year_of
from presnya.museum.claims import shown_date
from presnya.museum.overview import whole
from presnya.museum.sheets import around, century_name, week_in_words, week_name, week_of, year_name
from presnya.terms import Arrange
from presnya.terms.errors import BadValue, UnknownWord
from tests.builders import day, enter, said, take, text, the


def prong(edtf):
    value = dates.date_value(edtf)
    return Prong(shown_date(value, "en"), *dates.span(value), manner_of(value), unit_of(value), value, ())


def mark(*edtfs, lane=0, nth=0, weight=1):
    prongs = tuple(prong(edtf) for edtf in edtfs)
    return Mark(lane, f"event/{nth}", f"Event {nth}", "", "", prongs, (), None, (), machine=False, contested=len(prongs) > 1, weight=weight)


def chronology(*marks, undated=()):
    ordered = sorted(marks, key=lambda one: one.sort)
    return Chronology("chronology/a", "A", "", "", 0, (Lane("a", "A", "A", "square", ""), Lane("b", "B", "B", "circle", "")), tuple(ordered), tuple(undated), computed=False, act=1)


def told(sheet):
    return [(placed.mark.title, placed.echo) for row in sheet.rows for cell in row.cells for placed in cell.marks]


def by_name(one):
    return {sheet.here.name: sheet for sheet in sheets.sheets(one, "en")}


SOME = st.lists(st.tuples(st.one_of(
    st.dates().map(lambda one: one.isoformat()), st.integers(1, 2100).map("{:04}".format), st.sampled_from(["1917-11", "1917~", "-0044-03-15", "Y-120000", "1905/1907", "1917-11-05/1917-11-09"]),
), st.integers(0, 1)), max_size=60)


@given(SOME)
def test_every_mark_is_told_on_exactly_one_page_of_years_and_counted_once_on_the_whole(given_marks):
    one = chronology(*(mark(edtf, lane=lane, nth=nth) for nth, (edtf, lane) in enumerate(given_marks)))
    pages = list(sheets.sheets(one, "en"))
    names = [sheet.here.name for sheet in pages]
    assert len(set(names)) == len(names)
    years = Counter(title for sheet in pages if sheet.level == "year" for title, echo in told(sheet) if not echo)
    assert years == Counter(each.title for each in one.marks)
    assert sum(sheet.drawn + sheet.hidden for sheet in pages if sheet.level == "century") == len(one.marks)
    light = whole(one, "en")
    assert light.drawn + light.hidden == len(one.marks)
    assert sum(cell.marks for band in light.bands for cell in band.cells) == len(one.marks)
    assert len(light.bands) <= overview.BANDS
    for cell in (cell for band in light.bands for cell in band.cells):
        assert light.step == 1 or sum(tally.marks for tally in cell.tallies) == cell.marks
    linked = {tally.name for band in light.bands for cell in band.cells for tally in cell.tallies} | {band.name for band in light.bands}
    assert linked <= set(names)


@given(SOME)
def test_pages_of_a_level_are_beside_each_other_in_the_order_of_time(given_marks):
    one = chronology(*(mark(edtf, nth=nth) for nth, (edtf, _) in enumerate(given_marks)))
    for level in ("century", "year", "week"):
        pages = [sheet for sheet in sheets.sheets(one, "en") if sheet.level == level]
        assert [sheet.next.name if sheet.next else "" for sheet in pages] == [*(sheet.here.name for sheet in pages[1:]), ""][:len(pages)]
        assert [sheet.before.name if sheet.before else "" for sheet in pages] == (["", *(sheet.here.name for sheet in pages)][:len(pages)])
        assert [sheet.here.bounds for sheet in pages] == sorted(sheet.here.bounds for sheet in pages)


def test_a_week_page_stands_only_for_what_has_a_day_and_names_what_may_fall_into_it():
    pages = by_name(chronology(mark("1917-11-07", nth=1), mark("1917", nth=2), mark("1917-11", nth=3), mark("1917-10/1917-12", nth=4), mark("1916", nth=5), mark("1919", nth=6)))
    assert {name for name, sheet in pages.items() if sheet.level == "week"} == {"1917-w45"}
    week = pages["1917-w45"]
    assert week.here.words == "5 – 11 November 1917"
    assert told(week) == [("Event 1", False)]
    assert [one.title for one in week.perhaps.marks] == ["Event 2", "Event 3"]
    assert [one.title for one in week.lasting.marks] == ["Event 4"]
    assert [near.name for near in week.up] == ["1900--1999", "1917"]
    assert [near.name for near in pages["1917"].within] == ["1917-w45"]


def test_a_week_across_new_year_leads_up_to_both_years():
    pages = by_name(chronology(mark("1917-12-31", nth=1), mark("1918-01-02", nth=2)))
    assert [near.name for near in pages["1918-w01"].up] == ["1900--1999", "1917", "1918"]
    assert [near.name for near in pages["1917"].within] == [near.name for near in pages["1918"].within] == ["1918-w01"]


def test_a_fork_is_drawn_once_and_echoed_wherever_another_prong_falls():
    pages = by_name(chronology(mark("1905-12-29", "1917-11-07", "1918", nth=1)))
    assert told(pages["1905"]) == [("Event 1", False)] == told(pages["1905-w52"])
    assert told(pages["1917"]) == [("Event 1", True)] == told(pages["1917-w45"]) == told(pages["1918"])
    (echo,) = [placed for row in pages["1917-w45"].rows for cell in row.cells for placed in cell.marks]
    assert (echo.page, echo.row) == ("1905", "t-1905-12-29")
    assert told(pages["1900--1999"]) == [("Event 1", False), ("Event 1", True), ("Event 1", True)]


def test_a_full_year_is_cut_into_parts_of_bounded_size_and_a_century_counts_what_it_does_not_name():
    marks = [mark("1917", nth=nth, weight=nth) for nth in range(700)]
    pages = by_name(chronology(*marks))
    years = [sheet for sheet in pages.values() if sheet.level == "year"]
    assert [sheet.here.name for sheet in years] == ["1917", *(f"1917-part-{nth}" for nth in range(2, 7))]
    assert max(sheet.drawn for sheet in years) <= sheets.CARDS
    assert sum(sheet.drawn for sheet in years) == 700
    century = pages["1900--1999"]
    assert (century.drawn, century.hidden) == (sheets.TITLES, 700 - sheets.TITLES)
    assert sum(cell.hidden for row in century.rows for cell in row.cells) == century.hidden
    assert {title for title, _ in told(century)} == {f"Event {nth}" for nth in range(700 - sheets.TITLES, 700)}


def test_what_lasts_into_a_full_year_is_told_to_stand_on_its_first_part():
    pages = by_name(chronology(mark("1916/1918", nth=1), *(mark("1917-11-07", nth=nth) for nth in range(2, 302))))
    for name in ("1917", "1917-w45"):
        assert pages[name].first is None
        assert [pages[f"{name}-part-{nth}"].first for nth in (2, 3)] == [pages[name].here] * 2
        assert [one.title for one in pages[name].lasting.marks] == ["Event 1"]
    assert pages["1916"].first is None


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60), st.integers(0, 5)), max_size=40), st.lists(st.integers(0, 300), min_size=1, max_size=12))
def test_what_lasts_is_found_by_one_sweep_as_by_looking_at_everything(spans, starts):
    wide = sorted(((begin, begin + length, mark("1917", nth=nth, weight=weight)) for nth, (begin, length, weight) in enumerate(spans)), key=lambda one: one[:2])
    windows = [(start + 7, start) for start in sorted(starts)]
    for (limit, first), found in zip(windows, around(windows, wide), strict=True):
        there = [each for begin, last, each in wide if begin < limit and last >= first]
        assert len(found.marks) + found.hidden == len(there)
        assert len(found.marks) == min(sheets.NAMED, len(there))
        assert sorted(one.weight for one in found.marks) == sorted(one.weight for one in there)[len(there) - len(found.marks):]


@pytest.mark.parametrize(("edtf", "week"), [("1917-11-07", "1917-w45"), ("2021-01-03", "2020-w53"), ("2024-12-30", "2025-w01"), ("1970-01-01", "1970-w01"), ("-0044-03-15", "bc-45-w11")])
def test_weeks_are_numbered_as_iso_8601_does(edtf, week):
    assert week_name(week_of(dates.span(dates.date_value(edtf))[0])) == week


@pytest.mark.parametrize(("lang", "within", "across", "years"), [
    ("en", "5 – 11 November 1917", "29 October – 4 November 1917", "31 December 1917 – 6 January 1918"),
    ("de", "5. – 11. November 1917", "29. Oktober – 4. November 1917", "31. Dezember 1917 – 6. Januar 1918"),
    ("es", "5 – 11 de noviembre de 1917", "29 de octubre – 4 de noviembre de 1917", "31 de diciembre de 1917 – 6 de enero de 1918"),
    ("ru", "5 – 11 ноября 1917", "29 октября – 4 ноября 1917", "31 декабря 1917 – 6 января 1918"),
])
def test_a_week_in_words_says_once_what_both_its_ends_share(lang, within, across, years):
    weeks = [week_of(dates.minutes(1917, month, day_of)) for month, day_of in ((11, 7), (11, 1), (12, 31))]
    assert [week_in_words(week, lang) for week in weeks] == [within, across, years]
    assert sheets.without_year(within, "1917").endswith(("November", "noviembre", "ноября"))


@pytest.mark.parametrize(("year", "name", "century"), [(1917, "1917", "1900--1999"), (44, "44", "bc-1--99"), (0, "bc-1", "bc-1--99"), (-44, "bc-45", "bc-101--bc-2")])
def test_addresses_of_years_before_our_era(year, name, century):
    assert (year_name(year), century_name(year)) == (name, century)


def test_a_whole_of_many_thousand_years_has_few_bands_that_lead_to_pages():
    one = chronology(*(mark(f"Y-{10 ** power}", nth=power) for power in range(4, 9)), *(mark(f"{year:04}", nth=year) for year in range(1900, 1960)))
    light = whole(one, "en")
    assert len(light.bands) <= overview.BANDS
    assert {band.name for band in light.bands} <= {sheet.here.name for sheet in sheets.sheets(one, "en")}


def test_a_band_without_a_named_mark_does_not_occur_and_forks_come_first():
    marks = [mark(f"{year:04}", nth=year, weight=1) for year in range(1800, 1960)]
    marks[70] = mark("1870", "1872", nth=1870, weight=0)
    light = whole(chronology(*marks), "en")
    assert all(any(cell.titles for cell in band.cells) for band in light.bands)
    assert "Event 1870" in {one.title for band in light.bands for cell in band.cells for one in cell.titles}


# ── what coincides ──────────────────────────────────────────────────────────────────────────────────────────────


def by_pairs(marks):
    """For each mark: lane → how, by looking at every pair of datings."""
    out = [{} for _ in marks]
    for at, one in enumerate(marks):
        for other in marks:
            if other.lane != one.lane:
                how = "itself" if (one.id, one.said) == (other.id, other.said) else pair(one, other)
                out[at][other.lane] = min((each for each in (out[at].get(other.lane), how) if each), key=["itself", "certainly", "possibly"].index, default=None)
    return [{lane: how for lane, how in sorted(found.items()) if how} for found in out]


def pair(one, other):
    """How two marks of different things coincide."""
    found = None
    for mine in one.prongs:
        for theirs in other.prongs:
            if max(mine.last - mine.sort, theirs.last - theirs.sort) >= dates.NEAR or mine.sort // dates.DAY > theirs.last // dates.DAY or theirs.sort // dates.DAY > mine.last // dates.DAY:
                continue
            surely = all(not each.split and each.prongs[0].manner != "open" and each.prongs[0].unit == "day" and each.prongs[0].last - each.prongs[0].sort < dates.DAY for each in (one, other))
            found = "certainly" if surely or found == "certainly" else "possibly"
    return found


DATED = st.sampled_from(["1917-11-07", "1917-11-08", "1917-11-07~", "1917-11", "1917", "1917-11-06/1917-11-08", "1917-10-20/1917-11-07", "[1917-11-07,1917-11-08]"])


@given(st.lists(st.tuples(st.lists(DATED, min_size=1, max_size=3, unique=True), st.integers(0, 3), st.integers(0, 12)), max_size=14))
def test_what_coincides_is_found_by_counting_as_by_looking_at_every_pair(given_marks):
    marks = [mark(*edtfs, lane=lane, nth=nth) for edtfs, lane, nth in given_marks]
    assert [{one.lane: one.how for one in found.same} for found in coinciding(marks)] == by_pairs(marks)


def test_ten_thousand_marks_on_one_day_coincide_with_the_other_lane_alone():
    days = [mark("1917-11-07", lane=nth % 2, nth=nth) for nth in range(10_000)]
    assert {found.same for found in coinciding(days)} == {((1, "certainly"),), ((0, "certainly"),)}


# ── what a curator says ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("words", "first"), [
    ("Russia", (1918, 2, 14)), ("russia", (1918, 2, 14)), ("Great Britain", (1752, 9, 14)), ("Italy", (1582, 10, 15)), ("Greece", (1923, 3, 1)), ("1753-03-01", (1753, 3, 1)),
    ("1924-01-01", (1924, 1, 1)), ("Prussia", (1610, 9, 2)),
])
def test_a_cut_over_is_a_place_or_a_day(words, first):
    assert cutover_of(words) == dates.minutes(*first)
    assert cutover_of("none") is cutover_of("None") is None


@pytest.mark.parametrize(("words", "kind", "told"), [
    ("Rusia", UnknownWord, 'Did you mean "russia"'), ("tomorrow", UnknownWord, "Known are: Italy, "), ("", BadValue, "neither a place nor a day"), ("1753", BadValue, "1752-09-14"),
    ("1753-03", BadValue, "neither"), ("1700/1753", BadValue, "neither"),
])
def test_a_cut_over_that_is_neither_is_refused_with_what_it_may_be(words, kind, told):
    with pytest.raises(kind, match="cutover") as error:
        cutover_of(words)
    assert told in str(error.value)


@pytest.mark.parametrize(("cutover", "happened", "old"), [
    ("Russia", "1917-03-09", True), ("Russia", "1918-02-14", False), ("none", "1917-03-09", False), ("1900-01-01", "1917-03-09", False), ("Greece", "1923-02-28", True),
    ("Greece", "1923-03-01", False), ("Great Britain", "1752-09-13", True), ("Great Britain", "1752-09-14", False), ("Italy", "1582-10-14", False), ("France", "1582-12-19", True),
])
def test_old_style_is_shown_up_to_the_cut_over_alone(street, cutover, happened, old):
    enter(street, [said("event/strike", "happened", day(happened), source=street.diary)])
    lane = {"id": "a", "title": "A", "events": ["event/strike"]}
    desk.arrange(Arrange(id="chronology/a", title="A", contents={"lanes": [lane], "cutover": cutover}, lang="en"), curator=street.curator)
    (one,) = chronologies(hold(snapshot.take(), museum=street.museum))
    assert bool(one.marks[0].prongs[0].date.old) is old
    assert all(bool(row.head.date and row.head.date.old) is old for sheet in sheets.sheets(one, "en") if sheet.level == "week" for row in sheet.rows)


# ── lanes that a reader may add ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def busy(street):
    letter = take(street.museum, street.curator, "They went in.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")
    claims = [said("person/otto-baker", "name", text("Otto Baker"), source=street.diary)]
    for nth in range(4):
        event = f"event/e-{nth}"
        claims += [said(event, "name", text(f"Event {nth}"), source=street.diary), said(event, "happened", day(f"1917-03-0{nth + 1}"), source=street.diary),
                   said(event, "participant", the("person/otto-baker"), source=street.diary)]
    claims += [said(f"event/e-{nth}", "happened", day(f"1917-03-0{nth + 2}"), source=letter, witness="person/carl-cooper") for nth in range(2)]
    enter(street, claims)
    return hold(snapshot.take(), museum=street.museum)


def test_whoever_has_three_dated_marks_is_a_lane(busy):
    shelf = lanes.shelf(busy)
    found = {(one.kind, one.title): one.marks for one in shelf.lanes}
    assert found["person", "Otto Baker"] == found["witness", "Ada Mill"] == 4
    assert ("witness", "Carl Cooper") not in found
    assert shelf.left == 0
    for one in shelf.lanes:
        assert len(lanes.lane(one, busy).marks) == one.marks >= lanes.ENOUGH


def test_the_shelf_is_bounded_and_says_what_it_leaves_out(busy):
    everything = lanes.shelf(busy)
    some = lanes.shelf(busy, most=1)
    assert some.lanes == everything.lanes[:1]
    assert some.left == len(everything.lanes) - 1
    assert [one.marks for one in everything.lanes] == sorted((one.marks for one in everything.lanes), reverse=True)


def test_names_of_lanes_are_each_its_own(busy):
    shelf = lanes.shelf(busy)
    assert len({lanes.name_of(one) for one in shelf.lanes}) == len(shelf.lanes)
    assert year_of(gather([{"of": "person/otto-baker"}], busy)[1][0].prongs[0].sort) == 1917
