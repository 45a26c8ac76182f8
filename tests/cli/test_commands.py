"""The command as people call it: a process of its own, its words, its codes, its errors."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from presnya.cli.main import COMMANDS
from tests.builders import DIARY


def presnya(*words, cwd, code=0, given=""):
    """Run it; returns (what it printed, what it said on standard error)."""
    done = subprocess.run([sys.executable, "-m", "presnya", *words], cwd=cwd, capture_output=True, text=True, input=given, check=False, env=os.environ | {"COLUMNS": "100"})
    assert done.returncode == code, f"presnya {' '.join(words)} gave {done.returncode}\n{done.stdout}{done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout, done.stderr


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "diary.txt").write_text(DIARY, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A museum made once by the command, for every test to have its own copy of."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "diary.txt").write_text(DIARY, encoding="utf-8")
    presnya("new", "street", "--name", "Our Street", "--curator", "A. Curator", cwd=folder)
    presnya("accession", "diary.txt", "--museum", "street", "--title", "A diary", "--author", "Ada Mill", "--date", "1917", "--lang", "en", cwd=folder)
    return folder


@pytest.fixture
def museum(made, folder):
    shutil.copytree(made / "street", folder / "street")
    return folder


# ── help ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_lists_every_command_and_shows_examples(folder):
    words, _ = presnya("--help", cwd=folder)
    for name in COMMANDS:
        assert name in words
    assert "examples:" in words


def test_an_unknown_command_is_answered_with_the_nearest(folder):
    _, said = presnya("publsh", cwd=folder, code=2)
    assert 'there is no command "publsh"' in said
    assert 'Did you mean "publish"?' in said


def test_version_is_printed(folder):
    from presnya import __version__

    assert presnya("--version", cwd=folder)[0].strip() == f"presnya {__version__}"


# ── errors ──────────────────────────────────────────────────────────────────────────────────────────────────────

WRONG = {
    "no museum": (("publish",), "is not a museum: it has no museum.toml", "presnya new"),
    "no folder": (("publish", "nowhere"), "There is no folder nowhere", "presnya new nowhere"),
    "no file": (("accession", "x.txt", "--museum", "street", "--title", "X"), "There is no file x.txt", "Check the name"),
    "no title": (("accession", "other.txt", "--museum", "street"), "Title of other.txt: nobody has said", "--title"),
    "bad date": (("accession", "other.txt", "--museum", "street", "--title", "X", "--date", "1917-02-30"), "1917-02-30", ""),
    "bad nearness": (("accession", "--sheet", "sheet.csv", "--museum", "street"), "“nearby” is no nearness", "eyewitness"),
    "no such source": (("read", "2026.99", "--museum", "street"), 'no source "2026.99"', "--list"),
    "nothing named": (("read", "--museum", "street"), "No source was named", "--all"),
    "unknown language": (("read", "other.txt", "--lang", "xx", "--jsonl", "-"), "xx", ""),
    "no ground": (("review", "--museum", "street", "--refuse", "proposal/1.0"), "needs a ground", "--ground"),
    "no such proposal": (("review", "--museum", "street", "--accept", "proposal/99.0"), 'no proposal "proposal/99.0"', "--list"),
    "no such claim": (("withdraw", "claim/99.0", "--ground", "No.", "--museum", "street"), 'no claim "claim/99.0"', ""),
    "nothing to verify": (("verify", "street"), "holds no published museum", "index.html"),
    "nothing to serve": (("serve", "street", "--port", "0"), "", "presnya publish"),
}


@pytest.mark.parametrize(("words", "says", "next_step"), WRONG.values(), ids=WRONG)
def test_an_error_names_the_thing_and_the_next_step(museum, words, says, next_step):
    (museum / "other.txt").write_text("Other words here.\n", encoding="utf-8")
    (museum / "sheet.csv").write_text("file,title,nearness\nother.txt,X,nearby\n", encoding="utf-8")
    out, said = presnya(*words, cwd=museum, code=2)
    assert says in said
    assert next_step in said
    assert said.startswith("presnya: ")
    assert not out


def test_an_error_is_one_json_object_for_a_program(museum):
    out, _ = presnya("read", "2026.99", "--museum", "street", "--json", cwd=museum, code=2)
    told = json.loads(out)
    assert told["error"] == "NotFound"
    assert "2026.99" in told["message"]
    assert told["next_step"]


@pytest.mark.parametrize("words", ["nmae = 'x'\n", "name = 7\n", "languages = ['xx']\n", "name = \n", "light = 'dusk'\n"])
def test_a_wrong_setting_is_named_and_nothing_is_done(museum, words):
    toml = museum / "street/museum.toml"
    toml.write_text(words, encoding="utf-8")
    _, said = presnya("publish", "street", cwd=museum, code=2)
    assert "museum.toml" in said
    assert words.split()[0] in said or "line 1" in said
    assert not (museum / "street/site").exists()


def test_an_unknown_setting_is_answered_with_the_nearest(museum):
    (museum / "street/museum.toml").write_text("nmae = 'x'\n", encoding="utf-8")
    assert 'Did you mean "name"?' in presnya("config", "street", cwd=museum, code=2)[1]


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_makes_a_folder_that_says_what_goes_where(folder):
    out, _ = presnya("new", "street", "--name", "Our Street", cwd=folder)
    assert "tables" in out
    assert (folder / "street/museum.toml").exists()
    assert 'name = "Our Street"' in (folder / "street/museum.toml").read_text(encoding="utf-8")
    presnya("new", "street", cwd=folder, code=2)


def test_accession_says_number_id_and_what_was_set_aside(museum):
    (museum / "page.txt").write_text("The mill\n\nShare\n\nFacebook\n\n" + "Nobody went in, and the children waited at the gate for the bread. " * 4 + "\n", encoding="utf-8")
    out, _ = presnya("accession", "page.txt", "--museum", "street", "--title", "A page", "--lang", "en", cwd=museum)
    assert "source/a-page" in out
    assert "set aside as page furniture" in out
    again, _ = presnya("accession", "page.txt", "--museum", "street", "--title", "A page", cwd=museum)
    assert "already here" in again
    listed, _ = presnya("accession", "--list", "--museum", "street", cwd=museum)
    assert listed.count("source/") == 2


def test_a_bad_file_among_good_ones_takes_none_in(museum):
    (museum / "good.txt").write_text("Good words here.\n", encoding="utf-8")
    (museum / "empty.txt").write_bytes(b"")
    (museum / "sheet.csv").write_text("file,title\ngood.txt,Good\nempty.txt,Empty\n", encoding="utf-8")
    _, said = presnya("accession", "--sheet", "sheet.csv", "--museum", "street", cwd=museum, code=2)
    assert "empty.txt is empty" in said
    assert "good.txt" not in presnya("accession", "--list", "--museum", "street", cwd=museum)[0]


def test_config_shows_every_setting_with_its_meaning(museum):
    out, _ = presnya("config", "street", cwd=museum)
    assert "name = 'Our Street'" in out
    assert "default" in out
    told = json.loads(presnya("config", "street", "--json", cwd=museum)[0])
    assert told["name"] == "Our Street"


@pytest.mark.reader
def test_read_writes_the_scorers_lines_without_any_museum(folder):
    out, _ = presnya("read", "diary.txt", "--date", "1917", "--kind", "memoir", "--jsonl", "-", cwd=folder)
    lines = [json.loads(line) for line in out.splitlines()]
    assert {"mention", "timex", "quotation", "event", "figure"} <= {line["kind"] for line in lines}
    for line in lines:
        assert DIARY[line["start"]:line["end"]] == line["text"]
    assert any(line.get("canonical") == "Otto Baker" and line["type"] == "person" for line in lines)
    assert any(line.get("edtf") == "1917-03-09" for line in lines)
    assert any(line.get("speaker") == "Otto Baker" for line in lines)
    assert not (folder / ".presnya").exists()


@pytest.mark.reader
def test_reading_twice_proposes_once(museum):
    out, _ = presnya("read", "--all", "--museum", "street", cwd=museum)
    assert "proposals" in out
    again, _ = presnya("read", "--all", "--museum", "street", cwd=museum)
    assert "read before" in again
    listed = presnya("review", "--list", "--museum", "street", cwd=museum)[0]
    assert "Otto Baker (person)" in listed
    told = [json.loads(line) for line in presnya("review", "--list", "--json", "--museum", "street", cwd=museum)[0].splitlines()]
    offer = next(one["id"] for one in told if one["canonical"] == "Otto Baker")
    assert "1 accepted" in presnya("review", "--accept", offer, "--museum", "street", cwd=museum)[0]
    assert offer not in presnya("review", "--list", "--museum", "street", cwd=museum)[0]


def test_rebuild_says_that_nothing_differed(museum):
    out, _ = presnya("rebuild", "street", cwd=museum)
    assert "the same as before" in out


def test_publish_verify_and_a_touched_file(museum):
    out, _ = presnya("publish", "street", cwd=museum)
    assert "pages" in out
    assert "It holds" in presnya("verify", "street/site", cwd=museum)[0]
    again, _ = presnya("publish", "street", "--json", cwd=museum)
    assert json.loads(again)["written"] == 0
    page = museum / "street/site/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Our Street", "Our Strait"), encoding="utf-8")
    touched, _ = presnya("verify", "street/site", cwd=museum, code=1)
    assert touched.startswith("index.html: is not the file that was published")
    told = json.loads(presnya("verify", "street/site", "--json", cwd=museum, code=1)[0])
    assert [problem["file"] for problem in told["problems"]] == ["index.html"]


def test_dispute_and_withdraw_are_acts(museum):
    assert "Disputed, as act" in presnya("dispute", "claim/2.0", "--ground", "Not her name.", "--museum", "street", cwd=museum)[0]
    assert "Withdrawn, as act" in presnya("withdraw", "claim/2.0", "--ground", "Not her name.", "--museum", "street", cwd=museum)[0]
    presnya("withdraw", "claim/2.0", "--ground", "Again.", "--museum", "street", cwd=museum, code=2)
