"""Tables: every fault said at once, with file, line and column."""

import io

import openpyxl
import pytest

from presnya import accession
from presnya.terms.errors import BadFile, BadTable

KNOWN = ("id", "name", "born")


@pytest.fixture
def table(tmp_path):
    def read(data, name="people.csv", **options):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        return accession.read_table(tmp_path / name, **({"known": KNOWN, "id_column": "id"} | options))

    return read


@pytest.mark.parametrize("words", ["id,name\na,Otto\n", "id;name\na;Otto\n", "id\tname\na\tOtto\n", "\ufeffid,name\r\na,Otto\r\n", "id,name\n\na,Otto\n,\n"])
def test_commas_semicolons_tabs_marks_and_empty_lines_are_read(table, words):
    read = table(words)
    assert read.columns == ("id", "name")
    assert [dict(row.cells) for row in read.rows] == [{"id": "a", "name": "Otto"}]


def test_cells_may_hold_line_ends_and_the_line_number_stays_true(table):
    read = table('id,name\na,"Otto\nBaker"\nb,Bertha\n')
    assert [(row.line, row.cells["id"]) for row in read.rows] == [(2, "a"), (4, "b")]


def test_an_xlsx_keeps_dates_and_whole_numbers_as_people_write_them(table):
    import datetime as dt

    book = openpyxl.Workbook()
    for row in (["id", "name", "born"], ["a", 7.0, dt.datetime(1917, 3, 9)], ["b", None, "1880~"]):  # noqa: DTZ001  a spreadsheet's days have no zone
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    read = table(out.getvalue(), "people.xlsx")
    assert [tuple(row.cells.values()) for row in read.rows] == [("a", "7", "1917-03-09"), ("b", "", "1880~")]


@pytest.mark.parametrize(("words", "faults"), [
    ("id,name\na,Otto,more\nb\n", ["people.csv line 2: 3 cells, but 2 columns", "people.csv line 3: 1 cells, but 2 columns"]),
    ("id,name\na,Otto\na,Bertha\n", ["people.csv line 3: a stands on line 2 already"]),
    ("id,nmae\n", ['people.csv line 1: unknown column "nmae". Did you mean "name"?']),
    ("id,colour\n", ['unknown column "colour". Known: id, name, born']),
    ("name\nOtto\n", ['people.csv line 1: the column "id" is missing']),
    ("id,name,name\n", ['the column "name" stands twice']),
    ("id,,name\n", ["column 2 has no name"]),
    ("id,name\n,Otto\n", ['people.csv line 2: the column "id" is empty']),
    ('id,name\na,"Otto\n', ["people.csv line 2"]),
    ("", ["people.csv is empty"]),
])
def test_every_fault_is_said_with_file_line_and_next_step(table, words, faults):
    with pytest.raises((BadTable, BadFile)) as caught:
        table(words)
    for fault in faults:
        assert fault in caught.value.message
    assert caught.value.next_step


def test_many_faults_are_counted_not_all_printed(table):
    with pytest.raises(BadTable, match="and 80 more"):
        table("id,name\n" + "a\n" * 100)


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a workbook", b"plain words"])
def test_an_xlsx_that_is_none_is_named(table, data):
    with pytest.raises(BadFile, match=r"people\.xlsx"):
        table(data, "people.xlsx")
