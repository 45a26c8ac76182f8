"""Dates in words → EDTF, or declined with a reason. Never a guess.

One grammar for all languages: words become tokens by a language's table (`lang_en` …), rules are shapes over the tokens' classes (`shapes`), and all
derivations of the
whole expression are found. Where two of them answer differently, or one says that it may not answer, the expression is declined.
"""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from presnya.dates.value import date_value, declined
from presnya.dates.words import (  # noqa: F401  they fill the grammar
    lang_de, lang_en, lang_es, lang_fr, lang_ru, rules_eras, rules_hanging, rules_parts, rules_plain,
)
from presnya.dates.words.pieces import Ground, Hangs, Kind, No, Not, Piece
from presnya.dates.words.rules_spans import finished
from presnya.dates.words.shapes import derivations, evaluate
from presnya.dates.words.tokens import Tokens, languages, tidy, tokens_of
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadDate

__all__ = ["Kind", "Reading", "explain_words", "languages", "read_words", "tidy"]

_NOBODY_SAID: Final = ("", "und", "mul")
_HANGS: Final = frozenset({"UNIT", "LATER", "EVE", "BEFORE", "AFTER", "NIGHT", "SAME", "UNTIL",
                           "SINCE", "NEXTDAY", "DAYAFTER", "NIGHTTO", "LATERPRE", "DAYPART", "BY"})


class Reading(NamedTuple):
    """What reading came to. `edtf` is Gregorian, "" when declined; `why` then says the reason. `calendar` is that of the words where they say it, "" for
    the text's own.
    """

    edtf: str = ""
    rule: str = ""
    calendar: str = ""
    why: str = ""
    refused: bool = False
    """Whether a rule knew the words and may not answer (no other language may then)."""


def read_words(
    words: str, *, lang: str = "en", document_date: DateValue | None = None, calendar: Calendar = "gregorian", kind: Kind = "essay",
    anchor: DateValue | None = None,
) -> DateValue:
    """Read one date expression. The answer keeps `words`; `edtf` is empty and `rule` says "declined: why" when it was not read.

    `lang` "" or "und": read only when every language that can read the words reads them alike. In the Julian calendar, days and months are turned into
    Gregorian ones, unless the words say which style they are. What hangs on another date is counted in the calendar of the text too ("that month" is the
    Old Style month), and all is turned once, at the end.
    """
    reading, _ = explain_words(words, lang=lang, document_date=document_date, calendar=calendar, kind=kind, anchor=anchor)
    if not reading.edtf:
        return declined(words, reading.why, lang=lang or "und", calendar=calendar)
    told: Any = reading.calendar or calendar
    return date_value(reading.edtf, words=words, calendar=told, lang=lang or "und", rule=reading.rule)


def explain_words(
    words: str, *, lang: str = "en", document_date: DateValue | None = None, calendar: Calendar = "gregorian", kind: Kind = "essay",
    anchor: DateValue | None = None,
) -> tuple[Reading, dict[str, Tokens]]:
    """The reading, and the tokens of each language that was tried."""
    base = lang.partition("-")[0].casefold()
    tried = languages() if base in _NOBODY_SAID else (base,)
    if tried[0] not in languages():
        return Reading(why=f"no rules for dates in “{lang}” yet"), {}
    text = tidy(words)
    readings: dict[str, Reading] = {}
    tokens: dict[str, Tokens] = {}
    for one in tried:
        try:
            tokens[one] = _tokens(text, one)
        except No as reason:
            return Reading(why=str(reason), refused=True), {}
        readings[one] = _read(tokens[one], Ground(document_date, anchor, kind, calendar == "julian", one), calendar)
    return _agreed(readings), tokens


@lru_cache(maxsize=8192)
def _tokens(text: str, lang: str) -> Tokens:
    return tokens_of(text, lang)


def _agreed(readings: dict[str, Reading]) -> Reading:
    """The one reading of several languages, or a reason."""
    if len(readings) == 1:
        return next(iter(readings.values()))
    refusal = next((reading for reading in readings.values() if reading.refused), None)
    if refusal is not None:
        return refusal
    answers = {reading.edtf: reading for reading in readings.values() if reading.edtf}
    if len(answers) == 1:
        return next(iter(answers.values()))
    if answers:
        return Reading(why="the language is not said, and the words mean different dates in different languages")
    return Reading(why="no rule of any language reads these words whole")


def _read(tokens: Tokens, ground: Ground, calendar: Calendar) -> Reading:
    styles = {style for style, _ in tokens.styles}
    told = styles.pop() if len(styles) == 1 else ""
    orders = {(style == "julian") is (side == 0) for style, side in tokens.styles if side < 2}  # noqa: PLR2004  before a bracket, in it, after it
    if len(orders) > 1:
        return Reading(why="both days are said to be in the same style", refused=True)
    ground = ground._replace(old_first=orders.pop() if orders else None, julian=told == "julian" if told else ground.julian)
    answers: dict[str, Reading] = {}
    whys: list[tuple[int, str]] = []
    for name, tree in derivations(tokens.row, ground.lang):
        try:
            piece: Piece = evaluate(tree, tokens.values, ground)
            edtf, found = finished(piece, ground, calendar)
        except Not as reason:
            whys.append((2, str(reason)))
        except Hangs as reason:
            whys.append((1, str(reason)))
        except No as reason:
            return Reading(why=str(reason), refused=True)
        except BadDate as error:
            whys.append((2, error.message))
        else:
            rule = f"{name}+julian" if found == "julian" and not piece.final else name
            answers.setdefault(edtf, Reading(edtf, rule, piece.final or told))
    if len(answers) > 1:
        return Reading(why=f"it can be read in two ways: {' or '.join(sorted(answers))}", refused=True)
    return next(iter(answers.values())) if answers else Reading(why=_why(whys, tokens), refused=bool(whys))


def _why(whys: list[tuple[int, str]], tokens: Tokens) -> str:
    if whys:
        return min(whys)[1]
    unknown = tokens.unknown
    if not unknown:
        return "no rule reads these words whole"
    strange = " ".join(unknown)
    if any(_HANGS & {*classes} for classes in tokens.row):
        return f"it hangs on “{strange}”, whose date is not said here"
    return f"no rule reads these words whole: “{strange}” is not a word of dates"
