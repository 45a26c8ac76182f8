"""What docs/curators/chronologies.md and docs/tiles-spec.md promise."""

import csv
import json
import re
import shlex
from pathlib import Path

from presnya import cli
from presnya.exchange.events_csv.read import COLUMNS
from presnya.publishing.tiles import Card, Told, Witness
from tests.publishing.tiles.builders import COURT, REED, built, dated, event
from tests.publishing.tiles.decode import Tree, counts

ROOT = Path(__file__).parents[2]
HOW_TO = (ROOT / "docs/curators/chronologies.md").read_text(encoding="utf-8")
SPEC = (ROOT / "docs/tiles-spec.md").read_text(encoding="utf-8")


def test_the_five_minutes_lead_to_a_chronology(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    table = re.search(r"```csv\n(.*?)```", HOW_TO, re.DOTALL)[1]
    Path("events.csv").write_text(table, encoding="utf-8")
    (command,) = re.findall(r"```sh\n(presnya chronology events\.csv --out our-street .*)\n```", HOW_TO)
    assert cli.main(shlex.split(command)[1:]) == 0
    out = capsys.readouterr().out
    marks = len(list(csv.reader(table.splitlines()))) - 1
    assert f"Our street: {marks} marks" in out
    assert "not read" not in out, "every date of the example is read"
    page = Path("our-street/index.html").read_text(encoding="utf-8")
    assert "Not one tram came up the hill that day." in page
    assert "http" not in re.sub(r'"https?://[^"]*w3\.org[^"]*"', "", page)


def test_the_other_commands_of_the_page_work_too(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = re.search(r"```csv\n(.*?)```", HOW_TO, re.DOTALL)[1]
    for name in ("events.csv", "politics.csv"):
        Path(name).write_text(table, encoding="utf-8")
    assert cli.main(["chronology", "events.csv", "--out", "timeline.json", "--as", "timelinejs"]) == 0
    commands = [line for block in re.findall(r"```sh\n(.*?)```", HOW_TO, re.DOTALL) for line in block.splitlines()]
    assert len(commands) == 4
    for command in commands:
        assert cli.main(shlex.split(command, comments=True)[1:]) == 0, command


def test_every_column_is_told_and_no_other():
    rows = re.findall(r"^\| (`.*?`) \|", HOW_TO.partition("## Columns")[2].partition("## From")[0], re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == set(COLUMNS)


def test_every_date_of_the_page_is_read():
    from presnya.exchange.entry import read_date

    dates = HOW_TO.partition("## Dates")[2].partition("This is [EDTF]")[0]
    examples = re.findall(r"`([^`]+)`", dates) + re.findall(r"“?\"([^\"]+)\"", HOW_TO.partition("Or in words")[2].partition("Words that")[0])
    assert len(examples) >= 13
    for words in examples:
        if not words.startswith("--") and words != "lang":
            assert read_date(words, lang="en", calendar="gregorian").edtf


def test_spec_tells_every_key_that_a_tree_has(tmp_path):
    full = event("x", id="a", datings=(dated("1914/1918-11", REED, words="w", calendar="julian"), dated("1917", COURT)), lang="fr", href="h", said="s", weight=2, machine=True, themes=("t",),
                 places=("p",), card=Card("t", "en", "p", "en", (REED,), "s", "h", 1, "p", "a", 1, (Told("t", (REED,), "en"),)))
    fork = event("y", datings=(dated("1917", REED), dated("1918~", COURT)), contested=True)
    crowd = [event(f"c{nth}", "1900-01-01", nth % 4, id=str(nth // 2)) for nth in range(3000)]
    built(tmp_path / "one", [full, fork, event("twin", "1917-11-07", 1, id="a"), *crowd])
    built(tmp_path / "many", (event(f"e{nth}", datings=(dated("1917", Witness(str(nth))),), themes=(f"t{nth}",), places=(f"p{nth}",)) for nth in range(2001)))
    told = set(re.findall(r"[`\"](\w+)[`\"]", SPEC))
    for place in tmp_path.rglob("*.json"):
        found = json.loads(place.read_bytes())
        keys = set(found)
        if ".cards." in place.name:
            keys |= {key for card in found["i"].values() for key in card}
        if place.name == "meta.json":
            keys |= {key for lane in found["lanes"] for key in lane} | {key for one in found.get("who", ()) for key in one}
        assert keys <= told, f"{place.relative_to(tmp_path)}: {keys - told}"
    assert len(list(Tree(tmp_path / "one").marks())) > 1000


def test_example_of_counts_is_right():
    words, first, second = re.search(r"`(\w+=*)` is 1 1 30 1: bin (\d+) has one, bin (\d+) has one", SPEC).groups()
    assert [nth for nth, count in enumerate(counts(words, 128)) if count == 1] == [int(first), int(second)]
