"""`presnya chronology` as people call it."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.terminal import Terminal
from tests.cli.test_commands import presnya

EVENTS = """title,date,lane,witness
Strike at the works,1917-03-08,Politics,Reed
A play opens,October 1917,Art,
Nobody knows,the day of the blue hen,Art,
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "events.csv").write_text(EVENTS, encoding="utf-8")
    return tmp_path


def many(number):
    """A table of so many events, a hundred lanes of weeks apart."""
    return "event,title,date,lane,weight\n" + "".join(f"{nth},Event {nth},{1900 + nth % 100}-{nth % 12 + 1:02}-{nth % 28 + 1:02},{'abcd'[nth % 4]},{nth % 11}\n" for nth in range(number))


def files(folder):
    return {place.relative_to(folder).as_posix(): place.read_bytes() for place in folder.rglob("*") if place.is_file()}


def test_table_becomes_a_folder_that_opens_with_a_double_click(folder):
    out, said = presnya("chronology", "events.csv", "--out", "made", "--title", "Two lanes", cwd=folder)
    assert "Two lanes: 2 marks" in out
    assert "1 rows were not read" in out
    assert "not-read.csv" in out
    assert "writing the tiles: 100 %" in said
    assert (folder / "made/index.html").exists()
    assert (folder / "made/tiles/whole.js").exists()


def test_no_museum_is_needed_nor_made(folder):
    presnya("chronology", "events.csv", "--out", "made", cwd=folder)
    assert {place.name for place in folder.iterdir()} == {"events.csv", "made"}


def test_result_is_told_to_programs(folder):
    out, _ = presnya("chronology", "events.csv", "--out", "made", "--json", cwd=folder)
    told = json.loads(out)
    assert (told["marks"], told["refused"], told["in_part"], told["pages"]) == (2, 1, 0, 1)
    assert told["title"] == "Events"


def test_strict_gives_code_2_and_leaves_nothing(folder):
    _, said = presnya("chronology", "events.csv", "--out", "made", "--strict", cwd=folder, code=2)
    assert "events.csv line 4" in said
    assert "nothing was written" in said
    assert not (folder / "made").exists()


@pytest.mark.parametrize(("words", "said"), [
    (["none.csv", "--out", "made"], "There is no file none.csv"),
    (["events.csv"], "--out"),
    (["typo.csv", "--out", "made"], 'Did you mean "title"?'),
    (["events.csv", "typo.csv", "--out", "made"], 'Did you mean "title"?'),
    (["events.csv", "--out", "."], "holds something that is no chronology"),
    (["events.csv", "--out", ".", "--as", "csv"], "is a folder"),
    (["events.csv", "--out", "made", "--as", "xml"], "invalid choice"),
    (["broken.json", "--out", "made"], "is no JSON"),
])
def test_bad_input_is_told_with_the_next_step_and_nothing_is_written(folder, words, said):
    (folder / "typo.csv").write_text("titel,date\nx,1917\n")
    (folder / "broken.json").write_text('{"events": [')
    before = files(folder)
    _, told = presnya("chronology", *words, cwd=folder, code=2)
    assert said in told
    assert files(folder) == before


@pytest.mark.parametrize("form", ["csv", "json", "timelinejs", "ics"])
def test_events_are_written_in_another_form(folder, form):
    out, _ = presnya("chronology", "events.csv", "--out", f"out.{form}", "--as", form, "--title", "T", cwd=folder)
    assert "line 4 was not read" in out
    assert f"2 events in out.{form}" in out
    text = (folder / f"out.{form}").read_text(encoding="utf-8")
    assert "Strike at the works" in text
    assert "A play opens" in text
    assert not list(folder.glob(".*"))


def test_another_form_is_read_again(folder):
    presnya("chronology", "events.csv", "--out", "out.json", "--as", "timelinejs", cwd=folder)
    out, _ = presnya("chronology", "out.json", "--out", "made", cwd=folder)
    assert "2 marks" in out


def test_strict_conversion_leaves_no_file(folder):
    presnya("chronology", "events.csv", "--out", "out.csv", "--as", "csv", "--strict", cwd=folder, code=2)
    assert files(folder).keys() == {"events.csv"}


def test_language_of_words_and_calendar_are_those_asked_for(folder):
    (folder / "old.csv").write_text("title,date\nx,25 October 1917\n")
    presnya("chronology", "old.csv", "--out", "made", "--calendar", "julian", "--lang", "en", "--no-pages", cwd=folder)
    tile = json.loads((folder / "made/tiles/0/0.json").read_bytes())
    assert (tile["b"][0] + json.loads((folder / "made/tiles/meta.json").read_bytes())["begin"]) // 1440 == -19048  # 7 November 1917
    assert not (folder / "made/index.html").exists()


def test_second_run_changes_nothing(folder):
    presnya("chronology", "events.csv", "--out", "made", cwd=folder)
    out, _ = presnya("chronology", "events.csv", "--out", "made", cwd=folder)
    assert "(0 changed, 0 removed), 1 pages (0 changed)" in out


def test_bars_follow_each_other_on_a_terminal(folder):
    run = Terminal("chronology", str(folder / "events.csv"), "--out", str(folder / "made"))
    for words in ("reading events.csv", "writing the tiles", "writing the pages", "2 marks"):
        run.wait_for(words)
    assert run.end() == 0


@pytest.mark.parametrize("moment", ["at once", "later"])
def test_stopped_build_says_so_and_goes_on_from_there(folder, moment):
    (folder / "many.csv").write_text(many(40_000))
    whole, cut = folder / "whole", folder / "cut"
    presnya("chronology", "many.csv", "--out", "whole", cwd=folder)
    run = subprocess.Popen([sys.executable, "-m", "presnya", "chronology", "many.csv", "--out", "cut"], cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
                           env=os.environ | {"COLUMNS": "100"}, start_new_session=True)
    end = time.monotonic() + 60
    while not (cut / "tiles" / ".presnya-building").exists() or (moment == "later" and not any((cut / "tiles").glob("*/*.json"))):
        assert run.poll() is None, "it was done before it could be stopped"
        assert time.monotonic() < end
        time.sleep(0.01)
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
    _, said = run.communicate(timeout=60)
    assert run.returncode == 130, said
    assert "stopped" in said
    assert "Traceback" not in said, said
    assert not (cut / "index.html").exists()
    presnya("chronology", "many.csv", "--out", "cut", cwd=folder)
    assert files(cut) == files(whole)
