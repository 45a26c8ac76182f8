"""Serving a mirror: its cosigner at the top, and under each mirror's name the last whole copy of that museum."""

from collections.abc import Callable, Iterable
from typing import Any

from presnya.register import mirrors
from presnya.register.cosigner_web import application as cosigner_application
from presnya.register.note import Signer
from presnya.web.serving import application as site_application


def application(signer: Signer) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    """The WSGI application. Mirrors are looked up at each request: one that is added or pulled shows at once."""
    cosigner = cosigner_application(signer, mirrors.keys_of)
    sites: dict[str, Any] = {}

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = str(environ.get("PATH_INFO", "/"))
        name, slash, rest = path.lstrip("/").partition("/")
        copies = {mirror.name: mirror for mirror in mirrors.every() if mirror.current.exists()} if environ["REQUEST_METHOD"] in ("GET", "HEAD") else {}
        if name in copies:
            if not slash:
                start_response("301 Moved Permanently", [("Location", f"/{name}/"), ("Content-Length", "0")])
                return [b""]
            site = sites.setdefault(name, site_application(copies[name].current))
            shifted = environ | {"SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}/{name}", "PATH_INFO": f"/{rest}"}
            found: Iterable[bytes] = site(shifted, start_response)
            return found
        if path == "/" and copies:
            return _list(copies.values(), start_response)
        return cosigner(environ, start_response)

    return answer


def _list(copies: Iterable[mirrors.Mirror], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Which museums are mirrored here, for whoever opens the address: plain text, a line each."""
    body = "".join(f"/{one.name}/  {one.origin}\n" for one in copies).encode()
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
