"""A register as it stood, checked: acts that came later and account for what is empty in it, each proven to be of the same register."""

import base64
import binascii
import json
from typing import Final

from presnya.register.bodies import Opened, read_beside
from presnya.register.findings import Findings
from presnya.register.merkle import leaf_hash, verify_consistency, verify_inclusion
from presnya.register.note import Checkpoint
from presnya.register.prefix import AS_OF, LATER
from presnya.register.proof import read_proof
from presnya.terms.errors import PresnyaError

MOST: Final = 100_000
"""Later acts that are read: a hostile copy must not send a reader round for ever."""


def see_later(check: Findings, prefix: str) -> None:
    """Take in the later acts that `as-of.json` lists, as far as their proofs hold; what they say of places beyond this register is left aside."""
    told = check.read(f"{prefix}{AS_OF}")
    if told is None or check.checkpoint is None or check.chain is None:
        return
    try:
        numbers = json.loads(told)["later"]
        fits = isinstance(numbers, list) and len(numbers) <= MOST and all(type(one) is int and one >= check.checkpoint.size for one in numbers)
    except (ValueError, KeyError, TypeError, RecursionError):
        fits = False
    if not fits:
        check.wrong(f"{prefix}{AS_OF}", "cannot be read")
        return
    for number in sorted(set(numbers)):
        _see(check, f"{prefix}{LATER}", number, check.checkpoint)
    for slot in [slot for slot in check.erasures.named if slot[0] >= check.checkpoint.size]:
        del check.erasures.named[slot]


def _see(check: Findings, folder: str, number: int, head: Checkpoint) -> None:
    file = f"{folder}{number}.tlog-proof"
    text, entry, path = check.need(file), check.need(f"{folder}{number}.entry.json"), check.need(f"{folder}consistency")
    if text is None or entry is None or path is None:
        return
    try:
        proof = read_proof(text.decode())
        newest = check.chain.open(proof.note) if check.chain else head
        verify_consistency(head.size, head.root, newest.size, newest.root, [base64.b64decode(line, validate=True) for line in path.decode().split()])
        verify_inclusion(leaf_hash(entry), number if number == proof.number else -1, newest.size, proof.path, newest.root)
        opened = read_beside(number, entry, json.loads(proof.extra))
    except (PresnyaError, ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        check.wrong(file, f"does not hold: {error}", "Without it nothing accounts for what is empty here: take it from another copy.")
        return
    check.erasures.see(number, entry, Opened(opened.body, ()))
