"""Drops what stands at the head and foot of every page: page numbers, and all but the first of a running head."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from easyread.printed import Piece, PrintedPage

_EDGE = 0.09
"""Share of a page's height at its top and bottom in which running heads stand."""
_PAGE_NUMBER = re.compile(r"(?i)[-–\s|]*(?:page|p\.?)?\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?[-–\s|]*$")


def without_running_heads(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without them. What stands on one page only stays, and so does a head the first time it stands there."""
    often = Counter(key for page in pages for key in {_key(piece) for piece in page.pieces if _at_edge(piece, page)})
    seen: set[str] = set()
    found = []
    for page in pages:
        kept = []
        for piece in page.pieces:
            if _at_edge(piece, page):
                key = _key(piece)
                if _PAGE_NUMBER.match(piece.text) or key in seen:
                    continue
                if often[key] > 1:
                    seen.add(key)
            kept.append(piece)
        found.append(replace(page, pieces=tuple(kept)))
    return found


def _at_edge(piece: Piece, page: PrintedPage) -> bool:
    return piece.bottom < _EDGE * page.height or piece.top > (1 - _EDGE) * page.height


def _key(piece: Piece) -> str:
    """Its words with every figure alike, as the number of the page differs."""
    return re.sub(r"\d+", "0", piece.text.lower())
