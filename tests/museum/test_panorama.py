"""A panorama's showing: places in order, bound to the catalogue, rival accounts told once and first."""

import pytest
from django.db import connections

from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.panorama import panoramas
from tests import hanging


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    place = tmp_path_factory.mktemp("hanging")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRESNYA_HOME", str(place / "home"))
        street = hanging.made(place / "street")
        (one,) = panoramas(hold(snapshot.take(), museum=street.museum))
    yield one
    connections.close_all()


def test_places_stand_in_the_curators_order_and_are_numbered(shown):
    assert [(spot.number, spot.id) for spot in shown.spots] == [(1, "mill"), (2, "gate"), (3, "kiosk"), (4, "bridge")]


def test_rival_accounts_of_a_thing_are_told_at_its_first_place_and_named_at_the_next(shown):
    mill, gate, kiosk, bridge = shown.spots
    (rival,) = mill.rivals
    assert {who for side in rival.sides for who in (one.name for one in side.who)} == {"Ada Mill", "Carl Cooper"}
    assert gate.rivals == ()
    assert gate.again == (("mill", rival.label),)
    assert (mill.contested, gate.contested, kiosk.contested, bridge.contested) == (True, True, False, False)
    assert shown.contested == 2


def test_a_thing_brings_what_is_said_of_it_and_counts_the_rest(shown):
    thing, strike = shown.spots[0].things
    assert [statement.value.words for statement in thing.said] == ["A mill at the end of the street."]
    assert strike.date is not None
    assert strike.more == 4


def test_words_bear_the_letters_of_their_source(shown):
    (cited,) = shown.spots[0].sources
    assert (cited.name, cited.title) == ("Ada Mill", "A diary of our street")
    assert cited.siglum
    assert shown.spots[2].sources == ()


def test_a_cue_tells_its_time_its_place_and_its_light(shown):
    (show,) = shown.shows
    assert [(cue.clock, cue.title, cue.light) for cue in show.cues] == [("0:00", "The bridge", "fire"), ("0:00", "The mill", "flash"), ("1:00", "", "dark")]
    assert (show.kind, show.version) == ("commentary", "2")
