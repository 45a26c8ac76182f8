"""Tours as showings: words, minutes, what is contested at a stop."""

import pytest

from presnya import desk
from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.tour import plain, reckoned, tour, tours
from presnya.terms import Arrange
from tests.builders import day, enter, people, said, take, text


@pytest.mark.parametrize(("markdown", "spoken"), [
    ("Nobody goes in. [@source/diary]", "Nobody goes in."),
    ("[Otto](person/otto-baker) stood *there*, **alone**. [@source/diary] [@source/letter] Then rain.", "Otto stood there, alone. Then rain."),
    ("One\nline.\n\n\nAnother.", "One line.\n\nAnother."),
    ("> Quoted\n\n- first\n- second", "Quoted\n\nfirst second"),
    ("2 * 3 * 4 and a_b_c", "2 * 3 * 4 and a_b_c"),
])
def test_markdown_is_spoken_without_its_marks(markdown, spoken):
    assert plain(markdown) == spoken


def test_a_minute_has_a_hundred_and_thirty_words():
    assert (reckoned(130), reckoned(65), reckoned(0)) == (60, 30, 0)


def arrange(curator, identifier="tour/walk", *, order=0, minutes=None, things=("event/strike",), words="word " * 200):
    texts = {"en": {"title": "The gate", "short": "Nobody goes in. [@source/diary]", "long": words}, "ru": {"title": "Ворота", "short": "Никто не входит."}}
    desk.arrange(Arrange(id=identifier, title=identifier[-4:].title(), contents={"subtitle": "", "lead": "", "order": order, "minutes": minutes or {}, "stops": [
        {"number": 1, "where": "", "things": list(things), "texts": texts}, {"number": 2, "where": "", "things": [], "texts": {"en": {"title": "The street", "short": "Go on."}}}]}), curator=curator)


@pytest.fixture
def disputed(street):
    """A strike with two counts by two witnesses, and a question about it that nobody answered."""
    other = take(street.museum, street.curator, "Nine hundred stood there.", name="b.txt", title="A letter", author="Carl Cooper", date="1918")
    enter(street, [said("event/strike", "name", text("The strike"), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                   said("event/strike", "count", people(400, None), source=street.diary), said("event/strike", "count", people(900, None), source=other, witness="person/carl-cooper")])
    desk.arrange(Arrange(id="question/why", title="Why?", contents={"standing": ""}, about=("event/strike",)), curator=street.curator)
    return street


def shown(street, identifier="tour/walk"):
    return tour(identifier, hold(snapshot.take(), museum=street.museum))


def test_minutes_are_reckoned_from_words_unless_given(disputed):
    arrange(disputed.curator)
    short, long = shown(disputed).walks
    assert (short.words, short.minutes, short.stops) == (5, 1, 2)
    assert (long.words, long.spoken, long.minutes, long.stops) == (200, 2, 2, 1)
    arrange(disputed.curator, minutes={"long": 30})
    assert [(walk.minutes, walk.spoken) for walk in shown(disputed).walks] == [(1, 1), (30, 2)]


def test_both_lengths_and_all_languages_go_over_the_same_stops(disputed):
    arrange(disputed.curator)
    one = shown(disputed)
    assert one.langs == ("en", "ru")
    assert [[(told.lang, told.title, [said.length for said in told.told]) for told in stop.narrations] for stop in one.stops] == [
        [("en", "The gate", ["short", "long"]), ("ru", "Ворота", ["short"])], [("en", "The street", ["short"])]]


def test_a_stop_knows_its_years_and_what_is_contested_about_the_things_shown(disputed):
    arrange(disputed.curator)
    gate, street = shown(disputed).stops
    assert (gate.years, gate.shown[0].label, street.years) == ((1917, 1917), "The strike", None)
    assert (gate.asked, [matter.about[0][0] for matter in gate.others], gate.contested, street.contested) == ((), ["event/strike"], 1, 0)


def test_a_question_put_there_is_not_told_again_among_the_others(disputed):
    arrange(disputed.curator, things=("event/strike", "question/why"))
    gate = shown(disputed).stops[0]
    assert [matter.title for matter in gate.asked] == ["Why?"]
    assert "Why?" not in [matter.title for matter in gate.others]
    assert [thing.id for thing in gate.shown] == ["event/strike"]


def test_tours_stand_in_their_curators_order(disputed):
    arrange(disputed.curator, "tour/late", order=2)
    arrange(disputed.curator, "tour/soon", order=1)
    assert [one.id for one in tours(hold(snapshot.take(), museum=disputed.museum))] == ["tour/soon", "tour/late"]
