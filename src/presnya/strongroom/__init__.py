"""The strongroom: sources' bytes under their SHA-256. What lies here is never altered."""

from presnya.strongroom.atomic import Stage, leftovers, write_atomically
from presnya.strongroom.store import Kept, Problem, Strongroom

__all__ = ["Kept", "Problem", "Stage", "Strongroom", "leftovers", "write_atomically"]
