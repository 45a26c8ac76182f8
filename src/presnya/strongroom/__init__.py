"""The strongroom: sources' bytes under their SHA-256. What lies here is never altered."""

from presnya.strongroom.atomic import write_atomically
from presnya.strongroom.store import Kept, Problem, Strongroom

__all__ = ["Kept", "Problem", "Strongroom", "write_atomically"]
