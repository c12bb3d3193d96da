"""An approved document as a PDF that is accessible (PDF/UA-1) and can be kept for ever (PDF/A-2a)."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from scribe.document_text import Block
from scribe.errors import FairnoteError
from scribe.export_shape import Printed

if TYPE_CHECKING:
    import typst

WANTED_FONT = "Atkinson Hyperlegible Next"
FALLBACKS = ("Libertinus Serif", "DejaVu Sans Mono")
"""These two are inside typst, so that a PDF can be made without any other font."""

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
    import typst  # slow to import, and only needed here

    fonts = typst.Fonts(font_paths=sorted({str(path.parent) for path in font_files()}))
    data = {
        "title": shown.title,
        "reference": shown.reference,
        "at": list(shown.at.astimezone(UTC).timetuple()[:6]),
        "blocks": [_data(block) for block in shown.blocks],
        "particulars": [_data(block) for block in shown.particulars],
        "running": shown.running,
        "practice": shown.practice,
        "fonts": _families(fonts),
    }
    try:
        made = typst.compile(
            _PAGE,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"shown": json.dumps(data)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(shown.at.timestamp()),
        )
    except typst.TypstError:
        # Its message quotes the text, so it goes no further.
        raise PdfNotPossible from None
    return made


def _data(block: Block) -> dict[str, object]:
    parts = [[part.value, text] for part, text in block.parts]
    return {"kind": block.kind.value, "text": block.text, "parts": parts}


def font_files() -> tuple[Path, ...]:
    """The fonts that come with Fairnote, where they are installed."""
    from resources import assets

    return tuple(assets.font_files())


def _families(fonts: typst.Fonts) -> list[str]:
    """The readable typeface if it is really there, and then those that always are."""
    return [WANTED_FONT, *FALLBACKS] if WANTED_FONT in fonts.families() else list(FALLBACKS)
