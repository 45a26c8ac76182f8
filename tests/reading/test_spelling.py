import pytest

from presnya.reading.spelling import compatible, fold, parts, surname


@pytest.mark.parametrize("spellings", [
    ("Korniloff", "Kornilov", "Kornilow"), ("Trotzky", "Trotsky", "Trotski"), ("Kerensky", "Kerenski", "Kerenskii"), ("Milyukov", "Miliukov", "Miliukoff"),
    ("Tchernoff", "Chernov"), ("Alexeieff", "Alexeyev", "Alekseev"), ("Lenine", "Lenin"), ("Tseretelli", "Tsereteli"), ("Lunatcharsky", "Lunacharsky"),
])
def test_fold_levels_spellings_of_one_name(spellings):
    assert len({fold(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Kornilov", "Krylenko"), ("Lvov", "Lenin"), ("Martov", "Markov"), ("Kamenev", "Kamensky")])
def test_fold_keeps_different_names_apart(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Kornilov", "General L. G. Korniloff", True), ("V. I. Lenin", "Vladimir Lenin", True), ("Alexei Person", "Aleksey Person", True), ("Anna Person", "Boris Person", False),
    ("A. Person", "B. Person", False), ("A. B. Person", "A. C. Person", False), ("Anna Person", "Anna Miller", False),
])
def test_compatible_says_whether_two_names_can_be_one_person(one, other, same):
    assert compatible(one, other) is same


def test_titles_are_no_part_of_a_name():
    assert parts("General L.G. Korniloff") == ("L.", "G.", "Korniloff")
    assert surname("Mr. A. Person, Jr.") == "Person"
