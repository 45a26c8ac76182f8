"""Links between pages: short, and leading where they should."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presnya.publishing import links

PATH = st.lists(st.sampled_from(["a", "b", "c", "a-b"]), min_size=1, max_size=4).map("/".join)


@given(PATH, PATH)
def test_a_link_leads_from_one_page_to_the_other(here, there):
    link = links.relative(here, there)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), link)) == there
    if here != there:
        assert link == posixpath.relpath(there, posixpath.dirname(here) or ".")


@pytest.mark.parametrize(("here", "there", "link"), [
    ("people/a.html", "people/a.html#born", "#born"), ("people/a.html", "#top", "#top"), ("people/a.html", "people/a.html", "a.html"), ("a.html", "people/b.html#c", "people/b.html#c"),
    ("ru/people/a.html", "people/a.html", "../../people/a.html"), ("chronologies/x.html", "chronologies/x/1917.html", "x/1917.html"), ("a/b.html", "search.html?q=c", "../search.html?q=c"),
])
def test_a_link_keeps_what_follows_the_page(here, there, link):
    assert links.relative(here, there) == link
