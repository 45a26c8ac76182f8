"""Rules for seasons, quarters and halves, parts of years and months, decades, centuries."""

from typing import Final

from presnya.dates.calendar import month_length
from presnya.dates.words.pieces import CENTURY_OF, DECADE_OF, MONTHS_OF, Ground, Hangs, No, Not, Piece, latest_year, plain, stretch, ymd
from presnya.dates.words.shapes import rule

WINTER: Final = 24
CODES: Final = {2: 39, 3: 36, 4: 32}
"""EDTF code before the first half, third, quarter of a year."""
_THIRDS_OF_MONTH: Final = {"e": (1, 10), "m": (11, 20), "l": (21, 0)}
_WEEK: Final = 7
_MAX_CENTURY: Final = 99


@rule("part", "PART HYPHEN|DASH?")
def _part(_: Ground, part: str) -> str:
    return part


@rule("part", "PART TO|HYPHEN|DASH PART HYPHEN|DASH?", "PART HYPHEN|DASH TO HYPHEN|DASH PART HYPHEN|DASH?", "PART OR|AND PART HYPHEN|DASH?")
def _two_parts(_: Ground, first: str, last: str) -> str:
    if (first, last) not in (("e", "m"), ("m", "l"), ("e", "l")):
        raise Not("the parts are in no order")
    return first + last


def _within(part: str, table: dict[str, tuple[int, int]]) -> tuple[int, int]:
    return table[part[0]][0], table[part[-1]][1]


@rule("fraction", "nth FRACTION")
def _fraction(_: Ground, nth: int, parts: int) -> tuple[int, int]:
    if not 1 <= nth <= parts:
        raise Not(f"there is no part {nth} of {parts}")
    return nth, parts


@rule("fraction", "LAST FRACTION", "FRACTION LAST")
def _last_fraction(_: Ground, parts: int) -> tuple[int, int]:
    return parts, parts


# ── seasons and years ───────────────────────────────────────────────────────────────────────────────────────────


@rule("season", "SEASON COMMA? y", "SEASON SLASH y", name="season-year")
def _season(_: Ground, season: int, year: int) -> Piece:
    if season == WINTER:
        raise Hangs(f"a winter lies in two years; that of {year - 1}–{year} or of {year}–{year + 1} may be meant")
    return plain(year, season)


@rule("season", "y SEASON", name="year-season", langs="en")
def _year_season(ground: Ground, year: int, season: int) -> Piece:
    return _season(ground, season, year)


@rule("season", "YEARW? SEASON YEARW? Y4 _slash|TO num YEARW?", name="winter-years")
def _winter(_: Ground, season: int, first: int, last: int) -> Piece:
    full = last if last > 99 else first // 100 * 100 + last if last > 9 else first // 10 * 10 + last  # noqa: PLR2004  figures left out
    if season != WINTER:
        raise No("the season of two years, or from the season of the first, may be meant")
    if full != first + 1 and not (last == 0 and (first + 1) % 100 == 0):
        raise No("a winter lies in two years that follow each other")
    return plain(first, WINTER)


@rule("piece-of", "part season", name="part-of-season")
def _part_of_season(_: Ground, __: str, season: Piece) -> Piece:
    return season._replace(mark="~", last_mark="~")


@rule("piece-of", "part y", name="part-of-year")
def _part_of_year(_: Ground, part: str, year: int) -> Piece:
    first, last = _within(part, MONTHS_OF)
    return stretch(ymd(year, first), ymd(year, last))


@rule("piece-of", "fraction y", name="fraction-of-year")
def _fraction_of_year(_: Ground, fraction: tuple[int, int], year: int) -> Piece:
    return plain(year, CODES[fraction[1]] + fraction[0])


@rule("piece-of", "QUARTERW N1 COMMA? y", name="fraction-of-year")
def _numbered_quarter(ground: Ground, nth: int, year: int) -> Piece:
    return _fraction_of_year(ground, _fraction(ground, nth, 4), year)


@rule("piece-of", "y part", name="part-of-year", langs="de")
def _year_part(ground: Ground, year: int, part: str) -> Piece:
    return _part_of_year(ground, part, year)


# ── months ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("piece-of", "part month", name="part-of-month")
def _part_of_month(ground: Ground, part: str, month: Piece) -> Piece:
    first, last = _within(part, _THIRDS_OF_MONTH)
    return _days(ground, month, first, last)


@rule("piece-of", "EDGE month", name="days-of-month")
def _edge_of_month(ground: Ground, edge: str, month: Piece) -> Piece:
    return _days(ground, month, 1, _WEEK) if edge == "e" else _days(ground, month, -_WEEK, 0)


@rule("piece-of", "fraction month", name="fraction-of-month")
def _fraction_of_month(ground: Ground, fraction: tuple[int, int], month: Piece) -> Piece:
    if fraction[1] != 2:  # noqa: PLR2004  halves
        raise No("a month has halves; its thirds and quarters are not agreed")
    return _days(ground, month, 1, 15) if fraction[0] == 1 else _days(ground, month, 16, 0)


@rule("piece-of", "nth TENDAYS month", name="third-of-month", langs="ru fr")
def _third_of_month(ground: Ground, nth: int, month: Piece) -> Piece:
    if not 1 <= nth <= 3:  # noqa: PLR2004  three times ten days
        raise Not("a month has three times ten days")
    return _days(ground, month, nth * 10 - 9, nth * 10 if nth < 3 else 0)  # noqa: PLR2004


def _days(ground: Ground, month: Piece, first: int, last: int) -> Piece:
    """Days of a month; 0 for the last day, negative first days count from the end."""
    year, number, _ = month.at or (0, 0, 0)
    length = month_length(year, number, julian=ground.julian)
    return stretch(ymd(year, number, first if first > 0 else length + first + 1), ymd(year, number, last or length))


# ── decades ─────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("tens", "DEC4 YEARW|YEARS?", "DECADEW DEC4", name="decade")
@rule("tens", "DECADEW Y4 YEARW?", "YEARS|YEARW DEC4", name="decade", langs="fr es de en ru")
def _tens(_: Ground, year: int) -> int:
    if year % 100 == 0:
        raise No("whether ten years or a hundred are meant is not said")
    if year % 10:
        raise Not("a decade begins with a year that ends in 0")
    return year


@rule("tens", "YEARS Y4", name="decade", langs="fr es")
def _tens_years(ground: Ground, year: int) -> int:
    return _tens(ground, year)


@rule("tens", "DEC2|DECWORD YEARW|YEARS? century-number", "YEARS|DECADEW DEC2|DECWORD century-number", "YEARS N2 century-number", name="worded-decade")
def _tens_of_century(_: Ground, tens: int, century: tuple[int, bool]) -> int:
    if century[1] or tens % 10 or not tens:
        raise Not("no decade")
    return (century[0] - 1) * 100 + tens


@rule("range", "N2 _to|AND DEC2|DECWORD YEARW|YEARS? century-number", name="worded-decades")
def _decades_of_century(ground: Ground, first: int, last: int, century: tuple[int, bool]) -> Piece:
    ends = [_tens_of_century(ground, tens, century) for tens in (first, last)]
    if ends[0] >= ends[1]:
        raise Not("the decades are in no order")
    return stretch(f"{ends[0] // 10:03}X", f"{ends[1] // 10:03}X")


@rule("range", "Y4 _to|SLASH DEC4 YEARW?", name="decades", langs="ru de")
def _years_of_decades(ground: Ground, first: int, last: int) -> Piece:
    ends = [_tens(ground, year) for year in (first, last)]
    if ends[0] >= ends[1]:
        raise Not("the decades are in no order")
    return stretch(f"{ends[0] // 10:03}X", f"{ends[1] // 10:03}X")


@rule("tens", "century-number DECWORD|DEC2", name="worded-decade", langs="en")
def _century_tens(ground: Ground, century: tuple[int, bool], tens: int) -> int:
    return _tens_of_century(ground, tens, century)


@rule("short-decade", "part? DECWORD|DEC2 YEARW|YEARS?", "part? YEARS|DECADEW DEC2|DECWORD|N2", "part? APOSTROPHE DEC2")
def _short_decade(_: Ground, part: str | None, __: int) -> Piece:  # noqa: ARG001
    raise No("which century is not said")


@rule("decade", "tens")
def _decade(_: Ground, tens: int) -> Piece:
    text = f"{tens // 10:03}X"
    return Piece(text, text)


@rule("piece-of", "part tens", name="part-of-decade")
def _part_of_decade(_: Ground, part: str, tens: int) -> Piece:
    first, last = _within(part, DECADE_OF)
    return stretch(ymd(tens + first), ymd(tens + last), mark="~")


@rule("piece-of", "fraction tens", name="fraction-of-decade")
def _fraction_of_decade(_: Ground, fraction: tuple[int, int], tens: int) -> Piece:
    if fraction[1] != 2:  # noqa: PLR2004  halves
        raise No("a decade has halves; its thirds and quarters are not whole years")
    return stretch(ymd(tens + fraction[0] * 5 - 5), ymd(tens + fraction[0] * 5 - 1))


@rule("piece-of", "YEARSOF tens", name="part-of-decade")
def _years_of_decade(ground: Ground, part: str, tens: int) -> Piece:
    return _part_of_decade(ground, part, tens)


# ── centuries ───────────────────────────────────────────────────────────────────────────────────────────────────


@rule("century-number", "centn HYPHEN|DASH? CENTURY", "centn HYPHEN|DASH? CENTURY AD")
@rule("century-number", "CENTURY centn", "CENTURY centn AD", langs="fr de es ru")
def _century_number(_: Ground, century: int) -> tuple[int, bool]:
    if not 1 <= century <= _MAX_CENTURY:
        raise Not(f"there is no century {century}")
    return century, False


@rule("century-number", "centn HYPHEN|DASH? CENTURY BC")
@rule("century-number", "CENTURY centn BC", langs="fr de es ru")
def _century_bc(ground: Ground, century: int) -> tuple[int, bool]:
    return _century_number(ground, century)[0], True


@rule("century", "centn MILLENNIUM AD?", "MILLENNIUM centn AD?", name="millennium")
def _millennium(_: Ground, number: int) -> Piece:
    return _thousand(number, "")


@rule("century", "centn MILLENNIUM BC", "MILLENNIUM centn BC", name="millennium")
def _millennium_bc(_: Ground, number: int) -> Piece:
    return _thousand(number, "-")


def _thousand(number: int, sign: str) -> Piece:
    if not 1 <= number <= 10 or (not sign and number > 3):  # noqa: PLR2004  thousands that four figures can write
        raise Not(f"there is no millennium {number}")
    text = f"{sign}{number - 1}XXX"
    return Piece(text, text)


@rule("century", "century-number", name="century")
def _century(_: Ground, century: tuple[int, bool]) -> Piece:
    number, before = century
    text = f"{'-' if before else ''}{number - 1:02}XX"
    return Piece(text, text)


@rule("piece-of", "part century-number", name="part-of-century")
@rule("piece-of", "YEARSOF century-number", name="early-years-of-century")
def _part_of_century(ground: Ground, part: str, century: tuple[int, bool]) -> Piece:
    return _years(ground, century, *_within(part, CENTURY_OF))


@rule("piece-of", "fraction century-number", name="fraction-of-century")
def _fraction_of_century(ground: Ground, fraction: tuple[int, int], century: tuple[int, bool]) -> Piece:
    nth, parts = fraction
    bounds = {2: (50, 100), 3: (33, 66, 100), 4: (25, 50, 75, 100)}[parts]
    return _years(ground._replace(document=None), century, 1 if nth == 1 else bounds[nth - 2] + 1, bounds[nth - 1])


@rule("piece-of", "FRACTION century-number", name="half-of-century", langs="en de")
def _middle(_: Ground, *__: object) -> Piece:
    raise No("which of the parts is meant is not said")


def _years(ground: Ground, century: tuple[int, bool], first: int, last: int) -> Piece:
    """Years of a century by their place in it, 1 to 100; not beyond the time of writing."""
    number, before = century
    base = -100 * number if before else (number - 1) * 100
    begin, end = base + first, base + last
    written = latest_year(ground)
    return stretch(ymd(begin), ymd(min(end, written) if written and written >= begin else end))


@rule("centuries", "centn _to|SLASH centn CENTURY AD?", "CENTURY centn _to|SLASH|AND centn", "centn AND centn CENTURY", name="centuries")
def _centuries(ground: Ground, first: int, last: int) -> Piece:
    return _span_of(ground, (None, first), (None, last), before=False)


@rule("centuries", "part centn CENTURY? _to|SLASH|AND part centn CENTURY", "part CENTURY centn _to|AND part CENTURY? centn", name="parts-of-centuries")
def _parts_of_centuries(ground: Ground, part: str, first: int, other: str, last: int) -> Piece:
    return _span_of(ground, (part, first), (other, last), before=False)


@rule("centuries", "centn _to centn CENTURY BC", "CENTURY centn _to|AND centn BC", "centn AND centn CENTURY BC", name="centuries")
def _centuries_bc(ground: Ground, first: int, last: int) -> Piece:
    return _span_of(ground, (None, first), (None, last), before=True)


def _span_of(ground: Ground, first: tuple[str | None, int], last: tuple[str | None, int], *, before: bool) -> Piece:
    if (first[1] <= last[1]) is before and first[1] != last[1]:
        raise Not("the centuries are in no order")
    ends = [_part_of_century(ground._replace(document=None), part, (number, before)) if part
            else _century(ground, (_century_number(ground, number)[0], before)) for part, number in (first, last)]
    return stretch(ends[0].first, ends[1].last)


@rule("turn", "TURN centn _to|AND|SLASH centn CENTURY", "TURN century-number", "TURN CENTURY centn _to|AND centn", "TURN YEARW? y", "TURN CENTURY", "TURN",
      name="turn")
def _turn(_: Ground, *__: object) -> Piece:
    raise No("how many years a turn of centuries or years takes is not agreed")
