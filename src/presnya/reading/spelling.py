"""When two spellings are one name. Names out of other scripts are spelt many ways in English: Korniloff and Kornilov, Trotzky and Trotsky."""

import re
import unicodedata
from typing import Final

from presnya.reading.words import PERSON_TITLES

_STEPS: Final = tuple((re.compile(pattern), to) for pattern, to in (
    (r"[’'`´ʹʺ]", ""),
    (r"(?:tch|tsch|tsh)", "ch"), (r"shch|sch", "sh"), (r"zh", "j"), (r"dj|dzh", "j"), (r"tz", "ts"), (r"cz", "ch"), (r"kh", "h"), (r"ph", "f"), (r"ck", "k"), (r"x", "ks"), (r"w", "v"),
    (r"(?:off|ow|of)$", "ov"), (r"(?:eff|ew|ef)$", "ev"), (r"ff", "f"), (r"ou|oo", "u"),
    (r"(?:skoi|skiy|skii|skij|sky|ski)$", "ski"), (r"(?:kii|kiy|ky)$", "ki"), (r"(?:yi|iy|ii|ij|y)$", "i"),
    (r"[iyj]([aeou])", r"\1"), (r"y", "i"), (r"(.)\1", r"\1"), (r"ie", "e"), (r"ine$", "in"),
))


def fold(name: str) -> str:
    """A key equal for spellings of one word: no marks, no case, and the ways in which English wrote Slavic names levelled."""
    out = "".join(letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter))
    for pattern, to in _STEPS:
        out = pattern.sub(to, out)
    return out


def parts(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles: "General L. G. Korniloff" → ("L.", "G.", "Korniloff")."""
    words = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z])", " ", name).split()
    while len(words) > 1 and words[0].casefold() in PERSON_TITLES:
        words = words[1:]
    return tuple(words)


def surname(name: str) -> str:
    """Its last word, without "Jr."; of rulers the name with its number: Louis XVI and Louis XVIII are two ("Louis 16")."""
    words = [word for word in parts(name) if word.casefold().strip(".,") not in ("jr", "sr")]
    if len(words) > 1 and re.fullmatch(r"[IVX]+", words[-1]):
        return f"{words[-2]} {_arabic(words[-1])}"
    return words[-1].strip(",") if words else name


def compatible(one: str, other: str) -> bool:
    """Whether two persons' names can be one person's: equal surnames, and first names that do not gainsay each other (V. I. and Vladimir do not)."""
    if fold(surname(one)) != fold(surname(other)):
        return False
    mine, theirs = parts(one)[:-1], parts(other)[:-1]
    return not mine or not theirs or (_agree(mine[0], theirs[0]) and (len(mine) < 2 or len(theirs) < 2 or _agree(mine[1], theirs[1])))  # noqa: PLR2004  the patronymic


def _agree(one: str, other: str) -> bool:
    mine, theirs = fold(one.strip(".")), fold(other.strip("."))
    if min(len(mine), len(theirs)) <= 1:
        return mine[:1] == theirs[:1]
    return mine == theirs or (min(len(mine), len(theirs)) > 2 and mine[:3] == theirs[:3])  # noqa: PLR2004  Alexei, Aleksey


def _arabic(roman: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman]
    return sum(-value if value < max(values[nth:]) else value for nth, value in enumerate(values))
