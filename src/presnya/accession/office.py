"""DOCX and PDF."""

from io import BytesIO
from typing import Final

import pypdf
from docx import Document
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.run import CT_R
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from pypdf.errors import PyPdfError

from presnya.accession.archive import broken_inside, open_zip
from presnya.accession.draft import Builder, Draft
from presnya.accession.furniture import find_furniture
from presnya.accession.plain import check_text
from presnya.terms import Span
from presnya.terms.errors import BadFile

MOST_PAGES: Final = 20_000


def take_docx(data: bytes, *, name: str) -> Draft:
    """Paragraphs and table cells of a DOCX in order; italics and headings kept as spans; core properties as hints."""
    open_zip(data, name=name)
    builder = Builder()
    with broken_inside(name, kind="DOCX", next_step="Open it in your word processor and save it anew."):
        document = Document(BytesIO(data))
        for element in document.element.body.iter(qn("w:p")):
            _paragraph(element, Paragraph(element, document), builder)
        core = document.core_properties
        hints = {key: value for key, value in (("title", core.title), ("author", core.author), ("date", str(core.created or ""))) if value}
    text = check_text(builder.text(), name=name)
    return Draft("application/vnd.openxmlformats-officedocument.wordprocessingml.document", data, text, furniture=find_furniture(text),
                 emphasis=tuple(builder.emphasis), headings=tuple(builder.headings), hints=hints)


def _paragraph(element: CT_P, paragraph: Paragraph, builder: Builder) -> None:
    """All runs whose nearest paragraph this is: also those in links, content controls and tracked insertions; what was struck out holds no text of its own."""
    runs = [Run(run, paragraph) for run in element.iter(qn("w:r")) if isinstance(run, CT_R) and next(run.iterancestors(qn("w:p"))) is element]
    if not any(run.text.strip() for run in runs):
        return
    if builder.length:
        builder.add("\n\n")
    start = builder.length
    for run in runs:
        span = builder.add(run.text)
        if run.italic and run.text.strip():
            builder.emphasis.append(span)
    if paragraph.style is not None and (paragraph.style.name or "").startswith(("Heading", "Title")):
        builder.headings.append(Span(start, builder.length))


def take_pdf(data: bytes, *, name: str) -> Draft:
    """The text layer of a PDF, page after page. BadFile: locked, no pages, no text layer, broken."""
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadFile(f"{name} is locked with a password.", next_step="Save a copy without the password and take that in.")
        count = len(reader.pages)
        if not count:
            raise BadFile(f"{name} has no pages.", next_step="Check that it was copied whole.")
        if count > MOST_PAGES:
            raise BadFile(f"{name} has {count:,} pages; a source takes {MOST_PAGES:,}.", next_step="Take it in volume by volume.")
        builder, pages = Builder(), []
        for page in reader.pages:
            words = (page.extract_text() or "").strip()
            if builder.length:
                builder.add("\n\n")
            pages.append(builder.length)
            builder.add(words)
        hints = {key: str(value) for key, value in (("title", reader.metadata.title), ("author", reader.metadata.author)) if value} if reader.metadata else {}
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:  # what pypdf raises on broken files of strangers
        raise BadFile(f"{name} is no PDF that can be read: {error}.", next_step="Open it in a viewer and print it to a new PDF.") from error
    text = builder.text()
    if not any(letter.isalpha() for letter in text):
        raise BadFile(f"{name} has {count} pages but no text layer: it is a scan.", next_step="Run text recognition (OCR) on it first, e.g. with ocrmypdf, and take in the result.")
    return Draft("application/pdf", data, check_text(text, name=name), furniture=find_furniture(text), pages=tuple(pages), hints=hints)
