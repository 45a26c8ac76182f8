"""Claims: entered, disputed, corrected, withdrawn. Nothing is overwritten."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from presnya import dates
from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.desk.rights import allow
from presnya.terms import (
    Claim, Coordinates, Correct, DateValue, Dispute, EnterClaims, Link, Number, Ref, Text, Value, Withdraw, check_id, kind_of,
)
from presnya.terms.errors import BadValue, Conflict
from presnya.terms.parts import MOST_CLAIMS
from presnya.terms.properties import check_claim


def check(claims: Sequence[Claim]) -> None:
    """Rule 2 at the door: every claim names its witness, its source and a passage, and fits its property."""
    for claim in claims:
        check_id(claim.about), check_id(claim.witness), check_id(claim.source)
        if not claim.passages:
            raise BadValue(f"The claim about {claim.about} ({claim.property}) names no passage.", next_step="Say where in the source it stands.")
        check_claim(claim)


def held(sources: Iterable[str]) -> None:
    """NotFound when one of these was never taken in: what nobody can look up is no testimony."""
    for source in sorted(set(sources)):
        queries.source(source)


def about_one(claims: Sequence[Claim]) -> str:
    """The one thing all these claims are about; BadValue when there are several or none."""
    things = {claim.about for claim in claims}
    if len(things) != 1:
        raise BadValue(f"One act enters claims about one thing, not {len(things)}.", next_step="Enter them thing by thing.")
    return things.pop()


@ledger.alone()
def enter_claims(claims: Sequence[Claim], *, curator: str) -> list[str]:
    """Enter claims about one thing as one act; returns their ids."""
    allow(curator, "claim")
    check(claims)
    about = about_one(claims)
    held(claim.source for claim in claims)
    return ids_of(ledger.append(in_acts(about, claims), by=curator), len(claims))


def in_acts(about: str, claims: Sequence[Claim]) -> list[Entry]:
    """Claims about one thing as entries, of MOST_CLAIMS at most: each claim is sealed apart, and an entry names only so many parts."""
    return [Entry(EnterClaims(about, tuple(claims[low:low + MOST_CLAIMS])), about) for low in range(0, len(claims), MOST_CLAIMS)]


def ids_of(numbers: Sequence[int], count: int) -> list[str]:
    """Ids of `count` claims that were entered in these acts by `in_acts`."""
    return [f"claim/{numbers[nth // MOST_CLAIMS]}.{nth % MOST_CLAIMS}" for nth in range(count)]


@ledger.alone()
def dispute(target: str, *, ground: str, curator: str, witness: str = "", source: str = "") -> int:
    """Print an objection beside a standing claim, in the curator's name or a witness's; the claim stays."""
    allow(curator, "dispute")
    if not ground.strip():
        raise BadValue(f"A dispute of {target} needs a ground.", next_step="Say in a sentence why it cannot be so.")
    _must_stand(target)
    held(filter(None, [source]))
    entered = queries.claim(target)
    return ledger.append([Entry(Dispute(target, ground, witness, source), entered.claim.about)], by=curator).start


@ledger.alone()
def withdraw(targets: Sequence[str], *, ground: str, curator: str) -> int:
    """Let claims, sources, open proposals or arrangements stand no longer; they stay readable under a stamp with the ground."""
    allow(curator, "withdraw")
    ended = _that_stand(targets, ground, f"To withdraw {', '.join(targets)}")
    about = queries.claim(ended[0]).claim.about if kind_of(ended[0]) == "claim" else ended[0]
    return ledger.append([Entry(Withdraw(ended, ground), about)], by=curator).start


@ledger.alone()
def correct(targets: Sequence[str], claims: Sequence[Claim], *, ground: str, curator: str) -> list[str]:
    """Put new claims in the place of old ones about the same thing; both stay readable. Returns the new ids."""
    allow(curator, "correct")
    check(claims)
    about = about_one(claims)
    ended = _that_stand(targets, ground, "A correction")
    for target in ended:
        if kind_of(target) != "claim":
            raise BadValue(f"{target} is no claim, so no claim can take its place.", next_step="Withdraw it, and enter or take in what is right.")
        if (other := queries.claim(target).claim.about) != about:
            raise BadValue(f"{target} is about {other}, not about {about}.", next_step="Withdraw it, and enter a claim about the other thing.")
    held(claim.source for claim in claims)
    number = ledger.append([Entry(Correct(about, ended, tuple(claims), ground), about)], by=curator).start
    return [f"claim/{number}.{nth}" for nth in range(len(claims))]


def corrected(target: str, words: str, *, note: str = "") -> Claim:
    """A claim as it stands with another value of the same kind, read from words: text, a date (EDTF), a figure (`400` or `400-450`), an id, an address, `north, east`.

    Witness, source and passage stay: what changes is our reading. BadValue or BadDate when the words are no such value.
    """
    old = queries.claim(target).claim
    return msgspec.structs.replace(old, value=_reread(old.value, words.strip()), note=note or old.note, origin="", proposal="")


def _reread(old: Value, words: str) -> Value:
    if not words:
        raise BadValue("A correction needs a value.", next_step="To let the claim stand no longer, withdraw it.")
    match old:
        case Text():
            return Text(words, old.lang)
        case DateValue():
            return dates.from_julian(words, words=words) if old.calendar == "julian" else dates.date_value(words, words=words)
        case Number():
            found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?", words)
            if not found:
                raise BadValue(f"“{words}” is no figure.", next_step="Write 400, or 400-450 for bounds.")
            return Number(words=words, low=found[1], high=found[2] or found[1], unit=old.unit)
        case Ref():
            return Ref(check_id(words))
        case Link():
            return Link(words)
        case Coordinates():
            north, _, east = words.partition(",")
            return Coordinates(north.strip(), east.strip())


def _that_stand(targets: Sequence[str], ground: str, deed: str) -> tuple[str, ...]:
    """The targets, each once; refused when there are none, when nobody says why, or when one of them has ended already."""
    if not targets:
        raise BadValue(f"{deed.strip()} needs something that stands.", next_step="Name it by its number, e.g. claim/1045.2.")
    if not ground.strip():
        raise BadValue(f"{deed} needs a ground.", next_step="Say why, for everyone to read.")
    for target in targets:
        _must_stand(target)
    return tuple(dict.fromkeys(targets))


def _must_stand(target: str) -> None:
    if kind_of(target) == "claim":
        entered = queries.claim(target)
        status, act, wanted = str(entered.status), entered.ended_by, "standing"
    elif kind_of(target) == "proposal":
        (offer,) = queries.offers([target])
        status, act, wanted = offer.status, offer.decided_by, "open"
    else:
        return  # sources and arrangements: the projection refuses to end what does not stand
    if status != wanted:
        raise Conflict(f"{target} is {status} already (act {act}).", next_step="Read that act first: somebody was here before you.")
