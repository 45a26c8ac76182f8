"""Whatever is done at the desk, in whatever order: the catalogue rebuilt from the register is the live one."""

import tempfile
from pathlib import Path

import hypothesis.strategies as st
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from presnya import desk
from presnya.catalogue import ledger, queries, snapshot
from presnya.terms import Arrange, Proposal, ReaderStamp, Span
from tests.builders import DIARY, day, enter, found, people, said, take, text, the

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

    @rule(title=WORDS)
    def arrange(self, title):
        desk.arrange(Arrange("question/who-began", _nfc(title), {"standing": ""}, ("event/strike",)), curator=self.street.curator)

    @invariant()
    def rebuilt_equals_live(self):
        before, taken = ledger.fingerprint(), snapshot.take()
        ledger.rebuild()
        assert ledger.fingerprint() == before
        assert snapshot.take() == taken

    def _standing(self):
        return [entered.id for entered in snapshot.take().claims if entered.status == "standing"]


def _nfc(words: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", words)


def test_rebuild_equals_live_whatever_was_done():
    run_state_machine_as_test(Desk, settings=settings(max_examples=12, stateful_step_count=10, deadline=None, derandomize=True,
                                                      suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]))
