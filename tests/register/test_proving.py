"""The proof of one act, checked by the register's own command."""

import pytest

from presnya import register
from presnya.register.__main__ import main
from tests.register.conftest import rows
from tests.register.keyed import key, more, rotated


@pytest.fixture
def proven(tmp_path):
    """A log of 300 acts, then changed keys and grown to 310; the proof of act 270 under the old head."""
    log = tmp_path / "log"
    written = register.publish_log(log, rows(300), signer=key(0))
    (tmp_path / "proof").write_text(register.write_proof(270, register.inclusion_proof(270, 300, written.tree.hashed), written.note))
    (tmp_path / "entry").write_bytes(rows(271)[270].entry)
    register.publish_log(log, more(rotated(rows(300), key(0), key(1)), 9), signer=key(1), also=[key(0)])
    return tmp_path


@pytest.mark.parametrize(("where", "nth"), [("entry", 0), ("log", 0), ("log", 1)])
def test_a_proof_holds_with_the_entry_or_the_log_and_any_key_of_it(proven, where, nth, capsys):
    assert main(["proof", str(proven / "proof"), str(proven / where), str(key(nth).verifier)]) == 0
    said = capsys.readouterr().out
    assert "act 270" in said
    assert str(key(0).verifier) in said


@pytest.mark.parametrize(("where", "nth"), [("entry", 1), ("entry", 2), ("log", 2)])
def test_a_proof_under_another_key_does_not_hold(proven, where, nth, capsys):
    assert main(["proof", str(proven / "proof"), str(proven / where), str(key(nth).verifier)]) == 1
    assert "It does not hold" in capsys.readouterr().out


def test_another_entry_does_not_hold(proven, capsys):
    (proven / "entry").write_bytes(rows(272)[271].entry)
    assert main(["proof", str(proven / "proof"), str(proven / "entry"), str(key(0).verifier)]) == 1


@pytest.mark.parametrize("words", [[], ["proof"], ["proof", "nowhere", "nowhere", "x"], ["verify", "a", "b", "c"], ["check", "x"]])
def test_what_is_called_wrongly_is_told(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err


def test_an_act_that_is_not_there_is_named(proven, capsys):
    text = (proven / "proof").read_text().replace("index 270", "index 999")
    (proven / "proof").write_text(text)
    assert main(["proof", str(proven / "proof"), str(proven / "log"), str(key(0).verifier)]) == 2
    assert "no act 999" in capsys.readouterr().err
