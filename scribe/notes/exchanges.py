"""Talk between people that says something only together: an answer that came after a question back, 'I'd like that' to
what somebody offers, and the second of two who answer one question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from easyread.language.clauses import has_clause
from easyread.language.words import words
from scribe.notes.late_answers import answered_late
from scribe.notes.people import People
from scribe.notes.replies import is_listening
from scribe.notes.statement import OWN_WORDS, Statement, StatementKind
from scribe.notes.undertakings import is_promise
from scribe.notes.utterances import Utterance


def bound(found: Sequence[Statement], people: People) -> list[Statement]:
    """The statements with each such piece of talk as one, which is quoted whole. No word of it is lost by that."""
    done: list[Statement] = []
    at = 0
    while at < len(found):
        end = answered_late(found, at, people)
        if end:
            done += [_as_promise(each) for each in found[at + 1 : end] if _promises(each, people)]
            done.append(_late(found[at], found[at + 1 : end + 1]))
            at = end + 1
            continue
        _add(done, found[at], people)
        at += 1
    return done


def _promises(each: Statement, people: People) -> bool:
    """Whether something was promised on the way, and is an action too."""
    if each.kind is StatementKind.ANSWER:
        return is_promise(each.text, asks=people.asks(each.speaker))
    return each.kind is StatementKind.PROMISE


def _as_promise(each: Statement) -> Statement:
    return replace(each, kind=StatementKind.PROMISE, question=None, context=())


def _add(done: list[Statement], each: Statement, people: People) -> None:
    before = done[-1] if done else None
    answered = _answered_first(done, each)
    if answered is not None:
        later = done[answered + 1 :]
        del done[answered + 1 :]
        done[answered] = _together(done[answered], (*later, each))
        done += [_as_promise(one) for one in later if _promises(one, people)]
    elif before is None or not _follows(before, each):
        done.append(each)
    elif _TAKES_UP.match(each.text) and before.kind in (StatementKind.PROMISE, StatementKind.WISH):
        if before.kind is StatementKind.WISH and before.question is None and not OWN_WORDS & set(before.weight):
            done.pop()  # what is promised is an action too, and stays; so does what tells of harm
        kind = StatementKind.DENIAL if _REFUSES.search(each.text) else StatementKind.ASSENT
        heavy = tuple(dict.fromkeys((*before.weight, *each.weight)))
        withdrawn = (*before.withdrawn, *each.withdrawn)
        done.append(replace(each, kind=kind, context=before.whole, weight=heavy, withdrawn=withdrawn))
    elif _belongs(before, each, people):
        done[-1] = _together(before, (each,))
    else:
        done.append(each)


def _follows(before: Statement, each: Statement) -> bool:
    """Whether somebody else says it directly after, and it has no whole question of its own."""
    first = each.question or each.whole[0]
    others = bool(each.speaker) and first.speaker != before.whole[-1].speaker
    near = first.turn - before.whole[-1].spans[-1].turn <= 1
    own = each.question is None or _is_half(each.question)
    plain = own and not (each.is_reply or each.is_cut or before.is_cut)
    return others and near and plain and before.kind not in _NOTHING_TO_TAKE_UP


_NOTHING_TO_TAKE_UP = frozenset({StatementKind.SMALL_TALK, StatementKind.QUESTION})


def _answered_first(done: Sequence[Statement], each: Statement) -> int | None:
    """Where the answer is that 'Then you can.' takes back or goes on from, within a few statements."""
    if each.question is not None or each.is_reply or each.is_cut or not _THEN.match(each.text):
        return None
    for place in range(len(done) - 1, max(-1, len(done) - 1 - _BACK), -1):
        one = done[place]
        near = each.said.turn - one.whole[-1].spans[-1].turn <= _BACK and not one.is_cut
        if near and one.question is not None and one.speaker == each.speaker and not one.is_reply:
            return place if place < len(done) - 1 else None
    return None


_BACK = 3
_THEN = re.compile(r"(?i)(?:(?:well|oh|okay|ok|right|all right)[,. ]+)*(?:then|in that case)\b[, ]")


def _is_half(question: Utterance | None) -> bool:
    """Whether a question is only half of one: 'Would you?', 'Why not?'."""
    return question is not None and bool(_HALF.fullmatch(question.text))


_HALF = re.compile(
    r"(?i)(?:(?:and|but|well|so)[, ]+)*(?:(?:would|do|did|does|are|is|was|were|have|has|can|could|will|should)(?:n't)?"
    r" (?:you|he|she|they|it|that|we)|why(?: not)?|how come|how so|and you|what about you)\?"
)
_LONGEST = 8
"""Sentences of one piece of talk: a longer one would be read by nobody."""


def _belongs(before: Statement, each: Statement, people: People) -> bool:
    if _is_half(each.question):
        return not before.is_reply and len(before.whole) < _LONGEST
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
"""Words: a longer second answer speaks for itself."""
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


def _late(asked: Statement, more: Sequence[Statement]) -> Statement:
    last = _together(more[-1], ())
    between = tuple(utterance for each in more for utterance in _all_of(each) if utterance not in last.whole)
    return replace(
        _together(last, (asked, *more[:-1])), kind=StatementKind.ANSWER, question=asked.said, context=(),
        whole=(*between, *last.whole), asked_of_speaker=True,
    )  # fmt: skip


def _together(first: Statement, more: Sequence[Statement]) -> Statement:
    """The first with the words and the weight of the rest."""
    every = (first, *more)
    return replace(
        first,
        whole=(*first.whole, *(utterance for each in more for utterance in _all_of(each))),
        withdrawn=tuple(utterance for each in every for utterance in each.withdrawn),
        weight=tuple(dict.fromkeys(kind for each in every for kind in each.weight)),
        doubtful_correction=any(each.doubtful_correction for each in every),
        exchange=True,
    )


def _all_of(each: Statement) -> tuple[Utterance, ...]:
    asked = (each.question,) if each.question is not None else ()
    return tuple(dict.fromkeys((*each.context, *asked, *each.whole)))
