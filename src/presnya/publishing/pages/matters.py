"""Pages of what is contested: each question, and the list of all matters."""

from collections.abc import Iterator
from typing import NamedTuple

from presnya.museum.collating import Collation, everything, question
from presnya.museum.notices import Notice, notices_about
from presnya.museum.thing import Gone, gone
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark


class Asked(NamedTuple):
    """A question with its answers, those that no longer stand, and the places of those that were erased."""

    matter: Collation
    gone: tuple[Gone, ...]
    erased: tuple[Notice, ...]


def pages(build: Build) -> Iterator[Page]:
    """Questions in the order of entry, then contested.html."""
    for identifier in build.holdings.snapshot.arrangements:
        if identifier.startswith("question/"):
            showing = Asked(question(identifier, build.holdings), gone(identifier, build.holdings), notices_about(identifier, build.holdings))
            yield Page(links.thing(identifier), "question.html", showing, showing.matter.title, "contested", "p-question")
    yield Page(links.CONTESTED, "contested.html", everything(build.holdings), build.say(mark("Contested matters")), "contested", "p-contested")
