"""A short form of `make attacks`: nobody takes what the holder of a log's key forges, and evidence is evidence."""

from collections import Counter

from benchmarks.register import attacks

CASES = 112


def test_attacks_by_the_holder_of_the_key_are_accepted_by_nobody():
    tally = attacks.run(CASES, seed=4)
    assert tally.lines == []
    assert not sum(tally.accepted.values())
    tried = Counter(case.partition("|")[0] for case in tally.tried)
    assert set(tried) == {*attacks.HISTORIES, *attacks.OTHERS}
    assert tally.tried["fork|mirror"] == tally.tried["fork|cosigner"] == tally.tried["fork|reader"] == tally.tried["fork|browser"] >= 7


def test_attacks_that_fork_leave_evidence_that_verifies():
    tally = attacks.run(28, seed=5)
    for attack in ("fork", "insertion", "alteration", "removal", "swap"):
        assert tally.evidence[f"{attack}|written"] == tally.evidence[f"{attack}|verified"] >= 1, attack


def test_attacks_that_were_stopped_go_on_from_there(tmp_path):
    state = tmp_path / "state.json"
    whole = attacks.run(4, seed=6, state=state)
    assert attacks.run(4, seed=6, state=state) == whole
    assert attacks.run(4, seed=7, state=state).tried.keys() == whole.tried.keys()
