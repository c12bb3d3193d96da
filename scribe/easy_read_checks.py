"""Whether a line in the worker's own words still says what its source says, and what the rules say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from easyread.page import Check, Level, Line, LineKind, Page, Profile, WrittenBy
from easyread.reader import Reader
from easyread.source import Span
from scribe.document_text import tidy
from scribe.errors import NotFound

if TYPE_CHECKING:
    from easyread.fidelity import Fault

REWORD = "Please reword this: it is in the words of the source."
YOURS = "These words are yours: the source does not say them. Keep them only if they are true, and say why."
NO_SOURCE = Span(0, 0)


def lines_of_text(text: str) -> tuple[str, ...]:
    """What a worker typed, as lines without empty ones."""
    return tuple(line for line in map(tidy, text.split("\n")) if line)


def rechecked(
    page: Page, line_id: str, texts: Sequence[str], reader: Reader, own: Path | None = None, *, original: str = ""
) -> tuple[Line, ...]:
    """These texts in the place of a line, each with its checks; flagged where they change what the source says.

    `original`: what the line said at first, where it is a meaning of a word. Pure. Raises `NotFound`.
    """
    at = next((n for n, line in enumerate(page.lines) if line.id == line_id), None)
    if at is None:
        raise NotFound
    line = page.lines[at]
    after = LineKind.IDEA if line.kind is LineKind.HEADING else line.kind
    made = tuple(
        replace(line, id=line.id if n == 0 else f"{line.id}.{n}", text=text, kind=line.kind if n == 0 else after,
                checks=(), flagged=False, why=None, written_by=WrittenBy.PERSON)
        for n, text in enumerate(texts)
    )  # fmt: skip
    now = replace(page, lines=(*page.lines[:at], *made, *page.lines[at + 1 :]))
    return _flagged(now, at, made, _faults(now, line, made, reader, own, original or line.text), own)


def _faults(
    page: Page, line: Line, made: Sequence[Line], reader: Reader, own: Path | None, original: str
) -> tuple[Fault, ...]:
    from easyread import words
    from easyread.fidelity import Fault, compare

    if line.kind is LineKind.EXPLAIN:
        return compare(original, [one.text for one in made], reader)
    if line.source == NO_SOURCE:
        return (Fault("added", "added", "", YOURS),)
    text = " ".join(line.source.of(page.source.text).split())
    told = [one.text for one in page.lines if one.source == line.source and one.kind is not LineKind.EXPLAIN]
    meanings = tuple(found.term.meaning for found in words.glossary(own).find(text))
    left = tuple(one.text for one in page.left_out if _overlap(one.source, line.source))
    return compare(text, told, reader, meanings, left)


def _flagged(page: Page, at: int, made: Sequence[Line], faults: Sequence[Fault], own: Path | None) -> tuple[Line, ...]:
    """The lines that stand from a place of a page on, checked; each fault is told at the lines that hold its words, or
    at the first where none does.
    """
    whys: dict[int, str] = {}
    for fault in faults:
        for n in [n for n, one in enumerate(made) if fault.words in one.text] or [0]:
            whys.setdefault(n, fault.why)
    return tuple(
        replace(one, checks=_checks(page, at + n, own), flagged=n in whys, why=whys.get(n))
        for n, one in enumerate(made)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def checked_new(page: Page, at: int, line: Line, own: Path | None = None) -> Line:
    """A new line before the one at a place of a page, with its picture, and checked there.

    One of the source's own words is flagged where the rules would have it reworded; one of the worker's always is.
    """
    from easyread.pictures import add_pictures

    shown = add_pictures(replace(page, lines=(line,)), own=own).lines[0] if page.profile is Profile.EASY_READ else line
    there = replace(page, lines=(*page.lines[:at], shown, *page.lines[at:]))
    checks = _checks(there, at, own)
    bad = any(each.level is Level.RED for each in checks)
    why = YOURS if line.source == NO_SOURCE else REWORD if bad else None
    return replace(shown, checks=checks, flagged=why is not None, why=why)


def repairs_of(page: Page, line_id: str, text: str | None, reader: Reader, own: Path | None = None) -> tuple[str, ...]:
    """Up to three other ways to say a line, each with a line's end where it makes several. Raises `NotFound`."""
    line = next((one for one in page.lines if one.id == line_id), None)
    if line is None:
        raise NotFound
    return ()


def get_ready(page: Page, own: Path | None = None) -> None:
    """Load what a check needs."""
    if page.lines:
        rechecked(page, page.lines[0].id, (page.lines[0].text,), Reader(), own)


def _checks(page: Page, at: int, own: Path | None) -> tuple[Check, ...]:
    from easyread.report import check_line

    return check_line(page, at, own=own)
