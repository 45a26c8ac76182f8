"""Zip files from strangers (DOCX, EPUB, XLSX): looked over before anything is unpacked."""

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from presnya.terms.errors import BadFile

MOST_MEMBERS: Final = 20_000
LARGEST_UNPACKED: Final = 1024 * 1024 * 1024
"""Bytes of all members together."""
LARGEST_RATIO: Final = 200
"""Unpacked to packed, for members over a mebibyte: text in office files packs 5 to 20 times, a bomb thousands."""
_MEBIBYTE: Final = 1024 * 1024
OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
"""First bytes of DOC and XLS; also of DOCX and XLSX that were locked with a password."""
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, RuntimeError, SyntaxError, LookupError, ValueError, TypeError, AttributeError, OSError)
"""What zipfile, lxml, ElementTree, python-docx and openpyxl raise on archives that are broken inside (errors of XML are SyntaxErrors): found by breaking some thousands."""


def open_zip(data: bytes, *, name: str) -> zipfile.ZipFile:
    """The archive; BadFile when it is broken, locked, or would unpack to more than it should."""
    if data.startswith(OLD_OFFICE):
        raise BadFile(f"{name} is locked with a password, or it is a document of an old office program (DOC, XLS) under a new name.",
                      next_step="Save a copy without the password, as DOCX or XLSX, and take that in.")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except _DAMAGED as error:
        raise BadFile(f"{name} is broken: {error}.", next_step="Check that it was copied whole.") from error
    if any(member.flag_bits & 1 for member in members):
        raise BadFile(f"{name} is locked with a password.", next_step="Save a copy without the password and take that in.")
    unpacked = sum(member.file_size for member in members)
    bombs = [member.filename for member in members if member.file_size > _MEBIBYTE and member.file_size > LARGEST_RATIO * max(1, member.compress_size)]
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or bombs:
        raise BadFile(f"{name} would unpack to {unpacked // _MEBIBYTE:,} MiB in {len(members)} parts" + (f" ({bombs[0]} is packed like a bomb)" if bombs else "") + ".",
                      next_step="Do not open it; ask where it came from.")
    return archive


@contextmanager
def broken_inside(name: str, *, kind: str, next_step: str) -> Iterator[None]:
    """Around all that reads the parts of an archive: what libraries raise on damaged parts becomes a BadFile that names the file."""
    try:
        yield
    except _DAMAGED as error:
        raise BadFile(f"{name} is no {kind} that can be read: {str(error) or type(error).__name__}.", next_step=next_step) from error
