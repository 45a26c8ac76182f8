"""The museum folder's own tables (docs/curators/tables.md)."""

from presnya.exchange.tables.read import Wanted, WantedRow, read_tables

__all__ = ["Wanted", "WantedRow", "read_tables"]
