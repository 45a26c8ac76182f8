"""Curators' words in Markdown → HTML, with links to things and the letters of witnesses.

`[Serge](person/victor-serge)` is a link to a thing; `[@source/essay]` the siglum of that source's author, leading to the source; `[@person/x]` that witness's own. What has no page (any more)
is printed as words. No HTML of the curator's passes through, and no picture: it would be asked of another host.
"""

import re
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from presnya.museum import Holdings
from presnya.publishing import links
from presnya.terms import kind_of

_CITED: Final = re.compile(r"\[@([a-z]+/[a-z0-9-]+)\]")
_ID: Final = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")


def prose(text: str, here: str, holdings: Holdings) -> Markup:
    """The text as HTML on the page `here` (an address of `links`)."""
    tokens = _markdown().parse(text)
    for token in tokens:
        if token.children:
            token.children = _resolved(token.children, here, holdings)
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704  html is off in the renderer, and what is put in below is escaped


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).disable("image")
    made.inline.ruler.before("link", "cite", _cite)
    return made


def _cite(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of the parser's rules
    found = _CITED.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        state.push("cite", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _resolved(tokens: list[Token], here: str, holdings: Holdings) -> list[Token]:
    """Citations as marks that stand close to what they vouch for; links of ids with their addresses."""
    out: list[Token] = []
    dead = 0
    for token in tokens:
        if token.type == "cite":
            adjacent = _close_up(out)
            out.append(Token("html_inline", "", 0, content=_mark(token.content, here, holdings, adjacent=adjacent)))
        elif token.type == "link_open" and _ID.fullmatch(href := str(token.attrGet("href"))):
            path = links.thing(href) if _here(href, holdings) else ""
            if path:
                token.attrSet("href", links.relative(here, path))
                out.append(token)
            dead += not path
        elif token.type == "link_close" and dead:
            dead -= 1
        else:
            out.append(token)
    return out


def _close_up(tokens: list[Token]) -> bool:
    """Take the space away before a mark; whether another mark stands right there."""
    while tokens and tokens[-1].type in ("text", "softbreak"):
        tokens[-1].content = tokens[-1].content.rstrip()
        if tokens[-1].content:
            return False
        tokens.pop()
    return bool(tokens) and tokens[-1].type == "html_inline"


def _mark(cited: str, here: str, holdings: Holdings, *, adjacent: bool) -> str:
    held = holdings.snapshot.sources.get(cited)
    if held:
        author = next(iter(held.accession.authors), "")
        siglum, name, path = holdings.sigla.get(author, held.accession.number), f"{holdings.snapshot.label(author)}: {held.accession.title}" if author else held.accession.title, links.source(cited)
    else:
        siglum, name = holdings.sigla.get(cited, ""), holdings.snapshot.label(cited)
        path = links.witness(cited) if siglum and kind_of(cited) in ("person", "group", "witness") else links.thing(cited) if _here(cited, holdings) else ""
    if not path:
        return str(Markup(' <span class="fine">({})</span>').format(name))
    return str(Markup('<a class="sig{}" href="{}" aria-label="{}">{}</a>').format(" adj" if adjacent else "", links.relative(here, path), f"{siglum or name}. {name}", siglum or escape(name)))


def _here(identifier: str, holdings: Holdings) -> bool:
    """Whether an id has a page (`pages.page.having_pages`, asked for one)."""
    snapshot = holdings.snapshot
    return identifier in snapshot.things or identifier in snapshot.sources or identifier in snapshot.arrangements or identifier in holdings.sigla
