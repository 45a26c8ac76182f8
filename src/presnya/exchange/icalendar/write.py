"""Entries as iCalendar: a day or a span of days each; what the calendar cannot say (about, one of two) stands in the description, in words.

RFC 5545: lines end in CR LF and are folded at 75 octets; years have four digits, so that what lies outside of 1 to 9999 is left out and counted.
"""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final, NamedTuple

from presnya import dates
from presnya.exchange.entry import Entry

_OCTETS: Final = 75


class Written(NamedTuple):
    """How many events, and how many lie outside of what iCalendar can date."""

    events: int
    left_out: int


def write(entries: Iterable[Entry], path: Path, *, title: str = "", lang: str = "en") -> Written:
    """Write all of them. The stamp is the day of the event itself, so that the same entries give the same bytes."""
    done = left = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//presnya//chronology//EN", "CALSCALE:GREGORIAN"]
        file.writelines(folded(line) for line in (*head, *([f"X-WR-CALNAME:{_text(title)}"] if title else [])))
        for entry in entries:
            if lines := _event(entry, lang):
                file.writelines(folded(line) for line in lines)
                done += 1
            else:
                left += 1
        file.write(folded("END:VCALENDAR"))
    return Written(done, left)


def _event(entry: Entry, lang: str) -> list[str]:
    ends = [minute for minute in dates.span(entry.date) if minute is not None]
    first, last = dates.from_day_number(min(ends) // dates.DAY), dates.from_day_number(max(ends) // dates.DAY + 1)
    if not 1 <= first.year <= last.year <= 9999:  # noqa: PLR2004  four digits
        return []
    begin, end = (f"{day.year:04}{day.month:02}{day.day:02}" for day in (first, last))
    said = dates.show(entry.date, lang=lang)
    about = "\n".join(filter(None, (said, entry.text, entry.passage, ", ".join(filter(None, (entry.witness, entry.source))))))
    name = blake2b(f"{entry.lane}\0{entry.event}\0{entry.title}\0{entry.date.edtf}\0{entry.witness}".encode(), digest_size=12).hexdigest()
    more = [f"{key}:{_text(words)}" for key, words in (("CATEGORIES", entry.lane), ("LOCATION", entry.place)) if words]
    return ["BEGIN:VEVENT", f"UID:{name}@presnya", f"DTSTAMP:{begin}T000000Z", f"DTSTART;VALUE=DATE:{begin}", f"DTEND;VALUE=DATE:{end}", f"SUMMARY:{_text(entry.title)}",
            f"DESCRIPTION:{_text(about)}", *more, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """A content line, cut between characters so that no piece is longer than 75 octets."""
    out, length = [], 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > _OCTETS:
            out.append("\r\n ")
            length = 1
        out.append(letter)
        length += octets
    return "".join(out) + "\r\n"
