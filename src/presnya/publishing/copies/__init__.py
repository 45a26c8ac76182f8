"""Copies: the whole museum as a folder, a bag, a .zim or a .zip, and a museum brought back from one of them."""

from presnya.publishing.copies.making import KINDS, Copied, copy

__all__ = ["KINDS", "Copied", "copy"]
