"""Reads OpenDocument texts (odt): headings, lists, tables, footnotes and text boxes, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator

from easyread import refusals
from easyread.headings import as_headings
from easyread.packages import Element, Package
from easyread.parts import Part, clean, row, same_twice
from easyread.refusals import DocumentRefused
from easyread.source import BlockKind

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_GONE = frozenset(
    (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}sequence-decls",
     f"{_OFFICE}forms", f"{_TEXT}note-citation", f"{_TEXT}ruby-text")
)  # fmt: skip
"""What holds no words that are seen: changes that were taken back, comments, the little number of a footnote."""
_MOST_SPACES = 100


def odt_parts(data: bytes) -> tuple[Part, ...]:
    """The parts of an OpenDocument text. Raises `DocumentRefused`."""
    with Package(data) as package:
        manifest = package.xml("META-INF/manifest.xml")
        if manifest is not None and manifest.find(f".//{_MANIFEST}encryption-data") is not None:
            raise DocumentRefused(refusals.PASSWORD)
        content = package.xml("content.xml")
    body = None if content is None else content.find(f".//{_OFFICE}text")
    if body is None:
        raise DocumentRefused(refusals.DAMAGED)
    return tuple(as_headings(list(same_twice(_blocks(body, 0)))))


def _blocks(parent: Element, depth: int) -> Iterator[Part]:
    """The parts inside an element; `depth` is that of the list around it."""
    for child in parent.iterchildren("*"):
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            yield from _paragraph(child, depth)
        elif child.tag == f"{_TEXT}list":
            yield from _list(child, depth + 1)
        elif child.tag == f"{_TABLE}table":
            yield from _table(child)
        elif child.tag not in _GONE:
            yield from _blocks(child, depth)


def _paragraph(paragraph: Element, depth: int) -> Iterator[Part]:
    apart: list[Element] = []
    text = _text(paragraph, apart)
    if paragraph.tag == f"{_TEXT}h":
        level = paragraph.get(f"{_TEXT}outline-level", "1")
        yield Part(BlockKind.HEADING, text, min(6, max(1, int(level) if level.isdigit() else 1)))
    elif depth:
        yield Part(BlockKind.ITEM, text, min(6, depth))
    else:
        yield from (Part(BlockKind.PARAGRAPH, line) for line in _lines(text))
    for box in apart:
        yield from _blocks(box, 0)


def _lines(text: str) -> list[str]:
    """Lines that were ended on purpose: those of an address stay lines, a break in a paragraph does not."""
    lines = [line for line in text.split("\n") if clean(line)]
    return lines if all(len(line) <= 60 for line in lines) else [" ".join(lines)]


def _list(element: Element, depth: int) -> Iterator[Part]:
    """A list. What the first paragraph of each item begins, those after it go on with."""
    for item in element.iterchildren(f"{_TEXT}list-item", f"{_TEXT}list-header"):
        yield from _blocks(item, depth)


def _table(table: Element) -> Iterator[Part]:
    rows = [
        [each for each in line.iterchildren("*") if each.tag == f"{_TABLE}table-cell"]
        for line in table.iter(f"{_TABLE}table-row")
        if _owner(line) is table
    ]
    if max((len(cells) for cells in rows), default=0) < 2:
        for cells in rows:
            for cell in cells:
                yield from _blocks(cell, 0)
        return
    begins = True
    for cells in rows:
        texts = [_cell(cell) for cell in cells]
        if any(texts):
            yield Part(BlockKind.ROW, row(texts), begins_table=begins)
            begins = False


def _owner(line: Element) -> Element:
    """The table that a row is of: tables stand in cells of others."""
    return next(line.iterancestors(f"{_TABLE}table"))


def _cell(cell: Element) -> str:
    texts = [text for part in _blocks(cell, 0) if (text := clean(part.text))]
    said = " ".join(text if text.endswith((".", "!", "?", ":", ";", ",")) else f"{text};" for text in texts)
    return said.removesuffix(";")


def _text(parent: Element, apart: list[Element]) -> str:
    """The words of a paragraph. Footnotes and text boxes in it are put into the list."""
    found = [parent.text or ""]
    for child in parent:
        tag = child.tag
        if tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            found.append(" " * min(_MOST_SPACES, int(count) if count.isdigit() else 1))
        elif tag == f"{_TEXT}tab":
            found.append("\t")
        elif tag == f"{_TEXT}line-break":
            found.append("\n")
        elif tag in (f"{_TEXT}note-body", f"{_DRAW}text-box"):
            apart.append(child)
        elif isinstance(tag, str) and tag not in _GONE:
            found.append(_text(child, apart))
        found.append(child.tail or "")
    return "".join(found)
