"""Words of the interface that are looked up by a value rather than written in a template."""

from typing import Final


def mark(words: str) -> str:
    """The words themselves: marks them for the catalogues (gettext's N_)."""
    return words


NEARNESS: Final = {
    "participant": mark("participant"), "eyewitness": mark("eyewitness"), "contemporary": mark("contemporary"), "hearsay": mark("hearsay"), "historian": mark("historian"),
}
"""How near a witness stood, in words."""

NEAR_PLACES: Final = {"participant": 9, "eyewitness": 22, "contemporary": 35, "hearsay": 48, "historian": 61}
"""Where the witness's dot lies on the drawing of nearness, the event at 2."""


def grouped(number: int) -> str:
    """A number of the register as it is printed: '1 045', with a narrow space that does not break."""
    return f"{number:,}".replace(",", "\u202f")
