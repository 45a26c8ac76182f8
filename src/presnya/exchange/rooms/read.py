"""`rooms/NAME.md` → an arrangement `room/name`: its wall text, then its vitrines.

    ---
    title: The mill and the street
    number: 1
    years: 1905
    ---
    The wall text, in Markdown, each statement with its citation.

    ## vitrine: What the kitchen held
    A label of a few words.

    - object/banner
    - person/otto-baker: The man who sewed it.

A vitrine's things are lines of their own; all other lines under its heading are its text.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from presnya.config import Museum
from presnya.exchange.prose import check_prose
from presnya.terms import Arrange, make_id
from presnya.terms.errors import BadInput

KEYS: Final = ("title", "number", "subtitle", "years", "chronology", "panorama", "tour")
LINKED: Final = ("chronology", "panorama", "tour")
_ITEM: Final = re.compile(r"-[ \t]+([a-z]+/[a-z0-9-]+)(?:[ \t]*:[ \t]*(.*))?")
_YEARS: Final = re.compile(r"(\d{4})(?:-(\d{4}))?")


def read(museum: Museum, known: Collection[str]) -> tuple[Arrange, ...]:
    """All rooms of the folder, by number. `known` are the ids that may be shown and linked. BadInput names file and line of what is wrong, also of a number borne twice."""
    folder = museum.folder / "rooms"
    found: dict[int, Arrange] = {}
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else []:
        room = _room(path, museum.languages[0], known)
        other = found.setdefault(room.contents["number"], room)
        if other is not room:
            raise BadInput(f"{path} and {other.origin} both have the number {room.contents['number']}.", next_step="Number the rooms 1, 2, 3 … in the order of the walk.")
    return tuple(found[number] for number in sorted(found))


def _room(path: Path, lang: str, known: Collection[str]) -> Arrange:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not written in UTF-8.", next_step="Save it as UTF-8 in your editor.") from error
    front, first = _front(lines, path)
    for key in LINKED:
        if front.get(key) and front[key] not in known:
            raise _nothing(front[key], f"{path}, above the text")
    wall: list[str] = []
    vitrines: list[dict[str, Any]] = []
    for number, line in enumerate(lines[first:], start=first + 1):
        where = f"{path}, line {number}"
        check_prose(line, known, where)
        if line.startswith("## "):
            vitrines.append(_vitrine(line, where))
        elif vitrines and line.startswith("- "):
            vitrines[-1]["items"].append(_item(line, known, where))
        elif vitrines:
            vitrines[-1]["text"] += f"{line}\n"
        else:
            wall.append(line)
    for vitrine in vitrines:
        vitrine["text"] = vitrine["text"].strip()
    years = _YEARS.fullmatch(front["years"]) if front.get("years") else None
    if front.get("years") and not years:
        raise BadInput(f'{path}: years is "{front["years"]}".', next_step="Write years: 1905 or years: 1905-1907.")
    contents = {"number": int(front["number"]), "subtitle": front.get("subtitle", ""), "years": [int(years[1]), int(years[2] or years[1])] if years else [],
                "wall": "\n".join(wall).strip(), "vitrines": vitrines, **{key: front.get(key, "") for key in LINKED}}
    about = tuple(dict.fromkeys(item["thing"] for vitrine in vitrines for item in vitrine["items"]))
    return Arrange(id=make_id("room", path.stem), title=front["title"], contents=contents, about=about, lang=lang, origin=f"rooms/{path.name}")


def _front(lines: list[str], path: Path) -> tuple[dict[str, str], int]:
    """What stands between the lines `---`, and how many lines that takes."""
    if not lines or lines[0].strip() != "---" or "---" not in [line.strip() for line in lines[1:]]:
        raise BadInput(f"{path} has no lines of its own above the text.", next_step="Begin the file with ---, title: …, number: …, ---.")
    end = [line.strip() for line in lines].index("---", 1)
    out: dict[str, str] = {}
    for number, line in enumerate(lines[1:end], start=2):
        key, colon, value = line.partition(":")
        if not colon or key.strip() not in KEYS:
            raise BadInput(f"{path}, line {number}: {line.strip()!r} is not known there.", next_step=f"Write `key: value` with one of: {', '.join(KEYS)}.")
        out[key.strip()] = value.strip().strip("\"'")
    if not out.get("title") or not re.fullmatch(r"[1-9][0-9]{0,3}", out.get("number", "")):
        raise BadInput(f"{path} has no title or no number.", next_step="Write title: … and number: 1 between the two lines --- at its top.")
    return out, end + 1


def _vitrine(line: str, where: str) -> dict[str, Any]:
    found = re.fullmatch(r"##[ \t]+vitrine:[ \t]*(\S.*)", line.rstrip())
    if not found:
        raise BadInput(f'{where}: "{line}" is no vitrine.', next_step="Write “## vitrine: Title”.")
    return {"title": found[1], "text": "", "items": []}


def _item(line: str, known: Collection[str], where: str) -> dict[str, str]:
    found = _ITEM.fullmatch(line.rstrip())
    if not found:
        raise BadInput(f"{where}: {line!r} names no thing.", next_step="Write “- object/slug” or “- object/slug: a label”.")
    if found[1] not in known:
        raise _nothing(found[1], where)
    return {"thing": found[1], "label": found[2] or ""}


def _nothing(identifier: str, where: str) -> BadInput:
    return BadInput(f'{where}: "{identifier}" is the id of nothing in the museum.', next_step="Write an id as it stands in tables/.")
