"""Showings: frozen, read-only values that pages are made of. Nothing here changes anything or knows HTML.

`holdings.hold` takes a snapshot of the catalogue once; every showing is a function of it and of an id.
"""

from presnya.museum.claims import Chain, ClaimView, DateShown, Place, Shown, Statement, shown, statements, view
from presnya.museum.holdings import Holdings, hold, in_language
from presnya.museum.sigla import sigla_for

__all__ = [
    "Chain", "ClaimView", "DateShown", "Holdings", "Place", "Shown", "Statement", "hold", "in_language", "shown", "sigla_for", "statements", "view",
]
