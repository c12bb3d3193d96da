"""Names that hold an 'and', a 'for' or a comma: 'Department for Work and Pensions', 'Smith, Jones and Partners'.

No sentence is cut inside one. Where it is not sure whether capitals are one name or several, they are taken for one:
then the words stay together, as the source has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from easyread.language.words import MONTHS, WEEKDAYS, word_list

_NO_NAME = frozenset(
    word_list(
        "a an the your our my his her its their this that these those it he she you we they i if when where while "
        "unless until once before after because although as since please on in at by for from to of with and or but "
        "so no not all any each every some both either neither there here who what which how why do does did is are "
        "was were has have had will would can could may might must should also however therefore then mr mrs ms miss "
        "dr mx prof sir dame may"
    )
) | frozenset((*WEEKDAYS, *MONTHS, *(f"{day}s" for day in WEEKDAYS)))
"""Words that begin a sentence with a capital, and those after which two persons or days are two."""
_BODY = (
    "Department|Office|Ministry|Minister|Secretary|Centre|Society|Trust|Council|Agency|Institute|Association|Commission"
    "|Commissioner|Committee|Campaign|Board|Services?|Fund|Directorate|Director|Foundation|Action|Academy|School|Court"
)
_CAPITAL = rf"(?!(?i:{'|'.join(sorted(_NO_NAME, key=len, reverse=True))})\b)[A-Z][\w'’-]*"
_PART = rf"{_CAPITAL}(?: {_CAPITAL})*"
_LED = rf"(?:(?:{_CAPITAL} )*(?:{_BODY})(?: of State)?(?: of| for)(?: the)? )?{_PART}"
_JOINED = re.compile(
    rf"\b{_LED}(?:(?:, {_PART})+,? (?:and|&) {_PART}(?: (?:and|&) {_PART})?|(?: (?:and|&) {_PART})+)"
    rf"(?:'s|’s)?(?![\w'’])"
    rf"|\b(?:{_CAPITAL} )*(?:{_BODY})(?: of State)? for(?: the)? {_PART}(?![\w'’])"
)


def joined_names(text: str) -> tuple[tuple[int, int], ...]:
    """Where such names stand: characters from a start up to an end. None in a heading that has capitals throughout."""
    return tuple(_spans(text)) if " and " in text or " & " in text or " for " in text else ()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    if not re.search(r"\b[a-z]+\b", re.sub(r"\b(?:and|for|of|the|to|in|a|an|or|with|on|your)\b", "", text)):
        return
    for match in _JOINED.finditer(text):
        yield match.span()
