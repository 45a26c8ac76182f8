"""The day chooser of a museum that is served: a form at the head of its pages, and the museum of the day that was chosen.

The form is put in where the published page leaves a mark, and only for who opens a page to read it: a program that fetches the file, and the page's own
check of its bytes, get what was published. It is a plain form and needs no script.

    /as-of/?day=2013-10-20&page=events/strike.html   leads to
    /as-of/2013-10-20/events/strike.html              the page of that day; /as-of/1045/… is the museum at 1045 acts
    /changes/?from=…&to=…&page=…                      leads to
    /register/changes/2013-10-20--2014-01-01.html     what changed between two days
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

from presnya.config import LANGUAGES
from presnya.publishing import links
from presnya.publishing.language import speak
from presnya.publishing.words import CHOOSER
from presnya.web.earlier import ASKED, Builder

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Answer = tuple[str, list[tuple[str, str]], bytes]

CHOOSE, BETWEEN = b"<!--as-of-->", b"<!--between-->"
_DAY_PATH: Final = re.compile(rf"/as-of/({ASKED.pattern})(/.*)?", re.ASCII | re.DOTALL)
_CHANGES_PATH: Final = re.compile(rf"/(?:({'|'.join(LANGUAGES)})/)?register/changes/({ASKED.pattern}|0)--({ASKED.pattern})\.html", re.ASCII)
_PAGE: Final = re.compile(r"(?!.*\.\.)[a-z0-9][\w./-]{0,200}\.html", re.ASCII)
_SPOKEN: Final = re.compile(rb'<html lang="([a-z]{2})"')
_VARY: Final = ("Vary", "Accept, Sec-Fetch-Dest")


class _Museum(NamedTuple):
    """What is served: today's site, who builds earlier days, how a folder is served (with a page for what is not there), headers of every answer made here."""

    site: Application
    builder: Builder
    folder_application: Callable[[Path, bytes], Application]
    headers: dict[str, str]


def with_days(site: Application, builder: Builder, *, folder_application: Callable[[Path, bytes], Application], headers: dict[str, str]) -> Application:
    """A museum's application with its earlier days. `folder_application` serves a folder, with a page for what is not there; `headers` go on every answer made here."""
    return partial(_application, _Museum(site, builder, folder_application, headers))


def _application(museum: _Museum, environ: Environ, start: Start) -> Iterable[bytes]:
    path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return museum.site(environ, start)
    if found := _DAY_PATH.fullmatch(path):
        return _day(museum, found[1], found[2] or "", environ, start)
    if path in ("/as-of", "/as-of/", "/changes", "/changes/"):
        return _send(_chosen(museum, path, environ), environ, start, museum.headers)
    if found := _CHANGES_PATH.fullmatch(path):
        return _send(_changes(museum, found[1] or "", found[2], found[3]), environ, start, museum.headers)
    if path.startswith("/as-of/"):
        return _send(_no_day("404 Not Found", _lang(museum, "")), environ, start, museum.headers)
    return _with_form(museum.site, environ, start, museum.headers, page=path.lstrip("/"), day="")


def _lang(museum: _Museum, page: str) -> str:
    """The language of a page, by its folder."""
    first = page.partition("/")[0]
    return first if first in LANGUAGES else museum.builder.museum.languages[0]


def _day(museum: _Museum, asked: str, rest: str, environ: Environ, start: Start) -> Iterable[bytes]:
    """A page of an earlier day, or word of how far its building is."""
    page = rest.lstrip("/")
    lang = _lang(museum, page)
    state = museum.builder.day(asked) if rest else None
    if state is None:
        return _send(_lead(f"/as-of/{asked}/"), environ, start, museum.headers)
    if state.folder is None:
        return _send(_waiting(lang, state.percent, state.wrong, asked), environ, start, museum.headers)
    missing = _page(lang, "no page then", f'<p><a href="/as-of/{asked}/">{_words(lang, "entrance then")}</a></p>')
    inner = environ | {"PATH_INFO": rest.encode().decode("latin-1"), "SCRIPT_NAME": f"/as-of/{asked}"}
    return _with_form(museum.folder_application(state.folder, missing), inner, start, museum.headers, page=page, day=asked)


def _changes(museum: _Museum, lang: str, begin: str, end: str) -> Answer:
    own = museum.builder.museum.languages[0]
    state = museum.builder.changes(begin, end)
    if state.folder is None:
        return _waiting(lang or own, state.percent, state.wrong, f"{begin} – {end}")
    place = state.folder / ("" if lang in ("", own) else lang) / "changes.html"
    if not place.is_file():
        return _told("404 Not Found", own, "no page", "")
    return "200 OK", [("Content-Type", "text/html; charset=utf-8")], _filled(place.read_bytes(), page=f"{lang}/{links.CHANGES}".lstrip("/"), day="", begin=begin, end=end)


def _chosen(museum: _Museum, path: str, environ: Environ) -> Answer:
    """Where a form leads; the form alone when nothing was chosen."""
    given = {name: values[-1].strip() for name, values in parse_qs(environ.get("QUERY_STRING", "")[:2000]).items()}
    page = given.get("page", "")
    page = page if _PAGE.fullmatch(page) else ""
    lang = _lang(museum, page)
    if path.startswith("/as-of"):
        day = given.get("day", "")
        if not day:
            return _told("200 OK", lang, "as it stood", "", _choose(lang, page=page, day=""))
        return _lead(f"/as-of/{day}/{page}") if ASKED.fullmatch(day) else _no_day("400 Bad Request", lang)
    begin, end = given.get("from", ""), given.get("to", "")
    if not begin and not end:
        return _told("200 OK", lang, "changed", "", _choose_two(lang, page=page, begin="", end=""))
    folder = f"{lang}/" if page.startswith(f"{lang}/") else ""
    return _lead(f"/{folder}register/changes/{begin}--{end}.html") if ASKED.fullmatch(begin) and ASKED.fullmatch(end) else _no_day("400 Bad Request", lang)


# ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _send(answer: Answer, environ: Environ, start: Start, headers: dict[str, str]) -> Iterable[bytes]:
    status, given, body = answer
    start(status, [*given, ("Content-Length", str(len(body))), ("Cache-Control", "no-cache"), *headers.items()])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _lead(to: str) -> Answer:
    return "303 See Other", [("Location", to), ("Content-Type", "text/plain; charset=utf-8")], b""


def _no_day(status: str, lang: str) -> Answer:
    return _told(status, lang, "no day", "write")


def _told(status: str, lang: str, title: str, more: str, form: str = "") -> Answer:
    inner = (f'<p class="lead">{_words(lang, more)}</p>' if more else "") + form + f'<p><a href="/">{_words(lang, "today")}</a></p>'
    return status, [("Content-Type", "text/html; charset=utf-8")], _page(lang, title, inner)


def _words(lang: str, words: str) -> str:
    """Words of the interface by their name in CHOOSER, or a command's own words, in a language, escaped."""
    return escape(speak(lang)(CHOOSER.get(words, words)))


def _waiting(lang: str, percent: int, wrong: str, asked: str) -> Answer:
    """While a day is built the page asks again by itself; what went wrong is told in the command's words."""
    if wrong:
        return _told("404 Not Found", lang, "cannot", wrong)
    words = f'<p class="lead">{escape(asked)}: {percent} %</p><progress max="100" value="{percent}"></progress>'
    body = _page(lang, "building", words, head='<meta http-equiv="refresh" content="1">')
    return "200 OK", [("Content-Type", "text/html; charset=utf-8")], body


def _page(lang: str, title: str, inner: str, *, head: str = "") -> bytes:
    return (f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">{head}<title>{_words(lang, title)}</title>'
            f'<link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/presnya.css"></head><body><main class="wrap"><div class="pg-h"><h1 class="sub">{_words(lang, title)}</h1>{inner}</div></main></body></html>\n').encode()


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _with_form(site: Application, environ: Environ, start: Start, headers: dict[str, str], *, page: str, day: str) -> Iterable[bytes]:
    """The page with its form for who opens it to read; the very file for everybody else."""
    if not _reads(environ):
        return site(environ, start)
    said: list[Any] = []
    bare = {name: value for name, value in environ.items() if name not in ("HTTP_RANGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE")} | {"REQUEST_METHOD": "GET"}
    answer = site(bare, lambda status, given, *_: said.extend((status, given)))
    try:
        body = b"".join(answer) if said[0].startswith("200") and dict(said[1]).get("Content-Type", "").startswith("text/html") else b""
    finally:
        getattr(answer, "close", lambda: None)()
    if CHOOSE not in body:
        return site(environ, start)
    body = _filled(body, page=page if page.endswith(".html") else f"{page}index.html", day=day)
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    if tag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 Not Modified", [("ETag", tag), _VARY, *headers.items()])
        return []
    return _send(("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("ETag", tag), _VARY], body), environ, start, headers)


def _reads(environ: Environ) -> bool:
    return "text/html" in environ.get("HTTP_ACCEPT", "") and environ.get("HTTP_SEC_FETCH_DEST", "document") in ("document", "iframe")


def _filled(body: bytes, *, page: str, day: str, begin: str = "", end: str = "") -> bytes:
    found = _SPOKEN.search(body[:500])
    lang = found[1].decode() if found and found[1].decode() in LANGUAGES else LANGUAGES[0]
    safe = page if _PAGE.fullmatch(page) else ""
    return body.replace(CHOOSE, _choose(lang, page=safe, day=day).encode(), 1).replace(BETWEEN, b"" if day else _choose_two(lang, page=safe, begin=begin, end=end).encode(), 1)


def _choose(lang: str, *, page: str, day: str) -> str:
    return (f'<form class="asof" action="/as-of/" method="get"><label for="as-of-day">{_words(lang, "on")}</label> {_date("as-of-day", "day", day)}'
            f'<input type="hidden" name="page" value="{escape(page)}"> <button class="btn" type="submit">{_words(lang, "show")}</button></form>')


def _choose_two(lang: str, *, page: str, begin: str, end: str) -> str:
    return (f'<form class="asof" action="/changes/" method="get"><label for="changes-from">{_words(lang, "after")}</label> {_date("changes-from", "from", begin)} '
            f'<label for="changes-to">{_words(lang, "until")}</label> {_date("changes-to", "to", end)}'
            f'<input type="hidden" name="page" value="{escape(page)}"> <button class="btn" type="submit">{_words(lang, "compare")}</button></form>')


def _date(identifier: str, name: str, value: str) -> str:
    return f'<input id="{identifier}" type="date" name="{name}" value="{escape(value) if "-" in value else ""}" required>'
