"""Pictures as IIIF Image 3, level 0: files that any host can serve and a page can read from a disk."""

from presnya.publishing.images.level0 import SIZES, info, sizes, tile_size, urls
from presnya.publishing.images.pyramid import pyramid

__all__ = ["SIZES", "info", "pyramid", "sizes", "tile_size", "urls"]
