"""The table of properties: what may be said of what, as data in properties.csv.

CIDOC CRM paths and Wikidata numbers stand only where the meaning is the same; an empty cell means that none was found.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, NamedTuple

from presnya.terms.claims import Claim
from presnya.terms.errors import BadValue, UnknownWord, did_you_mean
from presnya.terms.ids import kind_of
from presnya.terms.values import Coordinates, DateValue, Link, Number, Ref, Text, Value

_KINDS: Final[dict[str, type[Value]]] = {"text": Text, "date": DateValue, "ref": Ref, "number": Number, "coordinates": Coordinates, "link": Link}
RULES: Final = ("disjoint dates", "different thing", "incompatible numbers", "never")


class Property(NamedTuple):
    """`values` are the kinds of value it takes, `refs` the kinds of thing a ref may name, `whose` the kinds of thing it is said of ('*' = any).

    `same_when` says when two values cannot both hold: 'disjoint dates', 'different thing', 'incompatible numbers', 'never'.
    """

    name: str
    values: tuple[str, ...]
    refs: tuple[str, ...]
    many: bool
    whose: tuple[str, ...]
    same_when: str
    inverse: str
    crm: str
    wikidata: str
    labels: Mapping[str, str]

    def label(self, lang: str) -> str:
        """In a language, English where we do not have it."""
        return self.labels.get(lang) or self.labels["en"]


@cache
def properties() -> Mapping[str, Property]:
    """All properties by name, in the order of the table."""
    table = resources.files("presnya.terms").joinpath("properties.csv").read_text(encoding="utf-8")
    out = {}
    for row in csv.DictReader(table.splitlines()):
        out[row["name"]] = Property(
            row["name"], tuple(row["value"].split()), tuple(row["ref"].split()), row["many"] == "many", tuple(row["whose"].split()), row["same_when"],
            row["inverse"], row["crm"], row["wikidata"], MappingProxyType({lang: row[lang] for lang in ("en", "ru", "fr", "de", "es")}),
        )
    return MappingProxyType(out)


def property_named(name: str) -> Property:
    """One property; UnknownWord with the nearest known one."""
    known = properties()
    if name not in known:
        raise UnknownWord(f'There is no property "{name}".', next_step=did_you_mean(name, known) or "docs/glossary.md lists them.")
    return known[name]


def check_claim(claim: Claim) -> None:
    """BadValue when the property is not said of such a thing, or does not take such a value."""
    known = property_named(claim.property)
    kind = kind_of(claim.about)
    if "*" not in known.whose and kind not in known.whose:
        raise BadValue(f'"{claim.property}" is not said of {"an" if kind[0] in "aeiou" else "a"} {kind} ({claim.about}).', next_step=f"It is said of: {', '.join(known.whose)}.")
    value = next(name for name, struct in _KINDS.items() if type(claim.value) is struct)
    if value not in known.values:
        raise BadValue(f'"{claim.property}" of {claim.about} was given a {value}.', next_step=f"It takes: {', '.join(known.values)}.")
    if isinstance(claim.value, Ref) and known.refs and "*" not in known.refs and kind_of(claim.value.id) not in known.refs:
        raise BadValue(f'"{claim.property}" of {claim.about} names {claim.value.id}.', next_step=f"It names: {', '.join(known.refs)}.")
