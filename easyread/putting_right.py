"""Puts words of a source right that were hard to make out in a picture, and keeps its structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from easyread.source import Source, Span


def put_right(source: Source, words: Mapping[Span, str]) -> Source:
    """The source with these words in the place of doubtful ones. What was looked at is doubtful no more.

    Spans must not overlap. A word that is put right as '' is taken out.
    """
    ordered = sorted(words, key=lambda span: span.start)
    parts, at = [], 0
    for span in ordered:
        parts += [source.text[at : span.start], words[span]]
        at = span.end
    text = "".join([*parts, source.text[at:]])

    def moved(place: int) -> int:
        """Where a place of the old text is now; one within a word that was put right is at the end of it."""
        by = 0
        for span in ordered:
            if span.end <= place:
                by += len(words[span]) - (span.end - span.start)
            elif span.start < place:
                return span.start + by + len(words[span])
        return place + by

    def shifted(span: Span) -> Span:
        return Span(moved(span.start), moved(span.end))

    blocks = tuple(replace(block, span=shifted(block.span)) for block in source.blocks)
    left = tuple(shifted(span) for span in source.doubtful if span not in words)
    return replace(source, text=text, blocks=blocks, doubtful=left)
