"""Documents of all kinds are read with their structure, and with every word that somebody sees."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from easyread.reading import DocumentRefused, read_bytes, read_document, source_from_text
from easyread.source import BlockKind
from models.progress import Cancellation, Cancelled
from tests.easyread.papers import WORD, blocks, opened, pdf, said, word, zipped
from tests.gold.easyread_documents import Document, documents
from tests.gold.easyread_scans import markup

LETTERS = tuple(document for document in documents() if not document.unseen)
by_name = pytest.mark.parametrize("letter", LETTERS, ids=lambda letter: letter.name)


def as_docx(letter: Document) -> bytes:
    """A letter as python-docx writes it."""
    made, table = docx.Document(), None
    for block in letter.source.blocks:
        text = block.span.of(letter.text)
        if block.kind is BlockKind.ROW:
            cells = text.split(" | ")
            table = table or made.add_table(0, len(cells))
            for cell, said_there in zip(table.add_row().cells, cells, strict=True):
                cell.text = said_there
            continue
        table = None
        style = {BlockKind.HEADING: "Heading 2", BlockKind.ITEM: "List Bullet"}.get(block.kind)
        made.add_paragraph(text, style=style)
    return _saved(made)


def _saved(made: docx.document.Document) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def as_odt(letter: Document) -> bytes:
    """A letter as odfdo writes it."""
    import odfdo

    made = odfdo.Document("text")
    made.body.clear()
    rows: list[list[str]] = []
    items: list[str] = []
    for block in (*letter.source.blocks, None):
        if rows and (block is None or block.kind is not BlockKind.ROW):
            table = odfdo.Table("t", width=len(rows[0]), height=len(rows))
            for number, cells in enumerate(rows):
                table.set_row_values(number, cells)
            made.body.append(table)
            rows = []
        if items and (block is None or block.kind is not BlockKind.ITEM):
            made.body.append(odfdo.List(items))
            items = []
        if block is None:
            break
        text = block.span.of(letter.text)
        if block.kind is BlockKind.ROW:
            rows.append(text.split(" | "))
        elif block.kind is BlockKind.ITEM:
            items.append(text)
        else:
            made.body.append(odfdo.Header(2, text) if block.kind is BlockKind.HEADING else odfdo.Paragraph(text))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def as_pdf(letter: Document) -> bytes:
    """A letter as typst sets it, on A4."""
    import typst

    made = typst.compile(markup(letter, "Libertinus Serif").encode(), format="pdf")
    assert isinstance(made, bytes)
    return made


@by_name
@pytest.mark.parametrize(("make", "ending"), [(as_docx, ".docx"), (as_odt, ".odt"), (as_pdf, ".pdf")])
def test_a_letter_is_read_as_it_was_written(letter: Document, make: Callable[[Document], bytes], ending: str) -> None:
    """All ten seen documents come out of Word, OpenDocument and PDF with the same blocks: words, kinds and order."""
    assert blocks(opened(make(letter), ending)) == blocks(letter.source)


@by_name
def test_a_text_is_read_with_all_its_words(letter: Document) -> None:
    """Pasted text has no marks of headings: all of the words and most of the headings are found."""
    text = "\n\n".join(f"- {words}" if kind == "item" else words for kind, words in blocks(letter.source))
    source = source_from_text(text)
    assert source.text.split() == letter.text.split()
    found, wanted = ({words for kind, words in blocks(one) if kind == "heading"} for one in (source, letter.source))
    assert len(found ^ wanted) <= 2


# --- plain text


def test_lines_ended_for_want_of_room_are_joined_and_those_of_an_address_are_not() -> None:
    """An e-mail of 72 letters a line is paragraphs; what was split at a line's end is one word again."""
    source = source_from_text(
        "Mrs Dacre\n14 Alder Close\nLarkmoor\n\nDear Mrs Dacre\n\n"
        "The review of your support will take place on Monday 6 April 2026 at\n"
        "your home, and somebody from the team will telephone you before that to\n"
        "make the arrange-\nments that you need for a well-\nknown reason.\n"
    )
    assert [text for _, text in blocks(source)] == [
        "Mrs Dacre", "14 Alder Close", "Larkmoor", "Dear Mrs Dacre",
        "The review of your support will take place on Monday 6 April 2026 at your home, and somebody from the team "
        "will telephone you before that to make the arrangements that you need for a well-known reason.",
    ]  # fmt: skip


def test_items_rows_and_headings_of_a_text() -> None:
    """Bullets of many kinds, deeper ones, numbered ones, bars, tabs and marked headings."""
    source = source_from_text(
        "# What you pay\n\nItem | Amount\n--- | ---\nPension | £198.75\n\nCare\t£21.00\n\n"
        "You must:\n• pay\n  ◦ by card\n* tell us\n\n1. Write to us.\n2) Wait.\n(a) Ask again.\n"
    )
    assert blocks(source) == [
        ("heading", "What you pay"), ("row", "Item | Amount"), ("row", "Pension | £198.75"), ("row", "Care | £21.00"),
        ("paragraph", "You must:"), ("item", "pay"), ("item", "by card"), ("item", "tell us"),
        ("item", "1. Write to us."), ("item", "2) Wait."), ("item", "(a) Ask again."),
    ]  # fmt: skip
    assert [block.level for block in source.blocks if block.kind is BlockKind.ITEM] == [1, 2, 1, 1, 1, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_however_it_was_saved(encoding: str) -> None:
    """A pound is a pound in what Windows and others write."""
    assert opened("You pay £63.45 – each week".encode(encoding), ".txt").text == "You pay £63.45 – each week"


# --- Word


def test_all_that_is_seen_of_a_word_document_is_read_and_nothing_else() -> None:
    """Insertions, content controls and text boxes are read; deletions, codes of fields and what is hidden not."""
    body = (
        "<w:p><w:r><w:t>You pay </w:t></w:r><w:ins><w:r><w:t>£20</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>£10</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t xml:space='preserve'> a week</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:p><w:r><w:pict><w:txbxContent>{said('Ask for help.')}</w:txbxContent></w:pict></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{said('You can appeal.')}</w:sdtContent></w:sdt>"
    )
    assert [text for _, text in blocks(opened(word(body)))] == [
        "You pay £20 a week",
        "Ask for help.",
        "You can appeal.",
    ]


def test_a_footnote_stands_after_the_paragraph_that_it_belongs_to() -> None:
    """What is small at the foot of a page may be a condition."""
    body = "<w:p><w:r><w:t>It is free.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + said("Call us.")
    notes = f"<w:footnotes {WORD}><w:footnote w:id='2'>{said('For one year only.')}</w:footnote></w:footnotes>"
    texts = [text for _, text in blocks(opened(word(body, footnotes=notes)))]
    assert texts == ["It is free.", "For one year only.", "Call us."]


def test_numbers_that_word_puts_before_items_are_kept() -> None:
    """Another place may speak of 'clause 2.1'."""
    levels = "".join(
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{form}'/><w:lvlText w:val='{shown}'/></w:lvl>"
        for at, (form, shown) in enumerate([("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")])
    )
    numbering = (
        f"<w:numbering {WORD}><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    )

    def item(text: str, level: int) -> str:
        return said(text, f"<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr>")

    body = item("Rent", 0) + item("Pets", 0) + item("Dogs", 1) + item("big", 2) + item("Cats", 1) + item("End", 0)
    source = opened(word(body, numbering=numbering))
    assert [text for _, text in blocks(source)] == ["1. Rent", "2. Pets", "2.1 Dogs", "(a) big", "2.2 Cats", "3. End"]
    assert [block.level for block in source.blocks] == [1, 1, 2, 3, 2, 1]


def test_headings_without_a_style_and_lines_of_an_address() -> None:
    """A short bold line is a heading, as people make them; a line that was broken off stays one."""
    made = docx.Document()
    address = made.add_paragraph("Larkmoor Council")
    address.add_run().add_break()
    address.add_run("High Street")
    made.add_paragraph().add_run("How to pay").bold = True
    made.add_paragraph("You can pay by card.")
    made.styles.add_style("Our heading", WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Heading 3"]
    made.add_paragraph("Who can help", style="Our heading")
    source = opened(_saved(made))
    assert blocks(source) == [
        ("paragraph", "Larkmoor Council"), ("paragraph", "High Street"), ("heading", "How to pay"),
        ("paragraph", "You can pay by card."), ("heading", "Who can help"),
    ]  # fmt: skip
    assert source.blocks[-1].level == 3


def test_a_letterhead_is_read_and_what_stands_on_every_page_is_not() -> None:
    """The first page's own head holds who writes; running heads and page numbers say nothing."""
    made = docx.Document()
    section = made.sections[0]
    section.header.paragraphs[0].text = "Running head"
    section.footer.paragraphs[0].text = "Page 1"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Larkmoor Council, 01632 960418"
    made.add_paragraph("You must reply.")
    assert [text for _, text in blocks(opened(_saved(made)))] == ["Larkmoor Council, 01632 960418", "You must reply."]


# --- web pages and RTF


def test_a_web_page_is_what_is_seen_of_it() -> None:
    """Scripts, styles and hidden words are no part of it, nor is anything fetched; lists are counted as shown."""
    page = """<!doctype html><html><head><title>T</title><style>p {x}</style></head><body>
      <h1>Your <b>rights</b></h1><script>alert("x")</script><p>You can<br>appeal &amp; ask for &pound;5.</p>
      <p hidden>no</p><div style="display:none"><p>no</p></div><img src="http://example.org/x.png">
      <ol><li>Write<ul><li>by post</ul></li><li>Wait</ol>
      <table><tr><th>Item<th>Cost</tr><tr><td>Care<td><p>£5</p></tr></table></body></html>"""
    source = opened(page.encode(), ".html")
    assert blocks(source) == [
        ("heading", "Your rights"), ("paragraph", "You can"), ("paragraph", "appeal & ask for £5."),
        ("item", "1. Write"), ("item", "by post"), ("item", "2. Wait"), ("row", "Item | Cost"), ("row", "Care | £5"),
    ]  # fmt: skip
    assert [block.level for block in source.blocks if block.kind is BlockKind.ITEM] == [1, 2, 1]


def test_rtf_is_read() -> None:
    """Also under the name .doc, as some programs save it."""
    data = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\b What you pay}\par You pay \'a363.45 \u8211- each week.\par}"
    assert opened(data, ".doc").text == "What you pay\nYou pay £63.45 – each week."


# --- PDFs


def test_columns_are_read_one_after_the_other() -> None:
    """A leaflet of two columns: the left one to its end, then the right one; the headline above both first."""
    words = [
        f"Sentence {number} of this leaflet tells you about your rights and about what to do." for number in range(30)
    ]
    source = opened(pdf("= Your rights\n#columns(2)[" + " ".join(words) + "]"), ".pdf")
    assert source.text.split() == ["Your", "rights", *" ".join(words).split()]
    assert source.blocks[0].kind is BlockKind.HEADING


def test_running_heads_and_page_numbers_are_dropped_and_pages_are_known() -> None:
    """What stands on every page is read once; a paragraph that goes on over the page is one; pages are counted."""
    body = "\n\n".join(f"Paragraph {number}. " + "You can ask us about this at any time. " * 9 for number in range(24))
    head = 'paper: "a4", margin: 2.5cm, header: [Larkmoor Council leaflet], numbering: "1 of 1"'
    source = opened(pdf(body, head), ".pdf")
    assert source.pages > 1
    assert source.text.count("Larkmoor Council leaflet") == 1 and " of " not in source.text.replace("Council", "")
    texts = [text for kind, text in blocks(source) if text.startswith("Paragraph")]
    assert len(texts) == 24 and all(text.count("You can") == 9 for text in texts)
    assert [block.page for block in source.blocks][-1] == source.pages
    assert sorted(pages := [block.page for block in source.blocks]) == pages


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_as_it_is_shown(turn: int) -> None:
    """The content lies on its side or its head, and the page says that it is to be turned back."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("= Your rights\nYou can ask for a review of this decision.")))
    page = writer.pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    moved = {90: (height, 0), 180: (width, height), 270: (0, width)}[turn]
    page.add_transformation(pypdf.Transformation().rotate(turn).translate(*moved))
    page.mediabox.upper_right = (width, height) if turn == 180 else (height, width)
    page.rotate(turn)
    file = io.BytesIO()
    writer.write(file)
    found = blocks(opened(file.getvalue(), ".pdf"))
    assert found == [("heading", "Your rights"), ("paragraph", "You can ask for a review of this decision.")]


def test_a_pdf_with_a_password_is_refused() -> None:
    """In one sentence that says what to do."""
    import pypdf

    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(pdf("Secret words.")))
    writer.encrypt("opensesame", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(DocumentRefused, match="password"):
        opened(file.getvalue(), ".pdf")


# --- from a file, in a child


def test_a_document_is_read_in_a_child_and_left_as_it_was(tmp_path: Path) -> None:
    """The real way, with a real file; nothing else is written."""
    path = tmp_path / "letter.docx"
    path.write_bytes(as_docx(LETTERS[0]))
    before = path.read_bytes()
    assert blocks(read_document(path)) == blocks(LETTERS[0].source)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


def test_reading_stops_when_it_is_asked_to() -> None:
    """Cancelling is a choice and raises as one."""
    cancel = Cancellation()
    cancel.ask()
    with pytest.raises(Cancelled):
        read_bytes(b"Some words.", ".txt", cancel=cancel)


def test_a_zip_that_is_no_document_is_refused() -> None:
    """And a spreadsheet is called one."""
    with pytest.raises(DocumentRefused, match="kind of document"):
        opened(zipped({"a.txt": "words"}))
    with pytest.raises(DocumentRefused, match="spreadsheet"):
        opened(zipped({"xl/workbook.xml": "<x/>"}))


def test_a_row_says_whether_a_table_begins_with_it():
    """Two tables straight after another are two, in every format that tells them apart."""
    made = docx.Document()
    for rows in ((("Rent", "£90"), ("Heat", "£12")), (("Repairs", "01632"), ("Rents", "01633"))):
        table = made.add_table(0, 2)
        for cells in rows:
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
    page = "<table><tr><td>A<td>1</tr><tr><td>B<td>2</tr></table><table><tr><td>C<td>3</tr><tr><td>D<td>4</tr></table>"
    texts = "Rent | £90\nHeat | £12\n\nRepairs | 01632\nRents | 01633\n"
    sources = (opened(_saved(made), ".docx"), opened(page.encode(), ".html"), source_from_text(texts))
    for source in sources:
        rows = [block.begins_table for block in source.blocks if block.kind is BlockKind.ROW]
        assert rows == [True, False, True, False]
