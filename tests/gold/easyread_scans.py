"""Makes the scans of tests/gold/easyread/scans: `python -m tests.gold.easyread_scans [FOLDER]`.

A document is set on A4 with typst, drawn at 150 dots an inch, turned by less than a degree, made grainy and slightly
uneven in its light, and put into a PDF as grey pictures: what an office scanner sends, with no text in it.
"""

from __future__ import annotations

import io
import random
import sys
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from easyread.source import BlockKind
from tests.gold.easyread_documents import FOLDER, Document, documents

SCANS = {"01-charging-letter": (0.6, "Lexend"), "07-pip-decision": (-0.45, "Libertinus Serif")}
"""The documents that are scanned, by how many degrees each is askew, and its typeface (the second is typst's own)."""
DOTS, QUALITY, GRAIN = 150, 40, 7.5
"""Dots an inch, JPEG quality, and how strong the grain is (of 255)."""
MOST = 400_000
"""Bytes that a scan may have."""
FONTS = Path(__file__).parents[2] / "resources" / "built" / "fonts"


def markup(document: Document, face: str) -> str:
    """A document as typst's text, all letters as they are."""
    head = f'#set page(paper: "a4", margin: 2.2cm)\n#set text(font: "{face}", size: 10.5pt)\n'
    return head + "\n".join(_blocks(document))


def _blocks(document: Document) -> list[str]:
    made, rows = [], list[str]()
    for block in (*document.source.blocks, None):
        text = block.span.of(document.text) if block else ""
        if block and block.kind is BlockKind.ROW:
            rows.append(text)
            continue
        if rows:
            made.append(_table(rows))
            rows = []
        if block:
            made.append(_block(block.kind, text))
    return made


def _block(kind: BlockKind, text: str) -> str:
    if kind is BlockKind.HEADING:
        return f"#block(above: 1.4em, below: 0.8em, text(weight: 700, {_quoted(text)}))"
    if kind is BlockKind.ITEM:
        return f"#list({_quoted(text)})"
    return f"#par({_quoted(text)})"


def _table(rows: list[str]) -> str:
    cells = [[_quoted(cell) for cell in row.split(" | ")] for row in rows]
    inside = ", ".join(cell for row in cells for cell in row)
    return f"#table(columns: {len(cells[0])}, stroke: 0.5pt, {inside})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def pages(document: Document, face: str) -> list[Image.Image]:
    """Its pages as clean pictures."""
    import typst

    drawn = typst.compile(
        markup(document, face).encode(), format="png", ppi=DOTS, font_paths=[FONTS], ignore_system_fonts=True
    )
    return [Image.open(io.BytesIO(page)).convert("L") for page in (drawn if isinstance(drawn, list) else [drawn])]


def scanned(page: Image.Image, degrees: float, seed: int) -> Image.Image:
    """A page as a scanner sees it: askew, blurred a little, grainy, darker towards one edge."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.5))
    shade = Image.linear_gradient("L").resize(page.size).point(lambda light: 232 + light * 18 // 255)
    return ImageChops.add(ImageChops.multiply(turned, shade), _grain(page.size, seed), 1.0, -128)


def _grain(size: tuple[int, int], seed: int) -> Image.Image:
    """Noise about the middle grey, the same for a seed: half as fine as the page, as a lens blurs it."""
    chance = random.Random(seed)  # noqa: S311
    width, height = size[0] // 2, size[1] // 2
    sample = bytes(min(255, max(0, int(chance.gauss(128, GRAIN)))) for _ in range(width * height))
    return Image.frombytes("L", (width, height), sample).resize(size, Image.Resampling.BILINEAR)


def scan(document: Document, degrees: float, face: str, file: Path) -> None:
    """Write a document as a PDF of pictures, each page askew to another side."""
    seen = [
        scanned(page, degrees * (-1) ** number, number).convert("L")
        for number, page in enumerate(pages(document, face))
    ]
    seen[0].save(file, "PDF", save_all=True, append_images=seen[1:], resolution=DOTS, quality=QUALITY)


def main(folder: Path) -> None:
    """Make all scans in a folder."""
    for document in documents():
        if document.name in SCANS:
            scan(document, *SCANS[document.name], folder / f"{document.name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER / "scans")
