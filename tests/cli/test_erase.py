"""Erasing, appointing and correcting at the terminal."""

import json
import shutil

import pytest

from tests.cli.test_commands import presnya

MATTERS = ("--ground", "privacy-law", "--authority", "Data Protection Authority", "--decider", "A. Curator", "--decider", "c. keeper", "--review", "2099-01-01")


@pytest.fixture(scope="module")
def founded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("founded")
    presnya("new", "street", "--name", "Our Street", "--curator", "A. Curator", cwd=folder)
    (folder / "letter.txt").write_text("Quixzelda wrote this.", encoding="utf-8")
    presnya("accession", "letter.txt", "--museum", "street", "--title", "A letter", "--author-id", "person/x7", "--id", "source/letter-7", "--date", "1917", "--lang", "en", cwd=folder)
    (folder / "street/tables/sources.csv").write_text("id,author,title\nsource/book,Ada Mill,A book\n", encoding="utf-8")
    (folder / "street/tables/people.csv").write_text("id,name,source_ids\nperson/x8,Vortemund,source/book\n", encoding="utf-8")
    presnya("appoint", "C. Keeper", "--role", "conservator", "--museum", "street", cwd=folder)
    return folder


@pytest.fixture
def museum(founded, tmp_path):
    shutil.copytree(founded / "street", tmp_path / "street")
    return tmp_path


def test_erase_shows_what_would_go_and_does_nothing_until_it_is_told_to(museum):
    told, _ = presnya("erase", "source/letter-7", "--museum", "street", cwd=museum)
    for part in ("1:files", "1:title", "1:authors", "letter.txt", "Nothing was erased"):
        assert part in told
    done, _ = presnya("erase", "source/letter-7", *MATTERS, "--museum", "street", "--yes", "--json", cwd=museum)
    answer = json.loads(done)
    assert answer["slots"] == [[1, "authors"], [1, "files"], [1, "title"]]
    assert answer["files"] == 1
    assert not any(b"Quixzelda" in place.read_bytes() for place in (museum / "street").rglob("*") if place.is_file())
    _, said = presnya("erase", "source/letter-7", "--museum", "street", cwd=museum, code=2)
    assert "Nothing is left of source/letter-7" in said.replace("\n", " ")


def test_erase_says_what_is_missing_and_erases_nothing(museum):
    _, said = presnya("erase", "source/letter-7", *MATTERS[:6], "--museum", "street", "--yes", cwd=museum, code=2)
    assert "no day" in said
    _, said = presnya("erase", "source/letter-7", *MATTERS[:6], *MATTERS[8:], "--museum", "street", "--yes", cwd=museum, code=2)
    assert "two different curators" in said
    assert any(b"Quixzelda" in place.read_bytes() for place in (museum / "street").rglob("*") if place.is_file())


def test_erase_refuses_while_the_folder_still_holds_it(museum):
    presnya("publish", "street", cwd=museum)
    claims = [json.loads(line) for line in (museum / "street/site/register/bodies/000.jsonl").read_text().splitlines()]
    number = next(line["index"] for line in claims if "Vortemund" in line.get("body", ""))
    told, _ = presnya("erase", str(number), "--museum", "street", cwd=museum)
    assert "tables/people.csv#person/x8" in told
    _, said = presnya("erase", str(number), *MATTERS, "--museum", "street", "--yes", cwd=museum, code=2)
    assert "would bring it in again" in said
    (museum / "street/tables/people.csv").unlink()
    presnya("erase", str(number), *MATTERS, "--museum", "street", "--yes", cwd=museum)
    presnya("publish", "street", cwd=museum)
    assert not any(b"Vortemund" in place.read_bytes() for place in (museum / "street").rglob("*") if place.is_file())
    presnya("verify", "street/site", cwd=museum)


def test_curators_are_appointed_listed_and_dismissed(museum):
    assert "C. Keeper: conservator" in presnya("appoint", "--list", "--museum", "street", cwd=museum)[0]
    presnya("appoint", "--dismiss", "C. Keeper", "--museum", "street", cwd=museum)
    assert "C. Keeper: no role any more" in presnya("appoint", "--list", "--museum", "street", cwd=museum)[0]
    assert "Nobody here is called" in presnya("appoint", "--dismiss", "D. Nobody", "--museum", "street", cwd=museum, code=2)[1]
    assert "Nobody was named" in presnya("appoint", "--museum", "street", cwd=museum, code=2)[1]


def test_a_claim_is_corrected_at_the_terminal(museum):
    presnya("publish", "street", cwd=museum)
    lines = [json.loads(line) for line in (museum / "street/site/register/bodies/000.jsonl").read_text().splitlines()]
    number = next(line["index"] for line in lines if "Vortemund" in line.get("body", ""))
    done, _ = presnya("correct", f"claim/{number}.0", "--value", "Vortemund Pell", "--ground", "Half the name.", "--museum", "street", "--json", cwd=museum)
    assert json.loads(done)["claim"].startswith("claim/")
    assert "is corrected already" in presnya("correct", f"claim/{number}.0", "--value", "X", "--ground", "Y.", "--museum", "street", cwd=museum, code=2)[1]
