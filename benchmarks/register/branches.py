"""Hostile branches: a small honest museum, and what somebody who holds its key, or its host, may answer in its place.

Used by `hostile.py`, which measures with the real limits, and by the tests, which give short ones.
"""
# ruff: noqa: ARG001, D101, N802  every special host is called alike, whether it needs the site or not; do_GET is http.server's name

import hashlib
import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from presnya import register
from presnya.register.canonical import canonical
from presnya.register.manifest import MANIFEST, SIGNATURE, manifest_text, part_of

ORIGIN = "street.example/presnya"
HEAD = "/register/checkpoint"

Handler = http.server.BaseHTTPRequestHandler
Special = Callable[[Handler], bool]
"""Answers a request and returns True, or False to have the honest file served."""


class Branch(NamedTuple):
    """A case: what it is called, and what its host answers. `own` says that its checkpoint claims more acts than were seen."""

    name: str
    special: Callable[[Path], Special]


class Row(NamedTuple):
    number: int
    entry: bytes
    body: bytes
    salt: bytes
    parts: tuple[()] = ()


def rows(count: int, *, salted: int = 0) -> list[Row]:
    """Acts of a made-up register, always the same ones; another `salted` makes others."""
    out = []
    for number in range(count):
        sealed = register.make_act(act="claim", about=f"event/strike-{number}", at="2026-10-01T10:05:00Z", by="k1a2b3c4d", body={"words": f"It was the {number}th day."},
                                   salt=(number + 1_000_000 * salted).to_bytes(32))
        out.append(Row(number, sealed.entry, sealed.body, sealed.salt))
    return out


def publish(site: Path, count: int, *, signer: register.Signer | None = None) -> register.Written:
    """A museum of three pages and `count` acts, signed."""
    signer = signer or register.signer(ORIGIN)
    site.mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "people.html", "light.js"):
        (site / name).write_text(f"<h1>{name}: {count}</h1>")
    written = register.publish_log(site / "register", rows(count), signer=signer, total=count)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    return written


# ── lists that a key's holder signs ─────────────────────────────────────────────────────────────────────────────


def _signed_head(data: bytes, size: int) -> bytes:
    return register.sign(manifest_text(ORIGIN, hashlib.sha256(data).hexdigest(), size), [register.signer(ORIGIN)]).encode()


def _list(site: Path, files: list[tuple[str, str, int]], *, parts: list[dict[str, object]] | None = None) -> dict[str, bytes]:
    """Files of a manifest that lists these, with the honest checkpoint's size and root, rightly signed."""
    checkpoint = register.open_checkpoint((site / "register/checkpoint").read_text(), register.signer(ORIGIN).verifier)
    part = canonical({"files": [{"file": file, "sha256": sha256, "size": size} for file, sha256, size in sorted(files)]}) + b"\n"
    listed = parts if parts is not None else [{"file": part_of("", 0), "sha256": hashlib.sha256(part).hexdigest(), "size": len(part)}]
    head = json.dumps({"v": 2, "origin": ORIGIN, "root": checkpoint.root.hex(), "size": checkpoint.size, "parts": listed}).encode()
    return {f"/{MANIFEST}": head, f"/{SIGNATURE}": _signed_head(head, checkpoint.size), f"/{part_of('', 0)}": part}


def _honest(site: Path) -> list[tuple[str, str, int]]:
    return [(name, str(sha256), int(size)) for name, (sha256, size) in register.files_of(site).items()]


def listing(*names: str, size: int = 5) -> Callable[[Path], Special]:
    """The honest files and these as well, whose bytes are 'hello'."""
    def special(site: Path) -> Special:
        bad = [(name, hashlib.sha256(b"hello").hexdigest(), size) for name in names]
        return fixed(_list(site, _honest(site) + bad) | {f"/{name}": b"hello" for name in names})
    return special


def fixed(answers: dict[str, bytes]) -> Special:
    """These bytes at these paths."""
    def special(handler: Handler) -> bool:
        data = answers.get(handler.path)
        if data is None:
            return False
        _send(handler, data)
        return True
    return special


def _send(handler: Handler, data: bytes, *, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content_Length": str(len(data)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def always(answers: dict[str, bytes]) -> Callable[[Path], Special]:
    """The same answers whatever the site is."""
    return lambda site: fixed(answers)


# ── hosts ───────────────────────────────────────────────────────────────────────────────────────────────────────


def endless(start: str, piece: bytes = b"x" * 65536) -> Callable[[Path], Special]:
    """A body that never ends, for every path that begins so; without its length said."""
    def special(site: Path) -> Special:
        def answer(handler: Handler) -> bool:
            if not handler.path.startswith(start):
                return False
            handler.send_response(200)
            handler.send_header("Connection", "close")
            handler.end_headers()
            while True:
                handler.wfile.write(piece)
        return answer
    return special


def trickling(start: str, *, headers: bool = False, pause: float = 0.2) -> Callable[[Path], Special]:
    """A byte now and then, of the body or already of the headers."""
    def special(site: Path) -> Special:
        def answer(handler: Handler) -> bool:
            if not handler.path.startswith(start):
                return False
            if not headers:
                handler.send_response(200)
                handler.send_header("Content-Length", "60000")
                handler.end_headers()
            else:
                handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while True:
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(pause)
        return answer
    return special


def late(pause: float) -> Callable[[Path], Special]:
    """Every answer comes, after a while."""
    def special(site: Path) -> Special:
        def answer(handler: Handler) -> bool:
            time.sleep(pause)
            return False
        return answer
    return special


def silent(site: Path) -> Special:
    """Takes the request and says nothing."""
    def answer(handler: Handler) -> bool:
        time.sleep(3600)
        return True
    return answer


def leading(target: str) -> Callable[[Path], Special]:
    """Every path leads elsewhere."""
    def special(site: Path) -> Special:
        def answer(handler: Handler) -> bool:
            _send(handler, b"", status=302, Location=target.replace("{path}", handler.path))
            return True
        return answer
    return special


def packed(site: Path) -> Special:
    """A checkpoint that is a gzip bomb, which nobody asked for."""
    import gzip

    def answer(handler: Handler) -> bool:
        if handler.path != HEAD:
            return False
        _send(handler, gzip.compress(bytes(200 << 20), 1), Content_Encoding="gzip")
        return True
    return answer


def claimed(size: int) -> Callable[[Path], Special]:
    """A signed checkpoint of a size that nobody could fetch, and a list to match."""
    def special(site: Path) -> Special:
        signer = register.signer(ORIGIN)
        text = str(register.Checkpoint(ORIGIN, size, hashlib.sha256(b"nothing").digest()))
        return fixed({HEAD: register.sign(text, [signer]).encode()})
    return special


def of_another(site: Path) -> Special:
    """The checkpoint of another museum, rightly signed by that one."""
    signer = register.signer("elsewhere.example/presnya")
    return fixed({HEAD: register.sign(str(register.Checkpoint(signer.name, 3, bytes(32))), [signer]).encode()})


def huge_list(data: Callable[[], bytes]) -> Callable[[Path], Special]:
    """A manifest of these bytes, rightly signed."""
    def special(site: Path) -> Special:
        size = register.open_checkpoint((site / "register/checkpoint").read_text(), register.signer(ORIGIN).verifier).size
        made = data()
        return fixed({f"/{MANIFEST}": made, f"/{SIGNATURE}": _signed_head(made, size)})
    return special


def many_parts(count: int) -> Callable[[Path], Special]:
    """A list in more parts than a museum has."""
    def special(site: Path) -> Special:
        return fixed(_list(site, [], parts=[{"file": f"manifest/{nth:03x}.json", "sha256": "0" * 64, "size": 1 << 20} for nth in range(count)]))
    return special


def large_files(site: Path) -> Special:
    """Files of a gigabyte each, by its list."""
    return fixed(_list(site, [*_honest(site), *((f"p/{nth}", "0" * 64, 1 << 30) for nth in range(250))]))


def other_bytes(site: Path) -> Special:
    """Every page is another than the one that is listed."""
    def answer(handler: Handler) -> bool:
        if not handler.path.endswith(".html"):
            return False
        _send(handler, b"<script>alert(1)</script>")
        return True
    return answer


def rotating(site: Path) -> Special:
    """Rotations of keys without end, none of which holds."""
    def answer(handler: Handler) -> bool:
        if not handler.path.startswith("/register/rotations/"):
            return False
        _send(handler, (site / "register/checkpoint").read_bytes())
        return True
    return answer


BRANCHES = (
    Branch("a name that leads out (../)", listing("../../escaped.txt")),
    Branch("a name from the root (/tmp/…)", listing("/tmp/escaped.txt")),
    Branch("a name with a backslash", listing("..\\escaped.txt")),
    Branch("a right-to-left name", listing("notice\u202etxt.exe")),
    Branch("a name with a newline", listing("index.html\nescaped.txt")),
    Branch("two names that are one", listing("People.html")),
    Branch("a file that the list must not name", listing("manifest/more.json")),
    Branch("a checkpoint without end", endless(HEAD)),
    Branch("tiles without end", endless("/register/tile/")),
    Branch("a list without end", endless(f"/{MANIFEST}", b'{"files":[' * 6553)),
    Branch("a page without end", endless("/index.html")),
    Branch("the checkpoint of another museum", of_another),
    Branch("a billion acts claimed", claimed(10**9)),
    Branch("a register that does not lead to its root", claimed(350)),
    Branch("a list of 500 MB", huge_list(lambda: b'{"v":2,"parts":[' + b"{}," * ((500 << 20) // 3) + b"{}]}")),
    Branch("a list of a million brackets", huge_list(lambda: b"[" * 1_000_000)),
    Branch("a list of the most wasteful JSON", huge_list(lambda: b'{"v":2,"origin":"x","root":"","size":0,"parts":[' + b"{}," * 349_000 + b"{}]}")),
    Branch("a list in 4,000 parts of a megabyte", many_parts(4000)),
    Branch("250 files of a gigabyte listed", large_files),
    Branch("other bytes than those listed", other_bytes),
    Branch("led to another port of this machine", leading("http://127.0.0.1:22{path}")),
    Branch("led to localhost by another name", leading("http://localhost:80{path}")),
    Branch("led to another host", leading("https://elsewhere.example{path}")),
    Branch("led to a file", leading("file:///etc/passwd")),
    Branch("led round in a circle", leading("{path}")),
    Branch("a packed checkpoint (200 MB of zeroes)", packed),
    Branch("a byte now and then", trickling(HEAD)),
    Branch("a byte of the headers now and then", trickling(HEAD, headers=True)),
    Branch("silence", silent),
    Branch("every answer late", late(3)),
    Branch("rotations without end", rotating),
)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever hangs up on a hostile host does right."""


@contextmanager
def served(site: Path, special: Special | None = None) -> Iterator[str]:
    """The site on this machine, with what its host does otherwise; gives the address."""
    class Answering(Handler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words: object) -> None:
            pass

        def do_GET(self) -> None:
            if special and special(self):
                return
            place = site / self.path.lstrip("/")
            if place.is_file():
                _send(self, place.read_bytes())
            else:
                _send(self, b"", status=404)

    with _Server(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
