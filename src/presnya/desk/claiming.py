"""Claims: entered, disputed, corrected, withdrawn. Nothing is overwritten."""

from collections.abc import Sequence

from presnya.catalogue import ledger, queries
from presnya.catalogue.ledger import Entry
from presnya.desk.rights import allow
from presnya.terms import Claim, Correct, Dispute, EnterClaims, Withdraw, check_id, kind_of
from presnya.terms.errors import BadValue, Conflict
from presnya.terms.properties import check_claim


def check(claims: Sequence[Claim]) -> None:
    """Rule 2 at the door: every claim names its witness, its source and a passage, and fits its property."""
    for claim in claims:
        check_id(claim.about), check_id(claim.witness), check_id(claim.source)
        if not claim.passages:
            raise BadValue(f"The claim about {claim.about} ({claim.property}) names no passage.", next_step="Say where in the source it stands.")
        check_claim(claim)


def about_one(claims: Sequence[Claim]) -> str:
    """The one thing all these claims are about; BadValue when there are several or none."""
    things = {claim.about for claim in claims}
    if len(things) != 1:
        raise BadValue(f"One act enters claims about one thing, not {len(things)}.", next_step="Enter them thing by thing.")
    return things.pop()


def enter_claims(claims: Sequence[Claim], *, curator: str) -> list[str]:
    """Enter claims about one thing as one act; returns their ids."""
    allow(curator, "claim")
    check(claims)
    about = about_one(claims)
    number = ledger.append([Entry(EnterClaims(about, tuple(claims)), about)], by=curator).start
    return [f"claim/{number}.{nth}" for nth in range(len(claims))]


def dispute(target: str, *, ground: str, curator: str, witness: str = "", source: str = "") -> int:
    """Print an objection beside a standing claim, in the curator's name or a witness's; the claim stays."""
    allow(curator, "dispute")
    if not ground.strip():
        raise BadValue(f"A dispute of {target} needs a ground.", next_step="Say in a sentence why it cannot be so.")
    entered = queries.claim(target)
    return ledger.append([Entry(Dispute(target, ground, witness, source), entered.claim.about)], by=curator).start


def withdraw(targets: Sequence[str], *, ground: str, curator: str) -> int:
    """Let claims, sources, proposals or arrangements stand no longer; they stay readable under a stamp with the ground."""
    allow(curator, "withdraw")
    if not ground.strip():
        raise BadValue(f"To withdraw {', '.join(targets)} needs a ground.", next_step="Say why, for everyone to read.")
    for target in targets:
        _must_stand(target)
    about = queries.claim(targets[0]).claim.about if kind_of(targets[0]) == "claim" else targets[0]
    return ledger.append([Entry(Withdraw(tuple(targets), ground), about)], by=curator).start


def correct(targets: Sequence[str], claims: Sequence[Claim], *, ground: str, curator: str) -> list[str]:
    """Put new claims in the place of old ones about the same thing; both stay readable. Returns the new ids."""
    allow(curator, "correct")
    check(claims)
    if not ground.strip():
        raise BadValue("A correction needs a ground.", next_step="Say what was wrong before.")
    about = about_one(claims)
    for target in targets:
        _must_stand(target)
    number = ledger.append([Entry(Correct(about, tuple(targets), tuple(claims), ground), about)], by=curator).start
    return [f"claim/{number}.{nth}" for nth in range(len(claims))]


def _must_stand(target: str) -> None:
    if kind_of(target) == "claim":
        entered = queries.claim(target)
        if entered.status != "standing":
            raise Conflict(f"{target} is {entered.status} already (act {entered.ended_by}).", next_step="Read that act first: somebody was here before you.")
