"""Curators' words: Markdown with links to things and letters of witnesses; nothing dead, nothing foreign."""

import pytest

from presnya.catalogue import snapshot
from presnya.exchange.prose import check_prose
from presnya.museum import hold
from presnya.publishing.prose import prose
from presnya.terms.errors import BadInput
from tests.builders import enter, said, text

HERE = "tours/walk/1.html"


@pytest.fixture
def said_as(street):
    """The words as HTML in a museum of one diary and one strike."""
    enter(street, [said("event/strike", "name", text("The strike"), source=street.diary)])
    holdings = hold(snapshot.take(), museum=street.museum)
    return lambda words: str(prose(words, HERE, holdings)).strip(), street.diary


def test_a_citation_is_the_letters_of_the_sources_author(said_as):
    show, diary = said_as
    mark = f'<a class="sig" href="../../sources/{diary.partition("/")[2]}/index.html" aria-label="M. Ada Mill: A diary of our street">M</a>'
    assert show(f"Nobody goes in. [@{diary}]") == f"<p>Nobody goes in.{mark}</p>"
    assert show(f"*Nobody.* [@{diary}] [@{diary}]\nOne.") == f'<p><em>Nobody.</em>{mark}{mark.replace("sig", "sig adj", 1)}\nOne.</p>'


def test_a_witness_is_cited_at_their_own_page(said_as):
    show, _ = said_as
    assert show("So. [@person/ada-mill]") == '<p>So.<a class="sig" href="../../witnesses/people/ada-mill.html" aria-label="M. Ada Mill">M</a></p>'


def test_an_id_becomes_the_address_of_its_page(said_as):
    show, _ = said_as
    assert show("The [strike](event/strike).") == '<p>The <a href="../../events/strike.html">strike</a>.</p>'
    assert show("[Elsewhere](https://example.org/a)") == '<p><a href="https://example.org/a">Elsewhere</a></p>'


@pytest.mark.parametrize(("words", "shown"), [
    ("The [march](event/march).", "<p>The march.</p>"),
    ("So. [@source/lost]", '<p>So. <span class="fine">(Lost)</span></p>'),
    ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
    ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
    ("`[@source/lost]`", "<p><code>[@source/lost]</code></p>"),
])
def test_nothing_dead_and_nothing_foreign_is_printed(said_as, words, shown):
    show, _ = said_as
    assert show(words) == shown


def test_a_picture_of_another_host_is_not_asked_for(said_as):
    show, _ = said_as
    assert "<img" not in show("![x](https://example.org/a.png)")


@pytest.mark.parametrize("words", ["[@source/lost]", "a [b](person/nobody) c"])
def test_an_id_that_nothing_bears_is_refused_with_its_place(words):
    with pytest.raises(BadInput) as refused:
        check_prose(words, {"source/diary"}, "tours/walk.md, line 3")
    assert "tours/walk.md, line 3" in refused.value.message
    check_prose("Said. [@source/diary] and [out](https://example.org/x)", {"source/diary"}, "x")
