"""A verifier written from docs/register-spec.md alone judges whole and damaged museums beside ours."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from presnya import register
from tests.register.conftest import rows
from tests.register.foreign.verifier import Verifier
from tests.register.keyed import key, key_row, more, rotated, succession
from tests.register.test_erasures import act, emptied, erase

ORIGIN = "street.example/presnya"
FOLDER = Path(__file__).parents[2] / "docs/data/register-vectors"
PAGES = {"index.html": b"<h1>The street</h1>", "people/otto-baker.html": b"<h1>Otto Baker</h1>", "static/light.js": b"'use strict';", "empty.txt": b""}


def publish(site, size):
    signer = register.signer(ORIGIN)
    for name, data in PAGES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    written = register.publish_log(site / "register", rows(size), signer=signer, total=size)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    return site


@pytest.fixture
def site(tmp_path):
    """A museum published at two acts and again at three."""
    publish(tmp_path / "site", 2)
    return publish(tmp_path / "site", 3)


def theirs(folder, key=""):
    return {file for file, _ in Verifier(folder, key).run()}


def ours(folder, key=None):
    return {problem.file for problem in register.verify(folder, key=key).problems}


def test_stranger_and_we_hold_a_whole_museum_for_whole(site, tmp_path):
    key = (site / "register/vkey").read_text().strip()
    assert theirs(site, key) == ours(site, key) == set()
    large = publish(tmp_path / "large", 600)
    assert theirs(large) == ours(large) == set()
    done = subprocess.run([sys.executable, str(Path(__file__).parent / "foreign/verifier.py"), str(site), key], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "It holds\n")


def test_stranger_imports_nothing_of_ours():
    assert "import presnya" not in (Path(__file__).parent / "foreign/verifier.py").read_text()
    assert "from presnya" not in (Path(__file__).parent / "foreign/verifier.py").read_text()


def test_stranger_holds_the_worked_example_for_whole(tmp_path):
    held = json.loads((FOLDER / "example.json").read_text(encoding="utf-8"))
    files = {name: text.encode() for name, text in held["site"].items()} | {f"register/{name}": text.encode() for name, text in held["files"].items()}
    files |= {f"register/{name}": bytes.fromhex(data) for name, data in held["bytes"].items()}
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    assert theirs(tmp_path, held["vkey"]) == ours(tmp_path, held["vkey"]) == set()


def test_stranger_and_we_name_the_file_in_which_a_bit_was_flipped(site):
    for place in sorted(place for place in site.rglob("*") if place.is_file()):
        name, good = place.relative_to(site).as_posix(), place.read_bytes()
        for at in sorted({*range(0, len(good), max(1, len(good) // 6)), max(0, len(good) - 1)} if good else ()):
            place.write_bytes(good[:at] + bytes([good[at] ^ (1 << at % 8)]) + good[at + 1:])
            assert name in theirs(site), (name, at)
            assert name in ours(site), (name, at)
        place.write_bytes(good)
    assert theirs(site) == ours(site) == set()


def test_stranger_and_we_name_what_is_gone_cut_off_added_or_exchanged(site):
    files = sorted(place for place in site.rglob("*") if place.is_file())
    for place in files:
        name, good = place.relative_to(site).as_posix(), place.read_bytes()
        place.unlink()
        assert theirs(site) and ours(site), name
        place.write_bytes(good + b"more")
        assert name in theirs(site) & ours(site), name
        place.write_bytes(good)
    for name in ("more.html", "register/tile/0/001", "register/tile/notes.txt", "register/checkpoints/7", "manifest/00.json"):
        (site / name).write_bytes(b"more")
        assert name in theirs(site) & ours(site), name
        (site / name).unlink()
    (site / "link.html").symlink_to(site / "index.html")
    assert "link.html" in theirs(site) & ours(site)


def test_stranger_and_we_refuse_a_museum_signed_by_somebody_else(site, tmp_path, monkeypatch):
    key = (site / "register/vkey").read_text().strip()
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "another home"))
    forged = publish(tmp_path / "forged", 3)
    assert theirs(forged) == ours(forged) == set()
    assert theirs(forged, key) and ours(forged, key)


def of_acts(site, rows_):
    signer = register.signer(ORIGIN)
    written = register.publish_log(site / "register", rows_, signer=signer, total=len(rows_))
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    return site


def people():
    return [act(0, "appoint", {"curator": "k1", "roles": ["registrar"]}, {"name": {"name": "A. Curator"}}), act(1, "appoint", {"curator": "k2", "roles": ["curator"]}, {"name": {"name": "Another"}}),
            act(2, "accession", {"source": "source/diary"}, {"files": {"files": []}, "title": {"title": "Diary"}}), act(3, "claim", {"about": "person/ada"})]


@pytest.mark.parametrize(("gone", "slots", "other", "holds"), [
    ((), [], None, True), (("title",), [{"act": 2, "part": "title"}], {}, True), (("files", "title"), [{"act": 2}], {}, False), ("whole", [{"act": 3}], {}, True), (("name",), [], None, False), ("whole", [], None, False),
    (("title",), [{"act": 2, "part": "files"}], {}, False), ((), [{"act": 3}], {}, False), ("whole", [{"act": 3}], {"deciders": ["k1", "k1"]}, False), ("whole", [{"act": 3}], {"deciders": ["k2", "k9"]}, False),
    ("whole", [{"act": 3}], {"ground": "dislike"}, False), ("whole", [{"act": 3}], {"authority": " "}, False), ("whole", [{"act": 9}], {}, False),
])
def test_stranger_and_we_judge_erasures_alike(tmp_path, gone, slots, other, holds):
    made = people()
    at = 3 if gone == "whole" else 0 if "name" in gone else 2
    if gone:
        made[at] = emptied(made[at]) if gone == "whole" else emptied(made[at], *gone)
    if slots:
        made.append(erase(4, slots, **other))
    site = of_acts(tmp_path / "site", made)
    assert (not theirs(site)) is (not ours(site)) is holds


def test_stranger_and_we_name_what_was_planted_in_an_erased_slot(tmp_path):
    made = people()
    whole = made[3]
    made[3] = emptied(whole)
    site = of_acts(tmp_path / "site", [*made, erase(4, [{"act": 3}])])
    place = site / "register/bodies/000.jsonl"
    lines = place.read_text().splitlines()
    lines[3] = json.dumps({"index": 3, "salt": whole.salt.hex(), "body": whole.body.decode()})
    place.write_text("\n".join(lines) + "\n")
    assert "register/bodies/000.jsonl" in theirs(site) & ours(site)


def signed_by(site, rows_, signer, *also):
    written = register.publish_log(site / "register", rows_, signer=signer, also=also)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)


@pytest.fixture
def handed_on(tmp_path):
    """A museum whose key was changed, then lost: three keys, two names."""
    site = tmp_path / "site"
    signed_by(site, rows(3), key(0))
    changed = more(rotated(rows(3), key(0), key(1)), 2)
    signed_by(site, changed, key(1), key(0))
    shutil.copytree(site, tmp_path / "changed")
    lost = succession((site / "register/checkpoint").read_text(), [key(0), key(1)], key(2, f"{ORIGIN}/2"))
    signed_by(site, more([*changed, key_row(len(changed), "succeed", lost)], 1), key(2, f"{ORIGIN}/2"))
    return site


def test_stranger_and_we_follow_keys_and_successors_alike(handed_on, tmp_path):
    assert theirs(handed_on) == ours(handed_on) == set()
    for nth in (0, 1):
        assert theirs(tmp_path / "changed", str(key(nth).verifier)) == ours(tmp_path / "changed", str(key(nth).verifier)) == set()
        assert theirs(handed_on, str(key(nth).verifier)) and ours(handed_on, str(key(nth).verifier)), "an old key does not vouch for a successor"
    assert theirs(tmp_path / "changed", str(key(7).verifier)) and ours(tmp_path / "changed", str(key(7).verifier))


def test_stranger_and_we_name_what_was_changed_about_keys(handed_on):
    register_ = handed_on / "register"
    files = sorted(place for folder in ("before", "checkpoints", "rotations") for place in (register_ / folder).rglob("*") if place.is_file())
    assert len(files) >= 5
    for place in files:
        name, good = place.relative_to(handed_on).as_posix(), place.read_bytes()
        for at in range(3, len(good), max(1, len(good) // 5)):
            place.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
            bare = {file for file, what in Verifier(handed_on).run() if "not the file that was published" not in what}
            assert bare and register.verify(register_).problems, (name, at)
        place.write_bytes(good)
    assert theirs(handed_on) == ours(handed_on) == set()


@pytest.mark.spec("E1")
@pytest.mark.spec("O1")
@pytest.mark.parametrize(("true", "false"), [(b":", b": "), (b'"v":1', b'"v":2'), (b'{"about"', b'{"about":"event/x","about"'), (b"}", b"}\n"), (b"-10-01T", b"-02-30T"), (b'"by"', b'"words":"x","by"')])
def test_stranger_and_we_refuse_a_signed_register_with_an_entry_of_another_form(tmp_path, true, false):
    made = rows(3)
    made[1] = made[1]._replace(entry=made[1].entry.replace(true, false, 1))
    place = of_acts(tmp_path / "site", made)
    assert theirs(place) == ours(place) == {"register/tile/entries/000.p/3"}


@pytest.mark.xdist_group("flagship")
def test_stranger_holds_the_flagship_museum_for_whole_and_not_when_a_word_of_it_was_changed(flagship, tmp_path):
    site = tmp_path / "site"
    shutil.copytree(flagship / "site", site)
    assert theirs(site) == set()
    place = site / "register/bodies/000.jsonl"
    place.write_bytes(place.read_bytes().replace(b"the", b"The", 1))
    assert "register/bodies/000.jsonl" in theirs(site)
