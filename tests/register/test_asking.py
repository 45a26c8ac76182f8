"""A museum asks its cosigners: before it signs, and after; one that is away stops nothing, one that saw more does."""

import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from benchmarks.register.branches import ORIGIN, rows
from presnya import register
from presnya.register import asking, cosigner, keys
from presnya.register.cosigner_web import application
from presnya.register.cosigning import cosigned_by, write_request
from presnya.register.policy import read_policy
from presnya.register.transport import Limits
from presnya.terms.errors import BadFile, RegisterError

QUICK = Limits(answer=100_000, total=1 << 20, patience=2, seconds=5)


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        pass


@contextmanager
def serving(app):
    with make_server("127.0.0.1", 0, app, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def signer():
    return cosigner.cosigner_key("archive.example/cosigner")


def opened(note):
    return register.open_checkpoint(note, register.signer(ORIGIN).verifier)


def published(folder, count, *, salted=0):
    register.publish_log(folder, rows(count, salted=salted), signer=register.signer(ORIGIN), total=count)
    return folder


def policy(address):
    return read_policy(f"witness archive {signer().verifier} {address}\nquorum archive\n".encode())


def honest():
    return application(signer(), lambda origin: [register.signer(ORIGIN).verifier])


def gather(address, log, **options):
    return asking.gather(policy(address), log, opened=opened, limits=QUICK, **options)


def test_lines_are_asked_for_added_and_not_asked_for_again(tmp_path):
    log = published(tmp_path / "log", 9)
    with serving(honest()) as address:
        note, asked = gather(address, log)
        assert asked[0].line
        assert (log / "checkpoint").read_text() == (log / "checkpoints/9").read_text() == note
        assert list(cosigned_by(note, [signer().verifier])) == [signer().verifier]
        assert gather(address, log) == (note, (asking.Asked(asked[0].cosigner, "signed before"),))
        published(log, 20)
        note, asked = gather(address, log, known=asking.remembered(policy(address), ORIGIN, opened=opened, limits=QUICK))
        assert asked[0].line
        assert cosigner.seen(ORIGIN).size == 20
    assert not register.verify(log).problems


def test_a_cosigner_that_does_not_remember_where_we_are_is_asked_from_where_it_is(tmp_path):
    log = published(tmp_path / "log", 5)
    with serving(honest()) as address:
        gather(address, log)
        published(log, 30)
        assert gather(address, log)[1][0].line


def test_a_cosigner_that_saw_more_stops_the_publication(tmp_path):
    log = published(tmp_path / "log", 20)
    with serving(honest()) as address:
        gather(address, log)
        for mark in keys.home("marks").iterdir():
            mark.unlink()
        old = published(tmp_path / "old", 12)
        with pytest.raises(RegisterError, match=r"has cosigned 20 acts .* holds 12"):
            gather(address, old)
        asking.raise_mark(asking.remembered(policy(address), ORIGIN, opened=opened, limits=QUICK), ORIGIN)
        with pytest.raises(RegisterError, match="20 were signed"):
            published(tmp_path / "older", 10)
        with pytest.raises(RegisterError, match="not those that were signed"):
            published(tmp_path / "other", 22, salted=1)


def answers(status, body, kind="text/plain"):
    def app(environ, start_response):
        start_response(f"{status} Said", [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]
    return app


@pytest.mark.parametrize(("app", "what"), [
    (answers(404, b"Not watched.\n"), "answers 404: Not watched."), (answers(200, b""), "gave no signature"), (answers(200, b"\xe2\x80\x94 archive.example/cosigner AAAAAAA=\n"), "gave no signature"),
    (answers(409, b"3\n"), "another register"), (answers(409, b"x\n", "text/x.tlog.size"), "another register"), (answers(500, b"\x1b[31m"), "answers 500"), (answers(200, b"\xff"), "decode"),
])
def test_a_cosigner_that_answers_nonsense_is_told_and_stops_nothing(tmp_path, app, what):
    log = published(tmp_path / "log", 9)
    before = (log / "checkpoint").read_text()
    with serving(app) as address:
        note, asked = gather(address, log)
    assert note == before
    assert what in asked[0].problem


def test_a_cosigner_that_shows_what_it_did_not_sign_is_not_believed(tmp_path):
    log = published(tmp_path / "log", 9)
    note = (log / "checkpoint").read_bytes()
    with serving(answers(200, note)) as address:
        (found,) = asking.remembered(policy(address), ORIGIN, opened=opened, limits=QUICK)
    assert found.checkpoint is None
    assert "did not cosign" in found.problem


def test_lines_that_came_by_file_are_added_to_the_checkpoint_they_are_of(tmp_path):
    log = published(tmp_path / "log", 9)
    cosigner.add_checkpoint(write_request(0, [], (log / "checkpoint").read_text()), signer=signer(), keys_of=lambda origin: [register.signer(ORIGIN).verifier])
    given = tmp_path / "cosignatures"
    given.mkdir()
    (given / "from the archive.txt").write_text(cosigner.seen(ORIGIN).note)
    published(log, 12)
    nobody = read_policy(f"witness archive {signer().verifier}\nquorum archive\n".encode())
    asking.gather(nobody, log, opened=opened, given=given)
    assert list(cosigned_by((log / "checkpoints/9").read_text(), [signer().verifier])) == [signer().verifier]
    assert not cosigned_by((log / "checkpoint").read_text(), [signer().verifier])
    assert not register.verify(log).problems
    (given / "else.txt").write_text("hello")
    with pytest.raises(BadFile, match=r"else\.txt is no cosigned checkpoint"):
        asking.gather(nobody, log, opened=opened, given=given)


def test_a_museum_without_a_policy_has_no_cosigners(tmp_path):
    assert asking.policy_in(tmp_path) is None
    (tmp_path / "policy").write_text("quorum\n")
    with pytest.raises(BadFile, match="policy, line 1"):
        asking.policy_in(tmp_path)
