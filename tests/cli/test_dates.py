"""`presnya dates`: a pipe of words, and one expression at length."""

import json
import subprocess
import sys

from presnya import dates
from tests.cli.test_commands import presnya


def test_lines_of_words_come_back_as_json_lines_in_order(tmp_path):
    told, _ = presnya("dates", "read", "--lang", "en", "--date", "1924-01-15", "--kind", "news", cwd=tmp_path, given="7 November 1917\nlast June\n7/11/1917\n\n")
    rows = [json.loads(line) for line in told.splitlines()]
    assert [row["words"] for row in rows] == ["7 November 1917", "last June", "7/11/1917", ""]
    assert [row.get("edtf") for row in rows] == ["1917-11-07", "1923-06", None, None]
    assert (tuple(rows[0]["begin"]), tuple(rows[0]["end"])) == dates.bounds("1917-11-07")
    assert rows[0]["rule"].endswith("@2")
    assert "month and day" in rows[2]["declined"]


def test_each_line_is_answered_before_the_next_is_given(tmp_path):
    with subprocess.Popen([sys.executable, "-m", "presnya", "dates", "read", "--lang", "ru"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as one:
        for words, edtf in (("25 октября 1917 г.", "1917-10-25"), ("XIX в.", "18XX")):
            one.stdin.write(words + "\n")
            one.stdin.flush()
            assert json.loads(one.stdout.readline())["edtf"] == edtf
        one.stdin.close()
        assert one.wait(20) == 0


def test_an_explanation_tells_rule_days_in_both_calendars_and_what_was_assumed(tmp_path):
    told, _ = presnya("dates", "explain", "25 октября 1917 г.", "--lang", "ru", "--calendar", "julian", cwd=tmp_path)
    for words in ("tidied     25 октября 1917 г", "rule       day-month-year", "EDTF       1917-11-07", "1917-11-07 (Old Style 1917-10-25)", "in the julian calendar"):
        assert words in told


def test_an_explanation_of_what_is_declined_says_what_would_help(tmp_path):
    for words, reason, helps in (("last June", "nobody has said", "--date"), ("three days later", "there is none", "--anchor"), ("7/11/1917", "month and day", "--lang"),
                                 ("the thirties", "which century", "century")):
        told, _ = presnya("dates", "explain", words, "--lang", "en", cwd=tmp_path)
        assert reason in told
        assert helps in told.partition("would help")[2]


def test_the_date_of_the_document_is_also_that_told_before_when_no_other_is_given(tmp_path):
    lines = "three days later\nthat month\nDecember\n25 December\n"
    for options, expected in (
        (["--date", "1924-01-15"], ["1924-01-18", "1924-01", "1923-12", None]),  # December 1924 was yet to come
        (["--date", "1924-01-15", "--anchor", "1905-12-09"], ["1905-12-12", "1905-12", "1905-12", "1905-12-25"]),
        (["--date", "1924-01-15", "--kind", "memoir"], [None, None, None, None]),
    ):
        told, _ = presnya("dates", "read", "--lang", "en", *options, cwd=tmp_path, given=lines)
        assert [json.loads(line).get("edtf") for line in told.splitlines()] == expected
    told, _ = presnya("dates", "explain", "three days later", "--lang", "en", "--date", "1924-01-15", cwd=tmp_path)
    assert "--anchor was not given" in told


def test_one_json_object_is_printed_when_asked_for(tmp_path):
    told, _ = presnya("dates", "--json", "explain", "c.1785", cwd=tmp_path)
    assert json.loads(told)["edtf"] == "1785~"


def test_wrong_options_and_bytes_are_named(tmp_path):
    for words, named in ((("read", "--lang", "pl"), '"pl"'), (("read", "--date", "1917-02-30"), "1917-02-30"), (("explain", "1917", "--calendar", "mayan"), "mayan"), ((), "DEED")):
        _, said = presnya("dates", *words, cwd=tmp_path, code=2)
        assert named in said
    done = subprocess.run([sys.executable, "-m", "presnya", "dates", "read"], input=b"1917\n\xff\xfe\n", capture_output=True, check=False)
    assert done.returncode == 2
    assert b"Line 2" in done.stderr
    assert json.loads(done.stdout.splitlines()[0])["edtf"] == "1917"


def test_the_command_starts_without_django():
    script = "import sys; from presnya.cli import main; main(['dates', 'explain', '1917']); sys.exit(any(name in sys.modules for name in ('django', 'jinja2', 'spacy')))"
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0
