"""The published date expressions: whole, of the shape their README promises, and in agreement with the calendars."""

import csv
import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from presnya import dates
from presnya.terms import Calendar

FOLDER = Path(__file__).parents[2] / "docs/data/dates"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
with (FOLDER / "expressions.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))
LANGUAGES = ("en", "ru", "fr", "de", "es")
READABLE = [row for row in ROWS if not row["expected"].startswith("declined")]
WEEKDAYS = {"Tuesday": 1, "воскресенье": 6, "mardi": 1, "Sonnabend": 5, "martes": 1}


def hull(edtf: str) -> tuple[float, float]:
    begin, end = dates.bounds(edtf)
    return (float("-inf") if begin[0] is None else begin[0], float("inf") if end[1] is None else end[1])


def test_expressions_are_eighty_a_language_numbered_and_none_twice():
    assert [row["id"] for row in ROWS] == [f"{lang}-{nth:02}" for lang in LANGUAGES for nth in range(1, 81)]
    assert all(row["id"].startswith(row["lang"]) for row in ROWS)
    for lang in LANGUAGES:
        words = [row["words"] for row in ROWS if row["lang"] == lang]
        assert len(set(words)) == len(words)
        assert all(one and one == one.strip() for one in words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_expressions_to_be_declined_are_a_dozen_or_more_a_language_each_with_its_reason(lang):
    declined = [row["expected"] for row in ROWS if row["lang"] == lang and row["expected"].startswith("declined")]
    assert len(declined) >= 12
    assert all(re.fullmatch(r"declined: \S.{5,}", one) for one in declined)


def test_expressions_expected_readings_are_edtf_and_none_is_listed_twice():
    for row in READABLE:
        readings = row["expected"].split(" | ")
        assert all(dates.is_edtf(one) for one in readings), row["id"]
        assert len(set(readings)) == len(readings), row["id"]


def test_expressions_fair_readings_can_be_the_same_time_as_the_first():
    for row in READABLE:
        first, *others = row["expected"].split(" | ")
        low, high = hull(first)
        for other in others if row["id"] != "fr-65" else []:  # there the second counts eight days where the first counts a week
            other_low, other_high = hull(other)
            assert low <= other_high and other_low <= high, f"{row['id']}: {first} and {other}"


def test_expressions_say_their_calendar_kind_and_dates_in_words_that_the_reader_takes():
    for row in ROWS:
        assert row["calendar"] in get_args(Calendar), row["id"]
        assert row["kind"] in get_args(dates.Kind), row["id"]
        assert all(dates.is_edtf(row[column]) for column in ("document_date", "anchor") if row[column]), row["id"]


def test_expressions_in_the_julian_calendar_expect_the_day_that_the_words_name():
    days = [row for row in READABLE if row["class"] == "old-style" and row["calendar"] == "julian" and not row["note"] and re.fullmatch(r"\d{4}-\d\d-\d\d", row["expected"])]
    assert len(days) >= 4
    for row in days:
        julian = dates.to_julian(*(int(part) for part in row["expected"].split("-")))
        numbers = [int(one) for one in re.findall(r"\d+", row["words"])]
        assert numbers == [julian.day, julian.year], row["id"]


def test_expressions_with_a_weekday_that_is_read_have_the_right_one():
    told = [row for row in READABLE if row["note"] == "the weekday agrees"]
    assert len(told) == len(LANGUAGES)
    for row in told:
        weekday = next(number for name, number in WEEKDAYS.items() if name in row["words"])
        assert dt.date.fromisoformat(row["expected"]).weekday() == weekday, row["id"]


def test_expressions_readme_counts_each_class_and_names_each_column():
    told = {name: int(count) for name, count in re.findall(r"^\| ([^|`]+?) \| (\d+) \|$", README, flags=re.MULTILINE)}
    assert told == Counter(row["class"] for row in ROWS)
    assert re.findall(r"^\| `([a-z_]+)` \|", README, flags=re.MULTILINE) == list(ROWS[0])
    assert f"{len(READABLE)} can be read and {len(ROWS) - len(READABLE)} must be declined" in " ".join(README.split())
