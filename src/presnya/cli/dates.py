"""presnya dates"""

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any, Final, get_args

from presnya import dates
from presnya.dates.words import Kind, Reading, explain_words, languages, tidy
from presnya.terms import Calendar, DateValue
from presnya.terms.errors import BadInput

HELP = "Read dates in words as EDTF, or say why they are not read; nothing is guessed."
EXAMPLES = """\
  presnya dates read --lang fr                    lines of words on standard input, JSON lines out
  presnya dates explain "c.1785"
  presnya dates explain "25 октября 1917 г." --lang ru --calendar julian
  presnya dates explain "last June" --date 1924-01-15 --kind news
"""
_CALENDARS: Final = get_args(Calendar)
_KINDS: Final = get_args(Kind)


def options(sub: argparse.ArgumentParser) -> None:
    """DEED (read, or explain WORDS), each with --lang, --date, --calendar, --kind."""
    deeds = sub.add_subparsers(dest="deed", metavar="DEED", required=True)
    read = deeds.add_parser("read", help="lines of words on standard input, JSON lines on standard output")
    explain = deeds.add_parser("explain", help="one expression at length")
    explain.add_argument("words", metavar="WORDS", help="the date in words")
    for deed in (read, explain):
        deed.add_argument("--lang", default="und", help=f"language of the words: {', '.join(languages())} (default: und, read only what all languages that can read it read alike)")
        deed.add_argument("--date", default="", metavar="EDTF", help="date of the document, on which “last June” hangs; without --anchor also the date told before, but not in a memoir or chronicle")
        deed.add_argument("--anchor", default="", metavar="EDTF", help="date told just before, on which “two days later” hangs (default: that of --date, but not in a memoir or chronicle)")
        deed.add_argument("--calendar", default="gregorian", choices=_CALENDARS, help="calendar in which the words count (default: gregorian)")
        deed.add_argument("--kind", default="essay", choices=_KINDS, help="kind of the text (default: essay)")


def run(given: argparse.Namespace) -> int:
    """Exit code 0 also when words were declined: declining is an answer."""
    base = given.lang.partition("-")[0].casefold()
    if base not in (*languages(), "und", "", "mul"):
        raise BadInput(f'There are no rules for dates in "{given.lang}".', next_step=f"Give --lang {', '.join(languages())}, or leave it out.")
    ground = {"lang": given.lang, "document_date": _date(given.date), "anchor": _date(given.anchor or _told_before(given)), "calendar": given.calendar, "kind": given.kind}
    if given.deed == "read":
        for line in _lines():
            print(json.dumps(record(dates.read_words(line, **ground)), ensure_ascii=False), flush=True)
        return 0
    reading, tokens = explain_words(given.words, **ground)
    value = dates.read_words(given.words, **ground)
    if given.json:
        print(json.dumps(record(value), ensure_ascii=False))
        return 0
    print("\n".join(_told(given, value, reading, {lang: one.texts for lang, one in tokens.items() if reading.edtf or not one.unknown or len(tokens) == 1})))
    return 0


def _told_before(given: argparse.Namespace) -> str:
    """Without --anchor, the date of the document; not in a memoir or chronicle, which tells of other days than its own."""
    return "" if given.kind in ("memoir", "chronicle") else given.date


def _date(edtf: str) -> DateValue | None:
    """A date given as an option; not by way of `cli.common`, which brings in the museum."""
    return dates.date_value(edtf) if edtf else None


def _lines() -> Iterator[str]:
    """Lines of standard input, as they come; BadInput for bytes that are not UTF-8."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise BadInput(f"Line {number} of standard input is not UTF-8.",
                           next_step="Turn the file into UTF-8 (`iconv -f cp1251 -t utf-8`) and read it again.") from None


def record(value: DateValue) -> dict[str, Any]:
    """A date as one JSON object: `words`, then `edtf`, `begin`, `end` ((earliest, latest) in minutes from 1970), `rule` and `calendar`, or `declined` with
    the reason.
    """
    if not value.edtf:
        return {"words": value.words, "declined": value.rule.removeprefix("declined: ")}
    return {"words": value.words, "edtf": value.edtf, "begin": value.begin, "end": value.end, "rule": value.rule, "calendar": value.calendar}


def _told(given: argparse.Namespace, value: DateValue, reading: Reading, texts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    yield f"words      {value.words}"
    yield f"tidied     {tidy(value.words)}"
    for parts in dict.fromkeys(texts.values()):
        yield f"parts      {' | '.join(parts)}   ({', '.join(lang for lang, its in texts.items() if its == parts)})"
    if not value.edtf:
        yield f"declined   {reading.why}"
        yield f"would help {_help(given, reading)}"
        return
    yield f"rule       {value.rule}"
    yield f"EDTF       {value.edtf}   ({dates.edtf_in_words(value.edtf)})"
    for name, bound in (("begins", value.begin), ("ends", value.end)):
        yield f"{name:10} {_bound(bound)}"
    for assumed in _assumed(given, reading):
        yield f"assumed    {assumed}"


def _bound(bound: tuple[int | None, int | None]) -> str:
    low, high = bound
    if low is None and high is None:
        return "open"
    first, last = ("…" if moment is None else _day(moment) for moment in (low, high))
    return first if first == last else f"between {first} and {last}"


def _day(moment: int) -> str:
    """A moment's day in both calendars, with the hour where it is not the edge of a day."""
    year, month, day, hour, minute = dates.civil(moment)
    clock = "" if (hour, minute) in ((0, 0), (23, 59)) else f" {hour:02}:{minute:02}"
    return f"{dates.iso_day(dates.Day(year, month, day))}{clock} (Old Style {dates.iso_day(dates.to_julian(year, month, day))})"


def _assumed(given: argparse.Namespace, reading: Reading) -> Iterator[str]:
    if given.lang in ("", "und"):
        yield "no language was given: every language that can read the words reads them alike"
    if _told_before(given) and not given.anchor:
        yield "--anchor was not given: the date of the document is also that told before, where the words hang on one"
    if reading.calendar:
        yield f"the words themselves say the calendar: {reading.calendar}"
    else:
        yield f"the words count in the {given.calendar} calendar"
    if "labelled" in reading.rule:
        yield "the one date that is said is that of the deed its label names (published, exhibited …), not of the making"
    if "first-made" in reading.rule:
        yield "the date without a label is that of the making; what has a label was done later"
    if "~" in reading.edtf and "part-of" in reading.rule:
        yield "early, middle and late are years 0–3, 4–6 and 6–9 of a decade"


def _help(given: argparse.Namespace, reading: Reading) -> str:
    why = reading.why
    if "document" in why or "writing" in why:
        return "--date with the day the text was written (and --kind news for a newspaper or letter)"
    if "just before" in why or "date before" in why or "it hangs on a date" in why:
        return "--anchor with the date that is told before"
    if "language" in why or "in English" in why or given.lang in ("", "und"):
        return "--lang with the language of the words"
    if "hangs on" in why:
        return "the date of that event: write it, or give it with --anchor and say “three days later”"
    if "century" in why:
        return "the century: “the 1920s”, “7 November 1917”"
    return "the date in EDTF, with these words beside it as the source has them"
