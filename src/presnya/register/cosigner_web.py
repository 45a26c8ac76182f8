"""A cosigner on the web, as a WSGI application: `POST /add-checkpoint` and `GET /<SHA-256 of the origin>/checkpoint`, under any prefix a server gives it."""

import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Final

from presnya.register.cosigner import KeysOf, Reply, add_checkpoint, latest_note
from presnya.register.cosigning import MOST_REQUEST
from presnya.register.note import Signer
from presnya.terms.errors import RegisterError

_HEAD: Final = re.compile(r"/([0-9a-f]{64})/checkpoint")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application(signer: Signer, keys_of: KeysOf) -> Application:
    """The application. Once the disk has failed it answers nothing any more: whether its memory was written, nobody knows."""
    failed: list[OSError] = []

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            reply = Reply(500, b"This cosigner's disk has failed.\n") if failed else _reply(environ, signer, keys_of)
        except RegisterError as error:
            reply = Reply(500, f"{error.message}\n".encode())
        except OSError as error:
            failed.append(error)
            reply = Reply(500, b"This cosigner's disk has failed.\n")
        headers = [("Content-Type", reply.kind), ("Content-Length", str(len(reply.body))), ("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store")]
        start_response(f"{reply.status} {HTTPStatus(reply.status).phrase}", headers)
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else reply.body]

    return answer


def _reply(environ: dict[str, Any], signer: Signer, keys_of: KeysOf) -> Reply:
    path, method = environ.get("PATH_INFO", ""), environ["REQUEST_METHOD"]
    if path == "/add-checkpoint":
        return _posted(environ, signer, keys_of) if method == "POST" else Reply(405, b"Checkpoints are added by POST.\n")
    found = _HEAD.fullmatch(path)
    note = latest_note(found[1]) if found and method in ("GET", "HEAD") else ""
    return Reply(200, note.encode()) if note else Reply(404, b"There is no such thing here.\n")


def _posted(environ: dict[str, Any], signer: Signer, keys_of: KeysOf) -> Reply:
    claimed = environ.get("CONTENT_LENGTH") or ""
    if not claimed.isascii() or not claimed.isdigit():
        return Reply(411, b"How long is it?\n")
    if len(claimed) > 9 or int(claimed) > MOST_REQUEST:  # noqa: PLR2004  digits
        return Reply(413, f"A request has at most {MOST_REQUEST} bytes.\n".encode())
    return add_checkpoint(environ["wsgi.input"].read(int(claimed)), signer=signer, keys_of=keys_of)
