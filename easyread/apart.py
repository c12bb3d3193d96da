"""Makes and checks pages in a child process: the rules use the processor without a break, and a window would stick."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from easyread.page import Line, LineKind, Page, Profile, WrittenBy
from easyread.reader import Reader
from easyread.source import BlockKind, Source
from models.errors import ModelError
from models.process import ChildProcess, stream
from models.progress import Cancellation, Cancelled, OnProgress, Progress, ignore_progress

Send = Callable[[object], None]
ShouldStop = Callable[[], bool]
Answers = Mapping[str, tuple[str, ...]]
"""What a model offered for each sentence, not checked yet."""
Ask = Callable[[tuple[str, ...]], Answers]
"""Asks a model about sentences, those that need it most first; nothing more where it gives no answer."""
_BY_RULES, _ASKED = 0.4, 0.8
"""How much of the whole is done when the rules have made a page, and when a model was asked about it."""
LABEL = "Writing in easier words"


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
    ask: Ask | None = None,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Page:
    """The page of a source, with its pictures and with what the rules say of each line.

    `own` is the council's folder of words. `ask` is called here, and what it gives is checked in the child: the page
    that rules made stands wherever it is no better, or false. Raises `Cancelled`, what `ask` raises, or `OwnWordsWrong`
    for a file of that folder.
    """
    if ask is None:
        return _apart(make_page, (source, profile, reader, own), "easy read", on_progress, cancel)
    began = time.monotonic()
    maker = ChildProcess(PageMaker, (source, profile, reader, own), name="easy read", idle_seconds=None)
    with closing(maker):
        page = _asked_of(maker, ask, on_progress, cancel)
    return replace(page, seconds_taken=time.monotonic() - began)


def _asked_of(maker: ChildProcess, ask: Ask, on_progress: OnProgress, cancel: Cancellation | None) -> Page:
    """By rules, then with a model's answers, round by round, as long as it is wanted and gives any."""

    def made_with(answers: Answers, start: float, end: float) -> Made:
        def tell(message: object) -> None:
            if isinstance(message, Progress):
                on_progress(replace(message, done=start + (end - start) * message.done))

        return cast(Made, maker.request("page", dict(answers), on_message=tell, cancel=cancel))

    made = made_with({}, 0.0, _BY_RULES)
    answers: dict[str, tuple[str, ...]] = {}
    at = _BY_RULES
    while made.wishes and (more := ask(made.wishes)):
        at = _ASKED if at == _BY_RULES else at
        for text, candidates in more.items():
            answers[text] = tuple(dict.fromkeys((*answers.get(text, ()), *candidates)))
        made = made_with(answers, at, at + (1 - at) / 2)
        at += (1 - at) / 2
    on_progress(Progress(1.0, 1.0, LABEL))
    return made.page


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


@dataclass(frozen=True)
class Made:
    """A page, and the sentences of its source that a model could still better: those with a flag first."""

    page: Page
    wishes: tuple[str, ...]


class PageMaker:
    """In the child: makes the page of one source, first by rules, then again with what a model offered.

    The second time takes a fifth of the first, as every reading of a sentence is remembered meanwhile.
    """

    def __init__(self, source: Source, profile: Profile, reader: Reader, own: Path | None) -> None:
        self._args = (source, profile, reader, own)

    def page(self, answers: Answers, *, send: Send, cancel: Cancellation) -> Made:
        """The page with these answers, and what may be asked about it."""
        wanted: dict[str, None] = {}

        def write(text: str) -> tuple[str, ...]:
            wanted[text] = None
            return answers.get(text, ())

        page = make_page(send, lambda: cancel.asked, *self._args, write=write)
        return Made(page, _wishes(page, wanted))


def _wishes(page: Page, wanted: Mapping[str, None]) -> tuple[str, ...]:
    """The sentences of a page that no model has bettered yet, those with a flag first."""
    from easyread.sentences import sentences
    from easyread.simplify import without_bullet

    of = {one.span: without_bullet(one.text) for one in sentences(page.source)}
    done = {of.get(line.source) for line in page.lines if line.written_by is WrittenBy.MODEL}
    flagged = {of.get(line.source) for line in page.lines if line.flagged}
    return tuple(sorted((text for text in wanted if text not in done), key=lambda text: text not in flagged))


def make_page(
    send: Send,
    should_stop: ShouldStop,
    source: Source,
    profile: Profile,
    reader: Reader,
    own: Path | None,
    write: Callable[[str], tuple[str, ...]] | None = None,
) -> Page:
    """In the child: the page of a source. `write` gives a model's candidates for a sentence."""
    from easyread.pictures import add_pictures
    from easyread.report import check
    from easyread.simplify import simplify

    def told(share: float) -> None:
        if should_stop():
            raise Cancelled
        send(Progress(share, 1.0, LABEL))

    began = time.monotonic()
    with _own_words():
        page = simplify(source, profile, reader, write=write, own=own, progress=told)
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
