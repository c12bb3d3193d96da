"""Reads Word documents (docx): all words that somebody sees, with styles, lists, tables, footnotes and text boxes.

The XML is walked here and not by python-docx, which passes over tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from easyread import refusals
from easyread.docx_lists import Lists
from easyread.docx_styles import Styles
from easyread.headings import as_headings, looks_like_heading
from easyread.packages import Element, Package
from easyread.parts import Part, clean, row, same_twice
from easyread.refusals import DocumentRefused
from easyread.source import BlockKind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = W[1:-1]
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr", "tblPr")) | {
    f"{_MC}Fallback"
}
"""What holds no words that are seen, or the same words again."""
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_LONGEST_LINE = 60
"""Letters: lines within a paragraph that are all shorter, as those of an address, stay lines."""


def docx_parts(data: bytes) -> tuple[Part, ...]:
    """The parts of a Word document. Raises `DocumentRefused`."""
    with Package(data) as package:
        reader = _Reader(package)
        return tuple(as_headings(list(same_twice(reader.parts()))))


class _Reader:
    """One document while it is read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._main = _main_part(package)
        self._folder = posixpath.dirname(self._main)
        body = package.xml(self._main)
        if body is None:
            raise DocumentRefused(refusals.DAMAGED)
        _loosen(body)
        self._body = body.find(f"{W}body")
        if self._body is None:
            raise DocumentRefused(refusals.DAMAGED)
        self._styles = Styles(self._other("styles"))
        self._lists = Lists(self._other("numbering"))
        self._notes = {kind: _notes(self._other(f"{kind}s"), kind) for kind in ("footnote", "endnote")}

    def _other(self, name: str) -> Element | None:
        root = self._package.xml(posixpath.join(self._folder, f"{name}.xml"))
        if root is not None:
            _loosen(root)
        return root

    def parts(self) -> Iterator[Part]:
        """All parts: what stands at the head of the first page alone, then the text."""
        for element in self._first_page("headerReference"):
            yield from self._blocks(element)
        yield from self._blocks(self._body)
        for element in self._first_page("footerReference"):
            yield from self._blocks(element)

    def _first_page(self, kind: str) -> list[Element]:
        """The head or foot of the first page where it has its own, as a letterhead; those of every page are dropped."""
        section = self._body.find(f".//{W}sectPr")
        if section is None or section.find(f"{W}titlePg") is None:
            return []
        wanted = [each.get(f"{_R}id") for each in section.findall(f"{W}{kind}") if each.get(f"{W}type") == "first"]
        relations = self._package.xml(posixpath.join(self._folder, "_rels", f"{posixpath.basename(self._main)}.rels"))
        targets = {} if relations is None else {each.get("Id"): each.get("Target") for each in relations}
        found = []
        for name in filter(None, (targets.get(each) for each in wanted)):
            root = self._package.xml(posixpath.normpath(posixpath.join(self._folder, name)))
            if root is not None:
                _loosen(root)
                found.append(root)
        return found

    def _blocks(self, parent: Element) -> Iterator[Part]:
        for child in parent.iterchildren("*"):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag not in _GONE:
                yield from self._blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Part]:
        boxes: list[Element] = []
        notes: list[Part] = []
        text = self._text(paragraph, boxes, notes)
        yield from self._made(paragraph, text)
        for box in boxes:
            yield from self._blocks(box)
        yield from notes

    def _made(self, paragraph: Element, text: str) -> Iterator[Part]:
        if not clean(text):
            return
        style = self._styles.of(paragraph)
        marker = self._lists.marker(paragraph, style.numbering)
        shown = clean(text)
        if style.heading:
            yield Part(BlockKind.HEADING, f"{marker.text} {shown}" if marker and marker.text else shown, style.heading)
        elif marker:
            yield Part(BlockKind.ITEM, f"{marker.text} {shown}".strip(), marker.depth)
        elif self._styles.stands_out(paragraph) and looks_like_heading(shown):
            yield Part(BlockKind.HEADING, shown, 2)
        else:
            yield from _lines(text)

    def _text(self, parent: Element, boxes: list[Element], notes: list[Part]) -> str:
        """The words of a paragraph. Text boxes and footnotes in it are put into the two lists."""
        found: list[str] = []
        for child in parent.iterchildren("*"):
            tag = child.tag
            if tag == f"{W}t":
                found.append(child.text or "")
            elif tag in _SIGNS:
                found.append(_SIGNS[tag])
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                notes += self._note(child)
            elif tag == f"{W}r" and self._styles.hidden(child):
                continue
            elif tag not in _GONE:
                found.append(self._text(child, boxes, notes))
        return "".join(found)

    def _note(self, reference: Element) -> list[Part]:
        kind = reference.tag.removeprefix(W).removesuffix("Reference")
        note = self._notes[kind].get(reference.get(f"{W}id"))
        return [] if note is None else list(self._blocks(note))

    def _table(self, table: Element) -> Iterator[Part]:
        rows = [list(_cells(each)) for each in _within(table, f"{W}tr")]
        if max((len(cells) for cells in rows), default=0) < 2:
            for cells in rows:
                for cell in cells:
                    yield from self._blocks(cell)
            return
        begins = True
        for cells in rows:
            texts = [self._cell(cell) for cell in cells]
            if any(map(clean, texts)):
                yield Part(BlockKind.ROW, row(texts), begins_table=begins)
                begins = False

    def _cell(self, cell: Element) -> str:
        """The words of a cell; a paragraph that ends without a stop is parted from the next by a semicolon."""
        texts = [clean(part.text) for part in self._blocks(cell)]
        said = " ".join(text if text.endswith((".", "!", "?", ":", ";", ",")) else f"{text};" for text in texts)
        return said.removesuffix(";")


def _within(parent: Element, tag: str) -> Iterator[Element]:
    """The children of this tag, also where a content control or an insertion holds them."""
    for child in parent.iterchildren("*"):
        if child.tag == tag:
            yield child
        elif child.tag not in _GONE and child.tag != f"{W}tbl":
            yield from _within(child, tag)


def _cells(table_row: Element) -> Iterator[Element]:
    return _within(table_row, f"{W}tc")


def _lines(text: str) -> Iterator[Part]:
    lines = [clean(line) for line in text.split("\n") if clean(line)]
    if len(lines) > 1 and all(len(line) <= _LONGEST_LINE for line in lines):
        yield from (Part(BlockKind.PARAGRAPH, line) for line in lines)
        return
    whole = text.replace("\n", " ")
    cells = [cell for cell in map(clean, re.split(r"\t+", whole)) if cell]
    yield Part(BlockKind.ROW, row(cells)) if _is_row(cells) else Part(BlockKind.PARAGRAPH, whole)


def _is_row(cells: list[str]) -> bool:
    """Whether a paragraph with tabs is meant as a row: short cells, none of them a sentence."""
    return len(cells) > 1 and all(len(cell) <= _LONGEST_LINE and not cell.endswith(".") for cell in cells)


def _notes(root: Element | None, kind: str) -> dict[str | None, Element]:
    return {} if root is None else {each.get(f"{W}id"): each for each in root.findall(f"{W}{kind}")}


def _main_part(package: Package) -> str:
    """The part that holds the text: where the package says so, else where Word puts it."""
    relations = package.xml("_rels/.rels")
    for each in relations if relations is not None else ():
        if str(each.get("Type", "")).endswith("/officeDocument"):
            name = posixpath.normpath(str(each.get("Target", "")).lstrip("/"))
            if name in package.names:
                return name
    return "word/document.xml"


def _loosen(root: Element) -> None:
    """Give the names of a document of the strict kind those of the usual one."""
    if _STRICT not in root.nsmap.values():
        return
    for element in root.iter("*"):
        element.tag = element.tag.replace(_STRICT, _LOOSE)
        for name, value in list(element.attrib.items()):
            if _STRICT in name:
                element.set(name.replace(_STRICT, _LOOSE), value)


__all__ = ["W", "docx_parts"]
