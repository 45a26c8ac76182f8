"""Registers whose key changes: signers from fixed seeds, and the acts that say so."""

import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from presnya import register
from tests.register.conftest import Row, rows

ORIGIN = "street.example/presnya"
AT = "2026-10-01T10:05:00Z"


def key(nth, origin=ORIGIN):
    """The nth key, always the same one: its seed is the SHA-256 of a name."""
    return register.Signer(origin, Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"presnya example key {nth}".encode()).digest()))


def key_row(number, act, body):
    """An act about keys."""
    sealed = register.make_act(act=act, about="", at=AT, by="k1a2b3c4d", body=body, salt=number.to_bytes(32))
    return Row(number, sealed.entry, sealed.body, sealed.salt)


def rotated(so_far, old, new, *, at=AT):
    """The register with one rotation more, at its end."""
    notes = [json.loads(row.body)["note"] for row in so_far if b'"act":"rotate"' in row.entry and old.name in json.loads(row.body)["vkey"].split("+")[0:1]]
    note = register.write_rotation(old, new, number=len(notes), act=len(so_far), at=at, before=notes[-1] if notes else "")
    return [*so_far, key_row(len(so_far), "rotate", {"note": note, "vkey": str(new.verifier)})]


def succession(note, keys, new, *, ground="lost", changed=()):
    """The body of a `succeed`; `changed` are fields that say something else."""
    checkpoint = register.parse_checkpoint(note.partition("\n\n")[0] + "\n")
    return {"before": checkpoint.origin, "origin": new.name, "vkey": str(new.verifier), "keys": [str(one.verifier) for one in keys], "note": note, "end": checkpoint.size,
            "ground": ground} | dict(changed)


def more(so_far, count):
    """The register with so many ordinary acts more."""
    return [*so_far, *rows(len(so_far) + count, start=len(so_far))]


def problems(folder, **options):
    """file → what is wrong with it, all of it."""
    out = {}
    for problem in register.verify(folder, **options).problems:
        out[problem.file] = "; ".join(filter(None, (out.get(problem.file), problem.what)))
    return out
