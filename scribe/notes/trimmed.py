"""A question as it is shown with its answer: without 'Okay, and', and without what only leads up to it.

What is left is letter for letter what was said; the evidence is the whole sentence.
"""

from __future__ import annotations

import re
from dataclasses import replace

from easyread.language.clauses import INVERTED
from easyread.language.words import number, speech, word_list, words
from scribe.notes.leaning import POINTING
from scribe.notes.statement import OWN_WORDS, Statement
from scribe.notes.utterances import Utterance, tidy
from scribe.notes.weight import weight

_FILLERS = "|".join(sorted(speech("fillers"), key=len, reverse=True))
_QUESTION_LEAD = re.compile(
    rf"(?i)(?:[\s,.;]*(?:(?:{_FILLERS}|yeah|okay|ok|alright|all right|right|fine|great|lovely|sure|now|i see|perfect)\b"
    rf"[,.]+|(?:{_FILLERS})\b|(?:and|so|well|oh|okay|but|then)\b[,.]*))+[\s,.;]*"
)
_LEAST = 3
"""Words that a shortened question has at least; one more where its first part was cut off."""
_HOLDS = frozenset(word_list("if unless when while after before since because not never no or than"))
"""Words in the first part of a question without which the rest might ask something else."""
_OPEN = frozenset(word_list("what how when where why who which whereabouts what's how's where's any"))


def with_plain_question(statement: Statement) -> Statement:
    """The statement with its question as it is shown: without what only leads up to it."""
    question = statement.question
    if question is None or question.speaker == statement.speaker or statement.context or not _may_be_trimmed(statement):
        return statement
    return replace(statement, question=trimmed(question))


def _may_be_trimmed(statement: Statement) -> bool:
    whole = statement.disputed or statement.exchange or statement.not_for_note or statement.is_cut
    return not (whole or OWN_WORDS & set(statement.weight))


def trimmed(question: Utterance) -> Utterance:
    """The question as it is shown. Its evidence stays whole."""
    before = _QUESTION_LEAD.match(question.original)
    first = before.end() if before else 0
    first += _before_matter(question.original[first:])
    kept = question.original[first:]
    if question.broken or not first or len(words(kept)) < _LEAST:
        return question
    return replace(question, original=kept, text=tidy(kept))


def _before_matter(question: str) -> int:
    """Where a question begins after 'In terms of your health, …'; 0 where its first part may matter."""
    at = question.rfind(", ")
    while at > 0:
        front, rest = question[:at], question[at + 2 :]
        said = words(rest)
        asks = bool(said) and (said[0] in _OPEN or said[0].removesuffix("n't") in INVERTED) and rest.endswith("?")
        whole = len(said) > _LEAST and not POINTING & set(said) and not _HOLDS & set(said[:1])
        if asks and whole:
            told = words(front)
            facts = any(number(word) is not None for word in told) or OWN_WORDS & set(weight(front))
            return 0 if _HOLDS & set(told) or any("n't" in word for word in told) or facts else at + 2
        at = question.rfind(", ", 0, at)
    return 0
