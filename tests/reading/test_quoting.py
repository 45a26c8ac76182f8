import pytest

from presnya.reading.document import Document, paragraphs
from presnya.reading.quoting import find_quotations, worth_proposing


def found(text: str) -> list[str]:
    return [text[one.inner.start:one.inner.end] for one in find_quotations(text, paragraphs(Document(text)))]


@pytest.mark.parametrize(("text", "quotations"), [
    ("He said, “We stay.” They stayed.", ["We stay."]),
    ('He said, "We stay." They stayed.', ["We stay."]),
    ("Er sagte: „Wir bleiben“ und ging.", ["Wir bleiben"]),
    ("Il dit : «Nous restons» et sortit.", ["Nous restons"]),
    ("“He told us ‘go home’ and we went,” she said.", ["He told us ‘go home’ and we went,"]),
    ("It was 6' 2\" high and 3\" wide.", []),
    ("An opening “that never closes goes on.", []),
    ("‘Go on’, said the ferryman, ‘it is late.’", ["Go on", "it is late."]),
    ("The workers’ and soldiers’ deputies met.", []),
    ("“” is empty.", []),
])
def test_quotations_are_found_by_their_marks(text, quotations):
    assert found(text) == quotations


def test_speech_over_paragraphs_goes_on():
    text = "The miller said:\n\n“First we counted the sacks.\n\n“Then we counted the men.”\n\nNobody spoke."
    first, second = find_quotations(text, paragraphs(Document(text)))
    assert (first.goes_on, second.goes_on) == (False, True)
    assert text[second.inner.start:second.inner.end] == "Then we counted the men."


BLOCK = ("the river came over the lower road in the night and nobody woke, because the watchman had gone to his sister's wedding, and in the morning there were boats where the "
         "carts had been")


@pytest.mark.parametrize(("before", "is_block"), [
    ("In her diary A. Person writes:", True),
    ("According to the watchman:", True),
    ("There were three kinds of boats:", False),
    ("In her diary A. Person writes of boats.", False),
])
def test_block_quotation_needs_an_announcement_and_a_colon(before, is_block):
    text = f"{before}\n\nThat spring {BLOCK}.\n\nThe diary ends here."
    modes = [one.mode for one in find_quotations(text, paragraphs(Document(text)))]
    assert modes == (["block"] if is_block else [])


@pytest.mark.parametrize(("text", "cued", "kept"), [
    ("They showed “The Lower Road” twice.", True, 0),
    ("They call it “progress” here.", True, 0),
    ("“Never!” she cried.", True, 1),
    ("“Never!” stood on the wall.", False, 0),
    ("They were “tired of counting sacks” by then.", False, 1),
])
def test_titles_and_scare_quotes_are_not_proposed(text, cued, kept):
    quotations = find_quotations(text, paragraphs(Document(text)))
    assert len(list(worth_proposing(text, quotations, cued=[cued] * len(quotations)))) == kept
