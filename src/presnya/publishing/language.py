"""The interface in five languages. English is the source; the others are .po files beside this one.

They are read as they are, at run time: a catalogue of a few hundred messages takes some 30 ms, and a compiled copy
in git or a build step would be one more thing that can be stale.
"""

from collections.abc import Callable
from functools import cache
from importlib import resources
from io import BytesIO
from typing import Final

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

OWN_NAMES: Final = {"en": "English", "ru": "Русский", "fr": "Français", "de": "Deutsch", "es": "Español"}


@cache
def translations(lang: str) -> NullTranslations:
    """The catalogue of a language; English needs none."""
    place = resources.files("presnya.publishing").joinpath("locale", f"{lang}.po")
    if lang == "en" or not place.is_file():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(place.read_bytes()), locale=lang))
    compiled.seek(0)
    return Translations(compiled)


def speak(lang: str) -> Callable[[str], str]:
    """The gettext of a language, for the few words that are not in a template (titles of pages)."""
    return translations(lang).gettext


def direction(lang: str) -> str:
    """'ltr' or 'rtl'."""
    return str(Locale.parse(lang).text_direction)
