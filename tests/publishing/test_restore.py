"""A museum brought back from a copy alone: the same pages, the same catalogue, the same sources; and what it cannot bring back it says."""

import shutil

import pytest
from django.db import connections

from presnya import desk, publishing, register
from presnya.catalogue import ledger
from presnya.catalogue.restoring import Sealed
from presnya.catalogue.restoring import restore as enter_acts
from presnya.publishing import copies
from presnya.publishing.copies.bringing_back import DoesNotHold, restore
from presnya.publishing.copies.checking import fsck_working, is_working
from presnya.register.keys import HighWater, raise_high_water
from presnya.strongroom import Strongroom
from presnya.terms.errors import Conflict, NotFound, RegisterError, StrongroomError, Tampered
from presnya.web import open_museum
from tests.builders import enter, said, text
from tests.publishing.test_copies import NAMES, files, make, published

assert published


def bring_back(copy, folder, **more):
    return restore(copy, folder, open_museum=open_museum, close=connections.close_all, **more)


@pytest.mark.parametrize("kind", copies.KINDS)
def test_a_museum_brought_back_is_the_museum(published, tmp_path, kind):
    enter(published, [said("person/otto-baker", "name", text("Otto Baker"), source=published.diary)])
    publishing.publish(published.museum, curator=published.curator)  # the second one: an earlier checkpoint is kept
    make(published, tmp_path / NAMES[kind], kind)
    catalogue, site = ledger.fingerprint(), files(published.museum.site_folder)
    connections.close_all()
    shutil.rmtree(published.museum.folder)
    done = bring_back(tmp_path / NAMES[kind], tmp_path / "back")
    assert (done.key, done.mark, done.sources, done.without_sources) == ("here", done.size, 1, False)
    museum = open_museum(tmp_path / "back")
    assert ledger.check() == done.size
    assert ledger.fingerprint() == catalogue
    assert files(museum.site_folder) == site
    again = publishing.publish(museum, curator=published.curator)
    assert again.written == again.removed == 0
    assert files(museum.site_folder) == site
    assert not fsck_working(museum).problems
    assert not [place for place in tmp_path.iterdir() if place.name.startswith(".")]


def test_a_brought_back_museum_goes_on(published, tmp_path):
    make(published, tmp_path / "copy")
    bring_back(tmp_path / "copy", tmp_path / "back")
    museum = open_museum(tmp_path / "back")
    back = published._replace(museum=museum)
    enter(back, [said("person/otto-baker", "name", text("Otto Baker"), source=back.diary)])
    publishing.publish(museum, curator=back.curator)
    make(back, tmp_path / "second.zip", "archive")
    assert not register.fsck(tmp_path / "second.zip").problems


def test_acts_that_the_checkpoint_does_not_sign_are_not_entered(street, tmp_path):
    """All or nothing: also when one is missing, or when the register holds acts already."""
    (tmp_path / "new").mkdir()
    connections.close_all()
    open_museum(tmp_path / "new")
    sealed = register.make_act(act="appoint", about="", at="2026-10-01T10:05:00Z", by="k1", body={"curator": "k1", "name": "A. Curator", "roles": ["registrar"]})
    act = Sealed(0, sealed.entry, sealed.body, sealed.salt)
    checkpoint = register.Checkpoint("street.example/presnya", 1, sealed.leaf)
    for rows, signed, error in (([act], checkpoint._replace(root=b"\1" * 32), Tampered), ([act], checkpoint._replace(size=2), Tampered), ([act._replace(number=1)], checkpoint, Tampered),
                                ([act._replace(body=sealed.body + b" ")], checkpoint, Tampered)):
        with pytest.raises(error):
            enter_acts(rows, checkpoint=signed)
        assert ledger.size() == 0
    assert enter_acts([act], checkpoint=checkpoint) == 1
    with pytest.raises(Conflict, match="holds acts already"):
        enter_acts([act], checkpoint=checkpoint)


def test_without_the_key_nothing_is_signed_and_that_is_said(published, tmp_path, monkeypatch):
    make(published, tmp_path / "copy")
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "another-machine"))
    done = bring_back(tmp_path / "copy", tmp_path / "back")
    assert done.key == "missing"
    assert not (tmp_path / "another-machine/keys").exists()
    assert register.high_water("street.example/presnya").size == done.size
    with pytest.raises(RegisterError, match="is gone"):
        publishing.publish(open_museum(tmp_path / "back"), curator=published.curator)
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "a-third-machine"))
    register.signer("street.example/presnya")
    assert bring_back(tmp_path / "copy", tmp_path / "second").key == "other"


def test_an_older_copy_than_was_signed_here_is_said_to_be_one(published, tmp_path):
    make(published, tmp_path / "copy")
    raise_high_water("street.example/presnya", HighWater(99, b"\1" * 32))
    assert bring_back(tmp_path / "copy", tmp_path / "back").mark == 99
    assert register.high_water("street.example/presnya").size == 99


def test_a_copy_without_sources_brings_the_site_back_and_says_what_is_missing(published, tmp_path):
    make(published, tmp_path / "copy", without_sources=True)
    done = bring_back(tmp_path / "copy", tmp_path / "back")
    assert (done.without_sources, done.sources) == (True, 0)
    museum = open_museum(tmp_path / "back")
    assert any("is missing: act" in problem.what for problem in fsck_working(museum).problems)
    with pytest.raises(StrongroomError):
        publishing.publish(museum, curator=published.curator)


def test_a_copy_that_does_not_hold_writes_nothing(published, tmp_path):
    make(published, tmp_path / "copy")
    (tmp_path / "copy/museum/tables/people.csv").write_text("id,name\nperson/x,X\n")
    with pytest.raises(DoesNotHold) as caught:
        bring_back(tmp_path / "copy", tmp_path / "back")
    assert [problem.file for problem in caught.value.report.problems] == ["museum/tables/people.csv"]
    assert not (tmp_path / "back").exists()
    with pytest.raises(NotFound, match="no copy of a museum"):
        bring_back(published.museum.site_folder, tmp_path / "back")


def test_a_museum_is_brought_back_into_a_new_folder_only(published, tmp_path):
    make(published, tmp_path / "copy")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/letter.txt").write_text("mine")
    (tmp_path / ".other.part").mkdir()
    (tmp_path / ".other.part/letter.txt").write_text("mine")
    for folder in (tmp_path / "full", tmp_path / "other", published.museum.folder):
        with pytest.raises(Conflict):
            bring_back(tmp_path / "copy", folder)
    assert files(tmp_path / "full") == files(tmp_path / ".other.part") == {"letter.txt": b"mine"}
    (tmp_path / "empty").mkdir()
    bring_back(tmp_path / "copy", tmp_path / "empty")
    assert is_working(tmp_path / "empty")


@pytest.mark.parametrize("moment", [1, 40, 95, 100, 200])
def test_a_restore_that_was_stopped_leaves_nothing(published, tmp_path, moment):
    make(published, tmp_path / "copy")
    ticks = 0

    def stop(done, total):
        nonlocal ticks
        ticks += 1
        if ticks == moment:
            raise KeyboardInterrupt

    before = set(tmp_path.iterdir())
    try:
        bring_back(tmp_path / "copy", tmp_path / "back", progress=stop)
    except KeyboardInterrupt:
        assert set(tmp_path.iterdir()) == before
    else:
        assert ticks < moment


def test_a_working_museum_is_checked_where_it_is(published):
    museum = published.museum
    assert not fsck_working(museum).problems
    source = next(place for place in museum.strongroom.rglob("*") if place.is_file())
    good = source.read_bytes()
    source.chmod(0o644)
    source.write_bytes(good + b" ")
    (museum.site_folder / "index.html").write_bytes(b"x")
    named = {problem.file for problem in fsck_working(museum).problems}
    assert named == {f".presnya/strongroom/{Strongroom(museum.strongroom).path(source.name).relative_to(museum.strongroom)}", "site/index.html"}
    source.unlink()
    assert any("is missing: act" in problem.what for problem in fsck_working(museum).problems)


@pytest.mark.parametrize("kind", ["site", "archive"])
def test_what_was_erased_is_in_no_copy_and_its_place_stays_empty(published, tmp_path, kind):
    second = desk.appoint(name="B. Miller", roles=("curator",), curator=published.curator)
    words = published.museum.strongroom
    before = {place.name for place in words.rglob("*") if place.is_file()}
    desk.erase([published.diary], ground="privacy-law", authority="A court", deciders=(published.curator, second), review="2099-01-01", museum=published.museum,
               curator=published.curator, with_quotations=True)
    assert {place.name for place in words.rglob("*") if place.is_file()} < before
    publishing.publish(published.museum, curator=published.curator)
    catalogue = ledger.fingerprint()
    copy = tmp_path / NAMES[kind]
    make(published, copy, kind)
    assert not register.fsck(copy).problems
    done = bring_back(copy, tmp_path / "back")
    museum = open_museum(tmp_path / "back")
    assert (done.sources, ledger.fingerprint()) == (0, catalogue)
    assert publishing.publish(museum, curator=published.curator).written == 0
    assert not fsck_working(museum).problems


def test_a_copy_is_known_by_the_key_that_was_changed_since(published, tmp_path):
    old = (published.museum.site_folder / "register/vkey").read_text().strip()
    make(published, tmp_path / "before")
    desk.rotate(published.museum, curator=published.curator)
    publishing.publish(published.museum, curator=published.curator)
    make(published, tmp_path / "after.zim", "zim")
    new = (published.museum.site_folder / "register/vkey").read_text().strip()
    assert old != new
    for key in (None, old, new):
        assert not register.fsck(tmp_path / "after.zim", key=key).problems
    assert not register.fsck(tmp_path / "before", key=old).problems
    done = bring_back(tmp_path / "after.zim", tmp_path / "back")
    assert done.key == "here"
    assert publishing.publish(open_museum(tmp_path / "back"), curator=published.curator).written == 0
