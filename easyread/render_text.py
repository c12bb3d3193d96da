"""A finished Easy Read page as words alone: as plain text, and as what is read aloud."""

from __future__ import annotations

import re

from easyread.page import LineKind
from easyread.render_look import ABOUT
from easyread.sheet import Sheet, SheetLine

LONGER_PAUSE = ""
"""Among what is read aloud: a pause longer than that after each line."""


def text(sheet: Sheet) -> bytes:
    """UTF-8: the title, headings with a line free before them, and lines; no pictures, so no credits of them."""
    lines = (sheet.title, sheet.goes_with, "", *map(_line, sheet.lines), "", sheet.checked_by)
    about = ("", "-" * 40, ABOUT, *sheet.particulars) if sheet.particulars else ()
    return ("\n".join((*lines, *about)).replace("\n\n\n", "\n\n") + "\n").encode("utf-8")


def spoken(sheet: Sheet) -> tuple[str, ...]:
    """What is read aloud, each to be followed by a pause: all that the reader reads, but not the particulars."""
    first = (sheet.title, *((sheet.goes_with,) if sheet.goes_with else ()))
    lines = ((*_pauses_before(line, n), line.text) for n, line in enumerate(sheet.lines))
    said = (*first, LONGER_PAUSE, *(words for each in lines for words in each), LONGER_PAUSE, sheet.checked_by)
    return tuple(as_said(words) for words in said)


def _pauses_before(line: SheetLine, place: int) -> tuple[str, ...]:
    return (LONGER_PAUSE,) if place and line.kind is LineKind.HEADING else ()


_MONEY = re.compile(r"£(\d[\d,]*)(?:\.(\d\d))?(?!\d)")
_TELEPHONE = re.compile(r"\b0\d{2,}(?: \d{3,})*\b")


def as_said(words: str) -> str:
    """Words as a voice should say them: not every voice knows '£', and a telephone number is said figure by figure."""
    return _MONEY.sub(_pounds, _TELEPHONE.sub(lambda found: _figures(found.group()), words))


def _pounds(found: re.Match[str]) -> str:
    pounds, pence = found.group(1).rstrip(","), found.group(2)
    tail = "," if found.group(1).endswith(",") else ""
    whole = "1 pound" if pounds == "1" else f"{pounds} pounds"
    return f"{whole}{f' and {int(pence)} pence' if pence and pence != '00' else ''}{tail}"


def _figures(number: str) -> str:
    return ", ".join(" ".join(group) for group in number.split())


def _line(line: SheetLine) -> str:
    if line.kind is LineKind.HEADING:
        return f"\n{line.text}"
    return f"- {line.text}" if line.kind is LineKind.LIST else line.text
