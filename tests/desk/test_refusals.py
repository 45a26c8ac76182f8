"""What the desk refuses: deeds without right, without ground, on nothing, on what is not there or no longer stands. The register is as it was after each."""

import pytest

from presnya import accession, desk
from presnya.catalogue import ledger, queries, snapshot
from presnya.terms import Arrange, Proposal, ReaderStamp, Span
from presnya.terms.errors import BadInput, BadValue, Conflict, NotAllowed, NotFound
from tests.builders import DIARY, day, enter, said, size, text

STAMP = ReaderStamp("trial", "1")


def offer(words="Otto Baker", canonical=""):
    start = DIARY.index(words)
    return Proposal("name", (Span(start, start + len(words)),), words, "tried@1", type="person", canonical=canonical or words)


@pytest.fixture
def filled(street):
    """A claim (claim/C.0), a proposal (proposal/P.0) and an arrangement to do things to."""
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    desk.propose([offer()], source=street.diary, reader=STAMP, curator=street.curator)
    desk.arrange(Arrange("question/who-began", "Who began?", {}), curator=street.curator)
    return street


def claim_id():
    return next(entered.id for entered in snapshot.take().claims if entered.claim.about == "event/strike")


def offer_id():
    return queries.proposals(status="")[0].id


def refused(error, deed, match=None):
    """The deed raises, names what is wrong and the next step, and leaves no trace."""
    before, print_before = size(), ledger.fingerprint()
    with pytest.raises(error, match=match) as caught:
        deed()
    assert (size(), ledger.fingerprint()) == (before, print_before)
    assert caught.value.next_step
    return caught.value


DEEDS = {
    "appoint": lambda street, who: desk.appoint(name="B. Helper", roles=("curator",), curator=who),
    "accession": lambda street, who: desk.accession_source(_draft(street), desk.Given(title="Other"), name="other.txt", museum=street.museum, curator=who),
    "propose": lambda street, who: desk.propose([offer()], source=street.diary, reader=STAMP, curator=who),
    "claim": lambda street, who: desk.enter_claims([said("event/strike", "happened", day("1917"), source=street.diary)], curator=who),
    "accept": lambda street, who: desk.accept([offer_id()], curator=who),
    "accept corrected": lambda street, who: desk.accept_corrected(offer_id(), offer(canonical="Otto the Baker"), ground="So called.", curator=who),
    "refuse": lambda street, who: desk.refuse([offer_id()], ground="No.", curator=who),
    "dispute": lambda street, who: desk.dispute(claim_id(), ground="Not so.", curator=who),
    "correct": lambda street, who: desk.correct([claim_id()], [said("event/strike", "happened", day("1917"), source=street.diary)], ground="Misread.", curator=who),
    "withdraw": lambda street, who: desk.withdraw([claim_id()], ground="Misread.", curator=who),
    "arrange": lambda street, who: desk.arrange(Arrange("question/who-began", "Who began it?", {}), curator=who),
    "import": lambda street, who: desk.import_folder(sources=(), rows=(), arrangements=(), curator=who),
}


def _draft(street):
    place = street.museum.folder / "other.txt"
    place.write_text("Other words.\n", encoding="utf-8")
    return accession.take_in(place)


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_each_deed_needs_its_right_and_is_done_with_it(filled, deed):
    visitor = desk.appoint(name="A. Visitor", roles=("visitor",), curator=filled.curator)
    refused(NotAllowed, lambda: deed(filled, visitor), match=r"A\. Visitor may not")
    refused(NotAllowed, lambda: deed(filled, "knobody"), match="may not")
    before = size()
    deed(filled, filled.curator)
    assert size() >= before
    assert ledger.check() == size()


NOTHING = {
    "claims": lambda street: desk.enter_claims([], curator=street.curator),
    "acceptance": lambda street: desk.accept([], curator=street.curator),
    "refusal": lambda street: desk.refuse([], ground="No.", curator=street.curator),
    "withdrawal": lambda street: desk.withdraw([], ground="No.", curator=street.curator),
    "correction of nothing": lambda street: desk.correct([], [said("event/strike", "happened", day("1917"), source=street.diary)], ground="No.", curator=street.curator),
    "correction into nothing": lambda street: desk.correct([claim_id()], [], ground="No.", curator=street.curator),
}


@pytest.mark.parametrize("deed", NOTHING.values(), ids=NOTHING)
def test_a_deed_on_nothing_is_refused(filled, deed):
    refused(BadInput, lambda: deed(filled))


GROUNDLESS = {
    "refusal": lambda street: desk.refuse([offer_id()], ground=" ", curator=street.curator),
    "corrected acceptance": lambda street: desk.accept_corrected(offer_id(), offer(canonical="Otto the Baker"), ground="", curator=street.curator),
    "withdrawal": lambda street: desk.withdraw([street.diary], ground="\n", curator=street.curator),
}


@pytest.mark.parametrize("deed", GROUNDLESS.values(), ids=GROUNDLESS)
def test_what_is_public_needs_a_ground(filled, deed):
    refused(BadValue, lambda: deed(filled), match="ground")


ABSENT = {
    "claims from a source that is not here": lambda street: desk.enter_claims([said("event/strike", "happened", day("1917"), source="source/nowhere")], curator=street.curator),
    "a correction from a source that is not here": lambda street: desk.correct([claim_id()], [said("event/strike", "happened", day("1917"), source="source/nowhere")], ground="No.", curator=street.curator),
    "proposals from a source that is not here": lambda street: desk.propose([offer()], source="source/nowhere", reader=STAMP, curator=street.curator),
    "a dispute by a source that is not here": lambda street: desk.dispute(claim_id(), ground="No.", source="source/nowhere", curator=street.curator),
    "a dispute of a claim that is not there": lambda street: desk.dispute("claim/99.0", ground="No.", curator=street.curator),
    "a withdrawal of a claim that is not there": lambda street: desk.withdraw(["claim/99.0"], ground="No.", curator=street.curator),
    "a withdrawal of a source that is not there": lambda street: desk.withdraw(["source/nowhere"], ground="No.", curator=street.curator),
    "a withdrawal of a proposal that is not there": lambda street: desk.withdraw(["proposal/99.0"], ground="No.", curator=street.curator),
    "a withdrawal of a person": lambda street: desk.withdraw(["person/ada-mill"], ground="No.", curator=street.curator),
    "a withdrawal of one that is there and one that is not": lambda street: desk.withdraw([claim_id(), "claim/99.0"], ground="No.", curator=street.curator),
    "a reading of a source that is not here": lambda street: desk.read_source("source/nowhere", kind="essay", museum=street.museum, curator=street.curator),
}


@pytest.mark.parametrize("deed", ABSENT.values(), ids=ABSENT)
def test_what_is_not_there_is_named(filled, deed):
    refused(NotFound, lambda: deed(filled))


def test_a_withdrawn_claim_is_not_disputed(filled):
    target = claim_id()
    desk.withdraw([target], ground="Misread.", curator=filled.curator)
    refused(Conflict, lambda: desk.dispute(target, ground="Not so.", curator=filled.curator), match="withdrawn already")


@pytest.mark.parametrize("target", ["source/a-diary-of-our-street", "question/who-began"])
def test_sources_and_arrangements_are_withdrawn_once(filled, target):
    desk.withdraw([target], ground="Not ours.", curator=filled.curator)
    refused(NotFound, lambda: desk.withdraw([target], ground="Again.", curator=filled.curator), match="does not stand")


def test_a_decided_proposal_is_not_withdrawn(filled):
    """Its claims would go on standing, and the decision would be hidden."""
    desk.accept([offer_id()], curator=filled.curator)
    refused(Conflict, lambda: desk.withdraw([offer_id()], ground="No.", curator=filled.curator), match="accepted already")


def test_an_open_proposal_can_be_withdrawn_and_leaves_the_pages(filled):
    desk.withdraw([offer_id()], ground="A trial.", curator=filled.curator)
    assert "person/otto-baker" not in snapshot.take().things
    assert not queries.proposals()


def test_a_correction_keeps_to_its_thing(filled):
    refused(BadValue, lambda: desk.correct([claim_id()], [said("event/march", "happened", day("1917"), source=filled.diary)], ground="No.", curator=filled.curator), match="event/strike")


def test_only_claims_are_corrected(filled):
    refused(BadValue, lambda: desk.correct([filled.diary], [said("event/strike", "happened", day("1917"), source=filled.diary)], ground="No.", curator=filled.curator), match="source/")


def test_claims_about_two_things_are_two_acts(filled):
    two = [said("event/strike", "name", text("One"), source=filled.diary), said("event/march", "name", text("Other"), source=filled.diary)]
    refused(BadValue, lambda: desk.enter_claims(two, curator=filled.curator), match="one thing, not 2")


def test_what_is_named_twice_is_done_once(filled):
    claims = desk.accept([offer_id(), offer_id()], curator=filled.curator)
    assert len(claims) == 1
    desk.withdraw([claims[0], claims[0]], ground="Misread.", curator=filled.curator)
    assert ledger.act(size() - 1).opened().targets == (claims[0],)


@pytest.mark.parametrize(("name", "roles"), [(" ", ("curator",)), ("B. Helper", ("king",)), ("B. Helper", ())])
def test_an_appointment_needs_a_name_and_roles_there_are(filled, name, roles):
    refused(BadInput, lambda: desk.appoint(name=name, roles=roles, curator=filled.curator))


def test_an_arrangement_needs_an_id(filled):
    refused(BadValue, lambda: desk.arrange(Arrange("Who began?", "Who began?", {}), curator=filled.curator))


def test_a_language_nobody_named_is_not_read(street):
    place = street.museum.folder / "other.txt"
    place.write_text("Other words.\n", encoding="utf-8")
    source, _ = desk.accession_source(accession.take_in(place), desk.Given(title="Other"), name="other.txt", museum=street.museum, curator=street.curator)
    refused(BadInput, lambda: desk.read_source(source, kind="essay", museum=street.museum, curator=street.curator), match="in which language")


def test_a_decision_on_several_is_made_in_one_act_or_not_at_all(filled):
    numbers = desk.propose([offer("Bertha Miller"), offer("Otto Baker", "Otto")], source=filled.diary, reader=STAMP, curator=filled.curator)
    first, second = (f"proposal/{numbers.start}.{nth}" for nth in (0, 1))
    desk.refuse([second], ground="No.", curator=filled.curator)
    refused(Conflict, lambda: desk.accept([first, second], curator=filled.curator), match="refused already")
    refused(NotFound, lambda: desk.accept([first, "proposal/99.0"], curator=filled.curator))
    assert [one.status for one in queries.proposals(status="") if one.id == first] == ["open"]
    claims = desk.decide(accepted=[first], refused=[offer_id()], ground="Not him.", curator=filled.curator)
    assert len(claims) == 1
    refused(Conflict, lambda: desk.decide(accepted=[first], refused=[], ground="", curator=filled.curator))
    refused(BadValue, lambda: desk.decide(accepted=[first], refused=[first], ground="No.", curator=filled.curator), match="at once")


def test_what_a_name_refused_at_the_same_time_would_have_meant_is_not_entered(filled):
    words = "Bertha Miller counted"
    start = DIARY.index(words)
    knew = Proposal("relation", (Span(start, start + len(words)),), words, "tried@1", subject="Bertha Miller", predicate="knew", object="Otto Baker")
    numbers = desk.propose([offer("Bertha Miller"), knew], source=filled.diary, reader=STAMP, curator=filled.curator)
    bertha, relation = (f"proposal/{numbers.start}.{nth}" for nth in (0, 1))
    assert not desk.decide(accepted=[relation], refused=[bertha], ground="Two of that name.", curator=filled.curator)
    assert "person/bertha-miller" not in snapshot.take().things
