"""Checking that what people wrote opens the entries that commit to it, and that whatever is gone went by an act."""

import json

from presnya.register.bodies import read_beside
from presnya.register.check_later import see_later
from presnya.register.findings import Findings
from presnya.register.tiles import WIDTH, number_path
from presnya.terms.errors import BadValue


def check_bodies(check: Findings, file: str, first: int, entries: list[bytes]) -> None:
    """The bodies of one bundle, bundles in order: each line opens its entry, or is erased and empty. `first` is the number of the bundle's first act.

    With the last bundle of the checkpoint, what is empty is compared with what the register's `erase` acts name.
    """
    data = check.need(file)
    if data is not None:
        _check_lines(check, file, first, entries, data.splitlines())
    if check.checkpoint and first + len(entries) == check.checkpoint.size:
        prefix = file.removesuffix(f"{number_path(first // WIDTH)}.jsonl")
        see_later(check, prefix.removesuffix("bodies/"))
        for fault in check.erasures.found():
            check.wrong(f"{prefix}{number_path(fault.number // WIDTH)}.jsonl", fault.what)


def _check_lines(check: Findings, file: str, first: int, entries: list[bytes], lines: list[bytes]) -> None:
    if len(lines) != len(entries):
        check.wrong(file, f"holds {len(lines)} bodies, not {len(entries)}")
        return
    for number, (line, entry) in enumerate(zip(lines, entries, strict=True), start=first):
        try:
            held = json.loads(line)
            index, opened = held["index"], read_beside(number, entry, held)
            check.erasures.see(number, entry, opened)
        except BadValue as error:
            check.wrong(file, error.message)
            continue
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            check.wrong(file, f"line {number - first + 1} cannot be read")
            continue
        if index != number:
            check.wrong(file, f"the body of act {number} is not the one its entry commits to")
