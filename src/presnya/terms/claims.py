"""Source, passage, witness, claim: who says what, where exactly (charter, rule 2)."""

from typing import Final, Literal, get_args

from presnya.terms.errors import UnknownWord
from presnya.terms.values import DateValue, Value, Word

Nearness = Literal["", "participant", "eyewitness", "contemporary", "hearsay", "historian"]
"""How near the witness stood to what they tell; '' when nobody said."""
NEARNESSES: Final[tuple[Nearness, ...]] = get_args(Nearness)


def nearness_of(words: str) -> Nearness:
    """The word itself; UnknownWord when it is none of the five."""
    if words not in NEARNESSES:
        raise UnknownWord(f"“{words}” is no nearness.", next_step=f"Leave it empty or write {', '.join(NEARNESSES[1:-1])} or {NEARNESSES[-1]}.")
    return words


class TextQuote(Word, frozen=True, tag="text", tag_field="kind"):
    """W3C TextQuoteSelector and TextPositionSelector in one: `start`/`end` in code points of the source's text, end exclusive."""

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


class Cell(Word, frozen=True, tag="cell", tag_field="kind"):
    """A cell of a table of the museum's folder: path of the table, id of the row, name of the column."""

    table: str
    row: str
    column: str = ""


class Locator(Word, frozen=True, tag="locator", tag_field="kind"):
    """A place in a source in words ("ch. II", "opening"), where the text itself is not in the strongroom."""

    words: str


class Region(Word, frozen=True, tag="region", tag_field="kind"):
    """A part of a picture: W3C media fragment `x,y,w,h` in pixels of the stored image."""

    xywh: str


Selector = TextQuote | Cell | Locator | Region


class Passage(Word, frozen=True):
    """The exact place in a source that bears a claim."""

    source: str
    at: Selector


class Claim(Word, frozen=True):
    """Property and value about a thing, by a witness, at a passage.

    `witness` is whose word it is (`person/…`, `group/…` or `witness/…`); `via` are those through whom it
    reached us, in order, the source's author last: Zinoviev told Serge, whom the essayist quotes
    → witness Zinoviev, via (Serge, essayist), cited Z›S›E. Empty when the witness wrote the source.
    `when`/`where` bound the validity of the claim itself (a post held from–to), not of the thing.
    `asserted` is when the witness said it. `origin` is the key of the row or line of the museum's folder it
    came from, so that an edited folder can be compared; `proposal` the proposal a person accepted.
    """

    about: str
    property: str
    value: Value
    witness: str
    source: str
    passages: tuple[Passage, ...] = ()
    via: tuple[str, ...] = ()
    standpoint: str = ""
    nearness: Nearness = ""
    asserted: DateValue | None = None
    when: DateValue | None = None
    where: str = ""
    note: str = ""
    origin: str = ""
    proposal: str = ""
