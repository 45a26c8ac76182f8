"""Tours: `tours/NAME.md` in a museum's folder."""

from presnya.exchange.tours.read import read

__all__ = ["read"]
