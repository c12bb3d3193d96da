"""Reads RTF documents: their words by striprtf, and the structure that plain text has."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from easyread.parts import Part
from easyread.plain_text import text_parts

_CELL_END = re.compile(r"(?m)^(.*\|)[ \t]*$")


def rtf_parts(data: bytes) -> tuple[Part, ...]:
    """The parts of an RTF document. RTF is ASCII; what is not is said in it."""
    text: str = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    return text_parts(_CELL_END.sub(lambda found: f"|{found.group(1)}", text))
