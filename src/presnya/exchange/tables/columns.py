"""Which tables there are, which columns each has, and what a cell says: as data."""

from typing import Final, NamedTuple


class Column(NamedTuple):
    """A column whose cells become claims. `how`: text, texts (parted by `;` or `,`), date, refs (ids parted by `;`, else words), ref."""

    name: str
    property: str
    how: str
    parted: str = ";"


class Form(NamedTuple):
    """A table: the kind of thing its rows are about, all its columns, those that become claims by the general rule."""

    name: str
    kind: str
    columns: tuple[str, ...]
    claims: tuple[Column, ...]


UNKNOWN: Final = ("", "..")
"""Cells that say nothing."""

COMMON: Final = ("source_ids", "locator")

FORMS: Final[tuple[Form, ...]] = (
    Form("people", "person", ("id", "name", "other_names", "born", "died", "born_place", "died_place", "roles", "summary"), (
        Column("name", "name", "text"), Column("other_names", "other_name", "texts"), Column("born", "born", "date"), Column("died", "died", "date"),
        Column("born_place", "born_in", "refs"), Column("died_place", "died_in", "refs"), Column("roles", "role", "texts", ","), Column("summary", "summary", "text"))),
    Form("groups", "group", ("id", "name", "native_name", "kind", "founded", "dissolved", "summary"), (
        Column("name", "name", "text"), Column("native_name", "native_name", "text"), Column("kind", "kind", "text"), Column("founded", "founded", "date"),
        Column("dissolved", "dissolved", "date"), Column("summary", "summary", "text"))),
    Form("places", "place", ("id", "name", "native_name", "former_or_other_names", "kind", "latitude", "longitude", "coordinates_source", "fate", "since", "summary"), (
        Column("name", "name", "text"), Column("native_name", "native_name", "text"), Column("former_or_other_names", "other_name", "texts"),
        Column("kind", "kind", "text"), Column("fate", "fate", "text"), Column("since", "since", "date"), Column("summary", "summary", "text"))),
    Form("events", "event", ("id", "title", "edtf", "calendar", "edtf_gregorian", "local_time", "place", "participants", "lanes", "summary"), (
        Column("title", "name", "text"), Column("local_time", "local_time", "text"), Column("place", "took_place_in", "refs"),
        Column("participants", "participant", "refs"), Column("summary", "summary", "text"))),
    Form("works", "work", ("id", "title", "original_title", "creators", "kind", "language", "written", "first_published", "summary"), (
        Column("title", "title", "text"), Column("original_title", "original_title", "text"), Column("creators", "created_by", "refs"), Column("kind", "kind", "text"),
        Column("language", "language", "text"), Column("written", "written", "date"), Column("first_published", "published", "date"), Column("summary", "summary", "text"))),
    Form("editions", "edition", ("id", "work", "kind", "language", "title", "published", "publisher", "translator", "introduction_by", "summary"), (
        Column("title", "title", "text"), Column("work", "edition_of", "refs"), Column("kind", "kind", "text"), Column("language", "language", "text"),
        Column("published", "published", "date"), Column("publisher", "publisher", "text"), Column("translator", "translated_by", "refs"),
        Column("introduction_by", "introduction_by", "refs"), Column("summary", "summary", "text"))),
    Form("objects", "object", ("id", "name", "kind", "date", "place", "subjects", "description", "state"), (
        Column("name", "name", "text"), Column("kind", "kind", "text"), Column("date", "made", "date"), Column("place", "located_in", "refs"),
        Column("subjects", "subject", "refs"), Column("description", "description", "text"), Column("state", "state", "text"))),
    Form("exhibitions", "exhibition", ("id", "title", "venue", "opened", "planned_close", "closed", "curators", "participants", "summary", "state"), (
        Column("title", "name", "text"), Column("venue", "took_place_in", "refs"), Column("opened", "opened", "date"), Column("planned_close", "planned_close", "date"),
        Column("closed", "closed", "date"), Column("curators", "curated_by", "refs"), Column("participants", "participant", "refs"), Column("summary", "summary", "text"),
        Column("state", "state", "text"))),
)

SOURCES: Final = ("id", "author", "title", "published", "kind", "address", "accessed", "standpoint", "how_much_read", "language", "rights", "nearness", "file", "calendar")
RELATIONS: Final = ("id", "subject", "relation", "object", "from", "to", "source_ids", "locator")
PORTRAITS: Final = ("id", "person", "witness", "edtf", "says", "short_quotation", "source_ids", "locator")
FIGURES: Final = ("id", "what", "value", "value_high", "unit", "edtf", "who_counted", "about", "source_ids", "locator", "note")
SIDES: Final = ("a", "b", "c", "d", "e")
CONTESTED: Final = ("id", "question", "about", *(f"{part}_{side}" for side in SIDES for part in ("side", "witness", "source")), "how_it_stands")

PHRASES: Final = {
    "member of": "member_of", "led": "led", "founded": "founded_group", "helped found": "founded_group", "split from": "split_from", "merged into": "merged_into",
    "edited": "edited", "married to": "married_to", "partner of": "married_to", "parent of": "parent_of", "child of": "child_of", "kinsman of": "kin_of",
    "worked with": "worked_with", "wrote with": "worked_with", "worked for": "worked_for", "knew": "knew", "friend of": "friend_of", "met": "met",
    "disagreed with": "disagreed_with", "disagrees with": "disagreed_with", "broke with": "split_from", "opposed": "opposed", "protested against": "opposed",
    "supported": "supported", "protested for": "supported", "appealed for": "supported", "chaired": "chaired", "commanded": "commanded", "officer of": "officer_of",
    "secretary of": "secretary_of", "deputy leader of": "led_with", "section of": "branch_of", "grew out of": "grew_out_of", "became": "became",
    "claims descent from": "claims_descent_from", "succeeded": "succeeded", "killed": "killed", "part of": "part_of",
}
"""Relation in words → property. Words that are not here become `related_to`, with the words kept in the claim's note."""
