"""A museum's folder: taken in whole, again after edits with only the differences, and refused with words when something is wrong."""

import csv
import shutil
from pathlib import Path

import pytest

from presnya.catalogue import ledger, snapshot
from presnya.exchange import folder
from presnya.terms.errors import BadInput, BadTable
from tests.builders import size

ROOT = Path(__file__).parents[2]

TABLES = {
    "sources": "id,author,title,published,kind,standpoint\n"
               "source/diary,Ada Mill,A diary,1917,diary,\n"
               "source/letter,Carl Cooper,A letter,1918-02,letter,\n",
    "people": "id,name,other_names,born,roles,source_ids,locator\n"
              "person/otto-baker,Otto Baker,Old Otto; Baker's Otto,1880~,\"foreman, deacon\",source/diary,p. 3\n",
    "places": "id,name,kind,source_ids\n"
              "place/mill,The mill,mill,source/diary;source/letter\n",
    "events": "id,title,edtf,calendar,place,participants,summary,source_ids,locator\n"
              "event/strike,The mill stands still,1917-03-09,,place/mill,person/otto-baker,Nobody goes in.,source/diary,p. 4\n"
              "event/return,The mill runs again,the week after,,place/mill,,,source/letter,\n",
    "contested": "id,question,about,side_a,witness_a,source_a,side_b,witness_b,source_b,how_it_stands\n"
                 "contested/who-began,Who began?,event/strike,Bertha.,,source/diary,The foreman.,,source/letter,Nobody knows.\n",
    "figures": "id,what,value,unit,who_counted,about,source_ids\n"
               "f1,People at the gate,about 400,people,,event/strike,source/diary\n",
}


@pytest.fixture
def tables(street):
    place = street.museum.folder / "tables"
    place.mkdir(exist_ok=True)
    for name, words in TABLES.items():
        (place / f"{name}.csv").write_text(words, encoding="utf-8")
    return place


def bring(street):
    return folder.bring_in(street.museum, curator=street.curator)


def replace(place, name, old, new):
    words = (place / f"{name}.csv").read_text(encoding="utf-8")
    assert old in words
    (place / f"{name}.csv").write_text(words.replace(old, new), encoding="utf-8")


# ── good ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_is_brought_in_whole(street, tables):
    report = bring(street)
    taken = snapshot.take()
    assert report.differences.accessioned == 2
    assert {"person/otto-baker", "place/mill", "event/strike", "event/return"} <= set(taken.things)
    (born,) = taken.standing("person/otto-baker", "born")
    assert (born.claim.witness, born.claim.source, born.claim.value.edtf) == ("witness/ada-mill", "source/diary", "1880~")
    assert [entered.claim.value.text for entered in taken.standing("person/otto-baker", "other_name")] == ["Old Otto", "Baker's Otto"]
    assert len(taken.standing("place/mill", "name")) == 2
    assert taken.arrangements["question/who-began"].title == "Who began?"
    assert len(taken.standing("question/who-began", "answers")) == 2


def test_a_date_nobody_can_read_is_kept_as_written_and_flagged(street, tables):
    report = bring(street)
    (happened,) = snapshot.take().standing("event/return", "happened")
    assert (happened.claim.value.words, happened.claim.value.edtf) == ("the week after", "")
    assert any("the week after" in problem and "events.csv" in problem for problem in report.problems)


def test_bringing_in_again_makes_no_act(street, tables):
    bring(street)
    before = size()
    assert bring(street).differences.total() == 0
    assert size() == before


def test_an_edited_cell_is_one_correction(street, tables):
    bring(street)
    before = size()
    replace(tables, "events", "1917-03-09", "1917-03-08")
    differences = bring(street).differences
    assert (differences.total(), differences.corrected) == (1, 1)
    taken = snapshot.take()
    assert [entered.claim.value.edtf for entered in taken.standing("event/strike", "happened")] == ["1917-03-08"]
    assert [entered.status for entered in taken.about["event/strike"] if entered.claim.property == "happened"] == ["corrected", "standing"]
    assert ledger.act(before).act == "correct"


def test_a_row_taken_out_is_withdrawn_and_stays_readable(street, tables):
    bring(street)
    replace(tables, "figures", "f1,People at the gate,about 400,people,,event/strike,source/diary\n", "")
    differences = bring(street).differences
    assert (differences.total(), differences.withdrawn) == (1, 1)
    assert [entered.status for entered in snapshot.take().about["event/strike"] if entered.claim.property == "count"] == ["withdrawn"]


def test_a_row_put_in_is_one_act(street, tables):
    bring(street)
    with (tables / "people.csv").open("a", encoding="utf-8") as out:
        out.write("person/bertha-miller,Bertha Miller,,,,source/letter,\n")
    differences = bring(street).differences
    assert (differences.total(), differences.entered) == (1, 1)


def test_an_xlsx_is_read_like_a_csv(street, tables):
    import csv

    import openpyxl

    book = openpyxl.Workbook()
    for row in csv.reader((tables / "people.csv").read_text(encoding="utf-8").splitlines()):
        book.active.append(row)
    book.save(tables / "people.xlsx")
    (tables / "people.csv").unlink()
    bring(street)
    assert "person/otto-baker" in snapshot.take().things


def test_texts_come_in_by_their_front_matter_and_edited_ones_replace_the_old(street):
    texts = street.museum.folder / "texts"
    texts.mkdir()
    (texts / "song.md").write_text("---\ntitle: A song\nauthor: Dora Fuller\ndate: 1919\n---\nThe mill, the mill.\n", encoding="utf-8")
    assert bring(street).texts == 1
    assert bring(street).texts == 0
    (texts / "song.md").write_text("---\ntitle: A song\nauthor: Dora Fuller\ndate: 1919\n---\nThe mill, the mill, again.\n", encoding="utf-8")
    assert bring(street).texts == 1
    assert [held.status for held in snapshot.take().sources.values() if held.accession.title == "A song"] == ["withdrawn", "standing"]


def test_the_flagship_comes_in_without_a_problem(street):
    shutil.copytree(ROOT / "museums/revolution/tables", street.museum.folder / "tables", dirs_exist_ok=True)
    shutil.copytree(ROOT / "museums/revolution/chronologies", street.museum.folder / "chronologies", dirs_exist_ok=True)
    shutil.copytree(ROOT / "museums/revolution/pictures", street.museum.folder / "pictures", dirs_exist_ok=True)
    named = {row["file"] for row in csv.DictReader((street.museum.folder / "tables/pictures.csv").read_text(encoding="utf-8").splitlines())}
    assert named >= {file.name for file in (street.museum.folder / "pictures").glob("plate-*.webp")}, "every master has its row"
    report = bring(street)
    assert not report.problems
    assert report.differences.accessioned == 217 + len(named)
    assert bring(street).differences.total() == 0
    assert ledger.check() == ledger.size()


# ── bad ─────────────────────────────────────────────────────────────────────────────────────────────────────────

BAD = [
    ("ragged row", "people", 'foreman, deacon",source/diary,p. 3', 'foreman, deacon",source/diary,p. 3,more', BadTable, ["people.csv line 2", "8 cells, but 7 columns"]),
    ("id twice", "places", "place/mill,The mill,mill,source/diary;source/letter\n", "place/mill,The mill,mill,source/diary\nplace/mill,Again,mill,source/letter\n",
     BadTable, ["places.csv line 3", "place/mill stands on line 2 already"]),
    ("unknown column", "people", "other_names", "other_nmes", BadTable, ["people.csv line 1", 'unknown column "other_nmes"', 'Did you mean "other_names"?']),
    ("no id", "people", "person/otto-baker,Otto", ",Otto", BadTable, ["people.csv line 2", '"id" is empty']),
    ("bad id", "people", "person/otto-baker,Otto", "person/Otto Baker,Otto", BadTable, ["people.csv line 2", '"person/Otto Baker" is not an id']),
    ("source not there", "places", "source/diary;source/letter", "source/diary;source/lettre", BadTable, ["places.csv line 2", "there is no source/lettre"]),
    ("no source", "places", "source/diary;source/letter", "", BadTable, ["places.csv line 2", "place/mill names no source"]),
    ("person not there", "events", "person/otto-baker", "person/otto-bakre", BadTable, ["events.csv line 2", 'column "participants"', "person/otto-bakre"]),
    ("open quote", "events", "Nobody goes in.", '"Nobody goes in.', BadTable, ["events.csv line"]),
]


@pytest.mark.parametrize(("name", "old", "new", "error", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_a_bad_table_is_refused_with_file_line_and_next_step(street, tables, name, old, new, error, words):  # noqa: PLR0917  the columns of the table above
    bring(street)
    before, print_before = size(), ledger.fingerprint()
    replace(tables, name, old, new)
    with pytest.raises(error) as caught:
        bring(street)
    for piece in words:
        assert piece in caught.value.message
    assert caught.value.next_step
    assert (size(), ledger.fingerprint()) == (before, print_before)


def test_a_table_nobody_knows_is_named_with_those_there_are(street, tables):
    (tables / "peple.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"peple\.csv is no table") as caught:
        bring(street)
    assert "people" in caught.value.next_step


def test_an_empty_table_is_named(street, tables):
    (tables / "people.csv").write_bytes(b"")
    with pytest.raises(BadInput, match=r"people\.csv is empty"):
        bring(street)


def test_a_text_without_a_title_is_refused(street):
    texts = street.museum.folder / "texts"
    texts.mkdir()
    (texts / "song.txt").write_text("The mill, the mill.\n", encoding="utf-8")
    before = size()
    with pytest.raises(BadInput, match=r"song\.txt has no title"):
        bring(street)
    assert size() == before
