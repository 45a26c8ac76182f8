"""Copies made to do harm: refused quickly, in little memory, and nothing of them is written anywhere."""

import hashlib
import io
import itertools
import json
import os
import random
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from presnya import register
from presnya.register.carriers import archive
from presnya.register.carriers.common import Cargo, Source
from presnya.register.copy_list import COPY, COPY_SIG, copy_note, read_copy, write_copy
from presnya.register.manifest import Listed
from presnya.terms.errors import BadFile, NotFound, Tampered
from tests.copying import ENDING, ORIGIN, copies_of, found, tiny


@pytest.fixture
def cargo(tmp_path):
    return tiny(tmp_path / "museum")


def listing(cargo, *rows):
    """COPY.json of this museum with rows of a liar's own."""
    held = io.BytesIO()
    head = write_copy(held, cargo.head, rows)
    return head, held.getvalue()


def source(name, data):
    return Source(Listed(name, hashlib.sha256(data).hexdigest(), len(data)), None, data)


def carried(cargo, *files, signer=None):
    """A cargo with these files, in their order, under a list that somebody signed."""
    head, data = listing(cargo, *(one.listed for one in files))
    return Cargo(head, source(COPY, data), source(COPY_SIG, copy_note(head, signer or register.signer(ORIGIN))), tuple(files))


def everything_under(folder):
    return {str(place): (place.stat().st_size if place.is_file() else 0, place.stat().st_mtime_ns) for place in folder.rglob("*")}


DECEIVING = ["../outside.txt", "/etc/passwd", "a/../../b", "a//b", "./a", "a\\b", "c:a", "otto\u202egnp.html", "a\x00b", "a\nb", "cafe\u0301", "x" * 300, "/".join(["a"] * 3000), "COPY.json"]


@pytest.mark.parametrize("kind", ["archive", "zim"])
def test_names_that_lead_elsewhere_or_deceive_are_refused_before_they_are_looked_for(cargo, tmp_path, kind):
    for name in DECEIVING:
        refuses(cargo, tmp_path, name, kind)


def refuses(cargo, tmp_path, name, kind):
    rows = sorted([Listed(name, "0" * 64, 1), Listed("index.html", "0" * 64, 1)])
    data = json.dumps([row._asdict() for row in rows], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    whole = cargo.copy.data
    start = whole.index(b'"files":[') + len(b'"files":')
    end = whole.index(b'],"left_out"') + 1
    listed = whole[:start] + data + whole[end:]
    with pytest.raises(Tampered) as caught:
        read_copy(lambda: io.BytesIO(listed))
    assert caught.value.message.isprintable()
    (tmp_path / f"copy{ENDING[kind]}").unlink(missing_ok=True)
    lying = Cargo(cargo.head._replace(sha256=source(COPY, listed).listed.sha256, bytes=len(listed)), source(COPY, listed), cargo.signature, (source("index.html", b"x"),))
    copy = copies_of(lying, tmp_path, [kind])[kind]
    before = everything_under(tmp_path)
    assert found(copy) == {COPY}
    assert everything_under(tmp_path) == before


def test_names_that_differ_only_by_case_or_form_are_refused(cargo):
    for names in (("Index.html", "index.html"), ("stra\u00dfe", "strasse")):
        _, data = listing(cargo, *(Listed(name, "0" * 64, 1) for name in sorted(names)))
        with pytest.raises(Tampered, match="differ only by case"):
            read_copy(lambda data=data: io.BytesIO(data))


@pytest.mark.parametrize("spoil", [
    lambda data: b"", lambda data: b"{}", lambda data: b"null", lambda data: b"[" * 100_000, lambda data: data[:-1], lambda data: data + b" ", lambda data: data.replace(b'"v":1', b'"v":2'),
    lambda data: data.replace(b'"files":[', b'"files":[ '), lambda data: data.replace(b'"size":', b'"size":-', 1), lambda data: data.replace(b'"files":[{', b'"files":[' + b"[" * 100_000),
    lambda data: b"\xff" + data, lambda data: data.replace(b'"files":[', b'"files":[{"file":"a","sha256":"' + b"0" * 64 + b'","size":1e9},'), lambda data: data.replace(b'"origin"', b'"more":1,"origin"'),
    lambda data: data.replace(b'"files":[', b'"files":[{"file":"zz","sha256":"' + b"0" * 64 + b'","size":1},'), lambda data: data.replace(b'"about":{', b'"about":{"a":{"b":1},'),
    lambda data: data.replace(b'"left_out":[', b'"left_out":[7,'),
])
@pytest.mark.spec("Y1")
def test_a_list_in_any_other_form_is_refused(cargo, spoil):
    data = spoil(cargo.copy.data)
    assert data != cargo.copy.data
    with pytest.raises(Tampered):
        read_copy(lambda: io.BytesIO(data))


def test_a_bomb_is_refused_unread(cargo, tmp_path):
    """A gigabyte of zeros in a megabyte: by what the list claims when it claims it, by the list when it does not."""
    claims = carried(cargo, Source(Listed("index.html", "0" * 64, 10**9), None, b""))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(200)) + packer.flush()
    rows = [claims.copy.listed, claims.signature.listed, Listed("index.html", "0" * 64, 10**9)]
    out = tmp_path / "bomb.zip"
    with out.open("wb") as file:
        for row, data, method in zip(rows, (claims.copy.data, claims.signature.data, bomb), (0, 0, 8), strict=True):
            file.write(archive._local(row, archive._Entry(zlib.crc32(data), len(data), method, 0)) + data)
    tracemalloc.start()
    assert found(out) == {COPY}
    small = carried(cargo, source("index.html", b"\0" * 100))
    copy = copies_of(small, tmp_path, ["archive"])["archive"]
    held = copy.read_bytes()
    at = held.index(b"index.html") - 30
    for size in (100, 10**9):
        row = Listed("index.html", "0" * 64, size)
        copy.write_bytes(held[:at] + archive._local(row, archive._Entry(0, len(bomb), 8, 0)) + bomb)
        assert "index.html" in found(copy)
    assert tracemalloc.get_traced_memory()[1] < 64 << 20
    tracemalloc.stop()


def test_a_list_larger_than_its_carrier_can_need_is_refused_unread(tmp_path):
    data = b'{"files":[' + b" " * (64 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    out = tmp_path / "list.zip"
    out.write_bytes(archive._local(Listed(COPY, "0" * 64, len(data)), archive._Entry(zlib.crc32(data), len(packed), 8, 0)) + packed + b"PK\x03\x04" + b"\0" * 64)
    tracemalloc.start()
    assert found(out)
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


def test_a_zim_that_claims_what_it_cannot_hold_is_refused(cargo, tmp_path):
    from presnya.register.carriers.zim_layout import HEADER

    copy = copies_of(cargo, tmp_path, ["zim"])["zim"]
    good = copy.read_bytes()
    held = HEADER.unpack(good[:HEADER.size])
    for field, value in itertools.product(range(len(held)), (0, 1, 10**9, 2**32 - 1)):
        if not isinstance(held[field], bytes) and held[field] != value and not (field in (1, 2) and value > 65535):
            copy.write_bytes(HEADER.pack(*held[:field], value, *held[field + 1:]) + good[HEADER.size:])
            assert found(copy), (field, value)


def test_rubbish_is_refused_and_never_a_crash(cargo, tmp_path):
    """Bytes in the right form at the beginning only, and whole copies with stretches of rubbish in them."""
    chance = random.Random(1917)
    copies = copies_of(cargo, tmp_path, ["archive", "zim"])
    for place in copies.values():
        good = place.read_bytes()
        for _ in range(60):
            at, length = chance.randrange(len(good)), chance.randrange(1, 400)
            place.write_bytes(good[:at] + chance.randbytes(length) + good[at + length:])
            assert found(place)
        for _ in range(20):
            place.write_bytes(good[:chance.randrange(4, 200)] + chance.randbytes(3000))
            assert found(place)
        for word in (b"\xff\xff\xff\xff", struct.pack("<Q", 2**63)):
            for at in range(0, 120, 2):
                changed = good[:at] + word + good[at + len(word):]
                place.write_bytes(changed)
                assert changed == good or found(place), at


def test_an_archive_that_another_program_wrote_over_is_named(cargo, tmp_path):
    copy = copies_of(cargo, tmp_path, ["archive"])["archive"]
    with zipfile.ZipFile(copy, "a") as more:
        more.writestr("people/nobody.html", "<h1>Nobody</h1>")
        more.writestr("../outside.txt", "x")
    assert found(copy)
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(again, "w") as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    assert found(again)


@pytest.mark.parametrize("kind", ["site", "bag"])
def test_links_pipes_and_names_that_cannot_be_printed_are_named(cargo, tmp_path, kind):
    copy = copies_of(cargo, tmp_path, [kind])[kind]
    top = copy / "data" if kind == "bag" else copy
    (tmp_path / "secret").write_text("not of the museum")
    (top / "a-link").symlink_to(tmp_path / "secret")
    (top / "a-way-out").symlink_to("/")
    (top / "loop").symlink_to("loop")
    os.mkfifo(top / "a-pipe")
    (top / "otto\u202egnp.html").write_bytes(b"x")
    (top / os.fsdecode(b"latin-\xe9.html")).write_bytes(b"x")
    named = found(copy)
    assert named == {"a-link", "a-way-out", "loop", "a-pipe", "otto\\u202egnp.html", "latin-\\udce9.html"}
    index = (top / "index.html").read_bytes()
    (tmp_path / "index.html").write_bytes(index)
    (top / "index.html").unlink()
    (top / "index.html").symlink_to(tmp_path / "index.html")
    assert "index.html" in found(copy)


def test_a_bag_that_asks_to_fetch_is_refused_and_nothing_is_fetched(cargo, tmp_path):
    copy = copies_of(cargo, tmp_path, ["bag"])["bag"]
    (copy / "fetch.txt").write_text("http://127.0.0.1:9/index.html - data/index.html\nfile:///etc/passwd - data/passwd\n")
    (copy / "data/index.html").unlink()
    before = everything_under(copy)
    report = register.fsck(copy)
    assert {"fetch.txt", "index.html"} <= {problem.file for problem in report.problems}
    assert any("nothing was fetched" in problem.what for problem in report.problems)
    assert everything_under(copy) == before


def test_a_file_larger_than_the_list_says_is_not_read(cargo, tmp_path):
    copy = copies_of(cargo, tmp_path, ["site"])["site"]
    for name in ("index.html", COPY_SIG, "register/checkpoint"):
        good = (copy / name).read_bytes()
        with (copy / name).open("r+b") as file:
            file.truncate(1 << 40)
        assert name in found(copy)
        (copy / name).write_bytes(good)


@pytest.mark.parametrize("kind", ["site", "bag", "zim", "archive"])
@pytest.mark.spec("Y2")
def test_a_copy_signed_anew_by_somebody_else_does_not_hold(cargo, tmp_path, kind, monkeypatch):
    """The forger alters a table beside the site, lists it, and signs the list: the museum's key is in the site."""
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "forger"))
    forger = register.signer("street.example/presnya")
    altered = [source(one.listed.file, b"id,name\nperson/otto-baker,Otto Miller\n") if one.listed.file.startswith("museum/tables") else one for one in cargo.files]
    head, _ = listing(cargo)
    lying = Cargo(head, cargo.copy, cargo.signature, tuple(altered))
    held = io.BytesIO()
    head = write_copy(held, lying.head._replace(copier=str(forger.verifier)), (one.listed for one in altered))
    lying = Cargo(head, source(COPY, held.getvalue()), source(COPY_SIG, copy_note(head, forger)), tuple(altered))
    assert found(copies_of(lying, tmp_path, [kind])[kind]) == {COPY_SIG}


def test_a_mirror_signs_a_copy_of_the_site_with_its_own_key(tmp_path):
    mirror = register.signer("mirror.example/ours")
    key = str(register.signer(ORIGIN).verifier)
    for kind, copy in copies_of(tiny(tmp_path / "museum", signer=mirror, besides=False), tmp_path).items():
        assert not found(copy, key=key), kind
    beside = tiny(tmp_path / "museum", signer=mirror)
    (tmp_path / "beside").mkdir()
    assert found(copies_of(beside, tmp_path / "beside", ["archive"])["archive"]) == {COPY_SIG}


def test_a_key_one_has_must_be_the_museums(cargo, tmp_path):
    other = str(register.signer("other.example/presnya").verifier)
    for copy in copies_of(cargo, tmp_path).values():
        assert {COPY_SIG, "manifest.sig", "register/checkpoint"} <= found(copy, key=other)


def test_what_is_no_copy_is_said_to_be_none(tmp_path):
    with pytest.raises(NotFound, match="There is no"):
        register.fsck(tmp_path / "nowhere")
    (tmp_path / "letter.txt").write_text("Dear Otto")
    with pytest.raises(BadFile, match="no copy of a museum"):
        register.fsck(tmp_path / "letter.txt")
    with pytest.raises(NotFound):
        register.fsck(tmp_path)
