"""Keys at the desk: a registrar changes them, an act says so, the museum goes on; cut off anywhere, the next command completes it."""

import json
import shutil

import pytest

from presnya import desk, publishing, register
from presnya.catalogue import ledger
from presnya.terms import Rotate
from presnya.terms.errors import BadNote, BadValue, NotAllowed, NotFound, RegisterError
from tests.builders import day, enter, said, size


def publish(street):
    return publishing.publish(street.museum, curator=street.curator).site


def problems(site, key=None):
    return {problem.file: problem.what for problem in register.verify(site, key=key).problems}


@pytest.fixture
def site(street):
    """The museum, published once."""
    return publish(street)


def vkey(site):
    return (site / "register/vkey").read_text().strip()


def lose(home):
    for place in (home / "keys").glob("*.key"):
        place.unlink()


# ── changing the key ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_changed_key_signs_the_next_publication_and_the_old_one_leads_to_it(street, site):
    old = vkey(site)
    done = desk.rotate(street.museum, curator=street.curator, ground="The old laptop was sold.")
    assert done.act == size() - 1
    publish(street)
    assert vkey(site) == str(done.new) != old
    assert not problems(site)
    assert "1 time since" in register.verify(site, key=old).key_from
    page = (site / f"register/acts/{done.act}.html").read_text(encoding="utf-8")
    assert "is signed with another key" in page
    assert "The old laptop was sold." in page
    assert done.new.id.hex() in (site / "register/index.html").read_text(encoding="utf-8")


def test_a_catalogue_is_the_same_after_a_rebuild(street, site):
    desk.rotate(street.museum, curator=street.curator)
    live = ledger.fingerprint()
    assert ledger.rebuild() == size()
    assert ledger.fingerprint() == live
    assert len(desk.key_history().rotations) == 1


def test_only_a_registrar_changes_keys(street, site):
    somebody = desk.appoint(name="B. Helper", roles=("curator",), curator=street.curator)
    before, ended = size(), desk.ended_with(street.museum)
    with pytest.raises(NotAllowed, match=r"B\. Helper may not rotate"):
        desk.rotate(street.museum, curator=somebody)
    with pytest.raises(NotAllowed, match=r"B\. Helper may not succeed"):
        desk.succeed(street.museum, curator=somebody, ground="lost", ended=ended)
    assert size() == before


def test_a_change_cut_off_after_its_act_is_completed_by_the_next_publication(street, site, home):
    (place,) = (home / "keys").glob("*.key")
    old, new = register.prepare(street.museum.origin)
    kept = place.read_bytes()  # as the file was when the act was entered
    note = register.write_rotation(old, new, number=0, act=size(), at=ledger.now())
    ledger.append([ledger.Entry(Rotate(note, str(new.verifier)))], by=street.curator)
    place.write_bytes(kept)
    publish(street)
    assert vkey(site) == str(new.verifier)
    assert not problems(site, key=str(old.verifier))


def test_a_change_cut_off_before_its_act_has_changed_nothing(street, site):
    old, new = register.prepare(street.museum.origin)
    publish(street)
    assert vkey(site) == str(old.verifier)
    assert str(desk.rotate(street.museum, curator=street.curator).new) == str(new.verifier)


# ── going on after a loss ───────────────────────────────────────────────────────────────────────────────────────


def test_a_museum_that_lost_its_key_goes_on_and_keeps_every_act(street, site, home, tmp_path):
    old, acts = vkey(site), size()
    shutil.copytree(site, tmp_path / "copy")
    lose(home)
    with pytest.raises(RegisterError, match="is gone") as caught:
        publish(street)
    assert "keys successor" in caught.value.next_step
    assert not problems(site)  # and what was published still stands, nothing of it is half done
    done = desk.succeed(street.museum, curator=street.curator, ground="lost", ended=desk.ended_with(street.museum))
    assert (done.origin, done.end, done.act) == (f"{street.museum.origin}/2", acts, acts)
    (claim,) = enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    publish(street)
    report = register.verify(site)
    assert (report.problems, report.origin, report.size) == ((), done.origin, acts + 2)
    assert f"first {acts} acts" in problems(site, key=old)["register/checkpoint"]
    assert not problems(tmp_path / "copy", key=old)
    for number in (0, acts, acts + 1):
        proof = register.read_proof((site / f"register/acts/{number}.tlog-proof").read_text(encoding="utf-8"))
        assert register.verify_proof(proof, (site / f"register/acts/{number}.entry.json").read_bytes(), done.key).origin == done.origin
    assert claim.startswith(f"claim/{acts + 1}.")
    page = (site / f"register/acts/{acts}.html").read_text(encoding="utf-8")
    assert "was lost" in page
    assert done.origin in (site / "index.html").read_text(encoding="utf-8")
    assert publishing.publish(street.museum, curator=street.curator).written == 0


def test_a_key_in_other_hands_ends_where_the_registrar_says(street, site):
    end = size()
    enter(street, [said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    publish(street)
    old = vkey(site)
    done = desk.succeed(street.museum, curator=street.curator, ground="compromised", ended=desk.ended_with(street.museum, end=end))
    assert done.end == end < done.act
    publish(street)
    assert not problems(site)
    assert f"first {end} acts" in problems(site, key=old)["register/checkpoint"]
    assert "came into other hands" in (site / f"register/acts/{done.act}.html").read_text(encoding="utf-8")


def test_a_successor_changes_its_key_like_any_register_and_has_successors(street, site, home):
    for nth in (2, 3):
        lose(home)
        done = desk.succeed(street.museum, curator=street.curator, ground="lost", ended=desk.ended_with(street.museum))
        assert done.origin == f"{street.museum.origin}/{nth}"
        publish(street)
        desk.rotate(street.museum, curator=street.curator)
        publish(street)
        assert not problems(site)
        assert not problems(site, key=str(done.key))


def test_a_successors_key_that_is_gone_is_not_made_anew(street, site, home):
    desk.succeed(street.museum, curator=street.curator, ground="lost", ended=desk.ended_with(street.museum))
    lose(home)
    with pytest.raises(RegisterError, match="is not on this machine"):
        publish(street)
    assert not list((home / "keys").glob("*.key"))


def test_a_checkpoint_from_elsewhere_may_be_quoted(street, site, tmp_path):
    """The site is gone with the key; a visitor has the checkpoint, and the key it was signed with."""
    note, key = (site / "register/checkpoint").read_text(), vkey(site)
    shutil.rmtree(site)
    with pytest.raises(NotFound, match="checkpoint"):
        desk.ended_with(street.museum)
    (tmp_path / "note").write_text(note)
    with pytest.raises(NotFound, match="vkey"):
        desk.ended_with(street.museum, note=tmp_path / "note")
    other = str(register.signer("other.example").verifier)
    with pytest.raises(BadNote):
        desk.ended_with(street.museum, note=tmp_path / "note", key=other)
    desk.succeed(street.museum, curator=street.curator, ground="lost", ended=desk.ended_with(street.museum, note=tmp_path / "note", key=key))
    assert not problems(publish(street))


def test_a_register_that_does_not_hold_what_was_signed_has_no_successor(street, site, tmp_path):
    before = size()
    signer = register.signer(street.museum.origin)
    for checkpoint in (register.Checkpoint(signer.name, before, b"\1" * 32), register.Checkpoint(signer.name, before + 5, b"\1" * 32)):
        (tmp_path / "note").write_text(register.sign(str(checkpoint), [signer]))
        with pytest.raises(RegisterError, match="in the checkpoint given"):
            desk.succeed(street.museum, curator=street.curator, ground="lost", ended=desk.ended_with(street.museum, note=tmp_path / "note"))
    ended = desk.ended_with(street.museum)
    with pytest.raises(BadValue, match="tired"):
        desk.succeed(street.museum, curator=street.curator, ground="tired", ended=ended)
    with pytest.raises(BadValue, match="not of 1"):
        desk.ended_with(street.museum, note=site / "register/checkpoint", end=1)
    assert size() == before
    assert json.loads(json.dumps(desk.key_history().before)) == []
