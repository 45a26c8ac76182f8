"""Words → tokens: what class each word of a date belongs to in a language, by its table.

A table (`Table`) is a mapping from classes to phrases parted by `|`; `CLASS=value` gives the token a value. The longest phrase wins; a phrase may stand in
several
classes. Words of the class DROP (articles, "in", "of") say nothing and fall away. Roman numerals and numbers need no table.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final, NamedTuple

from presnya.dates.words.numerals import LONGEST as LONGEST_NUMERAL
from presnya.dates.words.numerals import heads, numerals
from presnya.dates.words.pieces import No

LONGEST: Final = 240
"""Characters; no date is written with more."""
LAST_YEAR: Final = 2999
"""Greater numbers of four figures are years of another era, or no years."""


class Table(NamedTuple):
    """The words of a language. `suffixes` are what may follow a number directly ("7th", "1920-е"): suffix → class."""

    lang: str
    words: dict[str, str]
    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    ordinals: dict[int, str]
    numbers: dict[int, str]
    suffixes: dict[str, str]
    republican: tuple[str, ...]


class Tokens(NamedTuple):
    """`row`: the classes of each token; `values`: its value in each class; `texts`: as tidied; `styles`: O.S. and N.S. in order, taken out."""

    row: tuple[tuple[str, ...], ...]
    values: tuple[dict[str, Any], ...]
    texts: tuple[str, ...]
    styles: tuple[tuple[str, int], ...]

    @property
    def unknown(self) -> list[str]:
        """Words of no class."""
        return [text for text, classes in zip(self.texts, self.row, strict=True) if classes == ("UNKNOWN",)]


Entry = tuple[tuple[str, ...], dict[str, Any]]
Lexicon = dict[str, list[Entry]]
"""First word → (all words, classes with values), longest first."""

_RAW: Final = re.compile(r"[0-9]+|[^\W\d_]+'?|[^\s]")
_SAME: Final = str.maketrans({"–": "–", "—": "–", "−": "–", "‒": "–", "‐": "-", "‑": "-", "’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ",
                              "\u202f": " ", "\u2009": " ", "ᵉ": "e", "“": '"', "”": '"', "«": '"', "»": '"', "„": '"', "ё": "е"})
_MARKS: Final = {",": "COMMA", ";": "COMMA", ".": "DOT", ":": "COLON", "–": "DASH", "-": "HYPHEN", "/": "SLASH", "(": "LP",
                 ")": "RP", "[": "LB", "]": "RB", "?": "ASK", "~": "ABOUT", "=": "EQUALS", "'": "APOSTROPHE"}
_NEGATIVE: Final = re.compile(r"0(?!000)[0-9]{3}|[3-9][0-9]{3}")
"""A year as EDTF writes it after a minus sign. "-1917" may as well be "until 1917"."""
_ROMAN: Final = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")
_CYRILLIC_ROMAN: Final = re.compile(r"[хіvix]+")
_OLD_LETTERS: Final = str.maketrans("ѣіѳѵ", "еифи")
_OLD_ADJECTIVE: Final = re.compile(r"(?<=.)аго$")
_UNITS: Final = {"": 0, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def tidy(words: str) -> str:
    """The words as the grammar reads them: small letters, one kind of apostrophe and space, nothing at the ends that says nothing."""
    return _plainly(words).strip(" ,.;:'\"")


def _plainly(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().translate(_SAME).split())


@lru_cache(maxsize=16)
def _lexicon(table_of: str) -> Lexicon:
    return _build(_TABLES[table_of])


_TABLES: Final[dict[str, Table]] = {}


def keep(table: Table) -> Table:
    """Make a language's table known."""
    _TABLES[table.lang] = table
    return table


def languages() -> tuple[str, ...]:
    """Languages that have a table."""
    return tuple(_TABLES)


def _build(table: Table) -> Lexicon:
    merged: dict[tuple[str, ...], dict[str, Any]] = {}
    for kind, value, phrases in _rows(table):
        for phrase in filter(None, phrases.split("|")):
            merged.setdefault(tuple(one for one, _ in _pieces(_plainly(phrase))), {})[kind] = value
    lexicon: Lexicon = {}
    for key, classes in merged.items():
        lexicon.setdefault(key[0], []).append((key, classes))
    for entries in lexicon.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return lexicon


def _rows(table: Table) -> Iterator[tuple[str, Any, str]]:
    """(class, value, phrases) of all that a table says."""
    for key, phrases in table.words.items():
        kind, _, value = key.partition("=")
        yield kind, int(value) if value.lstrip("-").isdigit() else value or None, phrases
    for kind, rows in (("MONTH", table.months), ("WDAY", table.weekdays), ("REPMONTH", table.republican)):
        for nth, phrases in enumerate(rows):
            yield kind, nth + (kind != "WDAY"), phrases
    for kind, numbers in (("ORD", table.ordinals), ("NUMW", table.numbers)):
        for number, phrases in numbers.items():
            yield kind, number, phrases


def tokens_of(text: str, lang: str) -> Tokens:
    """The tokens of a tidied text."""
    if len(text) > LONGEST:
        raise No("these are more words than a date has")
    lexicon, table = _lexicon(lang), _TABLES[lang]
    pieces = _pieces(text)
    if lang == "ru":
        pieces = [(_new_spelling(word), close) for word, close in pieces]
    kept: list[tuple[str, dict[str, Any]]] = []
    place = 0
    while place < len(pieces):
        size, classes = _classes(pieces, place, lexicon, table)
        classes = _settled(classes, kept)
        if classes:
            kept.append(("".join(one if close else f" {one}" for one, close in pieces[place:place + size]).strip(), classes))
        place += size
    return _without_styles(kept)


def _new_spelling(word: str) -> str:
    """A Russian word in the spelling since 1918. Roman numerals in Cyrillic letters stay."""
    if not word[0].isalpha() or _CYRILLIC_ROMAN.fullmatch(word):
        return word
    return _OLD_ADJECTIVE.sub("ого", word.translate(_OLD_LETTERS).removesuffix("ъ"))


def _pieces(text: str) -> list[tuple[str, bool]]:
    """(piece, whether it follows the one before without a space)."""
    out: list[tuple[str, bool]] = []
    end = -1
    for found in _RAW.finditer(text):
        close = found.start() == end
        end = found.end()
        if found[0] == "." and out and out[-1][0][-1:].isalpha() and close:
            continue
        out.append((found[0], close))
    return out


def _classes(pieces: list[tuple[str, bool]], place: int, lexicon: Lexicon, table: Table) -> tuple[int, dict[str, Any]]:
    """How many pieces the token at a place takes, and its classes with their values."""
    word = pieces[place][0]
    if word[0].isdigit() and word.isascii():
        return _number(pieces, place, table)
    if found := _numeral(pieces, place, table.lang) or _negative(pieces):
        return found
    for phrase, classes in lexicon.get(word, ()):
        if all(place + nth < len(pieces) and pieces[place + nth][0] == one for nth, one in enumerate(phrase)):
            return len(phrase), classes if len(phrase) > 1 or not (number := _roman(word, table)) else {**classes, "ROMAN": number}
    if word in _MARKS:
        tight = pieces[place][1] and place + 1 < len(pieces) and pieces[place + 1][1]
        return 1, {"DASH" if word == "-" and not tight else _MARKS[word]: word}
    if number := _roman(word, table):
        return 1, {"ROMAN": number}
    return 1, _roman_ordinal(word, table) or {"UNKNOWN": word}


def _negative(pieces: list[tuple[str, bool]]) -> tuple[int, dict[str, Any]] | None:
    """A minus sign and a year, where they are all that is said."""
    if len(pieces) != 2 or pieces[0][0] != "-" or not _NEGATIVE.fullmatch(pieces[1][0]):  # noqa: PLR2004  the sign and the number
        return None
    return 2, {"NEGATIVE": -int(pieces[1][0])}


def _numeral(pieces: list[tuple[str, bool]], place: int, lang: str) -> tuple[int, dict[str, Any]] | None:
    """A year in words, the longest that stands there. Hyphens within it say nothing."""
    if pieces[place][0] not in heads(lang):
        return None
    words: list[str] = []
    found: tuple[int, dict[str, Any]] | None = None
    for nth, (word, _) in enumerate(pieces[place:place + 2 * LONGEST_NUMERAL], 1):
        if word == "-":
            continue
        words.append(word)
        if (numeral := numerals(lang).get(tuple(words))) is not None:
            found = nth, {numeral[0]: numeral[1]}
    return found


def _number(pieces: list[tuple[str, bool]], place: int, table: Table) -> tuple[int, dict[str, Any]]:
    """A number with the suffix that stands close by it."""
    digits = pieces[place][0]
    for size in (2, 1):  # "1920's" and "20-е": a mark, then letters
        tail = pieces[place + 1:place + 1 + size]
        if len(tail) == size and all(close for _, close in tail) and (size == 1 or tail[0][0] in "'-" or (tail[0][0] == "." and tail[1][0] in "ºª°")):
            kind = table.suffixes.get(tail[-1][0])
            classes = _suffixed(digits, kind) if kind else None
            if classes:
                return size + 1, classes
    value = int(digits) if len(digits) < 9 else 0  # noqa: PLR2004  such a number is no part of a date
    kind = {1: "N1", 2: "N2", 3: "N3", 4: "Y4" if value <= LAST_YEAR else "N5", 5: "N5", 6: "N5"}.get(len(digits), "UNKNOWN")
    return 1, {kind: value}


def _suffixed(digits: str, kinds: str) -> dict[str, Any] | None:
    classes: dict[str, Any] = {}
    value = int(digits[:9])
    if "BRE" in kinds and 7 <= value <= 10:  # noqa: PLR2004  7bre to 10bre are September to December
        classes["MONTH"] = value + 2
    if value > LAST_YEAR:
        return None
    if "ORD" in kinds and len(digits) <= 2:  # noqa: PLR2004
        classes["ORD"] = value
    if "YEAR" in kinds and len(digits) == 4:  # noqa: PLR2004
        classes["Y4"] = value
    if "DEC" in kinds and len(digits) in (2, 4) and value % 10 == 0:
        classes["DEC4" if len(digits) == 4 else "DEC2"] = value  # noqa: PLR2004
    return classes or None


def _roman(word: str, table: Table) -> int:
    """The number a word is in Roman numerals (1–39), 0 when it is none. Cyrillic letters that look like them count in Russian."""
    if table.lang == "ru" and _CYRILLIC_ROMAN.fullmatch(word):
        word = word.replace("х", "x").replace("і", "i")
    found = _ROMAN.fullmatch(word)
    return 10 * len(found[1]) + _UNITS[found[2]] if found else 0


def _roman_ordinal(word: str, table: Table) -> dict[str, Any] | None:
    """XIXe, XXème."""
    for suffix, kind in table.suffixes.items():
        if "ORD" in kind and word.endswith(suffix) and (number := _roman(word[:-len(suffix)], table)):
            return {"ORD": number}
    return None


def _settled(classes: dict[str, Any], before: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """Without what only falls away. A word that falls away elsewhere and is a century's or a year's after a number (Russian «в.») is that there only."""
    if "DROP" not in classes:
        return classes
    rest = {kind: value for kind, value in classes.items() if kind != "DROP"}
    return rest if rest and before and before[-1][1].keys() & {"ROMAN", "ORD", "N1", "N2"} and "MONTH" not in before[-1][1] else {}


def _without_styles(kept: list[tuple[str, dict[str, Any]]]) -> Tokens:
    """Take out O.S. and N.S., with brackets or commas around them alone. Each is kept with its side: 0 before a bracket or stroke, 1 after it is opened, 2
    after it is closed.
    """
    styles: list[tuple[str, int]] = []
    side = 0
    for _, classes in kept:
        if classes.keys() & {"LP", "LB", "SLASH"}:
            side = 1
        elif classes.keys() & {"RP", "RB"}:
            side = 2
        elif classes.keys() & {"OLD", "NEW"}:
            styles.append(("julian" if "OLD" in classes else "gregorian", side))
    if styles:
        kept = _stripped(kept)
    return Tokens(tuple(tuple(classes) for _, classes in kept), tuple(classes for _, classes in kept), tuple(text for text, _ in kept), tuple(styles))


def _stripped(kept: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    out: list[tuple[str, dict[str, Any]]] = []
    for text, classes in kept:
        if classes.keys() & {"OLD", "NEW"}:
            if out and "COMMA" in out[-1][1]:
                out.pop()
            continue
        if ("RP" in classes and out and "LP" in out[-1][1]) or ("RB" in classes and out and "LB" in out[-1][1]):
            out.pop()
            continue
        out.append((text, classes))
    return out
