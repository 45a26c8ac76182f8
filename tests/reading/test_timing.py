"""Time expressions in running text: found, and hung on the right date."""

import pytest

pytestmark = pytest.mark.reader


def dates_of(proposals):
    return [(proposal.text, proposal.date.edtf) for proposal in proposals if proposal.kind == "date" for _ in proposal.spans]


@pytest.mark.parametrize(("text", "found"), [
    ("The mill burned in 1911.", [("1911", "1911")]),
    ("The mill burned on 3 May 1911 and again on June 5th, 1912.", [("3 May 1911", "1911-05-03"), ("June 5th, 1912", "1912-06-05")]),
    ("Between 1909 and 1912 it stood empty.", [("Between 1909 and 1912", "1909/1912")]),
    ("It stood empty in 1909–12.", [("1909–12", "1909/1912")]),
    ("In the early 1890s, and later in the mid-1910s, it ran by night.", [("early 1890s", "1890~/1893~"), ("mid-1910s", "1914~/1916~")]),
    ("It was built in the late nineteenth century.", [("late nineteenth century", "1867/1900")]),
    ("In spring 1911 the ice went out.", [("spring 1911", "1911-21")]),
    ("The 1911 flood took the bridge.", [("1911", "1911")]),
    ("They sold 1500 sacks and paid 1,200 roubles to 1911 men.", []),
    ("It cost $1911 and stood on page 1911.", []),
    ("They may march in the Mays' march.", []),
    ("On the night of\n3 May 1911 it burned.", [("the night of\n3 May 1911", "1911-05-03/1911-05-04")]),
])
def test_expressions_are_found_and_read(read, text, found):
    assert dates_of(read(text)) == found


@pytest.mark.parametrize(("kind", "text", "found"), [
    ("essay", "The mill burned in 1911. In March it was sold.", [("1911", "1911"), ("March", "1925-03")]),
    ("essay", "In 1911 the mill burned, and in March it was sold.", [("1911", "1911"), ("March", "1911-03")]),
    ("memoir", "On 3 May 1911 we left. In June we came back.", [("3 May 1911", "1911-05-03"), ("June", "1911-06")]),
    ("memoir", "On 3 May 1911 we left, as in 1905. Then, on June 5th, we came back.", [("3 May 1911", "1911-05-03"), ("1905", "1905"), ("June 5th", "1911-06-05")]),
    ("memoir", "We left. In June we came back.", []),
    ("memoir", "On 3 May 1911 we left. On 3 June 1912 we came back. On 3 May 1913 we left again, and on 5 May 1914. On July 1st we wept.", [
        ("3 May 1911", "1911-05-03"), ("3 June 1912", "1912-06-03"), ("3 May 1913", "1913-05-03"), ("5 May 1914", "1914-05-05"), ("July 1st", "")]),
    ("essay", "On 3 May 1911 he wrote: “On 9 June 1909 it burned.” The next day he left.", [("3 May 1911", "1911-05-03"), ("9 June 1909", "1909-06-09"), ("The next day", "1911-05-04")]),
    ("essay", "Last year the mill was sold; last October it was shut.", [("Last year", "1924"), ("last October", "1924-10")]),
    ("essay", "In May 1911 the mill burned. Later that month it was sold, and the next day the miller died.", [
        ("May 1911", "1911-05"), ("Later that month", "1911-05"), ("the next day", "1911-05~")]),
    ("news", "The mill burned yesterday.", [("yesterday", "1925-06-01")]),
    ("essay", "The mill burned yesterday.", []),
])
def test_relative_dates_hang_on_what_the_kind_of_text_says(read, kind, text, found):
    date = "1925-06-02" if kind == "news" else "1925-06"
    assert dates_of(read(text, kind=kind, date=date)) == found


def test_a_month_that_the_documents_date_leaves_open_is_not_guessed(read):
    assert dates_of(read("Last July the mill was sold.", date="1925")) == []
    assert dates_of(read("Last July the mill was sold.", date="1925-09")) == [("Last July", "1925-07")]


def test_a_day_without_a_year_is_kept_unread(read):
    found = [one for one in read("We left on June 5th, in the rain.", kind="memoir", date="") if one.kind == "date"]
    assert [(one.text, one.date.edtf, one.date.rule) for one in found] == [("June 5th", "", "declined: the year is not said here, nor just before")]


def test_julian_days_are_turned_and_words_kept(read):
    found = [one.date for one in read("It began on 25 October 1917.", calendar="julian") if one.kind == "date"]
    assert [(one.words, one.edtf, one.calendar) for one in found] == [("25 October 1917", "1917-11-07", "julian")]


def test_equal_words_with_equal_meaning_are_one_proposal(read):
    found = [one for one in read("In 1911 it burned. It was 1911. Some time after 1911 it was sold.") if one.kind == "date"]
    assert [len(one.spans) for one in found] == [3]


def test_years_in_titles_are_no_dates(read):
    assert dates_of(read("He is remembered for “Notes on the Mill of 1911” and little else.")) == []
