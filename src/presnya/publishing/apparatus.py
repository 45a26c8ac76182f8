"""The apparatus of one page: every claim that was cited on it, each passage once, under its witness."""

from typing import NamedTuple

from presnya.museum import ClaimView, Place


class Entry(NamedTuple):
    """What stands under `<li id="c-ANCHOR">`: the claim whose passage it is, and anchors of others that the same passage bears."""

    anchor: str
    claim: ClaimView
    also: tuple[str, ...]


class Group(NamedTuple):
    """Entries of one witness who came to us in one way: the first claim tells who speaks and from where, the entries tell the passages."""

    claim: ClaimView
    entries: tuple[Entry, ...]

    @property
    def machine(self) -> bool:
        """Whether nobody but a machine has read any of it so far."""
        return all(entry.claim.machine for entry in self.entries)


class Apparatus:
    """Filled while a page is rendered: a mark calls `note`, the foot of the page calls `entries`. One for each page."""

    def __init__(self) -> None:
        self._first: dict[tuple[object, ...], ClaimView] = {}
        self._also: dict[tuple[object, ...], dict[str, None]] = {}

    def note(self, claim: ClaimView) -> str:
        """Remember a claim and give the anchor of its entry, e.g. '1045-2'. Claims of one act, chain and passage share an entry."""
        key = (claim.act, claim.chain, claim.source, _bearing(claim), claim.status, claim.disputes)
        first = self._first.setdefault(key, claim)
        if claim.anchor != first.anchor:
            self._also.setdefault(key, {})[claim.anchor] = None
        return first.anchor

    def entries(self) -> list[Entry]:
        """In the order in which they were cited. An anchor stands once, whoever bears it first."""
        seen = {claim.anchor for claim in self._first.values()}
        out: list[Entry] = []
        shown: set[str] = set()
        for key, claim in self._first.items():
            if claim.anchor in shown:
                continue
            also = tuple(anchor for anchor in self._also.get(key, ()) if anchor not in seen)
            seen.update(also)
            shown.add(claim.anchor)
            out.append(Entry(claim.anchor, claim, also))
        return out

    def groups(self) -> list[Group]:
        """The same by witness, chain and standpoint, each where it was first cited."""
        found: dict[tuple[object, ...], list[Entry]] = {}
        for entry in self.entries():
            found.setdefault((entry.claim.chain, entry.claim.nearness, entry.claim.standpoint), []).append(entry)
        return [Group(entries[0].claim, tuple(entries)) for entries in found.values()]


def _bearing(claim: ClaimView) -> Place | None:
    """The passage that tells most: words of the source, else a place in words, else a cell of a table."""
    order = {"text": 0, "region": 1, "locator": 2, "cell": 3}
    return min(claim.places, key=lambda place: order.get(place.kind, 9), default=None)
