"""Pictures of things: what is seen, who made it, what of it is known."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from presnya.museum.claims import DateShown, shown_date
from presnya.museum.holdings import Holdings
from presnya.terms import kind_of


class Detail(NamedTuple):
    """A part of a picture: `box` is left, top, width, height in pixels; `about` a thing's id or ''."""

    label: str
    box: tuple[int, int, int, int]
    about: str


class Named(NamedTuple):
    """A witness or source with what it is called."""

    id: str
    label: str


class Picture(NamedTuple):
    """A picture that is held. `width` and `height` in pixels, upright; `number` its accession number, `act` the act that took it in; `follows` the sources whose words it follows."""

    id: str
    label: str
    source: str
    number: str
    act: int
    sha256: str
    media_type: str
    made_by: tuple[Named, ...]
    made: DateShown | None
    kind: str
    alt: str
    caption: str
    credit: str
    rights: str
    lang: str
    width: int
    height: int
    details: tuple[Detail, ...]
    follows: tuple[Named, ...]
    of: tuple[Named, ...]


def pictures_of(identifier: str, holdings: Holdings) -> tuple[Picture, ...]:
    """Pictures that show a thing, in their sequence."""
    return tuple(picture(one, holdings) for one in holdings.pictures.get(identifier, ()))


def pictures(holdings: Holdings) -> tuple[Picture, ...]:
    """All pictures that are held, also those that show no thing of the catalogue, in the order in which they were arranged."""
    snapshot = holdings.snapshot
    held = [identifier for identifier, arranged in snapshot.arrangements.items() if kind_of(identifier) == "picture" and _stands(arranged.contents["source"], holdings)]
    return tuple(picture(identifier, holdings) for identifier in held)


def picture(identifier: str, holdings: Holdings) -> Picture:
    """One picture by id; KeyError when it is not arranged or its source is not held."""
    arranged = holdings.snapshot.arrangements[identifier]
    given = arranged.contents
    held = holdings.snapshot.sources[given["source"]]
    accession = held.accession
    return Picture(
        id=identifier, label=arranged.title, source=accession.source, number=accession.number, act=held.act, sha256=accession.files[0].sha256, media_type=accession.files[0].media_type,
        made_by=_named(accession.authors, holdings), made=shown_date(accession.published, holdings.lang) if accession.published else None, kind=accession.type, alt=given["alt"],
        caption=given["caption"], credit=given["credit"], rights=accession.rights, lang="" if arranged.lang == holdings.lang else arranged.lang, width=given["width"], height=given["height"],
        details=tuple(_detail(one) for one in given["details"]), follows=_named(given["follows"], holdings), of=_named(given["of"], holdings),
    )


def _detail(given: dict[str, Any]) -> Detail:
    left, top, width, height = given["box"]
    return Detail(given["label"], (left, top, width, height), given["about"])


def _named(identifiers: Iterable[str], holdings: Holdings) -> tuple[Named, ...]:
    return tuple(Named(one, holdings.snapshot.label(one)) for one in identifiers)


def _stands(source: str, holdings: Holdings) -> bool:
    held = holdings.snapshot.sources.get(source)
    return held is not None and held.status == "standing" and bool(held.accession.files)
