"""Timeline tiles: marks of side-by-side chronologies as plain files, from ten to millions (docs/tiles-spec.md)."""

from presnya.publishing.tiles.event import Card, Dating, Event, Lane, Told, Witness, dating_of
from presnya.publishing.tiles.spool import Spool
from presnya.publishing.tiles.build import Built, Head, build

__all__ = ["Built", "Card", "Dating", "Event", "Head", "Lane", "Spool", "Told", "Witness", "build", "dating_of"]
