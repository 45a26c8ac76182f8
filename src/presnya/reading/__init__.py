"""Text → proposals. A reader offers; it never decides, and it does not know the register."""

from presnya.reading.document import DOCUMENT_KINDS, Document, DocumentKind, KnownName
from presnya.reading.grounding import grounded
from presnya.reading.reader import Reader, default_reader
from presnya.reading.scorer import scorer_lines
from presnya.terms import Calendar

__all__ = ["DOCUMENT_KINDS", "Calendar", "Document", "DocumentKind", "KnownName", "Reader", "default_reader", "grounded", "scorer_lines"]
