"""Makes and checks pages in a child process: the rules use the processor without a break, and a window would stick."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from easyread.page import Line, LineKind, Page, Profile, WrittenBy
from easyread.reader import Reader
from easyread.source import BlockKind, Source
from models.errors import ModelError
from models.process import stream
from models.progress import Cancellation, Cancelled, OnProgress, Progress, ignore_progress

Send = Callable[[object], None]
ShouldStop = Callable[[], bool]


class OwnWordsWrong(ModelError):
    """A word file of the council's own can't be used; its sentence says which and why."""

    sentence = "A word file of the council's own can't be used. Nothing was lost. Tell whoever looks after it."


_KINDS = {
    BlockKind.HEADING: LineKind.HEADING,
    BlockKind.PARAGRAPH: LineKind.IDEA,
    BlockKind.ITEM: LineKind.LIST,
    BlockKind.ROW: LineKind.LIST,
}


def easy_page(
    source: Source,
    profile: Profile,
    reader: Reader,
    own: Path | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Page:
    """The page of a source, with its pictures and with what the rules say of each line.

    `own` is the council's folder of words. Raises `Cancelled`, or `OwnWordsWrong` for a file of that folder.
    """
    return _apart(make_page, (source, profile, reader, own), "easy read", on_progress, cancel)


def page_as_it_stands(
    source: Source,
    profile: Profile,
    own: Path | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Page:
    """The sentences of a source, unchanged, each with what the rules of a profile say of it. Raises as `easy_page`."""
    return _apart(check_sentences, (source, profile, own), "check", on_progress, cancel)


def _apart(
    entry: Callable[..., Page],
    args: tuple[object, ...],
    name: str,
    on_progress: OnProgress,
    cancel: Cancellation | None,
) -> Page:
    def tell(message: object) -> None:
        if isinstance(message, Progress):
            on_progress(message)

    return cast(Page, stream(entry, args, on_message=tell, cancel=cancel, name=name))


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

    began = time.monotonic()
    with _own_words():
        page = simplify(source, profile, reader, own=own, progress=told)
        page = add_pictures(page, own=own) if profile is Profile.EASY_READ else page
        page = check(page, own=own)
    return replace(page, seconds_taken=time.monotonic() - began)


def check_sentences(send: Send, should_stop: ShouldStop, source: Source, profile: Profile, own: Path | None) -> Page:
    """In the child: a source as it stands, checked."""
    from easyread.report import check
    from easyread.sentences import sentences

    began = time.monotonic()
    send(Progress(0, 0, "Checking"))
    lines = tuple(
        Line(f"s{number}", one.text, one.span, _KINDS[one.block.kind], written_by=WrittenBy.SOURCE)
        for number, one in enumerate(sentences(source), 1)
    )
    with _own_words():
        page = check(Page(profile, source, lines), own=own)
    page = replace(page, lines=tuple(map(_without_picture_rule, page.lines)))
    return replace(page, seconds_taken=time.monotonic() - began)


@contextmanager
def _own_words() -> Iterator[None]:
    """What is wrong with a council's own files, as an error that reaches a person."""
    from easyread.concepts import ConceptsRefused
    from easyread.word_files import WordFileWrong

    try:
        yield
    except (WordFileWrong, ConceptsRefused) as error:
        raise OwnWordsWrong(str(error)) from error


def _without_picture_rule(line: Line) -> Line:
    """A line without what the rules say of its picture: of a document only the words were read."""
    return replace(line, checks=tuple(each for each in line.checks if each.rule != "picture"))
