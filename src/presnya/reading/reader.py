"""What every reader is, and which one reads a language by default."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from presnya.reading.document import Document, KnownName
from presnya.terms import Proposal, ReaderStamp
from presnya.terms.errors import ReaderError

LANGUAGES: Final = ("en",)


class Reader(Protocol):
    """A program that reads. `stamp` is printed beside all it proposed; two readers with one stamp give one answer to one document."""

    stamp: ReaderStamp

    def read(self, document: Document, known_names: Sequence[KnownName] = (), cache: Path | None = None,
             progress: Callable[[int, int], None] | None = None) -> Iterable[Proposal]:
        """Proposals about one document, each verbatim in the text at its offsets and none in its furniture.

        `known_names` settle type and canonical form. `cache` is a folder in which the slow part is kept piece by piece, so
        that a reading that was stopped goes on from there. `progress` is called with (done, total) in code points.
        """


def default_reader(lang: str) -> Reader:
    """The reader for a language (BCP 47). ReaderError where there is none yet, or where its model is missing or altered."""
    if lang.casefold().split("-")[0] not in LANGUAGES:
        raise ReaderError(f"No reader for the language “{lang}” comes with presnya.",
                          next_step="Readers: en (English). The source itself is kept and shown; enter its claims by hand, or give --lang en if it is English.")
    from presnya.reading.english import EnglishReader

    return EnglishReader()
