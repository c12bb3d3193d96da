"""Checks one line again while a person types it: its rules, and whether it still says what its source says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from easyread import words
from easyread.fidelity import Fault, Reader, compare
from easyread.language.tidying import tidying_put_off
from easyread.page import Line, LineKind, Page, WrittenBy
from easyread.profiles import Standard
from easyread.report import check_line
from easyread.simplify import read_out, reason_to_look, without_bullet
from easyread.source import Block, BlockKind
from easyread.steps.piece import Piece, Setting
from easyread.steps.singled_out import two_in_one_role
from easyread.tables import cells_of, row_text

OWN_MEANING = "You wrote what this word means. Check that it is right."
_REMEMBERED = 256
"""Comparisons that are remembered: at each key those of the lines beside the one that is typed are the same."""
_OWN_LINE = "Nothing in the source stands behind this line. Check that it is right."


@tidying_put_off()
def recheck(
    text: str, line: Line, page: Page, reader: Reader, *, standard: Standard = Standard.UK, own: Path | None = None
) -> Line:
    """A line of a page with other words, what every rule says of them, and whether a person must look, and why.

    The lines beside it that come from the same sentence are read with it: what they say is not lost. Nothing is changed
    in the page. Meant to be called at each key: some milliseconds once the tables of words are loaded.
    """
    typed = " ".join(text.split())
    at = next((at for at, one in enumerate(page.lines) if one.id == line.id), len(page.lines))
    by = line.written_by if typed == line.text else WrittenBy.PERSON
    shown = replace(line, text=typed, written_by=by)
    changed = replace(page, lines=(*page.lines[:at], shown, *page.lines[at + 1 :]))
    why = _why(shown, line, changed, reader, own)
    return replace(shown, checks=check_line(changed, at, standard, own), flagged=why is not None, why=why)


def _why(shown: Line, before: Line, page: Page, reader: Reader, own: Path | None) -> str | None:
    if shown.kind is LineKind.EXPLAIN:
        return OWN_MEANING if shown.written_by is WrittenBy.PERSON else before.why
    if shown.written_by is not WrittenBy.PERSON:
        return before.why
    if found := faults((shown,), shown, page, reader, own):
        return found[0].why
    return reason_to_look(shown.text, shown.written_by, shown.kind, setting_of(page, reader, own))


def faults(
    instead: Sequence[Line], line: Line, page: Page, reader: Reader, own: Path | None = None
) -> tuple[Fault, ...]:
    """What is wrong with some lines that stand in place of one, read with the others of the same sentence.

    A fault that the others have without it is theirs. An item may be read by itself, or with what leads into its list.
    """
    before, after = beside(line, page)
    lines = [*before, *instead, *after]
    outcomes = []
    for source in sources_of(line, page):
        found = _compared(source, lines, line, page, reader, own)
        if not found:
            return ()
        theirs = _compared(source, [*before, *after], line, page, reader, own) if before or after else ()
        outcomes.append(tuple(one for one in found if one.sort == "lost" or one not in theirs))
    return min(outcomes, key=len) if outcomes else (Fault("added", "added", line.text, _OWN_LINE),)


def _compared(
    source: str, lines: Sequence[Line], line: Line, page: Page, reader: Reader, own: Path | None
) -> tuple[Fault, ...]:
    meanings = _meanings(source, own) + heads_of(line, page)
    gone = tuple(one.text for one in page.left_out if _meet(one.source.start, one.source.end, line))
    texts = tuple(one.text for one in lines)
    found = _compare(source, texts, reader, meanings, gone)
    if found and any(text.endswith(":") for text in texts):
        return found if _compare(source, _read_out(lines), reader, meanings, gone) else ()
    return found


@lru_cache(maxsize=_REMEMBERED)
def _meanings(source: str, own: Path | None) -> tuple[str, ...]:
    return tuple(found.term.meaning for found in words.glossary(own).find(source))


_compare = lru_cache(maxsize=_REMEMBERED)(compare)


def _read_out(lines: Sequence[Line]) -> tuple[str, ...]:
    return read_out(tuple(Piece(one.text, one.kind) for one in lines))


def _meet(start: int, end: int, line: Line) -> bool:
    return start < line.source.end and line.source.start < end


def beside(line: Line, page: Page) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The other lines that come from the same sentence: those before a line, and those after it."""
    same = [one for one in page.lines if one.source == line.source and one.kind is not LineKind.EXPLAIN]
    at = next((at for at, one in enumerate(same) if one.id == line.id), len(same))
    return tuple(same[:at]), tuple(same[at + 1 :])


def sentence_of(line: Line, page: Page) -> str:
    """The words of the source that a line came from, without the mark of a list's item."""
    return without_bullet(" ".join(line.source.of(page.source.text).split()))


def sources_of(line: Line, page: Page) -> tuple[str, ...]:
    """How what a line came from can be read: as it stands, and for an item with what leads into its list, for a row
    of a table with the words over its columns."""
    text = sentence_of(line, page)
    if not text:
        return ()
    if heads := heads_of(line, page):
        return text, row_text(cells_of(text), cells_of(heads[0]))
    lead = _lead_of(line, page)
    item = Piece(text, LineKind.LIST)
    return (text, *(read_out((Piece(lead), item)) if lead else ()))


def _lead_of(line: Line, page: Page) -> str:
    """The words before a list of the source that end in ':', for an item of it, else ''."""
    blocks = page.source.blocks
    at = _block_of(line, blocks)
    if at is None or blocks[at].kind is not BlockKind.ITEM:
        return ""
    while at and blocks[at].kind is BlockKind.ITEM:
        at -= 1
    lead = re.split(r"(?<=[.?!])\s+", " ".join(blocks[at].span.of(page.source.text).split()))[-1]
    return lead if lead.endswith(":") else ""


def heads_of(line: Line, page: Page) -> tuple[str, ...]:
    """For a line of a row of a table: the row that heads it, whose words every row may use."""
    blocks = page.source.blocks
    at = _block_of(line, blocks)
    if at is None or blocks[at].kind is not BlockKind.ROW:
        return ()
    while at and blocks[at - 1].kind is BlockKind.ROW and not blocks[at].begins_table:
        at -= 1
    return (blocks[at].span.of(page.source.text),)


def _block_of(line: Line, blocks: Sequence[Block]) -> int | None:
    return next((at for at, block in enumerate(blocks) if _meet(block.span.start, block.span.end, line)), None)


def setting_of(page: Page, reader: Reader, own: Path | None = None) -> Setting:
    """For whom a page was made, as the steps need it."""
    you = re.search(r"(?i)\byou\b", page.source.text) is not None
    two = two_in_one_role(page.source.text)
    tables = words.glossary(own).of_text(page.source.text), words.replacements(own)
    return Setting(page.profile, reader, *tables, says_you=you, two_in_one_role=two)
