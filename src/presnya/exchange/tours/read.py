"""`tours/NAME.md` → an arrangement `tour/name`: one Markdown file a tour, its stops as second headings.

    ---
    title: The mill and the street
    subtitle: A walk in two stops
    long: 90
    ---
    Words before the walk.

    ## 1. The kitchen
    where: The mill, October 1905
    things: place/mill; event/strike; question/1905-how-many

    The short narration.

    ### long
    The long narration.

    ### ru
    title: Кухня

    The short narration in Russian.

    ### ru long
    The long one.

`long` and `short` above are the minutes of the whole walk with looking; without them they are reckoned from the words (`museum.tour`).
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya.config import Museum
from presnya.exchange.prose import check_prose
from presnya.museum.tour import LENGTHS, check_contents
from presnya.terms import Arrange, make_id
from presnya.terms.errors import BadInput, BadValue

_FRONT: Final = ("title", "subtitle", "language", "order", *LENGTHS)
_OF_STOP: Final = ("things", "where")
_HEADING: Final = re.compile(r"^(##|###)[ \t]+(.*?)[ \t]*$", re.MULTILINE)
_NUMBERED: Final = re.compile(r"(\d+)\.\s+(\S.*)")
_TONGUE: Final = re.compile(r"(?:([a-z]{2,3}(?:-[A-Za-z0-9]+)*)(?:[ \t]+(short|long))?|(long))")
_KEYED: Final = re.compile(r"(?:[ \t]*\n)*((?:[a-z]+:.*(?:\n|$))+)")


class _Part(NamedTuple):
    """A heading (its level 2 or 3, its words) with what stands under it; `where` names file and line."""

    level: int
    heading: str
    body: str
    where: str


def read(museum: Museum, known: Collection[str]) -> tuple[Arrange, ...]:
    """All tours of the folder, by file name. `known` are the ids that things and links may name. BadInput says what is wrong with which stop of which file."""
    folder = museum.folder / "tours"
    return tuple(_tour(path, museum.languages[0], known) for path in sorted(folder.glob("*.md"))) if folder.is_dir() else ()


def _tour(path: Path, lang: str, known: Collection[str]) -> Arrange:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not written in UTF-8.", next_step="Save it as UTF-8 in your editor.") from error
    front, body, line = _front(text.replace("\r\n", "\n"), path)
    lead, parts = _parts(body, path, line)
    own = front.get("language", lang)
    check_prose(lead, known, str(path))
    stops: list[dict[str, Any]] = []
    for part in parts:
        if part.level == 2:  # noqa: PLR2004  a heading `##`
            stops.append(_stop(part, own, known, numbers=[stop["number"] for stop in stops]))
        elif stops:
            _tell(part, stops[-1], own, known)
        else:
            raise BadInput(f'{part.where}: "{part.heading}" stands before the first stop.', next_step="Begin a stop with a heading such as “## 1. The kitchen”.")
    contents: dict[str, Any] = {"subtitle": front.get("subtitle", ""), "lead": lead, "order": _whole(front, "order", path), "stops": stops,
                                "minutes": {length: minutes for length in LENGTHS if (minutes := _whole(front, length, path))}}
    try:
        check_contents(contents)
    except BadValue as error:
        raise BadInput(f"{path}: {error.message}", next_step=error.next_step) from error
    about = tuple(dict.fromkeys(thing for stop in stops for thing in stop["things"]))
    return Arrange(id=make_id("tour", path.stem), title=front["title"], contents=contents, about=about, lang=own, origin=f"tours/{path.name}")


def _front(text: str, path: Path) -> tuple[dict[str, str], str, int]:
    """What stands between the lines `---`, the text after it, and that text's first line in the file."""
    found = re.match(r"---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", text, re.DOTALL)
    if not found:
        raise BadInput(f"{path} has no lines of its own above the text.", next_step="Begin the file with ---, title: …, ---.")
    given = _keys(found[1], _FRONT, f"{path}, above the text")
    if not given.get("title"):
        raise BadInput(f"{path} has no title.", next_step="Write title: … between the two lines --- at its top.")
    return given, text[found.end():], text[:found.end()].count("\n") + 1


def _keys(lines: str, known: tuple[str, ...], where: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for line in filter(str.strip, lines.splitlines()):
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or key not in known:
            raise BadInput(f"{where}: {line.strip()!r} is not known there.", next_step=f"Write `key: value` with one of: {', '.join(known)}.")
        out[key] = value.strip().strip("\"'")
    return out


def _whole(front: dict[str, str], key: str, path: Path) -> int:
    words = front.get(key, "") or "0"
    if not words.isascii() or not words.isdigit():
        raise BadInput(f'{path}: {key} is "{words}", which is no whole number.', next_step=f"Write {key}: 10, or leave the line out.")
    return int(words)


def _parts(body: str, path: Path, line: int) -> tuple[str, list[_Part]]:
    """The words before the first heading, and each heading with its text."""
    found = list(_HEADING.finditer(body))
    ends = [one.start() for one in found[1:]] + [len(body)]
    parts = [_Part(len(one[1]), one[2], body[one.end():end], f"{path}, line {line + body[:one.start()].count(chr(10))}") for one, end in zip(found, ends, strict=True)]
    return body[:found[0].start() if found else len(body)].strip(), parts


def _body(part: _Part, known: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """Lines `key: value` right under the heading, and the text after them. Only words that are keys there begin such lines: a text may begin with "Note: …"."""
    found = _KEYED.match(part.body)
    if not found or found[1].partition(":")[0] not in known:
        return {}, part.body.strip()
    return _keys(found[1], known, part.where), part.body[found.end():].strip()


def _stop(part: _Part, lang: str, known: Collection[str], *, numbers: list[int]) -> dict[str, Any]:
    numbered = _NUMBERED.fullmatch(part.heading)
    if not numbered:
        raise BadInput(f'{part.where}: the stop "{part.heading}" has no number.', next_step="Write it as “## 1. Title”.")
    number = int(numbered[1])
    if number != len(numbers) + 1:
        raise BadInput(f'{part.where}: the stop "{numbered[2]}" has the number {number} where {len(numbers) + 1} comes.', next_step="Number the stops 1, 2, 3 … in the order of the walk.")
    keys, text = _body(part, _OF_STOP)
    things = [thing for one in keys.get("things", "").split(";") if (thing := one.strip())]
    for thing in things:
        if thing not in known:
            raise BadInput(f'{part.where}: stop {number} shows "{thing}", which nothing in the museum is called.', next_step="Write the id of a thing, question or chronology as it stands in tables/.")
    check_prose(text, known, part.where)
    return {"number": number, "where": keys.get("where", ""), "things": things, "texts": {lang: {"title": numbered[2], "short": text}}}


def _tell(part: _Part, stop: dict[str, Any], own: str, known: Collection[str]) -> None:
    """Add what a third heading holds: another length, or another language."""
    found = _TONGUE.fullmatch(part.heading)
    if not found:
        raise BadInput(f'{part.where}: "{part.heading}" is no length and no language.', next_step="Write “### long”, “### ru” or “### ru long”.")
    lang, length = found[1] or own, found[2] or found[3] or "short"
    keys, text = _body(part, ("title",))
    check_prose(text, known, part.where)
    told = stop["texts"].setdefault(lang, {"title": ""})
    if length in told:
        raise BadInput(f'{part.where}: stop {stop["number"]} is told twice under "{part.heading}".', next_step="Keep one of the two.")
    told[length] = text
    told["title"] = keys.get("title") or told["title"]
