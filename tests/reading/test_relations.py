import pytest

from presnya.reading.relations import patterns
from presnya.terms.properties import property_named

pytestmark = pytest.mark.reader


def triples(proposals):
    return {(one.subject, one.predicate, one.object, one.date.edtf if one.date else "") for one in proposals if one.kind == "relation"}


@pytest.mark.parametrize(("text", "stated"), [
    ("Anna Zarubina was born in Warsaw in 1890.", {("Anna Zarubina", "born_in", "Warsaw", "1890"), ("Anna Zarubina", "born", "", "1890")}),
    ("Boris Ozerov joined the Millers’ Union in 1911.", {("Boris Ozerov", "joined", "Millers’ Union", "1911")}),
    ("Boris Ozerov was expelled from the Millers’ Union in 1912.", {("Boris Ozerov", "expelled_from", "Millers’ Union", "1912")}),
    ("The Millers’ Union was founded by Boris Ozerov in 1909.", {("Millers’ Union", "founded_by", "Boris Ozerov", "1909"), ("Millers’ Union", "founded", "", "1909")}),
    ("Boris Ozerov, the Millers’ Union leader, left.", {("Boris Ozerov", "led", "Millers’ Union", "")}),
    ("Boris Ozerov was a member of the Millers’ Union.", {("Boris Ozerov", "member_of", "Millers’ Union", "")}),
    ("Boris Ozerov met Anna Zarubina.", {("Boris Ozerov", "met", "Anna Zarubina", "")}),
    ("Boris Ozerov wrote books. He died in Vienna in 1920.", {("Boris Ozerov", "died_in", "Vienna", "1920"), ("Boris Ozerov", "died", "", "1920")}),
    ("Boris Ozerov was fined in 1911, then arrested and deported to Vienna in 1913.", {("Boris Ozerov", "deported", "Vienna", "1913"), ("Boris Ozerov", "deported", "", "1913")}),
    ("A poet and painter, Anna Zarubina was born in Vienna.", {("Anna Zarubina", "born_in", "Vienna", "")}),
    ("Boris Ozerov’s novel “The Lower Road” was sold.", {("Boris Ozerov", "wrote", "Lower Road", "")}),
    ("Boris Ozerov’s newspaper, “The Lower Road”, was sold.", set()),
    ("Boris Ozerov came to command the Volga Fleet.", set()),
    ("Boris Ozerov would join the Millers’ Union.", set()),
    ("Boris Ozerov did not join the Millers’ Union.", set()),
    ("The miller joined the union.", set()),
])
def test_relations_are_read_by_pattern(read, text, stated):
    assert triples(read(text)) == stated


def test_a_relation_got_through_a_pronoun_is_implied(read):
    found = [one for one in read("Boris Ozerov wrote books. He died in Vienna.") if one.kind == "relation"]
    assert [one.certainty for one in found] == ["implied"]


def test_every_pattern_names_a_property_that_fits():
    for rows in patterns().values():
        for row in rows:
            for predicate in filter(None, (row.predicate, row.date)):
                known = property_named(predicate)
                assert "*" in known.whose or set(row.subject) <= set(known.whose), (row.verb, predicate)
            if row.predicate:
                assert "ref" in property_named(row.predicate).values, row.verb
                assert "*" in property_named(row.predicate).refs or set(row.object) <= set(property_named(row.predicate).refs), row.verb
            if row.date:
                assert "date" in property_named(row.date).values, row.verb
