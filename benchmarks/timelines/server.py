"""A plain static server on loopback that gzips, as any static host does. Prints its port, then serves until it is ended.

    python benchmarks/timelines/server.py /name=FOLDER …

`/name/file` is FOLDER/file.
"""

import gzip
import mimetypes
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = {".woff", ".woff2", ".png", ".jpg", ".webp"}
KEPT: dict[Path, bytes] = {}


def packed(place: Path) -> bytes:
    """A file, packed; a `.gz` beside it is taken as it is, so that no page waits for the packing of 80 MB."""
    beside = place.with_name(place.name + ".gz")
    if beside.exists():
        return beside.read_bytes()
    if place not in KEPT:
        KEPT[place] = gzip.compress(place.read_bytes(), 6)
    return KEPT[place]


class Handler(BaseHTTPRequestHandler):
    """Files of the folders named on the command line."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    folders: dict[str, Path]

    def do_GET(self) -> None:
        place = self.place()
        if place is None:
            self.answer(404, b"", {})
            return
        kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
        if place.suffix in PACKED:
            self.answer(200, place.read_bytes(), {"content-type": kind})
        else:
            self.answer(200, packed(place), {"content-type": kind, "content-encoding": "gzip"})

    def place(self) -> Path | None:
        """The file that is asked for, None when there is none inside the folders."""
        path = unquote(urlsplit(self.path).path)
        for name, folder in self.folders.items():
            if path.startswith(name + "/"):
                place = (folder / path[len(name) + 1:]).resolve()
                place = place / "index.html" if place.is_dir() else place
                if place.is_relative_to(folder) and (place.is_file() or place.with_name(place.name + ".gz").is_file()):
                    return place
        return None

    def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "content-length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    Handler.folders = {name: Path(folder).resolve() for name, folder in (word.split("=", 1) for word in sys.argv[1:])}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
