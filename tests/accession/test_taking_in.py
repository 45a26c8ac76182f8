"""Files in: each kind with its words and offsets, and each kind of bad file with what is wrong and what to do."""

import io
import itertools
import random
import zipfile
import zlib

import docx
import hypothesis.strategies as st
import openpyxl
import pypdf
import pytest
from hypothesis import given
from PIL import Image

from presnya import accession
from presnya.terms.errors import BadFile, NotFound

WORDS = "The mill at the end of our street stood still. Nobody went in."


def pdf(*, pages=1, words=WORDS, password=""):
    """A PDF made here, with a text layer in a standard font."""
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        if words:
            stream = pypdf.generic.DecodedStreamObject()
            stream.set_data(f"BT /F1 12 Tf 60 700 Td ({words}) Tj ET".encode())
            page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream)
            font = pypdf.generic.DictionaryObject({pypdf.generic.NameObject(key): pypdf.generic.NameObject(value)
                                                   for key, value in (("/Type", "/Font"), ("/Subtype", "/Type1"), ("/BaseFont", "/Helvetica"))})
            page[pypdf.generic.NameObject("/Resources")] = pypdf.generic.DictionaryObject(
                {pypdf.generic.NameObject("/Font"): pypdf.generic.DictionaryObject({pypdf.generic.NameObject("/F1"): font})})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word_file():
    document = docx.Document()
    document.core_properties.title = "What the file says of itself"
    document.add_heading("The mill", 1)
    paragraph = document.add_paragraph("It stood still in ")
    paragraph.add_run("The Song of the Mill").italic = True
    paragraph.add_run(" too.")
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "A cell."
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def epub(chapters=("<p>The first chapter of the mill.</p>", "<p>The <i>second</i> one.</p>")):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>')
        items = "".join(f'<item id="c{nth}" href="c{nth}.xhtml" media-type="application/xhtml+xml"/>' for nth in range(len(chapters)))
        spine = "".join(f'<itemref idref="c{nth}"/>' for nth in range(len(chapters)))
        archive.writestr("OPS/book.opf", f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>')
        for nth, chapter in enumerate(chapters):
            archive.writestr(f"OPS/c{nth}.xhtml", f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{chapter}</body></html>')
    return out.getvalue()


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data, member, change):
    """An archive whose one part is changed by a function of its bytes; taken out where that gives None."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            part = change(source.read(name)) if name == member else source.read(name)
            if part is not None:
                made.writestr(name, part)
    return out.getvalue()


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (64 * 1024 * 1024))
    return out.getvalue()


def archive(*names, words="x"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, words)
    return out.getvalue()


def picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "white").save(out, kind)
    return out.getvalue()


@pytest.fixture
def take(tmp_path):
    def take_it(name, data, **options):
        (tmp_path / name).write_bytes(data)
        return accession.take_in(tmp_path / name, **options)

    return take_it


# ── good ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_plain_text_is_kept_as_it_came(take):
    data = b"The mill.\r\n\r\nIt stood still.\r\n"
    draft = take("mill.txt", data)
    assert draft.data == data
    assert draft.text == data.decode()


def test_markdown_gives_front_matter_as_the_curators_word_and_italics_as_spans(take):
    draft = take("mill.md", b"---\ntitle: The mill\ndate: 1917\n---\n# Heading\n\nIn *The Song* it stood still.\n")
    assert draft.given == {"title": "The mill", "date": "1917"}
    assert [draft.text[span.start:span.end] for span in draft.emphasis] == ["The Song"]
    assert [draft.text[span.start:span.end] for span in draft.headings] == ["Heading"]
    assert "title:" not in draft.text


def test_html_is_text_without_scripts_and_with_its_title_as_a_hint(take):
    draft = take("mill.html", b"<html><head><title>A guess</title><script>alert(1)</script></head><body><h1>Mill</h1><p>It <em>stood</em> still&hellip;</p></body></html>")
    assert "alert" not in draft.text
    assert "It stood still…" in draft.text
    assert draft.hints["title"] == "A guess"
    assert draft.given == {}


def test_pdf_gives_its_pages(take):
    draft = take("mill.pdf", pdf(pages=2))
    assert draft.text.count("stood still") == 2
    assert len(draft.pages) == 2
    assert draft.text[draft.pages[1]:].startswith("The mill")


def test_docx_gives_paragraphs_cells_headings_and_italics(take):
    draft = take("mill.docx", word_file())
    assert "A cell." in draft.text
    assert [draft.text[span.start:span.end] for span in draft.emphasis] == ["The Song of the Mill"]
    assert [draft.text[span.start:span.end] for span in draft.headings] == ["The mill"]
    assert draft.hints["title"] == "What the file says of itself"


def test_epub_gives_its_chapters_in_the_order_of_the_spine(take):
    draft = take("mill.epub", epub())
    assert draft.text.index("first chapter") < draft.text.index("second")
    assert [draft.text[span.start:span.end] for span in draft.emphasis] == ["second"]


@pytest.mark.parametrize(("kind", "media_type"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff"), ("WEBP", "image/webp"), ("GIF", "image/gif")])
def test_pictures_are_known_by_their_bytes(take, kind, media_type):
    draft = take("picture.bin", picture(kind))
    assert (draft.media_type, draft.picture, draft.text) == (media_type, (30, 20), None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_marked_encodings_are_certain(take, encoding):
    assert take("mill.txt", "Мельница стояла.".encode(encoding)).text == "Мельница стояла."


def test_another_encoding_is_said_or_guessed_aloud(take):
    data = ("Мельница в конце нашей улицы стояла. " * 20).encode("windows-1251")
    assert take("mill.txt", data, encoding="windows-1251").text.startswith("Мельница")
    assert "confirm it" in take("mill.txt", data).hints["encoding"]


def test_furniture_is_marked_and_offsets_stay(take):
    text = "The mill\n\nShare\n\nFacebook\n\n" + "It stood still and nobody went in, and the children waited at the gate for the bread that did not come that day. " * 3 + "\n"
    draft = take("page.txt", text.encode())
    assert draft.text == text
    assert {text[one.start:one.end] for one in draft.furniture} == {"Share", "Facebook"}
    assert all(one.why for one in draft.furniture)


def test_docx_gives_what_stands_in_links_controls_and_tracked_insertions_and_not_what_was_struck_out(take):
    """Otherwise words of the author would be missing, and nobody would see it."""
    paragraphs = (b'<w:p><w:r><w:t xml:space="preserve">The mill </w:t></w:r><w:ins w:id="1" w:author="A"><w:r><w:t xml:space="preserve">stood </w:t></w:r></w:ins>'
                  b'<w:del w:id="2" w:author="A"><w:r><w:delText>worked </w:delText></w:r></w:del><w:sdt><w:sdtContent><w:r><w:t>still</w:t></w:r></w:sdtContent></w:sdt>'
                  b'<w:hyperlink><w:r><w:t xml:space="preserve"> that</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t xml:space="preserve"> day.</w:t></w:r></w:smartTag></w:p>'
                  b'<w:p><w:ins w:id="3" w:author="A"><w:r><w:t>All of this is new.</w:t></w:r></w:ins></w:p>')
    draft = take("mill.docx", with_part(word_file(), "word/document.xml", lambda part: part.replace(b"<w:body>", b"<w:body>" + paragraphs)))
    assert draft.text.startswith("The mill stood still that day.\n\nAll of this is new.\n\n")


@pytest.mark.parametrize(("href", "lies"), [("the%20mill.xhtml", "OPS/the mill.xhtml"), ("../Text/c0.xhtml", "Text/c0.xhtml"), ("./c0.xhtml", "OPS/c0.xhtml")])
def test_epub_finds_its_chapters_however_they_are_addressed(take, href, lies):
    data = with_part(epub(), "OPS/book.opf", lambda part: part.replace(b'href="c0.xhtml"', f'href="{href}"'.encode()))
    out = io.BytesIO(with_part(data, "OPS/c0.xhtml", lambda part: None))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(lies, "<html><body><p>The first chapter of the mill.</p></body></html>")
    draft = take("mill.epub", out.getvalue())
    assert draft.text.startswith("The first chapter")
    assert [draft.text[page:].split()[0] for page in draft.pages] == ["The", "The"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_epub_chapters_are_read_in_the_encoding_they_name(take, encoding):
    chapter = f'<?xml version="1.0" encoding="{encoding}"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Мельница стояла.</p></body></html>'.encode(encoding)
    assert take("mill.epub", with_part(epub(), "OPS/c0.xhtml", lambda part: chapter)).text.startswith("Мельница стояла.")


def test_a_workbook_gives_its_rows_and_the_names_of_several_sheets(take):
    draft = take("mill.xlsx", workbook(Hands=[["Otto", 7], [None, None], ["Bertha", "two\nlines"]], Bread=[["rye"]]))
    assert draft.text == "Hands\n\nOtto\t7\nBertha\ttwo lines\n\nBread\n\nrye"
    assert [draft.text[span.start:span.end] for span in draft.headings] == ["Hands", "Bread"]
    assert take("one.xlsx", workbook(Hands=[["Otto"]])).text == "Otto"


def test_a_csv_taken_in_as_a_source_is_kept_as_it_came(take):
    assert take("mill.csv", b"id,name\r\na,Otto\r\n").text == "id,name\r\na,Otto\r\n"


def test_a_web_page_announces_its_own_furniture(take):
    draft = take("mill.html", b"<body><nav>Home Shop</nav><p>The mill stood still.</p><aside>More of this</aside><footer>All rights kept</footer></body>")
    assert {draft.text[one.start:one.end].strip(): one.why for one in draft.furniture} == {
        "Home Shop": "navigation", "More of this": "beside the text", "All rights kept": "foot of the page"}


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_any_plain_text_is_kept_letter_for_letter_or_refused(words):
    """Passages count code points: not one may be added or lost. A mark of byte order at the very beginning is none."""
    try:
        draft = accession.take_bytes(words.encode(), name="mill.txt")
    except BadFile:
        return
    if not words.startswith(("{\\rtf", "%PDF-", "PK\x03\x04", "GIF8")):
        assert draft.text == words.removeprefix("\ufeff")
    for span in (*draft.furniture, *draft.headings, *draft.emphasis):
        assert 0 <= span.start < span.end <= len(draft.text)
    assert list(draft.furniture) == sorted(draft.furniture, key=lambda one: one.start)


# ── bad ─────────────────────────────────────────────────────────────────────────────────────────────────────────

def laughing(part, words):
    """XML whose entities would unfold to a thousand million letters in the place of some words."""
    names = "abcdefghij"
    entities = b'<!ENTITY a "aaaaaaaaaa">' + b"".join(f'<!ENTITY {name} "{f"&{before};" * 10}">'.encode() for before, name in itertools.pairwise(names))
    return b"<!DOCTYPE x [" + entities + b"]>" + part.partition(b"?>")[2].replace(words, b"&j;")


BAD = {
    "empty file": ("empty.txt", b"", "is empty"),
    "binary garbage": ("mill.txt", bytes(range(256)) * 40, "is no text"),
    "no words": ("mill.txt", b"123 456\n", "holds no words"),
    "control characters": ("mill.txt", b"a\x01b\x02" * 50, "control characters"),
    "PDF with a password": ("mill.pdf", pdf(password="secret"), "is locked with a password"),
    "PDF without pages": ("mill.pdf", pdf(pages=0), "has no pages"),
    "PDF that is a scan": ("mill.pdf", pdf(words=""), "no text layer"),
    "broken PDF": ("mill.pdf", pdf()[:200], "is no PDF that can be read"),
    "no PDF at all": ("mill.pdf", b"Only the name says so.", "is no PDF that can be read"),
    "DOCX that is a bomb": ("mill.docx", bomb(), "would unpack to 64 MiB"),
    "DOCX with a password": ("mill.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "is locked with a password"),
    "old DOC": ("mill.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old office program"),
    "RTF": ("mill.rtf", rb"{\rtf1\ansi The mill stood still.}", "is an RTF document"),
    "DOCX broken inside": ("mill.docx", with_part(word_file(), "word/document.xml", lambda part: part[:200]), "is no DOCX that can be read"),
    "DOCX without its styles": ("mill.docx", with_part(word_file(), "word/_rels/document.xml.rels", lambda part: b"<"), "is no DOCX that can be read"),
    "DOCX of a thousand million letters": ("mill.docx", with_part(word_file(), "word/document.xml", lambda part: laughing(part, b"The mill")), "is no DOCX that can be read"),
    "XLSX broken inside": ("mill.xlsx", with_part(workbook(Hands=[["Otto"]]), "xl/workbook.xml", lambda part: part[:90]), "is no XLSX that can be read"),
    "EPUB that lacks a chapter": ("mill.epub", with_part(epub(), "OPS/c1.xhtml", lambda part: None), "lacks its chapter OPS/c1.xhtml"),
    "EPUB that lacks its package": ("mill.epub", with_part(epub(), "OPS/book.opf", lambda part: None), "is no EPUB that can be read"),
    "EPUB in letters that are none": ("mill.epub", with_part(epub(), "OPS/c0.xhtml", lambda part: b"<p>\xff\xfa</p>"), "OPS/c0.xhtml is not utf-8"),
    "web page nested too deep": ("mill.html", b"<body><p>The mill.</p>" + b"<div>" * 400 + b"in" + b"</div>" * 400 + b"<p>It stood.</p></body>", "cannot be read beyond line 1"),
    "web page without words": ("mill.html", b"<body><script>let words</script></body>", "holds no words"),
    "empty web page": ("mill.html", b"  ", "is no HTML that can be read"),
    "picture larger than any": ("mill.png", picture()[:16] + (100_000).to_bytes(4) * 2 + picture()[24:29] + zlib.crc32(picture()[12:16] + (100_000).to_bytes(4) * 2 + picture()[24:29]).to_bytes(4)
                                + picture()[33:], "100,000 × 100,000 pixels"),
    "front matter that is no TOML": ("mill.md", b"+++\ntitle = \n+++\nIt stood.\n", "cannot be read"),
    "broken DOCX": ("mill.docx", word_file()[:500], "is broken"),
    "no DOCX at all": ("mill.docx", b"Only the name says so.", "is broken"),
    "archive of something else": ("mill.zip", archive("a.txt"), "is an archive that is neither DOCX nor EPUB"),
    "broken picture": ("mill.png", picture()[:40], "is no picture that can be read"),
    "EPUB without its parts": ("mill.epub", archive("mimetype", words="application/epub+zip"), "neither DOCX nor EPUB"),
    "archive that is cut off": ("mill.epub", epub()[:100], "is broken"),
    "front matter nobody knows": ("mill.md", b"---\ntitel: The mill\n---\nIt stood.\n", "titel"),
    "front matter that is no line": ("mill.md", b"---\nThe mill\n---\nIt stood.\n", "has the line"),
}


@pytest.mark.parametrize(("name", "data", "words"), BAD.values(), ids=BAD)
def test_a_bad_file_is_named_with_the_next_step(take, name, data, words):
    with pytest.raises(BadFile) as caught:
        take(name, data)
    assert name in caught.value.message
    assert words in caught.value.message
    assert caught.value.next_step


def test_a_wrong_encoding_is_named_with_others_to_try(take):
    with pytest.raises(BadFile, match=r"mill\.txt is not utf-8") as caught:
        take("mill.txt", "Мельница".encode("windows-1251"), encoding="utf-8")
    assert "windows-1251" in caught.value.next_step
    with pytest.raises(BadFile, match="utf-9"):
        take("mill.txt", b"The mill.", encoding="utf-9")


@pytest.mark.parametrize("encoding", ["utf-8\0", "undefined", "rot13", "hex", ""])
def test_an_encoding_that_is_none_is_named(take, encoding):
    if encoding:
        with pytest.raises(BadFile, match="Name another with --encoding"):
            take("mill.txt", b"The mill.", encoding=encoding)
    else:
        assert take("mill.txt", b"The mill.", encoding=encoding).text == "The mill."


GOOD = {"mill.pdf": pdf(), "mill.docx": word_file(), "mill.epub": epub(), "mill.xlsx": workbook(Hands=[["id", "name"], ["a", "Otto"]]), "mill.png": picture(), "mill.jpg": picture("JPEG"),
        "mill.tiff": picture("TIFF"), "mill.webp": picture("WEBP"), "mill.html": b"<html><head><title>A</title></head><body><h1>Mill</h1><p>It <em>stood</em> still.</p></body></html>",
        "mill.md": b"---\ntitle: The mill\n---\n# Mill\n\nIn *The Song* it stood.\n"}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_broken_anywhere_is_read_or_named_but_never_a_crash(name):
    """Bytes changed at random, in the file and inside its parts: whatever a library says to that becomes a message with the file's name."""
    chance = random.Random(name)
    for _ in range(60):
        data = GOOD[name]
        if data.startswith(b"PK") and chance.random() < 0.7:
            data = with_part(data, chance.choice(zipfile.ZipFile(io.BytesIO(data)).namelist()), lambda part: spoiled(part, chance))
        else:
            data = spoiled(data, chance) or b""
        fault = None
        try:
            accession.take_bytes(data, name=name)
        except BadFile as error:
            fault = error
        assert fault is None or (name in fault.message and fault.next_step)


def spoiled(data, chance):
    """Bytes with some of them changed, cut off, or None for a part that is gone."""
    what = chance.random()
    if what < 0.1 or not data:
        return None
    if what < 0.3:
        return data[:chance.randrange(len(data))]
    out = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"no file .*mill\.txt"):
        accession.take_in(tmp_path / "mill.txt")


def test_accession_numbers_are_never_given_twice():
    assert accession.next_number([], 2026) == "2026.1"
    assert accession.next_number(["2026.1", "2026.7", "2025.9"], 2026) == "2026.8"
