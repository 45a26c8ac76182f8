import pytest

pytestmark = pytest.mark.reader

PEOPLE = "Boris Ozerov wrote books. Anna Zarubina painted. "


def speakers(proposals):
    return [one.speaker for one in proposals if one.kind == "quotation"]


@pytest.mark.parametrize(("text", "speaker"), [
    ("Boris Ozerov wrote, “The river was never so high in all our years.”", "Boris Ozerov"),
    ("“The river was never so high,” Boris Ozerov wrote to his brother.", "Boris Ozerov"),
    ("“The river was never so high,” said Boris Ozerov.", "Boris Ozerov"),
    ("According to Anna Zarubina, the mill was “a place of noise and flour.”", "Anna Zarubina"),
    ("The mill was, in Anna Zarubina’s words, “a place of noise and flour.”", "Anna Zarubina"),
    ("Anna Zarubina argued that the mill was “a place of noise and flour.”", "Anna Zarubina"),
    ("Boris Ozerov, whom Anna Zarubina described as “a man of noise and flour,” left.", "Anna Zarubina"),
    ("Boris Ozerov believed that the union offered no hope for a “renewal of the whole trade.”", "Boris Ozerov"),
])
def test_speaker_is_the_subject_of_the_verb_of_saying(read, text, speaker):
    assert speakers(read(text)) == [speaker]


def test_pronoun_is_the_last_subject_and_marked_as_implied(read):
    found = [one for one in read("Boris Ozerov came back in spring. He wrote, “The river was never so high.”") if one.kind == "quotation"]
    assert [(one.speaker, one.certainty) for one in found] == [("Boris Ozerov", "implied")]


def test_two_possible_persons_leave_a_pronoun_open_with_candidates(read):
    text = "Boris Ozerov met Pavel Zarubin while Stepan Melnikov slept. “The river was never so high,” he said."
    found = [one for one in read(text) if one.kind == "quotation"]
    assert found[0].speaker in ("", "Boris Ozerov")
    assert {"Boris Ozerov", "Pavel Zarubin", "Stepan Melnikov"} <= set(found[0].candidates)


def test_gender_of_a_first_name_is_heeded(read):
    text = "Anna Zarubina came with Boris Ozerov. “The river was never so high,” she said."
    assert speakers(read(text)) == ["Anna Zarubina"]


def test_without_a_cue_the_speaker_is_left_open(read):
    found = [one for one in read(PEOPLE + "On the wall stood “no bread for those who sleep.”") if one.kind == "quotation"]
    assert [(one.speaker, one.mode) for one in found] == [("", "direct")]


def test_first_person_is_the_author(read):
    found = [one for one in read("“The river will come,” I said to the watchman.", author="Stepan Melnikov") if one.kind == "quotation"]
    assert [one.speaker for one in found] == ["Stepan Melnikov"]


def test_block_quotation_has_its_announced_speaker(read):
    block = ("the river came over the lower road in the night and nobody woke, because the watchman had gone to his sister's wedding, and in the morning there were boats "
             "where the carts had been, and bread lay on the water")
    found = [one for one in read(f"In her diary Anna Zarubina writes:\n\nThat spring {block}.\n\nThe diary ends here.") if one.kind == "quotation"]
    assert [(one.speaker, one.mode) for one in found] == [("Anna Zarubina", "block")]


def test_speech_over_paragraphs_keeps_its_speaker(read):
    text = "Boris Ozerov said: “First we counted the sacks.”\n\n“Then we counted the men,” he said.\n\n“We were not many,” said Anna Zarubina."
    assert speakers(read(text)) == ["Boris Ozerov", "Boris Ozerov", "Anna Zarubina"]


def test_nothing_inside_a_quotation_is_the_narrators(read):
    text = "Boris Ozerov wrote, “In 1911 the mill was founded by Pavel Zarubin and burned down.”"
    assert not [one for one in read(text) if one.kind in ("event", "relation")]
