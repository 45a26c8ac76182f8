import pytest

from presnya.reading.figures import value_of


@pytest.mark.parametrize(("words", "value"), [
    ("100", "100"), ("1,200", "1200"), ("sixty-six", "66"), ("two hundred and five", "205"), ("three thousand", "3000"), ("1.5 million", "1500000"), ("200 to 300", "200/300"),
    ("20–30", "20/30"), ("hundreds", None), ("several", None), ("", None), ("seventh", None),
])
def test_value_is_given_only_for_numbers(words, value):
    assert value_of(words) == value


@pytest.mark.reader
@pytest.mark.parametrize(("text", "found"), [
    ("About 300 people came, and sixty-six were hurt.", [("300", "300", "people"), ("sixty-six", "66", "")]),
    ("Only 12 percent voted.", [("12 percent", "12", "percent")]),
    ("Hundreds of millers were there.", [("Hundreds", "", "")]),
    ("He was sentenced to five years.", [("five years", "5", "years")]),
    ("One of the mills burned in 1911 and cost $300.", []),
])
def test_figures_in_running_text(read, text, found):
    assert [(one.text, one.value, one.unit) for one in read(text) if one.kind == "figure"] == found
