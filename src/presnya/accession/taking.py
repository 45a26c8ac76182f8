"""Which format a file is, by its bytes first and its name second."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from presnya.accession.archive import OLD_OFFICE, open_zip
from presnya.accession.draft import LARGEST_FILE, Draft
from presnya.accession.markup import is_epub, take_epub, take_html, take_markdown
from presnya.accession.office import take_docx, take_pdf
from presnya.accession.picture import take_picture
from presnya.accession.plain import take_plain
from presnya.accession.tables import take_xlsx
from presnya.terms.errors import BadFile, NotFound

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*", b"RIFF")
_CONVERTED = ((rb"{\rtf", "an RTF document"), (OLD_OFFICE, "a document of an old office program (DOC, XLS)"))
"""Known by their first bytes; taken for text, the one would give its control words and the other nothing."""


def take_in(path: Path, *, encoding: str | None = None) -> Draft:
    """Read a file into a Draft. Its bytes are kept as they are; nothing in it is run or fetched.

    NotFound, or BadFile naming what is wrong: empty, binary, locked, broken, too large, without text.
    """
    if not path.is_file():
        raise NotFound(f"There is no file {path}.", next_step="Check the name; folders are taken in with `presnya publish FOLDER`.")
    if path.stat().st_size > LARGEST_FILE:
        raise BadFile(f"{path.name} has {path.stat().st_size:,} bytes; a source takes {LARGEST_FILE:,}.", next_step="Take in a smaller copy, or its parts.")
    return take_bytes(path.read_bytes(), name=path.name, encoding=encoding)


def take_bytes(data: bytes, *, name: str, encoding: str | None = None) -> Draft:
    """The same for bytes that lie elsewhere, such as in the strongroom; `name` with its ending as the file came."""
    ending = PurePath(name).suffix.lower()
    if not data:
        raise BadFile(f"{name} is empty.", next_step="Check that it was copied whole.")
    if data.startswith(b"%PDF-") or ending == ".pdf":
        return take_pdf(data, name=name)
    if data.startswith(b"PK\x03\x04") or ending in (".docx", ".epub", ".xlsx"):
        return _take_archive(data, name=name, ending=ending)
    for start, kind in _CONVERTED:
        if data.startswith(start):
            raise BadFile(f"{name} is {kind}, which is not read.", next_step="Save a copy as DOCX, PDF or plain text and take that in.")
    if data.startswith(_PICTURES) and not (data.startswith(b"RIFF") and data[8:12] != b"WEBP"):
        return take_picture(data, name=name)
    if ending in (".html", ".htm", ".xhtml"):
        return take_html(data, name=name, encoding=encoding)
    if ending in (".md", ".markdown"):
        return take_markdown(data, name=name, encoding=encoding)
    return take_plain(data, name=name, encoding=encoding)


def _take_archive(data: bytes, *, name: str, ending: str) -> Draft:
    archive = open_zip(data, name=name)
    if is_epub(archive):
        return take_epub(data, name=name)
    if "word/document.xml" in archive.namelist():
        return take_docx(data, name=name)
    if "xl/workbook.xml" in archive.namelist():
        return take_xlsx(data, name=name)
    raise BadFile(f"{name} is an archive that is neither DOCX nor EPUB nor XLSX.", next_step="Unpack it and take in the files one by one." if ending == ".zip" else "Save it as DOCX or PDF first.")


def next_number(existing: Iterable[str], year: int) -> str:
    """The next accession number of a year, `2026.14`; numbers are never given twice, gaps stay gaps."""
    used = [int(number.partition(".")[2]) for number in existing if number.startswith(f"{year}.")]
    return f"{year}.{max(used, default=0) + 1}"
