"""Our answers against the table, and four other libraries beside them with every difference named."""

import pytest

from presnya import dates
from tests.dates.oracles.cases import cases
from tests.dates.oracles.known import KNOWN
from tests.dates.oracles.readers import everybody, ours

CASES = cases()


@pytest.mark.parametrize("edtf", CASES)
def test_a_string_touches_the_days_of_the_table(edtf):
    wanted = CASES[edtf][1]
    assert ours(edtf) == wanted
    assert dates.is_edtf(edtf) is (wanted is not None)


def test_the_table_holds_every_level():
    groups = [group for group, _ in CASES.values()]
    assert len(groups) >= 150
    assert set(groups) == {"level 0", "level 1", "level 2", "our extension", "no date"}


@pytest.fixture(scope="module")
def answers():
    return everybody(list(CASES))


@pytest.mark.parametrize("library", KNOWN)
def test_other_libraries_differ_only_where_it_is_known(library, answers):
    listed = [edtf for strings in KNOWN[library].values() for edtf in strings]
    differing = {edtf for edtf, (_, wanted) in CASES.items() if answers[library][edtf] != wanted}
    assert len(listed) == len(set(listed))
    assert differing - set(listed) == set(), "not listed in known.py"
    assert set(listed) - differing == set(), "listed in known.py, but no longer so"
