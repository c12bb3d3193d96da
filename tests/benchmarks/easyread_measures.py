"""What a page has to show, each measure by finders of its own: facts, changes, length, passives, hard words, copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from easyread.page import Line, LineKind, Page
from easyread.source import Block, BlockKind, Span
from tests.benchmarks.easyread_values import (
    bounds_lost,
    denies,
    denies_somehow,
    double_not,
    new_names,
    passive,
    same,
    spoken,
    values,
    words,
)
from tests.gold.easyread_documents import Document, Kept, sentences

LONG, TOO_LONG = 15, 25


@dataclass
class Tally:
    """So many of so many, and what counted against it, in words."""

    good: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, good: bool, miss: str) -> None:
        """One more that was looked at."""
        self.of += 1
        self.good += good
        if not good:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        """0 to 1; of none 1."""
        return self.good / self.of if self.of else 1.0

    @property
    def bad(self) -> int:
        """How many were not good."""
        return self.of - self.good


Tallies = dict[str, Tally]
Found = Iterator[tuple[bool, str]]


def measures(document: Document, page: Page, picture_file: Callable[[object], Path] | None = None) -> Tallies:
    """Every measure of one page."""
    found: dict[str, Found] = {
        "facts": facts(document, page),
        "values": unchanged(document, page),
        "names": ((not new, f"{new}: {line.text}") for line in own(page) if (new := _new(document, line)) or True),
        "denials": denials(document, page),
        "wrong readings": readings(document, page),
        "short": ((words(each) <= LONG, each) for _, each in said(page)),
        "not too long": ((words(each) <= TOO_LONG or line.flagged, each) for line, each in said(page)),
        "active": ((not passive(each) or line.flagged, each) for line, each in said(page)),
        "hard words": hard(document, page),
        "reworded": reworded(document, page),
        "pictures": pictures(page, picture_file),
        "pictured": ((line.picture is not None, line.text) for line in page.lines if line.kind is not LineKind.EXPLAIN),
        "not flagged": ((not line.flagged, f"{line.why}: {line.text}") for line in page.lines),
        "traced": ((_traced(page, line), line.text) for line in page.lines),
        "whole": ((bool(held), each.of(document.text)) for each, held in _held(document, page)),
    }
    return {name: _tally(each) for name, each in found.items()}


def _tally(found: Iterable[tuple[bool, str]]) -> Tally:
    tally = Tally()
    for good, miss in found:
        tally.add(good, miss)
    return tally


# --- where things stand
def own(page: Page) -> tuple[Line, ...]:
    """The lines that tell what the source says: all but meanings of words."""
    return tuple(line for line in page.lines if line.kind is not LineKind.EXPLAIN)


def said(page: Page) -> Iterator[tuple[Line, str]]:
    """Each sentence, with its line; headings are none."""
    for line in page.lines:
        if line.kind is not LineKind.HEADING:
            yield from ((line, each) for each in spoken(line.text) if words(each))


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches share a character."""
    return one.start < other.end and other.start < one.end


def from_there(page: Page, span: Span) -> tuple[Line, ...]:
    """The lines that come from a stretch of the source."""
    return tuple(line for line in own(page) if overlap(line.source, span))


def around(document: Document, span: Span) -> str:
    """What a line may draw on: its blocks, for an item also what leads the list in, for a row the head of the table,
    and the heading above."""
    blocks = document.source.blocks
    mine = [at for at, block in enumerate(blocks) if overlap(block.span, span)]
    taken: set[int] = set(mine)
    for at in mine:
        taken.update(_above(blocks, at))
    return "\n".join(blocks[at].span.of(document.text) for at in sorted(taken))


def sentences_of(document: Document, span: Span) -> str:
    """The sentences that a stretch is part of, with what leads a list in."""
    whole = [each.of(document.text) for each in sentences(document.source, rows=True) if overlap(each, span)]
    block = next((block for block in document.source.blocks if overlap(block.span, span)), None)
    inside = block is not None and block.kind in (BlockKind.ITEM, BlockKind.ROW)
    return around(document, span) if inside or not whole else " ".join(whole)


def _above(blocks: Sequence[Block], at: int) -> Iterator[int]:
    kind = blocks[at].kind
    for before in range(at - 1, -1, -1):
        if blocks[before].kind is BlockKind.HEADING:
            yield before
            return
        if kind in (BlockKind.ITEM, BlockKind.ROW):
            yield before
            if blocks[before].kind is not kind:
                kind = BlockKind.PARAGRAPH


def _traced(page: Page, line: Line) -> bool:
    return 0 <= line.source.start < line.source.end <= len(page.source.text)


# --- facts
def facts(document: Document, page: Page) -> Found:
    """Each fact is in the lines that come from where it stands, or listed as left out."""
    for fact in document.facts:
        lines = from_there(page, fact.span)
        text = " ".join(line.text for line in lines)
        kept = keeps(fact, text) or _listed(fact, page)
        yield kept, f"{fact.kind} {fact.value} (not: {fact.wrong}): {fact.quote!r} became {text!r}"


def keeps(fact: Kept, text: str) -> bool:
    """Whether a text holds a fact: all its patterns, or its value."""
    if fact.keep:
        return all(pattern.search(text) for pattern in fact.keep)
    there, wanted = values(text), values(fact.value)
    if wanted and not any(value.kind == "number" for value in wanted):
        return all(same(value, there) for value in wanted)
    return fact.value.lower() in text.lower()


def _listed(fact: Kept, page: Page) -> bool:
    return any(overlap(left.source, fact.span) and keeps(fact, left.text) for left in page.left_out)


def readings(document: Document, page: Page) -> Found:
    """No line says what would be the wrong reading of a fact."""
    for fact in document.facts:
        if fact.never:
            wrong = [line.text for line in own(page) if fact.never.search(line.text)]
            yield not wrong, f"{fact.value}: {wrong}"


# --- nothing changed
def unchanged(document: Document, page: Page) -> Found:
    """Each number, sum, date, time and address of a line stands where the line comes from."""
    for line in own(page):
        there = values(around(document, line.source))
        for value in sorted(values(line.text)):
            yield same(value, there), f"{value.kind} {value.value} is not in its source: {line.text}"


def _new(document: Document, line: Line) -> tuple[str, ...]:
    return new_names(line.text, document.text)


def denials(document: Document, page: Page) -> Found:
    """A sentence that denies gives a line that does, and a line that denies comes from words that can mean so."""
    for span in sentences(document.source):
        text = span.of(document.text)
        lines = from_there(page, span)
        if denies(text) and lines:
            made = " ".join(line.text for line in lines)
            yield denies_somehow(made) or double_not(text), f"'not' is lost: {text!r} became {made!r}"
        if lines and (lost := bounds_lost(text, " ".join(line.text for line in lines))):
            yield False, f"a limit ({lost[0]}) is lost: {text!r}"
    for line in own(page):
        if denies(line.text):
            there = sentences_of(document, line.source)
            yield denies_somehow(there), f"'not' is added: {line.text!r} from {line.source.of(document.text)!r}"


# --- words
def hard(document: Document, page: Page) -> Found:
    """Each hard word is gone, or its meaning is told: in the list, or in a line that begins with it."""
    told = {_bare(each.word) for each in page.explained}
    starts = [" ".join(line.text.split()[:6]) for line in page.lines if line.kind is LineKind.EXPLAIN]
    for word in document.hard:
        pattern = re.compile(rf"\b{re.escape(word)}(s|es|d|ed|ing)?\b", re.IGNORECASE)
        stays = [line.text for line in own(page) if pattern.search(line.text)]
        explained = _bare(word) in told or any(pattern.search(start) for start in starts)
        yield not stays or explained, f"{word}: {stays}"


def _bare(word: str) -> str:
    return word.lower().removesuffix("s")


# --- copies
def reworded(document: Document, page: Page) -> Found:
    """Each sentence of the source that broke a rule stands nowhere as it was."""
    made = [_plain(line.text) for line in own(page)]
    for span in sentences(document.source):
        text = span.of(document.text)
        if broke_a_rule(text, document.hard):
            yield all(_plain(text) not in each for each in made), text


def broke_a_rule(sentence: str, hard_words: Sequence[str]) -> bool:
    """Long, passive, doubly negative, with an acronym or a hard word."""
    return (
        words(sentence) > LONG
        or passive(sentence)
        or double_not(sentence)
        or bool(re.search(r"\b(?!GP\b)[A-Z]{2,6}\b", sentence))
        or any(re.search(rf"\b{re.escape(word)}", sentence, re.IGNORECASE) for word in hard_words)
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9£]+", " ", text.lower()).strip()


def _held(document: Document, page: Page) -> Iterator[tuple[Span, bool]]:
    for span in sentences(document.source, rows=True):
        listed = any(overlap(left.source, span) for left in page.left_out)
        yield span, listed or bool(from_there(page, span))


# --- pictures
def pictures(page: Page, picture_file: Callable[[object], Path] | None) -> Found:
    """Each line has a picture that is there, with words for it, the same for the same thing; or honestly none."""
    chosen: dict[str, Path] = {}
    for line in page.lines:
        if line.picture is None:
            yield True, ""
            continue
        first = chosen.setdefault(line.picture.concept, line.picture.file)
        there = picture_file is None or picture_file(line.picture).is_file()
        yield bool(there and line.picture.alt and first == line.picture.file), f"{line.picture}: {line.text}"
