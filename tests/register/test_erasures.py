"""Bodies with parts, and what a verifier says of empty places: erased by an act, removed in silence, or filled by somebody."""

import json
from pathlib import Path

import pytest

from presnya import register
from presnya.register.canonical import canonical
from presnya.terms.errors import BadProof, BadValue, Tampered
from tests.register.conftest import Row

ORIGIN = "street.example/presnya"
SECRET = "Quendolyn of the mill"


def act(number, kind, body, parts=None):
    sealed = register.make_act(act=kind, about="", at="2026-10-01T10:05:00Z", by="k1", body=body, parts=parts)
    return Row(number, sealed.entry, sealed.body, sealed.salt, sealed.parts)


def emptied(row, *parts):
    """The row as it is once these parts are erased; the whole of it with none named."""
    if not parts:
        return row._replace(body=None, salt=None, parts=tuple(register.Part(part.name, None, None) for part in row.parts))
    return row._replace(parts=tuple(register.Part(part.name, None, None) if part.name in parts else part for part in row.parts))


def erase(number, slots, **other):
    body = {"slots": slots, "ground": "privacy-law", "authority": "Data protection office", "deciders": ["k1", "k2"], "review": "2030-01-01"} | other
    return act(number, "erase", {name: value for name, value in body.items() if value is not None})


@pytest.fixture
def acts():
    """Two curators and somebody without rights, a source in parts, a claim."""
    return [
        act(0, "appoint", {"curator": "k1", "roles": ["registrar", "curator"]}, {"name": {"name": "A. Curator"}}),
        act(1, "appoint", {"curator": "k2", "roles": ["conservator"]}, {"name": {"name": "Another"}}),
        act(2, "appoint", {"curator": "k3", "roles": ["contributor"]}, {"name": {"name": "A third"}}),
        act(3, "accession", {"source": "source/diary", "number": "2026.1"}, {"authors": {"authors": ["person/ada"]}, "files": {"files": [{"name": SECRET}]}}),
        act(4, "claim", {"about": "person/ada", "words": SECRET}),
    ]


@pytest.fixture
def published(tmp_path):
    def publish(rows) -> Path:
        register.publish_log(tmp_path / "log", rows, signer=register.signer(ORIGIN), total=len(rows))
        return tmp_path / "log"

    return publish


def wrong(folder):
    return [problem.what for problem in register.verify(folder).problems]


# ── the form ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.spec("B3")
@pytest.mark.spec("E4")
@pytest.mark.spec("E5")
def test_an_entry_names_its_parts_by_commitment_and_nothing_else_of_them(acts):
    entry = json.loads(acts[3].entry)
    assert sorted(entry) == ["act", "at", "by", "commit", "parts", "v"]
    assert {part.name: register.commitment(part.salt, part.body) for part in acts[3].parts} == entry["parts"]
    assert SECRET.encode() not in acts[3].entry
    assert json.loads(acts[3].body) == {"source": "source/diary", "number": "2026.1"}


def test_each_part_has_a_salt_of_its_own():
    row = act(0, "claim", {}, {f"claim_{nth}": {"words": "the same"} for nth in range(3)})
    assert len({part.salt for part in row.parts} | {row.salt}) == 4
    assert len(set(json.loads(row.entry)["parts"].values())) == 3


def test_given_salts_give_the_same_entry_again():
    given = {"salt": bytes(32), "parts": {"name": {"name": "A"}}, "salts": {"name": bytes([1]) * 32}}
    one, other = (register.make_act(act="appoint", about="", at="2026-10-01T10:05:00Z", by="k1", body={}, **given) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(("parts", "salts", "what"), [({"Name": 1}, {}, "has the key"), ({"name": 1.5}, {}, "does not hold"), ({"name": 1}, {"name": b"short"}, "32 bytes")])
def test_what_has_no_place_in_a_part_is_refused(parts, salts, what):
    with pytest.raises(BadValue, match=what):
        register.make_act(act="claim", about="", at="2026-10-01T10:05:00Z", by="k1", body={}, parts=parts, salts=salts)


def test_more_parts_than_an_entry_can_name_are_refused():
    with pytest.raises(BadValue, match="in several acts"):
        act(0, "claim", {}, {f"claim_{nth}": nth for nth in range(900)})


# ── erased, or gone in silence ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.spec("B3")
@pytest.mark.spec("B4")
@pytest.mark.spec("Z5")
def test_a_register_with_erased_parts_and_acts_holds(acts, published):
    rows = [*acts[:3], emptied(acts[3], "files"), emptied(acts[4]), erase(5, [{"act": 3, "part": "files"}, {"act": 4}])]
    folder = published(rows)
    assert wrong(folder) == []
    lines = [json.loads(line) for line in (folder / "bodies/000.jsonl").read_text().splitlines()]
    assert lines[3]["parts"]["files"] == {"erased": True}
    assert lines[4] == {"index": 4, "erased": True}
    assert not any(SECRET.encode() in place.read_bytes() for place in folder.rglob("*") if place.is_file())


@pytest.mark.spec("B4")
def test_a_whole_act_takes_its_parts_with_it(acts, published):
    assert wrong(published([*acts[:3], emptied(acts[3]), acts[4], erase(5, [{"act": 3}])])) == []


@pytest.mark.parametrize("parts", [(), ("files",), ("authors", "files")])
@pytest.mark.spec("Z2")
def test_what_went_without_an_act_went_in_silence(acts, published, parts):
    found = wrong(published([*acts[:3], emptied(acts[3], *parts), acts[4]]))
    assert len(found) == (len(parts) or 3)
    assert all("removed in silence" in what and "act 3" in what for what in found)


@pytest.mark.spec("Z2")
def test_an_act_accounts_for_the_slots_it_names_and_for_no_others(acts, published):
    found = wrong(published([*acts[:3], emptied(acts[3], "files", "authors"), acts[4], erase(5, [{"act": 3, "part": "files"}])]))
    assert found == ["the part “authors” of act 3 was removed in silence: no act of this register erases it"]


@pytest.mark.parametrize("slot", [{"act": 3, "part": "files"}, {"act": 4}])
@pytest.mark.spec("Z3")
def test_what_stands_in_an_erased_slot_is_refused_even_the_true_words(acts, published, slot):
    (what,) = wrong(published([*acts, erase(5, [slot])]))
    assert f"act {slot['act']} was erased by act 5, and yet something stands in its place" in what


@pytest.mark.spec("B4")
def test_a_body_beside_the_word_erased_is_refused(acts, published):
    folder = published([*acts[:4], emptied(acts[4]), erase(5, [{"act": 4}])])
    place = folder / "bodies/000.jsonl"
    lines = place.read_text().splitlines()
    lines[4] = json.dumps({"index": 4, "erased": True, "salt": acts[4].salt.hex(), "body": acts[4].body.decode()})
    place.write_text("\n".join(lines) + "\n")
    assert any("something stands in its place" in what for what in wrong(folder))


@pytest.mark.parametrize(("other", "why"), [
    ({"deciders": ["k1"]}, "fewer than two"), ({"deciders": ["k1", "k1"]}, "fewer than two"), ({"deciders": None}, "fewer than two"),
    ({"deciders": ["k1", "k3"]}, "not entitled"), ({"deciders": ["k1", "k9"]}, "not entitled"), ({"ground": "embarrassing"}, "closed list"),
    ({"authority": " "}, "no authority"), ({"slots": [{"act": 5}]}, "no earlier act"), ({"slots": [{"act": 77}]}, "no earlier act"),
])
@pytest.mark.spec("Z1")
def test_an_act_that_is_not_entitled_erases_nothing(acts, published, other, why):
    found = wrong(published([*acts[:4], emptied(acts[4]), erase(5, other.get("slots", [{"act": 4}]), **{name: value for name, value in other.items() if name != "slots"})]))
    assert any(why in what for what in found)
    assert any("removed in silence" in what for what in found)


@pytest.mark.spec("Z1")
def test_a_curator_whose_roles_were_taken_decides_nothing_any_more(acts, published):
    removed = act(5, "appoint", {"curator": "k2", "roles": []}, {"name": {"name": "Another"}})
    found = wrong(published([*acts[:4], emptied(acts[4]), removed, erase(6, [{"act": 4}])]))
    assert any("not entitled" in what for what in found)


@pytest.mark.spec("Z1")
def test_no_act_erases_without_a_registrar(acts, published):
    more = act(5, "appoint", {"curator": "k4", "roles": ["curator"]}, {"name": {"name": "A fourth"}})
    found = wrong(published([*acts[:4], emptied(acts[4]), more, erase(6, [{"act": 4}], deciders=["k2", "k4"])]))
    assert any("no registrar" in what for what in found)


@pytest.mark.spec("Z4")
def test_an_erasure_of_an_erasure_is_refused(acts, published):
    rows = [*acts[:4], emptied(acts[4]), emptied(erase(5, [{"act": 4}])), erase(6, [{"act": 5}, {"act": 4}])]
    assert "act 5 is of a kind that can never be erased, and yet the body is gone" in wrong(published(rows))


@pytest.mark.spec("Z4")
def test_a_name_may_go_but_an_appointment_stays(acts, published):
    of_the_name = [*acts[:2], emptied(acts[2], "name"), *acts[3:], erase(5, [{"act": 2, "part": "name"}])]
    assert wrong(published(of_the_name)) == []


@pytest.mark.spec("Z4")
def test_an_appointment_erased_as_a_whole_is_refused(acts, published):
    found = wrong(published([*acts[:2], emptied(acts[2]), *acts[3:], erase(5, [{"act": 2}])]))
    assert "act 2 is of a kind that can never be erased, and yet the body is gone" in found


def test_a_part_that_is_not_the_one_sealed_stops_the_signing(acts, published):
    bad = acts[3]._replace(parts=(acts[3].parts[0], acts[3].parts[1]._replace(body=canonical({"files": []}))))
    with pytest.raises(Tampered, match="part “files” of act 3"):
        published([*acts[:3], bad])
    with pytest.raises(Tampered, match="parts of act 3"):
        published([*acts[:3], acts[3]._replace(parts=acts[3].parts[:1])])


@pytest.mark.spec("R2")
def test_a_proof_shows_parts_and_their_empty_places(acts):
    rows = [*acts[:3], emptied(acts[3], "files"), acts[4]]
    leaves = [register.leaf_hash(row.entry) for row in rows]
    signer = register.signer(ORIGIN)
    note = register.sign(str(register.Checkpoint(ORIGIN, 5, register.root_of(leaves))), [signer])
    path = register.inclusion_proof(3, 5, register.range_hash_of(leaves))

    def proof(beside):
        return register.read_proof(register.write_proof(3, path, note, extra=json.dumps(beside).encode()))

    for row in (acts[3], rows[3], emptied(acts[3])):
        register.verify_proof(proof(register.beside(row)), rows[3].entry, signer.verifier)
    planted = register.beside(rows[3])
    planted["parts"]["files"] = {"salt": "00" * 32, "body": "{}"}
    with pytest.raises(BadProof, match="part “files”"):
        register.verify_proof(proof(planted), rows[3].entry, signer.verifier)
