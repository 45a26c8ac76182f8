"""Curators' words in Markdown → HTML, with links to things and sigla."""

import re
from html import escape

from markdown_it import MarkdownIt
from markupsafe import Markup

from presnya.museum import Holdings
from presnya.publishing import links


def prose(text: str, here: str, holdings: Holdings) -> Markup:
    """Markdown as HTML on the page `here`. `[@source/x]` becomes the siglum of its author, a link to an id a link to its page."""
    def cite(found: re.Match[str]) -> str:
        source = holdings.snapshot.sources[found[1]]
        author = source.accession.authors[0]
        label = escape(f"{holdings.sigla[author]}. {holdings.snapshot.label(author)}: {source.accession.title}")
        adjacent = " adj" if found.start() and found.string[found.start() - 1] == "]" else ""
        return f'<a class="sig{adjacent}" href="{links.relative(here, links.source(found[1]))}" aria-label="{label}">{holdings.sigla[author]}</a>'
    html = MarkdownIt("commonmark", {"html": False}).render(text)
    html = re.sub(r'href="([a-z]+/[a-z0-9-]+)"', lambda found: f'href="{links.relative(here, links.thing(found[1]))}"', html)
    return Markup(re.sub(r"\s*\[@([^\]]*)\]", cite, html))  # noqa: S704  html is off in the renderer, and labels are escaped
