"""Acts that were recorded later than they say, as far as cosigners bear witness to it."""

import pytest

from benchmarks.register.attacks import Row
from presnya import register
from presnya.register import cosigner
from presnya.register.note import cosign
from presnya.register.policy import read_policy
from presnya.register.recorded import Cosigned

ORIGIN = "street.example/presnya"
NOON = 1_790_000_000 // 86400 * 86400 + 43200
SIGNERS = ("archive", "library")


def signer(name):
    return cosigner.cosigner_key(f"{name}.example/cosigner")


def policy(quorum="both"):
    lines = [f"witness {name} {signer(name).verifier}" for name in SIGNERS]
    return read_policy("\n".join([*lines, "group both all archive library" if quorum == "both" else "", f"quorum {quorum}"]).encode())


def note(size, **times):
    text = str(register.Checkpoint(ORIGIN, size, bytes(32)))
    return register.sign(text, [register.signer(ORIGIN)]) + "".join(cosign(text, signer(name), time=when) for name, when in times.items())


def at(seconds):
    import datetime as dt

    return dt.datetime.fromtimestamp(NOON + seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(("number", "claims", "later"), [
    (10, -601, True), (10, -600, False), (10, -599, False), (10, 60, False), (40, -86400, True), (9, -86400, False), (0, -10**8, False),
])
def test_an_act_that_claims_to_precede_a_register_without_it_was_recorded_later(number, claims, later):
    cosigned = Cosigned([note(10, archive=NOON, library=NOON)], policy())
    found = cosigned.later(number, at(claims))
    assert bool(found) is later
    if later:
        assert found.cosigned.timestamp() == NOON


def test_the_time_is_that_at_which_the_quorum_was_there():
    notes = [note(10, archive=NOON, library=NOON + 7200)]
    assert Cosigned(notes, policy()).before(10) == NOON + 7200
    assert Cosigned(notes, policy("archive")).before(10) == NOON
    assert Cosigned(notes, policy("none")).before(10) == NOON
    assert Cosigned([note(10, archive=NOON)], policy()).before(10) is None
    assert Cosigned(notes, policy()).by(10) == ("archive.example/cosigner", "library.example/cosigner")


def test_the_latest_of_all_smaller_registers_counts_and_what_does_not_hold_says_nothing():
    good = note(10, archive=NOON)
    cosigned = Cosigned([note(5, archive=NOON + 50), good, note(20, archive=NOON + 9000), good.replace("\n10\n", "\n11\n"), "no note"], policy("archive"))
    assert [cosigned.before(number) for number in (4, 5, 10, 11, 19, 20)] == [None, NOON + 50, NOON + 50, NOON + 50, NOON + 50, NOON + 9000]
    assert not cosigned.later(30, "yesterday")
    assert not Cosigned([], policy("archive"))


def test_verify_remarks_on_it_and_asks_for_the_policy_it_was_given(tmp_path):
    from benchmarks.register.branches import rows

    folder, key = tmp_path / "log", register.signer(ORIGIN)
    register.publish_log(folder, rows(3), signer=key, total=3)
    kept = folder / "checkpoints/3"
    text = kept.read_text().rpartition("\n\n")[0] + "\n"
    kept.write_text(kept.read_text() + cosign(text, signer("archive"), time=NOON))
    late = register.make_act(act="claim", about="event/strike", at="2013-10-20T10:00:00Z", by="k1a2b3c4d", body={"words": "Entered late."}, salt=bytes(32))
    register.publish_log(folder, [*rows(3), Row(3, late.entry, late.body, late.salt)], signer=key, total=4)
    report = register.verify(folder, policy=policy("archive"))
    assert [problem.file for problem in report.problems] == ["checkpoint"]
    assert "not cosigned as the policy asks (archive): cosigned by nobody" in report.problems[0].what
    assert [remark.file for remark in report.remarks] == ["act 3"]
    (folder / "policy").write_text(f"witness archive {signer('archive').verifier}\nquorum archive\n")
    own = register.verify(folder)
    assert (own.problems, [remark.file for remark in own.remarks]) == ((), ["act 3"])
