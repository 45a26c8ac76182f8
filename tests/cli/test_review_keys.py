"""The review at a real terminal: single keys, nothing to confirm, what is decided is kept."""

import re

import pytest

from presnya import desk
from presnya.catalogue import snapshot
from presnya.terms import Proposal, ReaderStamp, Span
from tests.builders import DIARY
from tests.cli.terminal import Terminal


def offer(words, kind="person"):
    start = DIARY.index(words)
    return Proposal("name", (Span(start, start + len(words)),), words, "tried@1", type=kind, canonical=words)


@pytest.fixture
def terminal(street):
    from django.db import connections

    desk.propose([offer("Otto Baker"), offer("Bertha Miller"), offer("mill", "place"), offer("street", "place")], source=street.diary, reader=ReaderStamp("trial", "1"), curator=street.curator)
    connections.close_all()
    return Terminal("review", "--museum", str(street.museum.folder))


def statuses():
    return {one.proposal.canonical: one.status for one in snapshot.take().offered}


def test_keys_decide_walk_and_leave(terminal):
    terminal.wait_for("1 of 4")
    terminal.wait_for("[[Otto Baker]]")
    terminal.wait_for("> ")
    terminal.type("?")
    terminal.wait_for("accept: what it says enters as claims")
    terminal.wait_for("> ")
    terminal.type("j")
    terminal.wait_for("2 of 4")
    terminal.wait_for("> ")
    terminal.type("k")
    terminal.wait_for("1 of 4")
    terminal.wait_for("> ")
    terminal.type("a")
    terminal.wait_for("2 of 4")
    terminal.wait_for("> ")
    terminal.type("x")
    terminal.wait_for("Why refused: ")
    terminal.type("Not her.\n")
    terminal.wait_for("3 of 4")
    terminal.wait_for("> ")
    terminal.type("q")
    terminal.wait_for("2 decided, 2 left.")
    assert terminal.end() == 0
    assert statuses() == {"Otto Baker": "accepted", "Bertha Miller": "refused", "mill": "open", "street": "open"}


def test_a_correction_asks_field_by_field(terminal):
    terminal.wait_for("> ")
    terminal.type("e")
    terminal.wait_for("canonical [Otto Baker]: ")
    terminal.type("Otto the Baker\n")
    terminal.wait_for("type [person]: ")
    terminal.type("\n")
    terminal.wait_for("What was wrong: ")
    terminal.type("So the street called him.\n")
    terminal.wait_for("2 of 4")
    terminal.type("q")
    terminal.wait_for("1 decided, 3 left.")
    assert terminal.end() == 0
    assert statuses()["Otto Baker"] == "corrected"
    assert "person/otto-the-baker" in snapshot.take().things


def test_a_correction_that_cannot_be_entered_is_said_and_nothing_is_lost(terminal):
    terminal.wait_for("> ")
    terminal.type("e")
    terminal.wait_for("canonical [Otto Baker]: ")
    terminal.type("\n")
    terminal.wait_for("type [person]: ")
    terminal.type("persona\n")
    terminal.wait_for("What was wrong: ")
    terminal.type("A slip.\n")
    terminal.wait_for("is not an id")
    terminal.wait_for("1 of 4")
    terminal.type("q")
    terminal.wait_for("0 decided, 4 left.")
    assert terminal.end() == 0
    assert statuses()["Otto Baker"] == "open"


def test_ctrl_c_leaves_with_what_was_decided(terminal):
    terminal.wait_for("> ")
    terminal.type("a")
    terminal.wait_for("2 of 4")
    terminal.wait_for("> ")
    terminal.type("\x03")
    terminal.wait_for("stopped. What was done is kept")
    assert terminal.end() == 130
    assert re.search("accepted", statuses()["Otto Baker"])


def test_a_question_left_with_ctrl_d_decides_nothing_and_the_review_goes_on(terminal):
    terminal.wait_for("> ")
    terminal.type("x")
    terminal.wait_for("Why refused: ")
    terminal.type("\x04")
    terminal.wait_for("1 of 4")
    terminal.wait_for("> ")
    terminal.type("e")
    terminal.wait_for("canonical [Otto Baker]: ")
    terminal.type("\x04")
    terminal.wait_for("1 of 4")
    terminal.wait_for("> ")
    terminal.type("q")
    terminal.wait_for("0 decided, 4 left.")
    assert terminal.end() == 0
    assert statuses()["Otto Baker"] == "open"


def test_a_refusal_without_a_reason_is_asked_again_later(terminal):
    terminal.wait_for("> ")
    terminal.type("x")
    terminal.wait_for("Why refused: ")
    terminal.type("\n")
    terminal.wait_for("needs a ground")
    terminal.wait_for("1 of 4")
    terminal.wait_for("> ")
    terminal.type("q")
    terminal.wait_for("0 decided, 4 left.")
    assert terminal.end() == 0
    assert statuses()["Otto Baker"] == "open"
