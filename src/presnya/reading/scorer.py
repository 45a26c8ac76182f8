"""Proposals as JSON lines: one line a passage, in the form that scoring programs read."""

from collections.abc import Iterable, Iterator
from typing import Any

from presnya.reading.document import Document
from presnya.terms import Proposal, Span


def scorer_lines(proposals: Iterable[Proposal], document: Document) -> Iterator[dict[str, Any]]:
    """Lines with `kind` (mention, timex, quotation, event, relation, figure), `start`, `end` (code points, end exclusive), `text`, `rule`, and by kind
    `type` and `canonical`, `edtf`, `speaker` and `via`, `value` and `unit`, `subject`, `predicate` and `object`.
    """
    for proposal in proposals:
        for span in proposal.spans:
            yield {**_where(proposal, span, document), **_what(proposal), "rule": proposal.rule}


_KINDS = {"name": "mention", "date": "timex"}


def _where(proposal: Proposal, span: Span, document: Document) -> dict[str, Any]:
    return {"kind": _KINDS.get(proposal.kind, proposal.kind), "start": span.start, "end": span.end, "text": document.text[span.start:span.end]}


def _what(proposal: Proposal) -> dict[str, Any]:
    edtf = proposal.date.edtf if proposal.date else ""
    match proposal.kind:
        case "name":
            return {"type": proposal.type, "canonical": proposal.canonical}
        case "date":
            return {"edtf": edtf}
        case "event":
            return {"edtf": edtf, "title": proposal.title, "participants": list(proposal.participants)}
        case "quotation":
            return {"speaker": proposal.speaker, "candidates": list(proposal.candidates), "via": list(proposal.via), "mode": proposal.mode}
        case "relation":
            return {"subject": proposal.subject, "predicate": proposal.predicate, "object": proposal.object, "edtf": edtf}
        case _:
            return {"value": _number(proposal.value), "unit": proposal.unit, "title": proposal.title}


def _number(value: str) -> Any:
    """A whole or decimal number, a pair of them for bounds, None for a figure that is none ("hundreds")."""
    ends = [_one(part) for part in value.split("/")] if value else []
    if not ends or None in ends:
        return None
    return ends[0] if len(ends) == 1 else ends


def _one(digits: str) -> int | float | None:
    try:
        number = float(digits)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
