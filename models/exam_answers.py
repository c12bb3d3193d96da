"""Marks one answer of the exam against its item: what it leaves out, what it makes up, whether it can be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.exam_items import ExamItem, Task
from models.exam_matching import words_of

LONG_SENTENCE = 15
"""Words: over this a sentence of Easy Read is amber (GOV.UK accessible formats)."""
_BEGINNING = 4
"""Letters by which words are taken to be one word in several forms; shorter words carry grammar."""
_FRAME = "said asked whether about that they their them have been does would also told replied answered worker"
_CITED = re.compile(r"\[(\d{1,3})\]\s*([^\[\]]*)")
_SENTENCE_END = re.compile(r"[.?!]+(?:\s+|$)")


@dataclass(frozen=True)
class Answer:
    """What a model wrote for an item. `stray`: it also wrote what belongs to no statement."""

    item: ExamItem
    text: str
    stray: bool = False


@dataclass(frozen=True)
class Marked:
    """How an answer did. `left_out` counts facts."""

    faithful: bool
    passed: bool
    slipped: bool
    made_up: bool
    left_out: int


def mark(answer: Answer, passes: bool) -> Marked:
    """Mark an answer; `passes` is the verifier's word on it.

    It is faithful if it says all that it must, nothing that it must not, and no word comes from nowhere: it passes
    the verifier, or is one of the item's own wordings, or has only words of these, of the talk and of the frame.
    """
    item, text = answer.item, answer.text
    left_out, made_up = len(item.left_out(text)), answer.stray or bool(item.made_up(text))
    right = bool(text) and not left_out and not made_up and not item.not_reported(text)
    known = any(words_of(text) == words_of(good) for good in item.good)
    passed = bool(text) and passes
    # Easy Read lives by other words, and its check passes few of the good ones: its marks count what the items foresee.
    vouched = known or passed or item.task is Task.EASY_READ or not _from_nowhere(text, item)
    return Marked(right and vouched, passed, passed and not right and not known, made_up, left_out)


def section_answers(items: Sequence[ExamItem], text: str) -> tuple[Answer, ...]:
    """A section taken apart: '[2] Mr Lowe said …' answers the second of its items; what cites nothing is stray."""
    cited: dict[int, list[str]] = {}
    for number, sentence in _CITED.findall(text):
        cited.setdefault(int(number), []).append(sentence.strip())
    stray = bool(text.partition("[")[0].strip()) or any(not 1 <= number <= len(items) for number in cited)
    return tuple(Answer(item, " ".join(cited.get(at, ())), stray) for at, item in enumerate(items, start=1))


def readable(text: str) -> bool:
    """Whether there is something to read and no long sentence in it."""
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    return bool(sentences) and all(len(part.split()) <= LONG_SENTENCE for part in sentences)


def _from_nowhere(text: str, item: ExamItem) -> bool:
    """Whether a word of meaning has its beginning in no word of the talk, of a name, or of a good answer."""
    known = " ".join((item.source, *item.good, *(person.name for person in item.people), _FRAME))
    beginnings = {word[:_BEGINNING] for word in words_of(known)}
    return any(word[:_BEGINNING] not in beginnings for word in words_of(text) if len(word) >= _BEGINNING)
