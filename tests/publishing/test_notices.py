"""What stands where something was withdrawn or erased: at the statement, the thing, the source, the act, in the lists."""

import html
import re

import pytest

from presnya import desk, publishing, register
from presnya.catalogue import ledger, queries
from presnya.publishing import links
from presnya.terms import Arrange
from tests.builders import day, enter, erase, said, take, text, the

WORD = "Brannoxia"


def page(site, path):
    """The words of a page, without marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", (site / path).read_text(encoding="utf-8"))).split())


@pytest.fixture
def museum(street):
    """One statement erased and one withdrawn of a strike, a march of which all was erased, a source without its text and title."""
    among, gone, _ = enter(street, [said("event/strike", "summary", text(f"{WORD} was seen"), source=street.diary),
                                    said("event/strike", "summary", text("It rained"), source=street.diary), said("event/strike", "name", text("The strike"), source=street.diary)])
    alone, = enter(street, [said("event/march", "name", text(f"March of {WORD}"), source=street.diary)])
    desk.dispute(among, ground="Nobody was there.", curator=street.curator)
    desk.withdraw([gone], ground="The gauge says otherwise.", curator=street.curator)
    act = erase(street, among, alone, street.diary).act
    return street, publishing.publish(street.museum, curator=street.curator).site, act, int(alone.partition("/")[2].partition(".")[0])


STATED = ("erased", "court order", "District court of Mill Town", "7 C 12/26", "A. Curator", "C. Keeper", "2099")


def test_a_thing_says_what_was_erased_of_it_and_what_was_withdrawn(museum):
    _, site, act, _ = museum
    words = page(site, "events/strike.html")
    for stated in (*STATED, f"act {act}", "It rained", "The gauge says otherwise.", "withdrawn"):
        assert stated in words, stated
    assert WORD not in words


def test_the_address_of_a_thing_of_which_all_was_erased_stays(museum):
    _, site, _, _ = museum
    words = page(site, "events/march.html")
    for stated in (*STATED, "Something was here"):
        assert stated in words, stated


def test_a_source_says_that_its_text_was_erased_and_goes_by_its_number(museum):
    street, site, _, _ = museum
    held = queries.source(street.diary).accession
    words = page(site, links.source(street.diary))
    for stated in (*STATED, held.number, "file and text", "title and description", "authors erased"):
        assert stated in words, stated
    assert "not in this museum" not in words
    assert "SHA-256" not in words
    shelf = page(site, links.SOURCES)
    assert f"{held.number} {held.number}" in shelf
    assert "erased" in shelf


def test_an_erased_act_says_its_kind_day_and_who_decided_and_proves_its_place(museum):
    _, site, act, erased = museum
    words = page(site, links.act(erased))
    for stated in (*STATED, f"act {act}", "claims entered", "It held, and is empty."):
        assert stated in words, stated
    assert not (site / links.download(erased, "body.json")).exists()
    proof = register.read_proof((site / links.download(erased, "tlog-proof")).read_text())
    register.verify_proof(proof, ledger.act(erased).entry, register.parse_vkey((site / "register/vkey").read_text()))


def test_the_act_that_erased_lists_the_places_it_emptied(museum):
    _, site, act, erased = museum
    words = page(site, links.act(act))
    for stated in (*STATED[1:], f"act {erased}", "file and text", "a statement"):
        assert stated in words, stated


def test_the_list_of_erasures_is_in_the_register_and_names_what_is_overdue(museum, monkeypatch):
    street, site, act, _ = museum
    assert f"act {act}" in page(site, links.ERASED)
    assert "overdue" not in page(site, links.ERASED).casefold()
    monkeypatch.setattr(ledger, "now", lambda: "2100-01-01T00:00:00Z")
    words = page(publishing.publish(street.museum, curator=street.curator).site, links.ERASED)
    assert "Overdue" in words
    assert f"act {act}" in words.partition("All erasures")[0]


def test_a_dispute_of_something_erased_stays_and_says_so(museum):
    _, site, _, _ = museum
    (dispute,) = (row.number for row in ledger.acts() if row.act == "dispute")
    assert "(erased)" in page(site, links.act(dispute))


def test_pages_lead_nowhere_that_is_not_there(museum):
    _, site, _, _ = museum
    for place in site.rglob("*.html"):
        for target in re.findall(r'href="([^"#?:]+)[#?"]', place.read_text(encoding="utf-8")):
            assert (place.parent / target).exists(), f"{place.relative_to(site)} links to {target}"
    assert not register.verify(site).problems


def test_a_museum_in_which_nothing_was_erased_says_so(street):
    site = publishing.publish(street.museum, curator=street.curator).site
    assert "Nothing has been erased so far." in page(site, links.ERASED)


def test_an_erased_question_leaves_a_notice_at_its_address(street):
    number = desk.arrange(Arrange("question/who", f"Was {WORD} there?", {"standing": ""}, ("event/strike",)), curator=street.curator)
    erase(street, str(number))
    site = publishing.publish(street.museum, curator=street.curator).site
    words = page(site, "questions/who.html")
    assert "Something was here" in words
    assert WORD not in words


def test_what_a_witness_said_and_was_withdrawn_stays_on_their_page(street):
    claim, _ = enter(street, [said("event/strike", "participant", the("person/otto-baker"), source=street.diary, witness="person/carl-cooper"),
                              said("event/strike", "name", text("The strike"), source=street.diary, witness="person/carl-cooper")])
    desk.withdraw([claim], ground="Another Otto.", curator=street.curator)
    site = publishing.publish(street.museum, curator=street.curator).site
    for path in ("events/strike.html", links.witness("person/carl-cooper")):
        assert "Another Otto." in page(site, path), path


def test_what_named_a_thing_and_an_answer_that_was_withdrawn_stay_on_its_page(street):
    tie, name, answer = enter(street, [
        said("event/strike", "participant", the("person/otto-baker"), source=street.diary), said("person/otto-baker", "name", text("Otto Baker"), source=street.diary),
        said("question/who", "answers", text("Nobody began it"), source=street.diary)])
    desk.arrange(Arrange("question/who", "Who began?", {"standing": ""}, ("event/strike",)), curator=street.curator)
    desk.withdraw([tie], ground="Another Otto.", curator=street.curator)
    desk.withdraw([answer], ground="Never said.", curator=street.curator)
    site = publishing.publish(street.museum, curator=street.curator).site
    assert "Another Otto." in page(site, "people/otto-baker.html")
    assert "Nobody began it" in page(site, "questions/who.html")
    assert "Never said." in page(site, "questions/who.html")
    assert "Never said." in page(site, links.source(street.diary)), "printed without its stamp it would stand again"
    assert queries.claim(name).status == "standing"


def test_the_search_tells_what_is_contested_withdrawn_or_erased(street):
    letter = take(street.museum, street.curator, "It was cold at the gate of the mill in those days.", name="letter.txt", title="A letter", author="Carl Cooper")
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary), said("event/strike", "happened", day("1917-03-10"), source=letter, witness="person/carl-cooper")])
    desk.withdraw([letter], ground="Not his hand.", curator=street.curator)
    erase(street, f"{street.diary}:files")
    index = (publishing.publish(street.museum, curator=street.curator).site / "search-index.js").read_text(encoding="utf-8")
    for kind in ("event, contested", "source, withdrawn", "passage, withdrawn", "source, erased"):
        assert f'"{kind}"' in index, kind


def test_a_chronology_counts_the_dates_that_no_longer_stand(street):
    claim, _ = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary), said("event/march", "happened", day("1917-03-10"), source=street.diary)])
    desk.withdraw([claim], ground="Misread.", curator=street.curator)
    site = publishing.publish(street.museum, curator=street.curator).site
    (place,) = (one for one in (site / "chronologies").glob("*.html") if one.name != "index.html")
    assert "1 dated statement of this museum no longer stands" in page(site, f"chronologies/{place.name}")
