"""The promises of the tree, held by any events at all."""

import json
from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings, strategies as st

from presnya import dates
from presnya.publishing.tiles import Spool
from presnya.publishing.tiles.event import MANNERS, UNITS
from presnya.publishing.tiles.tree import ROOM, STRETCHES, THROUGH, extent
from tests.publishing.tiles.builders import built, event, events
from tests.publishing.tiles.decode import Tree, counts

FEW = settings(max_examples=25, deadline=None)
crowds = st.lists(events(), max_size=400) | st.lists(events(), max_size=12)


def crowd(number, lanes=4):
    """So many events of a made-up decade, on few days, many of them lasting."""
    return [event(f"event {nth}", f"19{nth % 10:02}-{nth % 12 + 1:02}-{nth * 7 % 28 + 1:02}" + ("/1911" if nth % 9 == 0 else ""), nth * 5 % lanes, weight=nth * 31 % 17) for nth in range(number)]


@FEW
@given(given_events=crowds)
def test_tree_holds_every_mark_exactly_once(tmp_path_factory, given_events):
    folder = tmp_path_factory.mktemp("tree")
    done = built(folder, given_events)
    marks = list(Tree(folder).marks())
    assert len(marks) == done.marks == len({(mark.lane, mark.id) for mark in marks})
    with Spool() as spool:
        for one in given_events:
            spool.add(one)
        columns = spool.columns()
        wanted = Counter((one.lane, one.title, *one.known, one.weight) for one in (spool.read(int(at), int(size)) for at, size in zip(columns.offset, columns.size, strict=True)))
    assert Counter((mark.lane, mark.title, mark.begin, mark.last, mark.weight) for mark in marks) == wanted


@FEW
@given(given_events=crowds)
def test_tile_counts_all_that_begins_in_it_and_all_that_lasts_into_it(tmp_path_factory, given_events):
    folder = tmp_path_factory.mktemp("tree")
    built(folder, given_events)
    tree = Tree(folder)
    marks = list(tree.marks())
    for z, x, tile in tree.tiles():
        begin, end = tree.span(z, x)
        for lane in range(4):
            inside = [mark for mark in marks if mark.lane == lane and begin <= mark.begin < end]
            bins = Counter((mark.begin - begin) * 128 // (end - begin) for mark in inside)
            assert counts(tile["bins"][lane], 128) == [bins[nth] for nth in range(128)]
            assert tile["n"][lane] == len(inside)
            assert tile.get("open", [0] * 4)[lane] == sum(mark.lane == lane and mark.begin < begin <= mark.last for mark in marks)


@FEW
@given(given_events=crowds)
def test_tile_names_the_weightiest_that_last_into_it_and_stand_nowhere_above(tmp_path_factory, given_events):
    folder = tmp_path_factory.mktemp("tree")
    built(folder, given_events)
    tree = Tree(folder)
    marks = {mark.place: mark for mark in tree.marks()}
    for z, x, tile in tree.tiles():
        begin = tree.span(z, x)[0]
        above = {(level, x >> (z - level)) for level in range(z + 1)}
        named = [marks[place[0], place[1], place[3] if len(place) > 3 else 0, place[2]] for place in tile.get("thru", ())]
        for lane in range(4):
            able = sorted((mark for mark in marks.values() if mark.lane == lane and mark.begin < begin <= mark.last and mark.place[:2] not in above), key=lambda one: -one.weight)
            told = [mark for mark in named if mark.lane == lane]
            assert sorted(mark.weight for mark in told) == sorted(mark.weight for mark in able[:THROUGH])
            assert {mark.place for mark in told} <= {mark.place for mark in able}


@FEW
@given(given_events=crowds, chance=st.randoms())
def test_bytes_do_not_depend_on_the_order_of_events(tmp_path_factory, given_events, chance):
    first, second = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("tree")
    built(first, given_events)
    shuffled = list(given_events)
    chance.shuffle(shuffled)
    built(second, shuffled)
    files = sorted(place.relative_to(first) for place in first.rglob("*") if place.is_file())
    assert files == sorted(place.relative_to(second) for place in second.rglob("*") if place.is_file())
    assert all((first / name).read_bytes() == (second / name).read_bytes() for name in files)


def test_no_mark_is_deeper_than_where_there_is_room(tmp_path):
    built(tmp_path, crowd(3000))
    tree = Tree(tmp_path)
    for z, x, tile in tree.tiles():
        if tile["kids"] and any((tmp_path / f"{z + 1}/{2 * x + side}.json").exists() for side in (0, 1)):
            assert len(tile["b"]) == ROOM, (z, x)
        assert len(tile["b"]) <= ROOM or z == tree.meta["depth"]


def test_marks_of_a_tile_stand_in_the_order_of_time(tmp_path):
    built(tmp_path, crowd(1000))
    for _, _, tile in Tree(tmp_path).tiles():
        assert all(step >= 0 for step in tile["b"])


def test_each_lane_has_a_share_of_the_first_tile(tmp_path):
    many = [event(f"a {nth}", f"19{nth % 90:02}", 0, weight=100) for nth in range(2000)]
    few = [event(f"b {nth}", f"19{nth % 90:02}", 1, weight=1) for nth in range(2000)]
    built(tmp_path, many + few, 2)
    lanes = Counter(Tree(tmp_path).file("0/0.json")["l"])
    assert lanes[1] >= ROOM // 4


def test_each_stretch_of_the_first_tile_keeps_its_weightiest(tmp_path):
    heavy = [event(f"heavy {nth}", "1901-01-01", weight=1000) for nth in range(500)]
    light = [event(f"light {nth}", f"{1900 + nth % 100}-05-05", weight=nth % 7) for nth in range(1000)]
    built(tmp_path, heavy + light, 1)
    tree = Tree(tmp_path)
    begin, end = tree.span(0, 0)
    seen = {(mark.begin - begin) * STRETCHES // (end - begin) for mark in tree.held(0, 0, 0, tree.file("0/0.json"))}
    with_any = {(mark.begin - begin) * STRETCHES // (end - begin) for mark in tree.marks()}
    assert seen == with_any


def test_tree_of_nothing_has_one_empty_tile(tmp_path):
    assert built(tmp_path, []).marks == 0
    tree = Tree(tmp_path)
    assert (tree.meta["n"], tree.meta["first"], tree.meta["last"], tree.meta["depth"], tree.meta["near"]) == (0, None, None, 0, None)
    assert [tile["b"] for _, _, tile in tree.tiles()] == [[]]


@pytest.mark.parametrize(("edtf", "begin"), [("1917-11-07", (1910, 1, 1)), ("1920", (1920, 1, 1)), ("-0043-03-15", (-50, 1, 1)), ("Y-170000001", (-170_000_010, 1, 1))])
def test_tree_begins_with_a_decade_and_its_span_is_the_smallest_that_holds_it(tmp_path, edtf, begin):
    with Spool() as spool:
        spool.add(event("x", edtf))
        columns = spool.columns()
        where = extent(columns)
    assert where.begin == dates.minutes(*begin)
    assert where.begin + where.span > columns.begin[0]
    assert where.depth == 0 or where.begin + where.span // 2 <= columns.begin[0]
    assert where.span == 128 << where.depth


def test_ten_thousand_on_one_day_lie_in_parts_of_the_last_level(tmp_path):
    done = built(tmp_path, (event(f"Same day {nth}", "1917-11-07") for nth in range(10_000)), 1)
    tree = Tree(tmp_path)
    assert done.marks == sum(1 for _ in tree.marks()) == 10_000
    deepest = [tile for z, _, tile in tree.tiles() if z == tree.meta["depth"]]
    assert [tile["parts"] for tile in deepest] == [-(-(10_000 - ROOM * tree.meta["depth"]) // (4 * ROOM))]


def test_decoding_gives_what_was_encoded(tmp_path):
    from presnya.publishing.tiles import Card, Told
    from tests.publishing.tiles.builders import COURT, REED, dated

    full = event(
        "Взятие дворца", id="palace", lane=2, datings=(dated("1917-11-07T21", REED), dated("1917-11", COURT)), lang="ru", href="events/palace.html", said="begun", weight=7, machine=True,
        chosen=True, themes=("war",), places=("Petrograd",),
        card=Card("They went in.", "en", "“In!”", "ru", (REED,), "A book", "sources/book.html#p-3", 12, "pic.jpg", "A gate", 2, (Told("Nobody shot.", (COURT,), "en"),)))
    fork = event("Three say", lane=1, datings=(dated("1917-10-24", REED, words="the 24th"), dated("1918~", COURT)), contested=True)
    old = event("Old", datings=(dated("1917-11-07", words="25 October", calendar="julian"),))
    run = event("Lasted", "1914-07-28/1918-11")
    built(tmp_path, [full, fork, old, run])
    tree = Tree(tmp_path)
    seen = {mark.title: mark for mark in tree.marks()}
    who = [one["name"] for one in tree.meta["who"]]
    assert who == ["John Reed", "The Court"]
    palace = seen["Взятие дворца"]
    assert (palace.lane, palace.id, palace.weight, palace.kind) == (2, "palace", 7, MANNERS.index("point") * 8 + UNITS.index("hour"))
    assert palace.more == {"h": "events/palace.html", "g": "ru", "s": "begun", "a": [0], "m": [0], "o": [0], "f": 6}
    cards = tree.cards()
    assert cards[palace.place] == {
        "also": [["1917-11", [1]]], "text": "They went in.", "lang": "en", "passage": "“In!”", "plang": "ru", "by": [0], "source": "A book", "href": "sources/book.html#p-3", "act": 12,
        "picture": "pic.jpg", "alt": "A gate", "disputes": 2, "more": [{"text": "Nobody shot.", "lang": "en", "by": [1]}]}
    day = dates.DAY
    first, last = dates.minutes(1917, 10, 24), dates.minutes(1918, 1, 1)
    assert seen["Three say"].more["p"] == [[0, day - 1, 2, 0, [0], "the 24th"], [last - first, 365 * day - 1, 20, 1, [1], "1918~"]]
    assert seen["Three say"].more["f"] == 1
    assert cards[seen["Old"].place] == {"words": "25 October", "calendar": "julian"}
    begin, end = dates.minutes(1914, 7, 28), dates.minutes(1918, 11, 1)
    assert seen["Lasted"].more["c"] == [day - 1, end - begin]


def test_names_beyond_the_list_stand_on_the_cards(tmp_path):
    from presnya.publishing.tiles import Witness
    from presnya.publishing.tiles.spool import NAMED
    from tests.publishing.tiles.builders import dated

    built(tmp_path, (event(f"e {nth}", datings=(dated("1917-11-07", Witness(f"Witness {nth}")),)) for nth in range(NAMED + 1)))
    tree = Tree(tmp_path)
    assert "who" not in tree.meta
    mark = next(tree.marks())
    assert tree.cards()[mark.place]["dated"] == [mark.title.replace("e ", "Witness ")]


def test_near_tells_the_same_as_comparing_every_pair(tmp_path):
    def days(mark):
        return mark.begin // 1440, mark.last // 1440

    def weeks(mark):
        return tuple((day + 3) // 7 for day in days(mark))

    def sure(mark):
        return not mark.more.get("q") and not mark.more.get("f", 0) & 1

    many = [event(f"e {nth}", ("1917-11-{:02}", "1917-11-{:02}~", "1917-10-{:02}/1917-11-02", "1917-{1}", "1917-11-{:02}/..")[nth % 5].format(nth * 3 % 28 + 1, "11"), nth % 4,
                  id=f"shared {nth % 40}" if nth % 13 == 0 else "") for nth in range(300)]
    built(tmp_path, [*many, event("far", "1917"), event("across years", "1917-12-31/1918-01-01", 1), event("new year", "1918-01-01", 2)])
    tree = Tree(tmp_path)
    marks = list(tree.marks())
    counted = [mark for mark in marks if mark.last - mark.begin < 31 * 1440]
    for one in marks:
        wanted: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for other in counted if one in counted else ():
            if other.lane == one.lane or other.id == one.id:
                continue
            for nth, unit in enumerate((days, weeks)):
                (low, high), (begin, end) = unit(one), unit(other)
                wanted[other.lane][2 * nth] += sure(one) and sure(other) and low == high == begin == end
                wanted[other.lane][2 * nth + 1] += low <= end and begin <= high
        assert tree.near(one) == {lane: tuple(four) for lane, four in wanted.items() if any(four)}, one


def test_the_same_event_in_another_lane_is_told(tmp_path):
    built(tmp_path, [event("The palace", lane=lane, id="palace") for lane in (0, 2)])
    first, second = Tree(tmp_path).marks()
    assert first.more["x"] == [[2, 1, 1, 1, 1]]
    assert second.more["x"] == [[0, 1, 1, 1, 1]]


def test_whole_of_a_small_tree_is_one_script(tmp_path):
    built(tmp_path, crowd(300))
    script = (tmp_path / "whole.js").read_text(encoding="utf-8")
    before, after = '(globalThis.presnyaTiles??={})["chronology/test"]=', ";\n"
    assert script.startswith(before)
    assert script.endswith(after)
    whole = json.loads(script[len(before):-len(after)])
    on_disk = {place.relative_to(tmp_path).as_posix() for place in tmp_path.rglob("*.json")}
    assert whole.keys() == on_disk
    assert all(whole[name] == json.loads((tmp_path / name).read_bytes()) for name in on_disk)
    assert json.loads((tmp_path / "meta.json").read_bytes())["files"] == len(on_disk)
