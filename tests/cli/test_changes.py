"""presnya changes: between days or sizes, for people and for programs; wrong days change nothing."""

import json

import pytest

from presnya import desk, publishing
from presnya.catalogue import ledger
from presnya.cli.main import main
from tests.builders import enter, said, text


def run(capsys, *words):
    code = main(["changes", *words])
    out = capsys.readouterr()
    return code, out.out, out.err


def test_changes_are_told_for_people_and_for_programs(street, capsys):
    claim, = enter(street, [said("event/strike", "name", text("The strike"), source=street.diary)])
    desk.withdraw([claim], ground="Another street.", curator=street.curator)
    size = ledger.size()
    code, out, _ = run(capsys, str(street.museum.folder), "--from", str(size - 2), "--to", str(size))
    assert code == 0
    assert f"withdraw, act {size - 1}" in out
    assert "A. Curator: Another street." in out
    code, out, _ = run(capsys, str(street.museum.folder), "--from", str(size - 2), "--to", "9999-12-31", "--json")
    found = json.loads(out)
    assert (code, found["first"], found["stop"], found["counts"]) == (0, size - 2, size, {"claim": 1, "withdraw": 1})
    assert [(change["kind"], change["acts"], change["ground"]) for change in found["things"][0]["changes"]] == [("claim", [size - 2], ""), ("withdraw", [size - 1], "Another street.")]


def test_a_day_before_the_museum_and_one_after_hold_all_of_it(street, capsys):
    code, out, _ = run(capsys, str(street.museum.folder), "--from", "1905-01-01", "--to", "9999-12-31", "--json")
    assert (code, json.loads(out)["first"], json.loads(out)["stop"]) == (0, 0, ledger.size())
    assert json.loads(run(capsys, str(street.museum.folder), "--from", "1905-01-01", "--to", "1905-12-31", "--json")[1])["things"] == []


@pytest.mark.parametrize(("begin", "end", "words"), [("yesterday", "2013-10-20", "is no day"), ("2", "1", "2 comes after 1"), ("0", "99999", "never held 99999 acts"), ("2013-02-30", "2014-01-01", "is no day")])
def test_wrong_days_are_told(street, capsys, begin, end, words):
    code, _, err = run(capsys, str(street.museum.folder), "--from", begin, "--to", end)
    assert code == 2
    assert words in err


def test_pages_tell_only_what_was_published(street, capsys, tmp_path):
    claim, = enter(street, [said("event/strike", "name", text("The strike"), source=street.diary)])
    size = publishing.publish(street.museum, curator=street.curator).size
    desk.withdraw([claim], ground="Not for the public yet.", curator=street.curator)
    assert run(capsys, str(street.museum.folder), "--from", "1", "--to", str(size + 1), "--pages", str(tmp_path / "pages"))[0] == 0
    page = (tmp_path / "pages/changes.html").read_text(encoding="utf-8")
    assert "The strike" in page
    assert "Not for the public yet." not in page
