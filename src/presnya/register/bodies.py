"""What lies beside an entry: its body, the parts sealed apart, or their empty places. As lines of `bodies/N.jsonl`, and as the extra of a proof."""

import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from presnya.register.act import Part, commitment, open_commitment, parts_of
from presnya.terms.errors import BadValue

WHOLE = ""
"""Names the slot of the body itself, beside the names of parts."""
_ELSEWHERE = "Take the file from another copy."


class Beside(Protocol):
    """An act with what lies beside its entry, as its keeper gives it."""

    @property
    def entry(self) -> bytes: ...
    @property
    def body(self) -> bytes | None: ...
    @property
    def salt(self) -> bytes | None: ...
    @property
    def parts(self) -> Sequence[Part]: ...


class Opened(NamedTuple):
    """What a line held: `body` None when it was erased, `empty` the slots where nothing stands."""

    body: bytes | None
    empty: tuple[str, ...]


def beside(row: Beside) -> dict[str, Any]:
    """`{"salt","body","parts":{name:{"salt","body"}}}`; what was erased is `{"erased":true}` in its place, and so is a whole act."""
    if row.body is None or row.salt is None:
        return {"erased": True}
    line: dict[str, Any] = {"salt": row.salt.hex(), "body": row.body.decode()}
    if row.parts:
        line["parts"] = {part.name: {"erased": True} if part.body is None or part.salt is None else {"salt": part.salt.hex(), "body": part.body.decode()}
                         for part in row.parts}
    return line


def what_is_wrong(number: int, row: Beside) -> str:
    """Why body or parts of an act are not those its entry commits to; '' when they are. An empty slot is not wrong by itself."""
    if row.body is None or row.salt is None:
        return f"act {number} was erased as a whole, and yet a part of it stands" if any(part.body is not None for part in row.parts) else ""
    if not open_commitment(row.entry, row.salt, row.body):
        return f"the body of act {number} is not the one its entry commits to"
    wanted = parts_of(row.entry)
    if [part.name for part in row.parts] != sorted(wanted):
        return f"the parts of act {number} are not those its entry names"
    for part in row.parts:
        if (part.body is None) != (part.salt is None) or (part.body is not None and not _opens(wanted[part.name], part)):
            return f"the part “{part.name}” of act {number} is not the one its entry commits to"
    return ""


def _opens(wanted: str, part: Part) -> bool:
    return hmac.compare_digest(wanted.encode(), commitment(part.salt or b"", part.body or b"").encode())


def opened_of(row: Beside) -> Opened:
    """What stands of an act that was checked."""
    if row.body is None:
        return Opened(None, (WHOLE, *(part.name for part in row.parts)))
    return Opened(row.body, tuple(part.name for part in row.parts if part.body is None))


def read_beside(number: int, entry: bytes, held: Mapping[str, Any]) -> Opened:
    """What lies beside an entry, checked against it. BadValue says what does not fit; KeyError, TypeError, ValueError or AttributeError for what has another form."""
    if held.get("erased") is True:
        if held.keys() & {"body", "salt", "parts"}:
            raise BadValue(f"act {number} is called erased, and yet something stands in its place", next_step=_ELSEWHERE)
        return Opened(None, (WHOLE, *sorted(parts_of(entry))))
    row = _Row(entry, held["body"].encode(), bytes.fromhex(held["salt"]), tuple(_read_part(name, one) for name, one in sorted(held.get("parts", {}).items())))
    if what := what_is_wrong(number, row):
        raise BadValue(what, next_step=_ELSEWHERE)
    return opened_of(row)


class _Row(NamedTuple):
    entry: bytes
    body: bytes
    salt: bytes
    parts: tuple[Part, ...]


def _read_part(name: str, held: Mapping[str, Any]) -> Part:
    if held.get("erased") is True and not held.keys() & {"body", "salt"}:
        return Part(name, None, None)
    return Part(name, bytes.fromhex(held["salt"]), held["body"].encode())


def parts_from(entry: bytes, found: Mapping[str, tuple[bytes, bytes]]) -> tuple[Part, ...]:
    """Every part the entry names, in order, from (salt, body) of those that stand; the others as erased."""
    return tuple(Part(name, *found.get(name, (None, None))) for name in sorted(parts_of(entry)))


def body_line(number: int, row: Beside) -> bytes:
    """An act's line in `bodies/N.jsonl`."""
    return json.dumps({"index": number, **beside(row)}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
