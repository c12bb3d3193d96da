"""Makes the page of a source in a child process: the rules use the processor without a break."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from easyread.page import LeftOut, Page, Profile
from easyread.reader import Reader
from easyread.source import Block, Source, Span
from models.process import stream
from models.progress import Cancellation, Cancelled, OnProgress, Progress, ignore_progress

Send = Callable[[object], None]
ShouldStop = Callable[[], bool]


def page_without(
    source: Source,
    profile: Profile,
    reader: Reader,
    left_out: Sequence[LeftOut] = (),
    own: Path | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Page:
    """The page of a source without some of its words, which it lists as left out; with pictures, and checked.

    Raises `Cancelled`, and what `easyread.words` raises for a file of `own` that can't be read.
    """

    def tell(message: object) -> None:
        if isinstance(message, Progress):
            on_progress(message)

    rest = replace(source, blocks=without(source.blocks, [one.source for one in left_out]))
    page = cast(Page, stream(make_page, (rest, profile, reader, own), on_message=tell, cancel=cancel, name="easy read"))
    return replace(page, source=source, left_out=(*left_out, *page.left_out))


def make_page(
    send: Send, should_stop: ShouldStop, source: Source, profile: Profile, reader: Reader, own: Path | None
) -> Page:
    """In the child: the page of a source."""
    from easyread.pictures import add_pictures
    from easyread.report import check
    from easyread.simplify import simplify

    def told(share: float) -> None:
        if should_stop():
            raise Cancelled
        send(Progress(share, 1.0, "Writing in easier words"))

    page = simplify(source, profile, reader, own=own, progress=told)
    if profile is Profile.EASY_READ:
        page = add_pictures(page, own=own)
    return check(page, own=own)


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
