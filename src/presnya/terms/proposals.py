"""What a reader offers. A machine proposes, a person decides (charter, rule 6)."""

from typing import Literal, NamedTuple

from presnya.terms.values import DateValue, Word

ProposalKind = Literal["name", "date", "quotation", "event", "relation", "figure"]
NameType = Literal["", "person", "group", "place", "work"]


class Span(NamedTuple):
    """Code points of the source's text, `end` exclusive."""

    start: int
    end: int


class ReaderStamp(Word, frozen=True):
    """Which program read: printed beside all it proposed. `model_sha256` is over the model's files."""

    name: str
    version: str
    model: str = ""
    model_sha256: str = ""


class Proposal(Word, frozen=True):
    """One thing a reader saw. `spans` are all its passages, never empty; `text` is the first one verbatim.

    By kind: **name** `type`, `canonical` (all mentions of one name are one proposal); **date** `date`;
    **quotation** `speaker` (canonical name, '' when no cue was found; then `candidates`), `via` (chain from the
    speaker's reporter to the author, names), `mode`; **event** `title`, `date`, `participants`; **relation**
    `subject`, `predicate` (a property's name), `object`, `date` where stated; **figure** `value`, `unit`, `title` (what is counted), `counted_by`.
    `rule` names the rule that found it, with version after '@'. `furniture` marks what stands in page boilerplate.
    """

    kind: ProposalKind
    spans: tuple[Span, ...]
    text: str
    rule: str
    type: NameType = ""
    canonical: str = ""
    aliases: tuple[str, ...] = ()
    date: DateValue | None = None
    speaker: str = ""
    candidates: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    mode: Literal["", "direct", "block", "indirect"] = ""
    title: str = ""
    participants: tuple[str, ...] = ()
    subject: str = ""
    predicate: str = ""
    object: str = ""
    value: str = ""
    unit: str = ""
    counted_by: str = ""
    certainty: Literal["stated", "implied"] = "stated"
    furniture: bool = False
