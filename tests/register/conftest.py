"""Small logs in folders."""

from pathlib import Path
from typing import NamedTuple

import pytest

from presnya import register


class Row(NamedTuple):
    """An act as its keeper gives it."""

    number: int
    entry: bytes
    body: bytes | None
    salt: bytes | None
    parts: tuple[register.Part, ...] = ()


def rows(count: int, *, start: int = 0) -> list[Row]:
    """Acts of a made-up register, always the same ones."""
    out = []
    for number in range(start, count):
        sealed = register.make_act(act="claim", about=f"event/strike-{number}", at="2026-10-01T10:05:00Z", by="k1a2b3c4d", body={"words": f"It was the {number}th day."},
                                   salt=number.to_bytes(32))
        out.append(Row(number, sealed.entry, sealed.body, sealed.salt))
    return out


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A signed log of 300 acts: one full bundle and a partial one."""
    signer = register.signer("street.example/presnya")
    register.publish_log(tmp_path / "log", rows(300), signer=signer, total=300)
    return tmp_path / "log"
