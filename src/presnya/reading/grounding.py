"""The gate every proposal passes, whatever read it: nothing that does not stand in the text, nothing out of page furniture."""

from collections.abc import Iterable, Iterator

import msgspec

from presnya.reading.document import Document
from presnya.terms import Proposal, Span


def grounded(proposals: Iterable[Proposal], document: Document) -> Iterator[Proposal]:
    """Proposals whose every passage lies in the text, outside furniture, and whose words are the text's. Passages that do not are taken out; without any left, the proposal is.

    A name's passages must each read as one of its names (white space and underscores apart): a machine that knows more than the text says is stopped here.
    """
    for proposal in proposals:
        spans = tuple(span for span in proposal.spans if _stands(span, proposal, document))
        if spans:
            first = document.text[spans[0].start:spans[0].end]
            if spans == proposal.spans and first == proposal.text:
                yield proposal
            elif spans != proposal.spans and proposal.kind == "name":
                yield msgspec.structs.replace(proposal, spans=spans, text=first)


def _stands(span: Span, proposal: Proposal, document: Document) -> bool:
    if not 0 <= span.start < span.end <= len(document.text):
        return False
    if any(one.start < span.end and span.start < one.end for one in document.furniture):
        return False
    words = document.text[span.start:span.end]
    if proposal.kind == "name":
        return _folded(words) in {_folded(name) for name in (proposal.text, proposal.canonical, *proposal.aliases)}
    return words == proposal.text


def _folded(words: str) -> str:
    return " ".join(words.replace("_", " ").split())
