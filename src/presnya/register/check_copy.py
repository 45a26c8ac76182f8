"""Checking a copy of a museum: its own list and whose it is, every file, every byte between them, and then the museum inside."""

from presnya.register.carriers.common import Carrier, Progress, stage
from presnya.register.check_keys import find_chain
from presnya.register.check_log import check_log
from presnya.register.check_site import check_site
from presnya.register.copy_list import COPY, COPY_SIG, CopyHead, copy_text, is_besides, read_copy, read_rows
from presnya.register.findings import Findings
from presnya.register.note import open_note, parse_vkey
from presnya.terms.errors import PresnyaError, Tampered


class Inside:
    """The published site within a copy, as a place of its own: what the copy holds beside it is not the site's."""

    def __init__(self, carrier: Carrier) -> None:
        self.carrier = carrier
        self.read, self.open, self.size, self.odd = carrier.read, carrier.open, carrier.size, carrier.odd

    def names(self) -> list[str]:
        return [name for name in self.carrier.names() if not is_besides(name)]


def check_copy(check: Findings, carrier: Carrier, progress: Progress | None) -> CopyHead | None:
    """Everything; returns what COPY.json says, None when it cannot be read. `check.place` must be `Inside(carrier)`."""
    try:
        head = read_copy(lambda: carrier.open(COPY))
    except Tampered as error:
        check.wrong(COPY, error.message, error.next_step)
        return None
    except OSError:
        check.wrong(COPY, "is missing or cannot be read")
        return None
    try:
        held = carrier.examine(check, head, stage(progress, 0, 2))
    except Tampered as error:  # claims that no carrier can keep: nothing more of it is read
        check.wrong(COPY, error.message, error.next_step)
        return None
    find_chain(check, "register/")
    _signature(check, carrier, head)
    check_site(check, None, held=held)
    check.checked = head.files  # each once, though the site's stand in two lists
    check_log(check, "register/", stage(progress, 1, 2))
    if check.checkpoint and (check.checkpoint.origin, check.checkpoint.size, check.checkpoint.root.hex()) != (head.origin, head.size, head.root):
        check.wrong(COPY, "speaks of another register than the one in this copy")
    return head


def _signature(check: Findings, carrier: Carrier, head: CopyHead) -> None:
    """COPY.sig is the copier's. Where a copy holds more than the site, which has a signature of its own, the copier must be the museum."""
    try:
        copier = parse_vkey(head.copier)
        text, _ = open_note(carrier.read(COPY_SIG).decode(), [copier])
    except OSError:
        check.wrong(COPY_SIG, "is missing")
        return
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(COPY_SIG, f"does not hold: {error}")
        return
    if text != copy_text(head):
        check.wrong(COPY, "is not the list that was signed")
    if check.chain and copier not in check.chain.keys and any(is_besides(row.file) for row in read_rows(lambda: carrier.open(COPY))):
        check.wrong(COPY_SIG, f"is signed by {copier.name} with another key than the museum's: nobody vouches for what lies beside the site",
                    "Ask the museum for a copy of its own.")
