"""The library: works from writing to print, on one scale of years, with silence and rival dates shown."""

import pytest

from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.library import library, volume
from tests.builders import day, enter, said, take, text, the

ADA, CARL, BOOK = "person/ada-mill", "person/carl-cooper", "work/at-the-mill"


@pytest.fixture
def told(street):
    enter(street, [
        said(BOOK, "title", text("At the mill"), source=street.diary), said(BOOK, "created_by", the(ADA), source=street.diary),
        said(BOOK, "written", day("1943-02-28"), source=street.diary), said("edition/whole", "title", text("At the mill, whole"), source=street.diary),
        said("edition/whole", "edition_of", the(BOOK), source=street.diary), said("edition/whole", "published", day("2012"), source=street.diary),
        said("edition/whole", "language", text("English"), source=street.diary), said("work/loose-leaf", "title", text("A loose leaf"), source=street.diary),
    ])
    return street


def holdings(street):
    return hold(snapshot.take(), museum=street.museum)


def test_shelves_are_by_author_and_works_of_nobody_come_last(told):
    found = library(holdings(told))
    assert [(shelf.author, [one.id for one in shelf.volumes]) for shelf in found.shelves] == [(ADA, [BOOK]), ("", ["work/loose-leaf"])]
    assert (found.total, found.editions) == (2, 1)


def test_the_years_between_writing_and_the_first_print_are_told(told):
    before = volume(BOOK, holdings(told)).gap
    assert (before.years, before.least) == (69, False)
    enter(told, [said(BOOK, "published", day("1951"), source=told.diary)])
    assert volume(BOOK, holdings(told)).gap.years == 8


def test_a_date_that_is_no_single_year_makes_the_gap_at_least(told):
    enter(told, [said("edition/early", "edition_of", the(BOOK), source=told.diary), said("edition/early", "published", day("198X"), source=told.diary)])
    gap = volume(BOOK, holdings(told)).gap
    assert (gap.years, gap.least) == (37, True)


def test_a_work_printed_before_or_as_it_was_written_has_no_gap(told):
    enter(told, [said(BOOK, "published", day("1943"), source=told.diary)])
    assert volume(BOOK, holdings(told)).gap is None


def test_rival_dates_of_writing_stand_beside_each_other(told):
    letter = take(told.museum, told.curator, "She wrote it in 1941.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1951")
    enter(told, [said(BOOK, "written", day("1941"), source=letter, witness=CARL)])
    one = volume(BOOK, holdings(told))
    assert [(point.step, point.contested) for point in one.points] == [("written", True), ("written", True), ("edition", False)]
    assert one.points[0].left != one.points[1].left


def test_an_undated_edition_is_a_step_in_words_and_no_point(told):
    enter(told, [said("edition/greek", "edition_of", the(BOOK), source=told.diary), said("edition/greek", "language", text("Greek"), source=told.diary)])
    one = volume(BOOK, holdings(told))
    assert [step.id for step in one.steps] == ["", "edition/whole", "edition/greek"]
    assert [point.step for point in one.points] == ["written", "edition"]
    assert [row.id for row in one.editions] == ["edition/whole", "edition/greek"]


def test_all_strips_share_one_scale_of_whole_decades(told):
    found = library(holdings(told))
    assert (found.scale.first, found.scale.last) == (1940, 2020)
    assert all(one.scale == found.scale for shelf in found.shelves for one in shelf.volumes)
    assert all(8 <= point.left <= point.right <= 632 for shelf in found.shelves for one in shelf.volumes for point in one.points)
