"""Canonical JSON: RFC 8785 on a subset where every encoder agrees (no floats; keys of small letters, digits and _)."""

import json
import re
import unicodedata
from typing import Any, Final, NoReturn

from presnya.terms.errors import BadValue

LARGEST: Final = 2**53
_KEY = re.compile(r"[a-z0-9_]+")


def canonical(value: Any) -> bytes:
    """UTF-8 bytes. BadValue names the path of what has no place in the register: floats, NaN, lone surrogates, text that is not NFC, odd keys."""
    _check(value, "$")
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(text: str | bytes) -> Any:
    """A value of the register from JSON text, however it is spaced and ordered; `canonical` of it is the one way to write it.

    BadValue for what is no JSON, for fractions, NaN, a key that stands twice, and whatever else `canonical` refuses.
    """
    try:
        value = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction, object_pairs_hook=_once)
        _check(value, "$")
    except BadValue:
        raise
    except (ValueError, RecursionError) as error:  # no JSON, no UTF-8, thousands of digits, thousands of brackets
        raise BadValue(f"This is not JSON as the register holds it: {error}.", next_step="Take it from another copy.") from error
    return value


def _no_fraction(words: str) -> NoReturn:
    raise BadValue(f"{words[:40]} has no place in the register.", next_step="Write decimals as strings.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        raise BadValue(f"A key stands twice in the object with the keys {', '.join(sorted(held))[:80]}.", next_step="Each key stands once.")
    return held


def nfc(value: Any) -> Any:
    """The same JSON with every string in Unicode NFC, tuples as lists: what people type comes in both forms."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {key: nfc(inner) for key, inner in value.items()}
    return [nfc(inner) for inner in value] if isinstance(value, list | tuple) else value


def _check(value: Any, path: str) -> None:  # noqa: C901  one branch for each kind of JSON
    match value:
        case None | bool():
            return
        case int():
            if abs(value) > LARGEST:
                raise BadValue(f"{path} is {value}, outside ±2^53.", next_step="Write large numbers as strings.")
        case str():
            if not value.isascii():
                _check_text(value, path)
        case list() | tuple():
            for nth, inner in enumerate(value):
                _check(inner, f"{path}[{nth}]")
        case dict():
            for key, inner in value.items():
                if not isinstance(key, str) or not _KEY.fullmatch(key):
                    raise BadValue(f"{path} has the key {key!r}.", next_step="Keys are small letters, digits and underscores.")
                _check(inner, f"{path}.{key}")
        case _:
            raise BadValue(f"{path} is a {type(value).__name__}, which the register does not hold.", next_step="Write decimals as strings.")


def _check_text(value: str, path: str) -> None:
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadValue(f"{path} holds half a surrogate pair.", next_step="The text was decoded wrongly; take it in again with its encoding.")
    if not unicodedata.is_normalized("NFC", value):
        raise BadValue(f"{path} is not in Unicode NFC.", next_step="Normalise it before entering (register.nfc).")
