import msgspec
import pytest

from presnya.reading import Document, grounded
from presnya.terms import Furniture, Proposal, Span

TEXT = "Boris Ozerov wrote it. Ozerov sold it.\n\nBuy from Ozerov."
DOCUMENT = Document(TEXT, furniture=(Furniture(40, 56, "an advertisement"),))
NAME = Proposal("name", (Span(0, 12), Span(23, 29)), "Boris Ozerov", "r@1", type="person", canonical="Boris Ozerov", aliases=("Ozerov",))
DATE = Proposal("figure", (Span(13, 18),), "wrote", "r@1")


@pytest.mark.parametrize("proposal", [NAME, DATE])
def test_what_stands_in_the_text_passes(proposal):
    assert list(grounded([proposal], DOCUMENT)) == [proposal]


@pytest.mark.parametrize("change", [
    {"text": "writes"}, {"spans": (Span(12, 18),)}, {"spans": (Span(13, 13),)}, {"spans": (Span(-3, 2),)}, {"spans": (Span(50, 9999),)}, {"spans": (Span(40, 43),), "text": "Buy"}, {"spans": ()},
])
def test_what_does_not_is_stopped(change):
    assert list(grounded([msgspec.structs.replace(DATE, **change)], DOCUMENT)) == []


def test_a_name_loses_only_the_passages_that_are_not_its_own():
    wrong = msgspec.structs.replace(NAME, spans=(*NAME.spans, Span(49, 55), Span(13, 18)))
    assert list(grounded([wrong], DOCUMENT)) == [NAME]


def test_a_name_the_text_does_not_say_is_stopped():
    assert list(grounded([msgspec.structs.replace(NAME, text="B. Ozerov", canonical="B. Ozerov", aliases=())], DOCUMENT)) == []
