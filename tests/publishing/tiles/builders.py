"""Small events and trees for tests."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from presnya import dates
from presnya.publishing.tiles import Built, Dating, Event, Head, Lane, Spool, Witness, build, dating_of

LANES = tuple(Lane(name.lower(), name, name[:2], shape) for name, shape in (("Politics", "square"), ("Art", "circle"), ("Life", "diamond"), ("Place", "triangle")))
REED, COURT = Witness("John Reed", "R", "people/reed.html"), Witness("The Court", "Ct")


def dated(edtf: str, *witnesses: Witness, words: str = "", calendar: str = "gregorian") -> Dating:
    """A dating of an EDTF string."""
    return dating_of(dates.date_value(edtf, words=words, calendar=calendar), witnesses=witnesses)


def event(title: str, edtf: str = "1917-11-07", lane: int = 0, **more) -> Event:
    """An event of one date."""
    return Event(lane, more.pop("id", ""), title, more.pop("datings", (dated(edtf),)), **more)


def head(lanes: int = 4, **more) -> Head:
    """A head for so many lanes."""
    return Head("chronology/test", more.pop("title", "A test"), LANES[:lanes], **more)


def built(folder: Path, events: Iterable[Event], lanes: int = 4, **more) -> Built:
    """A tree of these events in a folder."""
    with Spool() as spool:
        for one in events:
            spool.add(one)
        return build(spool, head(lanes), folder, **more)


_days = st.dates(min_value=date(1890, 1, 1), max_value=date(1925, 12, 31)).map(str)
EDTF = st.one_of(
    _days, _days.map(lambda day: day[:7]), _days.map(lambda day: day[:4]), _days.map(lambda day: f"{day}~"), _days.map(lambda day: f"{day}T11"), _days.map(lambda day: f"{day}T11:05"),
    _days.map(lambda day: f"{day[:3]}X"), _days.map(lambda day: f"../{day}"), _days.map(lambda day: f"{day}/.."), st.tuples(_days, _days).map(lambda two: "/".join(sorted(two))),
    st.tuples(_days, _days).map(lambda two: f"[{','.join(sorted(two))}]"), st.integers(10_000, 10**9).map(lambda year: f"Y{year}"), st.integers(10_000, 10**9).map(lambda year: f"Y-{year}"),
)


@st.composite
def events(draw: st.DrawFn, lanes: int = 4) -> Event:
    """Any event: many on a few days, so that they coincide and crowd."""
    edtf = draw(st.one_of(st.sampled_from(["1917-11-07", "1917-11-08", "1917-11"]), EDTF))
    datings = [dated(edtf, *draw(st.sampled_from([(), (REED,), (REED, COURT)])))]
    contested = draw(st.integers(0, 9)) == 0
    if contested:
        datings.append(dated(draw(_days), COURT))
    return Event(draw(st.integers(0, lanes - 1)), draw(st.sampled_from(["", "", "", "a", "b", "7"])), draw(st.text(max_size=8)), tuple(datings), weight=draw(st.integers(-2, 5)),
                 contested=contested, machine=draw(st.booleans()), chosen=draw(st.booleans()))
