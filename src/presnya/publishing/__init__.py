"""Publishing: a museum as a folder of static pages that works on any host, from a stick, and with scripts off.

The publication of a museum needs its catalogue and so Django; a chronology alone does not (`publishing.tiles`). Hence it is imported when it is asked for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from presnya.publishing.site import Published, publish, publish_as_of

__all__ = ["Published", "publish", "publish_as_of"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from presnya.publishing import site

    return getattr(site, name)
