"""Publishing: a museum as a folder of static pages that works on any host, from a stick, and with scripts off."""

from presnya.publishing.site import Published, publish

__all__ = ["Published", "publish"]
