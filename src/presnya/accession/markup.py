"""HTML, Markdown and EPUB: block structure to paragraphs, emphasis kept as spans, furniture from the elements that announce it."""

import posixpath
import re
import tomllib
import zipfile
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from lxml import etree, html
from markdown_it import MarkdownIt

from presnya.accession.archive import broken_inside, open_zip
from presnya.accession.draft import Builder, Draft
from presnya.accession.furniture import find_furniture
from presnya.accession.plain import check_text, decode
from presnya.terms import Furniture, Span
from presnya.terms.errors import BadFile

_DROPPED: Final = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object", "head", "form", "button", "select"})
_ANNOUNCED: Final = {"nav": "navigation", "aside": "beside the text", "footer": "foot of the page", "menu": "navigation"}
_BLOCKS: Final = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "pre", "section", "article", "main", "header", "table", "tr", "td", "th",
    "dl", "dt", "dd", "figure", "figcaption", "hr", "address", "body", *_ANNOUNCED,
})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC: Final = frozenset({"i", "em", "cite"})
_FRONT: Final = ("title", "author", "date", "language", "type", "calendar", "address", "rights", "standpoint", "nearness")


class _Walker:
    """Turns an element tree into text, block by block."""

    def __init__(self, builder: Builder) -> None:
        self.out = builder
        self.fresh = True

    def walk(self, element: html.HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _DROPPED:
            return
        if tag == "br":
            self.out.add("\n")
            return
        block, start = tag in _BLOCKS, self.out.length
        if block:
            self._part()
            start = self.out.length
        self._words(element.text)
        for child in element:
            self.walk(child)
            self._words(child.tail)
        end = self.out.length
        if end > start:
            if tag in _ITALIC:
                self.out.emphasis.append(Span(start, end))
            if tag in _HEADINGS:
                self.out.headings.append(Span(start, end))
            if tag in _ANNOUNCED:
                self.out.furniture.append(Furniture(start, end, _ANNOUNCED[tag]))
        if block:
            self._part()

    def _part(self) -> None:
        if not self.fresh:
            self.out.add("\n\n")
            self.fresh = True

    def _words(self, words: str | None) -> None:
        folded = re.sub(r"[ \t\r\n\f]+", " ", words or "")
        if self.fresh:
            folded = folded.lstrip()
        if folded:
            self.out.add(folded)
            self.fresh = False


def take_html(data: bytes, *, name: str, encoding: str | None = None) -> Draft:
    """A web page. Nothing in it is run or fetched; title, author and date of its head are hints only."""
    declared = re.search(rb"<meta[^>]+charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    text, found = decode(data, name=name, encoding=encoding or _usable(declared[1].decode() if declared else ""))
    builder, hints = Builder(), {} if found.startswith("utf") else {"encoding": found}
    root = _parse(text, name)
    for key, path in (("title", "string(//title)"), ("author", "string(//meta[@name='author']/@content)"), ("date", "string(//meta[@property='article:published_time']/@content)")):
        if value := str(root.xpath(path)).strip():
            hints[key] = value
    body = root.find("body")
    _Walker(builder).walk(body if body is not None else root)
    return _draft("text/html", data, builder, hints=hints, name=name)


def _usable(encoding: str) -> str | None:
    return None if not encoding or encoding.lower() in {"utf-8", "utf8"} else encoding


def _parse(text: str, name: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except etree.LxmlError as error:
        raise BadFile(f"{name} is no HTML that can be read: {error}.", next_step="Open it in a browser and save it anew.") from error
    # A parser that gave up keeps what it had read and says so only here; all lesser errors of web pages are mended as browsers do.
    if fatal := [fault for fault in parser.error_log if fault.level_name == "FATAL"]:
        raise BadFile(f"{name} cannot be read beyond line {fatal[0].line}: {fatal[0].message.strip()}.", next_step="Open it in a browser, and save what you see as text or PDF.")
    return root


def _draft(media_type: str, data: bytes, builder: Builder, *, name: str, hints: dict[str, str], given: dict[str, str] | None = None, pages: tuple[int, ...] = ()) -> Draft:
    text = check_text(builder.text(), name=name)
    furniture = {(one.start, one.end): one for one in (*find_furniture(text), *builder.furniture)}
    return Draft(media_type, data, text, furniture=tuple(sorted(furniture.values(), key=lambda one: one.start)), emphasis=tuple(builder.emphasis),
                 headings=tuple(builder.headings), hints=hints, given=given or {}, pages=pages)


def take_markdown(data: bytes, *, name: str, encoding: str | None = None) -> Draft:
    """Markdown, with front matter between +++ lines (TOML) or --- lines (`key: value`), which is the curator's own word."""
    text, _ = decode(data, name=name, encoding=encoding)
    given, body = front_matter(text, name=name)
    rendered = MarkdownIt("commonmark", {"html": False}).enable("table").render(body)
    builder = Builder()
    if rendered.strip():
        _Walker(builder).walk(_parse(f"<body>{rendered}</body>", name).find("body"))
    return _draft("text/markdown", data, builder, hints={}, given=given, name=name)


def front_matter(text: str, *, name: str) -> tuple[dict[str, str], str]:
    """(what the curator wrote above the text, the text). BadFile names an unknown key."""
    found = re.match(r"(\+\+\+|---)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|$)", text, re.DOTALL)
    if not found:
        return {}, text
    given: dict[str, str] = {}
    if found[1] == "+++":
        try:
            given = {key: str(value) for key, value in tomllib.loads(found[2]).items()}
        except tomllib.TOMLDecodeError as error:
            raise BadFile(f"The front matter of {name} cannot be read: {error}.", next_step="Mend that line.") from error
    else:
        for line in found[2].splitlines():
            key, colon, value = line.partition(":")
            if line.strip() and not colon:
                raise BadFile(f"The front matter of {name} has the line {line!r}.", next_step="Write `key: value`.")
            if colon:
                given[key.strip()] = value.strip().strip("\"'")
    for key in given:
        if key not in _FRONT:
            raise BadFile(f'The front matter of {name} has the unknown key "{key}".', next_step=f"It may have: {', '.join(_FRONT)}.")
    return given, text[found.end():]


def take_epub(data: bytes, *, name: str) -> Draft:
    """An EPUB's chapters in the order of its spine; metadata as hints."""
    archive = open_zip(data, name=name)
    builder, pages, hints = Builder(), [], {}
    with broken_inside(name, kind="EPUB", next_step="Check that it was downloaded whole."):
        container = _xml(archive.read("META-INF/container.xml"), name)
        package_path = PurePosixPath(str(container.xpath("string(//*[local-name()='rootfile']/@full-path)")))
        package = _xml(archive.read(str(package_path)), name)
        items = {item.get("id", ""): item for item in package.iter("{*}item")}
        for reference in package.iter("{*}itemref"):
            item = items.get(reference.get("idref", ""))
            if item is not None and not item.get("media-type", "").endswith(("html", "html+xml")):
                continue
            href = posixpath.normpath(str(package_path.parent / unquote(item.get("href", "")))) if item is not None else reference.get("idref", "")
            if href not in archive.namelist():
                raise BadFile(f"{name} lacks its chapter {href}.", next_step="Check that it was downloaded whole.")
            if builder.length:
                builder.add("\n\n")
            pages.append(builder.length)
            _chapter(archive.read(href), builder, f"{name}, {href}")
        for key, tag in (("title", "title"), ("author", "creator"), ("date", "date"), ("language", "language")):
            if value := str(package.xpath(f"string(//*[local-name()='{tag}'])")).strip():
                hints[key] = value
    return _draft("application/epub+zip", data, builder, hints=hints, name=name, pages=tuple(pages))


def _chapter(data: bytes, builder: Builder, name: str) -> None:
    declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([\w.-]+)""", data)
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    words = decode(data, name=name, encoding=None if marked else declared[1].decode() if declared else "utf-8")[0] if data.strip() else ""
    words = words.replace("<?xml", "<!--?xml", 1).replace("?>", "?-->", 1)
    body = _parse(words, name).find("body") if words else None
    if body is not None:
        _Walker(builder).walk(body)


def _xml(data: bytes, name: str) -> etree._Element:
    try:
        return etree.parse(BytesIO(data), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)).getroot()
    except etree.LxmlError as error:
        raise BadFile(f"{name} holds XML that cannot be read: {error}.", next_step="Check that it was downloaded whole.") from error


def is_epub(archive: zipfile.ZipFile) -> bool:
    """By its own declaration, the first member."""
    return "META-INF/container.xml" in archive.namelist()
