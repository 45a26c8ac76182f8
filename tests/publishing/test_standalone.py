"""A chronology made of files alone: pictures, links, lanes, what was not read, and a folder that is somebody else's."""

import csv
import gzip
import re

import pytest

from presnya.exchange.entry import Asked
from presnya.exchange.events import open_events
from presnya.publishing.bundle import ALONE, MUSEUM, static
from presnya.publishing.standalone import NOT_READ, Told, make
from presnya.publishing.viewer_words import said
from presnya.terms.errors import BadInput, Conflict
from tests.publishing.tiles.decode import Tree

PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50000003030101c9a9a3d50000000049454e44ae426082")


def made(tmp_path, text, out="out", **told):
    """The chronology of a table with this text."""
    place = tmp_path / "events.csv"
    place.write_text(text, encoding="utf-8")
    return make([open_events(place, Asked())], tmp_path / out, Told(**told))


def faults(tmp_path, out="out"):
    with (tmp_path / out / NOT_READ).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_become_marks_and_pages(tmp_path):
    done = made(tmp_path, "title,date,lane\nStrike,1917-03-08,Politics\nA play,1917,Art\n", title="Two lanes", lead="Side by side.")
    assert (done.tree.marks, done.refused, done.pages.files) == (2, 0, 1)
    tree = Tree(tmp_path / "out" / "tiles")
    assert (tree.meta["title"], tree.meta["lead"], [lane["title"] for lane in tree.meta["lanes"]]) == ("Two lanes", "Side by side.", ["Politics", "Art"])
    assert [lane["letters"] for lane in tree.meta["lanes"]] == ["Po", "Ar"]
    assert tree.meta["pages"]["index"] == "../index.html"
    assert not (tmp_path / "out" / NOT_READ).exists()
    assert "Side by side." in (tmp_path / "out" / "index.html").read_text()


def test_title_comes_from_the_file_where_nobody_gives_one(tmp_path):
    assert made(tmp_path, "title,date\nx,1917\n").title == "Events"


def test_row_that_is_not_read_is_listed_and_the_rest_is_built(tmp_path):
    done = made(tmp_path, "title,date,lane\ngood,1917,a\nbad,some day,a\n,1918,a\n")
    assert (done.tree.marks, done.refused) == (1, 2)
    assert [(row["file"], row["line"], row["title"], row["kept"]) for row in faults(tmp_path)] == [("events.csv", "3", "bad", ""), ("events.csv", "4", "", "")]
    assert made(tmp_path, "title,date,lane\ngood,1917,a\n").refused == 0
    assert not (tmp_path / "out" / NOT_READ).exists(), "a list of faults that are mended is gone"


def test_strict_refuses_all_and_writes_nothing(tmp_path):
    with pytest.raises(BadInput, match=r"events\.csv line 3: .*some day"):
        made(tmp_path, "title,date\ngood,1917\nbad,some day\n", strict=True)
    assert [place.name for place in tmp_path.iterdir()] == ["events.csv"]


def test_strict_tells_a_screenful_and_counts_the_rest(tmp_path):
    with pytest.raises(BadInput, match="and 80 more"):
        made(tmp_path, "title,date\n" + "x,some day\n" * 100, strict=True)


def test_pictures_are_copied_once_and_stay_while_they_are_used(tmp_path):
    (tmp_path / "pics").mkdir()
    (tmp_path / "pics" / "a.png").write_bytes(PNG)
    made(tmp_path, "title,date,picture,alt\nx,1917,pics/a.png,A dot\ny,1918,pics/a.png,\n")
    (copy,) = (tmp_path / "out" / "pictures").iterdir()
    assert copy.read_bytes() == PNG
    tree = Tree(tmp_path / "out" / "tiles")
    assert {card["picture"] for card in tree.cards().values()} == {f"../pictures/{copy.name}"}
    assert f'<img src="pictures/{copy.name}" alt="A dot"' in (tmp_path / "out" / "index.html").read_text()
    made(tmp_path, "title,date\nx,1917\n")
    assert not copy.exists()


@pytest.mark.parametrize(("picture", "reason"), [
    ("https://example.org/a.png", "lies at another site"), ("none.png", "there is no picture none.png"), ("../../secret.png", "outside of the table's folder"), ("page.html", "no picture that a browser shows"),
])
def test_picture_that_cannot_be_shown_is_told_and_the_mark_kept(tmp_path, picture, reason):
    folder = tmp_path / "deep" / "er"
    folder.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    done = made(folder, f"title,date,picture\nx,1917,{picture}\n")
    assert (done.tree.marks, done.refused, done.mended) == (1, 0, 1)
    (fault,) = faults(folder)
    assert reason in fault["reason"]
    assert fault["kept"] == "yes"
    assert not (folder / "out" / "pictures").exists()


@pytest.mark.parametrize(("link", "kept"), [("https://example.org/a?b=c:d", True), ("http://example.org", True), ("page.html", True), ("a/b:c", True), ("javascript:alert(1)", False), ("JaVaScript:alert(1)", False),
                                            ("data:text/html,x", False), (" vbscript:x", False)])
def test_link_leads_to_a_page_or_nowhere(tmp_path, link, kept):
    done = made(tmp_path, f'title,date,link\nx,1917,"{link}"\n')
    (mark,) = Tree(tmp_path / "out" / "tiles").marks()
    assert ("h" in mark.more) is kept
    assert done.mended == (not kept)


def test_rows_of_one_event_are_one_mark_with_a_fork(tmp_path):
    done = made(tmp_path, "event,title,date,lane,witness\npalace,The palace,1917-11-07,Politics,Reed\npalace,The palace,1917-11-08,Politics,The Court\nother,Else,1917,Politics,\n")
    assert done.tree.marks == 2
    fork = next(mark for mark in Tree(tmp_path / "out" / "tiles").marks() if mark.id == "palace")
    assert fork.more["f"] == 1
    assert len(fork.more["p"]) == 2
    page = (tmp_path / "out" / "index.html").read_text()
    assert "7 November 1917: Reed" in page
    assert "8 November 1917: The Court" in page


def test_too_many_lanes_are_refused_with_the_reason(tmp_path):
    with pytest.raises(BadInput, match="200 lanes") as told:
        made(tmp_path, "title,date,lane\n" + "".join(f"x,1917,lane {nth}\n" for nth in range(200)))
    assert "`theme`" in told.value.next_step
    assert [place.name for place in tmp_path.iterdir()] == ["events.csv"]


def test_lanes_that_are_called_nearly_the_same_have_ids_of_their_own(tmp_path):
    made(tmp_path, "title,date,lane\nx,1917,Art\ny,1917,ART\nz,1917,Art!\nw,1917,\n")
    lanes = Tree(tmp_path / "out" / "tiles").meta["lanes"]
    assert [lane["id"] for lane in lanes] == ["art", "art-2", "art-3", "unnamed"]
    assert lanes[3]["title"] == "…"


def test_table_of_no_rows_is_an_empty_chronology(tmp_path):
    done = made(tmp_path, "title,date,lane\n")
    assert done.tree.marks == 0
    assert "No source dates anything here yet." in (tmp_path / "out" / "index.html").read_text()


def test_first_page_asks_for_lean_style_and_leaves_the_fonts_to_the_viewer(tmp_path):
    made(tmp_path, "title,date,lane\nStrike,1917-03-08,Politics\n")
    page = (tmp_path / "out/index.html").read_text()
    assert re.findall(r'(?:href|src|fonts)="(static/[^"]+\.(?:css|js))"', page) == ["static/light.js", "static/alone.css", "static/chronology.js", "static/alone.js", "static/fonts.css"]
    assert '<presnya-chronology src="tiles/meta.json" page="index.html" fonts="static/fonts.css">' in page


def test_first_page_of_many_marks_is_light_and_counts_what_it_does_not_name(tmp_path):
    rows = "".join(f"{lane} {nth} of {year},{year}-{nth % 12 + 1:02}-{nth % 27 + 1:02},{lane}\n" for year in range(1900, 2000) for nth in range(10) for lane in ("Politics", "Art"))
    made(tmp_path, "title,date,lane\n" + rows)
    page = (tmp_path / "out/index.html").read_bytes()
    assert len(gzip.compress(page)) < 4_000
    drawn, hidden = re.search(r"(\d+) marks drawn, ([\d\u202f]+) hidden", page.decode()).groups()
    named = page.count(b'class="card line')
    assert (named, named + int(hidden.replace("\u202f", ""))) == (int(drawn), 2000)
    assert sum(int(count.replace("\u202f", "")) for count in re.findall("and ([\\d\u202f]+) more", page.decode())) == 2000 - named


def test_pages_below_the_first_link_the_fonts_themselves(tmp_path):
    made(tmp_path, "title,date\n" + "x,1917-03-08\n" * 200)
    page = next((tmp_path / "out/weeks").glob("*.html")).read_text()
    assert '<link rel="stylesheet" href="../static/fonts.css">' in page
    assert "presnya-chronology" not in page


@pytest.mark.parametrize(("lang", "spoken"), [("ru", True), ("de", True), ("en", False), ("qaa", False)])
def test_viewer_speaks_the_language_of_the_whole(tmp_path, lang, spoken):
    made(tmp_path, "title,date\nx,1917\n", lang=lang)
    meta = Tree(tmp_path / "out" / "tiles").meta
    assert ("say" in meta) == spoken
    assert meta.get("say") == (dict(said(lang)) if spoken else None)


def test_what_only_a_museum_asks_for_is_not_copied(tmp_path):
    made(tmp_path, "title,date\nx,1917\n")
    names = {place.name for place in (tmp_path / "out/static").glob("*")}
    assert not names & MUSEUM
    assert not {name for name, _ in static()} & ALONE
    assert names == {name.partition("/")[0] for name, _ in static(alone=True)}


def test_table_whose_rows_are_all_unreadable_is_empty_and_says_why(tmp_path):
    done = made(tmp_path, "title,date\nx,1918/1917\ny,sometime\n,1917\n")
    assert (done.tree.marks, done.refused, len(faults(tmp_path))) == (0, 3, 3)


def test_old_style_is_offered_where_a_row_is_julian(tmp_path):
    made(tmp_path, "title,date,calendar\nx,25 October 1917,julian\n")
    assert Tree(tmp_path / "out" / "tiles").meta["cutover"] is not None
    made(tmp_path, "title,date,calendar\nx,25 October 1917,\n")
    assert Tree(tmp_path / "out" / "tiles").meta["cutover"] is None


def test_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(Conflict, match="no chronology"):
        made(tmp_path, "title,date\nx,1917\n")
    assert [place.name for place in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_without_pages_those_of_an_earlier_time_are_removed(tmp_path):
    made(tmp_path, "title,date\nx,1917\n")
    done = made(tmp_path, "title,date\nx,1917\n", pages=False)
    assert done.pages is None
    assert not list((tmp_path / "out").glob("*.html"))
    assert Tree(tmp_path / "out" / "tiles").meta["pages"] is None


def test_several_files_share_lanes(tmp_path):
    (tmp_path / "a.csv").write_text("title,date,lane\nx,1917,Art\n")
    (tmp_path / "b.json").write_text('{"items": [{"content": "y", "start": "1918", "group": 1}], "groups": [{"id": 1, "content": "Art"}, {"id": 2, "content": "Empty"}]}')
    make([open_events(tmp_path / name, Asked()) for name in ("a.csv", "b.json")], tmp_path / "out", Told())
    tree = Tree(tmp_path / "out" / "tiles")
    assert [(lane["title"], lane["n"]) for lane in tree.meta["lanes"]] == [("Art", 2), ("Empty", 0)]


@pytest.mark.parametrize("lang", ["ar", "la", "xx", "pt-BR"])
def test_language_without_words_of_ours_is_still_written(tmp_path, lang):
    made(tmp_path, "title,date\nثورة,1917-11-07\n", lang=lang)
    assert f'<html lang="{lang}" dir="' in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
