"""Tours: the list; of each its first page, a page for every stop, the whole as text, and captions for whoever records it."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from presnya.museum.tour import Cited, Length, Stop, Told, Tour, tours
from presnya.publishing import links
from presnya.publishing.captions import webvtt
from presnya.publishing.language import OWN_NAMES
from presnya.publishing.pages.page import Build, File, Page
from presnya.publishing.prose import prose
from presnya.publishing.words import mark


class Said(NamedTuple):
    """A narration at one length, as the page prints it, and the address of its captions."""

    told: Told
    html: Markup
    captions: str


class Voice(NamedTuple):
    """A stop in one language: `name` is the language's own."""

    lang: str
    name: str
    title: str
    said: tuple[Said, ...]


class Station(NamedTuple):
    """A stop with its voices, the page's language first, and its neighbours."""

    tour: Tour
    stop: Stop
    voices: tuple[Voice, ...]
    before: Stop | None
    after: Stop | None


class Overview(NamedTuple):
    """A tour's first page. `tongues`: (language, its own name, how many stops are told in it)."""

    tour: Tour
    lead: Markup
    stations: tuple[Station, ...]
    tongues: tuple[tuple[str, str, int], ...]


class Reading(NamedTuple):
    """A tour at one length in one language, as one text: (stop, its title there, its words)."""

    lang: str
    name: str
    length: Length
    parts: tuple[tuple[Stop, str, Markup], ...]


class Transcript(NamedTuple):
    """A tour whole, with the key to its letters."""

    tour: Tour
    readings: tuple[Reading, ...]
    cited: tuple[Cited, ...]


def pages(build: Build) -> Iterator[Page | File]:
    """Nothing where the museum has no tour: then no page's head leads here."""
    found = tours(build.holdings)
    for one in found:
        yield from _pages(one, build)
    if found:
        yield Page(links.TOURS, "tours.html", found, build.say(mark("Tours")), "tours", "p-tours")


def _pages(one: Tour, build: Build) -> Iterator[Page | File]:
    there = links.thing(one.id)
    stations = tuple(_station(one, nth, build) for nth in range(len(one.stops)))
    tongues = tuple((lang, OWN_NAMES.get(lang, lang), sum(any(voice.lang == lang for voice in station.voices) for station in stations)) for lang in one.langs)
    yield Page(there, "tour.html", Overview(one, prose(one.lead, there, build.holdings), stations, tongues), one.title, "tours", "p-tour")
    for station in stations:
        yield Page(links.stop(one.id, station.stop.number), "stop.html", station, f"{station.stop.number}. {station.stop.title} · {one.title}", "tours", "p-stop", station.stop.years)
        for voice in station.voices:
            yield from (File(said.captions, webvtt(said.told.text, lang=voice.lang)) for said in voice.said)
    yield Page(links.transcript(one.id), "transcript.html", Transcript(one, tuple(_readings(one, stations, build)), _cited(one)), build.say(mark("The whole tour as text")), "tours", "p-script")


def _cited(one: Tour) -> tuple[Cited, ...]:
    return tuple(sorted(dict.fromkeys(cited for stop in one.stops for cited in stop.cited), key=lambda cited: cited.siglum.casefold()))


def _station(one: Tour, nth: int, build: Build) -> Station:
    stop = one.stops[nth]
    here = links.stop(one.id, stop.number)
    voices = tuple(Voice(told.lang, OWN_NAMES.get(told.lang, told.lang), told.title, tuple(
        Said(length, prose(length.text, here, build.holdings), links.captions(one.id, stop.number, length.length, told.lang)) for length in told.told)) for told in stop.narrations)
    ordered = tuple(sorted(voices, key=lambda voice: voice.lang != build.lang))
    return Station(one, stop, ordered, one.stops[nth - 1] if nth else None, one.stops[nth + 1] if nth + 1 < len(one.stops) else None)


def _readings(one: Tour, stations: tuple[Station, ...], build: Build) -> Iterator[Reading]:
    """Every length in every language in which at least one stop is told at it."""
    here = links.transcript(one.id)
    for lang in one.langs:
        for walk in one.walks:
            parts = tuple((station.stop, voice.title, prose(said.told.text, here, build.holdings))
                          for station in stations for voice in station.voices if voice.lang == lang for said in voice.said if said.told.length == walk.length)
            if parts:
                yield Reading(lang, OWN_NAMES.get(lang, lang), walk.length, parts)
