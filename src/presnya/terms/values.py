"""What a claim may say: typed, frozen values that go to and from the register's JSON unchanged.

All values are msgspec structs tagged by `kind`; `msgspec.to_builtins` gives plain JSON without
floats (the register's canonical JSON has none), `msgspec.convert(..., Value)` reads it back strictly.
"""

from typing import Final, Literal

import msgspec

Calendar = Literal["gregorian", "julian", "republican", "unknown"]

EPOCH: Final = "1970-01-01T00:00"
"""Bounds of dates are whole minutes from this moment of the proleptic Gregorian calendar, no time zone."""


class Word(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Base of all the museum's words: immutable, compared by value, unknown fields refused.

    Immutable trees hold no cycles, so the garbage collector need not walk through millions of them.
    """


class Anchor(Word, frozen=True):
    """A date given against another event or the document: `relation` is an Allen relation, `offset` in words."""

    event: str
    relation: str = ""
    offset: str = ""


class DateValue(Word, frozen=True, tag="date", tag_field="kind"):
    """A date as the source wrote it and as we read it (design: time).

    `words` stay for ever; `calendar` is that of the words; `edtf` is Gregorian, EDTF level 0–2, empty
    when the words could not be read (then `rule` is "declined: why"). `begin` and `end` are
    (earliest, latest) in minutes from EPOCH, both inclusive; None stands for open or unknown.
    A single day has begin (00:00, 23:59) and end the same: "some moment within"; an interval has the bounds of
    its first day as `begin` and those of its last day as `end`.
    """

    words: str
    edtf: str = ""
    lang: str = "und"
    calendar: Calendar = "gregorian"
    begin: tuple[int | None, int | None] = (None, None)
    end: tuple[int | None, int | None] = (None, None)
    rule: str = ""
    relative_to: Anchor | None = None


class Text(Word, frozen=True, tag="text", tag_field="kind"):
    """Words, in a language (BCP 47; 'und' when nobody said)."""

    text: str
    lang: str = "und"


class Ref(Word, frozen=True, tag="ref", tag_field="kind"):
    """Another thing of the museum, by id; `label` is what the source calls it, when that differs."""

    id: str
    label: str = ""


class Number(Word, frozen=True, tag="number", tag_field="kind"):
    """A count or measure with bounds. `low`/`high` are decimal strings (no floats in the register); None = open.

    `words` is the figure as the source wrote it ("about 1500", "nombreux"), `unit` what is counted
    ("people"), `qualifier` one of '', 'about', 'at-least', 'at-most', 'only'.
    """

    words: str
    low: str | None = None
    high: str | None = None
    unit: str = ""
    qualifier: Literal["", "about", "at-least", "at-most", "only"] = ""


class Coordinates(Word, frozen=True, tag="coordinates", tag_field="kind"):
    """WGS 84 degrees as decimal strings, north and east positive."""

    latitude: str
    longitude: str


class Link(Word, frozen=True, tag="link", tag_field="kind"):
    """An address elsewhere. Shown as words; never fetched by a page."""

    url: str
    label: str = ""


Value = DateValue | Text | Ref | Number | Coordinates | Link
