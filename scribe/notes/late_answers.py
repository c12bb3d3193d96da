"""Where a question that was met with a question back is answered after all: 'May I?' 'Will he know?' … 'Then yes.'"""

from __future__ import annotations

import re
from collections.abc import Sequence

from easyread.language.words import words
from scribe.notes.people import People
from scribe.notes.statement import Statement, StatementKind

_MOST_BETWEEN = 5
"""Statements between a question and an answer that came after a question back."""
_SHORT = 4
"""Words: a question back of no more only wants the question made clear."""
_LATE = re.compile(
    r"(?i)(?:(?:oh|well|right|okay|ok|alright|all right|in that case|so|um)[,. ]+)*"
    r"(?:then[, ]+(?:yes|yeah|no|okay|ok|all right|alright|i|you|go|do|that)\b|in that case\b|go on then\b"
    r"|all right then|alright then|okay then|(?:maybe|perhaps|i suppose|i might|i'd rather|i would rather|none|fine"
    r"|if (?:you|it|she|he)|whatever|i don't mind|i do not mind)\b|(?:yes|yeah|yep|aye|no|nope)\b)"
)


def answered_late(found: Sequence[Statement], at: int, people: People) -> int:
    """The place of the answer to the question at `at`, which was not answered at once; 0: nowhere."""
    asked = found[at]
    if asked.kind is not StatementKind.QUESTION or not people.asks(asked.speaker) or asked.is_cut:
        return 0
    back = found[at + 1] if at + 1 < len(found) else None
    if back is None or back.is_cut or (back.kind is not StatementKind.QUESTION and back.question is None):
        return 0
    who = (back.question or back.said).speaker
    if who in ("", asked.speaker):
        return 0
    if back.question is not None and back.speaker not in (asked.speaker, who):
        return at + 1  # 'Did you tell him?' 'Should I have?', and somebody else: 'I told him.'
    after = found[at + 2] if at + 2 < len(found) else None
    if after is not None and _plain(after, who) and (_in_one_breath(back, after) or _makes_clear(back, asked)):
        return at + 2
    return _later(found, at, who)


def _later(found: Sequence[Statement], at: int, who: str) -> int:
    for place in range(at + 2, min(at + 2 + _MOST_BETWEEN, len(found))):
        each = found[place]
        if each.is_cut or (each.question is not None and each.speaker == who and each.question.speaker != who):
            return 0  # a newer question is answered
        if _plain(each, who) and _LATE.match(each.text):
            return place
    return 0


def _plain(each: Statement, who: str) -> bool:
    own = each.question is None and not each.is_reply and each.kind is not StatementKind.QUESTION
    return own and each.speaker == who and not each.is_cut


def _in_one_breath(back: Statement, after: Statement) -> bool:
    """'Did you tell her?' 'What would she do? She only comes for the dressing.'"""
    return back.kind is StatementKind.QUESTION and back.said.turn == after.said.turn


def _makes_clear(back: Statement, asked: Statement) -> bool:
    """'What did the doctor say?' 'Who?' 'The young one.' 'Rest.'"""
    return back.question is not None and len(words(back.question.text)) <= _SHORT and back.speaker == asked.speaker
