"""Tables: every fault said at once, with file, line and column."""

import io
import zipfile

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


def test_empty_lines_before_the_head_do_not_move_the_line_numbers(table):
    read = table("\n\nid,name\na,Otto\n")
    assert read.columns == ("id", "name")
    assert [row.line for row in read.rows] == [4]
    with pytest.raises(BadTable, match=r'people\.csv line 3: unknown column "nmae"'):
        table("\n\nid,nmae\n")


@pytest.mark.parametrize("encoding", ["windows-1251", "latin-1", "shift_jis"])
def test_a_table_in_another_encoding_is_refused_not_guessed(table, encoding):
    """A cell goes into claims, where nobody would see that its letters were guessed."""
    name = {"windows-1251": "Жук", "latin-1": "Zoë", "shift_jis": "水車"}[encoding]
    with pytest.raises(BadFile, match=r"people\.csv is n") as caught:
        table(f"id,name\na,{name}\n".encode(encoding))
    assert caught.value.next_step
    assert table(f"id,name\na,{name}\n".encode("utf-16")).rows[0].cells["name"] == name


def test_a_sheet_that_says_it_fills_its_whole_grid_is_read_by_what_it_holds(table):
    """A format set for whole columns is enough: read by its word it would have seventeen thousand million cells."""
    book = openpyxl.Workbook()
    for row in (["id", "name"], ["a", "Otto"]):
        book.active.append(row)
    small, out = io.BytesIO(), io.BytesIO()
    book.save(small)
    with zipfile.ZipFile(small) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            made.writestr(name, source.read(name).replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"'))
    assert b"XFD1048576" in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
    assert len(table(out.getvalue(), "people.xlsx").rows) == 1


def test_rows_of_an_xlsx_may_end_early_but_not_hold_more_than_the_head(table):
    def made(*rows):
        book, out = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(out)
        return out.getvalue()

    assert dict(table(made(["id", "name"], ["a"]), "people.xlsx").rows[0].cells) == {"id": "a", "name": ""}
    with pytest.raises(BadTable, match=r"people\.xlsx line 2: 3 cells, but 2 columns"):
        table(made(["id", "name"], ["a", "Otto", "more"]), "people.xlsx")
    with pytest.raises(BadTable, match=r"people\.xlsx is empty"):
        table(made(), "people.xlsx")


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


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a workbook", b"plain words", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b""])
def test_an_xlsx_that_is_none_is_named(table, data):
    with pytest.raises(BadFile, match=r"people\.xlsx"):
        table(data, "people.xlsx")
