"""Checking the signed list of a museum's files: the list's signature, its parts, every file they list, and files they do not list."""

import hashlib
from collections.abc import Callable

from presnya.register.findings import Findings
from presnya.register.manifest import (
    MANIFEST, PIECE, SIGNATURE, UNREADABLE, Head, Listed, depth_of, is_own, manifest_text, part_of, read_head, read_part,
)
from presnya.register.names import Seen, folded, refused
from presnya.register.note import Verifier, open_note
from presnya.register.places import Opens, Place
from presnya.terms.errors import PresnyaError

Progress = Callable[[int, int], None]
_STEPS = 1000
"""Of progress in each part: nobody counts the files first."""


def check_site(check: Findings, progress: Progress | None, *, besides: Callable[[str], bool] = lambda name: False, held: Seen | None = None) -> None:
    """Manifest's signature, its parts, every file they list, then files nobody listed.

    `besides` says which names belong to something else than the site (a copy's own); `held` are files whose bytes were hashed already (`known_as`).
    """
    manifest, signature = check.need(MANIFEST), check.need(SIGNATURE)
    key = check.find_key("register/")
    if manifest is None:
        return
    try:
        head = read_head(manifest)
        depth = depth_of(head)
    except UNREADABLE:
        check.wrong(MANIFEST, "cannot be read")
        return
    if signature is not None and key is not None:
        _manifest_signature(check, manifest, signature, key, head)
    seen = _files(check, head, depth, progress, held)
    parts = {part.file for part in head.parts}
    for name in check.place.names() or ():
        if not besides(name) and (name not in parts and name not in (MANIFEST, SIGNATURE) if is_own(name) else name not in seen):
            check.wrong(name, "was not published by the museum", "Remove it, or ask who put it here.")
    check_odd(check)


def check_odd(check: Findings) -> None:
    """Links, devices, pipes and unreadable files of a place that can tell them."""
    if isinstance(check.place, Opens):
        for name, what in check.place.odd():
            check.wrong(name, what, "Remove it; a museum is made of plain files.")


def known_as(one: Listed) -> str:
    """How a file that was hashed is remembered: name, hash and size in one text."""
    return f"{one.file}\0{one.sha256}\0{one.size}"


def _files(check: Findings, head: Head, depth: int, progress: Progress | None, held: Seen | None) -> Seen:
    """Every file of every part; returns what is listed."""
    seen, alike = Seen(), Seen()
    for nth, part in enumerate(head.parts):
        files = _part(check, part)
        for at, one in enumerate(files):
            if progress and at % 50 == 0:
                progress(nth * _STEPS + at * _STEPS // len(files), len(head.parts) * _STEPS)
            check.checked += 1
            seen.add(one.file)
            alike.add(folded(one.file))
            if why := _misplaced(one.file, part.file, depth):
                check.wrong(one.file, why, "Ask the museum: it signed a list that no copy should hold.")
            elif held is None or known_as(one) not in held:
                check_file(check, one)
    if alike.twice():
        check.wrong(MANIFEST, "lists files whose names differ only by case: many systems take them for one", "Ask the museum to publish again.")
    return seen


def _misplaced(name: str, part: str, depth: int) -> str:
    return refused(name) or ("stands in another part of the list than its name asks" if is_own(name) or part_of(name, depth) != part else "")


def _part(check: Findings, part: Listed) -> tuple[Listed, ...]:
    """The files of a part; none, with the part named, when it is not the one that was signed."""
    if not check_file(check, part):
        return ()
    try:
        return read_part(check.read(part.file) or b"")
    except UNREADABLE:
        check.wrong(part.file, "cannot be read")
        return ()


def check_file(check: Findings, one: Listed) -> bool:
    """Whether the file lies here with this hash and size; named when not. Large files are hashed in pieces."""
    found = measure(check.place, one)
    if found is None:
        check.wrong(one.file, "is missing")
    elif found != (one.sha256, one.size):
        check.wrong(one.file, "is not the file that was published")
    return found == (one.sha256, one.size)


def measure(place: Place, one: Listed) -> tuple[str, int] | None:
    """(SHA-256, size) of what lies there, None when nothing does. A file of another size than the listed is not read: ('', size)."""
    try:
        if not isinstance(place, Opens):
            data = place.read(one.file)
            return hashlib.sha256(data).hexdigest(), len(data)
        if (size := place.size(one.file)) != one.size:
            return "", size
        digest = hashlib.sha256()
        with place.open(one.file) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest(), size
    except (OSError, ValueError):  # a list nobody signed may name files as no system can
        return None


def _manifest_signature(check: Findings, manifest: bytes, signature: bytes, key: Verifier, head: Head) -> None:
    try:
        text, _ = open_note(signature.decode(), [key])
    except (PresnyaError, UnicodeDecodeError) as error:
        check.wrong(SIGNATURE, f"does not hold: {error}")
        return
    if text != manifest_text(key.name, hashlib.sha256(manifest).hexdigest(), head.size):
        check.wrong(MANIFEST, "is not the list the museum signed")
