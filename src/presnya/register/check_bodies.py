"""Checking that what people wrote opens the entries that commit to it."""

import json

from presnya.register.act import open_commitment
from presnya.register.findings import Findings


def check_bodies(check: Findings, file: str, first: int, entries: list[bytes]) -> None:
    """The bodies of one bundle: each line opens its entry, or is erased and empty. `first` is the number of the bundle's first act."""
    data = check.need(file)
    if data is None:
        return
    lines = data.splitlines()
    if len(lines) != len(entries):
        check.wrong(file, f"holds {len(lines)} bodies, not {len(entries)}")
        return
    for nth, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        try:
            held = json.loads(line)
            index, erased = held["index"], held.get("erased") is True
            opens = erased or open_commitment(entry, bytes.fromhex(held["salt"]), held["body"].encode())
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            check.wrong(file, f"line {nth + 1} cannot be read")
            continue
        if index != first + nth or not opens or (erased and ("body" in held or "salt" in held)):
            check.wrong(file, f"the body of act {first + nth} is not the one its entry commits to")
