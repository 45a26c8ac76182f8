"""The default English reader: rules of our own over the parse and the names of spaCy's small model."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from presnya.reading import model
from presnya.reading.document import Document, KnownName, emphasised, paragraphs
from presnya.reading.events import Event, find_events, titled
from presnya.reading.figures import Figure, find_figures
from presnya.reading.grounding import grounded
from presnya.reading.ledger import Name, names_of
from presnya.reading.mentions import find_mentions
from presnya.reading.parse import parse, sheets
from presnya.reading.quoting import find_quotations, worth_proposing
from presnya.reading.relations import Relation, find_relations
from presnya.reading.speakers import Persons, Speech, attribute
from presnya.reading.timing import Timing, find_times
from presnya.reading.whole import Whole
from presnya.terms import Proposal, ReaderStamp, Span

NAME: Final = "presnya-english"
VERSION: Final = "1"


class EnglishReader:
    """Reads English prose. Made by `default_reader`; the model is compared with its pinned sums at once and loaded when first needed."""

    def __init__(self) -> None:
        self._folder = model.folder()
        model.check(self._folder)
        self.stamp: ReaderStamp = model.stamp(name=NAME, version=VERSION)

    def read(self, document: Document, known_names: Sequence[KnownName] = (), cache: Path | None = None,
             progress: Callable[[int, int], None] | None = None) -> Iterable[Proposal]:
        """All proposals about one document, names first; see `Reader.read`."""
        whole = self.parsed(document, cache=cache, progress=progress)
        return list(grounded(_proposals(whole, known_names), document))

    def parsed(self, document: Document, *, cache: Path | None, progress: Callable[[int, int], None] | None) -> Whole:
        """The slow part: parse, or take from the cache."""
        held = paragraphs(document)
        quotations = find_quotations(document.text, held)
        pages = list(sheets(document.text, held, quotations))
        done = parse(pages, pipeline=lambda: model.load(self._folder), model=self.stamp.model_sha256, cache=cache, progress=progress)
        return Whole(document, held, quotations, done)


def _proposals(whole: Whole, known: Sequence[KnownName]) -> Iterator[Proposal]:
    names = names_of(whole, find_mentions(whole, emphasis=emphasised(whole.document)), known)
    yield from (_name(whole, name) for name in names)
    persons = Persons(names)
    titles = [span for name in names if name.type == "work" for span in name.spans]
    times = find_times(whole, spared=titles)
    yield from _dates(whole, times)
    yield from _quotations(whole, persons)
    yield from (_event(whole, one) for one in titled(find_events(whole, times, persons)))
    yield from (_relation(whole, one) for one in find_relations(whole, times, persons))
    yield from (_figure(whole, one) for one in find_figures(whole, times, spared=titles))


def _text(whole: Whole, span: Span) -> str:
    return whole.text[span.start:span.end]


def _name(whole: Whole, name: Name) -> Proposal:
    return Proposal("name", name.spans, _text(whole, name.spans[0]), name.rule, type=name.type, canonical=name.canonical, aliases=name.aliases)


def _dates(whole: Whole, times: Iterable[Timing]) -> Iterator[Proposal]:
    """One proposal for all places where the same words mean the same date."""
    together: dict[tuple[str, str, str], list[Timing]] = {}
    for one in times:
        together.setdefault((_text(whole, one.span), one.value.edtf, one.value.rule), []).append(one)
    for (text, _, rule), same in together.items():
        yield Proposal("date", tuple(one.span for one in same), text, rule, date=same[0].value, certainty="implied" if same[0].hangs_on else "stated")


def _quotations(whole: Whole, persons: Persons) -> Iterator[Proposal]:
    speeches = attribute(whole, persons)
    kept = set(worth_proposing(whole.text, whole.quotations, cued=[bool(one.cue) for one in speeches]))
    yield from (_quotation(whole, one) for one in speeches if one.quoted in kept)


def _quotation(whole: Whole, speech: Speech) -> Proposal:
    quoted = speech.quoted
    rule = "block-quotation@1" if quoted.mode == "block" else f"quotation-marks{'+' + speech.cue if speech.cue else ''}@1"
    return Proposal("quotation", (quoted.inner,), _text(whole, quoted.inner), rule, speaker=speech.speaker, candidates=speech.candidates, mode=quoted.mode,
                    certainty="implied" if speech.implied else "stated")


def _event(whole: Whole, event: Event) -> Proposal:
    return Proposal("event", (event.span,), _text(whole, event.span), event.rule, title=event.title, date=event.date, participants=event.participants,
                    certainty="implied" if event.implied else "stated")


def _relation(whole: Whole, relation: Relation) -> Proposal:
    return Proposal("relation", (relation.span,), _text(whole, relation.span), relation.rule, subject=relation.subject, predicate=relation.predicate,
                    object=relation.object, date=relation.date, certainty="implied" if relation.implied else "stated")


def _figure(whole: Whole, figure: Figure) -> Proposal:
    return Proposal("figure", (figure.span,), _text(whole, figure.span), "figure@1", value=figure.value, unit=figure.unit, title=figure.counted)
