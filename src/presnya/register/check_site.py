"""Checking the signed list of a museum's files: the list's signature, every file it lists, and files it does not list."""

import hashlib
import json
from collections.abc import Callable

from presnya.register.findings import Findings
from presnya.register.manifest import MANIFEST, SIGNATURE, manifest_text, read_manifest
from presnya.register.note import Verifier, open_note
from presnya.terms.errors import PresnyaError

Progress = Callable[[int, int], None]


def check_site(check: Findings, progress: Progress | None) -> None:
    """Manifest's signature, then every file it lists, then files it does not list."""
    manifest, signature = check.need(MANIFEST), check.need(SIGNATURE)
    key = check.find_key("register/")
    if manifest is None:
        return
    if signature is not None and key is not None:
        _manifest_signature(check, manifest, signature, key)
    try:
        listed = read_manifest(manifest)
    except (ValueError, KeyError, TypeError, RecursionError):
        check.wrong(MANIFEST, "cannot be read")
        return
    for nth, (name, (sha256, size)) in enumerate(listed.items()):
        if progress and nth % 50 == 0:
            progress(nth, len(listed))
        data = check.need(name)
        check.checked += 1
        if data is not None and (len(data) != size or hashlib.sha256(data).hexdigest() != sha256):
            check.wrong(name, "is not the file that was published")
    for name in check.place.names() or ():
        if name not in listed and name not in (MANIFEST, SIGNATURE):
            check.wrong(name, "was not published by the museum", "Remove it, or ask who put it here.")


def _manifest_signature(check: Findings, manifest: bytes, signature: bytes, key: Verifier) -> None:
    try:
        text, _ = open_note(signature.decode(), [key])
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(SIGNATURE, f"does not hold: {error}")
        return
    try:
        size = json.loads(manifest)["size"]
    except (ValueError, KeyError, TypeError, RecursionError):
        size = -1
    if text != manifest_text(key.name, hashlib.sha256(manifest).hexdigest(), size):
        check.wrong(MANIFEST, "is not the list the museum signed")
