"""The registrar's desk: every deed that changes something is one function here.

A deed's order is fixed: check rights → append to the register (the commit point) → project, in one
database transaction that nobody else writes beside (`ledger.alone`). Readers, importers, pages and the command line all come through this door.
"""

from presnya.desk.appointing import appoint, dismiss, found_museum, who
from presnya.desk.arranging import arrange
from presnya.desk.claiming import correct, corrected, dispute, enter_claims, withdraw
from presnya.desk.deciding import accept, accept_corrected, decide, refuse
from presnya.desk.erasing import Erased, Plan, erase, finish, plan_erasure
from presnya.desk.folder import Differences, import_folder
from presnya.desk.keeping import Ended, ended_with, history as key_history, rotate, signers, succeed
from presnya.desk.proposing import propose, read_source
from presnya.desk.rights import RIGHTS, allow
from presnya.desk.taking_in import Given, accession_source

__all__ = [
    "RIGHTS", "Differences", "Ended", "Erased", "Given", "Plan", "accept", "accept_corrected", "accession_source", "allow", "appoint", "arrange", "correct",
    "corrected", "decide", "dismiss", "dispute", "ended_with", "enter_claims", "erase", "finish", "found_museum", "import_folder", "key_history",
    "plan_erasure", "propose", "read_source", "refuse", "rotate", "signers", "succeed", "who", "withdraw",
]
