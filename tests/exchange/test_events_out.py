"""What goes out comes in again, as far as the form can carry it."""

import json

import pytest

from presnya.exchange.entry import Asked, Entry, read_date
from presnya.exchange.events import open_events
from presnya.exchange.events_csv.write import write_csv, write_json
from presnya.exchange.icalendar.write import Written, folded, write as write_ics
from presnya.exchange.timelinejs.write import CHOSEN, write as write_timelinejs


def entry(title, date="1917-11-07", lane="Politics", **more):
    return Entry(title, lane, read_date(date, lang="en", calendar=more.pop("calendar", "gregorian")), **more)


FULL = [
    entry("Night, of the palace", "1917-11-07T21:40", event="e1", witness="Reed", source="A book", passage="“In!”", text="They went in.\nAll of them.", picture="a.jpg", alt="A gate", weight=7, theme="war",
          place="Petrograd", link="https://example.org/", lang="en"),
    entry("Perhaps", "1905~"), entry("Or", "[1917-10-24,1917-10-26]", "Art"), entry("Open", "../1917"), entry("Decade", "191X"), entry("Summer", "1917-22"), entry("Far", "Y-17E7"), entry("Old", "25 October 1917", calendar="julian"), entry("ثورة", "1917-03"),
]


def same(one, other):
    skipped = ("line", "date")
    assert all(getattr(one, name) == getattr(other, name) for name in one.__struct_fields__ if name not in skipped)
    assert (one.date.edtf, one.date.words, one.date.begin, one.date.end) == (other.date.edtf, other.date.words, other.date.begin, other.date.end)


@pytest.mark.parametrize(("write", "name"), [(write_csv, "out.csv"), (write_json, "out.json")])
def test_entries_come_back_from_our_own_forms(tmp_path, write, name):
    assert write(FULL, tmp_path / name) == len(FULL)
    back = list(open_events(tmp_path / name, Asked()).rows)
    for one, other in zip(FULL, back, strict=True):
        same(one, other)


def test_nothing_is_an_empty_table_and_an_empty_list(tmp_path):
    assert write_csv([], tmp_path / "a.csv") == write_json([], tmp_path / "a.json") == 0
    assert (tmp_path / "a.csv").read_text().count("\n") == 1
    assert json.loads((tmp_path / "a.json").read_text()) == []


def test_slides_come_back_with_their_dates_and_words(tmp_path):
    assert write_timelinejs(FULL, tmp_path / "out.json", title="The whole", lead="A lead") == len(FULL)
    found = open_events(tmp_path / "out.json", Asked())
    back = {one.title: one for one in found.rows}
    assert (found.title, found.lead) == ("The whole", "A lead")
    assert back.keys() == {one.title for one in FULL}
    night = back["Night, of the palace"]
    assert (night.date.edtf, night.lane, night.picture, night.event) == ("1917-11-07T21:40", "Politics", "a.jpg", "e1")
    assert night.text == "They went in.\nAll of them.\n“In!”"
    assert back["Perhaps"].date.words == "about 1905"
    assert back["Or"].date.edtf == "1917-10-24/1917-10-26", "TimelineJS cannot say “one of”"
    assert back["Or"].date.words == "24 October 1917 or 26 October 1917"
    assert (back["Decade"].date.edtf, back["Decade"].date.words) == ("1910-01-01/1919-12-31", "the 1910s")
    assert back["Far"].date.edtf == "Y-170000000"
    assert back["Old"].date.words == "25 October 1917"


def test_only_the_weightiest_become_slides_in_the_order_of_time(tmp_path):
    many = [entry(f"e {nth}", f"{1999 - nth}", weight=nth % 50) for nth in range(100)]
    assert write_timelinejs(many, tmp_path / "out.json") == CHOSEN
    chosen = json.loads((tmp_path / "out.json").read_text())["events"]
    years = [slide["start_date"]["year"] for slide in chosen]
    assert years == sorted(years)
    assert {int(slide["text"]["headline"][2:]) % 50 for slide in chosen} == set(range(40, 50))


def test_words_of_a_slide_are_not_markup(tmp_path):
    write_timelinejs([entry("<b>x</b> & y", text="<i>t</i>")], tmp_path / "out.json")
    (slide,) = json.loads((tmp_path / "out.json").read_text())["events"]
    assert slide["text"] == {"headline": "&lt;b&gt;x&lt;/b&gt; &amp; y", "text": "<p>&lt;i&gt;t&lt;/i&gt;</p>"}


def test_calendar_has_a_whole_day_for_each_event_and_words_for_what_it_cannot_say(tmp_path):
    done = write_ics([entry("Night; of, the \\ palace", text="two\nlines", place="Petrograd"), entry("Perhaps", "1905~"), entry("Far", "Y-17E7"), entry("Before Christ", "-0043-03-15")],
                     tmp_path / "out.ics", title="The whole")
    assert done == Written(2, 2)
    text = (tmp_path / "out.ics").read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    flat = text.replace("\r\n ", "")
    for line in ("X-WR-CALNAME:The whole", "DTSTART;VALUE=DATE:19171107", "DTEND;VALUE=DATE:19171108", r"SUMMARY:Night\; of\, the \\ palace", r"DESCRIPTION:7 November 1917\ntwo\nlines",
                 "LOCATION:Petrograd", "CATEGORIES:Politics", "DTSTART;VALUE=DATE:19050101", "DTEND;VALUE=DATE:19060101", "DESCRIPTION:about 1905"):
        assert f"\r\n{line}\r\n" in flat, line
    assert flat.count("BEGIN:VEVENT") == flat.count("END:VEVENT") == 2


def test_calendar_gives_each_event_a_name_that_stays(tmp_path):
    for name in ("a.ics", "b.ics"):
        write_ics(FULL, tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()
    names = [line for line in (tmp_path / "a.ics").read_text().splitlines() if line.startswith("UID:")]
    assert len(names) == len(set(names)) > 0


@pytest.mark.parametrize("line", ["x" * 75, "x" * 76, "x" * 400, "ж" * 200, "ثورة" * 50, "a" + "🜂" * 60])
def test_line_is_folded_at_75_octets_between_characters(line):
    pieces = folded(line).removesuffix("\r\n").split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
