"""Rules that put dates together: marks of doubt, ranges, bounds, alternatives, lists, labels of museums. The top of the grammar is here."""

from itertools import pairwise

from presnya.dates.edtf import parse
from presnya.dates.value import from_julian
from presnya.dates.words.pieces import Era, Ground, No, Not, Piece, days_in, edtf_of, final_of, in_set, joined, marked, plain, stretch, ymd
from presnya.dates.words.republican import republican_day
from presnya.dates.words.rules_plain import near_days
from presnya.dates.words.shapes import rule

for _symbol in ("year", "month", "day", "weekday-day", "dual", "republican", "season", "piece-of", "decade", "century"):
    rule("point", _symbol)(lambda _, piece: piece)
for _symbol in ("range", "centuries", "night"):
    rule("stretch", _symbol)(lambda _, piece: piece)


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("mark", "ABOUT")
def _about(_: Ground) -> str:
    return "~"


@rule("mark", "MAYBE|ASK", "MAYBE COMMA", "LP ASK RP", "LP MAYBE RP")
def _maybe(_: Ground) -> str:
    return "?"


@rule("marks", "mark", "mark mark", "mark mark mark")
def _marks(_: Ground, *marks: str) -> str:
    out = ""
    for mark in marks:
        out = joined(out, mark)
    return out


@rule("tail-mark", "ASK", "LP ASK RP", "LB ASK RB", "COMMA? MAYBE", "LP MAYBE RP")
def _tail_mark(_: Ground) -> str:
    return "?"


@rule("tail-mark", "LP ABOUT RP", "COMMA? ABOUT")
def _tail_about(_: Ground) -> str:
    return "~"


@rule("marked", "marks point tail-mark?", name="marked")
def _marked(_: Ground, mark: str, piece: Piece, tail: str | None) -> Piece:
    return marked(piece, joined(mark, tail or ""))


@rule("marked", "point tail-mark", name="marked")
def _marked_after(_: Ground, piece: Piece, mark: str) -> Piece:
    return marked(piece, mark)


@rule("simple", "point")
@rule("simple", "marked")
@rule("item", "simple")
@rule("item", "stretch")
@rule("item", "marked-stretch")
@rule("item", "YEARS stretch")
def _same(_: Ground, piece: Piece) -> Piece:
    return piece


@rule("marked-stretch", "marks stretch tail-mark?", name="marked")
def _marked_stretch(ground: Ground, mark: str, piece: Piece, tail: str | None) -> Piece:
    return _marked(ground, mark, piece, tail)


@rule("marked-stretch", "stretch tail-mark", name="marked")
def _stretch_marked(_: Ground, piece: Piece, mark: str) -> Piece:
    return marked(piece, mark)


# ── ranges ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _span(ground: Ground, first: Piece, last: Piece) -> Piece:
    if first.whole or last.whole:
        raise Not("a range of what is no date")
    final = final_of(first, last, ground=ground)
    _one_era(first, last)
    piece = Piece(first.first, last.last, first.mark, last.last_mark, final)
    if not piece.single and parse(first.first).begin > parse(last.last).begin and parse(first.first).begin > parse(last.last).end:
        raise Not("it ends before it begins")
    return piece


def _one_era(first: Piece, last: Piece) -> None:
    """Not for "1200 to 1100 BC" as two eras: the one that stands last is that of both. No for "1200 BC to 1100"."""
    if first.at and last.at and first.at[0] > 0 >= last.at[0] and not isinstance(first.at[0], Era):
        raise Not("the era stands behind the last year and is that of both")
    if first.at and last.at and first.at[0] <= 0 < last.at[0] and not isinstance(last.at[0], Era):
        raise No("whether the second year is before Christ or after is not said")


@rule("range", "FROM? point _to simple", "BETWEEN point AND simple", "BETWEEN marked-left AND simple", name="from-to")
def _from_to(ground: Ground, first: Piece, last: Piece) -> Piece:
    if ground.lang in ("ru", "de") and first.at and not first.at[0] % 10 and not any(first.at[1:]) and last.last.endswith("X"):
        raise Not("1920–1930-е are two decades")
    return _span(ground, first, last)


@rule("range", "left-marked _to simple", name="from-to")
def _from_doubted(ground: Ground, first: Piece, last: Piece) -> Piece:
    return _span(ground, first, last)


@rule("left-marked", "point ASK", "point LP ASK RP")
def _left_marked(_: Ground, piece: Piece) -> Piece:
    return marked(piece, "?")


@rule("marked-left", "marks point")
def _marked_left(_: Ground, mark: str, piece: Piece) -> Piece:
    return marked(piece, mark)


@rule("range", "FROM marked-left _to simple", "BETWEEN marked-left AND|DASH|HYPHEN simple", name="from-to")
def _from_marked(ground: Ground, first: Piece, last: Piece) -> Piece:
    return _span(ground, first, last)


@rule("range", "FROM? day SLASH day", name="two-days")
def _day_slash_day(_: Ground, *__: Piece) -> Piece:
    raise Not("a stroke between two days joins two calendars")


@rule("range", "FROM? Y4 DASH|TO marks? n YEARW? tail-short?", "FROM? Y4 HYPHEN|SLASH marks n YEARW? tail-short?",
      "BETWEEN Y4 AND|DASH|HYPHEN|SLASH n YEARW? tail-short?", name="short-range")
def _short(_: Ground, first: int, *rest: "int | str | None") -> Piece:
    mark = "".join(one for one in rest[:-1] if isinstance(one, str))
    last = next(one for one in rest if isinstance(one, int))
    return _shortened(first, last, mark)


@rule("tail-short", "ASK")
def _tail_short(_: Ground) -> str:
    raise Not("a mark after a range is one of the whole")


def _shortened(first: int, last: int, mark: str = "") -> Piece:
    """A second year with its first figures left out."""
    size = 10 if last < 10 else 100  # noqa: PLR2004  one figure or two
    full = first // size * size + last
    if full <= first:
        raise Not(f"{last} after {first} goes back")
    return Piece(ymd(first), ymd(full), "", mark)


@rule("range", "FROM? Y4 HYPHEN N1 YEARW?", "FROM? Y4 SLASH N1 YEARW?", "FROM? Y4 SLASH N2 YEARW?", name="short-range")
def _short_hyphen(_: Ground, first: int, last: int) -> Piece:
    return _shortened(first, last)


@rule("range", "Y4 HYPHEN N2 YEARW?", "FROM? Y4 HYPHEN N2 YEARW", name="short-range")
def _short_or_month(_: Ground, first: int, last: int) -> Piece:
    """1917-18 is two years, 1917-11 a month of ISO 8601, 1905-07 may be both."""
    later = first // 100 * 100 + last > first
    if last > 12:  # noqa: PLR2004  months
        return _shortened(first, last)
    if not last or not later:
        return plain(first, last) if last else _shortened(first, last)
    raise No(f"{first}-{last:02} may be two years or a month")


@rule("range", "FROM? d _to d MONTH COMMA? y", "BETWEEN d AND|_to d MONTH COMMA? y", name="days-of-month")
def _days(_: Ground, first: int, last: int, month: int, year: int) -> Piece:
    return _day_span(year, month, first, month, last)


def _day_span(year: int, month: int, first: int, last_month: int, last: int) -> Piece:
    if (month, first) >= (last_month, last):
        raise Not("the days are in no order within one year")
    return stretch(ymd(year, month, first), ymd(year, last_month, last))


@rule("range", "FROM? d _to d REPMONTH YEARW? nth YEARW?", name="republican-days")
def _republican_days(_: Ground, first: int, last: int, month: int, year: int) -> Piece:
    ends = [republican_day(year, month, day) for day in (first, last)]
    if first >= last:
        raise Not("the days are in no order")
    return stretch(ends[0].first, ends[1].last, final="republican")


@rule("range", "FROM? MONTH d _to d COMMA? y", "BETWEEN MONTH d AND d COMMA? y", name="days-of-month", langs="en es")
def _month_days(_: Ground, month: int, first: int, last: int, year: int) -> Piece:
    return _day_span(year, month, first, month, last)


@rule("range", "FROM? d MONTH _to d MONTH COMMA? y", "BETWEEN d MONTH AND d MONTH COMMA? y", "d ROMAN DASH|HYPHEN d ROMAN DOT? Y4", name="days-of-year")
def _days_of_year(_: Ground, first: int, month: int, last: int, last_month: int, year: int) -> Piece:
    return _day_span(year, month, first, last_month, last)


@rule("range", "FROM? MONTH d _to MONTH d COMMA? y", "BETWEEN MONTH d AND MONTH d COMMA? y", name="days-of-year", langs="en es")
def _month_days_of_year(_: Ground, month: int, first: int, last_month: int, last: int, year: int) -> Piece:
    return _day_span(year, month, first, last_month, last)


@rule("range", "n DOT? _dash n DOT n DOT Y4 YEARW?", name="numbers", langs="de ru fr es")
def _number_days(_: Ground, first: int, last: int, month: int, year: int) -> Piece:
    return _day_span(year, month, first, month, last)


@rule("range", "n DOT n DOT? _dash n DOT n DOT Y4 YEARW?", name="numbers", langs="de ru fr es")
def _number_days_of_year(_: Ground, first: int, month: int, last: int, last_month: int, year: int) -> Piece:
    return _day_span(year, month, first, last_month, last)


@rule("range", "FROM? MONTH _to MONTH COMMA? y", "MONTH SLASH MONTH COMMA? y", "BETWEEN MONTH AND MONTH COMMA? y", "MONTH AND MONTH COMMA? y",
      name="months-of-year")
def _months(_: Ground, first: int, last: int, year: int) -> Piece:
    if first >= last:
        raise No("the months are in no order within one year")
    return stretch(ymd(year, first), ymd(year, last))


@rule("range", "FROM? SEASON _to SEASON COMMA? y", "SEASON AND|SLASH SEASON COMMA? y", "BETWEEN SEASON AND SEASON COMMA? y", name="seasons-of-year")
def _seasons(_: Ground, first: int, last: int, year: int) -> Piece:
    if first >= last or last == 24:  # noqa: PLR2004  winter
        raise No("the seasons are in no order within one year")
    return stretch(ymd(year, first), ymd(year, last))


@rule("range", "FROM? num _to num YEARW? BC", "BETWEEN num AND num YEARW? BC", name="years-bc")
def _years_bc(_: Ground, first: int, last: int) -> Piece:
    if first <= last or not last:
        raise Not("years before Christ run down")
    return stretch(ymd(1 - first), ymd(1 - last))


@rule("range", "num SLASH num YEARW? BC", name="years-bc")
def _two_years_bc(_: Ground, first: int, last: int) -> Piece:
    if first != last + 1 or not last:
        raise Not("a stroke joins years that follow each other")
    return stretch(ymd(1 - first), ymd(1 - last))


@rule("range", "FROM? num _to num YEARW? AD", "AD num _to num", "BETWEEN num AND num YEARW? AD", name="years-ad")
def _years_ad(_: Ground, first: int, last: int) -> Piece:
    if first >= last or not first:
        raise Not("years run up")
    return stretch(ymd(first), ymd(last))


@rule("range", "FROM? Y4 YEARW? SLASH Y4 YEARW?", name="year-range")
def _year_slash(_: Ground, first: int, last: int) -> Piece:
    if first >= last:
        raise Not("the years are in no order")
    return stretch(ymd(first), ymd(last))


# ── bounds ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _bound(piece: Piece, *, low: bool, closed: bool) -> Piece:
    """`[a..]`, `[..b]` where one moment lies there; `a/..`, `../b` (closed) where something goes on."""
    if piece.whole:
        raise Not("a bound of what is no date")
    end = piece.first + piece.mark if low else piece.last + piece.last_mark
    text = (f"{end}/.." if low else f"../{end}") if closed else (f"[{end}..]" if low else f"[..{end}]")
    return Piece(whole=text, final=piece.final)


@rule("bound", "BEFORE item", "OREARLIER item", "item OREARLIER", "NOTAFTER item", "item COMMA? NOTAFTER", name="before")
def _before(_: Ground, piece: Piece) -> Piece:
    return _bound(piece, low=False, closed=False)


@rule("bound", "AFTER item", "ORLATER item", "item ORLATER", "item COMMA ORLATER", "NOTBEFORE item", "item COMMA? NOTBEFORE", name="after")
def _after(_: Ground, piece: Piece) -> Piece:
    return _bound(piece, low=True, closed=False)


@rule("bound", "SINCE simple", "SINCE? simple ONWARDS", "FROM simple ONWARDS", name="since")
def _since(_: Ground, piece: Piece) -> Piece:
    return _bound(piece, low=True, closed=True)


@rule("bound", "UNTIL simple", name="until")
@rule("bound", "BY simple", name="by")
def _until(_: Ground, piece: Piece) -> Piece:
    return _bound(piece, low=False, closed=True)


@rule("bound", "AFTER simple COMMA? BUT|AND BEFORE simple", "NOTBEFORE simple COMMA? BUT|AND? NOTAFTER simple", "AFTER simple COMMA BEFORE simple",
      name="after-before")
def _after_before(ground: Ground, first: Piece, last: Piece) -> Piece:
    if parse(edtf_of(first)).begin > parse(edtf_of(last)).end:
        raise Not("it ends before it begins")
    return Piece(whole=f"[{first.first}{first.mark}..{last.last}{last.last_mark}]", final=final_of(first, last, ground=ground))


@rule("bound", "marks bound", name="marked")
def _marked_bound(_: Ground, mark: str, bound: Piece) -> Piece:
    inner = bound.whole.strip("[]./")
    if not inner or inner[-1] in "?~%" or ".." in inner:
        raise Not("two marks")
    return bound._replace(whole=bound.whole.replace(inner, inner + mark))


# ── alternatives and lists ──────────────────────────────────────────────────────────────────────────────────────


@rule("either", "item OR item", "item COMMA OR item", "item LP OR item RP", name="or")
@rule("either", "item COMMA item OR item", name="or")
def _or(ground: Ground, *items: Piece) -> Piece:
    if len({in_set(item) for item in items}) < len(items):
        raise Not("the same twice")
    _no_bare_year_after(*items)
    return Piece(whole=f"[{','.join(in_set(item) for item in items)}]", final=final_of(*items, ground=ground))


def _no_bare_year_after(*items: Piece) -> None:
    """No for "spring 1917 or 1918": the second may be a spring too. And none for eras that only one of two years has."""
    for first, last in pairwise(items):
        _one_era(first, last)
        finer = not first.whole and "X" not in first.first and len(first.first.lstrip("-")) > 4  # noqa: PLR2004  than a year
        if finer and last.at and not any(last.at[1:]):
            raise No("whether the second is the whole year is not said")


@rule("either", "Y4 OR n YEARW?", name="or")
def _or_short(_: Ground, first: int, last: int) -> Piece:
    return Piece(whole=f"[{first:04},{_shortened(first, last).last}]")


@rule("either", "num OR num YEARW? BC", name="or")
def _or_bc(_: Ground, first: int, last: int) -> Piece:
    if not first or not last or first == last:
        raise Not("there is no year 0 before Christ")
    return Piece(whole=f"[{ymd(1 - first)},{ymd(1 - last)}]")


@rule("either", "d OR d MONTH COMMA? y", name="or")
def _or_days(_: Ground, first: int, last: int, month: int, year: int) -> Piece:
    return Piece(whole=f"[{ymd(year, month, first)},{ymd(year, month, last)}]")


@rule("expression", "EITHER either", name="either")
def _either(_: Ground, piece: Piece) -> Piece:
    return piece


@rule("either", "MONTH d OR d COMMA? y", name="or", langs="en es")
def _or_month_days(ground: Ground, month: int, first: int, last: int, year: int) -> Piece:
    return _or_days(ground, first, last, month, year)


@rule("either", "d MONTH OR d MONTH COMMA? y", name="or")
def _or_days_of_year(_: Ground, first: int, month: int, last: int, last_month: int, year: int) -> Piece:
    return Piece(whole=f"[{ymd(year, month, first)},{ymd(year, last_month, last)}]")


@rule("either", "MONTH OR MONTH COMMA? y", name="or")
@rule("either", "SEASON OR SEASON COMMA? y", name="or")
def _or_months(_: Ground, first: int, last: int, year: int) -> Piece:
    if 24 in (first, last) or first >= last:  # noqa: PLR2004  winter
        raise No("which year the one or the other lies in is not said")
    return Piece(whole=f"[{ymd(year, first)},{ymd(year, last)}]")


@rule("list", "item AND item", "item COMMA item", "item COMMA AND item", "item COMMA item COMMA item", "item COMMA item AND item", name="list")
def _list(ground: Ground, *items: Piece) -> Piece:
    starts = [parse(edtf_of(item)).begin for item in items if not item.whole]
    if len(starts) < len(items) or starts != sorted(starts) or len({*starts}) < len(starts):
        raise Not("a list that is in no order")
    _no_bare_year_after(*items)
    return Piece(whole="{" + ",".join(in_set(item) for item in items) + "}", final=final_of(*items, ground=ground))


@rule("list", "d AND d MONTH COMMA? y", name="list")
def _two_days(_: Ground, first: int, last: int, month: int, year: int) -> Piece:
    if first >= last:
        raise Not("a list that is in no order")
    return Piece(whole="{" + f"{ymd(year, month, first)},{ymd(year, month, last)}" + "}")


@rule("list", "d COMMA d AND d MONTH COMMA? y", name="list")
def _three_days(_: Ground, first: int, second: int, last: int, *rest: int) -> Piece:
    month, year = rest
    if not first < second < last:
        raise Not("a list that is in no order")
    return Piece(whole="{" + ",".join(ymd(year, month, day) for day in (first, second, last)) + "}")


@rule("list", "UNIT d COMMA d AND d MONTH COMMA? y", name="list", langs="es fr")
@rule("list", "UNIT d AND d MONTH COMMA? y", name="list", langs="es fr")
def _days_named(ground: Ground, unit: str, *days: int) -> Piece:
    if unit != "d":
        raise Not("another unit beside days")
    return (_two_days if len(days) == 4 else _three_days)(ground, *days)  # noqa: PLR2004  two days, month, year


# ── labels ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("_label", "marks? VERB", "marks? VERB VERB", "marks? VERB AND VERB", "marks? VERB VERB VERB", "marks? REVERB", "marks? VERB REVERB",
      "marks? VERB AND REVERB")
@rule("_again", "marks? REVERB")
@rule("_label-date", "_label", "_label item", "_label bound", "_label either", "_label list", "item _label", "_label LP item RP")
def _nothing(_: Ground, *__: object) -> None:
    return None


@rule("labelled", "item|bound|either COMMA _label-date", "item COMMA _label-date COMMA _label-date", "item LP _label-date RP", name="first-made")
def _first_made(_: Ground, item: Piece) -> Piece:
    """The date without a label is that of the making; what is labelled after it is something else that was done to the work."""
    return item


@rule("labelled", "marks? VERB|DONE item", "marks? VERB VERB item", "point|stretch VERB|DONE", "VERB either|bound|list",
      "marks? VERB item COMMA REVERB item|bound|either", "marks? VERB item COMMA REVERB", name="labelled")
def _labelled(_: Ground, *got: "Piece | str | None") -> Piece:
    """A single date, of the deed that the label names."""
    mark = next((one for one in got if isinstance(one, str)), "")
    item = next(one for one in got if isinstance(one, Piece))
    return marked(item, mark) if mark else item


@rule("labelled", "item COMMA DONE item", "DONE item COMMA|AND DONE item", "item COMMA DONE", name="begun-and-done")
def _begun(_: Ground, *__: Piece) -> Piece:
    raise No("the work was begun and completed at different times; give both as a range")


@rule("labelled", "_label-date COMMA _label-date", "_label-date COMMA _label-date COMMA _label-date", name="two-labels")
def _two_labels(_: Ground) -> Piece:
    raise Not("several dates, each with its own label; which is meant is not said")


# ── days counted from a day that is said ────────────────────────────────────────────────────────────────────────


@rule("shifted", "EVE anyday", name="eve-of")
def _eve(ground: Ground, day: Piece) -> Piece:
    return near_days(day, -1, ground)


@rule("shifted", "NEXTDAY anyday", name="eve-of")
def _next_of(ground: Ground, step: int, day: Piece) -> Piece:
    return near_days(day, step, ground)


@rule("shifted", "DAYAFTER anyday", name="day-after")
def _day_after(ground: Ground, day: Piece) -> Piece:
    return near_days(day, 1, ground)


@rule("shifted", "count UNIT LATER anyday", "count UNIT BEFORE anyday", "count UNIT AFTER anyday", name="days-from")
def _days_from(ground: Ground, count: int, unit: str, *rest: "Piece | int") -> Piece:
    day, way = rest[-1], rest[0]
    assert isinstance(day, Piece)
    if not isinstance(way, int):
        raise Not("read with its direction")
    if unit not in "dwf":
        raise No("months and years from a day do not come to a day")
    return near_days(day, way * days_in(count, unit, ground), ground)


@rule("shifted", "UNIT LATER anyday", name="day-from")
def _day_from(ground: Ground, unit: str, way: int, day: Piece) -> Piece:
    if unit != "d":
        raise Not("only a day follows a day")
    return near_days(day, way, ground)


@rule("shifted", "EVE year", name="eve-of")
def _eve_of_year(_: Ground, __: Piece) -> Piece:
    raise No("the eve of a year may be a day or a time")


# ── catalogue forms ─────────────────────────────────────────────────────────────────────────────────────────────


@rule("catalogue", "N3 HYPHEN|DASH", "N3 HYPHEN|DASH ASK", name="unfinished-decade")
def _unfinished(_: Ground, tens: int) -> Piece:
    return Piece(f"{tens:03}X", f"{tens:03}X")


@rule("catalogue", "N2 HYPHEN|DASH HYPHEN|DASH", "N2 HYPHEN|DASH HYPHEN|DASH ASK", name="unfinished-century")
def _unfinished_century(_: Ground, hundreds: int) -> Piece:
    return Piece(f"{hundreds:02}XX", f"{hundreds:02}XX")


@rule("undated", "UNDATED", "LB UNDATED RB", "LP UNDATED RP", name="undated")
def _undated(_: Ground) -> Piece:
    raise No("the words say that the date is not known")


for _symbol in ("item", "bound", "either", "list", "labelled", "moment", "daypart", "shifted", "hanging", "short-year", "short-decade", "turn", "undated"):
    rule("expression", _symbol)(lambda _, piece: piece)
    rule("expression", f"AT {_symbol}", langs="fr es")(lambda _, piece: piece)


@rule("expression", "LB item RB", "LB either RB", "LB bound RB", "LB catalogue RB", "LP item RP", "catalogue", name="supplied")
def _supplied(_: Ground, piece: Piece) -> Piece:
    return piece


@rule("expression", "UNDATED COMMA? LB|LP item|either|bound|catalogue RB|RP", name="supplied")
def _supplied_undated(_: Ground, piece: Piece) -> Piece:
    """Without a date, and one is supplied."""
    return piece


@rule("expression", "LB item RB ASK", "LB catalogue RB ASK", name="supplied")
def _supplied_doubt(_: Ground, piece: Piece) -> Piece:
    return marked(piece, "?")


def finished(piece: Piece, ground: Ground, calendar: str) -> tuple[str, str]:
    """(EDTF in Gregorian days, calendar of the words, "" for the text's own). BadDate for a day that its calendar does not have."""
    if calendar == "republican" and piece.final != "republican":
        raise No("the text counts in the Republican calendar, and these words do not")
    edtf = edtf_of(piece)
    if piece.final or not ground.julian:
        parse(edtf)
    if piece.final or not ground.julian:
        return edtf, piece.final
    return from_julian(edtf).edtf, "julian"
