"""The list of a published museum's files under the log's signature: one flipped byte anywhere names its file."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from presnya.register.canonical import canonical
from presnya.register.note import Checkpoint, Signer, sign
from presnya.strongroom import write_atomically

MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
TITLE: Final = "presnya manifest v1"


def manifest_text(origin: str, sha256: str, size: int) -> str:
    """What is signed. Its first line is never an origin, so it cannot be passed off as a checkpoint, whose first line is one."""
    return f"{TITLE}\n{origin}\n{sha256}\n{size}\n"


def files_of(site: Path) -> dict[str, list[str | int]]:
    """Path → [SHA-256, size] of every file of a site but the manifest's own two."""
    out: dict[str, list[str | int]] = {}
    for place in sorted(site.rglob("*")):
        name = place.relative_to(site).as_posix()
        if place.is_file() and name not in (MANIFEST, SIGNATURE):
            data = place.read_bytes()
            out[name] = [hashlib.sha256(data).hexdigest(), len(data)]
    return out


def write_manifest(site: Path, *, signer: Signer, checkpoint: Checkpoint, known: Mapping[str, list[str | int]] | None = None) -> int:
    """Write manifest and signature, the signature last; returns how many files are listed. `known` spares reading files just written."""
    files = dict(known) if known is not None else files_of(site)
    # Paths are values, not keys: the register's canonical JSON has keys of plain letters only.
    listed = [{"file": name, "sha256": value[0], "size": value[1]} for name, value in sorted(files.items())]
    data = canonical({"origin": signer.name, "size": checkpoint.size, "root": checkpoint.root.hex(), "files": listed}) + b"\n"
    place = site / MANIFEST
    if not place.exists() or place.read_bytes() != data:
        write_atomically(place, data)
    note = sign(manifest_text(signer.name, hashlib.sha256(data).hexdigest(), checkpoint.size), [signer]).encode()
    if not (site / SIGNATURE).exists() or (site / SIGNATURE).read_bytes() != note:
        write_atomically(site / SIGNATURE, note)
    return len(listed)


def read_manifest(data: bytes) -> dict[str, tuple[str, int]]:
    """Path → (SHA-256, size). ValueError, KeyError, TypeError or RecursionError for what is no manifest."""
    out: dict[str, tuple[str, int]] = {}
    for entry in json.loads(data)["files"]:
        name, sha256, size = entry["file"], entry["sha256"], entry["size"]
        if not isinstance(name, str) or not isinstance(sha256, str) or type(size) is not int or name in out:
            raise ValueError(name)
        out[name] = sha256, size
    return out
