"""The list of a copy, as docs/register-spec.md has it."""

import hashlib
import json

import pytest

from presnya import register
from presnya.register.note import open_note, parse_vkey
from tests.copying import BESIDE, PAGES, tiny


@pytest.fixture
def cargo(tmp_path):
    return tiny(tmp_path / "museum")


@pytest.mark.spec("Y1")
@pytest.mark.spec("Y3")
def test_copy_list_is_canonical_json_with_these_keys_and_a_row_for_every_file(cargo):
    held = json.loads(cargo.copy.data)
    assert register.canonical(held) + b"\n" == cargo.copy.data
    assert sorted(held) == ["about", "checkpoint", "copier", "files", "left_out", "origin", "root", "size", "v", "verifier"]
    assert (held["v"], held["size"]) == (1, 3)
    assert all(sorted(row) == ["file", "sha256", "size"] for row in held["files"])
    names = [row["file"] for row in held["files"]]
    assert names == sorted(set(names))
    assert {*PAGES, *BESIDE, "manifest.json", "manifest.sig", "register/checkpoint"} <= set(names)
    assert not {"COPY.json", "COPY.sig"} & set(names)
    beside = {row["file"]: row["sha256"] for row in held["files"] if row["file"].startswith(("museum/", "strongroom/"))}
    assert set(beside) == set(BESIDE)
    assert all(name == f"strongroom/{hashed[:2]}/{hashed[2:4]}/{hashed}" for name, hashed in beside.items() if name.startswith("strongroom/"))


@pytest.mark.spec("Y2")
def test_copy_signature_says_what_the_specification_says(cargo):
    held = json.loads(cargo.copy.data)
    text, _ = open_note(cargo.signature.data.decode(), [parse_vkey(held["copier"])])
    assert text == f"presnya copy v1\n{held['origin']}\n{hashlib.sha256(cargo.copy.data).hexdigest()}\n3\n"
