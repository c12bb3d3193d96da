"""An approved document as one web page that needs nothing else."""

from __future__ import annotations

from html import escape
from itertools import groupby

from scribe.document_text import Block, BlockKind, Part
from scribe.export_shape import LANGUAGE, Printed

_STYLE = """
body { font: 1.125rem/1.5 "Atkinson Hyperlegible Next", "Atkinson Hyperlegible", Arial, sans-serif; color: #111;
  background: #fff; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; text-align: left; }
h1 { font-size: 1.8rem; line-height: 1.2; } h2 { font-size: 1.3rem; margin-top: 2rem; }
.time { color: #555; font-variant-numeric: tabular-nums; }
.running { border: 2px solid #111; padding: .5rem; font-weight: bold; }
footer { border-top: 1px solid #555; margin-top: 2rem; overflow-wrap: anywhere; }
@media print { .running { position: fixed; top: 0; left: 0; right: 0; background: #fff; } body { margin-top: 3rem; } }
"""
_TAGS = {
    BlockKind.TITLE: "h1",
    BlockKind.DETAIL: "p",
    BlockKind.HEADING: "h2",
    BlockKind.PARAGRAPH: "p",
    BlockKind.ITEM: "li",
    BlockKind.LINE: "p",
    BlockKind.PICTURE: "p",
}
_PARTS = {Part.PLAIN: "{}", Part.TIME: '<span class="time">{}</span>', Part.SPEAKER: "<b>{}</b>"}


def html_file(shown: Printed) -> bytes:
    """UTF-8 HTML: headings, paragraphs and lists by their own elements, no script, nothing fetched."""
    running = f'<p class="running" role="note">{escape(shown.running)}</p>\n' if shown.practice else ""
    page = (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(f'{shown.title}, {shown.reference}')}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"{running}<main>\n{_elements(shown.blocks)}\n</main>\n"
        f"<footer>\n{_elements(shown.particulars)}\n</footer>\n</body>\n</html>\n"
    )
    return page.encode("utf-8")


def _elements(blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    for is_list, group in groupby(blocks, key=lambda block: block.kind is BlockKind.ITEM):
        lines = [f"<{_TAGS[block.kind]}>{_inside(block)}</{_TAGS[block.kind]}>" for block in group]
        parts += ["<ul>", *lines, "</ul>"] if is_list else lines
    return "\n".join(parts)


def _inside(block: Block) -> str:
    return "".join(_PARTS[part].format(escape(text)) for part, text in block.parts)
