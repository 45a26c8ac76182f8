"""Pages of what is contested: each question, and the list of all matters."""

from collections.abc import Iterator

from presnya.museum.collating import everything, question
from presnya.publishing import links
from presnya.publishing.pages.page import Build, Page
from presnya.publishing.words import mark


def pages(build: Build) -> Iterator[Page]:
    """Questions in the order of entry, then contested.html."""
    for identifier in build.holdings.snapshot.arrangements:
        if identifier.startswith("question/"):
            showing = question(identifier, build.holdings)
            yield Page(links.thing(identifier), "question.html", showing, showing.title, "contested", "p-question")
    yield Page(links.CONTESTED, "contested.html", everything(build.holdings), build.say(mark("Contested matters")), "contested", "p-contested")
