"""museum.toml → one frozen value. Every key has a default, a unit and a help text; an unknown key is an error with a suggestion."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from presnya.terms.errors import BadInput, BadValue, Conflict, UnknownWord, did_you_mean
from presnya.terms.ids import slug

FILE: Final = "museum.toml"
LANGUAGES: Final = ("en", "ru", "fr", "de", "es")


OWN_PARTS: Final = (".presnya", "tables", "texts", "pictures", "rooms", "chronologies", "panoramas", "sounds", "tours", FILE)
"""What lies in a museum's folder by these names is the museum's; pages published among them would be taken in as its sources."""


class Key(NamedTuple):
    """A key of museum.toml."""

    name: str
    default: Any
    unit: str
    help: str


KEYS: Final = (
    Key("name", "", "", "what the museum is called; the folder's name when empty"),
    Key("subtitle", "", "", "one sentence under the name at the entrance"),
    Key("description", "", "", "the wall text at the entrance; paragraphs parted by blank lines"),
    Key("languages", ["en"], "", f"languages of the pages, the first one is the museum's own; from {', '.join(LANGUAGES)}"),
    Key("origin", "", "", "the register's name for ever, e.g. museum.example/presnya; <folder>.invalid/presnya when empty"),
    Key("address", "", "", "public address of the published museum, when it has one"),
    Key("calendar", "gregorian", "", "calendar of dates in the folder's tables where a row says nothing: gregorian or julian"),
    Key("database", "", "", "empty for SQLite in the folder, or postgresql://user:password@host:port/name"),
    Key("site", "site", "", "folder of the published pages, inside the museum's folder"),
    Key("curator", "", "", "the registrar's name as it enters the register; your user name when empty"),
    Key("licence", "", "", "licence of the museum's own words, printed on every page"),
    Key("light", "system", "", "system, day or night: how pages look before the visitor chooses"),
)


@dataclass(frozen=True)
class Museum:
    """A museum's settings and where its parts lie. Paths are absolute."""

    folder: Path
    name: str
    subtitle: str = ""
    description: str = ""
    languages: tuple[str, ...] = ("en",)
    origin: str = ""
    address: str = ""
    calendar: str = "gregorian"
    database: str = ""
    site: str = "site"
    curator: str = ""
    licence: str = ""
    light: str = "system"
    inside: Path = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "inside", self.folder / ".presnya")

    @property
    def strongroom(self) -> Path:
        """Sources' bytes."""
        return self.inside / "strongroom"

    @property
    def database_file(self) -> Path:
        """The SQLite file, used when `database` is empty."""
        return self.inside / "catalogue.sqlite3"

    @property
    def site_folder(self) -> Path:
        """The published pages."""
        return self.folder / self.site


def load(folder: Path) -> Museum:
    """Read museum.toml of this folder; all defaults hold when there is none. UnknownWord, BadValue or BadInput name key and file."""
    folder = folder.resolve()
    place = folder / FILE
    given: dict[str, Any] = {}
    if place.exists():
        try:
            given = tomllib.loads(place.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            raise BadInput(f"{place} cannot be read: {error}.", next_step="Mend that line; `presnya config` shows all keys.") from error
    known = {key.name: key for key in KEYS}
    for name, value in given.items():
        if name not in known:
            raise UnknownWord(f'{place} has the unknown key "{name}".', next_step=did_you_mean(name, known) or "`presnya config` shows all keys.")
        if type(value) is not type(known[name].default):
            wanted = "a list" if isinstance(known[name].default, list) else "text in quotation marks"
            raise BadValue(f'"{name}" in {place} is {value!r}, but it takes {wanted}.', next_step=f"{name}: {known[name].help}")
    fields = {key.name: given.get(key.name, key.default) for key in KEYS}
    _check(fields, place)
    fields["languages"] = tuple(fields["languages"])
    fields["name"] = " ".join(fields["name"].split()) or folder.name
    fields["origin"] = fields["origin"] or f"{slug(folder.name)}.invalid/presnya"
    return Museum(folder=folder, **fields)


def _check(fields: dict[str, Any], place: Path) -> None:
    choices = {"calendar": ("gregorian", "julian"), "light": ("system", "day", "night")}
    for name, allowed in choices.items():
        if fields[name] not in allowed:
            raise BadValue(f'"{name}" in {place} is {fields[name]!r}.', next_step=f"It takes one of: {', '.join(allowed)}.")
    for language in fields["languages"]:
        if language not in LANGUAGES:
            raise BadValue(f'"languages" in {place} names {language!r}.', next_step=f"Pages speak {', '.join(LANGUAGES)}.")
        if fields["languages"].count(language) > 1:
            raise BadValue(f'"languages" in {place} names {language!r} twice.', next_step="Name each once; the first one is the museum's own.")
    if not fields["languages"]:
        raise BadValue(f'"languages" in {place} is empty.', next_step='Write at least the museum\'s own, e.g. languages = ["en"].')
    if fields["database"] and not fields["database"].startswith(("postgresql://", "postgres://")):
        raise BadValue(f'"database" in {place} is {fields["database"]!r}.', next_step="Leave it empty for SQLite, or write postgresql://user:password@host:port/name.")
    if "+" in fields["origin"] or any(letter.isspace() or not letter.isprintable() for letter in fields["origin"]):
        raise BadValue(f'"origin" in {place} is {fields["origin"]!r}.', next_step="It takes a name like museum.example/presnya, without spaces or plus signs.")
    _check_site(fields["site"], place)


def _check_site(site: str, place: Path) -> None:
    parts = Path(site).parts
    if Path(site).is_absolute() or ".." in parts or not parts or not site.isprintable():
        raise BadValue(f'"site" in {place} is {site!r}.', next_step="It takes the name of a folder inside the museum's own.")
    if parts[0].casefold() in OWN_PARTS:
        raise BadValue(f'"site" in {place} is {site!r}, where the museum keeps its own things.', next_step="Give the pages a folder of their own, e.g. site.")


def write_new(folder: Path, *, name: str, curator: str = "") -> Path:
    """Make a museum's folder with a museum.toml that names it; Conflict when there is one already."""
    place = folder / FILE
    if place.exists():
        raise Conflict(f"{place} exists already.", next_step="It is a museum: `presnya publish` or `presnya accession` go on with it.")
    for part in ("tables", "texts"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    lines = [f"name = {_quoted(name)}\n", 'languages = ["en"]\n', *([f"curator = {_quoted(curator)}\n"] if curator else [])]
    place.write_text("".join(lines) + "# `presnya config` shows every key with its default and meaning.\n", encoding="utf-8")
    return place


def _quoted(words: str) -> str:
    """A TOML string on one line; control characters as TOML escapes them."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return '"' + "".join(letter if letter.isprintable() else f"\\U{ord(letter):08X}" for letter in escaped) + '"'
