"""docs/register-spec.md: what follows from the code stands there as the code has it, and each sentence that bears a mark is named by a test."""

import re
from pathlib import Path

import pytest

from presnya.register import act, cosigning, names, note, recorded, rotation
from presnya.terms import parts
from tests.docs.spec_tables import SPEC, written
from tests.register.sentences import SENTENCES

TEXT = SPEC.read_text(encoding="utf-8")
TESTS = Path(__file__).parents[1]
MARKS = re.findall(r"^- \*\*([A-Z]\d+)\.\*\* \S", TEXT, flags=re.MULTILINE)
NAMED = {mark for place in TESTS.rglob("test_*.py") for mark in re.findall(r'\bmark\.spec\("([A-Z]\d+)"\)', place.read_text(encoding="utf-8"))} | set(SENTENCES)


def test_spec_tables_and_example_are_those_of_the_code_and_the_vectors():
    assert written(TEXT) == TEXT, "python tests/docs/spec_tables.py writes them anew"


def test_spec_marks_rise_within_their_section_and_stand_once():
    assert len(set(MARKS)) == len(MARKS) > 60
    assert sorted(MARKS, key=lambda mark: (MARKS.index(f"{mark[0]}1"), int(mark[1:]))) == MARKS


@pytest.mark.parametrize("mark", MARKS)
def test_spec_sentence_is_named_by_a_test(mark):
    assert mark in NAMED


def test_spec_marks_that_tests_name_are_sentences_of_it():
    assert set(MARKS) >= NAMED


def test_spec_refers_only_to_sentences_it_has():
    for words in re.findall(r"\(((?:[A-Z]\d+(?:–|, | and )?)+)[^()]*\)", TEXT):
        assert set(re.findall(r"[A-Z]\d+", words)) <= set(MARKS), words


@pytest.mark.spec("L1")
def test_spec_limits_are_those_of_the_code():
    told = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|$", TEXT.partition("## 16.")[2].partition("## 17.")[0], flags=re.MULTILINE))
    assert told["an entry"] == f"{act.LONGEST_ENTRY:,} bytes"
    assert told["acts"] == "2^53 - 1"
    assert note.LARGEST_SIZE == 2**53 - 1
    assert told["signature lines of a note"] == str(note.MOST_SIGNATURES)
    assert told["hashes in a request"] == str(cosigning.MOST_PROOF)
    assert told["a path, a component of it"] == f"{names.LONGEST_NAME:,} bytes, {names.LONGEST_PART} bytes"
    assert told["rotations of one register"] == f"{rotation.MOST:,}"
    assert told["`at` before the recorded time, unremarked"] == f"{recorded.SLACK // 60} minutes"
    assert told["a cosignature ahead of the reader's clock"] == f"{cosigning.AHEAD // 60} minutes"


@pytest.mark.spec("A2")
def test_spec_names_the_parts_that_each_act_seals_apart():
    sentence = re.search(r"^- \*\*A2\.\*\* (.*)$", TEXT, flags=re.MULTILINE)
    assert sentence
    for kind, fields in parts.FIELDS.items():
        assert f"`{kind}`" in sentence[1], kind
        for part, names_ in fields.items():
            assert f"`{part}`" in sentence[1] and all(f"`{name}`" in sentence[1] for name in names_), (kind, part)
    assert set(parts.FIELDS) == {"appoint", "accession", "decide", "dispute", "withdraw", "correct"}
    assert [sorted(parts.split(kind, {"about": "x", "claims": claims})[1]) for kind, claims in (("claim", [1]), ("claim", [1, 2]), ("correct", [1]))] == [[], ["claim_0", "claim_1"], ["claim_0"]]
    assert parts.split("decide", {"verdict": "accepted"}) == ({"verdict": "accepted"}, {})
