import pytest

from presnya.publishing.tiles import Card, Dating, Spool, Witness
from presnya.publishing.tiles.spool import NAMED, Names, excludes, joined, made_id
from presnya.terms.errors import BadValue
from tests.publishing.tiles.builders import COURT, REED, dated, event


def test_spool_gives_events_back_in_the_order_of_time():
    given = [event("third", "1919"), event("first", "1905"), event("second", "1917", lane=1)]
    with Spool() as spool:
        for one in given:
            spool.add(one)
        columns = spool.columns()
        back = [spool.read(int(offset), int(size)).title for offset, size in zip(columns.offset, columns.size, strict=True)]
    assert back == ["first", "second", "third"]
    assert columns.lane.tolist() == [0, 1, 0]


def test_spool_leaves_no_file_behind():
    with Spool() as spool:
        spool.add(event("x"))
        place = spool.path
        assert place.exists()
    assert not place.exists()


def test_rank_is_by_weight_then_by_time():
    with Spool() as spool:
        for title, weight in (("a", 1), ("b", 9), ("c", 1)):
            spool.add(event(title, f"19{'abc'.index(title):02}", weight=weight))
        assert spool.columns().rank.tolist() == [1, 0, 2]


def test_same_id_in_a_lane_is_one_event_told_twice():
    with Spool() as spool:
        spool.add(event("The palace falls", id="palace", datings=(dated("1917-11-07", REED),), card=Card("At night.", by=(REED,))))
        spool.add(event("The palace falls", id="palace", datings=(dated("1917-11-08", COURT),), card=Card("In the morning.", by=(COURT,))))
        spool.add(event("The palace falls", id="palace", lane=1))
        columns = spool.columns()
        assert len(spool) == len(columns.begin) == 2
        one = spool.read(int(columns.offset[0]), int(columns.size[0]))
    assert one.contested
    assert [dating.edtf for dating in one.datings] == ["1917-11-07", "1917-11-08"]
    assert {one.card.text, *(told.text for told in one.card.more)} == {"At night.", "In the morning."}


def test_columns_may_be_asked_for_twice():
    with Spool() as spool:
        for edtf in ("1917", "1918"):
            spool.add(event("x", edtf, id="same"))
        first, second = spool.columns(), spool.columns()
    assert first.begin.tolist() == second.begin.tolist()
    assert len(spool) == 1


def test_datings_that_agree_are_not_contested_and_the_narrowest_leads():
    one = joined([event("x", id="a", datings=(dated("1917", COURT),)), event("x", id="a", datings=(dated("1917-11-07", REED),))])
    assert not one.contested
    assert [dating.edtf for dating in one.datings] == ["1917-11-07", "1917"]


@pytest.mark.parametrize(("one", "other", "answer"), [("1917", "1918", True), ("1917", "1917-11", False), ("../1917", "1918", True), ("1917/..", "1918", False), ("1918", "1917/..", False),
                                                      ("../1917", "1916", False), ("1917-11-07", "1917-11-08", True)])
def test_datings_exclude_each_other_when_nothing_fits_both(one, other, answer):
    assert excludes(dated(one, REED), dated(other, COURT)) is answer


def test_one_witness_does_not_contest_themself():
    assert not excludes(dated("1917", REED), dated("1918", REED))


def test_joining_does_not_depend_on_order():
    parts = [event("x", id="a", datings=(dated(edtf, Witness(edtf)),), card=Card(edtf)) for edtf in ("1917", "1918", "1916-05")]
    assert joined(parts) == joined(parts[::-1])


def test_events_that_are_alike_are_all_kept_and_told_apart():
    with Spool() as spool:
        for _ in range(3):
            spool.add(event("Shot", "1937-11-03"))
        assert spool.columns().nth.tolist() == [0, 1, 2]


def test_made_id_hangs_on_lane_title_and_date_alone():
    assert made_id(event("x", card=Card("told"), weight=5)) == made_id(event("x"))
    assert len({made_id(event("x")), made_id(event("y")), made_id(event("x", "1918")), made_id(event("x", lane=1))}) == 4


@pytest.mark.parametrize("datings", [(), (Dating((10**15, 10**15), (10**15, 10**15)),), (Dating((10, 10), (5, 5)),)])
def test_event_that_cannot_be_placed_is_refused_and_named(datings):
    with Spool() as spool, pytest.raises(BadValue, match="“Nowhere”"):
        spool.add(event("Nowhere", datings=datings))


def test_names_are_listed_until_there_are_too_many():
    names = Names()
    names.add(["b", "a", "b"])
    assert names.listed() == ["a", "b"]
    names.add([str(number) for number in range(NAMED)])
    assert names.listed() is None
