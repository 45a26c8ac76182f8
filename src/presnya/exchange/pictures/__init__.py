"""Pictures of a museum's folder: `pictures/` and the tables that say what they show."""

from presnya.exchange.pictures.read import FOLDER, TABLES, Pictures, keep, read

__all__ = ["FOLDER", "TABLES", "Pictures", "keep", "read"]
