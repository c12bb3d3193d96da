"""Writing help: a worker's text sentence by sentence, each with easier words for it and whether they say the same.

Made in a child process, as pages are: the rules use the processor without a break. Nothing of it is kept anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from easyread.page import Explained, Line, LineKind, Page, Profile
from easyread.reader import Reader
from easyread.source import BlockKind, Source, Span
from models.process import stream
from models.progress import Cancellation, Cancelled, OnProgress, Progress, ignore_progress

if TYPE_CHECKING:
    from easyread.report import Row
    from easyread.sentences import Sentence

Send = Callable[[object], None]
ShouldStop = Callable[[], bool]
_NUMBERED = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]\s")
_SHORT_LINE = 45
_SHARE = 0.9
"""How much of the work is done when the words are found: the rest is holding them to the text."""


class Easier(StrEnum):
    """For whom a worker's text is made easier."""

    PLAIN = "plain English"
    DYSLEXIA = "dyslexia"
    SECOND_LANGUAGE = "second language"
    """Plain English, and after each difficult word what it means."""


PROFILES = {Easier.PLAIN: Profile.PLAIN, Easier.DYSLEXIA: Profile.DYSLEXIA, Easier.SECOND_LANGUAGE: Profile.PLAIN}


@dataclass(frozen=True)
class Marked:
    """Characters of the words before and of the words after that differ; either may be empty."""

    before: Span
    after: Span


@dataclass(frozen=True)
class Rewording:
    """A sentence as it was and in easier words; where none were found both are the same.

    `safe`: the check finds nothing that the sentence says changed. `why`: what is better, or what is changed where it
    is not safe. `remark`: why a person should look at it although nothing was changed. `page` counts from 1.
    """

    before: str
    after: str
    kind: BlockKind
    block: int
    page: int
    changes: tuple[Marked, ...] = ()
    safe: bool = True
    why: str = ""
    explained: tuple[Explained, ...] = ()
    remark: str = ""

    @property
    def changed(self) -> bool:
        """Whether there are other words for it."""
        return self.before != self.after


@dataclass(frozen=True)
class Quoted:
    """A sentence of the text, word for word, and the page that it stands on."""

    text: str
    page: int


@dataclass(frozen=True)
class Standing:
    """How a text stands against the rules: each rule's name with how many sentences break it, and two counts."""

    broken: tuple[tuple[str, int], ...]
    sentences: int
    words_a_sentence: float
    reading_ease: float


@dataclass(frozen=True)
class Rewrite:
    """All that writing help says of a text: its sentences, how it stood and would stand, and its short version."""

    kind: Easier
    sentences: tuple[Rewording, ...]
    before: Standing
    after: Standing
    short: tuple[Quoted, ...]
    pages: int = 1
    seconds_taken: float = 0.0


@dataclass(frozen=True)
class Wording:
    """What the check says of a person's own words for a sentence: what they change, or that they change nothing."""

    safe: bool
    why: str = ""


def rewrite(
    source: Source,
    kind: Easier,
    own: Path | None = None,
    *,
    on_progress: OnProgress = ignore_progress,
    cancel: Cancellation | None = None,
) -> Rewrite:
    """Easier words for each sentence of a source. `own` is the council's folder of words.

    Raises `Cancelled`, or `OwnWordsWrong` for a file of that folder.
    """

    def tell(message: object) -> None:
        if isinstance(message, Progress):
            on_progress(message)

    made = stream(rewrite_here, (source, kind, own), on_message=tell, cancel=cancel, name="writing help")
    return cast(Rewrite, made)


def own_wording(before: str, after: str, own: Path | None = None) -> Wording:
    """Hold a person's own words to the sentence in whose place they stand. Raises as `rewrite`."""
    return cast(Wording, stream(own_wording_here, (before, after, own), name="wording"))


def text_of(sentences: Sequence[Rewording], chosen: Callable[[int], str]) -> str:
    """The text that these sentences make, with the words that are chosen for each: a block a paragraph."""
    blocks: list[list[str]] = []
    kinds: list[BlockKind] = []
    last = -1
    for at, one in enumerate(sentences):
        if one.block != last:
            blocks.append([])
            kinds.append(one.kind)
            last = one.block
        blocks[-1].append(chosen(at))
    shown = [_as_item(_joined(words), kind) for words, kind in zip(blocks, kinds, strict=True)]
    text = ""
    for at, words in enumerate(shown):
        close = at and kinds[at] is kinds[at - 1] and _stand_close(shown[at - 1], words, kinds[at])
        text += ("\n" if close else "\n\n" if at else "") + words
    return text


def _stand_close(before: str, words: str, kind: BlockKind) -> bool:
    """Whether no empty line is between two blocks of a kind: items, rows, and the short lines of an address."""
    if kind in (BlockKind.ITEM, BlockKind.ROW):
        return True
    short = max(len(before), len(words)) <= _SHORT_LINE and not before.endswith((".", "?", "!", ":"))
    return kind is BlockKind.PARAGRAPH and short


def _joined(words: Sequence[str]) -> str:
    text = ""
    for one in words:
        joint = "\n" if text and ("\n- " in f"\n{one}" or text.rsplit("\n", 1)[-1].startswith("- ")) else " "
        text += (joint if text else "") + one
    return text


def _as_item(text: str, kind: BlockKind) -> str:
    return f"- {text}" if kind is BlockKind.ITEM and not _NUMBERED.match(text) else text


# --- in the child
def rewrite_here(send: Send, should_stop: ShouldStop, source: Source, kind: Easier, own: Path | None) -> Rewrite:
    """The work of `rewrite`."""
    from easyread.apart import check_sentences
    from easyread.report import check
    from easyread.short_version import key_sentences
    from easyread.simplify import simplify

    def told(share: float) -> None:
        if should_stop():
            raise Cancelled
        send(Progress(share * _SHARE, 1.0, "Writing in easier words"))

    page = simplify(source, PROFILES[kind], Reader(), own=own, progress=told)
    if kind is not Easier.SECOND_LANGUAGE:
        page = replace(page, lines=tuple(one for one in page.lines if one.kind is not LineKind.EXPLAIN), explained=())
    sentences = tuple(_rewordings(page, own, told))
    return Rewrite(
        kind,
        sentences,
        _standing(check_sentences(send, should_stop, source, PROFILES[kind], own)),
        _standing(check(page, own=own)),
        tuple(Quoted(one.sentence.text, one.page) for one in key_sentences(source)),
        source.pages,
        page.seconds_taken,
    )


def own_wording_here(_: Send, __: ShouldStop, before: str, after: str, own: Path | None) -> Wording:
    """The work of `own_wording`."""
    from easyread.fidelity import compare
    from easyread.sentences import split_text
    from easyread.words import glossary

    meanings = tuple(found.term.meaning for found in glossary(own).find(before))
    lines = tuple(one for line in after.splitlines() for one in split_text(line.removeprefix("- ")))
    faults = compare(before, lines, Reader(), meanings)
    return Wording(not faults, faults[0].why if faults else "")


def _rewordings(page: Page, own: Path | None, told: Callable[[float], None]) -> Iterator[Rewording]:
    from easyread.sentences import sentences

    lines: dict[Span, list[Line]] = {}
    for line in page.lines:
        lines.setdefault(line.source, []).append(line)
    found = sentences(page.source)
    blocks = {block: number for number, block in enumerate(page.source.blocks)}
    for at, one in enumerate(found):
        told(1.0 + (at + 1) / len(found) * (1 / _SHARE - 1))
        yield _reworded(one, lines.get(one.span, []), page, blocks[one.block], own)


def _reworded(one: Sentence, lines: Sequence[Line], page: Page, block: int, own: Path | None) -> Rewording:
    from easyread.differences import differences

    kind, remark = one.block.kind, next((line.why for line in lines if line.why), "")
    after = _prose(lines, kind) if lines and kind is not BlockKind.ROW else one.text
    if after == one.text:
        return Rewording(one.text, one.text, kind, block, one.block.page, remark=remark)
    meanings = tuple(line.text for line in lines if line.kind is LineKind.EXPLAIN)
    changes = differences(one.text, after, explained=meanings)
    fault = _fault(one, lines, page, own)
    better = next((change.why for change in changes if change.safe and change.why and change.before.strip()), "")
    return Rewording(
        one.text,
        after,
        kind,
        block,
        one.block.page,
        tuple(Marked(change.before_span, change.after_span) for change in changes),
        not fault,
        fault or better or "Plainer words for the same.",
        tuple(each for each in page.explained if each.meaning in meanings),
        remark,
    )


def _prose(lines: Sequence[Line], kind: BlockKind) -> str:
    """The lines of one sentence as running text; items of a list that they make stand on lines of their own."""
    items = [line for line in lines if line.kind is LineKind.LIST]
    if len(items) == 1 and lines[0] is not items[0] and kind is not BlockKind.ITEM:  # one item is no list
        lines = tuple(_with_item(lines, items[0]))
    text, in_list = "", False
    for line in lines:
        item = line.kind is LineKind.LIST and kind is not BlockKind.ITEM
        if text.endswith(":") and line.kind is LineKind.IDEA and line.text[:1].islower():  # 'If you move:', 'tell us.'
            text = text.removesuffix(":") + ("" if re.search(r" (?:if|unless):$", text) else ",")
        joint = "\n" if item or in_list else " "
        text += (joint if text else "") + ("- " if item else "") + line.text
        in_list = item
    return text


def _with_item(lines: Sequence[Line], item: Line) -> Iterator[Line]:
    """The lines with a single item as part of the line that leads into it."""
    at = lines.index(item)
    lead = f"{lines[at - 1].text.removesuffix(':')}, {item.text}"
    yield from (*lines[: at - 1], replace(lines[at - 1], text=lead), *lines[at + 1 :])


def _fault(one: Sentence, lines: Sequence[Line], page: Page, own: Path | None) -> str:
    """What of the sentence the lines change, in one plain sentence; ''."""
    from easyread.fidelity import compare
    from easyread.simplify import read_out
    from easyread.steps.piece import Piece
    from easyread.words import glossary

    told = tuple(line for line in lines if line.kind is not LineKind.EXPLAIN)
    texts = tuple(line.text for line in told)
    meanings = tuple(found.term.meaning for found in glossary(own).find(one.text))
    gone = tuple(left.text for left in page.left_out if one.span.start <= left.source.start < one.span.end)
    found = compare(one.text, texts, Reader(), meanings, gone)
    if found and any(text.endswith(":") for text in texts):
        pieces = tuple(Piece(line.text, line.kind) for line in told)
        found = found and compare(one.text, read_out(pieces), Reader(), meanings, gone)
    return found[0].why if found else ""


def _standing(page: Page) -> Standing:
    from easyread.report import report

    found = report(page)
    broken = tuple((row.rule, row.amber + row.red) for row in found.rows if _counts(row))
    reading = found.readability
    return Standing(broken, reading.sentences, round(reading.words_a_sentence, 1), round(reading.flesch, 1))


def _counts(row: Row) -> bool:
    return row.rule != "picture"
