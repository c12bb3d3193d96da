"""Talk between people that says something only together: an answer that came after a question back, 'I'd like that' to
what somebody offers, and the second of two who answer one question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scribe.notes.clauses import has_clause
from scribe.notes.people import People
from scribe.notes.replies import is_listening, is_promise
from scribe.notes.statement import Statement, StatementKind
from scribe.notes.utterances import Utterance
from scribe.notes.words import words


def bound(found: Sequence[Statement], people: People) -> list[Statement]:
    """The statements with each such piece of talk as one, which is quoted whole. No word of it is lost by that."""
    done: list[Statement] = []
    at = 0
    while at < len(found):
        end = _answered_late(found, at, people)
        if end:
            done += [_as_promise(each) for each in found[at + 1 : end] if _promises(each)]
            done.append(_late(found[at], found[at + 1 : end + 1]))
            at = end + 1
            continue
        _add(done, found[at], people)
        at += 1
    return done


def _promises(each: Statement) -> bool:
    """Whether something was promised on the way, and is an action too."""
    return each.kind is StatementKind.PROMISE or (each.kind is StatementKind.ANSWER and is_promise(each.text))


def _as_promise(each: Statement) -> Statement:
    return replace(each, kind=StatementKind.PROMISE, question=None, context=())


def _add(done: list[Statement], each: Statement, people: People) -> None:
    before = done[-1] if done else None
    if before is None or not _follows(before, each):
        done.append(each)
    elif _TAKES_UP.match(each.text) and before.kind in (StatementKind.PROMISE, StatementKind.WISH):
        if before.kind is StatementKind.WISH and before.question is None:
            done.pop()  # what is promised is an action too, and stays
        kind = StatementKind.DENIAL if _REFUSES.search(each.text) else StatementKind.ASSENT
        done.append(replace(each, kind=kind, context=before.whole))
    elif _belongs(before, each, people):
        done[-1] = _together(before, (each,))
    else:
        done.append(each)


def _follows(before: Statement, each: Statement) -> bool:
    """Whether somebody else says it directly after, and it has no question of its own."""
    others = bool(each.speaker) and each.whole[0].speaker != before.whole[-1].speaker
    near = each.said.turn - before.whole[-1].spans[-1].turn <= 1
    plain = each.question is None and not each.is_reply and not (each.is_cut or before.is_cut)
    return others and near and plain and before.kind not in _NOTHING_TO_TAKE_UP


_NOTHING_TO_TAKE_UP = frozenset({StatementKind.SMALL_TALK, StatementKind.QUESTION})


def _belongs(before: Statement, each: Statement, people: People) -> bool:
    if people.asks(each.speaker) or each.kind is StatementKind.PROMISE:
        return False
    return bool(_TAKES_UP.match(each.text)) or _answers_too(before, each, people)


def _answers_too(before: Statement, each: Statement, people: People) -> bool:
    """Whether it is a second, short answer to the question that somebody else has just answered."""
    question = before.question
    if question is None or question.speaker in (each.speaker, before.whole[-1].speaker):
        return False
    if not people.asks(question.speaker) or people.asks(before.speaker) or len(words(each.text)) > _SHORT:
        return False
    return not has_clause(words(each.text)) and not is_listening(each.text)


_SHORT = 4


_TAKES_UP = re.compile(
    r"(?i)(?:(?:oh|well|yes|yeah|no|um|then|okay|ok|all right|alright|aye|thank you|thanks)[,. ]+)*"
    r"(?:i(?:'d| would)(?: really| quite| not| rather not)? (?:like|love|prefer|want|hate|welcome|appreciate|have) "
    r"(?:that|it|this|them|one)\b|i (?:do not|don't|won't|wouldn't|will not) "
    r"(?:want|like|need|have|agree to|accept|do) "
    r"(?:that|it|this|them|one|any of (?:that|it))\b"
    r"|(?:that|it)(?:'d| would) be (?:\w+ )?(?:good|great|nice|lovely|helpful|brilliant|fine|useful|wonderful|a (?:help"
    r"|relief|weight off))\b|i(?:'m| am)(?: not)? (?:happy|fine|okay|ok|all right|alright) with (?:that|it|this)\b"
    r"|i(?:'m| am) not having (?:that|it|any of it)\b|i (?:agree|disagree|consent|don't agree|do not agree)\b"
    r"|i(?:'ll| will) (?:have|take|try|think about) (?:that|it|them|one)\b|(?:yes|no)[, ]+(?:please|thank you|thanks))"
    r"(?: (?:actually|really|please|very much|thank you|thanks|if i'm honest|to be honest|too|then|love))*[,.! ]*$"
)
"""What somebody says to what was offered or said just before, and that means nothing without it."""
_REFUSES = re.compile(r"(?i)\b(?:no|not|hate|disagree)\b|n't\b")
_MOST_BETWEEN = 5
"""Statements between a question and an answer that came after a question back."""
_LATE = re.compile(
    r"(?i)(?:(?:oh|well|right|okay|ok|alright|all right|in that case|so|um)[,. ]+)*"
    r"(?:then[, ]+(?:yes|yeah|no|okay|ok|all right|alright|i|you|go|do|that)\b|in that case\b|go on then\b"
    r"|all right then|alright then|okay then|(?:yes|yeah|yep|aye|no|nope)\b)"
)


def _answered_late(found: Sequence[Statement], at: int, people: People) -> int:
    """Where a question that was met with a question back is answered after all; 0: nowhere.

    'May I ring the bank?' 'Will he know?' 'Not today.' 'Then yes.'
    """
    asked = found[at]
    if asked.kind is not StatementKind.QUESTION or not people.asks(asked.speaker) or asked.is_cut:
        return 0
    back = found[at + 1] if at + 1 < len(found) else None
    if back is None or (back.question or back.said).speaker in ("", asked.speaker):
        return 0
    who = (back.question or back.said).speaker
    if back.kind is not StatementKind.QUESTION and (back.question is None or people.asks(who)):
        return 0
    if back.question is not None and back.speaker not in (asked.speaker, who) and not back.is_cut:
        return at + 1  # 'Did you tell him?' 'Should I have?', and somebody else: 'I told him.'
    after = found[at + 2] if at + 2 < len(found) else None
    if back.kind is StatementKind.QUESTION and after is not None and _in_one_breath(back, after) and not after.is_cut:
        return at + 2  # 'Did you tell her?' 'What would she do? She only comes for the dressing.'
    for place in range(at + 2, min(at + 2 + _MOST_BETWEEN, len(found))):
        each = found[place]
        if each.is_cut or (each.question is not None and each.speaker == who and each.question.speaker != who):
            return 0  # a newer question is answered
        if each.speaker == who and each.question is None and not each.is_reply and _LATE.match(each.text):
            return place
    return 0


def _in_one_breath(one: Statement, two: Statement) -> bool:
    own = two.question is None and not two.is_reply and two.kind is not StatementKind.QUESTION
    return own and (one.speaker, one.said.turn) == (two.speaker, two.said.turn)


def _late(asked: Statement, more: Sequence[Statement]) -> Statement:
    last = more[-1]
    between = tuple(utterance for each in more for utterance in _all_of(each) if utterance not in last.whole)
    kind = StatementKind.ANSWER
    weights = tuple(dict.fromkeys(kind for each in (asked, *more) for kind in each.weight))
    return replace(
        last, kind=kind, question=asked.said, whole=(*between, *last.whole), weight=weights, exchange=True,
        asked_of_speaker=True,
    )  # fmt: skip


def _together(first: Statement, more: Sequence[Statement]) -> Statement:
    whole = (*first.whole, *(utterance for each in more for utterance in _all_of(each)))
    weights = tuple(dict.fromkeys(kind for each in (first, *more) for kind in each.weight))
    return replace(first, whole=whole, weight=weights, exchange=True)


def _all_of(each: Statement) -> tuple[Utterance, ...]:
    asked = (each.question,) if each.question is not None else ()
    return tuple(dict.fromkeys((*each.context, *asked, *each.whole)))
