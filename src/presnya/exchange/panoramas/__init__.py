"""Panoramas: `panoramas/NAME.md` and `panoramas/NAME.toml` in a museum's folder."""

from presnya.exchange.panoramas.read import read

__all__ = ["read"]
