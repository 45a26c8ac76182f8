"""The signed list of a museum's files as somebody reads it who does not trust the host: part by part, each with its limits, no name that leads elsewhere."""

import hashlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from presnya.register.manifest import MANIFEST, PARTS, SIGNATURE, UNREADABLE, Listed, depth_of, is_own, manifest_text, part_of, read_head, read_part
from presnya.register.names import Seen, folded, refused, shown
from presnya.register.note import Verifier, open_note
from presnya.register.places import MOST_NOTE, Source
from presnya.terms.errors import Refused, Tampered

MOST_LIST: Final = 1 << 20
"""Bytes of `manifest.json` and of each part. Python needs some thirty times as much memory for the most wasteful JSON, so this bounds what a hostile list can take."""
MOST_PARTS: Final = 4096


class Listing(NamedTuple):
    """What `manifest.json` says, its signature checked. `sha256` is its own; `parts` are its lists."""

    origin: str
    root: bytes
    size: int
    sha256: str
    depth: int
    parts: tuple[Listed, ...]


def read_listing(source: Source, key: Verifier) -> Listing:
    """Fetch and check. Refused for what is larger than a museum's or cannot be read; BadNote or Tampered for what the key did not sign."""
    signature, data = source.read(SIGNATURE, most=MOST_NOTE), source.read(MANIFEST, most=MOST_LIST)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        text, _ = open_note(signature.decode(), [key])
        head = read_head(data)
        listing = Listing(head.origin, bytes.fromhex(head.root), head.size, sha256, depth_of(head), head.parts)
    except UNREADABLE as error:
        raise Refused(f"{MANIFEST} cannot be read.", next_step="Ask the museum's keeper.") from error
    if text != manifest_text(key.name, sha256, listing.size) or listing.origin != key.name:
        raise Tampered(f"{MANIFEST} is not the list the museum signed.", next_step="It may be publishing just now: try again in a while.")
    if len(listing.parts) > MOST_PARTS or any(not part.file.startswith(PARTS) or refused(part.file) or part.size > MOST_LIST for part in listing.parts):
        raise Refused(f"{MANIFEST} has more parts, or larger ones, than a museum's.", next_step="Ask the museum's keeper.")
    return listing


def check_bytes(listed: Listed, data: bytes) -> None:
    """Tampered unless these are the bytes of that file."""
    if len(data) != listed.size or hashlib.sha256(data).hexdigest() != listed.sha256:
        raise Tampered(f"{shown(listed.file)} is not the file that was published.", next_step="The museum may be publishing just now: try again in a while.")


class Reader:
    """Goes through all lists, one after another, so that no more than one is in memory."""

    def __init__(self, source: Source, listing: Listing) -> None:
        self.source, self.listing = source, listing
        self._seen = Seen()

    def each(self) -> Iterator[tuple[Listed, bytes, tuple[Listed, ...]]]:
        """(part, its bytes, the files it lists). Refused for a name that no museum has, a list that cannot be read, or a file in another list than its own."""
        for part in self.listing.parts:
            data = self.source.read(part.file, most=part.size)
            check_bytes(part, data)
            try:
                files = read_part(data)
            except UNREADABLE as error:
                raise Refused(f"{part.file} cannot be read.", next_step="Ask the museum's keeper.") from error
            for one in files:
                self._check(part, one)
            yield part, data, files
        if self._seen.twice():
            raise Refused("Two files are named so that some systems take them for one.", next_step="Ask the museum's keeper.")

    def _check(self, part: Listed, one: Listed) -> None:
        why = refused(one.file) or ("belongs to the list itself" if is_own(one.file) else "" if part_of(one.file, self.listing.depth) == part.file else "stands in another list than its own")
        if why:
            raise Refused(f'The list names a file that {why}: "{shown(one.file)}".', next_step="Nothing of it was taken. Ask the museum's keeper.")
        self._seen.add(folded(one.file))
