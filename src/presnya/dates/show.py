"""A date in words for a page, in five languages and two styles."""

import re
from typing import Final, NamedTuple

from babel import Locale
from babel.dates import get_month_names

from presnya.dates.calendar import DAY, from_day_number, to_julian
from presnya.dates.cutover import REFORM, RUSSIA
from presnya.dates.edtf import SEASONS, parse
from presnya.dates.value import span
from presnya.terms import DateValue

_WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {"about": "about {}", "perhaps": "perhaps {}", "between": "between {} and {}", "range": "{} – {}", "before": "until {}", "after": "from {}", "or": " or ",
           "one": "some time between {} and {}", "decade": "the {}s", "century": "{} century", "os": "Old Style", "ns": "New Style",
           "21": "spring {}", "22": "summer {}", "23": "autumn {}", "24": "winter {}", "bc": "{} BC", "hour": "{} h", "unread": "not read"},
    "ru": {"about": "около {}", "perhaps": "возможно, {}", "between": "в промежутке {} – {}", "range": "{} – {}", "before": "не позже чем {}", "after": "не раньше чем {}", "or": " или ",
           "one": "{} – {} (когда именно, неизвестно)", "decade": "{}-е годы", "century": "{} век", "os": "старый стиль", "ns": "новый стиль",
           "21": "весна {}", "22": "лето {}", "23": "осень {}", "24": "зима {}", "bc": "{} до н. э.", "hour": "{} ч", "unread": "не прочитано"},
    "fr": {"about": "vers {}", "perhaps": "peut-être {}", "between": "entre {} et {}", "range": "{} – {}", "before": "jusqu’à {}", "after": "à partir de {}", "or": " ou ",
           "one": "à un moment entre {} et {}", "decade": "les années {}", "century": "{} siècle", "os": "calendrier julien", "ns": "calendrier grégorien",
           "21": "printemps {}", "22": "été {}", "23": "automne {}", "24": "hiver {}", "bc": "{} av. J.-C.", "hour": "{} h", "unread": "non lue"},
    "de": {"about": "um {}", "perhaps": "vielleicht {}", "between": "zwischen {} und {}", "range": "{} – {}", "before": "bis {}", "after": "ab {}", "or": " oder ",
           "one": "irgendwann zwischen {} und {}", "decade": "die {}er Jahre", "century": "{} Jahrhundert", "os": "alter Stil", "ns": "neuer Stil",
           "21": "Frühling {}", "22": "Sommer {}", "23": "Herbst {}", "24": "Winter {}", "bc": "{} v. Chr.", "hour": "{} Uhr", "unread": "nicht gelesen"},
    "es": {"about": "hacia {}", "perhaps": "quizá {}", "between": "entre {} y {}", "range": "{} – {}", "before": "hasta {}", "after": "desde {}", "or": " o ",
           "one": "en algún momento entre {} y {}", "decade": "los años {}", "century": "siglo {}", "os": "calendario juliano", "ns": "calendario gregoriano",
           "21": "primavera {}", "22": "verano {}", "23": "otoño {}", "24": "invierno {}", "bc": "{} a. C.", "hour": "{} h", "unread": "no leída"},
}
_DAY_ORDER: Final = {"en": "{d} {m} {y}", "ru": "{d} {m} {y}", "fr": "{d} {m} {y}", "de": "{d}. {m} {y}", "es": "{d} de {m} de {y}"}


_PARTS: Final = re.compile(r"Y?(?P<minus>-)?(?P<year>[0-9X]+)(?:E(?P<exponent>\d))?(?:S(?P<digits>\d+))?(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")


class Face(NamedTuple):
    """A date's parts for a page: big numeral and month of a single day, and the whole in words, in both styles.

    `old_day` and `old` are empty where the Old Style day is not wanted: at or after the cut-over, before the reform of 1582, for no single day.
    """

    day: str
    month_year: str
    words: str
    old_day: str
    old_month_year: str
    old: str
    uncertain: bool
    approximate: bool
    iso: str


def words_for(lang: str) -> dict[str, str]:
    """The table of a language, English for one we do not speak."""
    return _WORDS.get(lang, _WORDS["en"])


def show(value: DateValue, *, lang: str = "en", style: str = "new", cutover: int | None = RUSSIA) -> str:
    """The date in words; `style` 'old' gives single days before the cut-over (as in `face`) in the Julian calendar, marked. The source's own words when it was not read."""
    if not value.edtf:
        return value.words
    if style == "old" and (old := face(value, lang=lang, cutover=cutover).old):
        return old
    return edtf_in_words(value.edtf, lang=lang)


def face(value: DateValue, *, lang: str = "en", cutover: int | None = RUSSIA) -> Face:
    """The parts of a date as a page sets them. Single days from 15 October 1582 to before the minute `cutover` have an Old Style; none for None."""
    if not value.edtf:
        return Face("", "", value.words, "", "", "", uncertain=True, approximate=False, iso="")
    parsed = parse(value.edtf)
    words = edtf_in_words(value.edtf, lang=lang)
    low, high = span(value)
    if low is None or high is None or low // DAY != high // DAY or parsed.shape != "date":
        return Face("", "", words, "", "", "", uncertain=parsed.uncertain or parsed.shape != "date", approximate=parsed.approximate, iso=value.edtf)
    new = from_day_number(low // DAY)
    old_day = old_month = old = ""
    if cutover is not None and REFORM <= low < cutover:
        julian = to_julian(*new)
        old_day, old_month = str(julian.day), _month_year(_month(julian.month, lang, alone=False), julian.year, lang)
        old = f"{_day_words(*julian, lang)}, {words_for(lang)['os']}"
    return Face(str(new.day), _month_year(_month(new.month, lang, alone=False), new.year, lang), words, old_day, old_month, old,
                uncertain=parsed.uncertain, approximate=parsed.approximate, iso=value.edtf)


def edtf_in_words(edtf: str, *, lang: str = "en") -> str:
    """An EDTF string as people say it."""
    table = words_for(lang)
    if edtf[:1] in "[{":
        parts = [part.strip() for part in edtf[1:-1].split(",")]
        some_time = edtf[0] == "[" and len(parts) == 1 and len(parts[0].partition("..")[0]) > 4  # noqa: PLR2004  of days or months, not of whole years
        return (table["or"] if edtf[0] == "[" else ", ").join(_stretch(part, lang, between="one" if some_time else "between") for part in parts)
    return _stretch(edtf.replace("../", "/").replace("/..", "/").replace("/", ".."), lang, between="range")


def _stretch(words: str, lang: str, *, between: str) -> str:
    """A date, or two with dots between, each of which may be open."""
    table = words_for(lang)
    left, dots, right = words.partition("..")
    if not dots:
        return _one(left, lang)
    if left and right:
        return table[between].format(_one(left, lang), _one(right, lang))
    return table["after"].format(_one(left, lang)) if left else table["before"].format(_one(right, lang))


def _one(edtf: str, lang: str) -> str:
    table = words_for(lang)
    plain = edtf.translate(str.maketrans("", "", "?~%"))
    words = _plain(plain, lang)
    if "%" in edtf or ("~" in edtf and "?" in edtf):
        return table["perhaps"].format(table["about"].format(words))
    if "~" in edtf:
        return table["about"].format(words)
    return table["perhaps"].format(words) if "?" in edtf else words


def _plain(edtf: str, lang: str) -> str:
    date, _, time = edtf.partition("T")
    found = _PARTS.fullmatch(date)
    if not found:
        return edtf
    words = _year(found, lang)
    if found["month"] in (None, "XX"):
        return words
    if "X" in found["month"]:
        return _vague_month(found["month"], words, lang)
    month = int(found["month"])
    if month in SEASONS:
        return _season(month, words, lang)
    if found["day"] is None or "X" in found["day"]:
        return _month_year(_month(month, lang, alone=True), words, lang)
    day = _day_words(words, month, int(found["day"]), lang)
    hour = time[:5] if ":" in time[:5] else words_for(lang)["hour"].format(time[:2])
    return f"{day}, {hour}" if time else day


def _year(found: re.Match[str], lang: str) -> str:
    table = words_for(lang)
    if "X" in found["year"]:
        return _vague_year(found["year"], lang, before_christ=bool(found["minus"]))
    number = int(found["year"]) * 10 ** int(found["exponent"] or 0) * (-1 if found["minus"] else 1)
    words = table["bc"].format(_grouped(1 - number)) if number <= 0 else _grouped(number)  # the year 0 of astronomers is 1 BC
    return table["about"].format(words) if found["digits"] else words


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f") if number > 9999 else str(number)  # noqa: PLR2004  years of four digits are not grouped


def _vague_month(pattern: str, year: str, lang: str) -> str:
    fits = [month for month in range(1, 13) if all(letter in ("X", digit) for letter, digit in zip(pattern, f"{month:02}", strict=True))]
    first, last = (_month(month, lang, alone=True) for month in (fits[0], fits[-1]))
    return words_for(lang)["one"].format(first, f"{last} {year}")


def _season(code: int, year: str, lang: str) -> str:
    """The four seasons by name, whichever hemisphere; quarters, thirds and halves by their months."""
    if code <= 32:  # noqa: PLR2004  21–32 are the four seasons
        return words_for(lang)[str((code - 21) % 4 + 21)].format(year)
    first, length = SEASONS[code]
    return _month_year(f"{_month(first, lang, alone=True)} – {_month(first + length - 1, lang, alone=True)}", year, lang)


def _month_year(month: str, year: int | str, lang: str) -> str:
    return f"{month} de {year}" if lang == "es" else f"{month} {year}"


def _vague_year(year: str, lang: str, *, before_christ: bool) -> str:
    table = words_for(lang)
    if year == "XXXX":
        return "…"
    if year.endswith("XX") and year[:2].isdigit():
        century = table["century"].format(_ordinal(int(year[:2]) + 1, lang))
        return table["bc"].format(century) if before_christ else century
    low, high = (_year(found, lang) for digit in "09" if (found := _PARTS.fullmatch(("-" if before_christ else "") + year.replace("X", digit))))
    if year[:3].isdigit() and not before_christ:
        return table["decade"].format(f"{year[:3]}0")
    return table["one"].format(high, low) if before_christ else table["one"].format(low, high)


def _ordinal(number: int, lang: str) -> str:
    if lang == "en":
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")  # noqa: PLR2004  11th to 13th
        return f"{number}{ending}"
    roman = "".join(("", "X", "XX", "XXX")[number // 10] + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]) if number < 40 else str(number)  # noqa: PLR2004
    return {"fr": f"{roman}e", "de": f"{number}.", "ru": roman}.get(lang, roman)


def _day_words(year: int | str, month: int, day: int, lang: str) -> str:
    order = _DAY_ORDER.get(lang, _DAY_ORDER["en"])
    shown = "1er" if lang == "fr" and day == 1 else str(day)
    return order.format(d=shown, m=_month(month, lang, alone=False), y=year)


def _month(month: int, lang: str, *, alone: bool) -> str:
    name = get_month_names("wide", "stand-alone" if alone else "format", Locale.parse(lang if lang in _WORDS else "en"))[month]
    return str(name)


def year_of(value: DateValue) -> int | None:
    """The Gregorian year in which the date's earliest minute lies; None for one not read."""
    low, high = span(value)
    moment = low if low is not None else high
    return None if moment is None else from_day_number(moment // DAY).year
