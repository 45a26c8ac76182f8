"""`presnya keys` as a person calls it, at a pipe and at a terminal."""

import json
import os
import subprocess
import sys

import pytest

from presnya import cli
from tests.builders import run
from tests.cli.terminal import Terminal

PHRASE = "the mill stood still"


@pytest.fixture
def museum(tmp_path, home):
    """A museum's folder with nothing in it but its founder."""
    run("new", str(tmp_path / "street"), "--curator", "A. Curator", home=home)
    return tmp_path / "street"


def told(*words, home):
    return json.loads(run("keys", *words, "--json", home=home))


def test_a_key_is_shown_changed_succeeded_and_told_to_a_program(museum, home):
    assert told("show", str(museum), home=home)["vkey"] == ""
    run("publish", str(museum), home=home)
    shown = told("show", str(museum), home=home)
    assert shown["vkey"] == (museum / "site/register/vkey").read_text().strip()
    assert (shown["signed"], shown["locked"], shown["rotations"], shown["before"]) == (1, False, [], [])
    changed = told("rotate", str(museum), "--ground", "Sold.", home=home)
    assert (changed["act"], changed["old"]) == (1, shown["vkey"])
    run("publish", str(museum), home=home)
    assert "changed it 1 time since" in run("verify", str(museum / "site"), "--key", shown["vkey"], home=home)
    after = told("successor", str(museum), "--ground", "lost", home=home)
    assert (after["act"], after["end"], after["origin"]) == (2, 2, f"{shown['origin']}/2")
    run("publish", str(museum), home=home)
    assert run("verify", str(museum / "site"), "--key", after["vkey"], home=home).startswith("It holds")
    said = run("keys", "show", str(museum), home=home)
    assert after["vkey"] in said
    assert "goes on from" in said


def test_a_passphrase_is_set_at_a_terminal_and_asked_for_when_publishing(museum, home, monkeypatch):
    monkeypatch.setenv("PRESNYA_HOME", str(home))
    terminal = Terminal("keys", "passphrase", str(museum))
    for words in ("New passphrase: ", "once more: "):
        terminal.wait_for(words)
        terminal.type(f"{PHRASE}\r")
    terminal.wait_for("is locked")
    assert terminal.end() == 0
    assert PHRASE not in terminal.seen
    terminal = Terminal("publish", str(museum))
    terminal.wait_for("Passphrase of the key")
    terminal.type(f"{PHRASE}\r")
    terminal.wait_for("signed")
    assert terminal.end() == 0


def test_a_locked_key_at_a_pipe_says_how_to_open_it(museum, home, monkeypatch, tmp_path):
    (tmp_path / "phrase").write_text(f"{PHRASE}\n")
    run("keys", "passphrase", str(museum), "--from", str(tmp_path / "phrase"), home=home)
    done = subprocess.run([sys.executable, "-m", "presnya", "publish", str(museum)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                          env=os.environ | {"PRESNYA_HOME": str(home)})
    assert done.returncode == 2
    assert "PRESNYA_PASSPHRASE" in done.stderr
    monkeypatch.setenv("PRESNYA_PASSPHRASE_FILE", str(tmp_path / "phrase"))
    assert told("passphrase", str(museum), "--remove", home=home)["locked"] is False


@pytest.mark.parametrize("words", [(), ("sho",), ("successor",), ("successor", "--ground", "tired")])
def test_a_wrong_word_is_told(words, capsys):
    assert cli.main(["keys", *words]) == 2
    assert capsys.readouterr().err.startswith("presnya: ")
