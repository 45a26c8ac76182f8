"""Six curators at one museum for a few seconds: the short form of `make bench-register`'s sixteen for a minute. Nothing is timed."""

import pytest

from benchmarks.register import writers
from tests.server import new_database

pytestmark = pytest.mark.xdist_group("postgresql")


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_six_writers_lose_nothing_double_nothing_and_are_all_served(database, request, tmp_path):
    toml = f'database = "{new_database(request.getfixturevalue("server"), "six_writers")}"\n' if database == "postgresql" else ""
    outcome = writers.run(tmp_path / "street", toml=toml, hands=6, seconds=2)
    assert outcome.wrong == []
    assert outcome.refused == []
    assert min(outcome.counts) > 0
    assert max(outcome.counts) <= 3 * min(outcome.counts) + 3, "first come, first served: nobody does the work of all"
