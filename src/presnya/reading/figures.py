"""Figures: how many of what. The words are kept as printed; a value is given only where they are a number."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from presnya.reading.parse import Parsed
from presnya.reading.timing import Timing
from presnya.reading.whole import Whole
from presnya.terms import Span

_LABELS: Final = frozenset({"CARDINAL", "PERCENT", "QUANTITY", "DATE"})
_UNITS: Final = frozenset({"year", "month", "week", "day", "hour", "minute"})
_ONES: Final = {word: nth for nth, word in enumerate((
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen"))}
_TENS: Final = {word: 10 * nth for nth, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)}
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_MANY: Final = re.compile(r"(?:dozens|scores|hundreds|thousands|tens of thousands|hundreds of thousands|millions)\b", re.IGNORECASE)
_LEAD: Final = re.compile(
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|over|up to|at most|at least|more than|less than|fewer than|only|just|as many as|no fewer than|the|a|an|another|than|to|"
    r"another|whole|full|of)\s+)+", re.IGNORECASE)


class Figure(NamedTuple):
    """`value` is a decimal string, "low/high" for a range, '' for "hundreds"; `unit` the unit or what is counted; `counted` the noun phrase."""

    span: Span
    value: str
    unit: str
    counted: str


def find_figures(whole: Whole, times: Sequence[Timing], *, spared: Iterable[Span] = ()) -> tuple[Figure, ...]:
    """Numbers that count or measure something; no dates, no ordinals, no "one", no prices, none inside the `spared` titles."""
    taken = [*(one.span for one in times), *spared]
    found = [figure for parsed in whole.parsed for figure in _figures(whole, parsed) if not any(one.start < figure.span.end and figure.span.start < one.end for one in taken)]
    return tuple(sorted(found))


def _figures(whole: Whole, parsed: Parsed) -> Iterator[Figure]:
    for first, last, label in parsed.ents:
        if label not in _LABELS or any(token.masked >= 0 for token in parsed.tokens[first:last]):
            continue
        span = Span(parsed.tokens[first].start, parsed.tokens[last - 1].end)
        figure = _figure(whole, parsed, span, last, label)
        if figure is not None:
            yield figure
    yield from _missed(whole, parsed)


def _missed(whole: Whole, parsed: Parsed) -> Iterator[Figure]:
    """Numerals before a plural that the model names nothing at all: "Some 400 people worked"."""
    named = {nth for first, last, _ in parsed.ents for nth in range(first, last)}
    for nth, token in enumerate(parsed.tokens):
        if token.tag == "CD" and nth not in named and token.masked < 0 and _counted(parsed, nth + 1):
            figure = _figure(whole, parsed, Span(token.start, token.end), nth + 1, "CARDINAL")
            if figure is not None:
                yield figure


def _figure(whole: Whole, parsed: Parsed, span: Span, last: int, label: str) -> Figure | None:
    lead = _LEAD.match(whole.text[span.start:span.end])
    span = Span(span.start + lead.end(), span.end) if lead and lead.end() < span.end - span.start else span
    words = whole.words(span)
    number, unit = _split(words)
    value = value_of(number)
    many = _MANY.fullmatch(number) is not None
    if value is None and not many:
        return None
    after = parsed.tokens[last] if last < len(parsed.tokens) else None
    noun = _counted(parsed, last)
    if label == "CARDINAL" and (number.casefold() == "one" or (noun == "" and not many and value is not None and (len(value) < 3 if number.isdigit() else len(value) < 2))):  # noqa: PLR2004  "two of them" and chapter numbers
        return None
    if label == "DATE" and unit.casefold().rstrip("s") not in _UNITS:
        return None
    if after is not None and after.start == span.end and after.text[:1] in ":.,-" and whole.text[after.end:after.end + 1].isdigit():
        return None
    return Figure(span, value or "", "percent" if label == "PERCENT" else unit or noun, noun)


def _split(words: str) -> tuple[str, str]:
    """(number, unit): "forty days" → ("forty", "days"), "20 percent" → ("20", "percent")."""
    found = re.fullmatch(r"(.*?)\s*(%|per\s?cents?|percents?|[a-zA-Z.]+)?", words)
    if found and found[2] and value_of(found[2]) is None and not _MANY.fullmatch(found[2]):
        return found[1].strip(), found[2]
    return words, ""


def value_of(words: str) -> str | None:
    """"sixty-six" → "66", "1,200" → "1200", "200 to 300" → "200/300"; None for what is no number."""
    ends = re.split(r"\s*(?:–|—|\bto\b|\bor\b|\band\b(?=\s+\d))\s*|(?<=\d)-(?=\d)", words.strip())
    numbers = [_number(end) for end in ends]
    if len(numbers) == 2 and None not in numbers:  # noqa: PLR2004  a range
        return f"{numbers[0]}/{numbers[1]}"
    return numbers[0] if len(numbers) == 1 else None


def _number(words: str) -> str | None:
    plain = words.replace(",", "").replace(" ", " ").strip().casefold()
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return plain
    total, part, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", plain):
        if word in ("and", "a"):
            continue
        seen = True
        if word in _ONES or word in _TENS:
            part += _ONES.get(word, _TENS.get(word, 0))
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            part += float(word)
        elif word == "hundred":
            part = (part or 1) * 100
        elif word in _SCALES:
            total, part = total + (part or 1) * _SCALES[word], 0
        else:
            return None
    whole = total + part
    return (str(int(whole)) if whole.is_integer() else str(whole)) if seen else None


def _counted(parsed: Parsed, last: int) -> str:
    """The noun that is counted: the plural after the number, adjectives between."""
    words = []
    for token in parsed.tokens[last:last + 5]:
        if token.masked >= 0 or token.pos not in ("ADJ", "NOUN", "PROPN", "ADV", "VERB") or token.sentence != parsed.tokens[last - 1].sentence:
            break
        words.append(token.text)
        if token.tag in ("NNS", "NNPS"):
            return " ".join(words)
    return ""
