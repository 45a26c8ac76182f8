"""Rooms: `rooms/NAME.md` in a museum's folder."""

from presnya.exchange.rooms.read import read

__all__ = ["read"]
