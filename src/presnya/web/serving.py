"""Serving a published museum on this machine: WhiteNoise gives byte ranges, ETags and 304s, waitress the threads."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

import waitress
from whitenoise import WhiteNoise

from presnya.terms.errors import BadValue, Conflict
from presnya.web.days import with_days
from presnya.web.earlier import Builder

PORT: Final = 1905
THREADS: Final = 8

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # Attributes may set style: drawings are placed by custom properties (style="--x:12%"). Style and script elements may not.
    "Content-Security-Policy": "default-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'",
}


class _Site(WhiteNoise):  # type: ignore[misc]  # WhiteNoise brings no types
    """Every page links to `index.html` by name, so that it works from disk; WhiteNoise would answer each of those with a detour to the bare folder."""

    def find_file_at_path(self, path: str, url: str) -> Any:
        """The file itself under its own name."""
        return self.get_static_file(path, url) if url.endswith("/index.html") and Path(path).is_file() else super().find_file_at_path(path, url)


def application(site: Path, builder: Builder | None = None) -> Any:
    """A WSGI application over the folder. Files are looked up at each request, so a fresh publication shows at once.

    With a `builder` its visitors may choose an earlier day.
    """
    today = _folder(site, _MISSING)
    return with_days(today, builder, folder_application=cache(_folder), headers=HEADERS) if builder else today


def _folder(folder: Path, missing: bytes) -> Any:
    """The folder's files, and a page for what is not among them."""
    return _Site(partial(_not_found, missing), root=str(folder), index_file=True, autorefresh=True, add_headers_function=_headers, max_age=0)


def _headers(headers: Any, path: str, url: str) -> None:  # noqa: ARG001  WhiteNoise calls with all three
    for name, value in HEADERS.items():
        headers[name] = value


_MISSING: Final = b'<!doctype html><html lang="en"><meta charset="utf-8"><title>No such page</title><h1>There is no such page here.</h1><p><a href="/">To the entrance</a></p></html>\n'


def _not_found(body: bytes, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:  # noqa: ARG001  WSGI's own signature
    """Not a page of the site: a page that is read at any depth cannot link relatively, and published pages link in no other way."""
    start_response("404 Not Found", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body))), *HEADERS.items()])
    return [body]


def serve(site: Path, *, ready: Callable[[str], None], host: str = "127.0.0.1", port: int = PORT, builder: Builder | None = None) -> None:
    """Serve a site until interrupted; `ready` gets the address once the port is open. Conflict when the port is taken. `builder` lays out earlier days."""
    run(application(site, builder), ready=ready, host=host, port=port)


def run(served: Any, *, ready: Callable[[str], None], host: str = "127.0.0.1", port: int = PORT) -> None:
    """Serve a WSGI application until interrupted, as `serve`."""
    if not 0 <= port < 1 << 16:
        raise BadValue(f"{port} is no port.", next_step="Ports go from 1 to 65535, and 0 takes a free one.")
    try:
        server = waitress.create_server(served, host=host, port=port, threads=THREADS)
    except OSError as error:
        raise Conflict(f"Port {port} is taken ({error.strerror or error}).", next_step="Another museum may be open; choose another with --port.") from error
    try:
        ready(f"http://{host}:{server.effective_port}/")
        server.run()
    except KeyboardInterrupt:
        server.close()
