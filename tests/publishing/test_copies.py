"""Copies of a museum: whole, the same twice, readable by programs we did not write, and nothing half done."""

import json
import re
import shutil
import subprocess
import zipfile

import bagit
import pytest

from presnya import desk, publishing, register
from presnya.config import load
from presnya.publishing import copies
from presnya.publishing.copies.gather import carried_settings
from presnya.register.carriers.zim_layout import is_front, title_of, type_of
from presnya.terms.errors import BadFile, BadValue, Conflict, NotAllowed, NotFound, StrongroomError, Tampered
from tests.builders import day, enter, said, text
from tests.machine import zim_tools

NAMES = {"site": "copy", "bag": "bag", "zim": "copy.zim", "archive": "copy.zip"}


@pytest.fixture
def published(street):
    """The street with a strike in it and a table in its folder, published."""
    enter(street, [said("event/strike", "name", text("The mill stands still"), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary)])
    (street.museum.folder / "tables").mkdir()
    (street.museum.folder / "tables/people.csv").write_text("id,name\n")
    publishing.publish(street.museum, curator=street.curator)
    return street


def make(street, to, kind="site", **more):
    return copies.copy(street.museum, curator=street.curator, to=to, kind=kind, **more)


def files(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def left_out(copy):
    return [one["what"] for one in json.loads((copy / "COPY.json").read_bytes())["left_out"]]


@pytest.mark.parametrize("kind", copies.KINDS)
def test_a_copy_holds_and_is_the_same_when_made_again(published, tmp_path, kind):
    first, second = tmp_path / NAMES[kind], tmp_path / "again" / NAMES[kind]
    second.parent.mkdir()
    done = make(published, first, kind)
    make(published, second, kind)
    assert (first.read_bytes() == second.read_bytes()) if first.is_file() else (files(first) == files(second))
    report = register.fsck(first, key=(published.museum.site_folder / "register/vkey").read_text())
    assert (report.problems, report.size, report.checked) == ((), done.size, done.files)
    assert not [place for place in tmp_path.iterdir() if place.name.startswith(".")]


def test_a_copy_holds_the_site_the_folder_and_the_sources_and_no_key(published, tmp_path, home):
    make(published, tmp_path / "copy")
    held = files(tmp_path / "copy")
    site = files(published.museum.site_folder)
    assert {name: held[name] for name in site} == site
    assert held["museum/tables/people.csv"] == b"id,name\n"
    sources = {name.rpartition("/")[2]: data for name, data in held.items() if name.startswith("strongroom/")}
    assert sources == {sha256: published.museum.strongroom.joinpath(sha256[:2], sha256[2:4], sha256).read_bytes() for sha256 in sources}
    assert sources
    secret = json.loads(next((home / "keys").glob("*.key")).read_text())["ed25519"]
    assert not any(secret.encode() in data or bytes.fromhex(secret) in data for data in held.values())
    assert not any(".presnya" in name or "sqlite" in name for name in held)
    assert left_out(tmp_path / "copy") == ["keys", "database", "other files of the museum's folder"]  # diary.txt lies beside museum.toml


def test_what_is_left_out_on_demand_is_named(published, tmp_path):
    (published.museum.folder / "texts").mkdir()
    (published.museum.folder / "texts/letter.txt").write_text("Dear Otto")
    make(published, tmp_path / "copy", without_sources=True)
    held = files(tmp_path / "copy")
    assert not [name for name in held if name.startswith(("strongroom/", "museum/texts"))]
    assert "sources" in left_out(tmp_path / "copy")
    assert not register.fsck(tmp_path / "copy").problems


def test_settings_travel_without_the_databases_address_and_with_what_hangs_on_the_folders_name(tmp_path):
    (tmp_path / "our-street").mkdir()
    toml = tmp_path / "our-street/museum.toml"
    toml.write_text('# ours\nname = ""\ndatabase = "postgresql://ada:secret@db.example/street"\nlanguages = ["en", "de"]\n')
    carried = carried_settings(load(tmp_path / "our-street"))
    assert "secret" not in carried
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/museum.toml").write_text(carried)
    museum = load(tmp_path / "elsewhere")
    assert (museum.name, museum.origin, museum.languages, museum.database) == ("our-street", "our-street.invalid/presnya", ("en", "de"), "")
    toml.write_text('database = """postgresql://ada:secret@db.example/\\\nstreet"""\n')
    with pytest.raises(BadFile, match='"database" line'):
        carried_settings(load(tmp_path / "our-street"))


def test_links_and_hidden_files_of_the_folder_are_told_and_not_copied(published, tmp_path):
    folder = published.museum.folder
    (tmp_path / "private.txt").write_text("mine")
    (folder / "tables/link.csv").symlink_to(tmp_path / "private.txt")
    (folder / "tables/.~lock.people.csv#").write_text("x")
    (folder / "notes").mkdir()
    (folder / "notes/draft.txt").write_text("x")
    done = make(published, tmp_path / "copy")
    assert {"tables/link.csv", "tables/.~lock.people.csv#", "notes"} <= set(done.others)
    assert [name for name in files(tmp_path / "copy") if name.startswith("museum/")] == ["museum/museum.toml", "museum/tables/people.csv"]
    (folder / "tables/cafe\u0301.csv").write_text("x")
    with pytest.raises(BadFile, match="not in Unicode NFC"):
        make(published, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_a_site_older_than_the_register_is_copied_only_on_demand(published, tmp_path):
    enter(published, [said("person/otto-baker", "name", text("Otto Baker"), source=published.diary)])
    with pytest.raises(Conflict, match=r"shows \d+ acts, the register holds \d+") as caught:
        make(published, tmp_path / "copy")
    assert "presnya publish" in caught.value.next_step
    make(published, tmp_path / "copy", anyway=True)
    assert not register.fsck(tmp_path / "copy").problems
    (published.museum.site_folder / ".presnya-unfinished").touch()
    with pytest.raises(Conflict, match="no finished publication"):
        make(published, tmp_path / "more", anyway=True)


def test_what_was_altered_or_lost_is_not_copied(published, tmp_path):
    page = published.museum.site_folder / "index.html"
    good = page.read_bytes()
    page.write_bytes(good + b" ")
    with pytest.raises(Tampered, match="not the file that was published"):
        make(published, tmp_path / "copy")
    page.write_bytes(good)
    source = next(place for place in published.museum.strongroom.rglob("*") if place.is_file())
    source.unlink()
    with pytest.raises(StrongroomError, match="missing from the strongroom"):
        make(published, tmp_path / "copy")
    make(published, tmp_path / "copy", without_sources=True)


def test_a_copy_is_written_over_nothing_and_not_into_the_museum(published, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    (tmp_path / "file.zip").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "full")
    for to, kind, error in ((tmp_path / "full", "site", Conflict), (tmp_path / "file.zip", "archive", Conflict), (tmp_path / "link", "bag", Conflict), (tmp_path / "copy", "zim", BadValue),
                            (published.museum.folder / "copy", "site", BadValue), (published.museum.site_folder / "x.zip", "archive", BadValue), (tmp_path / "no/copy", "site", NotFound)):
        with pytest.raises(error):
            make(published, to, kind)
    assert files(tmp_path / "full") == {"letter.txt": b"mine"}
    assert (tmp_path / "file.zip").read_text() == "mine"
    (tmp_path / "empty").mkdir()
    make(published, tmp_path / "empty")
    somebody = desk.appoint(name="B. Helper", roles=("curator",), curator=published.curator)
    with pytest.raises(NotAllowed):
        copies.copy(published.museum, curator=somebody, to=tmp_path / "theirs")


@pytest.mark.parametrize("kind", copies.KINDS)
def test_a_copy_that_was_stopped_leaves_nothing_under_its_name_and_is_completed(published, tmp_path, kind):
    place, ticks = tmp_path / NAMES[kind], []

    def stop(done, total):
        ticks.append(done / total)
        if done / total > 0.8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(published, place, kind, progress=stop)
    assert not place.exists()
    if not copies.KINDS[kind].ending:
        (tmp_path / f".{place.name}.part/of-another-copy.html").write_text("x")
    make(published, place, kind)
    assert not register.fsck(place).problems
    assert ticks == sorted(ticks)


def test_a_file_that_changes_while_it_is_copied_stops_the_copy(published, tmp_path):
    page = published.museum.folder / "tables/people.csv"

    def meanwhile(done, total):
        if done * 2 > total:
            page.write_text("id,name\nperson/x,X\n")

    with pytest.raises(Conflict, match="was changed while the museum was copied"):
        make(published, tmp_path / "copy", progress=meanwhile)
    assert not (tmp_path / "copy").exists()


# ── programs we did not write ───────────────────────────────────────────────────────────────────────────────────


def test_a_bag_is_valid_to_the_library_of_congresss_program(published, tmp_path):
    make(published, tmp_path / "bag", "bag")
    bag = bagit.Bag(str(tmp_path / "bag"))
    assert bag.validate()
    assert bag.info["Source-Organization"] == "Our Street"
    assert not (tmp_path / "bag/fetch.txt").exists()


def test_an_archive_is_read_by_pythons_own_zipfile(published, tmp_path):
    make(published, tmp_path / "copy")
    make(published, tmp_path / "copy.zip", "archive")
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        assert archive.testzip() is None
        assert {info.filename: archive.read(info) for info in archive.infolist()} == files(tmp_path / "copy")
        assert archive.namelist()[:2] == ["COPY.json", "COPY.sig"]


@pytest.mark.skipif(not zim_tools(), reason="openZIM's zimcheck and zimdump are not on this machine; Debian's package is called zim-tools")
def test_a_zim_is_read_by_openzims_own_programs(published, tmp_path):
    make(published, tmp_path / "copy")
    make(published, tmp_path / "copy.zim", "zim")
    checked = subprocess.run(["zimcheck", "--all", str(tmp_path / "copy.zim")], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    assert "Overall Test Status: Pass" in checked.stdout
    assert "[ERROR]" not in checked.stdout
    info = subprocess.run(["zimdump", "info", str(tmp_path / "copy.zim")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"main page: index\.html", info)
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    subprocess.run(["zimdump", "dump", "--dir", str(tmp_path / "out"), "--ns", "C", str(tmp_path / "copy.zim")], capture_output=True, check=True)
    dumped = files(tmp_path / "out")
    assert {name: data for name, data in dumped.items() if not name.startswith("_")} == files(tmp_path / "copy")


def test_pages_are_found_by_title_and_the_registers_files_are_not(published):
    assert title_of("events/strike.html", (published.museum.site_folder / "events/strike.html").read_bytes()).startswith("The mill stands still")
    assert title_of("x.html", b"<title>\n A &amp; B\n</title>") == "A & B"
    assert title_of("x.html", b"<h1>none</h1>") == "x.html"
    assert [is_front(name) for name in ("index.html", "register/acts/0.html", "register/checkpoint", "static/presnya.js", "museum/texts/a.html")] == [True, True, False, False, False]
    assert [type_of(name) for name in ("a.html", "b/c.woff2", "register/checkpoint", "x.y/z", "A.PNG")] == ["text/html", "font/woff2", "application/octet-stream", "application/octet-stream", "image/png"]
