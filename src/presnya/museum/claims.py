"""A claim as a page shows it: its value in words, who says so through whom, where exactly, and how it stands."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Ended, Entered, Objection
from presnya.museum.holdings import Holdings
from presnya.museum.parts import part_of
from presnya.museum.sigla import JOIN
from presnya.terms import Cell, Coordinates, DateValue, Link, Locator, Number, Passage, Ref, Region, Text, TextQuote, Value
from presnya.terms.properties import properties


class DateShown(NamedTuple):
    """A date as a page sets it. `old` parts are empty where Old Style is not wanted; `datetime` is a machine's date or empty.

    `written` is the source's own wording where it says more than ours.
    """

    words: str
    old: str
    day: str
    month_year: str
    old_day: str
    old_month_year: str
    datetime: str
    written: str
    uncertain: bool
    read: bool


class Shown(NamedTuple):
    """A value for a page. `kind`: text, date, ref, number, coordinates, link. `to` is the id of the thing it names, `url` an address elsewhere.

    Of a number, `words` are the figure as written and `before` what stands before its first digit ("about", "over").
    """

    kind: str
    words: str
    lang: str = ""
    to: str = ""
    url: str = ""
    date: DateShown | None = None
    unit: str = ""
    qualifier: str = ""
    before: str = ""


class Speaker(NamedTuple):
    """One link of a chain: who spoke."""

    id: str
    name: str
    siglum: str


class Chain(NamedTuple):
    """Whose word it is and through whom it came, first speaker left."""

    links: tuple[Speaker, ...]

    def siglum(self) -> str:
        """Z›S›E."""
        return JOIN.join(link.siglum for link in self.links)

    def names(self) -> list[str]:
        """As one says it aloud, the last speaker first: "John Reed, who had it from Volodarsky"."""
        return [link.name for link in reversed(self.links)]


class Place(NamedTuple):
    """The exact place in a source. `kind`: text, locator, cell, region. `part` and `start` find a text passage in the reading room (0 and -1 when there is none)."""

    source: str
    title: str
    number: str
    kind: str
    words: str
    lang: str
    part: int
    start: int
    standing: bool


class ClaimView(NamedTuple):
    """A claim with all that a page prints about it. `anchor` is its place in the apparatus: ACT-N."""

    id: str
    anchor: str
    act: int
    about: str
    prop: str
    value: Shown
    witness: str
    name: str
    chain: Chain
    standpoint: str
    nearness: str
    asserted: DateShown | None
    when: DateShown | None
    where: str
    note: str
    source: str
    places: tuple[Place, ...]
    status: str
    contested: bool
    disputes: tuple[Objection, ...]
    ended: Ended | None

    @property
    def siglum(self) -> str:
        """As it stands after the statement."""
        return self.chain.siglum()

    @property
    def machine(self) -> bool:
        """Read by a machine and not yet reviewed by anybody."""
        return self.status == "proposed"


class Statement(NamedTuple):
    """One value of a property, with every claim that bears it in the same words: several sigla, said once."""

    prop: str
    label: str
    value: Shown
    note: str
    when: DateShown | None
    claims: tuple[ClaimView, ...]

    @property
    def contested(self) -> bool:
        """Whether other witnesses say what cannot also be true."""
        return any(claim.contested for claim in self.claims)

    @property
    def machine(self) -> bool:
        """Whether nobody but a machine has read it so far."""
        return all(claim.machine for claim in self.claims)

    @property
    def ended(self) -> ClaimView | None:
        """The first of its claims when none of them stands any more, with what ended it."""
        return self.claims[0] if self.claims and all(claim.ended for claim in self.claims) else None

    @property
    def disputes(self) -> tuple[Objection, ...]:
        """Objections to any of its claims, each once."""
        return tuple(dict.fromkeys(objection for claim in self.claims for objection in claim.disputes))


def label_of(prop: str, lang: str) -> str:
    """A property's label in a language, the first letter large; the name itself when the table has no such property."""
    known = properties().get(prop)
    words = known.label(lang) if known else prop.replace("_", " ")
    return words[:1].upper() + words[1:]


def shown_date(value: DateValue, lang: str, cutover: int | None = dates.RUSSIA) -> DateShown:
    """A date's parts in a language, in both styles before the minute `cutover` (None: never); `written` only where the source's words are no EDTF and not ours."""
    face = dates.face(value, lang=lang, cutover=cutover)
    plain = face.iso if face.iso.replace("-", "").isdigit() and not face.uncertain and not face.approximate else ""
    written = value.words if value.words not in (value.edtf, face.words) and not dates.is_edtf(value.words) else ""
    return DateShown(face.words, face.old, face.day, face.month_year, face.old_day, face.old_month_year, plain, written,
                     face.uncertain or face.approximate, bool(value.edtf))


def shown(value: Value, holdings: Holdings) -> Shown:
    """A value in words. A ref is called what the museum calls the thing; its page is linked when it has one."""
    match value:
        case Text():
            return Shown("text", value.text, "" if value.lang in ("und", holdings.lang) else value.lang)
        case DateValue():
            date = shown_date(value, holdings.lang)
            return Shown("date", date.words, date=date)
        case Ref():
            return Shown("ref", holdings.snapshot.label(value.id), to=value.id)
        case Number():
            return _shown_number(value)
        case Coordinates():
            return Shown("coordinates", f"{value.latitude}, {value.longitude}")
        case Link():
            return Shown("link", value.label or value.url, url=value.url if value.url.startswith(("https://", "http://")) else "")


def _shown_number(value: Number) -> Shown:
    """Words that say the qualifier themselves ("over 1000") are not given another."""
    found = re.search(r"\d", value.words)
    before = value.words[:found.start()] if found else ""
    if found and not before.strip(" +-−"):
        return Shown("number", value.words, unit=value.unit, qualifier=value.qualifier.replace("-", " "))
    return Shown("number", value.words[len(before):], unit=value.unit, before=before.strip())


def chain_of(holdings: Holdings, witness: str, via: Sequence[str] = ()) -> Chain:
    """The chain from the witness to whoever wrote the source."""
    return Chain(tuple(Speaker(one, holdings.snapshot.label(one), holdings.sigla.get(one, "?")) for one in (witness, *via)))


def place_of(holdings: Holdings, passage: Passage) -> Place:
    """Where a passage is, in words and in the reading room."""
    held = holdings.snapshot.sources.get(passage.source)
    title = held.accession.title if held else holdings.snapshot.label(passage.source)
    lang = held.accession.language if held else ""
    known = Place(passage.source, title, held.accession.number if held else "", "", "", "" if lang in ("und", holdings.lang) else lang, 0, -1,
                  standing=held is not None and held.status == "standing")
    match passage.at:
        case TextQuote():
            cuts = holdings.cuts.get(passage.source, ())
            return known._replace(kind="text", words=passage.at.exact, start=passage.at.start, part=part_of([cut.start for cut in cuts], passage.at.start) if cuts else 0)
        case Locator():
            return known._replace(kind="locator", words=passage.at.words)
        case Cell():
            return known._replace(kind="cell", words=f"{passage.at.table} · {passage.at.row}")
        case Region():
            return known._replace(kind="region", words=passage.at.xywh)


def view(entered: Entered, holdings: Holdings) -> ClaimView:
    """One claim as pages show it."""
    claim = entered.claim
    return ClaimView(
        id=entered.id, anchor=anchor_of(entered.id), act=entered.act, about=claim.about, prop=claim.property, value=shown(claim.value, holdings),
        witness=claim.witness, name=holdings.snapshot.label(claim.witness), chain=chain_of(holdings, claim.witness, claim.via),
        standpoint=claim.standpoint or _standpoint(holdings, entered), nearness=claim.nearness,
        asserted=shown_date(claim.asserted, holdings.lang) if claim.asserted else None, when=shown_date(claim.when, holdings.lang) if claim.when else None,
        where=claim.where, note=claim.note, source=claim.source,
        places=tuple(place_of(holdings, passage) for passage in claim.passages), status=entered.status, contested=entered.id in holdings.red,
        disputes=tuple(holdings.disputes.get(entered.id, ())), ended=holdings.snapshot.endings.get(entered.id),
    )


def _standpoint(holdings: Holdings, entered: Entered) -> str:
    """The source's standpoint, where the witness is its author."""
    held = holdings.snapshot.sources.get(entered.claim.source)
    return held.accession.standpoint if held and entered.claim.witness in held.accession.authors else ""


def anchor_of(identifier: str) -> str:
    """'claim/1045.2' → '1045-2'."""
    return identifier.partition("/")[2].replace(".", "-")


def statements(claims: Iterable[Entered], holdings: Holdings) -> tuple[Statement, ...]:
    """Claims as statements: equal values of one property stand once, with all who say so, in the order of entry."""
    groups: dict[tuple[str, Shown, str, DateShown | None], list[ClaimView]] = {}
    for entered in claims:
        seen = view(entered, holdings)
        groups.setdefault((seen.prop, seen.value, seen.note, seen.when), []).append(seen)
    return tuple(Statement(prop, label_of(prop, holdings.lang), value, note, when, _once(group)) for (prop, value, note, when), group in groups.items())


def _once(group: Sequence[ClaimView]) -> tuple[ClaimView, ...]:
    """One claim for each chain and source; a second one of the same act adds nothing to a page."""
    return tuple({(seen.chain, seen.source, seen.act): seen for seen in reversed(group)}.values())[::-1]
