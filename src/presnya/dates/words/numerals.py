"""Years in words: "nineteen hundred and five", "mil huit cent trente", "neunzehnhundertachtzehn", «тысяча девятьсот семнадцатый»."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

Numeral = tuple[str, int]
"""Class (Y4, DEC4) and value."""
LONGEST: Final = 9
"""Words of a year, hyphens not counted."""

_EN: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
              "sixteen", "seventeen",
              "eighteen", "nineteen")
_EN_TENS: Final = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FR: Final = ("", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
              "dix sept", "dix huit",
              "dix neuf")
_FR_TENS: Final = ("", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre vingt", "quatre vingt")
_DE: Final = ("", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn",
              "sechzehn", "siebzehn",
              "achtzehn", "neunzehn")
_DE_TENS: Final = ("", "", "zwanzig", "dreißig|dreissig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
_ES: Final = ("", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince",
              "dieciséis|dieciseis",
              "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno|veintiún", "veintidós|veintidos", "veintitrés|veintitres", "veinticuatro",
              "veinticinco",
              "veintiséis|veintiseis", "veintisiete", "veintiocho", "veintinueve")
_ES_TENS: Final = ("", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa")
_ES_HUNDREDS: Final = ("", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos")
_RU_HUNDREDS: Final = ("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот")
_RU_TENS: Final = ("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто")
_RU_TENTHS: Final = ("", "", "двадцат", "тридцат", "сороков", "пятидесят", "шестидесят", "семидесят", "восьмидесят", "девяност")
_RU_HUNDREDTHS: Final = ("", "", "двухсот", "трехсот", "четырехсот", "пятисот", "шестисот", "семисот", "восьмисот", "девятисот")
_RU_ONE: Final = "ый|ого|ому|ым|ом|ой"
_RU_MANY: Final = "ые|ых|ым|ыми"


_RU_HARD: Final = "ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми"
RU_STEMS: Final = ("перв", "втор", "треть", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат",
                   "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат")
"""Of 1 to 20 as ordinals."""


def bent(stem: str, endings: str = _RU_HARD) -> str:
    """A Russian stem with each of its endings, parted by `|`."""
    return "|".join(stem + ending for ending in endings.split("|"))


def ordinal(number: int) -> str:
    """The forms of 1 to 20 as Russian ordinals, parted by `|`."""
    stem = RU_STEMS[number - 1]
    if stem == "треть":
        return "третий|" + bent("трет", "ьего|ьему|ьим|ьем|ья|ьей|ью|ье|ьи|ьих")
    return bent(stem, _RU_HARD + ("|ой" if stem in ("втор", "шест", "седьм", "восьм") else ""))


@lru_cache(maxsize=8)
def numerals(lang: str) -> dict[tuple[str, ...], Numeral]:
    """All years in words of a language, 1100 to 2099: words without hyphens → class and value."""
    out: dict[tuple[str, ...], Numeral] = {}
    twice: set[tuple[str, ...]] = set()
    for words, kind, value in _MAKERS[lang]():
        key = tuple(words.split())
        if out.setdefault(key, (kind, value)) != (kind, value):
            twice.add(key)
    return {key: found for key, found in out.items() if key not in twice}


@lru_cache(maxsize=8)
def heads(lang: str) -> frozenset[str]:
    """First words of them."""
    return frozenset(key[0] for key in numerals(lang))


def _tails(units: tuple[str, ...], tens: tuple[str, ...], between: str) -> Iterator[tuple[int, str]]:
    """1 to 99 in words: (number, words), each way to write it."""
    for number in range(1, 100):
        if number < len(units):
            yield from ((number, word) for word in units[number].split("|"))
        elif number % 10:
            yield from ((number, f"{ten}{between}{unit}") for ten, unit in product(tens[number // 10].split("|"), units[number % 10].split("|")))
        else:
            yield from ((number, word) for word in tens[number // 10].split("|"))


def _english() -> Iterator[tuple[str, str, int]]:
    tails = list(_tails(_EN, _EN_TENS, " "))
    heads = {**{nth: _EN[nth] for nth in range(11, 20)}, 20: "twenty"}
    for century, head in heads.items():
        yield f"{head} hundred", "Y4", 100 * century
        thousand = "two thousand" if century == 20 else f"one thousand {_EN[century - 10]} hundred"  # noqa: PLR2004
        yield thousand, "Y4", 100 * century
        for number, tail in tails:
            for start in (f"{head} hundred", f"{head} hundred and", thousand, f"{thousand} and", *([f"{head} oh"] if number < 10 else [])):  # noqa: PLR2004
                yield f"{start} {tail}", "Y4", 100 * century + number
            if number > 9 and century > 12:  # noqa: PLR2004  "twelve thirty" may be a time of day
                yield f"{head} {tail}", "Y4", 100 * century + number
        for tens in range(2, 10):
            yield f"{head} {_EN_TENS[tens].removesuffix('y')}ies", "DEC4", 100 * century + 10 * tens


def _french_tails() -> Iterator[tuple[int, str]]:
    for number in range(1, 100):
        tens, unit = divmod(number, 10)
        if tens in (7, 9):
            unit += 10
        if number < 20:  # noqa: PLR2004
            yield number, _FR[number]
        elif not unit:
            yield number, _FR_TENS[tens] + ("s" if tens == 8 else "")  # noqa: PLR2004  quatre-vingts
            if tens == 8:  # noqa: PLR2004
                yield number, _FR_TENS[tens]
        else:
            yield number, f"{_FR_TENS[tens]} {_FR[unit]}"
            if unit in (1, 11) and tens < 8:  # noqa: PLR2004
                yield number, f"{_FR_TENS[tens]} et {_FR[unit]}"


def _french() -> Iterator[tuple[str, str, int]]:
    tails = list(_french_tails())
    for century in range(11, 21):
        rest = _FR[century - 10] if century > 11 else ""  # noqa: PLR2004
        starts = [f"{mil} {rest} {cent}" for mil in ("mil", "mille") for cent in ("cent", "cents")]
        if century < 20:  # noqa: PLR2004
            starts += [f"{_FR[century]} {cent}" for cent in ("cent", "cents")]
        else:
            starts = ["deux mil", "deux mille"]
        for start in starts:
            yield start, "Y4", 100 * century
            yield from ((f"{start} {tail}", "Y4", 100 * century + number) for number, tail in tails)


def _german_tails() -> Iterator[tuple[int, str]]:
    yield 1, "eins"
    for number in range(2, 20):
        yield number, _DE[number]
    for number in range(20, 100):
        tens, unit = divmod(number, 10)
        yield from ((number, f"{_DE[unit]}und{ten}" if unit else ten) for ten in _DE_TENS[tens].split("|"))


def _german() -> Iterator[tuple[str, str, int]]:
    tails = list(_german_tails())
    for century in range(11, 21):
        starts = ["zweitausend"]
        if century < 20:  # noqa: PLR2004
            hundreds = ("ein", "") if century == 11 else (_DE[century - 10],)  # noqa: PLR2004
            starts = [f"{_DE[century]}hundert", *(f"{one}tausend{rest}hundert" for one in ("", "ein") for rest in hundreds)]
        for start in starts:
            yield start, "Y4", 100 * century
            yield from ((f"{start}{und}{tail}", "Y4", 100 * century + number) for und in ("", "und") for number, tail in tails)


def _spanish() -> Iterator[tuple[str, str, int]]:
    tails = list(_tails(_ES, _ES_TENS, " y "))
    for century in range(11, 21):
        start = f"mil {_ES_HUNDREDS[century - 10]}" if century < 20 else "dos mil"  # noqa: PLR2004
        yield "mil cien" if century == 11 else start, "Y4", 100 * century  # noqa: PLR2004
        yield from ((f"{start} {tail}", "Y4", 100 * century + number) for number, tail in tails)


def _russian_ordinals() -> Iterator[tuple[int, str, str]]:
    """(number, class, words) of 1 to 99 as the end of a year, or of a decade in the plural."""
    for number in range(1, 100):
        tens, unit = divmod(number, 10)
        if number < 20:  # noqa: PLR2004
            yield from ((number, "Y4", form) for form in ordinal(number).split("|"))
        elif unit:
            yield from ((number, "Y4", f"{_RU_TENS[tens]} {form}") for form in ordinal(unit).split("|"))
        else:
            yield from ((number, "Y4", form) for form in bent(_RU_TENTHS[tens], _RU_ONE).split("|"))
            yield from ((number, "DEC4", form) for form in bent(_RU_TENTHS[tens], _RU_MANY).split("|"))


def _russian() -> Iterator[tuple[str, str, int]]:
    ends = list(_russian_ordinals())
    for century in range(11, 21):
        starts = [f"{one}тысяча {_RU_HUNDREDS[century - 10]}" for one in ("", "одна ")] if century < 20 else ["две тысячи"]  # noqa: PLR2004
        yield from ((f"{start} {end}", kind, 100 * century + number) for start in starts for number, kind, end in ends)
        whole = _RU_HUNDREDTHS[century - 10] if 11 < century < 20 else ""  # noqa: PLR2004
        yield from ((f"тысяча {form}", "Y4", 100 * century) for form in (bent(whole, _RU_ONE).split("|") if whole else ()))


_MAKERS: Final = {"en": _english, "fr": _french, "de": _german, "es": _spanish, "ru": _russian}
