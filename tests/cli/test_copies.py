"""copy, fsck, restore from the command line: exit codes, words for people, JSON for programs."""

import json
import subprocess
import sys

import pytest

from presnya import cli
from tests.copying import copies_of, tiny


def run(capsys, *words):
    code = cli.main([str(word) for word in words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.fixture
def street(tmp_path, capsys):
    folder = tmp_path / "our-street"
    assert cli.main(["new", str(folder), "--name", "Our Street"]) == 0
    assert cli.main(["publish", str(folder)]) == 0
    capsys.readouterr()
    return folder


def test_copy_check_and_bring_back_by_command(street, tmp_path, capsys):
    code, out, err = run(capsys, "copy", street, "--to", tmp_path / "street.zip", "--as", "archive")
    assert code == 0
    assert "left out: keys" in out and "presnya fsck" in out and "100 %" in err
    code, out, _ = run(capsys, "fsck", tmp_path / "street.zip")
    assert (code, out.startswith("It holds:")) == (0, True)
    code, out, _ = run(capsys, "restore", tmp_path / "street.zip", tmp_path / "back")
    assert code == 0
    assert "Everything is here." in out
    assert "(0 changed, 0 removed)" in run(capsys, "publish", tmp_path / "back")[1]
    assert run(capsys, "fsck", tmp_path / "back")[0] == 0


def test_a_copy_that_does_not_hold_ends_with_exit_code_1_and_its_file_named(street, tmp_path, capsys):
    run(capsys, "copy", street, "--to", tmp_path / "copy")
    (tmp_path / "copy/index.html").write_text("x")
    code, out, _ = run(capsys, "fsck", tmp_path / "copy")
    assert code == 1
    assert out.startswith("index.html: ") and "It does not hold: " in out
    code, out, _ = run(capsys, "fsck", tmp_path / "copy", "--json")
    assert (code, json.loads(out)["problems"][0]["file"]) == (1, "index.html")
    code, out, _ = run(capsys, "restore", tmp_path / "copy", tmp_path / "back")
    assert code == 1
    assert "index.html: " in out and "Nothing was written." in out
    assert not (tmp_path / "back").exists()
    assert run(capsys, "verify", tmp_path / "copy")[0] == 1


def test_verify_takes_a_copy_too(street, tmp_path, capsys):
    run(capsys, "copy", street, "--to", tmp_path / "copy")
    assert run(capsys, "verify", tmp_path / "copy")[0] == 0


def test_restoring_without_the_key_says_the_next_step(street, tmp_path, capsys, monkeypatch):
    run(capsys, "copy", street, "--to", tmp_path / "copy", "--json")
    monkeypatch.setenv("PRESNYA_HOME", str(tmp_path / "another-machine"))
    code, out, _ = run(capsys, "restore", tmp_path / "copy", tmp_path / "back")
    assert code == 0
    assert "The signing key is not on this machine" in out and "presnya keys successor" in out


@pytest.mark.parametrize("words", [("fsck", "nowhere"), ("fsck", "."), ("copy", "nowhere", "--to", "x"), ("restore", "nowhere", "x"), ("copy", "--to", "x", "--as", "tar")])
def test_what_cannot_be_done_ends_with_exit_code_2_and_a_next_step(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    code, _, err = run(capsys, *words)
    assert code == 2
    assert len(err.strip().splitlines()) >= 2
    assert not any(tmp_path.iterdir())


def test_a_museums_folder_without_a_register_is_said_to_be_one(tmp_path, capsys):
    (tmp_path / "museum.toml").write_text('name = "Our Street"\n')
    code, _, err = run(capsys, "fsck", tmp_path)
    assert code == 2
    assert "nothing was entered yet" in err
    assert [place.name for place in tmp_path.iterdir()] == ["museum.toml"]


def test_copies_are_checked_without_the_rest_of_the_museum(tmp_path):
    """By the register's package alone, with Django and templates out of reach."""
    program = "import sys; sys.modules['django'] = sys.modules['jinja2'] = None; from presnya.register.__main__ import main; sys.exit(main(['fsck', *sys.argv[1:]]))"
    for place in copies_of(tiny(tmp_path / "museum"), tmp_path).values():
        done = subprocess.run([sys.executable, "-c", program, str(place)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "It holds" in done.stdout
    place.write_bytes(place.read_bytes()[:-1])
    assert subprocess.run([sys.executable, "-m", "presnya.register", "fsck", str(place)], capture_output=True, text=True, check=False).returncode == 1
