"""The viewer's words in a language, with the plural forms that browsers ask for."""

from collections.abc import Mapping
from typing import Final

from babel import Locale
from babel.support import NullTranslations

from presnya.publishing.language import translations
from presnya.publishing.viewer_table import COUNTED, ONE

_SAMPLES: Final = (*range(201), 1_000_000)
"""Whole numbers among which every plural category of our languages occurs, if it has whole numbers at all."""


def said(lang: str) -> Mapping[str, str]:
    """Key → words. A phrase that counts has an entry for each plural category of CLDR (`key.one`, `key.few` …), as gettext says it of a number of that category."""
    return phrases(Locale.parse(lang), translations(lang), ONE, COUNTED)


def phrases(locale: Locale, spoken: NullTranslations, one: Mapping[str, str], counted: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The phrases of two tables (plain, and for one and for many) in a language, by key."""
    out = {key: spoken.gettext(words) for key, words in one.items()}
    for category, number in _categories(locale).items():
        out |= {f"{key}.{category}": spoken.ngettext(single, many, number) for key, (single, many) in counted.items()}
    return dict(sorted(out.items()))


def _categories(locale: Locale) -> dict[str, int]:
    """Plural categories with a number of each; `other` has that of 5 where only fractions belong to it."""
    rule = locale.plural_form
    found = {"other": 5}
    for number in reversed(_SAMPLES):
        found[rule(number)] = number
    return found
