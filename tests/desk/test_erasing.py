"""Who may erase what, on which ground; what may never go; what hangs on it."""

import pytest

from presnya import desk
from presnya.catalogue import ledger, queries
from presnya.terms import Proposal, ReaderStamp, Span
from presnya.terms.errors import BadValue, Conflict, NotAllowed, NotFound
from tests.builders import DIARY, day, enter, erase, people, said, size, text, the


def some(street):
    """Two claims in one act and one alone."""
    return enter(street, [said("event/strike", "name", text("The strike"), source=street.diary), said("event/strike", "count", people(400), source=street.diary),
                          said("event/march", "name", text("The march"), source=street.diary)])


@pytest.mark.parametrize(("other", "error", "what"), [
    ({"ground": "embarrassing"}, BadValue, "no ground"), ({"ground": ""}, BadValue, "privacy-law, court-order"), ({"authority": "  "}, BadValue, "authority"),
    ({"review": "soon"}, BadValue, "no day"), ({"review": "2020-01-01"}, BadValue, "not to come"),
])
def test_an_erasure_without_its_statements_is_refused(street, other, error, what):
    claim, *_ = some(street)
    with pytest.raises(error, match=what):
        erase(street, claim, **other)
    assert queries.claim(claim).status == "standing"


def test_an_erasure_is_decided_by_two_who_may_and_one_of_them_a_registrar(street):
    claim, *_ = some(street)
    one, other, third = (desk.appoint(name=f"C. {role}", roles=(role,), curator=street.curator) for role in ("curator", "conservator", "contributor"))
    for deciders, error in (((street.curator,), BadValue), ((street.curator, street.curator), BadValue), ((street.curator, third), NotAllowed),
                            ((street.curator, "k0"), NotAllowed), ((one, other), NotAllowed), ((street.curator, one, other), BadValue)):
        before = size()
        with pytest.raises(error):
            erase(street, claim, deciders=deciders)
        assert size() == before + 1, "the builder's own appointment"
    erase(street, claim, deciders=(street.curator, one))


def test_a_dismissed_curator_decides_nothing(street):
    claim, *_ = some(street)
    gone = desk.appoint(name="C. Keeper", roles=("conservator",), curator=street.curator)
    desk.dismiss(gone, curator=street.curator)
    with pytest.raises(NotAllowed, match=r"C\. Keeper may not"):
        erase(street, claim, deciders=(street.curator, gone))
    with pytest.raises(NotFound, match="no role"):
        desk.dismiss(gone, curator=street.curator)


def test_the_only_registrar_cannot_be_dismissed(street):
    with pytest.raises(Conflict, match="only registrar"):
        desk.dismiss(street.curator, curator=street.curator)
    desk.appoint(name="Another", roles=("registrar",), curator=street.curator)
    desk.dismiss(street.curator, curator=street.curator)
    assert queries.curator(desk.found_museum(founder="nobody"))[0] == "Another"


def test_only_a_registrar_enters_an_erasure(street):
    claim, *_ = some(street)
    one = desk.appoint(name="C. Keeper", roles=("curator",), curator=street.curator)
    with pytest.raises(NotAllowed, match="may not erase"):
        desk.erase([claim], ground="malware", authority="x", deciders=(street.curator, one), review="2099-01-01", museum=street.museum, curator=one)


def test_what_later_acts_rest_on_stays(street):
    claim, *_ = some(street)
    withdrawal = desk.withdraw([claim], ground="No.", curator=street.curator)
    act = erase(street, claim).act
    taken_in = queries.source(street.diary).act
    for target, what in ((str(act), "can never be erased"), ("0", "stays as a whole"), (str(withdrawal), f"{withdrawal}:words"), (str(taken_in), f"{taken_in}:files"),
                         ("900", "no act 900"), (f"{taken_in}:nonsense", "no part"), ("claim/x", "no claim"), ("a b", "cannot be erased"), ("curator/k0", "ever appointed"),
                         ("question/none", "no arrange")):
        with pytest.raises((BadValue, NotFound), match=what):
            desk.plan_erasure([target])
    with pytest.raises(BadValue, match="Nothing was named"):
        desk.plan_erasure([])


def test_nothing_is_erased_twice(street):
    claim, _, alone = some(street)
    erase(street, claim, alone)
    for target in (claim, alone, alone.partition("/")[2].partition(".")[0]):
        with pytest.raises((Conflict, NotFound)):
            desk.plan_erasure([target])


def test_a_claim_goes_and_its_neighbours_keep_their_numbers(street):
    claim, neighbour, _ = some(street)
    erase(street, claim)
    assert queries.claim(neighbour).claim.property == "count"
    with pytest.raises(NotFound):
        queries.claim(claim)


def test_a_name_goes_and_its_holder_stays_in_office(street):
    other = desk.appoint(name="Plimsollow Grey", roles=("curator",), curator=street.curator)
    erase(street, f"curator/{other}")
    assert queries.curator(other) == ("", ("curator",))
    enter_by = desk.enter_claims([said("event/strike", "happened", day("1917"), source=street.diary)], curator=other)
    assert queries.claim(enter_by[0]).status == "standing"


def test_a_source_takes_its_readings_and_names_what_quotes_it(street):
    start = DIARY.index("Otto Baker")
    quoting = enter(street, [said("person/otto-baker", "name", text("Otto Baker"), source=street.diary, at=(start, start + 10, "Otto Baker")),
                             said("person/otto-baker", "born_in", the("place/mill"), source=street.diary)])
    offered = desk.propose([Proposal("name", (Span(start, start + 10),), "Otto Baker", "tried@1", type="person", canonical="Otto Baker")], source=street.diary,
                           reader=ReaderStamp("trial", "1"), curator=street.curator)
    plan = desk.plan_erasure([f"{street.diary}:files"])
    assert {(going.slot.act, going.slot.part) for going in plan.going} == {(queries.source(street.diary).act, "files"), (offered.start, "")}
    assert plan.quoting == (quoting[0],)
    assert [sha256 for sha256, _ in plan.files] == [queries.source(street.diary).accession.files[0].sha256]  # a plain text is its own file
    wider = desk.plan_erasure([street.diary], with_quotations=True)
    assert wider.quoting == ()
    assert {going.slot.part for going in wider.going} == {"files", "title", "authors", "", "claim_0"}
    erase(street, street.diary, with_quotations=True)
    assert queries.claim(quoting[1]).status == "standing"
    assert desk.taking_in.text_of(queries.source(street.diary).accession, museum=street.museum) == ""


def test_what_the_folder_still_holds_is_not_erased_until_it_is_taken_out(street):
    claim, *_ = some(street)
    held = queries.source(street.diary).accession.files[0]
    plan = desk.plan_erasure([street.diary], in_folder={held.sha256})
    assert plan.folder == ("diary.txt", "diary.txt.txt")
    with pytest.raises(Conflict, match="would bring it in again"):
        erase(street, street.diary, in_folder={held.sha256})
    assert desk.plan_erasure([claim], in_folder={held.sha256}).folder == ()


def test_more_claims_than_an_act_holds_are_parted_and_numbered_on(street):
    claims = enter(street, [said("event/strike", "summary", text(f"Day {nth}"), source=street.diary) for nth in range(501)])
    first = int(claims[0].partition("/")[2].partition(".")[0])
    assert claims[499:] == [f"claim/{first}.499", f"claim/{first + 1}.0"]
    assert queries.claim(claims[500]).claim.value.text == "Day 500"
    assert ledger.check() == size()


@pytest.mark.parametrize(("value", "words", "reads"), [
    (text("The strike"), "The great strike", lambda value: value.text == "The great strike" and value.lang == "en"),
    (day("1917-03-09"), "1917-03-10", lambda value: value.edtf == "1917-03-10"),
    (people(400), "400-450", lambda value: (value.low, value.high, value.unit) == ("400", "450", "people")),
    (the("place/mill"), "place/gate", lambda value: value.id == "place/gate"),
])
def test_a_corrected_claim_keeps_witness_source_and_passage(street, value, words, reads):
    prop = {"Text": "name", "DateValue": "happened", "Number": "count", "Ref": "took_place_in"}[type(value).__name__]
    claim, = enter(street, [said("event/strike", prop, value, source=street.diary)])
    new = desk.corrected(claim, words)
    assert reads(new.value)
    assert (new.witness, new.source, new.passages) == ("person/ada-mill", street.diary, queries.claim(claim).claim.passages)
    (entered,) = desk.correct([claim], [new], ground="Misread.", curator=street.curator)
    assert (queries.claim(claim).status, queries.claim(entered).status) == ("corrected", "standing")


@pytest.mark.parametrize("words", ["", "many"])
def test_words_that_are_no_such_value_are_refused(street, words):
    claim, = enter(street, [said("event/strike", "count", people(400), source=street.diary)])
    with pytest.raises(BadValue):
        desk.corrected(claim, words)


def test_a_source_may_be_given_an_id_that_spells_nothing(street):
    from presnya import accession

    place = street.museum.folder / "in.txt"
    for wanted, error in (("source/letter-7", None), ("source/letter-7", Conflict), ("person/x", BadValue), ("Letter", BadValue)):
        place.write_text(f"A letter {wanted} {error}.", encoding="utf-8")
        given = desk.Given(title="Letter of somebody", id=wanted)
        if error is None:
            assert desk.accession_source(accession.take_in(place), given, name="in.txt", museum=street.museum, curator=street.curator)[0] == wanted
        else:
            with pytest.raises(error):
                desk.accession_source(accession.take_in(place), given, name="in.txt", museum=street.museum, curator=street.curator)
