"""The command given something wrong: said in words, with the next step, and nothing half done. Given a pipe: prompt, and no traceback."""

import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from presnya.cli.main import COMMANDS, parser
from tests.builders import DIARY

PLAIN = {name: value for name, value in os.environ.items() if name not in {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"}}


def run(*words, cwd, given=""):
    """Run it as a person at a pipe would: (exit code, standard output, standard error); a traceback is never an answer."""
    home = {"PRESNYA_HOME": os.environ["PRESNYA_HOME"], "COLUMNS": "100"}
    done = subprocess.run([sys.executable, "-m", "presnya", *words], cwd=cwd, capture_output=True, text=True, input=given, check=False, env=PLAIN | home, timeout=120)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout, done.stderr


def done(*words, cwd):
    code, out, said = run(*words, cwd=cwd)
    assert code == 0, said
    return out


def wrong(*words, cwd):
    """What it says of something wrong: two lines, the thing and the next step."""
    code, out, said = run(*words, cwd=cwd)
    assert code == 2, (code, out, said)
    assert said.splitlines()[-1].strip()
    return said


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "diary.txt").write_text(DIARY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def museum(folder):
    done("new", "street", "--name", "Our Street", "--curator", "A. Curator", cwd=folder)
    done("accession", "diary.txt", "--museum", "street", "--title", "A diary", "--author", "Ada Mill", "--date", "1917", "--lang", "en", cwd=folder)
    return folder


def listed(folder):
    return [json.loads(line)["title"] for line in done("accession", "--list", "--json", "--museum", "street", cwd=folder).splitlines()]


# ── help ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", COMMANDS)
def test_each_commands_help_shows_examples_that_parse(name, capsys):
    with pytest.raises(SystemExit):
        parser().parse_args([name, "--help"])
    assert "examples:" in capsys.readouterr().out
    for line in COMMANDS[name].EXAMPLES.splitlines():
        words = shlex.split(re.split(r"\s{2,}", line.strip())[0])
        assert words[0] == "presnya"
        assert parser().parse_args(words[1:]).command == name


def test_a_wrong_choice_of_an_option_is_not_taken_for_a_command(folder):
    said = wrong("read", "diary.txt", "--kind", "novel", "--jsonl", "-", cwd=folder)
    assert "no command" not in said
    assert "novel" in said
    assert "memoir" in said


# ── nothing half done ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("column", "value"), [("date", "1917-02-30"), ("date", "the week after"), ("nearness", "next door"), ("calendar", "juilan"), ("title", "")])
def test_a_wrong_row_of_a_sheet_takes_none_in(museum, column, value):
    for name in ("one", "two"):
        (museum / f"{name}.txt").write_text(f"Words of {name}.\n", encoding="utf-8")
    rows = {"one.txt": {"title": "One", "date": "1917"}, "two.txt": {"title": "Two", "date": "1918"} | {column: value}}
    columns = ("title", "date", "nearness", "calendar")
    (museum / "sheet.csv").write_text("file,title,date,nearness,calendar\n" + "".join(f"{file},{','.join(row.get(name, '') for name in columns)}\n" for file, row in rows.items()), encoding="utf-8")
    said = wrong("accession", "--sheet", "sheet.csv", "--museum", "street", cwd=museum)
    assert value in said
    assert "two.txt" in said
    assert listed(museum) == ["A diary"]


def test_a_sheet_may_name_files_in_folders_below_it(museum):
    (museum / "papers/1917").mkdir(parents=True)
    (museum / "papers/1917/letter.txt").write_text("A letter's words.\n", encoding="utf-8")
    (museum / "papers/letter.txt").write_text("Another letter's words.\n", encoding="utf-8")
    (museum / "papers/sheet.csv").write_text("file,title\n1917/letter.txt,The letter of 1917\nletter.txt,The other letter\n", encoding="utf-8")
    done("accession", "--sheet", "papers/sheet.csv", "--museum", "street", cwd=museum)
    assert listed(museum) == ["A diary", "The letter of 1917", "The other letter"]


def test_files_named_beside_a_sheet_find_their_rows(museum):
    (museum / "papers").mkdir()
    (museum / "papers/letter.txt").write_text("A letter's words.\n", encoding="utf-8")
    (museum / "sheet.csv").write_text("file,title\nletter.txt,The letter\n", encoding="utf-8")
    done("accession", "papers/letter.txt", "--sheet", "sheet.csv", "--museum", "street", cwd=museum)
    assert listed(museum) == ["A diary", "The letter"]


def test_new_does_not_take_a_file_for_a_folder(folder):
    assert "diary.txt" in wrong("new", "diary.txt", cwd=folder)
    assert (folder / "diary.txt").read_text(encoding="utf-8") == DIARY


@pytest.mark.parametrize("more", [("nothing.txt",), ("diary.txt", "--date", "1917-02-30"), ("diary.txt", "--lang", "xx"), ("empty.txt",), ("diary.txt", "empty.txt")])
def test_open_makes_no_museum_of_what_cannot_be_opened(folder, more):
    (folder / "empty.txt").write_bytes(b"")
    wrong("open", *more, "--no-serve", cwd=folder)
    assert sorted(place.name for place in folder.iterdir()) == ["diary.txt", "empty.txt"]


@pytest.mark.reader
def test_accepting_and_refusing_at_once_is_all_or_nothing(museum):
    done("read", "--all", "--museum", "street", cwd=museum)
    offers = [json.loads(line)["id"] for line in done("review", "--list", "--json", "--museum", "street", cwd=museum).splitlines()]
    assert "proposal/99.0" in wrong("review", "--museum", "street", "--accept", offers[0], "--refuse", "proposal/99.0", "--ground", "No.", cwd=museum)
    assert offers[0] in wrong("review", "--museum", "street", "--accept", offers[0], "--refuse", offers[0], "--ground", "No.", cwd=museum)
    assert offers == [json.loads(line)["id"] for line in done("review", "--list", "--json", "--museum", "street", cwd=museum).splitlines()]
    told = json.loads(done("review", "--museum", "street", "--accept", offers[0], "--refuse", offers[1], "--ground", "No.", "--json", cwd=museum))
    assert (told["accepted"], told["refused"]) == (1, 1)


WRONG = {
    "config of no folder": (("config", "nowhere"), "nowhere"),
    "a folder for a file": (("accession", "street", "--museum", "street", "--title", "X"), "street"),
    "an encoding nobody knows": (("accession", "other.txt", "--museum", "street", "--title", "X", "--encoding", "cp9999"), "cp9999"),
    "an encoding that does not fit": (("accession", "other.txt", "--museum", "street", "--title", "X", "--encoding", "ascii"), "other.txt"),
    "a sheet that is not there": (("accession", "--sheet", "nowhere.csv", "--museum", "street"), "nowhere.csv"),
    "an output in no folder": (("read", "diary.txt", "--jsonl", "nowhere/out.jsonl"), "nowhere"),
    "a copy that is not there": (("verify", "nowhere"), "nowhere"),
    "an address where nobody answers": (("verify", "http://127.0.0.1:1/"), "127.0.0.1:1"),
    "a key that is none": (("verify", "street", "--key", "street.example"), ""),
    "a port that is none": (("serve", "street", "--port", "99999"), "99999"),
    "a claim's number without its kind": (("withdraw", "2.0", "--ground", "No.", "--museum", "street"), "2.0"),
    "no ground": (("dispute", "claim/2.0", "--ground", " ", "--museum", "street"), "ground"),
}


@pytest.mark.parametrize(("words", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(museum, words, says):
    (museum / "other.txt").write_text("Мельница стоит.\n", encoding="utf-8")
    (museum / "street/site").mkdir()
    (museum / "street/site/index.html").write_text("<!doctype html>", encoding="utf-8")
    assert says in wrong(*words, cwd=museum)
    assert listed(museum) == ["A diary"]


def test_a_folder_that_holds_something_else_is_not_published_over(museum):
    (museum / "papers").mkdir()
    (museum / "papers/letter.txt").write_text("Mine.\n", encoding="utf-8")
    assert "papers" in wrong("publish", "street", "--to", "papers", cwd=museum)
    assert [place.name for place in (museum / "papers").iterdir()] == ["letter.txt"]


# ── the register ────────────────────────────────────────────────────────────────────────────────────────────────


def test_rebuild_says_when_the_catalogue_had_differed(museum):
    with sqlite3.connect(museum / "street/.presnya/catalogue.sqlite3") as database:
        database.execute("UPDATE catalogue_thing SET label = 'Somebody'")
    database.close()
    told = json.loads(done("rebuild", "street", "--json", cwd=museum))
    assert told["same"] is False
    assert "same as before" in done("rebuild", "street", cwd=museum)


@pytest.mark.parametrize("command", ["rebuild", "publish"])
def test_a_register_altered_from_behind_is_neither_replayed_nor_signed(museum, command):
    with sqlite3.connect(museum / "street/.presnya/catalogue.sqlite3") as database:
        database.execute("DROP TRIGGER catalogue_act_no_update")
        database.execute("UPDATE catalogue_act SET entry = CAST(replace(CAST(entry AS TEXT), '\"claim\"', '\"claym\"') AS BLOB) WHERE number = 2")
    database.close()
    assert "act 2" in wrong(command, "street", cwd=museum).lower()
    assert not (museum / "street/site/index.html").exists()


def test_an_old_backup_is_not_signed_again(museum):
    shutil.copytree(museum / "street", museum / "backup")
    (museum / "more.txt").write_text("More words.\n", encoding="utf-8")
    done("accession", "more.txt", "--museum", "street", "--title", "More", cwd=museum)
    done("publish", "street", cwd=museum)
    shutil.rmtree(museum / "street")
    (museum / "backup").rename(museum / "street")
    (museum / "other.txt").write_text("Other words.\n", encoding="utf-8")
    done("accession", "other.txt", "--museum", "street", "--title", "Other", cwd=museum)
    done("accession", "more.txt", "--museum", "street", "--title", "More", cwd=museum)
    wrong("publish", "street", cwd=museum)
    assert not (museum / "street/site/index.html").exists()


# ── programs and pipes ──────────────────────────────────────────────────────────────────────────────────────────


def test_every_answer_to_a_program_is_json(museum):
    (museum / "more.txt").write_text("More words.\n", encoding="utf-8")
    for words in (("new", "other", "--json"), ("accession", "more.txt", "--title", "More", "--museum", "street", "--json"), ("accession", "--list", "--museum", "street", "--json"),
                  ("dispute", "claim/2.0", "--ground", "No.", "--museum", "street", "--json"), ("withdraw", "claim/2.0", "--ground", "No.", "--museum", "street", "--json"),
                  ("publish", "street", "--json"), ("verify", "street/site", "--json"), ("rebuild", "street", "--json"), ("config", "street", "--json")):
        lines = done(*words, cwd=museum).splitlines()
        assert lines, words
        assert all(isinstance(json.loads(line), dict) for line in lines), words


@pytest.mark.parametrize("words", [("publsh",), ("read", "--kind", "novel"), ("accession", "--nothing")])
def test_a_command_line_that_is_wrong_is_told_to_a_program_as_json_too(museum, words):
    code, out, _ = run(*words, "--json", cwd=museum)
    assert code == 2
    assert json.loads(out)["message"]


def test_serve_tells_a_program_its_address_at_once(museum):
    (museum / "street/site").mkdir()
    (museum / "street/site/index.html").write_text("<!doctype html>", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "presnya", "serve", "street", "--port", "0", "--json"], cwd=museum, env=PLAIN | {"PRESNYA_HOME": os.environ["PRESNYA_HOME"]},
                               stdout=subprocess.PIPE, text=True)
    try:
        assert json.loads(process.stdout.readline())["address"].startswith("http://127.0.0.1:")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        process.stdout.close()


def test_each_accession_is_told_as_soon_as_it_is_entered(museum):
    """What was printed is acknowledged; a program at the other end of the pipe must see it then, not at the end."""
    names = [f"t{nth}.txt" for nth in range(300)]
    for name in names:
        (museum / name).write_text(f"Words of {name}.\n", encoding="utf-8")
    (museum / "sheet.csv").write_text("file,title\n" + "".join(f"{name},{name}\n" for name in names), encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-m", "presnya", "accession", "--sheet", "sheet.csv", "--museum", "street"], cwd=museum, stdout=subprocess.PIPE, text=True,
                               env=PLAIN | {"PRESNYA_HOME": os.environ["PRESNYA_HOME"]})
    first = process.stdout.readline()
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=20)
    assert "source/t0-txt" in first
    assert running
    assert 2 <= len(listed(museum)) < 301


def test_a_pipe_that_closes_early_is_no_error(museum):
    process = subprocess.Popen([sys.executable, "-m", "presnya", "config", "street"], cwd=museum, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=PLAIN)
    process.stdout.close()
    complaint = process.stderr.read()
    process.wait(20)
    process.stderr.close()
    assert "Traceback" not in complaint
    assert "Exception ignored" not in complaint


@pytest.mark.reader
def test_reading_stopped_with_ctrl_c_says_so_and_goes_on(museum):
    (museum / "long.txt").write_text("\n\n".join(f"Otto Baker wrote in March 19{nth:02} that the mill ran again. {DIARY}" for nth in range(10, 99)), encoding="utf-8")
    done("accession", "long.txt", "--museum", "street", "--title", "Long", "--date", "1999", "--lang", "en", cwd=museum)
    process = subprocess.Popen([sys.executable, "-m", "presnya", "read", "source/long", "--museum", "street"], cwd=museum, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=PLAIN | {"PRESNYA_HOME": os.environ["PRESNYA_HOME"]})
    line = process.stderr.readline()
    assert "%" in line
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in {0, 130}
    if process.returncode == 130:
        assert "What was done is kept" in said
        assert not done("review", "--list", "source/long", "--museum", "street", cwd=museum)
    out = done("read", "source/long", "--museum", "street", cwd=museum)
    assert "proposals" in out or "read before" in out


def test_a_damaged_database_is_told_in_words_not_as_a_traceback(museum):
    place = museum / "street/.presnya/catalogue.sqlite3"
    data = bytearray(place.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096:page * 4096 + 4096] = b"\xff" * 4096
    place.write_bytes(data)
    assert "database" in wrong("rebuild", "street", cwd=museum)
