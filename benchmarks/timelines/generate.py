"""Made-up events for measuring chronologies: one century, four lanes, bursts, 12 % that last, 25 % dated vaguely. The same number gives the same events.

`python benchmarks/timelines/generate.py 100000 > events.csv` writes what `presnya chronology` reads.
"""

import csv
import random
import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

from presnya import dates

FIRST_YEAR: Final = 1900
YEARS: Final = 100
LANES: Final = ("politics", "art", "life", "place")
BURSTS: Final = 12
"""Short stretches of each lane in which six events of ten happen."""
LASTING: Final = 0.12
VAGUE: Final = 0.25
_WHO: Final = ("Ministers", "Printers", "A choir", "Sailors", "The press", "Two clerks", "A painter", "Teachers", "The court", "A widow", "Students", "Tram men")
_DID: Final = ("strike", "gather", "leave", "write", "return", "vote", "sing", "march", "refuse", "rehearse", "wait", "quarrel")
_WHERE: Final = ("at noon", "in Gorki", "by the river", "on the quay", "at home", "in Lille", "at the mill", "under snow", "in a hall", "abroad")

_BEGIN: Final = dates.minutes(FIRST_YEAR, 1, 1) // 60
_HOURS: Final = dates.minutes(FIRST_YEAR + YEARS, 1, 1) // 60 - _BEGIN


class Made(NamedTuple):
    """An event. `begin` is in hours since 1970, `days` how long it lasts (0: it does not), `vague` '' | 'month' | 'year' | 'about'."""

    number: int
    lane: str
    title: str
    begin: int
    days: int
    vague: str
    weight: int

    @property
    def date(self) -> str:
        """EDTF."""
        year, month, day, hour, _ = dates.civil(self.begin * 60)
        if self.vague:
            return {"month": f"{year}-{month:02}", "year": f"{year}", "about": f"{year}-{month:02}~"}[self.vague]
        return f"{year}-{month:02}-{day:02}" if hour == 0 or self.days else f"{year}-{month:02}-{day:02}T{hour:02}"

    @property
    def end(self) -> str:
        """EDTF, '' where it does not last."""
        if not self.days:
            return ""
        year, month, day, *_ = dates.civil((self.begin + self.days * 24) * 60)
        if self.vague:
            return f"{year}-{month:02}"
        return f"{year}-{month:02}-{day:02}"


def events(count: int, seed: int = 1905) -> Iterator[Made]:
    """So many events, in no order."""
    chance = random.Random(seed * 10_000_019 + count)
    bursts = {lane: [(chance.random(), 0.001 + 0.01 * chance.random()) for _ in range(BURSTS)] for lane in LANES}
    for number in range(count):
        lane = LANES[number % len(LANES)]
        share = chance.random()
        if chance.random() < 0.6:
            middle, width = chance.choice(bursts[lane])
            share = min(0.999_9, max(0.0, chance.gauss(middle, width / 2)))
        begin = _BEGIN + int(share * _HOURS)
        days = 1 + int(chance.random() ** 3 * 700) if chance.random() < LASTING else 0
        vague = chance.choice(("month", "year", "about")) if chance.random() < VAGUE else ""
        where = f" {chance.choice(_WHERE)}" if chance.random() < 0.6 else ""
        title = f"{chance.choice(_WHO)} {chance.choice(_DID)}{where} {number}"
        yield Made(number, lane, title, begin if chance.random() < 0.5 else begin // 24 * 24, days, "month" if days and vague else vague, int(chance.paretovariate(1.2)))


def write(count: int, out: "object") -> None:
    """CSV of `presnya chronology`."""
    rows = csv.writer(out)  # type: ignore[arg-type]  an open text file
    rows.writerow(("event", "title", "date", "end", "lane", "weight"))
    rows.writerows((made.number, made.title, made.date, made.end, made.lane, made.weight) for made in events(count))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.stdout)
