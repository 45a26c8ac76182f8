"""Arranging what is shown: questions, chronologies, rooms."""

from presnya.catalogue import ledger
from presnya.catalogue.ledger import Entry
from presnya.desk.rights import allow
from presnya.terms import Arrange, check_id


@ledger.alone()
def arrange(arrangement: Arrange, *, curator: str) -> int:
    """Enter an arrangement; the latest one of an id holds, earlier ones stay in the register. Returns the act's number."""
    allow(curator, "arrange")
    check_id(arrangement.id)
    return ledger.append([Entry(arrangement, arrangement.id)], by=curator).start
