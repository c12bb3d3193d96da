"""What the head of a letter seems to say: to whom it is, who wrote it, what it is about, its date. Only an offer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from easyread.source import BlockKind, Source

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTHS}),? \d{{4}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b")
_DEAR = re.compile(r"^Dear (.+?)[,:]?$")
_NOBODY = re.compile(
    r"^(sir|madam|sirs|all|tenant|resident|customer|parent|carer|colleague|patient)s?\b", re.IGNORECASE
)
_BODIES = (
    "Council|Trust|Association|Agency|Department|Services?|Centre|Surgery|Practice|Hospital|Homes|Housing|Authority"
    "|Commission|Court|Board|Charity|School|University|Office"
)
_WRITER = re.compile(rf"\b(?:{_BODIES})\b")
_HEAD_LINES = 12
_LONGEST = 90


@dataclass(frozen=True)
class Letterhead:
    """Each is '' where it was not found. `date` is as the letter has it."""

    to: str = ""
    writer: str = ""
    about: str = ""
    date: str = ""


def letterhead(source: Source) -> Letterhead:
    """What the first lines of a source seem to say."""
    lines = [(block.kind, block.span.of(source.text).strip()) for block in source.blocks]
    head = [text for _, text in lines[:_HEAD_LINES]]
    dear = next((at for at, text in enumerate(head) if _DEAR.match(text)), None)
    date = next((found[0] for text in head if (found := _DATE.search(text))), "")
    before = head[: dear if dear is not None else 4]
    writer = next((text for text in before if _WRITER.search(text) and len(text.split()) <= 6), "")
    return Letterhead(_name(head[dear]) if dear is not None else "", writer.rstrip(".,"), _about(lines, dear), date)


def _name(line: str) -> str:
    found = _DEAR.match(line)
    name = found[1].strip() if found else ""
    return "" if _NOBODY.match(name) else name


def _about(lines: list[tuple[BlockKind, str]], dear: int | None) -> str:
    """The first heading after 'Dear …', else a short line there that is no sentence, else the first heading."""
    after = lines[dear + 1 :] if dear is not None else lines
    heading = next((text for kind, text in after[:3] if kind is BlockKind.HEADING), "")
    short = (text for _, text in after[:1] if text and len(text) <= _LONGEST and text[-1] not in ".,:;")
    first = next((text for kind, text in lines if kind is BlockKind.HEADING), "")
    return (heading or next(short, "") or first or (lines[0][1] if lines else ""))[:_LONGEST].rstrip(".:")
