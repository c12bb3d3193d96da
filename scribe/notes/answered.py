"""What an answer says together with its question, as a whole sentence: 'Any falls?' 'No' is 'no falls'.

Only plain questions are completed: one sentence without 'or', 'not' or a comma, put to the one who answers. Each way
in which it may be said is one result; none means that the answer has to be told as an answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from easyread.language.words import is_verb, number, word_list
from scribe.notes.units import NEGATORS, Unit, in_place

_Units = tuple[Unit, ...]
_WHEN = frozenset(word_list("often when where long"))
_HELPING = frozenset(word_list("am is are was were have has had can could will would should must may might"))
_SUPPORT = frozenset(word_list("do does did am is are was were have has had can could will would"))
_NONE = {"any": "no", "anybody": "nobody", "anything": "nothing", "anywhere": "nowhere"}
_AFTER_NOT = frozenset(word_list("since for in on at until before after"))
_WH = frozenset(word_list("who what which when where why how whose"))


def completed(question: _Units, answer: _Units, answerer: str) -> Iterator[_Units]:
    """Each whole sentence that the answer of this speaker is with its question, as that stands in 'Asked whether'."""
    for each in _completed(tuple(_as_answerer(unit, answerer) for unit in question), answer):
        yield tuple(in_place(each))


def _completed(question: _Units, answer: _Units) -> Iterator[_Units]:
    if not question or not answer or not _is_plain(question):
        return
    answer = _opened(answer)
    first = question[0].word
    if first == "who":
        yield from _by_whom(question[1:], answer)
    elif first == "how" and len(question) > 3 and question[1].word == "many":
        yield from _so_many(question[2], _stated(question[3:]), answer)
    elif first in _WHEN or (first == "how" and question[1].word in _WHEN):
        yield (*_stated(question[1 if first in _WHEN else 2 :]), *answer)
    elif first not in _WH and answer[0].word == "yes":
        yield (*question, *_without_echo(answer[1:]))
    elif first not in _WH and number(answer[0].word) is not None and len(question) > 2:
        once = replace(answer[0], mark="")
        # 'Have you fallen since?' 'Once, in the kitchen.'
        yield from ((*question[:at], once, *question[at:], *answer[1:]) for at in range(len(question), 1, -1))
    elif first not in _WH and answer[0].word == "no":
        rest = _without_echo(_after_no(answer[1:]))
        yield from ((*denied, *rest) for denied in _denied(question))


def _is_plain(question: _Units) -> bool:
    return not any(unit.word in NEGATORS or unit.word == "or" or "," in unit.mark for unit in question)


def _as_answerer(unit: Unit, speaker: str) -> Unit:
    """The 'you' of a question as the 'I' of its answer."""
    mine = {"you": "i", "your": "my", "yours": "mine", "yourself": "myself"}
    return replace(unit, group="i", word=mine[unit.word], speaker=speaker) if unit.word in mine else unit


def _opened(answer: _Units) -> _Units:
    """'Not since May' as 'no, not since May'; and what comes after 'yes' or 'no' as going on with the sentence."""
    if len(answer) > 1 and answer[0].word == "not" and answer[1].word in _AFTER_NOT:
        return (_word("no", answer[0]), *answer)
    if len(answer) > 1 and answer[0].word in ("yes", "no"):
        return (answer[0], replace(answer[1], mark=","), *answer[2:])
    return answer


def _stated(question: _Units) -> _Units:
    """'Does the nurse come' as 'the nurse come'."""
    return question[1:] if question and question[0].word in ("do", "does") else question


def _without_echo(rest: _Units) -> _Units:
    """The rest of an answer without 'I do' or 'I don't', where that is all of its sentence."""
    if len(rest) < 2 or not rest[0].group or rest[1].word not in _SUPPORT:
        return rest
    size = 3 if len(rest) > 2 and rest[2].word == "not" else 2
    return rest[size:] if len(rest) == size or rest[size].mark else rest


def _after_no(rest: _Units) -> _Units:
    """'No, not since May' as 'no, since May'; 'no, none at all' as 'no'."""
    if len(rest) > 1 and rest[0].word == "not" and rest[1].word in _AFTER_NOT:
        return rest[1:]
    bare = [unit.word for unit in rest[:3]]
    for said in (["none", "at", "all"], ["not", "at", "all"], ["none"]):
        if bare[: len(said)] == said and (len(rest) == len(said) or rest[len(said)].mark):
            return rest[len(said) :]
    return rest


def _denied(question: _Units) -> Iterator[_Units]:
    for at, unit in enumerate(question):
        if unit.word in _NONE:
            yield (*question[:at], replace(unit, word=_NONE[unit.word], lemma=_NONE[unit.word]), *question[at + 1 :])
        if unit.word == "still":
            longer = (_word("no", unit), _word("longer", unit))
            yield (*question[:at], *longer, *question[at + 1 :])
    place = next((at + 1 for at, unit in enumerate(question) if unit.word in _HELPING), 0)
    place = place or next((at for at, unit in enumerate(question) if at and is_verb(unit.lemma)), 0)
    if place:
        yield (*question[:place], _word("not", question[place - 1]), *question[place:])


def _word(word: str, near: Unit) -> Unit:
    return replace(near, word=word, lemma=word, shown=word, group="", case="", mark="", aside=False)


def _by_whom(predicate: _Units, answer: _Units) -> Iterator[_Units]:
    """'Who takes you?' 'Nana does, and Mummy on Fridays.'"""
    end = next((at for at, unit in enumerate(answer) if at and (unit.mark or unit.word in _SUPPORT)), len(answer))
    after = end + (end < len(answer) and answer[end].word in _SUPPORT)
    yield (*answer[:end], *predicate, *answer[after:])


def _so_many(counted: Unit, rest: _Units, answer: _Units) -> Iterator[_Units]:
    """'How many pillows do you sleep with?' 'Three.'"""
    if number(answer[0].word) is None:
        return
    for at in range(len(rest), 1, -1):
        yield (*rest[:at], replace(answer[0], mark=""), replace(counted, mark=""), *rest[at:], *answer[1:])
