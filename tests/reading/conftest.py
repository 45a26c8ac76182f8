"""The reader is loaded once; texts are small and our own."""

from collections.abc import Callable, Sequence

import pytest

from presnya import dates
from presnya.reading import Document, KnownName, default_reader
from presnya.reading.english import EnglishReader
from presnya.terms import Calendar, Furniture, Proposal, Span


@pytest.fixture(scope="session")
def reader() -> EnglishReader:
    made = default_reader("en")
    assert isinstance(made, EnglishReader)
    return made


@pytest.fixture
def read(reader) -> Callable[..., list[Proposal]]:
    """Read a text: read(text, kind="news", date="1925-05-02", known=[…]) → proposals."""

    def run(text: str, *, date: str = "1925-06", kind: str = "essay", author: str = "", furniture: tuple[Furniture, ...] = (), calendar: Calendar = "gregorian",
            emphasis: tuple[Span, ...] = (), known: Sequence[KnownName] = ()) -> list[Proposal]:
        document = Document(text, date=dates.date_value(date) if date else None, kind=kind, author=author, furniture=furniture, calendar=calendar, emphasis=emphasis)
        return list(reader.read(document, known_names=known))

    return run
