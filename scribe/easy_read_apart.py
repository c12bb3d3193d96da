"""Makes the page of a source without what is not for its reader, in a child process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from easyread.apart import Ask, easy_page
from easyread.page import LeftOut, Page, Profile
from easyread.reader import Reader
from easyread.source import Block, Source, Span
from models.progress import Cancellation, OnProgress, ignore_progress


def page_without(
    source: Source,
    profile: Profile,
    reader: Reader,
    left_out: Sequence[LeftOut] = (),
    own: Path | None = None,
    *,
    ask: Ask | None = None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Page:
    """The page of a source without some of its words, which it lists as left out; with pictures, and checked.

    `ask` asks a model about sentences that rules left hard to read. Raises `Cancelled`, or `OwnWordsWrong` for a file
    of `own` that can't be used.
    """
    rest = replace(source, blocks=without(source.blocks, [one.source for one in left_out]))
    page = easy_page(rest, profile, reader, own, ask=ask, on_progress=on_progress, cancel=cancel)
    return replace(page, source=source, left_out=(*left_out, *page.left_out))


def without(blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[Block, ...]:
    """The blocks without these characters: a block is cut where they lie within it."""
    kept = list(blocks)
    for gone in spans:
        kept = [part for block in kept for part in _cut(block, gone)]
    return tuple(kept)


def _cut(block: Block, gone: Span) -> tuple[Block, ...]:
    if gone.end <= block.span.start or block.span.end <= gone.start:
        return (block,)
    rest = (Span(block.span.start, gone.start), Span(gone.end, block.span.end))
    return tuple(replace(block, span=span) for span in rest if span.start < span.end)
