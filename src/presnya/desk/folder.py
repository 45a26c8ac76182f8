"""A museum folder is imported whole, and again after edits: only differences become acts, all in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from presnya import accession
from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.catalogue.projector import as_text
from presnya.catalogue.snapshot import Entered
from presnya.desk.claiming import check, in_acts
from presnya.desk.rights import allow
from presnya.terms import Accession, Arrange, Claim, Correct, EnterClaims, Withdraw
from presnya.terms.errors import Conflict

WantedRow = tuple[str, str, tuple[Claim, ...]]
"""(origin of the row, thing it is about, its claims); each claim's origin begins with the row's origin and a slash."""


class Differences(NamedTuple):
    """What an import changed: numbers of acts by what they do."""

    accessioned: int
    entered: int
    corrected: int
    withdrawn: int
    arranged: int

    def total(self) -> int:
        """How many acts the import made."""
        return sum(self)


@ledger.alone()
def import_folder(
    *, sources: Sequence[Accession], rows: Iterable[WantedRow], arrangements: Sequence[Arrange], curator: str, ground: str = "The museum's folder was edited.",
    tables: tuple[str, ...] = ("tables/", "pictures/"), progress: Callable[[int, int], None] | None = None,
) -> Differences:
    """Bring the register to what the folder says. Only what came from `tables` (prefixes of origins) is ever withdrawn.

    Sources without a number get the next one; a source whose row changed is accessioned again under its old number.
    """
    for deed in ("accession", "claim", "correct", "withdraw", "arrange"):
        allow(curator, deed)
    taken_in, gone_sources = _sources(sources, tables)
    entries_of_rows, gone_claims = _rows(rows, ground, tables)
    arranged, gone_arrangements = _arrangements(arrangements)
    entries = [*taken_in, *entries_of_rows, *arranged]
    entries += [Entry(Withdraw(tuple(targets), f"{ground} No longer in {origin.partition('#')[0]}."), about)
                for origin, about, targets in (*gone_claims, *gone_sources, *gone_arrangements)]
    if entries:
        ledger.append(entries, by=curator, progress=progress)
    kinds = [type(entry.body) for entry in entries]
    return Differences(kinds.count(Accession), kinds.count(EnterClaims), kinds.count(Correct), kinds.count(Withdraw), kinds.count(Arrange))


def _sources(sources: Sequence[Accession], tables: tuple[str, ...]) -> tuple[list[Entry], list[tuple[str, str, list[str]]]]:
    here, before, numbers, ids = queries.accessions_by_origin(), queries.accessions_by_origin("withdrawn"), queries.numbers(), queries.source_ids()
    entries = []
    for wanted in sources:
        old = here.get(wanted.origin) or before.get(wanted.origin)
        if wanted.source in ids and (old is None or old.source != wanted.source):
            raise Conflict(f"{wanted.source} of {wanted.origin} is the id of another source already taken in.", next_step="Give the row another id.")
        number = old.number if old else accession.next_number(numbers, int(ledger.now()[:4]))
        numbers.append(number)
        filled = _numbered(wanted, number)
        if wanted.origin not in here or as_text(here[wanted.origin]) != as_text(filled):
            entries.append(Entry(filled, filled.source))
    kept = {wanted.origin for wanted in sources}
    gone = [(origin, old.source, [old.source]) for origin, old in here.items() if origin.startswith(tables) and origin not in kept]
    return entries, gone


def _numbered(wanted: Accession, number: str) -> Accession:
    fields = {name: getattr(wanted, name) for name in wanted.__struct_fields__}
    return Accession(**{**fields, "number": number})


def _rows(rows: Iterable[WantedRow], ground: str, tables: tuple[str, ...]) -> tuple[list[Entry], list[tuple[str, str, list[str]]]]:
    here = queries.claims_by_origin()
    by_row: dict[str, list[str]] = {}
    entries: list[Entry] = []
    seen: set[str] = set()
    wanted_rows = list(rows)
    row_of = {claim.origin: row_origin for row_origin, _, claims in wanted_rows for claim in claims}
    row_names = {row_origin for row_origin, _, _ in wanted_rows}
    for origin in here:
        if origin.startswith(tables):
            by_row.setdefault(row_of.get(origin) or _row_name(origin, row_names), []).append(origin)
    for row_origin, about, claims in wanted_rows:
        seen.add(row_origin)
        check(claims)
        new = [claim for claim in claims if claim.origin not in here or as_text(here[claim.origin].claim) != as_text(claim)]
        same = {claim.origin for claim in claims} - {claim.origin for claim in new}
        old = [here[origin] for origin in by_row.get(row_origin, []) if origin not in same]
        entries += _difference(about, new, old, ground)
    gone = [(row, here[origins[0]].claim.about, [here[origin].id for origin in origins]) for row, origins in by_row.items() if row not in seen]
    return entries, gone


def _row_name(origin: str, known: set[str]) -> str:
    """The row a claim's origin belongs to: the longest known row it continues, else the origin without what comes after the row's own part.

    A claim's origin is its row's, then column and nth, then (where the cell is claimed once a source) the source's slug.
    """
    parts = origin.split("/")
    for length in range(len(parts) - 1, 0, -1):
        if (name := "/".join(parts[:length])) in known:
            return name
    return "/".join(parts[:-3] if parts[-2].isdecimal() else parts[:-2])


def _difference(about: str, new: Sequence[Claim], old: Sequence[Entered], ground: str) -> list[Entry]:
    if new and old:
        return [Entry(Correct(about, tuple(entered.id for entered in old), tuple(new), ground), about)]
    if new:
        return in_acts(about, new)
    return [Entry(Withdraw(tuple(entered.id for entered in old), ground), about)] if old else []


def _arrangements(arrangements: Sequence[Arrange]) -> tuple[list[Entry], list[tuple[str, str, list[str]]]]:
    here = queries.arrangements_by_origin()
    entries = [Entry(wanted, wanted.id) for wanted in arrangements if wanted.id not in here or as_text(here[wanted.id]) != as_text(wanted)]
    kept = {wanted.id for wanted in arrangements}
    return entries, [(old.origin, old.id, [old.id]) for old in here.values() if old.id not in kept]
