"""Which lines of a page are a letter's form and not what it says: its head, its references, its greeting and its end.

They stay as they are, and need neither a picture nor a meaning: nobody learns anything from a calendar beside a date
at the top, or from what 'income' means in 'Income Manager'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from easyread.page import Line, LineKind

_DEAR = re.compile(r"(?:Dear|To whom|FAO|For the attention of)\b", re.IGNORECASE)
_END = re.compile(
    r"(?:Yours (?:sincerely|faithfully|truly)|Sincerely|(?:With )?(?:kind|best|warm) (?:regards|wishes)|Regards)[,.]?$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?:(?:our|your|my)? ?(?:[\w/-]+ ){0,3}(?:ref|reference|number|no)\.?|date(?: of (?:letter|issue))?|tel|telephone"
    r"|phone|fax|e-?mail|web(?:site)?|cc|enc(?:losures?|s)?|private|confidential)\b\.?"
    r"(?: ?[:\d].*| and confidential)?$",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:[\d ()+-]{9,}|\S+@\S+|www\.\S+|https?://\S+)(?: (?:[\d ()+-]{9,}|\S+@\S+|www\.\S+))*$")
_ENDS = (".", "?", "!", ":", ";")
_HEAD_LINES = 15


def formal_lines(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the formal lines: all before 'Dear …' but whole sentences, and all after 'Yours sincerely'.

    Without a greeting only what is told by itself: a reference, an address for e-mail, a name.
    """
    dear = next((at for at, line in enumerate(lines[:_HEAD_LINES]) if _DEAR.match(line.text)), -1)
    found = {at for at, line in enumerate(lines) if at <= dear and (at == dear or _is_label(line))}
    ending = False
    for at, line in enumerate(lines):
        ending = bool(_END.match(line.text)) or (ending and line.kind is LineKind.IDEA and not _is_said(line.text))
        if ending or is_formal(line):
            found.add(at)
    return frozenset(found)


def is_formal(line: Line) -> bool:
    """Whether a line is formal wherever it stands."""
    if line.kind is not LineKind.IDEA:
        return False
    return any(pattern.match(line.text) for pattern in (_DEAR, _END, _REFERENCE, _CONTACT)) or _is_name(line.text)


def _is_label(line: Line) -> bool:
    return line.kind is LineKind.IDEA and not _is_said(line.text)


def _is_said(text: str) -> bool:
    """Whether it is a sentence, or leads into one: an initial at the end of a name is none."""
    return text.endswith(_ENDS) and not re.search(r"\b[A-Z]\.$|\bLtd\.$", text)


_UNLIKE_NAMES = re.compile(r"[.?!:;\d]")


def _is_name(text: str) -> bool:
    """Whether a line is only a name or an office: each word has a capital, but for the small ones."""
    told = text.split()
    return bool(told) and not _UNLIKE_NAMES.search(text) and all(word[0].isupper() or len(word) < 4 for word in told)
