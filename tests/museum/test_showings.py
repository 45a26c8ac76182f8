"""Showings: what a page is made from. Contested first, silence shown, hearsay as a chain, nothing ranked."""

import pytest

from presnya import desk
from presnya.catalogue import snapshot
from presnya.museum import hold
from presnya.museum.collating import everything, matters, question, table
from presnya.museum.entrance import entrance
from presnya.museum.event import event
from presnya.museum.exhibition import days_early, exhibition, state_of
from presnya.museum.index import names, records
from presnya.museum.lineage import lineage
from presnya.museum.listing import listing
from presnya.museum.object import shown_object
from presnya.museum.portrait import portrait
from presnya.museum.witness import witness
from presnya.terms import Arrange
from tests.builders import day, enter, people, said, take, text, the

ADA, CARL = "person/ada-mill", "person/carl-cooper"


@pytest.fixture
def letter(street):
    return take(street.museum, street.curator, "They went in on the tenth.\n", name="letter.txt", title="A letter", author="Carl Cooper", date="1918")


def holdings(street):
    return hold(snapshot.take(), museum=street.museum)


def words(statements):
    return [statement.value.words for statement in statements]


# ── witnesses ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_sigla_are_short_and_each_its_own(street, letter):
    enter(street, [said("event/strike", "name", text("Strike"), source=street.diary), said("event/strike", "name", text("Strike"), source=letter, witness=CARL),
                   said("event/strike", "name", text("Strike"), source=letter, witness="witness/clara-cook")])
    sigla = holdings(street).sigla
    assert len(set(sigla.values())) == len(sigla) == 3
    assert all(1 <= len(siglum) <= 3 for siglum in sigla.values())


def test_a_chain_is_kept_from_who_said_it_to_who_wrote_it(street):
    enter(street, [said("event/strike", "summary", text("Nobody went in."), source=street.diary, witness="witness/a-neighbour", via=(ADA,), nearness="hearsay")])
    showing = event("event/strike", holdings(street))
    (heard,) = showing.hearsay
    assert [link.name for link in heard.chain.links] == ["A neighbour", "Ada Mill"]
    assert "›" in heard.claim.siglum
    assert heard.claim.nearness == "hearsay"


def test_a_witness_page_holds_all_they_said_and_only_that(street, letter):
    enter(street, [said("event/strike", "summary", text("Nobody went in."), source=street.diary), said("event/strike", "summary", text("They went in."), source=letter, witness=CARL)])
    showing = witness(ADA, holdings(street))
    assert showing.total == 2  # her own name on the title page, and this
    assert [one.id for one in showing.sources] == [street.diary]


# ── contested ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_cannot_both_hold_stands_in_columns_in_the_order_of_entry(street, letter):
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary), said("event/strike", "happened", day("1917-03-10"), source=letter, witness=CARL)])
    (matter,) = matters("event/strike", holdings(street))
    assert matter.contested
    assert [[one.name for one in side.who] for side in matter.sides] == [["Ada Mill"], ["Carl Cooper"]]
    assert words([side.statement for side in matter.sides]) == ["9 March 1917", "10 March 1917"]


def test_a_question_collates_witnesses_and_shows_silence(street, letter):
    for nth, title in enumerate(("Who began?", "Who ended it?")):
        identifier = f"question/q{nth}"
        desk.arrange(Arrange(identifier, title, {"standing": "Nobody knows."}, ("event/strike",)), curator=street.curator)
        enter(street, [said(identifier, "answers", text("The foreman."), source=street.diary)])
    enter(street, [said("question/q0", "answers", text("The weavers."), source=letter, witness=CARL), said("question/q1", "answers", text("Hunger."), source=letter, witness=CARL),
                   said("question/q0", "answers", text("The baker."), source=letter, witness="person/dora-fuller")])
    held = holdings(street)
    asked = question("question/q0", held)
    assert asked.contested
    assert asked.standing == "Nobody knows."
    collated = table([question(f"question/q{nth}", held) for nth in (0, 1)])
    assert [who.name for who in collated.witnesses] == ["Ada Mill", "Carl Cooper", "Dora fuller"]
    assert [[len(cell) for cell in row.cells] for row in collated.rows] == [[1, 1, 1], [1, 1, 0]]


def test_one_side_alone_is_never_called_contested(street):
    desk.arrange(Arrange("question/q", "Who began?", {}, ("event/strike",)), curator=street.curator)
    enter(street, [said("question/q", "answers", text("The foreman."), source=street.diary)])
    assert not any(one.contested for one in everything(holdings(street)))


def test_an_event_parts_what_all_say_from_what_one_says(street, letter):
    enter(street, [said("event/strike", prop, value, source=source, witness=who) for source, who in ((street.diary, ADA), (letter, CARL))
                   for prop, value in (("happened", day("1917-03-09")), ("took_place_in", the("place/mill")))])
    enter(street, [said("event/strike", "local_time", text("At dawn."), source=letter, witness=CARL)])
    showing = event("event/strike", holdings(street))
    assert showing.witnesses == 2
    assert {facts.property for facts in showing.agreed} == {"happened", "took_place_in"}
    assert {facts.property for facts in showing.alone} == {"local_time"}


def test_rival_counts_stand_side_by_side(street, letter):
    enter(street, [said("event/strike", "count", people(400), source=street.diary), said("event/strike", "count", people(900), source=letter, witness=CARL)])
    showing = event("event/strike", holdings(street))
    assert [side.statement.value.words for group in showing.figures for side in group.sides] == ["400", "900"] or showing.core.contested[0].figures


# ── portraits ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_portrait_shows_kind_and_unkind_in_the_order_they_spoke(street, letter):
    enter(street, [said("person/otto-baker", "seen_as", text("A hard man."), source=letter, witness=CARL, asserted=day("1918")),
                   said("person/otto-baker", "seen_as", text("A friend of the children."), source=street.diary, asserted=day("1917"))])
    showing = portrait("person/otto-baker", holdings(street))
    assert [(face.when.words, face.who.name) for face in showing.faces] == [("1917", "Ada Mill"), ("1918", "Carl Cooper")]


def test_equal_words_of_two_witnesses_are_said_once_with_both_sigla(street, letter):
    enter(street, [said("person/otto-baker", "role", text("foreman"), source=street.diary), said("person/otto-baker", "role", text("foreman"), source=letter, witness=CARL)])
    showing = portrait("person/otto-baker", holdings(street))
    (role,) = [facts for facts in showing.facts if facts.property == "role"]
    assert len(role.statements) == 1
    assert len(role.statements[0].claims) == 2


def test_what_was_withdrawn_stays_with_its_ground(street):
    (claim,) = enter(street, [said("person/otto-baker", "role", text("mayor"), source=street.diary)])
    desk.withdraw([claim], ground="Another Otto.", curator=street.curator)
    showing = portrait("person/otto-baker", holdings(street))
    assert not showing.facts
    (gone,) = showing.core.gone
    assert (gone.status, gone.ground, gone.statement.value.words) == ("withdrawn", "Another Otto.", "mayor")


# ── groups, exhibitions ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_lineage_is_drawn_and_said(street):
    enter(street, [said("group/weavers", "founded", day("1905"), source=street.diary), said("group/new-weavers", "split_from", the("group/weavers"), source=street.diary, when=day("1912")),
                   said("group/mill-union", "name", text("Mill Union"), source=street.diary), said("group/weavers", "merged_into", the("group/mill-union"), source=street.diary, when=day("1920"))])
    drawn = lineage(holdings(street))
    assert {curve.kind for curve in drawn.drawing.curves} == {"split", "fusion"}
    assert {(tie.year, tie.said.lower()) for tie in drawn.ties} >= {(1912, "split from"), (1920, "merged into")}


@pytest.mark.parametrize(("planned", "closed", "state", "early"), [("2013-11-30", "2013-10-20", "closed early", 41), ("2013-10-20", "2013-10-20", "closed", None), ("2013-11-30", "", "open", None)])
def test_an_exhibition_says_how_early_it_was_closed(street, planned, closed, state, early):
    claims = [said("exhibition/three-days", "opened", day("2013-10-04"), source=street.diary), said("exhibition/three-days", "planned_close", day(planned), source=street.diary)]
    if closed:
        claims.append(said("exhibition/three-days", "closed", day(closed), source=street.diary))
    enter(street, claims)
    held = holdings(street)
    assert days_early("exhibition/three-days", held) == early
    assert state_of("exhibition/three-days", held) in (state, "planned" if state == "open" else state)
    assert exhibition("exhibition/three-days", held).run.early == early


# ── lists, entrance ─────────────────────────────────────────────────────────────────────────────────────────────


def test_people_stand_under_their_last_name_and_events_under_their_year(street):
    enter(street, [said("person/otto-baker", "name", text("Otto Baker"), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                   said("event/lost", "name", text("A lost day"), source=street.diary)])
    held = holdings(street)
    assert [shelf.heading for shelf in listing("person", held).shelves] == ["B", "M"]
    assert [shelf.heading for shelf in listing("event", held).shelves] == ["1917", ""]


def test_every_name_leads_to_its_thing_in_any_script(street):
    enter(street, [said("person/otto-baker", "name", text("Otto Baker"), source=street.diary), said("person/otto-baker", "other_name", text("Отто Пекарь", "ru"), source=street.diary)])
    index = names(holdings(street))
    entries = {name.words: name.see for letter in index.letters for name in letter.names}
    assert entries["Отто Пекарь"] == "Otto Baker"
    assert next(letter.letter for letter in index.letters if any(name.words == "Отто Пекарь" for name in letter.names)) == "P"


def test_search_records_hold_names_titles_and_paragraphs(street):
    found = records(holdings(street))
    assert found.whole
    assert {"person", "source", "passage"} <= {row.kind for row in found.rows}
    passage = next(row for row in found.rows if row.kind == "passage" and "Bertha Miller" in row.text)
    assert holdings(street).texts[passage.id][passage.start:].startswith("Some 400 people")


def test_an_empty_museum_has_an_entrance(tmp_path):
    from presnya.web import open_museum

    (tmp_path / "museum.toml").write_text('name = "Empty"\n', encoding="utf-8")
    museum = open_museum(tmp_path)
    desk.found_museum(founder="A. Curator")
    showing = entrance(hold(snapshot.take(), museum=museum), museum)
    assert (showing.day, showing.contested, showing.pins) == (None, 0, ())


# ── objects ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_label_of_an_object_names_each_witness_once_and_leaves_nothing_out(street, letter):
    enter(street, [said("object/lamp", "name", text("The lamp"), source=street.diary), said("object/lamp", "state", text("broken"), source=street.diary),
                   said("object/lamp", "fate", text("sold"), source=letter, witness=CARL), said("object/lamp", "kind", text("lamp"), source=letter, witness=CARL),
                   said("object/lamp", "description", text("It hung in the yard."), source=street.diary)])
    showing = shown_object("object/lamp", holdings(street))
    assert [(group.property, words(group.statements)) for group in showing.label] == [("kind", ["lamp"]), ("state", ["broken"]), ("fate", ["sold"])]
    assert [one.id for one in showing.says] == [CARL, ADA]
    assert [words(group.statements) for group in showing.told] == [["It hung in the yard."]]
    assert showing.rest == ()
