"""Counts as text: sparse, varint, base64. A varint is seven bits a byte, lowest first, the high bit set on all but the last (as in LEB128)."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Final

BINS: Final = 128
"""Bins of a tile."""
_LOW: Final = 0x80


def varints(numbers: Iterable[int]) -> bytes:
    """Whole numbers from 0 up, one after another."""
    out = bytearray()
    for number in numbers:
        rest = number
        while rest >= _LOW:
            out.append(rest & 0x7F | _LOW)
            rest >>= 7
        out.append(rest)
    return bytes(out)


def coded(counts: Sequence[int], at: Sequence[int]) -> str:
    """Counts of the bins `at` (rising): base64 of pairs (bins skipped since the last one told, count); '' for none."""
    pairs: list[int] = []
    after = 0
    for place, count in zip(at, counts, strict=True):
        pairs += (place - after, count)
        after = place + 1
    return b64encode(varints(pairs)).decode()
