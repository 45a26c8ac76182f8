"""A published folder under its signature: whatever is changed, gone, added or exchanged is named; so is what comes from elsewhere."""

import functools
import http.server
import json
import shutil
import threading

import pytest

from presnya import register
from presnya.register.keys import high_water
from presnya.register.manifest import files_of as listed_files
from presnya.terms.errors import NotFound
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
    assert report.checked == len(files_of(site)) - 2
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


def test_a_list_rewritten_to_fit_the_changes_is_not_the_one_that_was_signed(site):
    (site / "index.html").write_bytes(b"<h1>Another street</h1>")
    listed = json.loads((site / "manifest.json").read_bytes())
    files = listed_files(site)
    listed["files"] = [{"file": name, "sha256": value[0], "size": value[1]} for name, value in sorted(files.items())]
    (site / "manifest.json").write_bytes(register.canonical(listed) + b"\n")
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
    b"", b"{", b"[]", b"null", b"\xff", b'{"files":7}', b'{"files":[7]}', b'{"files":[{"file":7,"sha256":"","size":0}]}', b'{"files":[{"file":"a","sha256":null,"size":0}]}',
    b'{"files":[{"file":"a","sha256":"","size":"0"}]}', b'{"files":[{"file":"a\\u0000b","sha256":"","size":0}]}', b'{"files":[{"file":"' + b"x" * 5000 + b'","sha256":"","size":0}]}',
    b'{"files":[{"file":"a","sha256":"","size":0},{"file":"a","sha256":"","size":0}]}', b"[" * 100_000,
])
def test_a_list_that_is_none_is_named_and_never_a_crash(site, words):
    (site / "manifest.json").write_bytes(words)
    assert "manifest.json" in named(site)


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
