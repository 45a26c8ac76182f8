"""Deeds: rights first, all or nothing, every change with its ground."""

import pytest

from presnya import accession, desk
from presnya.catalogue import ledger, queries, snapshot
from presnya.terms import Claim, Proposal, ReaderStamp, Ref, Span, Text
from presnya.terms.errors import BadValue, Conflict, NotAllowed, NotFound
from tests.builders import DIARY, day, enter, said, size, text, the

STAMP = ReaderStamp("trial", "1")


def name_offer(words="Otto Baker", *, canonical="", kind="person"):
    start = DIARY.index(words)
    return Proposal("name", (Span(start, start + len(words)),), words, "tried@1", type=kind, canonical=canonical or words)


def relation_offer():
    words = "Bertha Miller counted"
    start = DIARY.index(words)
    return Proposal("relation", (Span(start, start + len(words)),), words, "tried@1", subject="Bertha Miller", predicate="knew", object="Otto Baker")


def offered(street, *offers):
    numbers = desk.propose(offers, source=street.diary, reader=STAMP, curator=street.curator)
    return [f"proposal/{numbers.start}.{nth}" for nth in range(len(offers))]


# ── rights ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_founder_is_registrar_and_founding_twice_changes_nothing(street):
    before = size()
    assert desk.found_museum(founder="Somebody else") == street.curator
    assert size() == before


@pytest.mark.parametrize(("roles", "deed", "may"), [
    (("contributor",), "propose", True), (("contributor",), "claim", False), (("curator",), "publish", False), (("registrar",), "publish", True),
    (("conservator",), "accession", True), (("visitor",), "dispute", False),
])
def test_roles_give_the_rights_the_table_says(street, roles, deed, may):
    somebody = desk.appoint(name="B. Helper", roles=roles, curator=street.curator)
    if may:
        desk.allow(somebody, deed)
    else:
        with pytest.raises(NotAllowed, match=r"B\. Helper may not"):
            desk.allow(somebody, deed)


def test_nobody_unknown_may_do_anything(street):
    before = size()
    with pytest.raises(NotAllowed):
        desk.enter_claims([said("event/strike", "happened", day("1917"), source=street.diary)], curator="knobody")
    with pytest.raises(NotAllowed):
        desk.appoint(name="Me", roles=("registrar",), curator="knobody")
    assert size() == before


# ── sources ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_source_gets_number_id_text_and_its_author_a_name(street):
    held = queries.source(street.diary)
    assert held.accession.number == f"{ledger.now()[:4]}.1"
    assert held.accession.files[0].name == "diary.txt"
    assert snapshot.take().label("person/ada-mill") == "Ada Mill"


def test_the_same_bytes_are_one_accession(street):
    before = size()
    draft = accession.take_in(street.museum.folder / "diary.txt")
    source, new = desk.accession_source(draft, desk.Given(title="Once more"), name="copy.txt", museum=street.museum, curator=street.curator)
    assert (source, new) == (street.diary, False)
    assert size() == before


def test_another_source_of_the_same_title_gets_an_id_of_its_own(street):
    place = street.museum.folder / "other.txt"
    place.write_text("Other words.\n", encoding="utf-8")
    source, _ = desk.accession_source(accession.take_in(place), desk.Given(title="A diary of our street"), name="other.txt", museum=street.museum, curator=street.curator)
    assert source == "source/a-diary-of-our-street-2"


def test_a_source_without_title_is_not_taken_in(street):
    place = street.museum.folder / "other.txt"
    place.write_text("Other words.\n", encoding="utf-8")
    before = size()
    with pytest.raises(BadValue, match=r"other\.txt needs a title"):
        desk.accession_source(accession.take_in(place), desk.Given(title=" "), name="other.txt", museum=street.museum, curator=street.curator)
    assert size() == before


# ── claims ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("wrong", [
    lambda source: Claim(about="event/strike", property="happened", value=day("1917"), witness="person/ada-mill", source=source, passages=()),
    lambda source: said("event/strike", "born", day("1917"), source=source),
    lambda source: said("event/strike", "happened", text("long ago"), source=source),
    lambda source: said("event/strike", "hapened", day("1917"), source=source),
    lambda source: said("Event Strike", "happened", day("1917"), source=source),
    lambda source: said("person/otto-baker", "born_in", the("person/ada-mill"), source=source),
])
def test_a_claim_that_breaks_a_rule_enters_nothing(street, wrong):
    before = size()
    with pytest.raises(Exception, match=r"\w") as caught:
        enter(street, [said("event/strike", "happened", day("1918"), source=street.diary), wrong(street.diary)])
    assert caught.value.next_step
    assert size() <= before + 1  # claims about another thing are an act of their own
    assert "1917" not in str([entered.claim for entered in snapshot.take().claims])


def test_correcting_keeps_the_old_claim_readable(street):
    (old,) = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    (new,) = desk.correct([old], [said("event/strike", "happened", day("1917-03-08"), source=street.diary)], ground="Julian in the diary.", curator=street.curator)
    taken = snapshot.take()
    status = {entered.id: entered.status for entered in taken.claims}
    assert (status[old], status[new]) == ("corrected", "standing")
    assert taken.endings[old].ground == "Julian in the diary."


def test_what_no_longer_stands_is_not_ended_twice(street):
    (old,) = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    desk.withdraw([old], ground="Misread.", curator=street.curator)
    with pytest.raises(Conflict, match="withdrawn already"):
        desk.withdraw([old], ground="Again.", curator=street.curator)
    with pytest.raises(Conflict, match="withdrawn already"):
        desk.correct([old], [said("event/strike", "happened", day("1917"), source=street.diary)], ground="Again.", curator=street.curator)


@pytest.mark.parametrize("deed", [
    lambda target, curator: desk.withdraw([target], ground=" ", curator=curator),
    lambda target, curator: desk.dispute(target, ground="", curator=curator),
    lambda target, curator: desk.correct([target], [said("event/strike", "happened", day("1917"), source="source/x")], ground="", curator=curator),
])
def test_no_change_without_a_ground(street, deed):
    (target,) = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    before = size()
    with pytest.raises(BadValue, match="ground"):
        deed(target, street.curator)
    assert size() == before


def test_a_dispute_stands_beside_the_claim(street):
    (target,) = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    desk.dispute(target, ground="The wall calendar says otherwise.", curator=street.curator, witness="person/carl-cooper")
    taken = snapshot.take()
    assert [entered.status for entered in taken.claims if entered.id == target] == ["standing"]
    assert taken.disputes[0].ground == "The wall calendar says otherwise."


# ── proposals ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_open_proposals_stand_as_a_machines_and_acceptance_makes_them_claims(street):
    (offer,) = offered(street, name_offer())
    taken = snapshot.take()
    assert taken.things["person/otto-baker"].proposed
    (claim,) = desk.accept([offer], curator=street.curator)
    taken = snapshot.take()
    assert not taken.things["person/otto-baker"].proposed
    entered = next(one for one in taken.claims if one.id == claim)
    assert entered.claim.proposal == offer
    assert entered.claim.witness == "person/ada-mill"
    assert entered.claim.passages[0].at.exact == "Otto Baker"


def test_refused_proposals_leave_the_pages_and_stay_in_the_register(street):
    (offer,) = offered(street, name_offer())
    number = desk.refuse([offer], ground="A shop, not a man.", curator=street.curator)
    assert "person/otto-baker" not in snapshot.take().things
    assert ledger.act(number).opened().ground == "A shop, not a man."


def test_a_correction_of_a_proposal_keeps_its_passages(street):
    (offer,) = offered(street, name_offer())
    desk.accept_corrected(offer, name_offer(canonical="Otto the Baker"), ground="So the street called him.", curator=street.curator)
    assert "person/otto-the-baker" in snapshot.take().things
    (other,) = offered(street, name_offer("Bertha Miller"))
    with pytest.raises(BadValue, match="must keep its passages"):
        desk.accept_corrected(other, name_offer(), ground="No.", curator=street.curator)


def test_relations_follow_the_names_that_were_accepted(street):
    first, _, relation = offered(street, name_offer(), name_offer("Bertha Miller"), relation_offer())
    desk.accept_corrected(first, name_offer(canonical="Otto the Baker"), ground="So the street called him.", curator=street.curator)
    (claim,) = desk.accept([relation], curator=street.curator)
    entered = next(one for one in snapshot.take().claims if one.id == claim)
    assert (entered.claim.about, entered.claim.value) == ("person/bertha-miller", Ref("person/otto-the-baker", "Otto Baker"))


def test_a_decision_is_not_taken_twice(street):
    (offer,) = offered(street, name_offer())
    desk.accept([offer], curator=street.curator)
    before = size()
    for deed in (lambda: desk.accept([offer], curator=street.curator), lambda: desk.refuse([offer], ground="No.", curator=street.curator)):
        with pytest.raises(Conflict, match="accepted already"):
            deed()
    with pytest.raises(NotFound, match=r"proposal/99\.0"):
        desk.accept(["proposal/99.0"], curator=street.curator)
    assert size() == before


def test_many_proposals_are_parted_into_acts(street):
    many = [name_offer()] * (desk.proposing.PROPOSALS_PER_ACT + 1)
    assert len(desk.propose(many, source=street.diary, reader=STAMP, curator=street.curator)) == 2
    assert len(queries.proposals(street.diary)) == len(many)


def test_text_values_keep_their_language(street):
    enter(street, [said("place/mill", "native_name", Text("Мельница", "ru"), source=street.diary)])
    assert snapshot.take().standing("place/mill", "native_name")[0].claim.value == Text("Мельница", "ru")
