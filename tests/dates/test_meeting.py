"""Spans that meet are counted as if every pair were looked at."""

from hypothesis import given
from hypothesis import strategies as st

from presnya.dates import Spans

SPAN = st.tuples(st.integers(-20, 20), st.integers(0, 15)).map(lambda it: (it[0], it[0] + it[1]))


@given(st.lists(SPAN, max_size=30), SPAN)
def test_spans_that_meet_are_counted_as_by_looking_at_each(spans, asked):
    first, last = asked
    assert Spans(spans).meeting(first, last) == sum(begin <= last and end >= first for begin, end in spans)
