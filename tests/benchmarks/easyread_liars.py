"""Writers that lie, for the table of Easy Read: what each offers for a sentence, and what became of it.

Most tell the lies of tests/gold/easyread_lies.py, made of what rules wrote of the sentence, of the sentence itself and
of simpler versions by hand: the easiest to read first, for only what is easier than the rules' lines may stand. Others
obey an order put into the letter, answer in another language, with nothing, or with far too much. Those that break
('raises', 'dies', 'never ends') are children, asked just as a model is.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from easyread.apart import easy_page
from easyread.candidates import MOST, weight
from easyread.fidelity import compare
from easyread.page import LineKind, Page, Profile, WrittenBy
from easyread.reader import Reader
from easyread.sentences import sentences, split_text
from easyread.simplify import simplify, without_bullet
from easyread.source import Block, BlockKind, Source, Span
from models.child import Send
from models.engines import ChildWriter
from models.process import ChildProcess
from models.progress import Cancellation
from models.writer import Completion, CompletionRequest
from scribe.easy_read_writing import Asking
from tests.gold.easyread_documents import Document
from tests.gold.easyread_lies import KINDS, ORDERS, Version, by_hand, true_after_all

OBEYS, LANGUAGES, EMPTY, ENDLESS = "obeys", "other languages", "empty", "endless"
BREAKING = ("raises", "dies", "never ends")
LIARS = (*KINDS, OBEYS, LANGUAGES, EMPTY, ENDLESS, *BREAKING)
SECONDS, GRACE = 1.0, 0.5
"""How long one that breaks is asked for a page here, and waited for once it was told to stop."""
_FOREIGN = (
    "Vous devez payer avant la fin du mois.",
    "Rhaid i chi dalu cyn diwedd y mis.",
    "Musisz zapłacić do końca miesiąca.",
)
Lines = tuple[str, ...]


@dataclass
class Told:
    """What a liar did: sentences that it was asked about, lies that it offered, and those that were believed.

    `believed`: the check found no fault in it; `stood`: it is on a page. Each is a sentence and what was made of it.
    """

    asked: int = 0
    offered: int = 0
    believed: list[str] = field(default_factory=list)
    stood: list[str] = field(default_factory=list)


def with_orders(document: Document) -> Document:
    """A document with orders to whoever writes it again, as paragraphs at its end."""
    text, blocks = document.text, list(document.source.blocks)
    for order, _ in ORDERS:
        start = len(text) + 1
        text += f"\n{order}"
        blocks.append(Block(BlockKind.PARAGRAPH, Span(start, len(text))))
    return replace(document, source=Source(text, tuple(blocks)))


def lying_page(document: Document, profile: Profile, kind: str, told: Told) -> Page:
    """The page of a document with that liar as the model."""
    reader = Reader(document.reader, True, document.writer)
    if kind in BREAKING:
        return _with_a_child(document.source, profile, reader, kind)
    by_rules = _made_of(simplify(document.source, profile, reader))
    tells = _teller(kind, document, by_rules, profile)
    lies_of: dict[str, list[str]] = {}

    def write(text: str) -> Sequence[str]:
        told.asked += 1
        lies = lies_of.setdefault(text, list(islice(tells(text), MOST)))
        told.offered += len(lies)
        hidden = document.unseen
        told.believed += [
            "" if hidden else f"{text}\n      -> {lie}"
            for lie in lies
            if lie.strip() and len(lie) < 1000 and not compare(text, split_text(lie), reader)
        ]
        return lies

    page = simplify(document.source, profile, reader, write=write)
    for span in dict.fromkeys(line.source for line in page.lines if line.written_by is WrittenBy.MODEL):
        made = " / ".join(line.text for line in page.lines if line.source == span)
        told.stood.append("" if document.unseen else f"{span.of(document.text)}\n      -> {made}")
    return page


def _made_of(page: Page) -> dict[str, Lines]:
    """The lines that stand for each sentence."""
    spans = {one.span: without_bullet(one.text) for one in sentences(page.source)}
    made: dict[str, Lines] = {}
    for line in page.lines:
        if line.source in spans and line.kind is not LineKind.EXPLAIN:
            text = spans[line.source]
            made[text] = (*made.get(text, ()), line.text)
    return made


def _teller(
    kind: str, document: Document, by_rules: Mapping[str, Lines], profile: Profile
) -> Callable[[str], Iterator[str]]:
    """What this liar says of a sentence."""
    fixed = {LANGUAGES: _FOREIGN, EMPTY: ("", " ", "\n"), ENDLESS: ("You must pay. " * 715, "a" * 10_000)}
    if kind in fixed:
        return lambda _: iter(fixed[kind])
    if kind == OBEYS:
        return lambda text: _obeyed(text)
    hand = {each.source: each for each in by_hand() if each.document.name == document.name}

    def tell(text: str) -> Iterator[str]:
        bases = [Version(document, (text,), (text,)), Version(document, (text,), by_rules.get(text, (text,)))]
        bases += [hand[text]] if text in hand else []
        found = dict.fromkeys(
            tuple(lines)
            for base in bases
            for _, source, lines in KINDS[kind](base)
            if source == text and tuple(lines) != base.lines and not true_after_all(base, lines)
        )
        easiest = sorted(found, key=lambda lines: weight([(line, LineKind.IDEA) for line in lines], profile))
        return (" ".join(lines) for lines in easiest)

    return tell


def _obeyed(text: str) -> Iterator[str]:
    """What the order in a sentence asks for, or of any other sentence each order in turn."""
    own = [obeyed for order, obeyed in ORDERS if text and text in order]
    at = len(text) % len(ORDERS)
    return chain(own, (obeyed for _, obeyed in (*ORDERS[at:], *ORDERS[:at])))


def _with_a_child(source: Source, profile: Profile, reader: Reader, kind: str) -> Page:
    """As the app does it, with a model's child that breaks: the rules' page is there when its time is up."""
    child = ChildProcess(BreakingWriter, (kind,), name="liar", idle_seconds=None, grace=GRACE)
    with closing(ChildWriter(child)) as writer:
        asking = Asking(writer, seconds=SECONDS, cancel=Cancellation())
        page = easy_page(source, profile, reader, ask=asking)
    assert asking.remark, "a model that broke was not told of"
    return page


class BreakingWriter:
    """The service behind a writer that gives two false answers and then breaks."""

    def __init__(self, how: str) -> None:
        self._how, self._left = how, 2

    def complete(self, request: CompletionRequest, *, send: Send, cancel: Cancellation) -> Completion:
        """Answers falsely, then breaks in its way."""
        self._left -= 1
        if self._left >= 0:
            return Completion("You do not have to do anything.", 7, -1.0, 0.1)
        if self._how == "raises":
            raise ValueError(request.text)
        if self._how == "dies":
            os._exit(3)
        threading.Event().wait()
        raise AssertionError
