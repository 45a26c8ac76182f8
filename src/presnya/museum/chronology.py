"""Side-by-side chronologies: lanes are columns, time runs down, and what is not certain is drawn as not certain.

`chronology` gathers lanes and marks; `museum.sheets` lays them out on pages. Both are pure functions of their arguments, so that
tiles, print and lists can be made from the same values.

An arrangement `chronology/…` has `contents` {"lead": words, "order": place in the list, "lanes": [lane, …]}; a lane is
{"id", "title", "letters", "shape"} and one of: "events": ids of things; "of": a person, group or place, for all that is dated about
or around it; "by": a witness or a source, for all that it dates, by its own dates alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from presnya import dates
from presnya.catalogue.snapshot import Entered
from presnya.museum.claims import ClaimView, DateShown, Statement, label_of, shown, shown_date, statements, view
from presnya.museum.holdings import Holdings
from presnya.museum.thing import DATED
from presnya.terms import DateValue, Ref, Text, kind_of
from presnya.terms.errors import BadValue, UnknownWord, did_you_mean

Manner = Literal["point", "run", "open"]
Unit = Literal["year", "month", "day"]
How = Literal["certainly", "possibly", "itself"]

SHAPES: Final = ("square", "circle", "diamond", "triangle")
DEFAULT: Final = "chronology/everything"
"""Stands where no curator arranged any: made anew from what there is, and said to be."""
_ENOUGH: Final = 3
"""Marks that make a lane of a default chronology worth its width."""
_MOST_LANES: Final = 4
MOST_LANES: Final = 24
"""Lanes of a chronology; more stand side by side on no screen and no page, and no tile tree takes them."""


class Lane(NamedTuple):
    """A column. `shape` is square, circle, diamond or triangle; `to` is the id of the thing whose lane it is, '' for a theme."""

    id: str
    title: str
    letters: str
    shape: str
    to: str


class Prong(NamedTuple):
    """One dating and who gives it. Minutes as in `terms.DateValue`, None where open. `manner`: a point, a run that lasted, or some time within."""

    date: DateShown
    begin: int | None
    end: int | None
    manner: Manner
    unit: Unit
    value: DateValue
    claims: tuple[ClaimView, ...]

    @property
    def sort(self) -> int:
        """Earliest minute, the latest where the beginning is open."""
        return self.begin if self.begin is not None else self.end if self.end is not None else 0

    @property
    def last(self) -> int:
        """Latest minute, for drawing; the earliest where the end is open."""
        return self.end if self.end is not None else self.sort


class Coincidence(NamedTuple):
    """What happened in another lane: the same day, certainly or possibly, or the very same thing."""

    lane: int
    how: How


class Mark(NamedTuple):
    """Something in a lane. More than one prong only when witnesses' dates exclude each other; `others` are further datings that do not."""

    lane: int
    id: str
    title: str
    lang: str
    said: str
    prongs: tuple[Prong, ...]
    others: tuple[Prong, ...]
    summary: Statement | None
    places: tuple[Statement, ...]
    machine: bool
    contested: bool
    weight: int
    same: tuple[Coincidence, ...] = ()

    @property
    def sort(self) -> tuple[int, int, str]:
        """By earliest minute, wide spans first, then by title."""
        first = self.prongs[0]
        return first.sort, -(first.last - first.sort), self.title

    @property
    def split(self) -> bool:
        """Whether its date is a fork."""
        return len(self.prongs) > 1

    @property
    def told_once(self) -> bool:
        """Whether those who date it are those who tell it, so that their letters need to stand only once."""
        return self.summary is not None and not self.split and {claim.chain for claim in self.summary.claims} >= {claim.chain for claim in self.prongs[0].claims}


class _Called(NamedTuple):
    """Where a mark leads and how it is called; `said` names the date where it is not simply when something happened."""

    id: str
    title: str
    lang: str
    said: str


class _Answer(NamedTuple):
    """What becomes a mark when one of its dates can be read: claims, by their values, or (`when`) by the time for which they hold."""

    called: _Called
    group: Sequence[Entered]
    when: bool = False

    def values(self) -> Iterator[DateValue]:
        """The date of each claim."""
        for entered in self.group:
            value = entered.claim.when if self.when else entered.claim.value
            assert isinstance(value, DateValue)
            yield value


class Undated(NamedTuple):
    """Something of a lane that no source dates in words we can read. `words` are the source's, empty when there are none."""

    lane: int
    id: str
    title: str
    words: str
    claims: tuple[ClaimView, ...]


class Chronology(NamedTuple):
    """Lanes and everything in them, in the order of time. `computed` when no curator arranged it; `act` is the arranging act.

    `cutover` is the minute up to which days are also shown Old Style, None for not at all.
    """

    id: str
    title: str
    lang: str
    lead: str
    order: int
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    undated: tuple[Undated, ...]
    computed: bool
    act: int
    cutover: int | None = dates.RUSSIA

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year that any mark touches."""
        moments = [moment for mark in self.marks for prong in mark.prongs for moment in (prong.begin, prong.end) if moment is not None]
        return (year_of(min(moments)), year_of(max(moments))) if moments else None


def year_of(minute: int) -> int:
    """Gregorian year of a minute."""
    return dates.from_day_number(minute // dates.DAY).year


def chronologies(holdings: Holdings) -> Iterator[Chronology]:
    """All that curators arranged, in their order; the default one when there is none and something is dated. Each is gathered when it is asked for."""
    given = holdings.snapshot.arrangements
    found = [identifier for identifier in given if kind_of(identifier) == "chronology"]
    for identifier in sorted(found, key=lambda one: (_order(given[one].contents), given[one].title)):
        yield arranged(identifier, holdings)
    if not found and (made := default(holdings)).marks:
        yield made


def _order(contents: Mapping[str, object]) -> int:
    order = contents.get("order", 0)
    return order if isinstance(order, int) else 0


def arranged(identifier: str, holdings: Holdings) -> Chronology:
    """A curator's chronology."""
    given = holdings.snapshot.arrangements[identifier]
    lanes, marks, undated = gather(_list(given.contents.get("lanes")), holdings)
    cutover = cutover_of(str(given.contents.get("cutover", "Russia")))
    lang = "" if given.lang == holdings.lang else given.lang
    marks = tuple(_styled(mark, holdings.lang, cutover) for mark in marks) if cutover != dates.RUSSIA else marks
    return Chronology(identifier, given.title, lang, str(given.contents.get("lead", "")), _order(given.contents), lanes, marks, undated,
                      computed=False, act=holdings.snapshot.arranged_by[identifier], cutover=cutover)


def check_contents(contents: Mapping[str, object]) -> None:
    """BadValue for an arrangement with more than MOST_LANES lanes or a cut-over that is none, UnknownWord for one at a place we do not know."""
    if len(lanes := _list(contents.get("lanes"))) > MOST_LANES:
        raise BadValue(f"{len(lanes)} lanes cannot stand side by side; {MOST_LANES} can.", next_step="Make fewer lanes, or a chronology for each group of them.")
    cutover_of(str(contents.get("cutover", "Russia")))


def cutover_of(words: str) -> int | None:
    """The minute before which days are also shown Old Style, None for "none". `words`: a place of `dates.PLACES` in upper or lower case, or in EDTF the first
    day of the new calendar. BadValue for neither, UnknownWord (with a suggestion) for a place that is not in the table.
    """
    if words.casefold() == "none":
        return None
    if words.casefold() in dates.PLACES:
        return dates.cut_over(words).minute
    if words[:1].isalpha() and not dates.is_edtf(words):
        raise UnknownWord(f'"cutover" is {words!r}, a place that is not in the table.', next_step=" ".join(filter(None, (
            did_you_mean(words.casefold(), dates.PLACES), f"Known are: {', '.join(place.title() for place in dates.PLACES)}. Else give the first day of the new calendar, or \"none\"."))))
    low, high = dates.span(dates.date_value(words)) if dates.is_edtf(words) else (None, None)
    if low is None or high is None or low // dates.DAY != high // dates.DAY:
        raise BadValue(f'"cutover" is {words!r}, which is neither a place nor a day.', next_step='Name the place, such as "Great Britain", or the first day of its new calendar: "1752-09-14". "none" shows no Old Style.')
    return low


def _styled(mark: Mark, lang: str, cutover: int | None) -> Mark:
    """With Old Style for days before the cut-over alone."""
    prongs, others = ([prong._replace(date=shown_date(prong.value, lang, cutover)) for prong in group] for group in (mark.prongs, mark.others))
    return mark._replace(prongs=tuple(prongs), others=tuple(others))


def default(holdings: Holdings) -> Chronology:
    """Lanes from what there is: one for each source that dates enough, else one for each person, group or place that enough events name, and the rest."""
    lanes, marks, undated = gather(_by_source(holdings) or _by_names(holdings), holdings)
    return Chronology(DEFAULT, "", "", "", 0, lanes, marks, undated, computed=True, act=-1)


# ── lanes ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _list(given: object) -> list[Mapping[str, Any]]:
    return [lane for lane in given if isinstance(lane, dict)] if isinstance(given, list) else []


def gather(given: Sequence[Mapping[str, Any]], holdings: Holdings) -> tuple[tuple[Lane, ...], tuple[Mark, ...], tuple[Undated, ...]]:
    """Lanes as an arrangement writes them → lanes, their marks in the order of time with coincidences, and what has no date."""
    lanes: list[Lane] = []
    marks: list[Mark] = []
    undated: list[Undated] = []
    for nth, lane in enumerate(given):
        of, by = str(lane.get("of", "")), str(lane.get("by", ""))
        title = str(lane.get("title") or holdings.snapshot.label(of or by))
        shape = str(lane.get("shape", SHAPES[nth % len(SHAPES)]))
        letters = str(lane.get("letters") or "".join(word[0] for word in title.split()[:2]))
        lanes.append(Lane(str(lane.get("id", nth)), title, letters, shape if shape in SHAPES else SHAPES[0], of or by))
        for answer in _lane(lane, of, by, holdings):
            found = _mark_or_not(nth, answer, holdings)
            if isinstance(found, Mark):
                marks.append(found)
            else:
                undated.append(found)
    return tuple(lanes), coinciding(sorted(marks, key=lambda one: one.sort)), tuple(undated)


def count(lane: Mapping[str, Any], holdings: Holdings) -> int:
    """How many marks a lane, as an arrangement writes it, would have; none of them is made."""
    return sum(any(_readable(one) for one in answer.values()) for answer in _lane(lane, str(lane.get("of", "")), str(lane.get("by", "")), holdings))


def _lane(lane: Mapping[str, Any], of: str, by: str, holdings: Holdings) -> Iterator[_Answer]:
    if of:
        yield from _life(of, holdings)
    elif by:
        told: dict[str, list[Entered]] = defaultdict(list)
        index = holdings.snapshot.from_source if kind_of(by) == "source" else holdings.snapshot.by_witness
        for entered in index.get(by, ()):
            if _dating(entered) and entered.claim.property in DATED:
                told[entered.claim.about].append(entered)
        yield from (_thing(identifier, group, holdings) for identifier, group in told.items())
    else:
        for identifier in dict.fromkeys(map(str, lane.get("events", ()))):
            if identifier in holdings.snapshot.things:
                yield _thing(identifier, _datings(identifier, holdings), holdings)


def _dating(entered: Entered) -> bool:
    return entered.status in {"standing", "proposed"} and isinstance(entered.claim.value, DateValue)


def _datings(identifier: str, holdings: Holdings) -> list[Entered]:
    """Standing dates of the first property that dates a thing, in the order of DATED."""
    for prop in DATED:
        if found := [entered for entered in holdings.snapshot.standing(identifier, prop) if _dating(entered)]:
            return found
    return []


def _life(identifier: str, holdings: Holdings) -> Iterator[_Answer]:
    """Everything dated about a thing (born, founded), everything that held for a time (posts, memberships), and dated things that name it."""
    snapshot = holdings.snapshot
    own: dict[str, list[Entered]] = defaultdict(list)
    for entered in snapshot.standing(identifier):
        if isinstance(entered.claim.value, DateValue):
            own[entered.claim.property].append(entered)
    for prop, group in own.items():
        yield _Answer(_Called(identifier, label_of(prop, holdings.lang), "", ""), group)
    timed = [entered for entered in snapshot.standing(identifier) if entered.claim.when] + [
        entered for entered in snapshot.pointing_at(identifier) if entered.claim.when and entered.claim.about != identifier]
    ties: dict[tuple[str, str, str], list[Entered]] = defaultdict(list)
    for entered in timed:
        claim = entered.claim
        to = claim.value.id if isinstance(claim.value, Ref) else identifier
        ties[claim.about, claim.property, to if isinstance(claim.value, Ref) else str(shown(claim.value, holdings).words)].append(entered)
    for (about, prop, _), group in ties.items():
        first = group[0].claim
        other = about if about != identifier else first.value.id if isinstance(first.value, Ref) else identifier
        words = snapshot.label(other) if isinstance(first.value, Ref) else shown(first.value, holdings).words
        yield _Answer(_Called(other, words, "", label_of(prop, holdings.lang)), group, when=True)
    for other in dict.fromkeys(entered.claim.about for entered in snapshot.pointing_at(identifier)):
        if other != identifier and (datings := _datings(other, holdings)):
            yield _thing(other, datings, holdings)


def _thing(identifier: str, datings: Sequence[Entered], holdings: Holdings) -> _Answer:
    """A thing as a mark, dated by its own property; what is no event says what the date is of ("published")."""
    prop = datings[0].claim.property if datings else ""
    said = "" if prop in ("", "happened") else label_of(prop, holdings.lang)
    label, lang = _name(identifier, holdings)
    return _Answer(_Called(identifier, label, lang, said), datings)


def _name(identifier: str, holdings: Holdings) -> tuple[str, str]:
    label = holdings.snapshot.label(identifier)
    for prop in ("name", "title"):
        for entered in holdings.snapshot.standing(identifier, prop):
            if isinstance(entered.claim.value, Text) and entered.claim.value.text == label:
                lang = entered.claim.value.lang
                return label, "" if lang in ("und", holdings.lang) else lang
    return label, ""


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _readable(value: DateValue) -> bool:
    return bool(value.edtf) and dates.span(value) != (None, None)


def _mark_or_not(nth: int, answer: _Answer, holdings: Holdings) -> Mark | Undated:
    known = holdings.snapshot
    called, group, when = answer
    readings: dict[str, list[Entered]] = defaultdict(list)
    for entered, value in zip(group, answer.values(), strict=True):
        if _readable(value):
            readings[value.edtf].append(entered)
    if not readings:
        words = [one.words for one in answer.values()]
        return Undated(nth, called.id, called.title, words[0] if words else "", _views(group, holdings))
    prongs = sorted((_prong(entries, holdings, when=when) for entries in readings.values()), key=lambda one: (one.last - one.sort, one.sort))
    contested = not when and any(found.property == group[0].claim.property for found in holdings.contests.get(group[0].claim.about, ()))
    chosen = tuple(sorted(prongs, key=lambda one: one.sort)) if contested else (prongs[0],)
    event = kind_of(called.id) == "event"
    about = known.standing(called.id)
    told = statements([entered for entered in about if entered.claim.property == "summary"], holdings) if event else ()
    thing = known.things.get(called.id)
    return Mark(
        lane=nth, **called._asdict(), prongs=chosen, others=tuple(prong for prong in prongs if prong not in chosen), summary=told[0] if told else None,
        places=statements([entered for entered in about if entered.claim.property == "took_place_in"], holdings) if event else (),
        machine=all(entered.status == "proposed" for entered in group) or bool(event and thing and thing.proposed), contested=contested,
        weight=len(about) + len(known.naming.get(called.id, ())),
    )


def _prong(entries: Sequence[Entered], holdings: Holdings, *, when: bool) -> Prong:
    value = entries[0].claim.when if when else entries[0].claim.value
    assert isinstance(value, DateValue)
    begin, end = dates.span(value)
    return Prong(shown_date(value, holdings.lang), begin, end, manner_of(value), unit_of(value), value, _views(entries, holdings))


def _views(entries: Iterable[Entered], holdings: Holdings) -> tuple[ClaimView, ...]:
    """One for each chain of witnesses, at most four: what else the witnesses say stands on the thing's own page."""
    return tuple({seen.chain: seen for seen in (view(entered, holdings) for entered in reversed(list(entries)))}.values())[::-1][:4]


def manner_of(value: DateValue) -> Manner:
    """'run' for an interval, 'open' for one of several moments, about, or perhaps; 'point' for the rest."""
    parsed = dates.parse(value.edtf)
    if parsed.shape in ("interval", "all of"):
        return "run"
    return "open" if parsed.shape == "one of" or parsed.approximate or parsed.uncertain else "point"


def unit_of(value: DateValue) -> Unit:
    """How fine the beginning is given: a day, a month, or no finer than a year."""
    low, high = value.begin if value.begin[0] is not None else value.end
    if dates.parse(value.edtf).shape == "one of":
        first = value.edtf[1:-1].split("..")[0].split(",")[0].strip()
        low, high = dates.bounds(first)[0] if first else (low, high)
    if low is None or high is None:
        return "year"
    width = high - low + 1
    return "day" if width <= dates.DAY else "month" if width <= dates.NEAR else "year"


class _Near(NamedTuple):
    """A dating known to less than a month: its lane, first and last day, and whether it is sure to lie within that one day."""

    lane: int
    first: int
    last: int
    sure: bool


class _Held(NamedTuple):
    """The days of a lane: of all its datings, and those on which one of them surely lies."""

    days: dates.Spans
    sure: frozenset[int]


def coinciding(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks, each with what other lanes hold on the same day: the same that their tiles count (publishing.tiles.near), but that each prong of a fork stands
    for itself. O(marks · lanes · log marks), however many share a day.
    """
    where: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark in marks:
        where[mark.id, mark.said].add(mark.lane)
    near = [tuple(_near(mark)) for mark in marks]
    held = _held(dating for datings in near for dating in datings)
    out = []
    for mark, datings in zip(marks, near, strict=True):
        itself = where[mark.id, mark.said] - {mark.lane}
        found: dict[int, How] = dict.fromkeys(itself, "itself")
        found |= {lane: how for lane, other in held.items() if lane != mark.lane and lane not in itself and (how := _how(datings, other))}
        out.append(mark._replace(same=tuple(Coincidence(lane, how) for lane, how in sorted(found.items()))) if found else mark)
    return tuple(out)


def _near(mark: Mark) -> Iterator[_Near]:
    for prong in mark.prongs:
        if prong.begin is not None and prong.end is not None and prong.end - prong.begin < dates.NEAR:
            first, last = prong.begin // dates.DAY, prong.end // dates.DAY
            yield _Near(mark.lane, first, last, first == last and prong.manner != "open" and not mark.split)


def _held(datings: Iterable[_Near]) -> dict[int, _Held]:
    lanes: dict[int, list[_Near]] = defaultdict(list)
    for dating in datings:
        lanes[dating.lane].append(dating)
    return {lane: _Held(dates.Spans((one.first, one.last) for one in found), frozenset(one.first for one in found if one.sure)) for lane, found in lanes.items()}


def _how(datings: Sequence[_Near], other: _Held) -> How | None:
    """How datings of one mark meet a lane in which the same thing does not stand."""
    if any(one.sure and one.first in other.sure for one in datings):
        return "certainly"
    return "possibly" if any(other.days.meeting(one.first, one.last) for one in datings) else None


# ── the default chronology ──────────────────────────────────────────────────────────────────────────────────────


def _by_source(holdings: Holdings) -> list[dict[str, Any]]:
    """A lane for each of the two to four sources that date most events, when there are two at least; none when more than a third would fall out."""
    counts: dict[str, set[str]] = defaultdict(set)
    everything: set[str] = set()
    for thing in holdings.snapshot.kind("event"):
        for entered in _datings(thing.id, holdings):
            counts[entered.claim.source].add(thing.id)
            everything.add(thing.id)
    most = sorted((source for source in counts if len(counts[source]) >= _ENOUGH), key=lambda one: (-len(counts[one]), one))[:_MOST_LANES]
    covered = set().union(*(counts[source] for source in most))
    if len(most) < 2 or len(covered) * 3 < len(everything) * 2:  # noqa: PLR2004  side by side takes two
        return []
    order = {source: nth for nth, source in enumerate(holdings.snapshot.sources)}
    return [{"id": source.partition("/")[2], "by": source} for source in sorted(most, key=lambda one: order.get(one, 0))]


def _by_names(holdings: Holdings) -> list[dict[str, Any]]:
    """Events in the lane of the one thing they name that most other events name too; the rest, and all of a museum that names nobody often, in one lane."""
    snapshot = holdings.snapshot
    named = {thing.id: [entered.claim.value.id for entered in snapshot.standing(thing.id) if isinstance(entered.claim.value, Ref)
                        and kind_of(entered.claim.value.id) in ("person", "group", "place")] for thing in snapshot.kind("event") if _datings(thing.id, holdings)}
    lanes: list[dict[str, Any]] = []
    left = dict(named)
    authors = {author for held in snapshot.sources.values() for author in held.accession.authors}
    while len(lanes) < _MOST_LANES - 1:
        counts = Counter(name for names in left.values() for name in set(names) if name not in authors)
        best = max(counts, key=lambda one: (counts[one], one), default="")
        if not best or counts[best] < _ENOUGH:
            break
        taken = [event for event, names in left.items() if best in names]
        lanes.append({"id": best.partition("/")[2], "title": snapshot.label(best), "events": taken, "shape": _shape(best)})
        left = {event: names for event, names in left.items() if event not in set(taken)}
    rest = {"id": "events", "title": "", "letters": "Ev", "events": list(left), "shape": "square"}
    lives = [thing.id for thing in snapshot.kind("person", "group", "work", "exhibition") if _datings(thing.id, holdings)]
    out = ([rest] if left else []) + lanes
    if len(lives) >= _ENOUGH and len(out) < _MOST_LANES:
        out.append({"id": "lives", "title": "", "letters": "Li", "events": lives, "shape": "diamond" if all(lane["shape"] != "diamond" for lane in out) else "triangle"})
    return out


def _shape(identifier: str) -> str:
    return {"person": "diamond", "place": "triangle"}.get(kind_of(identifier), "circle")
