"""The museum's words as frozen typed values. Imports nothing of presnya; everything may import it."""

from presnya.terms.acts import (
    ACTS, Accession, Appoint, Arrange, Body, Correct, Decide, Dispute, EnterClaims, Furniture, Held, Propose, Role, Withdraw,
    act_name, from_json, to_json,
)
from presnya.terms.claims import Cell, Claim, Locator, Nearness, Passage, Region, Selector, TextQuote
from presnya.terms.ids import ID_KINDS, THING_KINDS, check_id, kind_of, make_id, slug
from presnya.terms.proposals import NameType, Proposal, ProposalKind, ReaderStamp, Span
from presnya.terms.values import EPOCH, Anchor, Calendar, Coordinates, DateValue, Link, Number, Ref, Text, Value, Word

__all__ = [
    "ACTS", "EPOCH", "ID_KINDS", "THING_KINDS", "Accession", "Anchor", "Appoint", "Arrange", "Body", "Calendar", "Cell", "Claim",
    "Coordinates", "Correct", "DateValue", "Decide", "Dispute", "EnterClaims", "Furniture", "Held", "Link", "Locator", "NameType", "Nearness",
    "Number", "Passage", "Proposal", "ProposalKind", "Propose", "ReaderStamp", "Ref", "Region", "Role", "Selector", "Span", "Text",
    "TextQuote", "Value", "Withdraw", "Word", "act_name", "check_id", "from_json", "kind_of", "make_id", "slug", "to_json",
]
