"""Places everybody knows: countries and continents (from the CLDR, by babel), the cities that time zones are named after, and a small list of our own."""

from functools import cache

from babel import Locale
from babel.core import get_global

from presnya.reading.words import FIRST_NAMES, PLACES_MORE


@cache
def places() -> frozenset[str]:
    """English names of countries, continents, large cities and historical regions."""
    locale = Locale.parse("en")
    countries = {name for code, name in locale.territories.items() if code.isalpha() or code in ("150", "002", "019", "142", "009", "005", "003")}
    cities = {zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories") if zone.split("/")[0] in ("Africa", "America", "Asia", "Australia", "Europe")}
    return frozenset((countries | cities | set(PLACES_MORE)) - FIRST_NAMES - {"Center", "Troll", "Knox", "Louisville", "Mendoza"})
