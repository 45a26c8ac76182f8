"""Copies of a museum with turned bits, files cut off, emptied, swapped, doubled, removed, added."""
