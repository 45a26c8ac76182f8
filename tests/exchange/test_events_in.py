"""Tables and JSON of events, good and bad."""

import json

import pytest

from presnya.exchange.entry import Asked, Entry, Refused, lasting, plain, read_date, weight_of
from presnya.exchange.events import open_events
from presnya.terms.errors import BadDate, BadFile, BadInput, BadTable, NotFound, UnknownWord

ENGLISH = Asked()


def rows(tmp_path, text, name="events.csv", asked=ENGLISH):
    """Rows of a file with this text."""
    place = tmp_path / name
    place.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(open_events(place, asked).rows)


def entry(edtf, words=""):
    return read_date(edtf, lang="en", calendar="gregorian")


# ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_row_is_an_entry_with_all_it_says(tmp_path):
    (one,) = rows(tmp_path, "event,title,date,end,lane,place,theme,witness,source,passage,text,picture,alt,weight,link,lang\n"
                            "e1,Strike,1917-03-08,1917-03-12,Politics,Presnya,hunger,Reed,A book,“Out!”,They came out.,a.jpg,A crowd,7,https://example.org/,fr\n")
    assert one == Entry(
        "Strike", "Politics", one.date, 2, "e1", "fr", "Reed", "A book", "“Out!”", "They came out.", "a.jpg", "A crowd", 7, "hunger", "Presnya", "https://example.org/")
    assert one.date.edtf == "1917-03-08/1917-03-12"


@pytest.mark.parametrize("text", [
    "title,date,lane\nBär,1917,Kunst\n", "title;date;lane\nBär;1917;Kunst\n", "title\tdate\tlane\nBär\t1917\tKunst\n", "\ufefftitle,date,lane\r\nBär,1917,Kunst\r\n",
    "Title, Date ,LANE\nBär,1917,Kunst", '"title","date","lane"\n"Bär","1917","Kunst"\n', "\n\ntitle,date,lane\n\n,,\nBär,1917,Kunst\n\n", "title,date,lane\nBär,1917,Kunst,,,\n",
    "title;date;lane\nBär;1917;Kunst\n".encode("utf-16"),
])
def test_table_is_read_however_a_spreadsheet_wrote_it(tmp_path, text):
    (one,) = rows(tmp_path, text)
    assert (one.title, one.date.edtf, one.lane) == ("Bär", "1917", "Kunst")


def test_cell_may_hold_line_breaks_and_quotation_marks(tmp_path):
    one, other = rows(tmp_path, 'title,date,text\n"A ""quoted"" title",1917,"two\nlines"\nafter,1918,\n')
    assert (one.title, one.text, one.line) == ('A "quoted" title', "two\nlines", 2)
    assert other.line == 4


def test_workbook_is_read_like_a_table(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["title", "date", "lane", "weight"])
    book.active.append(["Strike", "1917-03-08", "Politics", 3])
    book.active.append(["Another", 1918, "Art", None])
    book.save(tmp_path / "events.xlsx")
    first, second = open_events(tmp_path / "events.xlsx", ENGLISH).rows
    assert (first.title, first.date.edtf, first.weight) == ("Strike", "1917-03-08", 3)
    assert (second.date.edtf, second.line) == ("1918", 3)


@pytest.mark.parametrize(("text", "error", "words"), [
    ("", BadFile, "events.csv is empty"),
    ("\n\n", BadFile, "events.csv is empty"),
    ("titel,date,lane\nx,1917,a\n", UnknownWord, '"titel"'),
    ("title,dates\nx,1917\n", UnknownWord, 'Did you mean "date"'),
    ("title,title,date\nx,y,1917\n", BadTable, "stands twice"),
    ("title,lane\nx,a\n", BadTable, '"date" is missing'),
    ("когда,что\n1917,x\n", BadTable, '"title" is missing'),
    ('title,date\n"left open,1917\nx,1918\n', BadTable, "quotation mark"),
    ("title,date\nB\xe4r,1917\n".encode("latin-1"), BadFile, "not in UTF-8"),
])
def test_table_that_cannot_be_used_is_refused_with_the_next_step(tmp_path, text, error, words):
    with pytest.raises(error) as told:
        rows(tmp_path, text)
    assert words in str(told.value)
    assert told.value.next_step


def test_columns_that_are_not_used_are_named(tmp_path):
    (tmp_path / "a.csv").write_text("title,date,notes,colour\nx,1917,a,b\n")
    found = open_events(tmp_path / "a.csv", ENGLISH)
    assert found.notes == ("a.csv: columns that are not used: notes, colour",)
    assert len(list(found.rows)) == 1


@pytest.mark.parametrize(("row", "reason"), [
    (",1917,,", "there is no title"), ("x,,,", "there is no date"), ("x,the day of the blue hen,,", "could not be read as a date"), ("x,1917-02-29,,", "could not be read|is no date"),
    ("x,1917,1916,", "ends before it begins"), ("x,1917/1918,1919,", "is a span by itself"), ("x,1917,,heavy", "the weight “heavy” is no number"), ("x,1917,,1,more", "5 cells, but 4 columns"),
])
def test_row_that_cannot_be_read_says_line_and_reason_and_the_next_is_read(tmp_path, row, reason):
    bad, good = rows(tmp_path, f"title,date,end,weight\n{row}\ngood,1917,,\n")
    assert isinstance(bad, Refused)
    assert bad.line == 2
    assert any(part in bad.reason for part in reason.split("|"))
    assert good.title == "good"


def test_unknown_calendar_is_refused_with_those_there_are(tmp_path):
    (bad,) = rows(tmp_path, "title,date,calendar\nx,1917,mayan\n")
    assert bad.reason == "“mayan” is no calendar"


@pytest.mark.parametrize(("date", "calendar", "edtf"), [
    ("25 October 1917", "julian", "1917-11-07"), ("1917-10-25", "julian", "1917-11-07"), ("1900-02-29", "julian", "1900-03-13"), ("25 October 1917", "gregorian", "1917-10-25"),
    ("1917-10", "julian", "1917-10-14/1917-11-13"),
])
def test_calendar_of_a_row_or_of_the_whole_is_turned_into_ours(tmp_path, date, calendar, edtf):
    (by_row,) = rows(tmp_path, f"title,date,calendar\nx,{date},{calendar}\n")
    (by_file,) = rows(tmp_path, f"title,date\nx,{date}\n", asked=Asked("en", calendar))
    assert by_row.date.edtf == by_file.date.edtf == edtf
    assert by_row.date.words == date


@pytest.mark.parametrize(("words", "edtf"), [("1917-11-07 21:40", "1917-11-07T21:40"), ("1917-11-07T21:40:00Z", "1917-11-07T21:40"), ("7 November 1917", "1917-11-07"), ("1905~", "1905~"),
                                             ("[1917-10-24,1917-10-26]", "[1917-10-24,1917-10-26]"), ("  1917  ", "1917")])
def test_date_is_read_in_edtf_or_in_words(words, edtf):
    assert read_date(words, lang="en", calendar="gregorian").edtf == edtf


def test_julian_span_of_months_has_the_bounds_of_both():
    first, last = (read_date(words, lang="en", calendar="julian") for words in ("1917-10", "1918-01"))
    whole = lasting(first, last)
    assert whole.edtf == "1917-10-14/1918-02-13"
    assert (whole.begin, whole.end) == ((first.begin[0], first.end[1]), (last.begin[0], last.end[1]))


def test_words_of_both_ends_are_kept():
    first, last = (read_date(words, lang="en", calendar="gregorian") for words in ("March 1917", "May 1918"))
    assert lasting(first, last).words == "March 1917 – May 1918"
    with pytest.raises(BadDate):
        lasting(last, first)


@pytest.mark.parametrize(("cell", "weight"), [("", 1), (" ", 1), ("7", 7), ("7.6", 8), ("2,5", 2), ("-3", -3), ("1e3", 1000)])
def test_weight_is_a_number(cell, weight):
    assert weight_of(cell) == weight


@pytest.mark.parametrize("cell", ["heavy", "inf", "nan", "1 000 x"])
def test_weight_that_is_none_is_refused(cell):
    with pytest.raises(BadInput, match="no number"):
        weight_of(cell)


def test_file_that_is_not_there_or_of_another_kind_is_refused(tmp_path):
    with pytest.raises(NotFound):
        open_events(tmp_path / "none.csv", ENGLISH)
    (tmp_path / "a.ods").write_bytes(b"x")
    with pytest.raises(BadFile, match="in a form that is not read"):
        open_events(tmp_path / "a.ods", ENGLISH)


def test_reading_tells_how_far_it_is(tmp_path):
    place = tmp_path / "many.csv"
    place.write_text("title,date\n" + "".join(f"event {nth},1917\n" for nth in range(20_000)))
    told = []
    assert sum(1 for _ in open_events(place, ENGLISH, tick=lambda done, total: told.append((done, total))).rows) == 20_000
    assert all(0 <= done <= total == place.stat().st_size for done, total in told)
    assert len(told) >= 4


# ── HTML in other programs' texts ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("markup", "words"), [("a<b>c</b>d", "acd"), ("<p>one</p><p>two</p>", "one\ntwo"), ("one<br/>two", "one\ntwo"), ("a &amp; b &lt;i&gt;", "a & b <i>"), ("2 < 3 > 1", "2 < 3 > 1"),
                                               (None, ""), (7, "7"), ("x<!-- hidden -->y", "xy"), ("<script>alert(1)</script>", "alert(1)")])
def test_markup_becomes_words(markup, words):
    assert plain(markup) == words


# ── TimelineJS ──────────────────────────────────────────────────────────────────────────────────────────────────

SLIDES = {
    "title": {"text": {"headline": "The <i>whole</i>", "text": "<p>A lead.</p>"}},
    "events": [
        {"unique_id": "a", "start_date": {"year": "1917", "month": "11", "day": 7, "hour": 21, "minute": 40}, "text": {"headline": "Night", "text": "<p>It fell.</p>"}, "group": "Politics",
         "media": {"url": "pic.jpg", "caption": "A gate", "credit": "Reed"}},
        {"start_date": {"year": "1914"}, "end_date": {"year": 1918, "month": 11}, "text": {"headline": "War"}, "display_date": "the four years"},
        {"start_date": {"year": -43, "month": 3}, "text": {"headline": "Ides"}, "media": {"url": "https://example.org/page"}},
        {"start_date": {"year": "-4500000"}, "text": {"headline": "Far"}},
        {"start_date": {"year": "soon"}, "text": {"headline": "Bad"}},
        {"start_date": {"year": 1917}, "text": {}},
        {"text": {"headline": "Never"}},
        {"start_date": {"year": 1917}, "end_date": {"year": 1916}, "text": {"headline": "Backward"}},
        7,
    ],
    "eras": [{"start_date": {"year": 1920}, "end_date": {"year": 1930}, "text": {"headline": "The twenties"}}],
}


def test_slides_are_entries_and_eras_a_lane(tmp_path):
    place = tmp_path / "slides.json"
    place.write_text(json.dumps(SLIDES))
    found = open_events(place, ENGLISH)
    read = list(found.rows)
    assert (found.title, found.lead) == ("The whole", "A lead.")
    good = [(one.title, one.date.edtf, one.lane) for one in read if isinstance(one, Entry)]
    assert good == [("Night", "1917-11-07T21:40", "Politics"), ("War", "1914/1918-11", ""), ("Ides", "-0043-03", ""), ("Far", "Y-4500000", ""), ("The twenties", "1920/1930", "Eras")]
    night, war, ides = read[:3]
    assert (night.event, night.text, night.picture, night.alt, night.source) == ("a", "It fell.", "pic.jpg", "A gate", "Reed")
    assert war.date.words == "the four years"
    assert (ides.picture, ides.link) == ("", "https://example.org/page")
    assert [(one.line, one.reason) for one in read if isinstance(one, Refused)] == [
        (5, "the year “soon” is no number"), (6, "there is no headline"), (7, "there is no start date"), (8, '"1917/1916" is no date: it ends before it begins'), (9, "it is no object")]


SHEET = """Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background
,,,,,,,,,The whole,A lead,,,,,title,,
1917,11,7,9:40 PM,,,,,,Night,It fell.,pic.jpg,Reed,A gate,,,Politics,
1914,7,28,,1918,11,,,the war,War,,,,,,,,
1917,x,,,,,,,,Bad,,,,,,,,
"""


def test_sheet_of_timelinejs_is_read_as_its_slides(tmp_path):
    (tmp_path / "sheet.csv").write_text(SHEET)
    found = open_events(tmp_path / "sheet.csv", ENGLISH)
    night, war, bad = found.rows
    assert (found.title, found.lead) == ("The whole", "A lead")
    assert (night.title, night.date.edtf, night.lane, night.picture) == ("Night", "1917-11-07T21:40", "Politics", "pic.jpg")
    assert (war.date.edtf, war.date.words) == ("1914-07-28/1918-11", "the war")
    assert (bad.line, bad.reason) == (5, "the month “x” is no number")


@pytest.mark.parametrize(("time", "edtf"), [("21:40", "T21:40"), ("9:40 PM", "T21:40"), ("12:05 am", "T00:05"), ("12:05 p.m.", "T12:05"), ("9", "T09"), ("21:40:10", "T21:40"), ("", "")])
def test_time_of_day_of_a_sheet(tmp_path, time, edtf):
    (one,) = rows(tmp_path, f"Year,Month,Day,Time,Headline\n1917,11,7,{time},x\n")
    assert one.date.edtf == f"1917-11-07{edtf}"


# ── vis-timeline ────────────────────────────────────────────────────────────────────────────────────────────────


def test_items_of_vis_are_entries_and_groups_lanes(tmp_path):
    items = [
        {"id": 1, "content": "<b>Night</b>", "start": "1917-11-07T21:40:00.000Z", "group": "p", "title": "It fell."},
        {"id": 2, "content": "War", "start": "1914-07-28", "end": "1918-11-11", "group": 2},
        {"content": "Epoch", "start": 0}, {"content": "Minute", "start": -60_000}, {"content": "Old", "start": "/Date(0)/"},
        {"content": "Bad", "start": "soonish"}, {"content": "", "start": "1917"}, {"content": "No start"}, {"content": "Backward", "start": "1918", "end": "1917"}, None,
    ]
    (tmp_path / "vis.json").write_text(json.dumps({"items": items, "groups": [{"id": "p", "content": "Politics"}, {"id": 2, "content": "War"}, {"id": 3, "content": "Empty"}]}))
    found = open_events(tmp_path / "vis.json", ENGLISH)
    read = list(found.rows)
    assert found.lanes == ("Politics", "War", "Empty")
    assert [(one.title, one.date.edtf, one.lane) for one in read if isinstance(one, Entry)] == [
        ("Night", "1917-11-07T21:40", "Politics"), ("War", "1914-07-28/1918-11-11", "War"), ("Epoch", "1970-01-01", ""), ("Minute", "1969-12-31T23:59", ""), ("Old", "1970-01-01", "")]
    assert [one.line for one in read if isinstance(one, Refused)] == [6, 7, 8, 9, 10]


def test_list_of_items_alone_is_read_too(tmp_path):
    (one,) = rows(tmp_path, '[{"content": "x", "start": "1917"}]', "vis.json")
    assert one.title == "x"


@pytest.mark.parametrize("text", ["{", "[1, 2]", "{}", '{"events": 7}', '"events"', ""])
def test_json_that_holds_no_events_is_refused(tmp_path, text):
    with pytest.raises(BadFile) as told:
        rows(tmp_path, text, "x.json")
    assert told.value.next_step
