"""A published folder under its signature: whatever is changed, gone, added or exchanged is named; so is what comes from elsewhere."""

import functools
import hashlib
import http.server
import json
import os
import shutil
import threading
import tracemalloc

import pytest

from presnya import register
from presnya.register.keys import high_water
from presnya.register.manifest import depth_for, manifest_text, part_of
from presnya.register.manifest import files_of as listed_files
from presnya.register.names import shown
from presnya.terms.errors import BadValue, NotFound
from tests.register.conftest import rows

ORIGIN = "street.example/presnya"
PAGES = {"index.html": b"<h1>The street</h1>", "people/otto-baker.html": b"<h1>Otto Baker</h1>", "people/bertha-mill.html": b"<h1>Bertha Mill</h1>", "static/light.js": b"'use strict';", "empty.txt": b""}


@pytest.fixture
def site(tmp_path):
    """Five small files and the register of three acts, signed."""
    signer = register.signer(ORIGIN)
    for name, data in PAGES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(data)
    written = register.publish_log(tmp_path / "site/register", rows(3), signer=signer, total=3)
    register.write_manifest(tmp_path / "site", signer=signer, checkpoint=written.checkpoint)
    return tmp_path / "site"


def named(site, **options):
    return {problem.file for problem in register.verify(site, **options).problems}


def files_of(site):
    return sorted(place for place in site.rglob("*") if place.is_file())


def test_a_whole_site_holds_and_says_what_that_is_worth(site):
    report = register.verify(site)
    assert (report.problems, report.size, report.origin) == ((), 3, ORIGIN)
    assert report.checked == len(files_of(site)) - 3
    assert "the copy's own" in report.key_from
    assert "given by you" in register.verify(site, key=(site / "register/vkey").read_text()).key_from


def test_one_flipped_bit_in_any_file_names_it(site):
    for place in files_of(site):
        name, good = place.relative_to(site).as_posix(), place.read_bytes()
        for at in range(0, len(good), 7):
            place.write_bytes(good[:at] + bytes([good[at] ^ (1 << at % 8)]) + good[at + 1:])
            assert name in named(site), (name, at)
        place.write_bytes(good)
    assert not named(site)


@pytest.mark.spec("M3")
@pytest.mark.spec("O1")
def test_what_is_gone_cut_off_added_or_exchanged_is_named(site):
    for place in files_of(site):
        name, good = place.relative_to(site).as_posix(), place.read_bytes()
        place.unlink()
        assert name in named(site), name
        if good:
            place.write_bytes(good[:-1])
            assert named(site), name
        place.write_bytes(good)
    (site / "people/nobody.html").write_bytes(b"<h1>Nobody</h1>")
    assert named(site) == {"people/nobody.html"}
    (site / "people/nobody.html").unlink()
    otto, bertha = site / "people/otto-baker.html", site / "people/bertha-mill.html"
    otto.write_bytes(PAGES["people/bertha-mill.html"])
    bertha.write_bytes(PAGES["people/otto-baker.html"])
    assert named(site) == {"people/otto-baker.html", "people/bertha-mill.html"}


def listed_anew(site):
    """The list rewritten by somebody without the key, so that it fits what lies there now."""
    files = [{"file": name, "sha256": value[0], "size": value[1]} for name, value in sorted(listed_files(site).items())]
    part = register.canonical({"files": files}) + b"\n"
    (site / "manifest/all.json").write_bytes(part)
    head = json.loads((site / "manifest.json").read_bytes())
    head["parts"] = [{"file": "manifest/all.json", "sha256": hashlib.sha256(part).hexdigest(), "size": len(part)}]
    (site / "manifest.json").write_bytes(register.canonical(head) + b"\n")


@pytest.mark.spec("M1")
def test_a_list_rewritten_to_fit_the_changes_is_not_the_one_that_was_signed(site):
    (site / "index.html").write_bytes(b"<h1>Another street</h1>")
    listed_anew(site)
    assert named(site) == {"manifest.json"}


def test_a_site_signed_anew_by_somebody_else_does_not_hold_against_a_key_one_has(site, monkeypatch, tmp_path):
    """The forger's copy is whole by its own key; only the key from elsewhere shows whose it is."""
    key = (site / "register/vkey").read_text()
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "forger"))
    signer = register.signer(ORIGIN)
    (site / "index.html").write_bytes(b"<h1>Another street</h1>")
    shutil.rmtree(site / "register")
    written = register.publish_log(site / "register", rows(3), signer=signer, total=3)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    assert not named(site)
    assert {"manifest.sig", "register/checkpoint"} <= named(site, key=key)


@pytest.mark.parametrize("words", [
    b"", b"{", b"[]", b"null", b"\xff", b'{"v":2}', b'{"v":1,"files":[]}', b'{"v":2,"origin":7,"root":"","size":0,"parts":[]}', b'{"v":2,"origin":"","root":"","size":"0","parts":[]}',
    b'{"v":2,"origin":"","root":"","size":0,"parts":[{"file":"manifest/../x.json","sha256":"","size":0}]}', b'{"v":2,"origin":"","root":"","size":0,"parts":[7]}',
    b'{"v":2,"origin":"","root":"","size":0,"parts":[{"file":"manifest/a.json","sha256":"","size":0},{"file":"manifest/bc.json","sha256":"","size":0}]}', b"[" * 100_000,
])
def test_a_list_that_is_none_is_named_and_never_a_crash(site, words):
    (site / "manifest.json").write_bytes(words)
    assert "manifest.json" in named(site)


@pytest.mark.parametrize("words", [
    b"", b"{", b"[]", b"null", b"\xff", b'{"files":7}', b'{"files":[7]}', b'{"files":[{"file":7,"sha256":"","size":0}]}', b'{"files":[{"file":"a","sha256":null,"size":0}]}',
    b'{"files":[{"file":"a","sha256":"","size":"0"}]}', b'{"files":[{"file":"a","sha256":"","size":-1}]}', b'{"files":[{"file":"b","sha256":"","size":0},{"file":"a","sha256":"","size":0}]}',
    b'{"files":[{"file":"a","sha256":"","size":0},{"file":"a","sha256":"","size":0}]}', b'{"files":[{"file":"a","sha256":"","size":0,"more":1}]}', b"[" * 100_000,
])
def test_a_part_that_is_none_is_named_and_never_a_crash(site, words):
    resigned(site, words)
    assert "manifest/all.json" in named(site)


def resigned(site, part):
    """The museum itself signs this part: what a list may say is checked even then."""
    (site / "manifest/all.json").write_bytes(part)
    head = json.loads((site / "manifest.json").read_bytes())
    head["parts"] = [{"file": "manifest/all.json", "sha256": hashlib.sha256(part).hexdigest(), "size": len(part)}]
    data = register.canonical(head) + b"\n"
    (site / "manifest.json").write_bytes(data)
    note = register.sign(manifest_text(ORIGIN, hashlib.sha256(data).hexdigest(), head["size"]), [register.signer(ORIGIN)])
    (site / "manifest.sig").write_text(note)


NAMES_REFUSED = ["../index.html", "/etc/passwd", "people/../index.html", "people//otto.html", "./index.html", "people\\otto.html", "c:/otto.html", "otto\u202egnp.html",
                 "otto\x00.html", "otto\n.html", "cafe\u0301.html", "x" * 256, "x/" * 3000 + "x", "\u200fotto.html", "manifest/ff.json", "manifest.sig"]


@pytest.mark.parametrize("name", NAMES_REFUSED)
@pytest.mark.spec("M4")
def test_a_name_that_leads_elsewhere_or_deceives_is_refused_even_when_signed(site, name):
    resigned(site, json.dumps({"files": [{"file": name, "sha256": "0" * 64, "size": 0}]}).encode())
    found = [problem for problem in register.verify(site).problems if problem.file == shown(name)]
    assert found
    assert all(letter.isprintable() for problem in found for letter in problem.file)
    assert any("signed a list" in problem.next_step for problem in found)


@pytest.mark.spec("M4")
def test_names_that_differ_only_by_case_are_refused(site):
    files = [{"file": name, "sha256": "0" * 64, "size": 0} for name in ("Index.html", "index.html")]
    resigned(site, json.dumps({"files": files}).encode())
    assert any("differ only by case" in problem.what for problem in register.verify(site).problems)


def test_a_museum_does_not_list_a_file_whose_name_deceives(site):
    (site / "otto\u202egnp.html").write_bytes(b"x")
    signer = register.signer(ORIGIN)
    written = register.publish_log(site / "register", rows(3), signer=signer, total=3)
    with pytest.raises(BadValue, match=r'"otto\\u202egnp.html" has a name with control characters'):
        register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)


@pytest.mark.spec("M5")
@pytest.mark.spec("O2")
def test_links_devices_and_pipes_are_named_and_never_followed(site, tmp_path):
    (tmp_path / "secret").write_bytes(b"not of the museum")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/inner.html").write_bytes(b"x")
    (site / "a-link").symlink_to(tmp_path / "secret")
    (site / "a-folder").symlink_to(tmp_path / "folder")
    (site / "around").symlink_to(site)
    os.mkfifo(site / "a-pipe")
    assert named(site) == {"a-link", "a-folder", "around", "a-pipe"}
    for name in ("a-link", "a-folder", "around", "a-pipe"):
        (site / name).unlink()
    index = (site / "index.html").read_bytes()
    (tmp_path / "index.html").write_bytes(index)
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "index.html")
    assert named(site) == {"index.html"}


@pytest.mark.spec("M2")
def test_the_list_is_cut_so_that_its_parts_stay_small_and_only_what_changed_is_written(tmp_path):
    signer = register.signer(ORIGIN)
    site = tmp_path / "large"
    written = register.publish_log(site / "register", rows(3), signer=signer, total=3)
    for files, depth in ((256, 0), (257, 1), (4096, 1), (4097, 2), (65536, 2), (65537, 3), (2_000_000, 3)):
        assert depth_for(files) == depth
    known = {f"people/{nth}.html": [f"{nth:064x}", nth] for nth in range(300)}
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint, known=known)
    assert {place.name for place in (site / "manifest").iterdir()} == {f"{digit:x}.json" for digit in range(16)}
    times = {place.name: place.stat().st_mtime_ns for place in (site / "manifest").iterdir()}
    known["people/7.html"] = ["f" * 64, 7]
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint, known=known)
    changed = [place for place in (site / "manifest").iterdir() if place.stat().st_mtime_ns != times[place.name]]
    assert [f"manifest/{place.name}" for place in changed] == [part_of("people/7.html", 1)]
    listed = json.loads(changed[0].read_bytes())["files"]
    assert {"file": "people/7.html", "sha256": "f" * 64, "size": 7} in listed
    assert [row["file"] for row in listed] == sorted(row["file"] for row in listed)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint, known={"index.html": ["0" * 64, 0]})
    assert [place.name for place in (site / "manifest").iterdir()] == ["all.json"]


def test_large_files_are_not_held_in_memory(site):
    """A file of 200 MiB (a hole on the disk) is hashed in pieces; one of another size than listed is not even read."""
    with (site / "panorama.tif").open("wb") as file:
        file.truncate(200 << 20)
    signer = register.signer(ORIGIN)
    written = register.publish_log(site / "register", rows(3), signer=signer, total=3)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    tracemalloc.start()
    assert not named(site)
    with (site / "panorama.tif").open("ab") as file:
        file.truncate(1 << 40)
    assert named(site) == {"panorama.tif"}
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


@pytest.mark.parametrize("line", [b"", b"{}", b"[]", b"null", b"7", b'{"index":0}', b'{"index":0,"salt":"x","body":"{}"}', b'{"index":0,"salt":7,"body":7}', b'{"index":1,"erased":true}', b"[" * 100_000, b"\xff"])
def test_a_body_that_is_none_is_named_and_never_a_crash(site, line):
    place = site / "register/bodies/000.jsonl"
    place.write_bytes(b"\n".join([line, *place.read_bytes().splitlines()[1:]]) + b"\n")
    assert "register/bodies/000.jsonl" in named(site)


def test_a_second_publication_writes_the_same_list_and_a_larger_one_moves_the_mark(site):
    before = {place: place.stat().st_mtime_ns for place in files_of(site)}
    signer = register.signer(ORIGIN)
    written = register.publish_log(site / "register", rows(3), signer=signer, total=3)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    assert {place: place.stat().st_mtime_ns for place in files_of(site)} == before
    written = register.publish_log(site / "register", rows(4), signer=signer, total=4)
    register.write_manifest(site, signer=signer, checkpoint=written.checkpoint)
    assert not named(site)
    assert high_water(ORIGIN).size == 4


# ── from an address ─────────────────────────────────────────────────────────────────────────────────────────────


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing about it; one file may be cut off on the way."""

    cut = ""

    def log_message(self, *words):
        pass

    def copyfile(self, source, outputfile):
        data = source.read()
        outputfile.write(data[:len(data) // 2] if self.cut and self.path.endswith(self.cut) else data)


@pytest.fixture
def address(site):
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_museum_is_verified_at_its_address(site, address):
    assert not named(address)
    assert not named(f"{address}/register/")
    (site / "people/otto-baker.html").write_bytes(b"<h1>Otto Miller</h1>")
    (site / "index.html").unlink()
    assert named(address) == {"people/otto-baker.html", "index.html"}


def test_a_file_cut_off_on_the_way_is_named(site, address, monkeypatch):
    monkeypatch.setattr(Quiet, "cut", "otto-baker.html")
    assert named(address) == {"people/otto-baker.html"}


def test_an_address_without_a_museum_is_named(address):
    with pytest.raises(NotFound, match="holds no published museum"):
        register.verify(f"{address}/people")
