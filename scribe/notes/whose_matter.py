"""Whether a statement is of somebody else's own matters ('My wife's hip is bad'), not of those of the adult whom the
note is about. Help that somebody gives ('My daughter cooks') is the adult's matter.
"""

from __future__ import annotations

import re

from easyread.language.words import speech, word_list, words
from scribe.notes.people import People
from scribe.notes.statement import Statement
from scribe.notes.templates import Template
from scribe.notes.weight import only_likely

_ONESELF = frozenset(word_list("i i'm i've i'd i'll me my mine myself we we're we've us our ours"))
_LISTENER = frozenset(word_list("you your you're you've yours yourself"))
_LEAD = (
    r"(?:(?:and|but|so|well|oh|yes|yeah|no|now|because|cos|also|actually|anyway|see|look|mind you|to be honest|then)"
    r"[,. ]+)*"
)
_STATE = (
    r"(?:(?:'s|'re|'m|'ve| is| are| was| were| am| has| have| had)"
    r"(?! (?:got )?to\b)(?! (?:help|cook|clean|wash|shop|look|visit|com|bring|car)\w*ing\b)"
    r"| (?:just |still |also |already |only |never |always |recently )*(?:lost|works?|worked|suffers?|suffered|needs?"
    r"|needed|broke|hurts?|fell|studies|studied|drinks|smokes|can't|cannot|couldn't|got|starts|started|finished|retired"
    r"|left|failed|gets|misses|struggles|isn't|aren't|wasn't|hasn't|haven't|doesn't|didn't|won't|will))"
)
_KIN = rf"(?:{'|'.join(sorted({*speech('kin'), *speech('person_nouns')}, key=len, reverse=True))})s?"
_KINSMAN = rf"(?:my|our|his|her|their|the) (?:\w+ )?{_KIN}(?:'s \w+)?"
_OTHERS = re.compile(rf"(?i){_LEAD}(?:{_KINSMAN}|he|she|{'|'.join(speech('bare_kin'))}){_STATE}")
_OWN = re.compile(rf"(?i){_LEAD}(?:i|we|(?:my|our) (?:\w+ )?{_KIN}(?:'s \w+)?|my \w+){_STATE}")
_KIN_IS = re.compile(rf"(?i)\b{_KINSMAN}{_STATE}")
_GRAVE = frozenset({"harm", "abuse", "suicide", "risk", "death"})


def is_others(statement: Statement, people: People, template: Template) -> bool:
    """Whether it tells of a matter of somebody other than the adult's, by its subject; False where that isn't sure."""
    sure = set(statement.weight) - only_likely(statement.text)
    if _GRAVE & sure or statement.exchange or statement.disputed or statement.is_reply:
        return False
    role = people.role(statement.speaker)
    if role in _adults(template):
        return _of_another(statement)
    return role in ("family", "carer", "other") and _of_oneself(statement, people)


def tells_of_kin(text: str) -> bool:
    """Whether a statement as a note has it ('She said her daughter has lost her job') tells how somebody of the family
    is, wherever in it.
    """
    return _KIN_IS.search(text) is not None


def _adults(template: Template) -> frozenset[str]:
    """The roles of the adult whom the note is about: those whose wishes it has a heading for."""
    return frozenset(role for each in template.sections if "person" in each.whose for role in each.whose)


def _of_another(statement: Statement) -> bool:
    """The adult tells how somebody else is."""
    match = _OTHERS.match(statement.text)
    rest = words(statement.text[match.end() :]) if match else ()
    asked = words(statement.question.text) if statement.question else ()
    of_adult = _LISTENER & set(asked) and not _asks_of_kin(asked)
    return match is not None and not (_ONESELF | _LISTENER) & set(rest) and not of_adult


def _asks_of_kin(asked: tuple[str, ...]) -> bool:
    """'How is your wife?'"""
    return any(
        one == "your" and two.removesuffix("'s") in speech("kin") for one, two in zip(asked, asked[1:], strict=False)
    ) and not {"you", "you're"} & set(asked)


def _of_oneself(statement: Statement, people: People) -> bool:
    """Somebody else than the adult tells how they are themselves, and doesn't speak of the adult."""
    said = set(words(statement.text))
    asked = set(words(statement.question.text)) if statement.question else set()
    match = _OWN.match(statement.text)
    kin = bool(re.match(rf"(?i){_LEAD}(?:my|our) ", statement.text))
    of_adult = _names(people) & said or (_THIRD & said and not kin) or (_THIRD | _names(people)) & asked
    return match is not None and not of_adult


_THIRD = frozenset(
    word_list("he she him her his hers he's she's they them their mum mam dad mother father nan gran grandma grandad")
)


def _names(people: People) -> frozenset[str]:
    adults = [each for each in people.people if each.role.value == "person"]
    return frozenset(word.lower() for each in adults for word in each.name.split())
