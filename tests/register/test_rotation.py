"""Keys that follow one another: the note's exact form, the chain, and a reader who holds an old key."""

import shutil
from datetime import UTC, datetime

import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey

from presnya import register
from presnya.register.rotation import Chain, follow, link, read_rotation, write_rotation
from presnya.terms.errors import BadNote, RegisterError, Tampered
from tests.register.conftest import rows
from tests.register.keyed import AT, ORIGIN, key, key_row, more, problems, rotated

VECTOR = """presnya key rotation v1
street.example/presnya
0
7
2026-10-01T10:05:00Z
street.example/presnya+894a3687+ARrVQ6dGVcPrRkSWCP6iuutAYc4fgRVZ5kpuTQVyFG3J
street.example/presnya+d4de92c6+AVUG/Ho0GDE+hf6WxyzPirzGJ41MDpqoqMdrgWm044X1
0000000000000000000000000000000000000000000000000000000000000000

— street.example/presnya iUo2hzeo+MKJS3852EiFv8Ayjtdow19LGs3Srofd1kNolmq2vVVBSD0vdw+fQvmEc4jeBwsSEC+Z5kOc6dkHiiYaHgQ=
— street.example/presnya 1N6SxhIrfeq8aHogT9IhfPC73h47O/U+8/qtjhrzkYgJNGks4qSu+Ski0Ob44OjnHcn4c2S11qwqqmagyfIMzhPaoQs=
"""


def first(**changed):
    return write_rotation(key(0), key(1), **({"number": 0, "act": 7, "at": AT} | changed))


# ── the note ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.spec("K1")
def test_a_rotation_has_these_very_bytes():
    assert first() == VECTOR


def test_a_rotation_is_read_back():
    found = read_rotation(first())
    assert (found.origin, found.number, found.act, found.at, found.old, found.new) == (ORIGIN, 0, 7, AT, key(0).verifier, key(1).verifier)


def test_what_is_signed_for_a_rotation_is_never_a_checkpoint():
    with pytest.raises(BadNote):
        register.open_checkpoint(first(), key(0).verifier)


def signed(text, *signers):
    return register.sign(text, signers)


def text_of(**changed):
    fields = {"title": "presnya key rotation v1", "origin": ORIGIN, "number": "0", "act": "7", "at": AT, "old": str(key(0).verifier), "new": str(key(1).verifier), "before": "0" * 64}
    return "\n".join((fields | changed).values()) + "\n"


BAD = {
    "signed by the old key alone": signed(text_of(), key(0)),
    "signed by the new key alone": signed(text_of(), key(1)),
    "signed by the old key and a third": signed(text_of(), key(0), key(2)),
    "altered afterwards": first().replace("\n7\n", "\n8\n"),
    "a line more": signed(text_of() + "more\n", key(0), key(1)),
    "another title": signed(text_of(title="presnya key rotation v2"), key(0), key(1)),
    "a number with a leading zero": signed(text_of(number="00"), key(0), key(1)),
    "no day": signed(text_of(at="2026-02-30T10:05:00Z"), key(0), key(1)),
    "a key for itself": signed(text_of(new=str(key(0).verifier)), key(0)),
    "another register's key": signed(text_of(new=str(key(1, "other.example").verifier)), key(0), key(1, "other.example")),
    "another register's name": signed(text_of(origin="other.example"), key(0), key(1)),
    "a cosigner's key": signed(text_of(new=str(key(1).verifier._replace(type=4))), key(0), key(1)),
    "no hash of the one before": signed(text_of(before="0"), key(0), key(1)),
    "no signatures": text_of(),
    "nothing": "",
}


@pytest.mark.parametrize("note", BAD.values(), ids=BAD)
def test_a_rotation_that_is_none_is_refused(note):
    with pytest.raises(BadNote) as caught:
        read_rotation(note)
    assert caught.value.next_step


# ── the chain ───────────────────────────────────────────────────────────────────────────────────────────────────


def second(**changed):
    return write_rotation(key(1), key(2), **({"number": 1, "act": 9, "at": AT, "before": first()} | changed))


def test_a_chain_is_followed_as_far_as_it_holds():
    notes = [first(), second(), second(number=2)]
    chain, wrong = follow(lambda number: notes[number].encode() if number < 3 else None)
    assert [rotation.new for rotation in chain] == [key(1).verifier, key(2).verifier]
    assert "does not follow" in wrong.message
    assert follow(lambda number: None) == ((), None)
    assert follow(lambda number: b"\xff")[1] is not None


@pytest.mark.spec("K2")
def test_a_chain_without_end_is_left():
    notes, before = [], ""
    for number in range(1001):
        notes.append(before := write_rotation(key(number % 2), key((number + 1) % 2), number=number, act=number, at=AT, before=before))
    chain, wrong = follow(lambda number: notes[number].encode())
    assert len(chain) == 1000
    assert "more than 1000" in wrong.message


@pytest.mark.parametrize("note", [
    second(number=2), second(before=""), second(act=7), write_rotation(key(0), key(2), number=1, act=9, at=AT, before=first()),
    write_rotation(key(1, "other.example"), key(2, "other.example"), number=1, act=9, at=AT, before=first()),
])
def test_a_rotation_that_does_not_follow_is_refused(note):
    with pytest.raises(BadNote, match="does not follow"):
        link(link((), first()), note)


@pytest.mark.spec("K4")
def test_the_act_itself_is_the_first_the_new_key_signs_for():
    chain = Chain(key(0).verifier, link(link((), first()), second()))
    wanted = {0: 0, 7: 0, 8: 1, 9: 1, 10: 2, 1000: 2}
    assert {size: chain.key_at(size) for size in wanted} == {size: key(nth).verifier for size, nth in wanted.items()}
    assert chain.current == key(2).verifier


@pytest.mark.spec("K4")
def test_the_old_key_signs_beside_the_new_for_thirty_days():
    chain = Chain(key(0).verifier, link(link((), first()), second(at="2026-10-20T00:00:00Z")))
    days = {datetime(2026, 10, 21, tzinfo=UTC): [1, 0], datetime(2026, 10, 31, 10, 4, tzinfo=UTC): [1, 0], datetime(2026, 10, 31, 10, 5, tzinfo=UTC): [1], datetime(2026, 12, 1, tzinfo=UTC): []}
    assert {day: list(chain.beside(day)) for day in days} == {day: [key(nth).verifier for nth in nths] for day, nths in days.items()}


# ── a log whose key was changed ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def changed(tmp_path):
    """Five acts signed with key 0, then a rotation to key 1 and two acts more, signed with both; the first state is kept in `before`."""
    log = tmp_path / "log"
    register.publish_log(log, rows(5), signer=key(0))
    shutil.copytree(log, tmp_path / "before")
    register.publish_log(log, more(rotated(rows(5), key(0), key(1)), 2), signer=key(1), also=[key(0)])
    return log


@pytest.mark.spec("K5")
def test_whoever_holds_the_old_key_is_led_to_the_new_one(changed):
    for nth, says in ((0, "changed it 1 time since"), (1, "given by you")):
        report = register.verify(changed, key=str(key(nth).verifier))
        assert (report.problems, report.size) == ((), 8)
        assert says in report.key_from
    assert not problems(changed)
    assert "checkpoint" in problems(changed, key=str(key(2).verifier))


def test_an_old_copy_holds_for_ever_with_the_old_key(changed):
    assert not problems(changed.parent / "before", key=str(key(0).verifier))
    assert problems(changed.parent / "before", key=str(key(1).verifier))


def test_a_public_reader_verifies_the_checkpoint_with_either_key(changed):
    checkpoint = TilesReader(LocalBackend(changed)).get_checkpoint()
    for nth in (0, 1):
        checkpoint.verify(Vkey.from_string(str(key(nth).verifier)))


def test_the_current_key_signs_first_and_is_the_one_in_vkey(changed):
    lines = (changed / "checkpoint").read_text().partition("\n\n")[2].splitlines()
    keys = [register.open_note((changed / "checkpoint").read_text().partition("\n\n")[0] + "\n\n" + line + "\n", [key(0).verifier, key(1).verifier])[1] for line in lines]
    assert keys == [[key(1).verifier], [key(0).verifier]]
    assert (changed / "vkey").read_text() == f"{key(1).verifier}\n"


def test_after_thirty_days_only_the_new_key_signs(changed):
    acts = more(rotated(rows(5), key(0), key(1)), 3)
    note = register.publish_log(changed, acts, signer=key(1)).note
    assert note.count("— ") == 1
    for nth in (0, 1):
        assert not problems(changed, key=str(key(nth).verifier))


@pytest.mark.spec("K5")
def test_two_rotations_lead_the_holder_of_the_first_key_on(changed):
    acts = rotated(more(rotated(rows(5), key(0), key(1)), 2), key(1), key(2))
    written = register.publish_log(changed, acts, signer=key(2), also=[key(1)])
    assert [rotation.act for rotation in written.rotations] == [5, 8]
    assert {"rotations/0", "rotations/1"} <= set(written.files)
    assert "2 times" in register.verify(changed, key=str(key(0).verifier)).key_from
    assert not problems(changed, key=str(key(1).verifier))


def without(name):
    return lambda log: (log / name).unlink()


def put(name, words):
    return lambda log: (log / name).write_text(words(log) if callable(words) else words)


def only_old(log):
    text = (log / "checkpoint").read_text().partition("\n\n")[0] + "\n"
    return register.sign(text, [key(0)])


FORGED = {
    "the note is gone": (without("rotations/0"), "vkey", None),
    "the note is of another key": (put("rotations/0", write_rotation(key(0), key(2), number=0, act=5, at=AT)), "vkey", "is not the key to which the rotations lead"),
    "the note is of another act": (put("rotations/0", write_rotation(key(0), key(1), number=0, act=4, at=AT)), "rotations/0", "is not what the register's acts say"),
    "the note is not signed by the old key": (put("rotations/0", signed(text_of(act="5"), key(1))), "rotations/0", "does not hold"),
    "a rotation that no act enters": (put("rotations/1", lambda log: write_rotation(key(1), key(2), number=1, act=6, at=AT, before=(log / "rotations/0").read_text())), "rotations/1", None),
    "the old key put back": (put("vkey", f"{key(0).verifier}\n"), "vkey", "is not the key to which the rotations lead"),
    "the head signed by the old key alone": (put("checkpoint", only_old), "checkpoint", "which was the register's at that size"),
    "an earlier checkpoint signed by the new key": (put("checkpoints/5", lambda log: register.sign((log / "checkpoints/5").read_text().partition("\n\n")[0] + "\n", [key(1)])),
                                                    "checkpoints/5", "which was the register's at that size"),
    "a file that is none": (put("rotations/readme", "Keys."), "rotations/readme", "is of no act"),
}


@pytest.mark.parametrize(("spoil", "file", "what"), FORGED.values(), ids=FORGED)
@pytest.mark.spec("K3")
def test_a_chain_that_does_not_fit_is_a_problem(changed, spoil, file, what):
    spoil(changed)
    found = problems(changed)
    assert file in found or what is None
    assert what is None or what in found[file]
    assert found
    assert problems(changed, key=str(key(0).verifier))


def test_somebody_with_the_old_key_alone_leads_nobody_astray(changed, tmp_path, monkeypatch):
    """Whoever holds the new key already follows no rotation that the thief of the old one writes."""
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "thief"))
    forged = tmp_path / "forged"
    register.publish_log(forged, rotated(rows(5), key(0), key(3)), signer=key(3), also=[key(0)])
    assert not problems(forged)
    assert "checkpoint" in problems(forged, key=str(key(1).verifier))


# ── signing ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_key_that_the_acts_do_not_name_signs_nothing(changed):
    acts = more(rotated(rows(5), key(0), key(1)), 3)
    before = (changed / "checkpoint").read_text()
    for nth in (0, 2):
        with pytest.raises(RegisterError, match="say that"):
            register.publish_log(changed, acts, signer=key(nth))
    assert (changed / "checkpoint").read_text() == before
    assert not problems(changed)


@pytest.mark.parametrize("body", [{"note": "", "vkey": ""}, {"note": first(), "vkey": str(key(1).verifier)}, {"vkey": str(key(1).verifier)},
                                  {"note": write_rotation(key(0), key(1), number=0, act=5, at=AT), "vkey": str(key(2).verifier)}])
def test_a_rotation_that_does_not_hold_stops_everything(tmp_path, body):
    with pytest.raises(Tampered, match="Act 5"):
        register.publish_log(tmp_path / "log", [*rows(5), key_row(5, "rotate", body)], signer=key(1))
    assert not list((tmp_path / "log").rglob("*.p/*"))


@pytest.mark.spec("Z4")
def test_a_rotation_is_never_empty(tmp_path):
    acts = rotated(rows(5), key(0), key(1))
    acts[5] = acts[5]._replace(body=None, salt=None)
    with pytest.raises(Tampered, match="Act 5"):
        register.publish_log(tmp_path / "log", acts, signer=key(1))
