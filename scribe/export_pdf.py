"""An approved document as a PDF that is accessible (PDF/UA-1) and can be kept for ever (PDF/A-2a)."""

from __future__ import annotations

from datetime import UTC

from easyread.typesetting import NotTypeset, pdf_of
from scribe.document_text import Block
from scribe.errors import FairnoteError
from scribe.export_shape import Printed

# Content comes in as data and is only ever shown as text: nothing in it is read as markup.
_PAGE = b"""
#let shown = json(bytes(sys.inputs.shown))
#let when = datetime(
  year: shown.at.at(0), month: shown.at.at(1), day: shown.at.at(2),
  hour: shown.at.at(3), minute: shown.at.at(4), second: shown.at.at(5),
)
#set document(title: shown.title + ", " + shown.reference, author: "Fairnote", date: when)
#set text(font: shown.fonts, size: 12pt, lang: "en", region: "GB", hyphenate: false, ligatures: false)
#set par(justify: false, leading: 0.8em, spacing: 1.1em)
#set page(
  paper: "a4", margin: 25mm,
  header: text(size: 10pt, weight: if shown.practice { "bold" } else { "regular" }, shown.running),
  footer: context text(
    size: 10pt, "Page " + str(counter(page).get().first()) + " of " + str(counter(page).final().first()),
  ),
)
#show heading: set block(above: 1.8em, below: 0.9em)
#show heading.where(level: 1): set text(size: 22pt)
#show heading.where(level: 2): set text(size: 15pt)
#set list(spacing: 0.9em)
#let look(part) = {
  if part.at(0) == "speaker" { strong(text(part.at(1))) }
  else if part.at(0) == "time" { text(fill: rgb("#555555"), part.at(1)) }
  else { text(part.at(1)) }
}
#let draw(blocks) = {
  let items = ()
  for block in blocks {
    if block.kind == "item" { items.push(block.text); continue }
    if items.len() > 0 { list(..items.map(one => text(one))); items = () }
    if block.kind == "title" { heading(level: 1, block.text) }
    else if block.kind == "heading" { heading(level: 2, block.text) }
    else { par(block.parts.map(look).join()) }
  }
  if items.len() > 0 { list(..items.map(one => text(one))) }
}
#draw(shown.blocks)
#draw(shown.particulars)
"""


class PdfNotPossible(FairnoteError):
    """A letter of the text is in none of the fonts, or the PDF maker refused."""

    sentence = "This text has a letter that can't be put in a PDF here. Nothing was saved. Export it to Word instead."


def pdf_file(shown: Printed) -> bytes:
    """The bytes of the PDF. Raises `PdfNotPossible`."""
    data = {
        "title": shown.title,
        "reference": shown.reference,
        "at": list(shown.at.astimezone(UTC).timetuple()[:6]),
        "blocks": [_data(block) for block in shown.blocks],
        "particulars": [_data(block) for block in shown.particulars],
        "running": shown.running,
        "practice": shown.practice,
    }
    try:
        return pdf_of(_PAGE, data, shown.at)
    except NotTypeset:
        raise PdfNotPossible from None


def _data(block: Block) -> dict[str, object]:
    parts = [[part.value, text] for part, text in block.parts]
    return {"kind": block.kind.value, "text": block.text, "parts": parts}
