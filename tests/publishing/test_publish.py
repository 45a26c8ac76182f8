"""Publishing: the same bytes from the same register, only what changed is written, what is gone is removed, and nothing strange is overwritten."""

import os
import re

import pytest

from presnya import desk, publishing, register
from presnya.catalogue import ledger, snapshot
from presnya.terms import Arrange
from presnya.terms.errors import Conflict, NotAllowed, RegisterError
from presnya.web import open_museum
from tests.builders import day, enter, said, text, the


def publish(street, **more):
    return publishing.publish(street.museum, curator=street.curator, **more)


def fill(street):
    return enter(street, [said("event/strike", "name", text("The mill stands still"), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                          said("event/strike", "participant", the("person/otto-baker"), source=street.diary), said("person/otto-baker", "name", text("Otto Baker"), source=street.diary)])


def files(site):
    return {place.relative_to(site).as_posix(): place.read_bytes() for place in site.rglob("*") if place.is_file()}


def test_a_second_run_writes_nothing_and_another_folder_gets_the_same_bytes(street, tmp_path):
    fill(street)
    site = publish(street).site
    before = {place: place.stat().st_mtime_ns for place in site.rglob("*") if place.is_file()}
    assert publish(street).written == 0
    assert {place: place.stat().st_mtime_ns for place in site.rglob("*") if place.is_file()} == before
    publish(street, to=tmp_path / "elsewhere")
    assert files(tmp_path / "elsewhere") == files(site)


def test_only_what_an_act_touches_is_written(street):
    fill(street)
    publish(street)
    enter(street, [said("person/bertha-miller", "name", text("Bertha Miller"), source=street.diary)])
    done = publish(street)
    assert 0 < done.written < done.pages
    assert (done.site / "people/bertha-miller.html").exists()


def test_pages_of_what_is_gone_are_removed_and_their_folders_too(street):
    (claim,) = enter(street, [said("place/mill", "name", text("The mill"), source=street.diary)])
    desk.arrange(Arrange("question/who", "Who began?", {}, ("place/mill",)), curator=street.curator)
    site = publish(street).site
    assert (site / "places/mill.html").exists()
    desk.withdraw(["question/who"], ground="Nobody asks any more.", curator=street.curator)
    desk.withdraw([claim], ground="Another mill.", curator=street.curator)
    publish(street)
    assert "Nobody asks any more." in (site / "questions/who.html").read_text(encoding="utf-8")
    assert "Another mill." in (site / "places/mill.html").read_text(encoding="utf-8")
    assert not register.verify(site).problems


def test_a_folder_with_other_files_is_not_touched(street, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/letter.txt").write_text("mine")
    with pytest.raises(Conflict, match="holds files that are not a published museum"):
        publish(street, to=tmp_path / "letters")
    assert files(tmp_path / "letters") == {"letter.txt": b"mine"}


def test_only_a_registrar_publishes(street):
    somebody = desk.appoint(name="B. Helper", roles=("curator",), curator=street.curator)
    with pytest.raises(NotAllowed):
        publishing.publish(street.museum, curator=somebody)
    assert not street.museum.site_folder.exists()


NASTY = "<script>alert(1)</script> & \"quoted\" 'single' </title> {{ 7*7 }} \u202e"


def test_words_of_sources_are_printed_never_run(street):
    enter(street, [said("event/strike", "name", text(NASTY), source=street.diary), said("event/strike", "happened", day("1917-03-09"), source=street.diary),
                   said("event/strike", "summary", text(NASTY), source=street.diary, note=NASTY), said("person/otto-baker", "name", text(NASTY), source=street.diary),
                   said("person/otto-baker", "seen_as", text(NASTY), source=street.diary, at=NASTY, standpoint=NASTY)])
    desk.arrange(Arrange("question/who", NASTY, {"standing": NASTY}, ("event/strike",)), curator=street.curator)
    site = publish(street).site
    for name, data in files(site).items():
        words = data.decode(errors="replace")
        if name.endswith(".js"):
            assert "</script>" not in words, name
        if name.endswith(".html"):
            assert "<script>alert" not in words, name
            if name != "verify.html":  # which holds its own script, and no word of any source
                assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", words), name
    assert "alert(1)" in (site / "search-index.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", 'https://example.org/a b"><script>'])
def test_addresses_of_sources_cannot_run(street, address, tmp_path):
    from presnya import accession

    (tmp_path / "x.txt").write_text("Other words.\n")
    desk.accession_source(accession.take_in(tmp_path / "x.txt"), desk.Given(title="X", address=address), name="x.txt", museum=street.museum, curator=street.curator)
    page = (publish(street).site / "sources/x/index.html").read_text(encoding="utf-8")
    assert 'href="javascript' not in page
    assert 'href="data:' not in page
    assert "<script>" not in page


def test_every_language_has_its_pages_and_links_to_the_others(street):
    fill(street)
    (street.museum.folder / "museum.toml").write_text('name = "Our Street"\norigin = "street.example/presnya"\nlanguages = ["en", "ru", "fr", "de", "es"]\n', encoding="utf-8")
    museum = open_museum(street.museum.folder)
    site = publishing.publish(museum, curator=street.curator).site
    for lang, month in (("ru", "9 марта 1917"), ("fr", "9 mars 1917"), ("de", "9. März 1917"), ("es", "9 de marzo de 1917")):
        page = (site / lang / "events/strike.html").read_text(encoding="utf-8")
        assert f'<html lang="{lang}"' in page
        assert month in page
        assert 'href="../../events/strike.html" hreflang="en"' in page
        assert 'src="../../static/presnya.js"' in page
        assert (site / lang / "search-index.js").exists()
        assert not (site / lang / "register/acts/0.tlog-proof").exists()
    assert 'href="../ru/events/strike.html" hreflang="ru"' in (site / "events/strike.html").read_text(encoding="utf-8")
    assert not register.verify(site).problems


def test_a_publication_that_was_cut_off_is_told_apart_and_completed(street):
    fill(street)
    site = publish(street).site
    (site / "manifest.json").unlink()
    with pytest.raises(Conflict):
        publish(street)
    (site / ".presnya-unfinished").touch()
    os.truncate(site / "index.html", 10)
    (site / "people/.half.html.part").write_bytes(b"x")
    publish(street)
    assert not register.verify(site).problems


def test_what_a_killed_publication_left_of_the_log_is_gone_when_the_full_tile_stands(street):
    """A partial tile that was renamed into place before the kill is in no list; the next publication may already have the full one."""
    begin = ledger.size()
    enter(street, [said(f"event/strike-{nth}", "name", text(f"Strike {nth}"), source=street.diary) for nth in range(250 - begin)])
    site = publish(street).site
    (site / ".presnya-unfinished").touch()
    left = [site / "register/tile/0/000.p/254", site / "register/tile/entries/000.p/254"]
    for place in left:
        place.write_bytes(place.with_name("250").read_bytes())
    enter(street, [said(f"event/march-{nth}", "name", text(f"March {nth}"), source=street.diary) for nth in range(10)])
    publish(street)
    assert not [place for place in left if place.exists()]
    assert not register.verify(site).problems


def test_an_empty_museum_has_all_its_rooms(tmp_path):
    (tmp_path / "museum.toml").write_text('name = "Empty"\n', encoding="utf-8")
    museum = open_museum(tmp_path)
    done = publishing.publish(museum, curator=desk.found_museum(founder="A. Curator"))
    assert (done.site / "index.html").exists()
    assert "No source dates anything here yet." in (done.site / "chronologies/index.html").read_text(encoding="utf-8")
    assert not register.verify(done.site).problems


def test_a_withdrawn_source_keeps_its_page_under_a_stamp(street):
    desk.withdraw([street.diary], ground="The family asked.", curator=street.curator)
    page = (publish(street).site / "sources/a-diary-of-our-street/index.html").read_text(encoding="utf-8")
    assert "The family asked." in page
    assert "Otto Baker said" in page
    assert snapshot.take().sources[street.diary].status == "withdrawn"


def test_a_long_index_of_names_is_parted_by_letter(street):
    enter(street, [said("person/otto-baker", "other_name", text(f"Otto {chr(65 + nth % 26)}baker{nth}"), source=street.diary) for nth in range(1801)])
    site = publish(street).site
    contents = (site / "names.html").read_text(encoding="utf-8")
    assert 'href="names/b.html"' in contents
    assert "baker1" not in contents
    assert "Otto Bbaker1<" in (site / "names/b.html").read_text(encoding="utf-8").replace(" <span", "<")
    assert sum("baker" in word for place in (site / "names").iterdir() for word in re.findall(r"<li[^>]*>([^<]*)", place.read_text(encoding="utf-8"))) == 1801
    assert not register.verify(site).problems


def test_a_file_half_written_beside_the_pages_is_cleared_by_the_next_publication(street):
    site = publish(street).site
    for place in (site / ".index.html.part", site / "register/checkpoints/.3.abc.part", site / "people/.x.part"):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(b"cut off")
    assert register.verify(site).problems
    publish(street)
    assert not register.verify(site).problems


def test_a_register_that_must_not_be_signed_leaves_the_site_whole(street, home):
    site = publish(street).site
    before = files(site)
    for place in (home / "keys").glob("*.key"):
        place.unlink()
    with pytest.raises(RegisterError, match="is gone"):
        publish(street)
    assert files(site) == before
    assert not register.verify(site).problems
