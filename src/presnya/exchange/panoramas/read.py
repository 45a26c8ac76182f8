"""`panoramas/NAME.md` (title and words) and `panoramas/NAME.toml` (picture, layers, hot-spots, shows) → an arrangement `panorama/name`.

What each key means: docs/curators/panorama.md. Places come as 0 to 1 and times in seconds; an arrangement has no floats, so they are kept
in ten-thousandths and milliseconds (`museum.panorama`).
"""

import hashlib
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya.config import Museum
from presnya.museum.panorama import WHOLE, check_contents
from presnya.terms import Arrange, make_id
from presnya.terms.errors import BadInput, BadValue, PresnyaError, UnknownWord, did_you_mean

_FRONT: Final = ("title", "subtitle", "language", "order")
_TOP: Final = ("picture", "start", "layers", "spots", "shows")
_LAYER: Final = ("file", "depth")
_SPOT: Final = ("id", "title", "x", "y", "width", "things", "then", "now", "sources", "status", "note")
_SHOW: Final = ("id", "title", "kind", "version", "text", "sources", "cues")
_CUE: Final = ("at", "spot", "x", "y", "radius", "light", "flashes", "every", "text", "sound")
_SOUNDS: Final = (".ogg", ".mp3")
_DRAWN: Final = (".png", ".webp", ".jpg")
_SECTION: Final = re.compile(r"^##[ \t]+(.*?)[ \t]*$", re.MULTILINE)


class _Folder(NamedTuple):
    """Where the files of a panorama lie, and which ids there are."""

    museum: Path
    known: Collection[str]
    where: str


def read(museum: Museum, known: Collection[str]) -> tuple[Arrange, ...]:
    """All panoramas of a museum's folder, by file name. `known` are the ids that may be named. BadInput, BadValue or UnknownWord name file and thing."""
    folder = museum.folder / "panoramas"
    found = sorted(folder.glob("*.md")) if folder.is_dir() else []
    return tuple(_panorama(path, museum, known) for path in found)


def _panorama(path: Path, museum: Museum, known: Collection[str]) -> Arrange:
    front, words = _front(path)
    beside = path.with_suffix(".toml")
    inside = _Folder(museum.folder, known, f"panoramas/{beside.name}")
    given = _toml(beside)
    _keys(given, _TOP, inside.where, needed=("picture", "spots"))
    lead, documents = _sections(words)
    spots = [_spot(spot, nth, inside) for nth, spot in enumerate(_list(given, "spots", inside.where), 1)]
    contents = {
        "picture": _id(str(given["picture"]), inside, f"{inside.where}: picture"), "subtitle": front.get("subtitle", ""), "order": _order(front, path), "text": lead, "documents": documents,
        "start": _box(given.get("start"), inside), "layers": [_layer(layer, inside) for layer in _list(given, "layers", inside.where)],
        "spots": spots, "shows": [_show(show, {spot["id"]: spot for spot in spots}, inside) for show in _list(given, "shows", inside.where)],
    }
    try:
        check_contents(contents)
    except PresnyaError as error:
        raise type(error)(f"{inside.where}: {error.message}", next_step=error.next_step) from error
    about = tuple(dict.fromkeys(thing for spot in spots for thing in spot["things"]))
    return Arrange(id=make_id("panorama", path.stem), title=front["title"], contents=contents, about=about, lang=front.get("language", museum.languages[0]), origin=f"panoramas/{path.name}")


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _front(path: Path) -> tuple[dict[str, str], str]:
    """What stands between the two lines of ---, and all after it."""
    where = f"panoramas/{path.name}"
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].strip() != "---" or "---" not in (line.strip() for line in lines[1:]):
        raise BadInput(f"{where} has no front matter.", next_step="Begin it with a line ---, `title: …` and a line ---.")
    end = next(nth for nth, line in enumerate(lines[1:], 1) if line.strip() == "---")
    front: dict[str, str] = {}
    for line in filter(str.strip, lines[1:end]):
        key, mark, value = (part.strip() for part in line.partition(":"))
        if not mark:
            raise BadInput(f"{where} has the line {line!r} in its front matter.", next_step="Write `key: value`.")
        if key not in _FRONT:
            raise UnknownWord(f'{where} has the unknown key "{key}".', next_step=did_you_mean(key, _FRONT) or f"It may have: {', '.join(_FRONT)}.")
        front[key] = value
    if not front.get("title"):
        raise BadInput(f"{where} has no title.", next_step="Write `title: …` in its front matter.")
    return front, "\n".join(lines[end + 1:]).strip()


def _order(front: Mapping[str, str], path: Path) -> int:
    words = front.get("order", "0")
    if not words.isdecimal():
        raise BadValue(f"panoramas/{path.name}: order is {words!r}.", next_step="Write a whole number; smaller ones come first.")
    return int(words)


def _sections(words: str) -> tuple[str, list[dict[str, str]]]:
    """The wall text, and each `## Title` with its words."""
    lead, *rest = _SECTION.split(words)
    return lead.strip(), [{"title": title, "text": text.strip()} for title, text in zip(rest[::2], rest[1::2], strict=True)]


# ── the table beside it ─────────────────────────────────────────────────────────────────────────────────────────


def _toml(path: Path) -> dict[str, Any]:
    where = f"panoramas/{path.name}"
    if not path.is_file():
        raise BadInput(f"{where} is not there.", next_step=f"A panorama needs it beside its words: picture and [[spots]]. See docs/curators/panorama.md for {path.stem}.")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{where} cannot be read: {error}.", next_step="Mend that line.") from error


def _keys(given: Mapping[str, Any], known: Collection[str], where: str, needed: Collection[str] = ()) -> None:
    for key in given:
        if key not in known:
            raise UnknownWord(f'{where} has the unknown key "{key}".', next_step=did_you_mean(key, known) or f"It may have: {', '.join(known)}.")
    for key in needed:
        if key not in given:
            raise BadInput(f"{where} has no {key}.", next_step=f"Write {key} = …")


def _list(given: Mapping[str, Any], key: str, where: str) -> list[dict[str, Any]]:
    found = given.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadValue(f"{where}: {key} is no list of tables.", next_step=f"Write [[{key}]] above each.")
    return found


def _share(given: Mapping[str, Any], key: str, where: str, default: float | None = None) -> int:
    """A part of the picture, 0 to 1, as ten-thousandths."""
    value = given.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise BadValue(f"{where}: {key} is {value!r}.", next_step="Write a number from 0 (left, top) to 1 (right, bottom).")
    return round(value * WHOLE)


def _seconds(given: Mapping[str, Any], key: str, where: str, default: float | None = None) -> int:
    value = given.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise BadValue(f"{where}: {key} is {value!r}.", next_step="Write seconds, e.g. 4 or 4.5.")
    return round(value * 1000)


def _id(identifier: str, inside: _Folder, where: str) -> str:
    if identifier not in inside.known:
        raise BadInput(f'{where}: "{identifier}" is the id of nothing in the museum.', next_step="Write an id as it stands in tables/, or take the line out.")
    return identifier


def _ids(given: Mapping[str, Any], key: str, inside: _Folder, where: str) -> list[str]:
    found = given.get(key, [])
    if not isinstance(found, list):
        raise BadValue(f"{where}: {key} is no list.", next_step=f'Write {key} = ["place/…"].')
    return [_id(str(one), inside, where) for one in found]


def _box(given: object, inside: _Folder) -> list[int]:
    """Where the camera begins: [x, y, width] of its middle; [] for the whole."""
    if given is None:
        return []
    if not isinstance(given, dict):
        raise BadValue(f"{inside.where}: start is {given!r}.", next_step="Write start = { x = 0.5, y = 0.5, width = 0.3 }.")
    _keys(given, ("x", "y", "width"), f"{inside.where}: start", needed=("x", "y", "width"))
    return [_share(given, key, f"{inside.where}: start") for key in ("x", "y", "width")]


def _file(folder: str, name: object, endings: Collection[str], inside: _Folder, where: str) -> Path:
    """A file of the museum's folder, by its name alone."""
    if not isinstance(name, str) or Path(name).name != name or Path(name).suffix.lower() not in endings:
        raise BadValue(f"{where}: {name!r} is no name of a file in {folder}/.", next_step=f"It ends in one of: {', '.join(endings)}.")
    path = inside.museum / folder / name
    if not path.is_file():
        raise BadInput(f"{where}: {folder}/{name} is not there.", next_step="Put the file there, or take the line out.")
    return path


def _layer(given: dict[str, Any], inside: _Folder) -> dict[str, Any]:
    where = f"{inside.where}: a layer"
    _keys(given, _LAYER, where, needed=_LAYER)
    path = _file("pictures", given["file"], _DRAWN, inside, where)
    return {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "depth": _share(given, "depth", where)}


def _spot(given: dict[str, Any], nth: int, inside: _Folder) -> dict[str, Any]:
    where = f"{inside.where}: hot-spot {given.get('id', nth)}"
    _keys(given, _SPOT, where, needed=("id", "title", "x", "y", "status"))
    words = {key: " ".join(str(given.get(key, "")).split()) for key in ("id", "title", "then", "now", "status", "note")}
    return words | {"x": _share(given, "x", where), "y": _share(given, "y", where), "width": _share(given, "width", where, 0.16),
                    "things": _ids(given, "things", inside, where), "sources": _ids(given, "sources", inside, where)}


def _show(given: dict[str, Any], spots: Mapping[str, dict[str, Any]], inside: _Folder) -> dict[str, Any]:
    where = f"{inside.where}: show {given.get('id', '')}"
    _keys(given, _SHOW, where, needed=("id", "title", "kind", "version", "cues"))
    words = {key: " ".join(str(given.get(key, "")).split()) for key in ("id", "title", "kind", "version", "text")}
    return words | {"sources": _ids(given, "sources", inside, where), "cues": [_cue(cue, nth, spots, inside, where) for nth, cue in enumerate(_list(given, "cues", where), 1)]}


def _cue(given: dict[str, Any], nth: int, spots: Mapping[str, dict[str, Any]], inside: _Folder, show: str) -> dict[str, Any]:
    where = f"{show}, cue {nth}"
    _keys(given, _CUE, where, needed=("at", "text"))
    spot = str(given.get("spot", ""))
    if spot and spot not in spots:
        raise UnknownWord(f'{where} names the hot-spot "{spot}", which is not there.', next_step=did_you_mean(spot, spots) or "Write the id of one of [[spots]].")
    at: dict[str, Any] = {key: spots[spot][key] / WHOLE for key in ("x", "y")} if spot else {}
    flashes = given.get("flashes", 1)
    if isinstance(flashes, bool) or not isinstance(flashes, int) or flashes < 1:
        raise BadValue(f"{where}: flashes is {flashes!r}.", next_step="Write a whole number, 1 or more.")
    sound = _file("sounds", given["sound"], _SOUNDS, inside, where).name if "sound" in given else ""
    return {"at": _seconds(given, "at", where), "spot": spot, "x": _share(at | given, "x", where, 0.5), "y": _share(at | given, "y", where, 0.5), "radius": _share(given, "radius", where, 0.03),
            "light": str(given.get("light", "")), "flashes": flashes, "every": _seconds(given, "every", where, 0.5), "text": " ".join(str(given["text"]).split()), "sound": sound}
