"""What the viewer lets its reader take away as a table is a table that `presnya chronology` reads: once round, the marks are the same."""

import subprocess
from pathlib import Path

import pytest

from presnya.exchange.entry import Asked
from presnya.exchange.events import open_events
from presnya.publishing.standalone import Told, make
from tests.front.test_units import HERE, _node, needs_node
from tests.publishing.tiles.decode import Tree

COLUMNS = "event,title,date,end,lane,place,theme,witness,source,passage,text,weight,link,lang\n"
TABLE = COLUMNS + """\
1,Shot,1905-12-30,,Politics,Presnya,,Nevinson,Dawn,"He fell, they ran.",,7,https://a.museum/1,
1,Shot,1905-12-12,,Politics,Presnya,,Durland; Reed,,,,7,https://a.museum/1,
2,A day,1917-11-07,,Politics,Gorki; Moscow,strike; bread,Reed,,,"In two lines
and “quoted”, too",3,,
3,An hour,1917-11-07T21,,Politics,,,,,,,1,,
4,A minute,1917-11-07T21:40,,Politics,,,,,,,1,,
5,A month,1917-02,,Art,,,,,,,2,,
6,A year,1917,,Art,,,,,,,2,,
7,Some time,1917-05~,,Art,,,,,,,2,,
8,Perhaps,1917?,,Art,,,,,,,2,,
9,It lasted,1917-03-08,1917-03-15,Art,,,,,,,2,,
10,Open,1917-03-08/..,,Art,,,,,,,2,,
11,Of old,-0044-03-15,,Art,,,,,,,2,,
12,=SUM(A1),1918,,Art,,,,,,,2,,
13,-fire-,1918,,Art,,,,,,,2,,
14,Within,[1918-02-01..1918-02-09],,Art,,,,,,,2,,
15,Далеко,Y-170000000,,Art,,,,,,,2,,ru
"""


def _marks(tree: Tree) -> list[tuple[object, ...]]:
    """What of each mark must come back, in an order of its own."""
    who, themes, places = ([one["name"] if isinstance(one, dict) else one for one in tree.meta.get(key, ())] for key in ("who", "themes", "places"))

    def named(words: list[str], numbers: list[int]) -> list[str]:
        return [words[one] for one in numbers]

    return sorted(
        (tree.meta["lanes"][one.lane]["title"], one.id, one.title, one.begin, one.last, one.kind, one.weight, str(one.more.get("q")), str(one.more.get("c")), one.more.get("h", ""),
         str([(*prong[:4], named(who, prong[4])) for prong in one.more.get("p", ())]), str(named(who, one.more.get("a", []))), str(named(themes, one.more.get("m", []))),
         str(named(places, one.more.get("o", []))), one.more.get("g", ""))
        for one in tree.marks())


def _made(place: Path, out: Path) -> Tree:
    done = make([open_events(place, Asked())], out, Told(pages=False, strict=True))
    assert done.notes == (), "every column is one of ours"
    return Tree(out / "tiles")


@needs_node
def test_table_that_is_taken_away_makes_the_same_marks(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text(TABLE, encoding="utf-8")
    first = _made(tmp_path / "events.csv", tmp_path / "first")
    done = subprocess.run([_node(), "--import", str(HERE / "ts.mjs"), str(HERE / "taken.ts"), str(tmp_path / "first/tiles")], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    (tmp_path / "taken.csv").write_bytes(done.stdout)
    again = _made(tmp_path / "taken.csv", tmp_path / "again")
    assert len(_marks(first)) == 15
    assert _marks(again) == _marks(first)
    cards = [{mark.id: tree.cards()[mark.place] for mark in tree.marks() if mark.place in tree.cards()} for tree in (first, again)]
    for key in ("text", "passage", "source"):
        assert [cards[1][one].get(key) for one in ("1", "2")] == [cards[0][one].get(key) for one in ("1", "2")]


@pytest.mark.parametrize("cell", ["'=1", "'+1", "'@a", "'-a"])
def test_apostrophe_against_formulas_is_taken_off(tmp_path: Path, cell: str) -> None:
    (tmp_path / "events.csv").write_text(f"title,date\n{cell},1917\n’tis,1918\n'tis,1919\n", encoding="utf-8")
    assert {mark.title for mark in _made(tmp_path / "events.csv", tmp_path / "out").marks()} == {cell[1:], "’tis", "'tis"}
