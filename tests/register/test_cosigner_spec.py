"""What docs/register-spec.md says of order, time and cosigners, on a register that grows."""

import datetime as dt
import hashlib
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya import register
from presnya.register import cosigner
from presnya.register.cosigner_web import application
from presnya.register.cosigning import AHEAD, cosigned_by, write_request
from presnya.register.note import COSIGNATURE, Checkpoint, Signer, cosign, open_note, with_lines
from presnya.register.policy import read_policy
from presnya.register.recorded import SLACK, Cosigned
from presnya.terms.errors import BadNote
from tests.register.conftest import rows

ORIGIN = "street.example/presnya"
LOG = Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"log").digest()))
COSIGNER = Signer("cosigner.example", Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"cosigner").digest()), COSIGNATURE)
LEAVES = [register.leaf_hash(row.entry) for row in rows(9)]
NOW = 1_800_000_000
THEN = 1_780_000_000
"""In May 2026: a time that no machine takes for the future."""


def head(size, leaves=LEAVES):
    return register.sign(str(Checkpoint(ORIGIN, size, register.root_of(leaves[:size]))), [LOG])


def asked(old, size, *, note="", proof=None, keys=(LOG.verifier,)):
    steps = register.consistency_proof(old, size, register.range_hash_of(LEAVES)) if proof is None else proof
    return cosigner.add_checkpoint(write_request(old, steps, note or head(size)), signer=COSIGNER, keys_of=lambda origin: keys if origin == ORIGIN else (), clock=lambda: NOW)


@pytest.mark.spec("H3")
def test_acts_keep_their_numbers_whatever_their_times_say(tmp_path):
    late, early = (register.make_act(act="claim", about="event/strike", at=at, by="k1", body={}, salt=bytes(32)) for at in ("2026-10-02T10:00:00Z", "1905-12-20T10:00:00Z"))
    acts = [row._replace(entry=act.entry, body=act.body, salt=act.salt) for row, act in zip(rows(2), (late, early), strict=True)]
    register.publish_log(tmp_path / "log", acts, signer=LOG, total=2)
    assert register.verify(tmp_path / "log").problems == ()
    assert register.unbundle((tmp_path / "log/tile/entries/000.p/2").read_bytes(), file="") == [late.entry, early.entry]


@pytest.mark.spec("S2")
@pytest.mark.spec("Q4")
def test_cosigner_signs_what_continues_all_it_has_seen_and_nothing_smaller():
    for old, size in ((0, 3), (3, 3), (3, 7)):
        reply = asked(old, size)
        assert reply.status == 200
        assert open_note(with_lines(head(size), [reply.body.decode()]), [LOG.verifier, COSIGNER.verifier])[1] == [LOG.verifier, COSIGNER.verifier]
    assert asked(0, 3).status == 409
    assert cosigner.seen(ORIGIN).size == 7


@pytest.mark.spec("S3")
def test_cosignature_of_the_future_is_refused():
    note = head(3)
    text = note.partition("\n\n")[0] + "\n"
    for ahead, holds in ((0, True), (AHEAD, True), (AHEAD + 1, False)):
        lines = with_lines(note, [cosign(text, COSIGNER, time=NOW + ahead)])
        if holds:
            assert cosigned_by(lines, [COSIGNER.verifier], now=NOW) == {COSIGNER.verifier: NOW + ahead}
        else:
            with pytest.raises(BadNote, match="ahead of this machine's clock"):
                cosigned_by(lines, [COSIGNER.verifier], now=NOW)


@pytest.mark.spec("Q5")
def test_cosigner_answers_with_the_status_of_the_protocol():
    other = [register.leaf_hash(b"another"), *LEAVES[1:]]
    assert asked(0, 3).status == 200
    assert cosigner.add_checkpoint(b"old three\n\n", signer=COSIGNER, keys_of=lambda origin: (LOG.verifier,)).status == 400
    assert asked(7, 3, proof=()).status == 400
    assert asked(3, 7, keys=()).status == 404
    assert asked(3, 7, note=register.sign(str(Checkpoint(ORIGIN, 7, register.root_of(LEAVES[:7]))), [Signer(ORIGIN, COSIGNER.private)])).status == 403
    reply = asked(2, 7)
    assert (reply.status, reply.body, reply.kind) == (409, b"3\n", "text/x.tlog.size")
    assert asked(3, 3, note=head(3, other)).status == 409
    assert asked(3, 7, proof=LEAVES[:2]).status == 422
    assert asked(3, 7, note=head(7, other)).status == 422
    assert cosigner.seen(ORIGIN).size == 3


@pytest.mark.spec("Q6")
def test_cosigner_asked_by_many_at_once_signs_one_history():
    other = [register.leaf_hash(b"another"), *LEAVES[1:]]
    replies = {}

    def ask(nth):
        replies[nth] = asked(0, 5, note=head(5, other if nth % 2 else LEAVES))

    threads = [threading.Thread(target=ask, args=(nth,)) for nth in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(reply.status for reply in replies.values()) == [200] + [409] * 7
    (first,) = (nth for nth, reply in replies.items() if reply.status == 200)
    assert cosigner.seen(ORIGIN).root == register.root_of((other if first % 2 else LEAVES)[:5])


@pytest.mark.spec("Q7")
def test_cosigner_gives_its_last_checkpoint_at_the_address_of_the_origin():
    line = asked(0, 3).body.decode()
    told = []
    app = application(COSIGNER, lambda origin: (LOG.verifier,))
    for origin in (ORIGIN, "other.example"):
        path = f"/{hashlib.sha256(origin.encode()).hexdigest()}/checkpoint"
        told.append(b"".join(app({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda status, headers: None)).decode())
    assert told[0] == with_lines(head(3), [line])
    assert "no such thing" in told[1]


# ── recorded time ───────────────────────────────────────────────────────────────────────────────────────────────────


def at(moment):
    return dt.datetime.fromtimestamp(moment, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def cosigned():
    """Checkpoints of 3 and of 5 acts, each cosigned by two of whom both are asked for, the second a minute after the first."""
    second = Signer("another.example", Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"second").digest()), COSIGNATURE)
    policy = read_policy(f"witness A {COSIGNER.verifier}\nwitness B {second.verifier}\ngroup G all A B\nquorum G\n".encode())
    notes = []
    for size, when in ((3, THEN), (5, THEN + 5000)):
        text = str(Checkpoint(ORIGIN, size, register.root_of(LEAVES[:size])))
        notes.append(with_lines(register.sign(text, [LOG]), [cosign(text, COSIGNER, time=when), cosign(text, second, time=when + 60)]))
    half = str(Checkpoint(ORIGIN, 4, register.root_of(LEAVES[:4])))
    notes.append(with_lines(register.sign(half, [LOG]), [cosign(half, COSIGNER, time=THEN + 9000)]))
    return Cosigned(notes, policy)


@pytest.mark.spec("S4")
def test_act_was_recorded_after_the_last_quorum_that_did_not_see_it(cosigned):
    assert [cosigned.before(number) for number in (0, 2, 3, 4, 5, 8)] == [None, None, THEN + 60, THEN + 60, THEN + 5060, THEN + 5060]


@pytest.mark.spec("S5")
def test_act_that_says_it_is_more_than_ten_minutes_older_was_recorded_later(cosigned):
    assert cosigned.later(2, at(THEN - 10**9)) is None
    for number, quorum in ((3, THEN + 60), (7, THEN + 5060)):
        assert cosigned.later(number, at(quorum + 10**6)) is None
        assert cosigned.later(number, at(quorum - SLACK)) is None
        assert cosigned.later(number, at(quorum - SLACK - 1)).number == number
        assert cosigned.later(number, "1905-12-20T10:00:00Z").at.year == 1905
