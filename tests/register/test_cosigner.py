"""The cosigner: what it signs, what it refuses and how, also with many at once, and what foreign tools make of its lines."""

import io
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from tlog_scales.backend import LocalBackend
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey

from presnya import register
from presnya.register import cosigner
from presnya.register.cosigner_web import application
from presnya.register.cosigning import cosigned_by, read_request, write_request
from presnya.register.evidence import read_evidence, verify_evidence
from presnya.register.note import with_lines
from presnya.terms.errors import BadNote, RegisterError
from tests.register.conftest import rows

ORIGIN = "street.example/presnya"
LEAVES = [register.leaf_hash(row.entry) for row in rows(40)]
OTHERS = [register.leaf_hash(row.entry + b" ") for row in rows(40)]
NOW = 1_790_000_000


def note_of(size, leaves=LEAVES, origin=ORIGIN):
    return register.sign(str(register.Checkpoint(origin, size, register.root_of(leaves[:size]))), [register.signer(origin)])


def proof(old, size, leaves=LEAVES):
    return register.consistency_proof(old, size, register.range_hash_of(leaves[:size]))


def asked(old, size, leaves=LEAVES, *, proof_=None, note=None, clock=lambda: NOW):
    body = write_request(old, proof(old, size, leaves) if proof_ is None else proof_, note or note_of(size, leaves))
    return cosigner.add_checkpoint(body, signer=signer(), keys_of=keys_of, clock=clock)


def signer():
    return cosigner.cosigner_key("archive.example/cosigner")


def keys_of(origin):
    return [register.signer(ORIGIN).verifier] if origin == ORIGIN else []


def evidence_files():
    return sorted(cosigner.evidence_folder().glob("*.txt"))


def test_a_cosigner_signs_what_continues_what_it_saw():
    for old, size in ((0, 3), (3, 3), (3, 8), (8, 40)):
        reply = asked(old, size)
        assert reply.status == 200
        assert cosigned_by(with_lines(note_of(size), [reply.body.decode()]), [signer().verifier], now=NOW) == {signer().verifier: NOW}
        assert cosigner.seen(ORIGIN).size == size
    assert cosigner.latest_note(cosigner.origin_hash(ORIGIN)) == with_lines(note_of(40), [reply.body.decode()])


def test_a_cosigner_answers_each_fault_as_the_protocol_says():
    assert asked(0, 8).status == 200
    told = {
        "unknown origin": (asked(0, 3, note=note_of(3, origin="elsewhere.example/x"), proof_=[]), 404),
        "signed by nobody known": (asked(8, 9, note=note_of(9).replace(note_of(9).split(" ")[-1], note_of(8).split(" ")[-1])), 403),
        "old is larger": (asked(9, 8, proof_=[]), 400),
        "replayed": (asked(0, 8, proof_=[]), 409),
        "older than seen": (asked(3, 5), 409),
        "same size, other root": (asked(8, 8, OTHERS, proof_=[]), 409),
        "proof that leads elsewhere": (asked(8, 20, proof_=proof(7, 20)), 422),
        "proof where none may be": (asked(8, 8, proof_=proof(7, 8)), 422),
        "no proof": (asked(8, 20, proof_=[]), 422),
        "another history": (asked(8, 20, OTHERS), 422),
    }
    assert {name: reply.status for name, (reply, _) in told.items()} == {name: status for name, (_, status) in told.items()}
    for name in ("replayed", "older than seen", "same size, other root"):
        assert told[name][0][1:] == (b"8\n", "text/x.tlog.size")
    assert all(b"\xe2\x80\x94" not in reply.body for reply, _ in told.values())
    assert cosigner.seen(ORIGIN).size == 8


@pytest.mark.parametrize("body", [
    b"", b"old\n\n", b"old 0", b"old 00\n\nx", b"old -1\n\nx", b"old 1\nx\n\n", b"old 1\n" + b"A" * 43 + b"=\r\n\n", b"\xff\n\n", b"old 0\nAAAA\n\nx", b"old 0\n\nno note",
    b"old 0\n" + b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n" * 64 + b"\nx", b"old 0\n" + b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n" + b"\nx",
])
def test_a_request_that_is_none_is_a_bad_request(body):
    assert cosigner.add_checkpoint(body, signer=signer(), keys_of=keys_of).status == 400


def test_a_request_reads_back_what_was_written():
    body = write_request(8, proof(8, 20), note_of(20))
    assert read_request(body) == (8, tuple(proof(8, 20)), note_of(20))
    assert body.startswith(b"old 8\n")
    assert read_request(write_request(0, [], note_of(3))).proof == ()


@pytest.mark.parametrize(("old", "size"), [(5, 5), (5, 9), (7, 40)])
def test_a_fork_that_is_asked_for_leaves_evidence_and_no_signature(old, size):
    asked(0, old)
    assert asked(old, size, OTHERS).status in (409, 422)
    (file,) = evidence_files()
    fork = verify_evidence(read_evidence(file.read_text()), keys_of(ORIGIN))
    assert (fork.first.size, fork.second.size) == (old, size)


def test_a_false_proof_alone_is_no_evidence():
    asked(0, 5)
    assert asked(5, 9, proof_=[bytes(32)] * 3).status == 422
    assert not evidence_files()


def test_cosignatures_never_go_back_in_time():
    asked(0, 3)
    reply = asked(3, 8, clock=lambda: NOW - 86400)
    assert cosigned_by(with_lines(note_of(8), [reply.body.decode()]), [signer().verifier], now=NOW) == {signer().verifier: NOW}


def test_a_cosignature_of_the_future_is_refused():
    reply = asked(0, 3, clock=lambda: NOW + 400)
    note = with_lines(note_of(3), [reply.body.decode()])
    with pytest.raises(BadNote, match="ahead of this machine's clock"):
        cosigned_by(note, [signer().verifier], now=NOW)
    assert cosigned_by(note, [signer().verifier], now=NOW + 101)


def test_one_of_many_requests_at_once_wins_and_no_two_histories_are_signed():
    """Half of them ask for one history, half for another, from the same beginning; whatever is signed lies on one line."""
    asked(0, 5)
    gate = threading.Barrier(12)

    def ask(nth):
        leaves = LEAVES if nth % 2 else LEAVES[:5] + OTHERS[5:]
        gate.wait()
        return nth, asked(5, 6 + nth, leaves).status

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(ask, range(12)))
    assert sorted(status for _, status in told) == [200] + [409] * 11
    winner = next(nth for nth, status in told if status == 200)
    assert cosigner.seen(ORIGIN).size == 6 + winner


def test_a_damaged_memory_signs_nothing(home):
    asked(0, 5)
    (memory,) = (home / "cosigned").glob("*/seen.json")
    for words in ("{", "[]", '{"size":3}', json.dumps({"size": 0, "root": "zz", "time": 0, "note": ""})):
        memory.write_text(words)
        with pytest.raises(RegisterError, match="is damaged"):
            asked(5, 9)


def test_a_cosigners_key_is_never_a_museums(home):
    assert signer().private.private_bytes_raw() != register.signer("archive.example/cosigner").private.private_bytes_raw()
    assert signer().verifier.type == 4


# ── on the web ──────────────────────────────────────────────────────────────────────────────────────────────────


def call(method, path, body=b"", length=None, app=None):
    said = {}
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body)) if length is None else length, "wsgi.input": io.BytesIO(body)}
    answer = b"".join((app or application(signer(), keys_of))(environ, lambda status, headers: said.update(status=int(status[:3]), headers=dict(headers))))
    return said["status"], said["headers"], answer


def test_a_cosigner_on_the_web_takes_checkpoints_and_shows_the_latest():
    hashed = cosigner.origin_hash(ORIGIN)
    assert call("GET", f"/{hashed}/checkpoint")[0] == 404
    status, headers, line = call("POST", "/add-checkpoint", write_request(0, [], note_of(8)))
    assert (status, headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert call("GET", f"/{hashed}/checkpoint")[2].decode() == with_lines(note_of(8), [line.decode()])
    status, headers, body = call("POST", "/add-checkpoint", write_request(0, [], note_of(8)))
    assert (status, headers["Content-Type"], body) == (409, "text/x.tlog.size", b"8\n")


@pytest.mark.parametrize(("method", "path", "length", "status"), [
    ("GET", "/add-checkpoint", None, 405), ("POST", "/add-checkpoint", "", 411), ("POST", "/add-checkpoint", "x", 411), ("POST", "/add-checkpoint", "99999999999", 413),
    ("POST", "/add-checkpoint", "90000", 413), ("GET", "/", None, 404), ("GET", "/../../etc/passwd", None, 404), ("GET", f"/{'g' * 64}/checkpoint", None, 404),
    ("DELETE", f"/{'0' * 64}/checkpoint", None, 404),
])
def test_a_cosigner_on_the_web_refuses_what_is_no_request(method, path, length, status):
    assert call(method, path, length=length)[0] == status


def test_a_cosigner_whose_disk_failed_answers_nothing_more(home):
    app = application(signer(), keys_of)
    (home / "cosigned").write_text("no folder can be made here")
    body = write_request(0, [], note_of(8))
    assert call("POST", "/add-checkpoint", body, app=app)[0] == 500
    (home / "cosigned").unlink()
    assert call("POST", "/add-checkpoint", body, app=app)[0] == 500
    assert call("POST", "/add-checkpoint", body)[0] == 200


def test_a_foreign_reader_takes_a_cosigned_checkpoint(log):
    note = (log / "checkpoint").read_text()
    reply = cosigner.add_checkpoint(write_request(0, [], note), signer=signer(), keys_of=keys_of)
    (log / "checkpoint").write_text(with_lines(note, [reply.body.decode()]))
    checkpoint = TilesReader(LocalBackend(log)).get_checkpoint()
    checkpoint.verify(Vkey.from_string((log / "vkey").read_text().strip()))
    checkpoint.verify(Vkey.from_string(str(signer().verifier)))
