from base64 import b64decode

import pytest
from hypothesis import given, strategies as st

from presnya.publishing.tiles.bins import BINS, coded, varints
from tests.publishing.tiles.decode import counts, varints as read


@pytest.mark.parametrize(("number", "octets"), [(0, "00"), (1, "01"), (127, "7f"), (128, "8001"), (300, "ac02"), (1_000_000, "c0843d")])
def test_varint_has_seven_bits_a_byte_lowest_first(number, octets):
    assert varints([number]).hex() == octets


@given(st.lists(st.integers(0, 2**63), max_size=20))
def test_varints_come_back(numbers):
    from base64 import b64encode

    assert read(b64encode(varints(numbers)).decode()) == numbers


@given(st.lists(st.integers(0, 10**7), min_size=BINS, max_size=BINS))
def test_bins_come_back(full):
    at = [nth for nth, count in enumerate(full) if count]
    assert counts(coded([full[nth] for nth in at], at), BINS) == full


def test_no_counts_are_no_bytes():
    assert coded([], []) == ""
    assert b64decode(coded([5], [127])) == bytes((127, 5))
