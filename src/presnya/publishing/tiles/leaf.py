"""The frame of a plain page of a chronology that stands alone: the museum's look without its navigation."""

from collections.abc import Sequence
from typing import NamedTuple

from presnya.publishing.tiles.told import Voice, direction, esc, symbols


class Link(NamedTuple):
    """A link of the frame: its words are escaped already."""

    href: str
    words: str


class Leaf(NamedTuple):
    """A page: its name from the root, its heading and what stands under it (HTML), the way up, what lies before and after, and its parts when it has several."""

    name: str
    heading: str
    body: str
    counted: str = ""
    lead: str = ""
    up: tuple[Link, ...] = ()
    before: Link | None = None
    after: Link | None = None
    parts: tuple[Link, ...] = ()
    part: int = 0
    viewer: str = ""


def page(leaf: Leaf, title: str, voice: Voice) -> bytes:
    """The page's bytes, UTF-8. `title` names the whole chronology. With `viewer`, the address of meta.json, body and count stand inside the viewer's
    element, which shows what it draws itself and its own count in their stead, and asks for the fonts when its picture stands.
    """
    base = "../" * leaf.name.count("/")
    whole = f'<p class="sans">{" · ".join(_to(one) for one in leaf.up)}</p>' if leaf.up else ""
    name = f"{leaf.heading} · {esc(title)}" if leaf.up else esc(title)
    counted = f'<p class="fine cnt">{leaf.counted}</p>'
    body = f'<presnya-chronology src="{esc(leaf.viewer)}" page="{esc(leaf.name)}" fonts="{base}static/fonts.css">\n{counted}\n{leaf.body}</presnya-chronology>' if leaf.viewer else leaf.body
    script = f'<script src="{base}static/chronology.js" defer></script>\n' if leaf.viewer else f'<link rel="stylesheet" href="{base}static/fonts.css">\n'
    return f"""<!doctype html>
<html lang="{esc(voice.lang)}" dir="{direction(voice.lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{name}</title>
<meta name="generator" content="presnya">
<script src="{base}static/light.js"></script>
<link rel="icon" href="{base}static/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{base}static/alone.css">
{script}<script src="{base}static/alone.js" defer></script>
</head>
<body class="p-chron">
<a class="skip" href="#main">{voice.say("skip")}</a>
{symbols()}
<header class="wrap"><div class="head"><a class="brand" href="{base}index.html">{esc(title)}</a>
<div class="ctl">{_switches(voice)}</div><details><summary>{voice.say("menu")}</summary><div class="menu">{_switches(voice)}</div></details></div></header>
<main id="main" class="wrap">
<div class="cbar"><div class="ct">{whole}<h1>{leaf.heading}</h1>
{f'<p class="sans soot">{leaf.lead}</p>' if leaf.lead else ""}</div>
{_parts(leaf)}{"" if leaf.viewer else counted}</div>
{body}
{_beside(leaf, voice)}</main>
<footer class="wrap"><div class="foot"><div class="sans"><p><b>{voice.say("copy")}</b> {voice.say("asks")}</p></div></div></footer>
</body>
</html>
""".encode()


def _switches(voice: Voice) -> str:
    style = voice.say("old")
    old = f'<button type="button" data-do="style" aria-pressed="false" hidden>{style[:1].upper()}{style[1:]}</button>' if voice.cutover is not None else ""
    return f'{old}<button type="button" data-do="night" aria-pressed="false" hidden>{voice.say("night")}</button>'


def _to(link: Link) -> str:
    return f'<a href="{esc(link.href)}">{link.words}</a>'


def _parts(leaf: Leaf) -> str:
    if len(leaf.parts) < 2:  # noqa: PLR2004  one part is the whole
        return ""
    items = "".join(f'<li><a class="num" href="{esc(one.href)}"{_HERE if nth == leaf.part else ""}>{one.words}</a></li>' for nth, one in _near(leaf.parts, leaf.part))
    return f'<nav class="reach" aria-label="{leaf.heading}"><ol>{items}</ol></nav>\n'


_HERE = ' aria-current="page"'


def _near(parts: Sequence[Link], part: int) -> list[tuple[int, Link]]:
    """Of many parts the first, the last, and those around this one."""
    return [(nth, one) for nth, one in enumerate(parts) if nth in (0, len(parts) - 1) or abs(nth - part) <= 5]  # noqa: PLR2004  five either side


def _beside(leaf: Leaf, voice: Voice) -> str:
    if leaf.before is None and leaf.after is None:
        return ""
    before = f'<a class="b" rel="prev" href="{esc(leaf.before.href)}"><span class="fine">{voice.say("before")}</span> {leaf.before.words}</a>' if leaf.before else ""
    after = f'<a class="a" rel="next" href="{esc(leaf.after.href)}"><span class="fine">{voice.say("after")}</span> {leaf.after.words}</a>' if leaf.after else ""
    return f'<nav class="sect ba" aria-label="{voice.say("beside")}">{before}{after}</nav>\n'


def table(body: str, lanes: str, count: int, voice: Voice, *, told: bool) -> str:
    """The table of lanes around rows; `lanes` are its head cells."""
    heading = voice.several("lanes", count)
    return (f'<div class="cv alone"><section class="lanes" aria-labelledby="lanes-h" tabindex="0"><h2 class="vh" id="lanes-h">{heading}</h2>\n'
            f'<table class="chr{" told" if told else ""}" style="--n:{count}"><thead><tr><th scope="col" class="when"><span class="vh">{voice.say("when")}</span></th>{lanes}</tr></thead>\n'
            f"<tbody>\n{body}</tbody></table></section></div>\n")
