"""Going on after a key was lost or came into other hands: the same tree under another name, and what the old key still vouches for."""

import shutil

import pytest

from presnya import register
from presnya.terms.errors import RegisterError, Tampered
from tests.register.conftest import rows
from tests.register.keyed import ORIGIN, key, key_row, more, problems, rotated, succession

SECOND, THIRD = f"{ORIGIN}/2", f"{ORIGIN}/3"


@pytest.fixture
def old(tmp_path):
    """A log of 5 and then 300 acts, signed with key 0."""
    for size in (5, 300):
        register.publish_log(tmp_path / "log", rows(size), signer=key(0))
    shutil.copytree(tmp_path / "log", tmp_path / "old")
    return tmp_path / "log"


def succeeded(log, *, acts=300, ground="lost", nth=9, **changed):
    """The acts of `log` and some unsigned ones, and the succession that key `nth` signs."""
    so_far = rows(acts)
    return [*so_far, key_row(acts, "succeed", succession((log / "checkpoint").read_text(), [key(0)], key(nth, SECOND), ground=ground, changed=changed))]


@pytest.fixture
def new(old):
    """The successor, published over the old log with one act after the succession."""
    register.publish_log(old, more(succeeded(old), 1), signer=key(9, SECOND))
    return old


@pytest.mark.spec("K6")
@pytest.mark.spec("K7")
def test_a_successor_holds_and_keeps_all_that_was_signed_before(new):
    report = register.verify(new)
    assert (report.problems, report.size, report.origin) == ((), 302, SECOND)
    assert (new / "before/0/vkey").read_text() == f"{key(0).verifier}\n"
    old = new.parent / "old"
    assert (new / "before/0/checkpoint").read_bytes() == (old / "checkpoint").read_bytes()
    assert {place.name: place.read_bytes() for place in (new / "before/0/checkpoints").iterdir()} == {place.name: place.read_bytes() for place in (old / "checkpoints").iterdir()}
    assert [place.name for place in (new / "checkpoints").iterdir()] == ["302"]


def test_every_old_act_is_proven_under_both_names(new):
    """The tree at the old size has the root that the old key signed: one proof leads to either head."""
    written = register.publish_log(new, more(succeeded(new.parent / "old"), 1), signer=key(9, SECOND))
    for number in (0, 17, 299):
        entry = rows(300)[number].entry
        for size, note, who in ((300, (new / "before/0/checkpoint").read_text(), key(0)), (302, written.note, key(9, SECOND))):
            file = register.write_proof(number, register.inclusion_proof(number, size, written.tree.hashed), note)
            assert register.verify_proof(register.read_proof(file), entry, who.verifier).size == size


@pytest.mark.spec("K8")
def test_the_old_copy_holds_with_the_old_key_and_the_new_one_says_how_far_it_reaches(new):
    assert not problems(new.parent / "old", key=str(key(0).verifier))
    found = problems(new, key=str(key(0).verifier))
    assert list(found) == ["checkpoint"]
    assert "signed with the key of a successor" in found["checkpoint"]
    assert "first 300 acts" in found["checkpoint"]
    assert not problems(new, key=str(key(9, SECOND).verifier))


def test_publishing_again_changes_nothing(new):
    before = {place: (place.read_bytes(), place.stat().st_mtime_ns) for place in new.rglob("*") if place.is_file()}
    written = register.publish_log(new, more(succeeded(new.parent / "old"), 1), signer=key(9, SECOND))
    assert {place: (place.read_bytes(), place.stat().st_mtime_ns) for place in new.rglob("*") if place.is_file()} == before
    assert {place.relative_to(new).as_posix() for place in before} == {*written.files, "tile/0/001.p/44", "tile/entries/001.p/44", "tile/0/000.p/5", "tile/entries/000.p/5"}


def test_acts_after_the_end_stand_under_the_new_key_alone(old):
    """Acts 300 to 309 were signed by a key in other hands: the checkpoint quoted is the last that is trusted."""
    quoted = old.parent / "old"
    register.publish_log(old, rows(310), signer=key(0))
    register.publish_log(old, succeeded(quoted, acts=310, ground="compromised"), signer=key(9, SECOND))
    assert not problems(old)
    assert "first 300 acts" in problems(old, key=str(key(0).verifier))["checkpoint"]
    assert (old / "before/0/checkpoints/310").exists()  # kept as what it is; it vouches for nothing
    (old / "before/0/checkpoints/310").write_text(register.sign(str(register.Checkpoint(ORIGIN, 310, b"\1" * 32)), [key(0)]))
    assert not problems(old)
    (old / "before/0/checkpoints/5").write_text(register.sign(str(register.Checkpoint(ORIGIN, 5, b"\1" * 32)), [key(0)]))
    assert "another history" in problems(old)["before/0/checkpoints/5"]


def test_rotations_before_and_after_are_told_apart(tmp_path):
    log = tmp_path / "log"
    register.publish_log(log, rows(3), signer=key(0))
    acts = more(rotated(rows(3), key(0), key(1)), 1)
    register.publish_log(log, acts, signer=key(1), also=[key(0)])
    acts = [*acts, key_row(5, "succeed", succession((log / "checkpoint").read_text(), [key(0), key(1)], key(5, SECOND)))]
    register.publish_log(log, acts, signer=key(5, SECOND))
    acts = more(rotated(acts, key(5, SECOND), key(6, SECOND)), 1)
    written = register.publish_log(log, acts, signer=key(6, SECOND), also=[key(5, SECOND)])
    assert {"before/0/rotations/0", "rotations/0"} <= set(written.files)
    for nth in (5, 6):
        assert not problems(log, key=str(key(nth, SECOND).verifier))
    for nth in (0, 1):
        assert "first 5 acts" in problems(log, key=str(key(nth).verifier))["checkpoint"]
    acts = [*acts, key_row(8, "succeed", succession(written.note, [key(5, SECOND), key(6, SECOND)], key(7, THIRD)))]
    register.publish_log(log, acts, signer=key(7, THIRD))
    assert not problems(log)
    assert {place.name for place in (log / "before").iterdir()} == {"0", "1"}
    assert {place.name for place in (log / "before/1/checkpoints").iterdir()} == {"6", "8"}
    assert "first 8 acts" in problems(log, key=str(key(5, SECOND).verifier))["checkpoint"]


# ── what does not hold ──────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_has_no_key_founds_a_successor_only_for_those_who_hold_none(old, tmp_path, monkeypatch):
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "forger"))
    forged = tmp_path / "forged"
    register.publish_log(forged, more(succeeded(old, nth=66), 20), signer=key(66, SECOND))
    assert not problems(forged)
    assert "no key after it" in problems(forged, key=str(key(0).verifier))["checkpoint"]
    assert "checkpoint" in problems(forged, key=str(key(9, SECOND).verifier))


BAD = {
    "quotes more acts than it says": {"end": 299},
    "a ground of its own": {"ground": "tired"},
    "goes on from itself": {"before": SECOND},
    "keeps the name": {"origin": ORIGIN},
    "keeps the key": {"vkey": str(key(0).verifier._replace(name=SECOND)), "keys": [str(key(0).verifier._replace(name=SECOND))]},
    "other keys than those that signed": {"keys": [str(key(1).verifier)]},
    "no keys": {"keys": []},
    "no note": {"note": ""},
    "a note nobody signed": {"note": str(register.Checkpoint(ORIGIN, 300, b"\1" * 32)) + "\n— x AAAAAAA=\n"},
}


@pytest.mark.parametrize("changed", BAD.values(), ids=BAD)
@pytest.mark.spec("K6")
def test_a_succession_that_does_not_follow_stops_everything(old, changed):
    before = (old / "checkpoint").read_bytes()
    with pytest.raises(Tampered, match="Act 300"):
        register.publish_log(old, succeeded(old, **changed), signer=key(9, SECOND))
    assert (old / "checkpoint").read_bytes() == before
    assert not problems(old)


@pytest.mark.spec("K6")
def test_a_succession_from_another_history_is_named(old, tmp_path):
    """Whoever publishes it may have signed it; whoever verifies it sees that it does not go on from what it quotes."""
    acts = [*rows(301)[1:], ]
    acts = [row._replace(number=number) for number, row in enumerate(acts)]
    acts = [*acts, key_row(300, "succeed", succession((old / "checkpoint").read_text(), [key(0)], key(9, SECOND)))]
    register.publish_log(tmp_path / "other", acts, signer=key(9, SECOND))
    assert "another history" in problems(tmp_path / "other")["before/0/checkpoint"]


SPOILED = {
    "before/0/checkpoint": lambda data: data.replace(b"\n300\n", b"\n299\n"),
    "before/0/vkey": lambda data: f"{key(1).verifier}\n".encode(),
    "before/0/checkpoints/5": lambda data: data[:-8],
    "before/0/checkpoints/300": lambda data: data.replace(b"street", b"strait"),
    "vkey": lambda data: f"{key(1, SECOND).verifier}\n".encode(),
}


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.spec("K7")
def test_what_an_earlier_register_left_is_read_to_the_letter(new, name):
    (new / name).write_bytes(SPOILED[name]((new / name).read_bytes()))
    assert {name, "checkpoint"} & set(problems(new))
    (new / name).unlink()
    assert name in problems(new) or "/checkpoints/" in name


@pytest.mark.parametrize("name", ["before/0/note.txt", "before/1/checkpoints/3", "before/0/checkpoints/x", "before/0/rotations/0"])
def test_a_file_that_no_act_explains_is_named(new, name):
    (new / name).parent.mkdir(parents=True, exist_ok=True)
    (new / name).write_text("A note.")
    assert "is of no act" in problems(new)[name]


def test_the_old_key_signs_no_more(new):
    for signer in (key(0), key(9)):
        with pytest.raises(RegisterError):
            register.publish_log(new, more(succeeded(new.parent / "old"), 2), signer=signer)
    assert not problems(new)
