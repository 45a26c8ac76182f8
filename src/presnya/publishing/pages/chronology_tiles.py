"""Marks of the museum as timeline tiles: a tree for each chronology, and a small one for each lane that a reader may add."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from presnya.museum import lanes
from presnya.museum.chronology import Chronology, Lane as Column, Mark, Prong
from presnya.museum.claims import ClaimView
from presnya.publishing import links, tiles
from presnya.publishing.pages.page import Build, File, Tree, having_pages
from presnya.publishing.tiles.event import SHAPES, Card, Dating, Event, Lane, Witness, dating_of
from presnya.publishing.viewer_words import said
from presnya.terms import Ref, kind_of

PASSAGE: Final = 600
"""Letters of a passage that a card quotes; the rest is read in its source."""


class _Tree(NamedTuple):
    """What the links of one tree need: its meta.json, and which ids have pages."""

    build: Build
    meta: str
    here: frozenset[str]

    def href(self, path: str) -> str:
        """A page, seen from the folder of meta.json; '' stays ''."""
        return links.relative(self.meta, path) if path else ""

    def to(self, identifier: str) -> str:
        """The page of a thing, '' where it has none."""
        return self.href(links.thing(identifier)) if identifier in self.here else ""


# ── trees ───────────────────────────────────────────────────────────────────────────────────────────────────────


def tree(chronology: Chronology, build: Build) -> Tree:
    """The tiles of a chronology, beside its pages of years and weeks."""
    return Tree(links.tiles(chronology.id), partial(_write, chronology, _Tree(build, f"{links.tiles(chronology.id)}/meta.json", having_pages(build.holdings)), _pages(chronology.id)))


def lane_files(build: Build) -> Iterator[File | Tree]:
    """The lanes that a reader may add: a list that is fetched, the same as a script for pages opened from a folder, and a tree for each."""
    shelf = lanes.shelf(build.holdings)
    entries = [{"title": one.title, "kind": one.kind, "n": one.marks, "src": links.relative(links.LANES, f"{links.lane_tiles(lanes.name_of(one))}/meta.json")} for one in shelf.lanes]
    listed = json.dumps({"left": shelf.left, "lanes": entries}, ensure_ascii=False, separators=(",", ":"))
    yield File(links.LANES, f"{listed}\n".encode())
    yield File(links.LANES.removesuffix("on"), f'(globalThis.presnyaLanes??={{}})["lanes.json"]={listed};\n'.replace("</", "<\\/").encode())
    here = having_pages(build.holdings)
    for one in shelf.lanes:
        folder = links.lane_tiles(lanes.name_of(one))
        yield Tree(folder, partial(_write_lane, one, _Tree(build, f"{folder}/meta.json", here)))


def _write_lane(saved: lanes.Saved, where: _Tree, place: Path) -> int:
    """Gathered now, and forgotten before the next: hundreds of lanes together may be larger than all else."""
    return _write(lanes.lane(saved, where.build.holdings), where, {}, place)


def _write(chronology: Chronology, where: _Tree, pages: Mapping[str, str], place: Path) -> int:
    """Write the tree; answers how many files had changed."""
    build = where.build
    spoken = _spoken(build.lang)
    head = tiles.Head(
        chronology.id, chronology.title, tuple(_lane(column, where) for column in chronology.lanes), build.lang, chronology.lead, chronology.cutover,
        {"act": where.href(links.act(0)).replace("/0.html", "/{n}.html"), **pages}, spoken)
    with tiles.Spool() as spool:
        for event in _events(chronology, where):
            spool.add(event)
        return tiles.build(spool, head, place, workers=None).written


def _pages(identifier: str) -> dict[str, str]:
    folder = links.tiles(identifier)
    here = f"{folder}/meta.json"
    return {"whole": links.relative(here, links.thing(identifier)), "years": links.relative(here, links.stretch(identifier, "{year}")),
            "weeks": links.relative(here, links.stretch(identifier, "{year}-w{week}"))}


def _spoken(lang: str) -> Mapping[str, str] | None:
    """The viewer's words; nothing for English, which it has built in."""
    return None if lang == "en" else said(lang)


def _lane(column: Column, where: _Tree) -> Lane:
    shape = next((one for one in SHAPES if one == column.shape), SHAPES[0])
    return Lane(column.id, column.title, column.letters, shape, where.to(column.to) if column.to else "")


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def events(chronology: Chronology, build: Build, meta: str) -> Iterator[Event]:
    """The marks of a chronology as tile events, links relative to the folder of `meta`. Ids are one of a kind in each lane, and the same for the same thing in another."""
    yield from _events(chronology, _Tree(build, meta, having_pages(build.holdings)))


def _events(chronology: Chronology, where: _Tree) -> Iterator[Event]:
    taken: set[tuple[int, str]] = set()
    for mark in chronology.marks:
        identifier = mark.id if not mark.said else f"{mark.id}~{mark.prongs[0].claims[0].prop}"
        if (mark.lane, identifier) in taken:
            identifier = f"{identifier}~{mark.prongs[0].claims[0].anchor}"
        taken.add((mark.lane, identifier))
        yield _event(mark, identifier, where)


def _event(mark: Mark, identifier: str, where: _Tree) -> Event:
    shown = mark.prongs if mark.split else (mark.prongs[0], *mark.others)
    return Event(
        mark.lane, identifier, mark.title, tuple(_dating(prong, where, always=nth > 0 or mark.split) for nth, prong in enumerate(shown)), lang=mark.lang, href=where.to(mark.id),
        said=mark.said, weight=mark.weight, contested=mark.split, machine=mark.machine, themes=_themes(mark.id, where),
        places=tuple(dict.fromkeys(place.value.words for place in mark.places)), card=_card(mark, where))


def _dating(prong: Prong, where: _Tree, *, always: bool) -> Dating:
    """`always`: with words even where they are only ours, because this dating is told and not drawn."""
    dating = dating_of(prong.value, witnesses=_by(prong.claims, where))
    date = prong.date
    words = date.written or (f"{date.words} ({date.old})" if date.old else date.words) if always else date.written
    return Dating(dating.begin, dating.end, dating.manner, dating.unit, dating.edtf, words, dating.calendar, dating.approximate, dating.uncertain, dating.witnesses)


def _by(claims: tuple[ClaimView, ...], where: _Tree) -> tuple[Witness, ...]:
    """Each chain of witnesses once, called as one says it aloud: the last speaker's name, with the chain's letters."""
    known = where.build.holdings.witnesses
    out: dict[Witness, None] = {}
    for claim in claims:
        out[Witness(claim.name, claim.siglum, where.href(links.witness(claim.witness)) if claim.witness in known else "")] = None
    return tuple(out)


def _themes(identifier: str, where: _Tree) -> tuple[str, ...]:
    """Terms that the thing is tied to."""
    snapshot = where.build.holdings.snapshot
    return tuple(dict.fromkeys(snapshot.label(entered.claim.value.id) for entered in snapshot.standing(identifier)
                               if isinstance(entered.claim.value, Ref) and kind_of(entered.claim.value.id) == "term"))


def _card(mark: Mark, where: _Tree) -> Card | None:
    """What is told when the mark is opened: the summary with its witness, else who dates it; the passage where they say it; source, page and act."""
    claims = mark.summary.claims if mark.summary else mark.prongs[0].claims
    if not claims:
        return None
    bearing = next((claim for claim in (*claims, *mark.prongs[0].claims) if any(place.kind == "text" for place in claim.places)), claims[0])
    text = next((place for place in bearing.places if place.kind == "text"), None)
    place = text or next(iter(bearing.places), None)
    source = "" if place is None else f"{place.title} ({place.number})" if place.number else place.title
    href = links.passage(text.source, text.part, text.start) if text else links.source(bearing.source)
    return Card(
        mark.summary.value.words if mark.summary else "", mark.summary.value.lang if mark.summary else "", _cut(text.words) if text else "", text.lang if text else "",
        _by(claims, where), source, where.href(href), bearing.act, disputes=len({one for claim in claims for one in claim.disputes}))


def _cut(words: str) -> str:
    if len(words) <= PASSAGE:
        return words
    return words[:PASSAGE].rsplit(" ", 1)[0] + " …"
