"""Sources in: one file a format. Bytes stay as they came; what a file claims of itself is a hint to the curator, never taken."""

from presnya.accession.draft import LARGEST_FILE, LARGEST_TEXT, Draft
from presnya.accession.markup import front_matter
from presnya.accession.plain import paragraphs
from presnya.accession.tables import ENDINGS, Row, Table, read_table
from presnya.accession.taking import next_number, take_bytes, take_in

__all__ = ["ENDINGS", "LARGEST_FILE", "LARGEST_TEXT", "Draft", "Row", "Table", "front_matter", "next_number", "paragraphs", "read_table", "take_bytes", "take_in"]
