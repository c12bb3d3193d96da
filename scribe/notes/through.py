"""Who seems to say another's words ('She says her leg hurts'), though nobody named them as an interpreter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from scribe.notes.people import People
from scribe.notes.statement import Statement, StatementKind
from scribe.visit import Role

_SAYS = re.compile(
    r"(?i)(?:(?:yes|no|um|well|and|so|sorry|but|okay)[,. ]+)*(?:she|he|my \w+|mum|mam|dad|nan)(?:'s| is)?"
    r"(?: (?:just|also|still|now|only))?(?: doesn't,)?"
    r" (?:says|saying|asks|asking|replies|answers|tells you|telling you|wants to (?:know|say|ask|tell)|would like to"
    r" (?:know|say|ask|tell)|(?:wants|told|asked) me to (?:say|tell|ask)|thanks you|thanking you)\b"
    r"|[^.?!]*, (?:she|he) says[.?!]?$"
)
_MAY_INTERPRET = ("", Role.OTHER.value, Role.FAMILY.value, Role.CARER.value)
_KIN = (Role.FAMILY.value, Role.CARER.value)


def with_those_spoken_for(found: Sequence[Statement], people: People) -> tuple[Statement, ...]:
    """The statements, each marked that is said for another; its 'I' may be anybody's, and nothing in it is promised.

    Kin often tell what somebody says; they seem to interpret only where most of what they say is that.
    """
    said, told = Counter[str](), Counter[str]()
    for each in found:
        if people.role(each.speaker) in _MAY_INTERPRET and each.kind is not StatementKind.SMALL_TALK:
            said[each.speaker] += 1
            told[each.speaker] += bool(_SAYS.match(each.text))
    interpret = {who for who, count in told.items() if count >= _OFTEN and count * _share(who, people) >= said[who]}
    done: list[Statement] = []
    for each in found:
        alone = people.role(each.speaker) not in _KIN and each.speaker in told and _SAYS.match(each.text)
        goes_on = bool(done) and done[-1].for_another and _in_one_turn(done[-1], each)
        done.append(_for_another(each) if each.speaker in interpret or alone or goes_on else each)
    return tuple(done)


_OFTEN = 2


def _share(speaker: str, people: People) -> int:
    return 2 if people.role(speaker) in _KIN else 3


def _in_one_turn(one: Statement, two: Statement) -> bool:
    return (one.speaker, one.whole[-1].spans[-1].turn) == (two.speaker, two.whole[0].turn)


def says_for_another(text: str) -> bool:
    """Whether a sentence tells on what somebody says at that moment."""
    return bool(_SAYS.match(text))


def _for_another(each: Statement) -> Statement:
    kind = StatementKind.REPORTED if each.kind is StatementKind.PROMISE else each.kind
    return replace(each, for_another=True, kind=kind)
