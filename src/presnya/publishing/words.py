"""Words of the interface that are looked up by a value rather than written in a template."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from presnya.terms.properties import properties


def mark(words: str) -> str:
    """The words themselves: marks them for the catalogues (gettext's N_)."""
    return words


def marks(one: str, many: str) -> tuple[str, str]:
    """The same for a phrase that counts: its forms for one and for many."""
    return one, many


NEARNESS: Final = {
    "participant": mark("participant"), "eyewitness": mark("eyewitness"), "contemporary": mark("contemporary"), "hearsay": mark("hearsay"), "historian": mark("historian"),
}
"""How near a witness stood, in words."""

NEAR_PLACES: Final = {"participant": 9, "eyewitness": 22, "contemporary": 35, "hearsay": 48, "historian": 61}
"""Where the witness's dot lies on the drawing of nearness, the event at 2."""

KINDS: Final = {
    "person": mark("Faces"), "group": mark("Groups"), "place": mark("Places"), "event": mark("Events"), "work": mark("Works"), "edition": mark("Editions"),
    "object": mark("Objects"), "exhibition": mark("Exhibitions"), "term": mark("Terms"), "source": mark("Reading room"), "question": mark("Questions"),
    "witness": mark("Witnesses"), "chronology": mark("Chronologies"), "panorama": mark("Panoramas"), "tour": mark("Tours"), "room": mark("Rooms"),
}
"""Headings of all things of a kind."""

ONE: Final = {
    "person": mark("person"), "group": mark("group"), "place": mark("place"), "event": mark("event"), "work": mark("work"), "edition": mark("edition"),
    "object": mark("object"), "exhibition": mark("exhibition"), "term": mark("term"), "source": mark("source"), "question": mark("question"),
    "witness": mark("witness"), "chronology": mark("chronology"), "passage": mark("passage"), "panorama": mark("panorama"), "tour": mark("tour"), "room": mark("room"),
}
"""What one thing of a kind is called, in the results of the search and in the index of names."""

STATUSES: Final = {"sourced": mark("sourced"), "contested": mark("contested"), "invented": mark("invented"), "unsourced": mark("unsourced")}
"""How well a place of a panorama is known."""

LIGHTS: Final = {
    "fire": mark("a fire flickers"), "camp": mark("a camp fire"), "glow": mark("a glow"), "gun": mark("a gun flashes"), "flash": mark("a shot flashes"),
    "window": mark("a lit window"), "dark": mark("all lights go out"),
}
"""What the light of a cue does, in words."""

ACTS: Final = {
    "appoint": mark("appointed"), "accession": mark("taken in"), "claim": mark("claims entered"), "propose": mark("read by machine"), "decide": mark("decided"),
    "dispute": mark("disputed"), "withdraw": mark("withdrawn"), "correct": mark("corrected"), "arrange": mark("arranged"),
    "rotate": mark("key changed"), "succeed": mark("register goes on"),
    "erase": mark("erased"),
}
"""What an act of the register did, in a word."""

GROUNDS: Final = {
    "privacy-law": mark("privacy law"), "court-order": mark("court order"), "copyright": mark("copyright"), "endangered-person": mark("a person in danger"),
    "malware": mark("malware"),
}
"""The closed list of grounds for an erasure, in words."""

SLOTS: Final = {
    "": mark("all that was written"), "claim": mark("a statement"), "files": mark("file and text"), "title": mark("title and description"), "authors": mark("authors"),
    "name": mark("a name"), "words": mark("the words of the ground"),
}
"""What a part of an act held, in words."""
CHANGED: Final = {**ACTS, "closed": mark("closed")}
"""The same on pages of what changed, where an exhibition that closed is told as such."""

CHOOSER: Final = {
    "on": mark("The museum on"), "show": mark("Show this day"), "after": mark("What changed after"), "until": mark("until"), "compare": mark("Show changes"),
    "as it stood": mark("The museum as it stood"), "changed": mark("What changed"), "today": mark("The museum today"), "no page": mark("There is no such page here."),
    "no page then": mark("There was no such page on that day."), "entrance then": mark("To the entrance of that day"), "no day": mark("That is no day."),
    "write": mark("Write a day as 2013-10-20, or a number of acts."), "building": mark("The museum of that day is being laid out."), "cannot": mark("This day cannot be shown."),
}
"""What a served museum says of its earlier days."""

STATUS: Final = (mark("standing"), mark("proposed"), mark("withdrawn"), mark("corrected"), mark("refused"))
QUALIFIERS: Final = (mark("about"), mark("at least"), mark("at most"), mark("only"))
STATES: Final = (mark("planned"), mark("open"), mark("closed"), mark("closed early"), mark("opens"), mark("intended end"), mark("born"), mark("died"))
ROLES: Final = (mark("visitor"), mark("contributor"), mark("translator"), mark("curator"), mark("conservator"), mark("registrar"))
FURNITURE: Final = (mark("share buttons"), mark("the title once more"), mark("an appeal printed after the text"))
"""Reasons that `accession.furniture` gives."""


def within(label: str, *, lang: str) -> str:
    """A property's label as it stands inside a sentence: small where its language writes it small ("Born in", "born in"; but "Mitglied von")."""
    return _as_written(lang).get(label) or label[:1].lower() + label[1:]


@cache
def _as_written(lang: str) -> Mapping[str, str]:
    """Labels that begin with a large letter → as the table of properties has them."""
    labels = [known.label(lang) for known in properties().values()]
    return {label[:1].upper() + label[1:]: label for label in labels}


def grouped(number: int) -> str:
    """A number of the register as it is printed: '1 045', with a narrow space that does not break."""
    return f"{number:,}".replace(",", "\u202f")
