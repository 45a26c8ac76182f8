"""The review at a real terminal: single keys, nothing to confirm, what is decided is kept."""

import os
import pty
import re
import select
import sys
import time

import pytest

from presnya import desk
from presnya.catalogue import snapshot
from presnya.terms import Proposal, ReaderStamp, Span
from tests.builders import DIARY


def offer(words, kind="person"):
    start = DIARY.index(words)
    return Proposal("name", (Span(start, start + len(words)),), words, "tried@1", type=kind, canonical=words)


class Terminal:
    """The command in a pseudo-terminal, typed at."""

    def __init__(self, *words):
        self.pid, self.line = pty.fork()
        if self.pid == 0:
            os.execv(sys.executable, [sys.executable, "-m", "presnya", *words])
        self.seen = ""

    def wait_for(self, words, *, seconds=20.0):
        """Read until these words were printed after what was waited for last."""
        end = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < end, f"{words!r} did not come; the terminal shows:\n{self.seen}"
            if select.select([self.line], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.line, 4096).decode(errors="replace")
                except OSError:  # the other side has closed
                    break
        assert words in self.seen, self.seen
        self.seen = self.seen.partition(words)[2]

    def type(self, keys):
        os.write(self.line, keys.encode())

    def end(self):
        _, status = os.waitpid(self.pid, 0)
        os.close(self.line)
        return os.waitstatus_to_exitcode(status)


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
