"""Whatever is done at the desk, in whatever order: the catalogue rebuilt from the register is the live one, and reads at any earlier size as it stood then."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from presnya import desk
from presnya.catalogue import ledger, queries, snapshot
from presnya.catalogue.ledger import Entry
from presnya.terms import Accession, Appoint, Arrange, Proposal, ReaderStamp, Span
from presnya.terms.errors import NotFound
from tests.builders import DIARY, day, enter, erase, found, people, said, take, text, the

THINGS = st.sampled_from(["event/strike", "event/march"])
PEOPLE = st.sampled_from(["person/otto-baker", "person/bertha-miller"])
WITNESSES = st.sampled_from(["person/ada-mill", "person/carl-cooper", "witness/a-neighbour"])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)
DATES = st.sampled_from(["1917", "1917-03", "1917-03-09", "1917-03-10", "1917~", "1916/1918", "[1917,1918]"])


class Desk(RuleBasedStateMachine):
    """Random deeds on one museum."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.street = found(Path(self.folder.name) / "street")
        self.texts = 0
        self.stood: dict[int, snapshot.Snapshot] = {}

    def teardown(self) -> None:
        connections.close_all()
        self.folder.cleanup()

    @rule(thing=THINGS, witness=WITNESSES, date=DATES, words=WORDS)
    def enter(self, thing, witness, date, words):
        enter(self.street, [said(thing, "happened", day(date), source=self.street.diary, witness=witness),
                            said(thing, "name", text(_nfc(words)), source=self.street.diary, witness=witness)])

    @rule(person=PEOPLE, witness=WITNESSES, other=THINGS, count=st.integers(1, 900))
    def tie(self, person, witness, other, count):
        enter(self.street, [said(other, "participant", the(person), source=self.street.diary, witness=witness),
                            said(other, "count", people(count), source=self.street.diary, witness=witness)])

    @rule()
    def take(self):
        self.texts += 1
        take(self.street.museum, self.street.curator, f"{DIARY} {self.texts}", name=f"t{self.texts}.txt", title="A text", author="Carl Cooper")

    @rule(data=st.data(), ground=WORDS)
    @precondition(lambda self: self._standing())
    def end(self, data, ground):
        target = data.draw(st.sampled_from(self._standing()))
        deed = data.draw(st.sampled_from(["withdraw", "dispute", "correct"]))
        if deed == "withdraw":
            desk.withdraw([target], ground=_nfc(ground), curator=self.street.curator)
        elif deed == "dispute":
            desk.dispute(target, ground=_nfc(ground), curator=self.street.curator)
        else:
            about = queries.claim(target).claim.about
            desk.correct([target], [said(about, "summary", text(_nfc(ground)), source=self.street.diary)], ground=_nfc(ground), curator=self.street.curator)

    @rule(name=st.sampled_from(["Otto Baker", "Bertha Miller"]))
    def read(self, name):
        start = DIARY.index(name)
        offer = Proposal("name", (Span(start, start + len(name)),), name, "tried@1", type="person", canonical=name)
        desk.propose([offer], source=self.street.diary, reader=ReaderStamp("trial", "1"), curator=self.street.curator)

    @rule(data=st.data())
    @precondition(lambda self: queries.proposals())
    def decide(self, data):
        offer = data.draw(st.sampled_from(queries.proposals()))
        if data.draw(st.booleans()):
            desk.accept([offer.id], curator=self.street.curator)
        else:
            desk.refuse([offer.id], ground="No.", curator=self.street.curator)

    @rule(data=st.data())
    @precondition(lambda self: any(entered.status != "proposed" for entered in snapshot.take().claims))
    def erase(self, data):
        """Whatever became of it. What is gone is gone from every earlier day, too."""
        target = data.draw(st.sampled_from([entered.id for entered in snapshot.take().claims if entered.status != "proposed"]))
        erase(self.street, target)
        self.stood.clear()

    @rule(title=WORDS)
    def arrange(self, title):
        desk.arrange(Arrange("question/who-began", _nfc(title), {"standing": ""}, ("event/strike",)), curator=self.street.curator)

    @rule(title=WORDS, number=st.integers(1, 2))
    def take_in_by_table(self, title, number):
        """As a folder's row does: a source may be taken in again under its number, standing or withdrawn."""
        ledger.append([Entry(Accession(f"source/row-{number}", f"1917.{number}", _nfc(title), origin=f"tables/sources.csv#{number}"))], by=self.street.curator)

    @rule(data=st.data())
    @precondition(lambda self: self._endable())
    def withdraw(self, data):
        desk.withdraw(data.draw(st.lists(st.sampled_from(self._endable()), min_size=1, max_size=3, unique=True)), ground="So.", curator=self.street.curator)

    @rule(thing=THINGS, name=WORDS)
    def rename(self, thing, name):
        """A name that stood first is corrected: the thing gets another label."""
        names = [entered.id for entered in snapshot.take().standing(thing, "name", machine=False)]
        if names:
            desk.correct(names[:1], [said(thing, "name", text(_nfc(name)), source=self.street.diary)], ground="Misread.", curator=self.street.curator)

    @rule(name=WORDS)
    def appoint_again(self, name):
        ledger.append([Entry(Appoint("k0", _nfc(name), ("contributor",)))], by=self.street.curator)

    @invariant()
    def rebuilt_equals_live(self):
        before, taken = ledger.fingerprint(), snapshot.take()
        self.stood[taken.size] = taken
        ledger.rebuild()
        assert ledger.fingerprint() == before
        assert snapshot.take() == taken

    @invariant()
    def every_earlier_size_reads_as_it_stood(self):
        for size, stood in self.stood.items():
            then = snapshot.take(size=size)
            assert then == stood
            for name in ("things", "sources", "arrangements", "endings", "curators", "about"):
                assert list(getattr(then, name)) == list(getattr(stood, name)), name

    def _endable(self):
        taken = snapshot.take()
        return [*(source for source, held in taken.sources.items() if held.status == "standing" and source.startswith("source/row")), *taken.arrangements,
                *(offer.id for offer in taken.offered if offer.status == "open")]

    def _standing(self):
        return [entered.id for entered in snapshot.take().claims if entered.status == "standing"]


def _nfc(words: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", words)


def test_rebuild_equals_live_whatever_was_done():
    run_state_machine_as_test(Desk, settings=settings(max_examples=12, stateful_step_count=10, deadline=None, derandomize=True,
                                                      suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]))


def test_a_rebuild_in_small_runs_gives_the_same_rows(street, monkeypatch):
    ids = enter(street, [said("event/strike", "name", text(f"The strike, {nth}"), source=street.diary) for nth in range(4)])
    for target in ids:
        desk.withdraw([target], ground="Misread.", curator=street.curator)
        desk.arrange(Arrange("question/who-began", f"Who began? ({target})", {}), curator=street.curator)
    before = ledger.fingerprint()
    for acts in (1, 2, 3, 5, 1000):
        monkeypatch.setattr(ledger, "RUN_ACTS", acts)
        assert ledger.rebuild() == ledger.size()
        assert ledger.fingerprint() == before, acts
    monkeypatch.setattr(ledger, "RUN_BYTES", 1)
    ledger.rebuild()
    assert ledger.fingerprint() == before


def test_a_label_is_kept_for_each_stretch_of_acts(street):
    first, second = (enter(street, [said("event/strike", "name", text(name), source=street.diary)])[0] for name in ("The strike", "The great strike"))
    desk.withdraw([first], ground="Too short.", curator=street.curator)
    desk.withdraw([second], ground="Too long.", curator=street.curator)
    size = ledger.size()
    assert [snapshot.take(size=size - back).things["event/strike"].label for back in range(4)] == ["strike", "The great strike", "The strike", "The strike"]
    assert "event/strike" not in snapshot.take(size=size - 4).things


def test_a_museum_has_no_size_it_never_had(street):
    for size in (-1, ledger.size() + 1):
        with pytest.raises(NotFound, match=f"never held {size} acts"):
            snapshot.take(size=size)
    assert not snapshot.take(size=0).acts


def test_what_ended_something_erased_is_replayed(street):
    """The body that brought a claim was destroyed after the claim was withdrawn: the withdrawal still stands in the register, and a rebuild passes it."""
    claim, = enter(street, [said("event/strike", "name", text("The strike"), source=street.diary)])
    desk.withdraw([claim], ground="A name nobody may know.", curator=street.curator)
    number = int(claim.partition("/")[2].partition(".")[0])
    erase(street, claim)
    assert ledger.rebuild() == ledger.size()
    taken = snapshot.take()
    assert "event/strike" not in taken.things
    assert taken.endings[claim].act == number + 1
    assert not snapshot.take(size=number + 1).about.get("event/strike")


def test_an_erased_arrangement_stands_no_longer_and_what_it_replaced_does_not_come_back(street):
    desk.arrange(Arrange("question/who-began", "Who began?", {}), curator=street.curator)
    number = desk.arrange(Arrange("question/who-began", "A name nobody may know", {}), curator=street.curator)
    erase(street, str(number))
    assert not snapshot.take().arrangements
    assert snapshot.take(size=number).arrangements["question/who-began"].title == "Who began?"


def test_a_deed_asks_the_database_no_more_for_a_large_museum(street):
    def asked(words):
        with CaptureQueriesContext(connection) as queries:
            enter(street, [said("event/strike", "name", text(words), source=street.diary)])
        return len(queries)

    asked("First")
    small = asked("Second")
    enter(street, [said(f"event/strike-{nth}", "name", text(f"Strike {nth}"), source=street.diary) for nth in range(40)])
    assert asked("Third") == small <= 20
