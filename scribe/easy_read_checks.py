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
from scribe.easy_read_page import still_doubted
from scribe.errors import FairnoteError, NotFound

if TYPE_CHECKING:
    from easyread.fidelity import Fault

REWORD = "Please reword this: it is in the words of the source."
YOURS = "These words are yours: the source does not say them. Keep them only if they are true, and say why."
NO_SOURCE = Span(0, 0)
MOST_LETTERS = 2_000
"""Of what is put in the place of one line: it is checked while it is typed."""
_ANOTHER = "A person must not pay for this help unless they are told to."
"""No line says this: what a line says already is not looked up."""


class LineTooLong(FairnoteError):
    """A whole letter was put in the place of a line."""

    sentence = "That is too long for one line. Nothing was changed. To bring in a letter, go to Letters and Easy Read."


def lines_of_text(text: str) -> tuple[str, ...]:
    """What a worker typed, as lines without empty ones."""
    return tuple(line for line in map(tidy, text.split("\n")) if line)


def rechecked(
    page: Page, line_id: str, texts: Sequence[str], reader: Reader, own: Path | None = None, *, original: str = ""
) -> tuple[Line, ...]:
    """These texts in the place of a line, each with its checks; flagged where they change what the source says.

    `original`: what the line said at first, where it is a meaning of a word. Pure. Raises `NotFound`, `LineTooLong`.
    """
    at = next((n for n, line in enumerate(page.lines) if line.id == line_id), None)
    if at is None:
        raise NotFound
    if sum(map(len, texts)) > MOST_LETTERS:
        raise LineTooLong
    line = page.lines[at]
    made = _made(texts, line)
    now = replace(page, lines=(*page.lines[:at], *made, *page.lines[at + 1 :]))
    return _flagged(now, at, made, _faults(page, line, made, reader, own, original or line.text), own)


def _made(texts: Sequence[str], line: Line) -> tuple[Line, ...]:
    """What a person put in the place of a line; after a heading come lines, and after one that ends in ':' its list."""
    from easyread.repairs import lines_of

    first, *rest = lines_of(texts, line)
    kinds = [LineKind.IDEA if one.kind is LineKind.HEADING else one.kind for one in rest]
    lines = (first, *(replace(one, kind=kind) for one, kind in zip(rest, kinds, strict=True)))
    return tuple(replace(one, flagged=False, why=None, written_by=WrittenBy.PERSON) for one in lines)


def _faults(
    page: Page, line: Line, made: Sequence[Line], reader: Reader, own: Path | None, original: str
) -> tuple[Fault, ...]:
    from easyread.editing import faults
    from easyread.fidelity import Fault, compare

    if line.kind is LineKind.EXPLAIN:
        return compare(original, [one.text for one in made], reader)
    if line.source == NO_SOURCE:
        return (Fault("added", "added", "", YOURS),)
    return faults(made, line, page, reader, own)


def _flagged(page: Page, at: int, made: Sequence[Line], faults: Sequence[Fault], own: Path | None) -> tuple[Line, ...]:
    """The lines that stand from a place of a page on, checked; each fault is told at the lines that hold its words, or
    at the first where none does.
    """
    whys: dict[int, str] = {}
    for fault in faults:
        for n in [n for n, one in enumerate(made) if fault.words in one.text] or [0]:
            whys.setdefault(n, fault.why)
    return tuple(
        still_doubted(page, replace(one, checks=_checks(page, at + n, own), flagged=n in whys, why=whys.get(n)))
        for n, one in enumerate(made)
    )


def checked_new(page: Page, at: int, line: Line, own: Path | None = None) -> Line:
    """A new line before the one at a place of a page, with its picture, and checked there.

    One of the source's own words is flagged where the rules would have it reworded; one of the worker's always is.
    """
    from easyread.pictures import add_pictures

    if line.source == NO_SOURCE and len(line.text) > MOST_LETTERS:
        raise LineTooLong
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
    from easyread.repairs import repairs

    asked = line if text is None else replace(line, text=" ".join(lines_of_text(text)))
    return tuple(each if isinstance(each, str) else "\n".join(each) for each in repairs(asked, page, reader, own))


def get_ready(page: Page, own: Path | None = None) -> None:
    """Load what a check needs."""
    if page.lines:
        rechecked(page, page.lines[0].id, (_ANOTHER,), Reader(), own)


def _checks(page: Page, at: int, own: Path | None) -> tuple[Check, ...]:
    from easyread.report import check_line

    return check_line(page, at, own=own)
